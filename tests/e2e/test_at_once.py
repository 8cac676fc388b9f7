"""Several commands at once, and commands that are killed: no change is lost, none is logged or committed twice."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from forgemd.errors import StaleEdit
from forgemd.workspace import Workspace, persistently
from forgemd.workspace.edits.persistence import TRIES
from tests.cli.shapes import hold
from tests.e2e.example import PATH, committed, edit, hook, logged
from tests.e2e.program import NOW, forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

TASKS = ("P1-010", "P1-011", "P1-015", "P1-019", "P1-020", "P1-021")
KILL = "kill -9 $(ps -o ppid= -p $PPID)"
"""In a hook: kills forgemd, whose child is the git that runs the hook."""


def started(repo: Repo, *args: str) -> subprocess.Popen[bytes]:
    environ = {**os.environ, "PYTHONPATH": ROOT, "FORGEMD_NOW": NOW}
    command = [sys.executable, "-m", "forgemd", *args]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=repo.path, env=environ, stdout=quiet, stderr=quiet)


def ended(processes: list[subprocess.Popen[bytes]]) -> list[int]:
    return [process.wait(60) for process in processes]


def leftovers(repo: Repo) -> list[str]:
    """What should not outlive a command."""
    return [
        name
        for name in (*os.listdir(os.path.join(repo.path, ".git")), *os.listdir(repo.path))
        if (name.startswith("forgemd-") or name.endswith((".lock", ".tmp"))) and name != "forgemd.lock"
    ]


def test_settings_at_once_are_all_kept(repo: Repo) -> None:
    committed(repo)
    assert ended([started(repo, "set", f"{task}=READY") for task in TASKS]) == [0] * len(TASKS)
    assert [logged(repo.read(PATH), task) for task in TASKS] == [1] * len(TASKS)


def test_commits_at_once_each_tell_their_own(repo: Repo) -> None:
    committed(repo)
    assert ended([started(repo, "set", f"{task}=READY", "--commit") for task in TASKS]) == [0] * len(TASKS)
    subjects = repo.git("log", "--format=%s", f"-{len(TASKS)}").split("\n")
    assert sorted(subjects) == [f"status: {task} → READY" for task in TASKS]
    assert [logged(repo.blob(PATH), task) for task in TASKS] == [1] * len(TASKS)
    assert repo.status() == ""


def test_one_edit_is_committed_once_however_many_try(repo: Repo) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    assert ended([started(repo, "commit") for _ in range(5)]) == [0] * 5
    assert repo.git("rev-list", "--count", "HEAD") == "2"
    assert logged(repo.blob(PATH), "P1-010") == 1
    assert repo.status() == ""


@pytest.mark.parametrize(
    ("name", "then", "commits"),
    [("pre-commit", "exit 1", 1), ("commit-msg", "", 2), ("post-commit", "", 2)],
    ids=["before", "during", "after"],
)
def test_a_killed_commit_is_completed_by_the_next(repo: Repo, name: str, then: str, commits: int) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    hook(repo, name, f"{KILL}\n{then}")
    assert started(repo, "commit").wait(30) == -9
    for _ in range(100):  # git outlives forgemd by a moment
        if repo.git("rev-list", "--count", "HEAD") == str(commits):
            break
        time.sleep(0.02)
    time.sleep(0.2)
    os.unlink(repo.full(f".git/hooks/{name}"))
    assert os.path.exists(repo.full(".git/index.lock"))
    done = forgemd(repo, "commit")
    assert done.code == 0, done.err
    assert repo.git("rev-list", "--count", "HEAD") == "2"
    assert logged(repo.blob(PATH), "P1-010") == 1
    assert repo.status() == ""
    assert leftovers(repo) == []


def test_what_else_was_staged_survives_the_kill(repo: Repo) -> None:
    repo.write("a.txt", "1\n")
    committed(repo)
    repo.write("a.txt", "2\n")
    repo.add("a.txt")
    edit(repo, "P1-010", "PENDING", "READY")
    hook(repo, "post-commit", KILL)
    assert started(repo, "commit").wait(30) == -9
    time.sleep(0.2)
    os.unlink(repo.full(".git/hooks/post-commit"))
    assert forgemd(repo, "commit").code == 0
    assert repo.status() == "M  a.txt"


def test_while_git_lives_on_nothing_is_taken_from_it(repo: Repo) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    hook(repo, "pre-commit", f"{KILL}\nsleep 1")
    assert started(repo, "commit").wait(30) == -9
    assert "nothing to commit" in forgemd(repo, "commit").out, "it waits for what git is about to do"
    assert repo.git("rev-list", "--count", "HEAD") == "2"
    assert repo.status() == ""


def test_a_lock_of_git_is_left_alone(repo: Repo) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    before = repo.read(PATH)
    lock = repo.write(".git/index.lock", "")
    os.utime(lock, (time.time() - 60, time.time() - 60))  # a younger one is waited for
    done = forgemd(repo, "commit")
    assert (done.code, repo.read(PATH)) == (2, before)
    assert "index.lock" in done.err
    assert "hint:" in done.err
    assert os.path.exists(repo.full(".git/index.lock"))


def test_a_git_that_is_done_in_a_moment_is_waited_for(repo: Repo) -> None:
    committed(repo)
    lock = repo.write(".git/index.lock", "")
    process = started(repo, "set", "P1-010=READY", "--commit")
    time.sleep(1)
    os.unlink(lock)
    assert process.wait(30) == 0
    assert (logged(repo.blob(PATH), "P1-010"), repo.status()) == (1, "")


def test_what_only_stages_waits_for_git_too(repo: Repo) -> None:
    """To ask for what HEAD has takes an edit back that was never committed, in the file and in the index."""
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    repo.git("add", PATH)
    lock = repo.write(".git/index.lock", "")
    process = started(repo, "set", "P1-010=PENDING", "--commit")
    time.sleep(1)
    os.unlink(lock)
    assert process.wait(30) == 0
    assert (repo.read(PATH), repo.status(), leftovers(repo)) == (repo.blob(PATH), "", [])
    assert repo.git("rev-list", "--count", "HEAD") == "1"


@pytest.mark.parametrize("words", [("set", "P1-010=READY"), ("set", "P1-010=READY", "--commit"), ("add", "New")])
@pytest.mark.parametrize("left", [0, 700])
def test_an_editor_that_is_writing_the_file_is_waited_for(repo: Repo, left: int, words: tuple[str, ...]) -> None:
    """It empties the file before it fills it."""
    committed(repo)
    whole = repo.read(PATH)
    words = (*words, "--section", "1.2 Gauge Firmware") if words[0] == "add" else words
    with open(repo.full(PATH), "wb", buffering=0) as file:
        file.write(whole[:left])
        process = started(repo, *words)
        for _ in range(10):
            time.sleep(0.07)
            os.utime(file.fileno())  # as if something had come
        file.write(whole[left:])
    assert process.wait(30) == 0
    assert len(repo.read(PATH)) > len(whole)
    assert leftovers(repo) == []


@pytest.mark.parametrize("words", [("set", "P1-010=READY"), ("set", "P1-010=READY", "--commit")])
def test_an_editor_that_makes_the_file_anew_is_waited_for(repo: Repo, words: tuple[str, ...]) -> None:
    """It gives the old file another name, and writes one under the old name."""
    committed(repo)
    os.rename(repo.full(PATH), repo.full(f"{PATH}~"))
    process = started(repo, *words)
    time.sleep(0.5)
    repo.write(PATH, repo.read(f"{PATH}~"))
    assert process.wait(30) == 0
    assert logged(repo.read(PATH), "P1-010") == 1


def test_a_task_that_is_not_there_is_told_soon(repo: Repo) -> None:
    committed(repo)
    repo.write(PATH, repo.read(PATH).replace(b"P1-010", b"P1-01"))
    for more in ((), ("--commit",), ("--dry-run",)):
        done = forgemd(repo, "set", "P1-010=READY", *more)
        assert (done.code, "unknown task 'P1-010'" in done.err) == (2, True), done


def test_a_file_from_the_future_is_not_being_written(repo: Repo) -> None:
    """A clock that was set, an archive that was unpacked: nobody is waited for, and what is wrong is told."""
    committed(repo)
    repo.write(PATH, repo.read(PATH).replace(b"P1-010", b"P1-01"))
    for later in (3600, 2):
        os.utime(repo.full(PATH), (time.time() + later,) * 2)
        done = forgemd(repo, "set", "P1-010=READY", "--commit")
        assert (done.code, "unknown task 'P1-010'" in done.err) == (2, True), done


THEIRS = """
[ ! -e .git/theirs ] || exit 0
unset GIT_INDEX_FILE
export GIT_INDEX_FILE="$PWD/.git/theirs"
git read-tree HEAD
git update-index --add --cacheinfo 100644,$(echo theirs | git hash-object -w --stdin),theirs.txt
git update-ref HEAD $(git commit-tree -p HEAD -m theirs $(git write-tree))
"""
"""The first time that it runs it makes a commit that our own git has not seen, and will not move the branch over."""


@pytest.mark.parametrize(
    ("words", "schema", "subject"),
    [
        (("set", "P1-011=READY", "--commit"), "commit", "status: P1-011 → READY"),
        (("commit",), "commit", "status: P1-015 → READY"),
        (("undo",), "commit", "undo: status: P1-010 → READY"),
        (("renumber", "P1-011", "P1-911", "--commit"), "renumber", "tracker: renumber P1-011 → P1-911"),
    ],
)
def test_others_who_commit_meanwhile(repo: Repo, words: tuple[str, ...], schema: str, subject: str) -> None:
    """Nobody has to type the command again, and it does what it did the first time."""
    committed(repo)
    assert forgemd(repo, "set", "P1-010=READY", "--commit").code == 0
    if words == ("commit",):
        edit(repo, "P1-015", "PENDING", "READY")
    hook(repo, "pre-commit", THEIRS)
    done = forgemd(repo, *words, "--format", "json")
    assert (done.code, hold(done.json, schema)["tries"]) == (0, 2), done
    assert "others changed something meanwhile: it took 2 tries" in done.err
    assert repo.git("log", "--format=%s").split("\n")[:2] == [subject, "theirs"]
    assert repo.blob("theirs.txt") == b"theirs\n"
    repo.git("checkout", "HEAD", "--", "theirs.txt")
    os.unlink(repo.full(".git/theirs"))
    assert (repo.status(), leftovers(repo)) == ("", [])
    assert repo.git("diff", "--name-only", "HEAD~2", "HEAD").split() == [PATH, "theirs.txt"]


def test_who_is_killed_where_others_commit_has_made_no_commit(repo: Repo) -> None:
    committed(repo)
    before = repo.read(PATH)
    hook(repo, "pre-commit", f"{THEIRS}\n{KILL}")
    assert started(repo, "add", "New work", "--section", "1.2 Gauge Firmware", "--commit").wait(30) == -9
    for _ in range(100):
        if repo.git("log", "-1", "--format=%s") == "theirs":
            break
        time.sleep(0.02)
    time.sleep(0.3)
    done = forgemd(repo, "set", "P1-010=READY")
    assert (done.code, f"taken back: {PATH}" in done.err, "finished" in done.err) == (0, True, False), done
    assert repo.read(PATH).count(b"New work") == before.count(b"New work") == 0
    repo.git("checkout", "HEAD", "--", "theirs.txt", PATH)
    assert forgemd(repo, "add", "New work", "--section", "1.2 Gauge Firmware", "--commit").code == 0
    os.unlink(repo.full(".git/theirs"))
    assert (repo.blob(PATH).count(b"| New work |"), repo.status(), leftovers(repo)) == (1, "", [])


def test_who_edits_behind_the_commit_is_none_that_was_faster(repo: Repo) -> None:
    """A tracker that is to be as in HEAD again becomes so with the commit of another, not behind it."""
    tasks = "| ID | Task | Status |\n|---|---|---|\n| {0}-1 | one | PENDING |\n| {0}-2 | two | READY |\n"
    repo.write("a.md", f"# A\n\n{tasks.format('A')}")
    sound = repo.write("b.md", f"# B\n\n{tasks.format('B')}")
    repo.commit("begin")
    repo.write("b.md", repo.read("b.md").replace(b"READY", b"PENDING"))
    hook(repo, "post-commit", "echo more >> b.md")
    done = forgemd(repo, "set", "A-1=READY", "B-2=READY", "--commit", "--format", "json")
    assert (done.code, done.json["tries"], len(done.json["files"])) == (0, 1, 2), done
    assert repo.git("log", "--format=%s").split("\n") == ["status: A-1 → READY", "begin"]
    with open(sound, "rb") as file:
        assert file.read() == repo.blob("b.md") + b"more\n"
    assert (repo.status(), leftovers(repo)) == (" M b.md", [])


def test_edits_of_others_that_go_along_are_told(repo: Repo) -> None:
    committed(repo)
    alone = forgemd(repo, "set", "P1-010=READY", "--commit")
    assert (alone.code, "go along" in alone.err) == (0, False)
    repo.write(PATH, repo.read(PATH) + b"\nA line of somebody else.\n")
    shown = forgemd(repo, "set", "P1-011=READY", "--commit", "--dry-run")
    done = forgemd(repo, "set", "P1-011=READY", "--commit", "--format", "json")
    assert (shown.code, done.code) == (0, 0)
    told = f"{PATH} had edits before that were not committed, and they go along"
    assert told in shown.err
    assert f"{told}: git show {done.json['commit']['short']}" in done.err
    assert (repo.blob(PATH), repo.status()) == (repo.read(PATH), "")


def test_beginning_anew_changes_neither_the_judge_nor_what_was_told(repo: Repo) -> None:
    committed(repo)
    repo.write("wide.md", "| ID | Status |\n|---|---|\n| A-1 | READY |\n".encode("utf-16"))
    repo.write(".forgemd.yaml", f"exclude: [{PATH}]\n")
    repo.commit("exclude it")
    notes: list[str] = []
    first = Workspace(repo.path, dict(os.environ), note=notes.append)
    first.judge_by(repo.git("rev-parse", "HEAD~1"))
    found = [[named.path for named in each.find()] for each in (first, first.afresh(), first.afresh().afresh())]
    assert found == [[PATH]] * 3
    assert [note.split(":")[1].strip() for note in notes] == ["wide.md"]


def test_somebody_who_never_rests() -> None:
    seen = []

    def never(workspace: Workspace) -> None:
        seen.append(workspace)
        raise StaleEdit("too late")

    with pytest.raises(StaleEdit, match="too late"):
        persistently(Workspace(".", {}), never)
    assert len({id(each) for each in seen}) == len(seen) == TRIES
    assert all(each.recovered is seen[0].recovered for each in seen), "what was put right is told once"


def test_a_hook_that_starts_forgemd_is_told_at_once(repo: Repo) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    before = repo.read(PATH)
    hook(repo, "pre-commit", f"PYTHONPATH={ROOT} {sys.executable} -m forgemd set P1-011=READY")
    began = time.monotonic()
    done = forgemd(repo, "commit")
    assert time.monotonic() - began < 10
    assert done.code == 1
    assert "another forgemd command is at work" in done.err
    assert repo.read(PATH) == before


def test_who_is_interrupted_behind_the_commit_finds_it_whole(repo: Repo) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    hook(repo, "post-commit", "touch reached; sleep 20")
    process = started(repo, "commit")
    for _ in range(500):
        if os.path.exists(repo.full("reached")):
            break
        time.sleep(0.02)
    process.send_signal(2)
    assert process.wait(30) == 130
    os.unlink(repo.full("reached"))
    assert repo.git("log", "-1", "--format=%s") == "status: P1-010 → READY"
    assert repo.status() == ""


def test_what_a_killed_write_left_is_swept_up(repo: Repo) -> None:
    committed(repo)
    repo.write(f".{PATH}.forgemd-0badcafe.tmp", "half of it")
    assert forgemd(repo, "set", "P1-010=READY").code == 0
    assert leftovers(repo) == []
