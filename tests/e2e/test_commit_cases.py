"""What people rely on `git commit` for, asked of `forgemd commit`: cases C01 to C12, from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.e2e.example import PATH, committed, edit, hook, logged
from tests.e2e.program import forgemd
from tests.e2e.test_at_once import ended, started
from tests.gitrepo import Repo
from tests.shared import ROOT

SUBJECT = "status: P1-010 → READY"


@pytest.fixture
def edited(repo: Repo) -> Repo:
    """The example, committed, with one status changed by hand."""
    repo.write("a.txt", "1\n")
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    return repo


def unmade(repo: Repo, before: bytes, index: bytes) -> None:
    """Nothing is committed, staged or written."""
    assert repo.git("rev-list", "--count", "HEAD") == "1"
    assert (repo.read(PATH), repo.read(".git/index")) == (before, index)


def state(repo: Repo) -> tuple[bytes, bytes]:
    return repo.read(PATH), repo.read(".git/index")


# C01: git's own command, with everything that belongs to it


def test_c01_every_hook_runs_and_the_template_does_not_get_in(edited: Repo) -> None:
    for name in ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction"):
        hook(edited, name, f"echo {name} >> .git/ran")
    edited.write("template", "from the template\n")
    for key, value in (("commit.template", "template"), ("commit.verbose", "true"), ("core.commentChar", "s")):
        edited.git("config", key, value)
    assert forgemd(edited, "commit").code == 0
    ran = edited.read(".git/ran").decode().split()
    assert list(dict.fromkeys(ran)) == [
        "pre-commit",
        "prepare-commit-msg",
        "commit-msg",
        "reference-transaction",
        "post-commit",
    ]
    assert edited.git("log", "-1", "--format=%s") == SUBJECT


def test_c01_a_signature_is_made_or_nothing_is(edited: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    key = str(tmp_path_factory.mktemp("key") / "key")
    if subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=False).returncode:
        pytest.skip("ssh-keygen makes no key here")
    for name, value in (("gpg.format", "ssh"), ("commit.gpgSign", "true"), ("user.signingKey", "/nowhere")):
        edited.git("config", name, value)
    before = state(edited)
    done = forgemd(edited, "commit")
    assert done.code == 1
    assert "/nowhere" in done.err
    unmade(edited, *before)
    edited.git("config", "user.signingKey", f"{key}.pub")
    assert forgemd(edited, "commit").code == 0
    assert b"BEGIN SSH SIGNATURE" in edited.raw("cat-file", "commit", "HEAD")


def test_c01_git_says_who_it_does_not_know(edited: Repo, sealed: str) -> None:
    before = state(edited)
    with open(os.path.join(sealed, ".gitconfig"), "w", encoding="utf-8") as file:
        file.write("[user]\n\tuseConfigOnly = true\n")
    done = forgemd(edited, "commit", "--agent", "me")
    assert done.code == 2
    assert "git config user.name" in done.err
    unmade(edited, *before)


# C02: what is said is what was made


def test_c02_the_hash_that_is_told_is_heads(edited: Repo) -> None:
    out = forgemd(edited, "commit").out
    assert f"[{edited.git('rev-parse', '--short', 'HEAD')}] {SUBJECT}" in out
    assert edited.read(PATH) == edited.blob(PATH)


# C03: a refusal changes nothing, and the next run logs once


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg", "reference-transaction"])
def test_c03_a_refusal_takes_everything_back(edited: Repo, name: str) -> None:
    before = state(edited)
    times = os.stat(edited.full(PATH)).st_mtime_ns
    hook(edited, name, "echo 'not today' >&2; exit 1")
    done = forgemd(edited, "commit")
    assert done.code == 1
    assert "not today" in done.err
    unmade(edited, *before)
    assert os.stat(edited.full(PATH)).st_mtime_ns == times
    os.unlink(edited.full(f".git/hooks/{name}"))
    assert forgemd(edited, "commit").code == 0
    assert logged(edited.blob(PATH), "P1-010") == 1


def test_c03_an_interrupt_takes_everything_back(edited: Repo) -> None:
    """The keyboard's goes to all processes at once, and none of them is there to be asked then."""
    before = state(edited)
    hook(edited, "pre-commit", "echo begun >&2; touch begun; exec sleep 20")
    argv = [sys.executable, "-m", "forgemd", "commit"]
    environ = {**os.environ, "PYTHONPATH": ROOT}
    process = subprocess.Popen(argv, cwd=edited.path, env=environ, stderr=subprocess.PIPE, start_new_session=True)
    while not os.path.exists(edited.full("begun")) and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate()
    assert process.returncode == 130
    os.unlink(edited.full("begun"))
    unmade(edited, *before)


# C04 and C05: what else is staged, and what is staged in part


def test_c04_what_else_is_staged_stays_so(edited: Repo) -> None:
    edited.write("a.txt", "2\n")
    edited.add("a.txt")
    assert forgemd(edited, "commit").code == 0
    assert edited.git("show", "--format=", "--name-only", "HEAD") == PATH
    assert edited.status() == "M  a.txt"


def test_c04_what_changed_in_the_tick_of_the_index_stays_in_sight(edited: Repo) -> None:
    """Of the same size and age, and the index is no older: git finds it by looking, and has to go on doing so."""
    edited.git("config", "core.trustctime", "false")
    path = edited.full("a.txt")
    found = os.stat(path)
    edited.write("a.txt", "2\n")
    for each in (path, edited.full(".git/index")):
        os.utime(each, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert forgemd(edited, "commit").code == 0
    assert edited.status() == " M a.txt"


def test_c05_hunks_that_are_not_staged_stay_so(edited: Repo) -> None:
    edited.add(PATH)
    edit(edited, "P1-011", "PENDING", "READY")
    assert forgemd(edited, "commit").code == 0
    assert [logged(edited.blob(PATH), task) for task in ("P1-010", "P1-011")] == [1, 0]
    assert edited.status() == f" M {PATH}"
    left = [line for line in edited.git("diff", "--unified=0").split("\n") if line[:1] in "+-" and line[1:2] == "|"]
    assert [line[:8] for line in left] == ["-| P1-01", "+| P1-01"]
    assert all("P1-011" in line for line in left)


# C06 and C07: somebody else is at work


@pytest.mark.parametrize("staged", [False, True])
def test_c06_a_locked_index_is_named_and_left(edited: Repo, staged: bool) -> None:
    if staged:
        edited.add(PATH)
    before = state(edited)
    edited.write(".git/index.lock", "")
    done = forgemd(edited, "commit")
    assert done.code == 2
    assert "index.lock" in done.err
    assert "rm " not in done.err
    unmade(edited, *before)
    assert edited.read(".git/index.lock") == b""


@pytest.mark.parametrize("lock", ["HEAD.lock", "refs/heads/main.lock"])
def test_c06_so_is_a_locked_branch(edited: Repo, lock: str) -> None:
    before = state(edited)
    edited.write(f".git/{lock}", "")
    done = forgemd(edited, "commit")
    assert done.code == 1
    assert lock in done.err
    unmade(edited, *before)
    assert edited.read(f".git/{lock}") == b""


def test_c07_commands_take_turns_in_all_work_trees(edited: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    place = str(tmp_path_factory.mktemp("other"))
    other = Repo(os.path.join(place, "tree"))
    edited.git("worktree", "add", "--quiet", "-b", "side", other.path)
    hook(edited, "pre-commit", f"cd '{place}'; mkdir busy || touch clash; sleep 0.2; rmdir busy")
    team = [
        started(edited, "commit"),
        *(started(other, "set", f"{task}=READY", "--commit") for task in ("P1-010", "P1-011")),
    ]
    assert ended(team) == [0, 0, 0]
    assert os.listdir(place) == ["tree"]
    assert (edited.status(), other.status()) == ("", "")
    assert [logged(other.blob(PATH), task) for task in ("P1-010", "P1-011")] == [1, 1]


# C08: where there is no branch, no commit, no work tree, no history, nothing to do


def test_c08_a_detached_head_gets_its_commit(edited: Repo) -> None:
    edited.git("checkout", "--quiet", "--detach")
    assert forgemd(edited, "commit").code == 0
    assert edited.git("log", "-1", "--format=%s") == SUBJECT
    assert edited.git("rev-list", "--count", "main") == "1"


def test_c08_a_bare_repository_is_said_to_be_one(edited: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    bare = str(tmp_path_factory.mktemp("bare"))
    edited.git("clone", "--quiet", "--bare", edited.path, bare)
    done = forgemd(bare, "commit")
    assert done.code == 2
    assert "bare" in done.err


def test_c08_a_shallow_clone_is_enough(edited: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    edited.commit("Two")
    clone = Repo(str(tmp_path_factory.mktemp("clone") / "clone"))
    edited.git("clone", "--quiet", "--depth=1", f"file://{edited.path}", clone.path)
    edit(clone, "P1-011", "PENDING", "READY")
    assert forgemd(clone, "commit").code == 0
    assert logged(clone.blob(PATH), "P1-011") == 1


def test_c08_nothing_to_commit_is_no_failure(repo: Repo) -> None:
    committed(repo)
    done = forgemd(repo, "commit")
    assert (done.code, done.out) == (0, "nothing to commit: no tracker differs from HEAD\n")
    assert repo.git("rev-list", "--count", "HEAD") == "1"


@pytest.mark.parametrize(
    ("trace", "words", "way"),
    [
        ("MERGE_HEAD", "a merge", "forgemd merge --resolve"),
        ("CHERRY_PICK_HEAD", "a cherry-pick", "git status"),
        ("rebase-merge/head-name", "a rebase", "git status"),
    ],
)
def test_c08_an_operation_under_way_is_named(edited: Repo, trace: str, words: str, way: str) -> None:
    edited.write(f".git/{trace}", edited.head() + "\n")
    before = state(edited)
    done = forgemd(edited, "commit")
    assert done.code == 2
    assert words in done.err
    assert way in done.err
    unmade(edited, *before)


def test_c08_dubious_ownership_is_explained(edited: Repo) -> None:
    before = state(edited)
    done = forgemd(edited, "commit", env={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    assert done.code == 2
    assert f"git config --global --add safe.directory {edited.path}" in done.err
    unmade(edited, *before)


# C09: a rehearsal


def test_c09_a_dry_run_shows_all_and_touches_nothing(edited: Repo) -> None:
    before = state(edited)
    objects = edited.git("count-objects")
    done = forgemd(edited, "commit", "--dry-run")
    assert done.code == 0
    assert "+++ b/TASK-STATUS.md" in done.out
    assert SUBJECT in done.out
    unmade(edited, *before)
    assert edited.git("count-objects") == objects


# C10: forgemd inside of forgemd


def test_c10_hooks_see_that_forgemd_commits_and_judge_all_the_same(edited: Repo) -> None:
    hook(edited, "pre-commit", 'echo "$FORGEMD_COMMIT" > .git/told; git show :TASK-STATUS.md > .git/judged')
    assert forgemd(edited, "commit").code == 0
    assert edited.read(".git/told") == b"1\n"
    assert edited.read(".git/judged") == edited.blob(PATH)


# C11: who and when


def test_c11_names_and_dates_come_from_the_environment(edited: Repo) -> None:
    env = {
        "GIT_AUTHOR_NAME": "Grace",
        "GIT_AUTHOR_EMAIL": "grace@example.com",
        "GIT_AUTHOR_DATE": "2030-01-02T03:04:05+02:00",
        "GIT_COMMITTER_NAME": "Robot",
        "GIT_COMMITTER_DATE": "2031-01-02T03:04:05+00:00",
        "FORGEMD_NOW": "",
        "SOURCE_DATE_EPOCH": "1781526896",
    }
    assert forgemd(edited, "commit", env=env).code == 0
    said = edited.git("log", "-1", "--format=%an %ae %aI %cn %cI")
    assert said == "Grace grace@example.com 2030-01-02T03:04:05+02:00 Robot 2031-01-02T03:04:05+00:00"
    text = edited.blob(PATH).decode()
    assert text.count("2026-06-15T12:34:56Z") >= 2, "the row of the log and the date of the last update: one clock"


# C12: letters beyond ASCII


@pytest.mark.parametrize("encoding", [None, "ISO-8859-1", "UTF-8"])
def test_c12_the_arrow_is_there_whatever_git_is_told(edited: Repo, encoding: str | None) -> None:
    if encoding is not None:
        edited.git("config", "i18n.commitEncoding", encoding)
    done = forgemd(edited, "commit", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert done.code == 0, done.err
    assert SUBJECT.encode() in edited.raw("cat-file", "commit", "HEAD")
