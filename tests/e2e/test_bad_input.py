"""Bad input to `set` and `commit`: a clear error, nothing written, no traceback."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime

import pytest

from forgemd.changes import Context
from forgemd.errors import StaleEdit
from forgemd.git import Errand
from forgemd.workspace import Workspace, carry_out, prepare
from tests.e2e.program import NOW, Done, forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

EXAMPLE = os.path.join(ROOT, "examples", "trackers", "TASK-STATUS.md")
MINIMAL = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | todo |\n| A-2 | Ribs | done |\n"


def example() -> str:
    with open(EXAMPLE, encoding="utf-8", newline="") as file:
        return file.read()


def edited() -> str:
    """The example with one legal hand edit."""
    return example().replace(
        "| P1-010 | Update over the air and roll back on a failed boot | 🔲 PENDING",
        "| P1-010 | Update over the air and roll back on a failed boot | 🔲 READY",
    )


@pytest.fixture
def tracked(repo: Repo) -> Repo:
    """A repository with the example committed."""
    repo.write("T.md", example())
    repo.commit("Add the tracker")
    return repo


def refused(done: Done, *words: str) -> None:
    """The command ended as it should on something that its user can mend."""
    said = done.out + done.err
    assert done.code == 2, said
    assert "Traceback" not in said
    for word in words:
        assert word in said, said
    assert "hint:" in said


@pytest.mark.parametrize("command", [("commit",), ("set", "A-1=done")])
def test_no_repository(tmp_path_factory: pytest.TempPathFactory, command: tuple[str, ...]) -> None:
    directory = str(tmp_path_factory.mktemp("nowhere"))
    refused(forgemd(directory, *command, env={"GIT_CEILING_DIRECTORIES": os.path.dirname(directory)}), "repository")


def test_unborn_head(repo: Repo) -> None:
    repo.write("T.md", MINIMAL)
    repo.git("add", "T.md")
    refused(forgemd(repo, "commit"), "no commit yet", "git commit")


def test_no_tracker_found(repo: Repo) -> None:
    repo.write("README.md", "# Nothing to see\n")
    repo.commit("x")
    refused(forgemd(repo, "commit"), "no tracker found")
    refused(forgemd(repo, "set", "A-1=done"), "no tracker found")


def _directory(repo: Repo) -> None:
    os.mkdir(repo.full("D.md"))


def _binary(repo: Repo) -> None:
    repo.write("D.md", b"| a |\n|---|\n\0\n")


def _utf16(repo: Repo) -> None:
    repo.write("D.md", MINIMAL.encode("utf-16"))


def _conflict(repo: Repo) -> None:
    text = MINIMAL + "<<<<<<< ours\n| A-3 | Mast | todo |\n=======\n| A-3 | Mast | done |\n>>>>>>> theirs\n"
    repo.write("D.md", text)


def _socket(repo: Repo) -> None:
    here = os.getcwd()
    os.chdir(repo.path)
    try:
        with socket.socket(socket.AF_UNIX) as end:
            os.unlink("D.md")
            end.bind("D.md")
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        pytest.param(_directory, ("D.md", "directory"), id="directory"),
        pytest.param(_binary, ("D.md", "NUL"), id="binary"),
        pytest.param(_utf16, ("D.md", "UTF-16"), id="utf-16"),
        pytest.param(_conflict, ("D.md:5", "conflict markers"), id="conflict"),
        pytest.param(_socket, ("D.md", "cannot be read"), id="unreadable"),
    ],
)
def test_no_text_to_edit(repo: Repo, damage: Callable[[Repo], None], words: tuple[str, ...]) -> None:
    repo.write("D.md", MINIMAL)
    repo.commit("x")
    if damage is _directory:
        os.unlink(repo.full("D.md"))
    damage(repo)
    refused(forgemd(repo, "commit", "D.md"), *words)
    assert repo.git("rev-list", "--count", "HEAD") == "1"


@pytest.mark.parametrize("damage", [_binary, _utf16, _socket])
@pytest.mark.parametrize("command", ["check", "commit", "set"])
def test_a_tracker_that_somebody_broke_is_not_passed_over(
    tracked: Repo, damage: Callable[[Repo], None], command: str
) -> None:
    tracked.write("D.md", MINIMAL)
    tracked.write("other.md", "\0 no tracker, now or ever\n")
    tracked.commit("x")
    damage(tracked)
    refused(forgemd(tracked, command, *(["A-1=done"] if command == "set" else [])), "D.md")
    os.unlink(tracked.full("D.md"))
    assert forgemd(tracked, "check").code == 0


def test_a_configuration_that_admits_no_tracker(tracked: Repo) -> None:
    tracked.write(".forgemd.yaml", "trackers: [TASKS.md]\n")
    refused(forgemd(tracked, "check"), "no tracker found", "`trackers` in .forgemd.yaml")
    tracked.write(".forgemd.yaml", "exclude: [T.md]\n")
    refused(forgemd(tracked, "check"), "no tracker found", "`exclude` in .forgemd.yaml")


def test_an_unknown_configuration_key(tracked: Repo) -> None:
    tracked.write(".forgemd.yaml", "trakers: [T.md]\n")
    refused(forgemd(tracked, "commit"), ".forgemd.yaml:1:1", "trakers", "trackers")


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        ("P1-0100=READY", ("unknown task 'P1-0100'", "P1-010")),
        ("P1-010=REDY", ("unknown status 'REDY'", "READY", "T.md:65")),
        ("P1-010", ("does not say which task gets which status", "forgemd show P1-010")),
        ("over the air=READY", ("unknown task 'over the air'", "did you mean P1-010?")),
        ("=READY", ("does not say which task gets which status",)),
    ],
)
def test_an_unknown_task_or_status(tracked: Repo, assignment: str, words: tuple[str, ...]) -> None:
    refused(forgemd(tracked, "set", assignment, "--agent", "me"), *words)
    assert tracked.read("T.md").decode() == example()


def test_an_unknown_column(tracked: Repo) -> None:
    refused(forgemd(tracked, "set", "P1-010", "--field", "Brnch=x"), "no column 'Brnch'", "Branch")


def test_a_value_of_two_lines(tracked: Repo) -> None:
    refused(forgemd(tracked, "set", "P1-010", "--field", "Branch=a\n| x |"), "one line")
    assert tracked.read("T.md").decode() == example()


def test_git_does_not_keep_it(tracked: Repo) -> None:
    tracked.write(".gitignore", "ignored.md\n")
    tracked.write("ignored.md", MINIMAL)
    tracked.write("new.md", MINIMAL)
    refused(forgemd(tracked, "commit", "ignored.md"), "git ignores this file")
    refused(forgemd(tracked, "commit", "new.md"), "does not track", "git add new.md")


def test_it_belongs_to_a_submodule(tracked: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    inner = Repo.create(str(tmp_path_factory.mktemp("inner")))
    inner.write("T.md", MINIMAL)
    inner.commit("x")
    tracked.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub")
    tracked.git("commit", "-q", "-m", "Add a submodule")
    refused(forgemd(tracked, "commit", "sub/T.md"), "submodule", "forgemd -C sub commit")


def test_two_tables_of_the_same_ids(repo: Repo) -> None:
    repo.write("T.md", f"# One\n\n{MINIMAL}\n# Two\n\n{MINIMAL}")
    repo.commit("x")
    refused(forgemd(repo, "set", "A-1=done", "--agent", "me"), "'A-1' is the id of 2 tasks", "lines 5, 12")


def test_git_is_missing(tracked: Repo) -> None:
    tracked.write("T.md", edited())
    refused(forgemd(tracked, "commit", env={"PATH": "/nonexistent"}), "git")


def test_git_knows_nobody(tracked: Repo) -> None:
    tracked.write("T.md", edited())
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_COUNT": "1"}
    nobody |= {"GIT_CONFIG_KEY_0": "user.useConfigOnly", "GIT_CONFIG_VALUE_0": "true"}
    refused(forgemd(tracked, "commit", env=nobody), "git config user.name")
    assert tracked.read("T.md").decode() == edited()


@pytest.mark.parametrize("now", ["yesterday", "2026-13-01", "2026-01-01T25:00:00Z"])
def test_a_malformed_clock(tracked: Repo, now: str) -> None:
    tracked.write("T.md", edited())
    refused(forgemd(tracked, "commit", env={"FORGEMD_NOW": now}), "FORGEMD_NOW", now)


def test_an_editor_was_faster(tracked: Repo) -> None:
    tracked.write("T.md", edited())
    workspace = Workspace(tracked.path, os.environ)

    plan = prepare(workspace, [], Context(datetime.fromisoformat(NOW), "me"))
    tracked.write("T.md", edited() + "\nOne more thought.\n")
    with pytest.raises(StaleEdit, match="changed meanwhile"):
        carry_out(workspace, plan, Errand("ann", ""))
    assert tracked.read("T.md").decode() == edited() + "\nOne more thought.\n"
    assert tracked.git("rev-list", "--count", "HEAD") == "1"


def test_the_disk_is_full(tracked: Repo) -> None:
    tracked.write("T.md", edited())
    done = subprocess.run(
        [sys.executable, "-m", "forgemd", "commit", "--agent", "me"],
        cwd=tracked.path,
        env={**os.environ, "PYTHONPATH": ROOT, "FORGEMD_NOW": NOW, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        # A limit on the size of files fails a write half-way, as a full disk does.
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert done.returncode == 2, done.stderr
    assert b"nothing was written" in done.stderr
    assert b"Traceback" not in done.stderr
    assert tracked.read("T.md").decode() == edited()
    assert sorted(os.listdir(tracked.path)) == [".git", "T.md"]


def test_a_hook_that_refuses_leaves_everything_as_it_was(tracked: Repo) -> None:
    hook = tracked.full(".git/hooks/pre-commit")
    os.makedirs(os.path.dirname(hook), exist_ok=True)
    with open(hook, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\necho 'not today' >&2\nexit 1\n")
    os.chmod(hook, 0o755)
    tracked.write("T.md", edited())
    done = forgemd(tracked, "commit", "--agent", "me")
    assert done.code == 1
    assert "not today" in done.err + done.out
    assert tracked.read("T.md").decode() == edited()
    assert tracked.git("status", "--porcelain") == " M T.md"
    shutil.rmtree(os.path.dirname(hook))


def test_a_read_only_directory(tracked: Repo) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    tracked.write("T.md", edited())
    os.chmod(tracked.path, 0o555)
    try:
        refused(forgemd(tracked, "commit", "--agent", "me"), "nothing was written")
    finally:
        os.chmod(tracked.path, 0o755)
