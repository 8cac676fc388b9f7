"""A commit holds HEAD's tree plus what was asked for, by git's own rules, or it is not made."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable

import pytest

from forgemd.errors import GitError, StaleEdit
from forgemd.git import Begun, CommitRefused, Errand, FileWrite, NothingToCommit, Repository, commit, storing
from tests.gitrepo import Repo

Open = Callable[..., Repository]
Hook = Callable[[Repo, str, str], str]

FORMS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "plain": ((), ()),
    "sha256": (("--object-format=sha256",), ()),
    "index v4": ((), (("index.version", "4"),)),
    "split index": ((), (("core.splitIndex", "true"), ("splitIndex.maxPercentChange", "0"))),
    "many files": ((), (("feature.manyFiles", "true"),)),
    "untracked cache": ((), (("core.untrackedCache", "true"),)),
    "shared": (("--shared=group",), ()),
}


@pytest.fixture(params=FORMS)
def formed(request: pytest.FixtureRequest, tmp_path: object) -> Repo:
    """A repository of each form, with a tracker, a bystander and one commit."""
    options, configuration = FORMS[request.param]
    repo = Repo.create(os.path.join(str(tmp_path), "repo"), *options)
    for key, value in configuration:
        repo.git("config", key, value)
    return start(repo)


def start(repo: Repo) -> Repo:
    repo.write("t.md", "old\n")
    repo.write("other.txt", "other\n")
    repo.write("third.txt", "third\n")
    repo.commit("one")
    return repo


def clean(repo: Repo) -> None:
    """Nothing of ours lies about, and git finds the repository sound."""
    names = [name for _, directories, files in os.walk(repo.full(".git")) for name in directories + files]
    assert not [name for name in names if name.endswith(".lock") or "forgemd" in name]
    assert repo.git("fsck", "--strict", "--no-dangling") == ""


def changed(repo: Repo, rev: str = "HEAD") -> list[str]:
    return repo.git("diff-tree", "-r", "--root", "--no-commit-id", "--name-only", rev).splitlines()


def test_the_commit_holds_the_paths_and_nothing_else(formed: Repo, opened: Open) -> None:
    repo = formed
    head = repo.head()
    repo.write("other.txt", "staged\n")
    repo.write("fresh.txt", "fresh\n")
    os.unlink(repo.full("third.txt"))
    repo.add()
    repo.write("other.txt", "not staged\n")
    repo.write("t.md", "new\n")
    done = commit(opened(repo), {"t.md": b"new\n"}, "status: P1-001 → READY")
    assert done.oid == repo.head()
    assert done.short == repo.git("rev-parse", "--short", "HEAD")
    assert (done.notes, done.added) == ("", ())
    assert repo.git("rev-parse", "HEAD^") == head
    assert changed(repo) == ["t.md"]
    assert repo.blob("t.md") == b"new\n"
    assert repo.git("log", "-1", "--format=%B") == "status: P1-001 → READY"
    assert repo.raw("diff-files", "--name-only") == b"other.txt\n", "the time of the tracker is not noted"
    assert repo.status().splitlines() == ["A  fresh.txt", "MM other.txt", "D  third.txt"]
    assert repo.blob("other.txt", "") == b"staged\n"
    clean(repo)


def test_another_commit_on_top(formed: Repo, opened: Open) -> None:
    for number in range(3):
        content = f"new {number}\n".encode()
        formed.write("t.md", content)
        commit(opened(formed), {"t.md": content}, f"change {number}")
        assert formed.status() == ""
    assert formed.git("log", "--format=%s") == "change 2\nchange 1\nchange 0\none"
    clean(formed)


def test_no_part_of_a_passing_index_is_left(repo: Repo, opened: Open) -> None:
    repo.git("config", "core.splitIndex", "true")
    start(repo)

    def parts() -> list[str]:
        return [name for name in os.listdir(repo.full(".git")) if name.startswith("sharedindex")]

    before = parts()
    assert before
    commit(opened(repo), {"t.md": b"new\n"}, "two")
    assert parts() == before


def test_a_partially_staged_file(repo: Repo, opened: Open) -> None:
    start(repo)
    repo.write("t.md", "staged\n")
    repo.add()
    repo.write("t.md", "staged\nnot staged\n")
    found = opened(repo)
    commit(found, {"t.md": storing(found, "t.md", b"staged\nlogged\n")()}, "partial")
    assert repo.blob("t.md") == repo.blob("t.md", "") == b"staged\nlogged\n"
    assert repo.read("t.md") == b"staged\nnot staged\n"
    assert repo.status() == " M t.md"


def test_several_files_new_ones_and_removed_ones(repo: Repo, opened: Open) -> None:
    start(repo)
    repo.write("docs/é ☃.md", "new\n")
    os.unlink(repo.full("t.md"))
    commit(opened(repo), {"docs/é ☃.md": b"new\n", "t.md": None, "-x\n.md": b"odd"}, "three")
    assert repo.raw("ls-tree", "-rz", "--name-only", "HEAD").split(b"\0")[:-1] == [
        b"-x\n.md",
        "docs/é ☃.md".encode(),
        b"other.txt",
        b"third.txt",
    ]
    assert repo.status() == ' D "-x\\n.md"'


@pytest.mark.parametrize("mode", [0o644, 0o755])
def test_the_mode_stays(repo: Repo, opened: Open, mode: int) -> None:
    os.chmod(repo.write("t.md", "old\n"), mode)
    repo.commit("one")
    repo.write("t.md", "new\n")
    commit(opened(repo), {"t.md": b"new\n"}, "two")
    assert repo.git("ls-tree", "HEAD").split()[0] == f"100{mode:o}"
    assert repo.status() == ""


def test_the_first_commit_is_made_if_that_is_wanted(repo: Repo, opened: Open) -> None:
    repo.write("t.md", "new\n")
    repo.write("other.txt", "other\n")
    repo.git("add", "other.txt")
    with pytest.raises(GitError, match="no commit yet"):
        commit(opened(repo), {"t.md": b"new\n"}, "one")
    done = commit(opened(repo), {"t.md": b"new\n"}, "one", parentless=True)
    assert done.short == repo.git("rev-parse", "--short", "HEAD")
    assert (changed(repo), repo.status()) == (["t.md"], "A  other.txt")


def test_a_detached_head(repo: Repo, opened: Open) -> None:
    start(repo)
    repo.git("checkout", "--quiet", "--detach")
    done = commit(opened(repo), {"t.md": b"new\n"}, "two")
    assert done.short == repo.git("rev-parse", "--short", "HEAD")


def test_an_intended_file(repo: Repo, opened: Open) -> None:
    start(repo)
    repo.write("new.md", "new\n")
    repo.git("add", "--intent-to-add", "new.md")
    commit(opened(repo), {"new.md": b"new\n"}, "two")
    assert (changed(repo), repo.status()) == (["new.md"], "")


def test_a_linked_work_tree_has_its_own_index(repo: Repo, opened: Open, tmp_path: object, hooked: Hook) -> None:
    start(repo)
    linked = Repo(os.path.join(str(tmp_path), "linked"))
    repo.git("worktree", "add", "--quiet", "-b", "side", linked.path)
    hooked(repo, "pre-commit", "git diff --cached --name-only >&2")
    linked.write("t.md", "new\n")
    linked.write("other.txt", "staged\n")
    linked.git("add", "other.txt")
    done = commit(opened(linked), {"t.md": b"new\n"}, "two")
    assert done.notes == "t.md"
    assert (changed(linked), linked.status(), repo.status()) == (["t.md"], "M  other.txt", "")


def test_a_submodule_is_a_repository_of_its_own(repo: Repo, opened: Open, tmp_path: object) -> None:
    inner = start(Repo.create(os.path.join(str(tmp_path), "inner")))
    start(repo)
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub")
    repo.commit("two")
    sub = Repo(repo.full("sub"))
    with pytest.raises(GitError, match="belongs to the repository in sub"):
        commit(opened(repo), {"sub/t.md": b"new\n"}, "no")
    with pytest.raises(GitError, match="a submodule here"):
        commit(opened(repo), {"sub": b"new\n"}, "no")
    sub.write("t.md", "new\n")
    commit(opened(sub), {"t.md": b"new\n"}, "yes")
    assert (sub.status(), repo.status()) == ("", " M sub")
    clean(repo)


def test_trailers(repo: Repo, opened: Open) -> None:
    start(repo)
    trailers = [("Task", "P1-001"), ("Task-Transition", "PENDING → READY"), ("Task", "P1: 002 = x")]
    message = "status: P1-001 → READY (+1)\n\nWhy: because.\n#12 is no comment\n---\nand no diff"
    commit(opened(repo), {"t.md": b"new\n"}, message, trailers)
    assert repo.git("log", "-1", "--format=%B").rstrip("\n") == (
        f"{message}\n\nTask: P1-001\nTask-Transition: PENDING → READY\nTask: P1: 002 = x"
    )
    assert repo.git("log", "-1", "--format=%(trailers:key=Task,valueonly,separator=%x2C)") == "P1-001,P1: 002 = x"


def test_a_message_of_one_line_with_trailers(repo: Repo, opened: Open) -> None:
    start(repo)
    commit(opened(repo), {"t.md": b"new\n"}, "status: P1-001 → READY\n\n", [("Task", "P1-001")])
    assert repo.raw("log", "-1", "--format=%B") == "status: P1-001 → READY\n\nTask: P1-001\n\n".encode()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("commit.template", "template"),
        ("commit.verbose", "true"),
        ("commit.cleanup", "strip"),
        ("commit.status", "true"),
        ("core.commentChar", "s"),
        ("i18n.commitEncoding", "ISO-8859-1"),
        ("trailer.separators", "#:"),
        ("log.showSignature", "true"),
        ("core.quotePath", "false"),
        ("status.relativePaths", "false"),
        ("commit.gpgSign", "false"),
    ],
)
def test_the_message_is_the_same_under_any_configuration(repo: Repo, opened: Open, key: str, value: str) -> None:
    start(repo)
    repo.write("template", "from the template\n")
    repo.git("config", key, value)
    commit(opened(repo), {"t.md": b"new\n"}, "status: é → READY\n\n# kept", [("Task", "é")])
    assert repo.raw("cat-file", "commit", "HEAD").partition(b"\n\n")[2] == (
        "status: é → READY\n\n# kept\n\nTask: é\n".encode()
    )


@pytest.mark.parametrize("message", ["", " \n", "a\0b"])
def test_messages_that_are_none(repo: Repo, opened: Open, message: str) -> None:
    start(repo)
    with pytest.raises(GitError):
        commit(opened(repo), {"t.md": b"new\n"}, message)


@pytest.mark.parametrize(
    "trailer",
    [
        ("Task", "x\nSigned-off-by: ceo"),
        ("Task", "x\0"),
        ("Task", "x\x1b[2J"),
        ("Task", "x\u2028y"),
        ("Ta sk", "x"),
        ("Task\nX", "x"),
        ("", "x"),
        ("Täsk", "x"),
    ],
)
def test_trailers_that_would_forge(repo: Repo, opened: Open, trailer: tuple[str, str]) -> None:
    head = start(repo).head()
    with pytest.raises(GitError):
        commit(opened(repo), {"t.md": b"new\n"}, "two", [trailer])
    assert repo.head() == head


def refused(repo: Repo, opened: Open, **env: str) -> CommitRefused:
    """The refusal of a commit that leaves index, HEAD and work tree as they were."""
    repo.write("t.md", "new\n")
    repo.write("other.txt", "staged\n")
    repo.git("add", "other.txt")
    before = (repo.read(".git/index"), os.stat(repo.full(".git/index")).st_mtime_ns, repo.head(), repo.read("t.md"))
    with pytest.raises(CommitRefused) as caught:
        commit(opened(repo, **env), {"t.md": b"new\n"}, "two")
    after = (repo.read(".git/index"), os.stat(repo.full(".git/index")).st_mtime_ns, repo.head(), repo.read("t.md"))
    assert after == before
    assert caught.value.exit_code == 1
    clean(repo)
    return caught.value


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg", "prepare-commit-msg", "reference-transaction"])
def test_a_hook_refuses(repo: Repo, opened: Open, hooked: Hook, name: str) -> None:
    hooked(start(repo), name, f"echo 'no, says {name} é' >&2; exit 1")
    error = refused(repo, opened)
    assert f"no, says {name} é" in error.output
    assert f"no, says {name} é" in str(error)


def test_a_hook_that_cannot_be_signed(repo: Repo, opened: Open) -> None:
    start(repo)
    repo.git("config", "commit.gpgSign", "true")
    repo.git("config", "gpg.program", "false")
    assert "sign" in refused(repo, opened).output


def test_a_signature_is_made(repo: Repo, opened: Open, tmp_path: object) -> None:
    start(repo)
    key = os.path.join(str(tmp_path), "key")
    made = subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=False)
    if made.returncode:
        pytest.skip("ssh-keygen makes no key here")
    for name, value in (("gpg.format", "ssh"), ("user.signingKey", f"{key}.pub"), ("commit.gpgSign", "true")):
        repo.git("config", name, value)
    commit(opened(repo), {"t.md": b"new\n"}, "two")
    assert b"BEGIN SSH SIGNATURE" in repo.raw("cat-file", "commit", "HEAD")


def test_hooks_get_the_callers_environment_and_the_index(repo: Repo, opened: Open, hooked: Hook) -> None:
    start(repo)
    body = 'echo "$FORGEMD_COMMIT|${LC_ALL-}|${GIT_LITERAL_PATHSPECS-}|${GIT_OPTIONAL_LOCKS-}" >&2; '
    hooked(repo, "pre-commit", body + "git show :t.md :other.txt >&2")
    repo.write("other.txt", "staged\n")
    repo.add()
    done = commit(opened(repo, LC_ALL="C.UTF-8"), {"t.md": b"new\n"}, "two", env={"FORGEMD_COMMIT": "1"})
    assert done.notes == "1|C.UTF-8||\nnew\nother"


def test_who_and_when_come_from_the_environment(repo: Repo, opened: Open) -> None:
    start(repo)
    date = "2030-01-02T03:04:05+02:00"
    env = {"GIT_AUTHOR_NAME": "É", "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    commit(opened(repo), {"t.md": b"new\n"}, "two", env=env)
    assert repo.git("log", "-1", "--format=%an %aI %cI") == f"É {date} {date}"


def test_a_hook_may_add_to_the_commit(repo: Repo, opened: Open, hooked: Hook) -> None:
    start(repo)
    hooked(repo, "pre-commit", "echo made > made.txt; echo third > third.txt; git add made.txt; git add other.txt")
    repo.write("other.txt", "staged\n")
    repo.add()
    repo.write("other.txt", "later\n")
    repo.write("t.md", "new\n")
    done = commit(opened(repo), {"t.md": b"new\n"}, "two")
    assert sorted(done.added) == ["made.txt", "other.txt"]
    assert repo.blob("other.txt", "") == b"staged\n", "what else is staged stays staged"
    assert repo.status() == "MM other.txt"


def test_a_hook_that_changes_the_tracker_is_told(repo: Repo, opened: Open, hooked: Hook) -> None:
    start(repo)
    hooked(repo, "pre-commit", "echo formatted > t.md; git add t.md")
    with pytest.raises(GitError, match="a hook changed this file") as caught:
        commit(opened(repo), {"t.md": b"new\n"}, "two")
    assert caught.value.where == "t.md"
    assert repo.blob("t.md") == b"formatted\n"
    assert repo.status() == "", "the index has what was committed"


def test_a_hook_that_moves_the_branch_is_told(repo: Repo, opened: Open, hooked: Hook) -> None:
    start(repo)
    hooked(repo, "post-commit", "git commit-tree -p HEAD -m more HEAD^{tree} | xargs git update-ref HEAD")
    with pytest.raises(GitError, match="something moved the branch"):
        commit(opened(repo), {"t.md": b"new\n"}, "two")


def test_no_identity(repo: Repo, opened: Open, sealed: str) -> None:
    head = start(repo).head()
    with open(os.path.join(sealed, ".gitconfig"), "w", encoding="utf-8") as file:
        file.write("[user]\n\tuseConfigOnly = true\n")
    with pytest.raises(GitError, match="does not know who you are") as caught:
        commit(opened(repo), {"t.md": b"new\n"}, "two")
    assert caught.value.exit_code == 2
    assert repo.head() == head
    clean(repo)


def test_nothing_to_commit(repo: Repo, opened: Open) -> None:
    start(repo)
    repo.write("other.txt", "staged\n")
    repo.add()
    for contents in ({"t.md": b"old\n"}, {}, {"no.md": None}):
        with pytest.raises(NothingToCommit):
            commit(opened(repo), contents, "two")
    clean(repo)


def test_the_index_is_locked(repo: Repo, opened: Open) -> None:
    head = start(repo).head()
    lock = repo.write(".git/index.lock", "someone's")
    within = opened(repo, GIT_INDEX_FILE=repo.full(".git/index"))  # as in a hook, whose own git will not let go of it
    began = time.monotonic()
    with pytest.raises(GitError, match="locked"):
        commit(within, {"t.md": b"new\n"}, "two")
    os.utime(lock, (time.time() - 60, time.time() - 60))  # and one that was left is not waited for
    with pytest.raises(GitError, match="locked") as caught:
        commit(opened(repo), {"t.md": b"new\n"}, "two")
    assert time.monotonic() - began < 4
    assert (caught.value.where, repo.read(".git/index.lock")) == (os.path.realpath(lock), b"someone's")
    assert repo.head() == head


def test_a_commit_of_somebody_else_a_moment_before(repo: Repo) -> None:
    """Between the look at HEAD and the lock on the index: the tree of the older commit would undo theirs."""
    start(repo)

    class Overtaken(Repository):
        def head(self) -> str | None:
            found = super().head()
            if not os.path.exists(repo.full("theirs.txt")):
                repo.write("theirs.txt", "theirs\n")
                repo.commit("theirs")
            return found

    repository = Overtaken.discover(repo.path, os.environ)
    with pytest.raises(StaleEdit, match="somebody committed or switched branches meanwhile"):
        commit(repository, {"t.md": b"new\n"}, "Mine")
    assert (changed(repo), repo.git("rev-list", "--count", "HEAD"), repo.status()) == (["theirs.txt"], "2", "")
    clean(repo)


THEIRS = """
blob=$(echo theirs | git hash-object -w --stdin)
export GIT_INDEX_FILE="$PWD/.git/theirs"
git read-tree HEAD; git update-index --add --cacheinfo 100644,$blob,theirs.txt
git update-ref HEAD $(git commit-tree -p HEAD -m theirs $(git write-tree)); rm "$GIT_INDEX_FILE"
"""
"""A commit by somebody who has git's lock on the index behind them, as while their hooks run."""


@pytest.mark.parametrize("when", ["before git looks at HEAD", "after it"])
def test_a_commit_of_somebody_else_while_git_makes_ours(
    repo: Repo, opened: Open, hooked: Hook, tmp_path: object, when: str
) -> None:
    """Git makes ours on top of theirs, with a tree that takes theirs back, or refuses it: then there is none of it."""
    start(repo)
    path = os.environ["PATH"]
    if when == "after it":
        hooked(repo, "pre-commit", f"(unset GIT_INDEX_FILE; {THEIRS})")
    else:
        path = f"{tmp_path}/bin:{path}"
        os.mkdir(f"{tmp_path}/bin")
        git = shutil.which("git")
        with open(f"{tmp_path}/bin/git", "w", encoding="utf-8") as file:
            body = f"cd {repo.path}; " + THEIRS.replace("git ", f"{git} ")
            file.write(f'#!/bin/sh\ncase "$*" in *--cleanup=verbatim*) ({body}) ;; esac\nexec {git} "$@"\n')
        os.chmod(f"{tmp_path}/bin/git", 0o755)
    repo.write("t.md", "old\n")
    write = FileWrite("t.md", b"old\n", b"new\n")
    repository = opened(repo, PATH=path)
    begun = Begun(repository, Errand("ann", "words"))
    with pytest.raises(StaleEdit, match="somebody committed or switched branches meanwhile"):
        commit(repository, {"t.md": b"new\n"}, "Mine", writes=[write], begun=begun)
    assert (changed(repo), repo.git("log", "-1", "--format=%s")) == (["theirs.txt"], "theirs")
    assert (repo.git("rev-list", "--count", "HEAD"), repo.read("t.md")) == ("2", b"old\n")
    assert repo.git("diff", "--name-only", "HEAD", "--", "t.md") == ""
    clean(repo)


def test_the_lock_is_held_while_hooks_run(repo: Repo, opened: Open, hooked: Hook) -> None:
    start(repo)
    hooked(repo, "pre-commit", "env -u GIT_INDEX_FILE git add other.txt; true")
    repo.write("other.txt", "more\n")
    done = commit(opened(repo), {"t.md": b"new\n"}, "two")
    assert "index.lock" in done.notes
    assert " M other.txt" in repo.status()


@pytest.mark.parametrize("command", ["merge", "cherry-pick", "revert", "rebase"])
def test_an_operation_is_under_way(repo: Repo, opened: Open, command: str) -> None:
    start(repo)
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write("other.txt", "theirs\n")
    repo.commit("theirs")
    repo.git("checkout", "--quiet", "main")
    repo.write("other.txt", "ours\n")
    repo.commit("ours")
    repo.write("other.txt", "more\n")
    repo.commit("more")
    repo.run(command, "HEAD~1" if command == "revert" else "side")
    before = repo.read(".git/index")
    with pytest.raises(GitError, match=f"a {command} is under way"):
        commit(opened(repo), {"t.md": b"new\n"}, "two")
    assert repo.read(".git/index") == before


def test_an_unmerged_file(repo: Repo, opened: Open) -> None:
    """Without an operation, as `git stash pop` leaves it."""
    start(repo)
    oid = repo.git("rev-parse", "HEAD:t.md")
    entries = "".join(f"100644 {oid} {stage}\tt.md\n" for stage in (1, 2, 3))
    repo.git("update-index", "--index-info", stdin=f"0 {'0' * 40}\tt.md\n{entries}".encode())
    with pytest.raises(GitError, match="in conflict"):
        commit(opened(repo), {"t.md": b"new\n"}, "two")
    commit(opened(repo), {"other.txt": b"new\n"}, "another file may be committed")
    assert repo.git("ls-files", "--unmerged", "t.md") == entries.rstrip("\n")


def test_a_symbolic_link(repo: Repo, opened: Open) -> None:
    start(repo)
    os.symlink("t.md", repo.full("link.md"))
    repo.commit("link")
    with pytest.raises(GitError, match="symbolic link"):
        commit(opened(repo), {"link.md": b"new\n"}, "two")


@pytest.mark.parametrize("path", [".git/config", "../x.md", "/etc/x", "a//b", ""])
def test_paths_that_no_tree_may_hold(repo: Repo, opened: Open, path: str) -> None:
    head = start(repo).head()
    with pytest.raises(GitError):
        commit(opened(repo), {path: b"new\n"}, "two")
    assert repo.head() == head
    clean(repo)


def test_another_index_may_be_named(repo: Repo, opened: Open) -> None:
    start(repo)
    other = repo.full(".git/other-index")
    repo.git("read-tree", "HEAD", env={"GIT_INDEX_FILE": other})
    real = repo.read(".git/index")
    commit(opened(repo, GIT_INDEX_FILE=".git/other-index"), {"t.md": b"new\n"}, "two")
    assert repo.read(".git/index") == real
    assert repo.git("ls-files", "-s", "t.md", env={"GIT_INDEX_FILE": other}).split()[1] == repo.git(
        "rev-parse", "HEAD:t.md"
    )


def test_a_sparse_checkout(repo: Repo, opened: Open) -> None:
    start(repo)
    repo.write("far/x.txt", "far\n")
    repo.commit("far")
    repo.git("sparse-checkout", "set", "--cone", "--sparse-index", "near")
    repo.write("t.md", "new\n")
    commit(opened(repo), {"t.md": b"new\n"}, "two")
    assert (changed(repo), repo.status()) == (["t.md"], "")
    assert not os.path.exists(repo.full("far"))


@pytest.mark.parametrize(
    ("attributes", "autocrlf", "stored", "expected"),
    [
        ("", "false", b"a\r\n", b"a\r\nb\r\n"),
        ("", "true", b"a\n", b"a\nb\n"),
        ("", "true", b"a\r\n", b"a\r\nb\r\n"),
        ("", "input", b"a\n", b"a\nb\n"),
        ("", "input", b"a\r\n", b"a\r\nb\r\n"),
        ("* text=auto", "false", b"a\n", b"a\nb\n"),
        ("* text=auto", "false", b"a\r\n", b"a\r\nb\r\n"),
        ("* text=auto eol=lf", "false", b"a\r\n", b"a\r\nb\r\n"),
        ("* text", "false", b"a\r\n", b"a\nb\n"),
        ("* eol=crlf", "false", b"a\n", b"a\nb\n"),
        ("* -text", "true", b"a\r\n", b"a\r\nb\r\n"),
        ("*.md filter=shout", "false", b"A\r\n", b"A\r\nB\r\n"),
        ("*.md filter=shout", "true", b"A\n", b"A\nB\n"),
        ("*.md working-tree-encoding=UTF-16LE", "false", b"x\n", "㩡਍".encode() + b"X"),
    ],
)
def test_the_blob_is_what_git_add_would_store(
    repo: Repo, opened: Open, attributes: str, autocrlf: str, stored: bytes, expected: bytes
) -> None:
    repo.git("config", "filter.shout.clean", "tr a-z A-Z")
    oid = repo.git("hash-object", "-w", "--stdin", "--no-filters", stdin=stored)
    repo.git("update-index", "--add", "--cacheinfo", f"100644,{oid},t.md")
    repo.git("commit", "--quiet", "--message", "one")
    repo.write(".gitattributes", attributes)
    repo.git("config", "core.autocrlf", autocrlf)
    raw = "a\nb\n".encode("utf-16-le") if "UTF-16" in attributes else b"a\r\nb\r\n"
    repo.write("t.md", raw)
    blob = storing(opened(repo), "t.md", raw)()
    repo.git("add", "t.md")
    assert blob == repo.git("ls-files", "--stage", "t.md").split()[1]
    if "UTF-16" not in attributes:
        assert repo.raw("cat-file", "blob", blob) == expected


def test_a_commit_under_autocrlf_changes_one_line(repo: Repo, opened: Open) -> None:
    repo.git("config", "core.autocrlf", "true")
    repo.write("t.md", "a\r\nb\r\n")
    repo.commit("one")
    repo.write("t.md", "a\r\nc\r\n")
    commit(opened(repo), {"t.md": b"a\r\nc\r\n"}, "two")
    assert repo.git("diff", "--numstat", "HEAD^", "HEAD") == "1\t1\tt.md"
    assert repo.status() == ""


def test_a_filter_that_fails(repo: Repo, opened: Open) -> None:
    start(repo)
    repo.write(".gitattributes", "*.md filter=broken")
    repo.git("config", "filter.broken.clean", "false")
    repo.git("config", "filter.broken.required", "true")
    with pytest.raises(GitError, match="cannot store"):
        commit(opened(repo), {"t.md": b"new\n"}, "two")
    clean(repo)
