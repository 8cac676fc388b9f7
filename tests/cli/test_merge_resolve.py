"""`forgemd merge --resolve`, as a process: what real merges left in conflict, or merged as text."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time

import pytest

from tests.cli.shapes import hold
from tests.cli.test_merge import BASE, CLASH, OURS, THEIRS
from tests.cli.test_merge_judging import BOTH, branch, together
from tests.e2e.program import NOW, Done, forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT


@pytest.fixture
def left(repo: Repo) -> Repo:
    """A merge that git left in conflict: A-1 on one side, A-3 on the other, and the ends of both logs."""
    repo.write("TASKS.md", BASE)
    repo.commit("Start")
    branch(repo, "other", THEIRS)
    branch(repo, "clash", CLASH)
    repo.write("TASKS.md", OURS)
    repo.commit("Begin A-1")
    return repo


def text(repo: Repo) -> str:
    return repo.read("TASKS.md").decode()


def conflict(repo: Repo, name: str) -> str:
    """Git's merge of `name`, in conflict; the file as it left it."""
    assert repo.run("merge", "--quiet", "--no-edit", name).returncode == 1
    return text(repo)


def test_a_conflict_of_lines_that_is_none_of_rows(left: Repo) -> None:
    before = conflict(left, "other")
    done = forgemd(left, "merge", "--resolve")
    assert (done.code, done.out) == (0, "TASKS.md: written and staged\n")
    assert text(left) == BOTH
    assert left.git("status", "--porcelain") == "M  TASKS.md"
    # What stood in the file is still to be had.
    saved = done.err.partition("git cat-file blob ")[2].split()[0]
    assert left.raw("cat-file", "blob", saved).decode() == before
    left.git("commit", "--quiet", "--no-edit")
    assert forgemd(left, "merge", "--verify", "HEAD").code == 0


def test_a_git_that_is_done_in_a_moment_is_waited_for(left: Repo) -> None:
    conflict(left, "other")
    lock = left.write(".git/index.lock", "")
    command = [sys.executable, "-m", "forgemd", "merge", "--resolve"]
    quiet = subprocess.DEVNULL
    environ = {**os.environ, "PYTHONPATH": ROOT, "FORGEMD_NOW": NOW}
    with subprocess.Popen(command, cwd=left.path, env=environ, stdout=quiet, stderr=quiet) as process:
        time.sleep(1)
        assert left.git("ls-files", "--unmerged") != ""
        os.unlink(lock)
        assert process.wait(30) == 0
    assert (text(left), left.git("status", "--porcelain")) == (BOTH, "M  TASKS.md")


def test_what_cannot_be_staged_is_not_written(left: Repo) -> None:
    """What stood in the file would be kept in a blob that nobody is told of."""
    before = conflict(left, "other")
    lock = left.write(".git/index.lock", "")
    os.utime(lock, (1, 1))
    done = forgemd(left, "merge", "--resolve")
    assert (done.code, done.out, "the index is locked" in done.err) == (2, "", True)
    os.unlink(lock)
    assert (text(left), left.git("status", "--porcelain")) == (before, "UU TASKS.md")
    assert forgemd(left, "merge", "--resolve").code == 0
    assert text(left) == BOTH


def test_one_row_stays_in_conflict(left: Repo) -> None:
    conflict(left, "clash")
    done = forgemd(left, "merge", "--resolve", "--format", "json")
    (file,) = hold(done.json, "merge-resolve")["files"]
    assert (done.code, file["finished"], file["staged"]) == (1, False, False)
    assert [each["name"] for each in file["conflicts"]] == ["A-1"]
    assert text(left).count("<<<<<<<") == 1
    assert left.git("status", "--porcelain") == "UU TASKS.md"


@pytest.mark.parametrize(("side", "won", "lost"), [("ours", "doing", "blocked"), ("theirs", "blocked", "doing")])
def test_decided_for_one_side(left: Repo, side: str, won: str, lost: str) -> None:
    conflict(left, "clash")
    done = forgemd(left, "merge", "--resolve", f"--{side}", "--agent", "eve", "--format", "json")
    (file,) = hold(done.json, "merge-resolve")["files"]
    assert (done.code, file["staged"]) == (0, True)
    assert [(each["name"], each["side"]) for each in file["decisions"]] == [("A-1", side)]
    assert f"| A-1 | Keel | {won} |" in text(left)
    assert text(left).endswith(f"| 2026-06-01 | A-1 | {lost} | {won} | eve |\n")
    left.git("commit", "--quiet", "--no-edit")
    assert forgemd(left, "merge", "--verify", "HEAD").code == 0
    assert forgemd(left, "check").code == 0


def test_decided_by_the_policy(left: Repo) -> None:
    conflict(left, "clash")
    done = forgemd(left, "merge", "--resolve", "--policy", "safety")
    assert (done.code, "A-1: blocked won over doing, as the policy says" in done.out) == (0, True)
    assert "| A-1 | Keel | blocked |" in text(left)


def test_only_shown(left: Repo) -> None:
    before = conflict(left, "other")
    done = forgemd(left, "merge", "--resolve", "--dry-run", "TASKS.md")
    assert done.code == 0
    assert "-<<<<<<< HEAD" in done.out
    value = hold(forgemd(left, "merge", "--resolve", "--dry-run", "--format", "json").json, "merge-resolve")
    assert not value["files"][0]["written"]
    assert text(left) == before
    assert left.git("status", "--porcelain") == "UU TASKS.md"


def test_a_merge_that_knew_only_lines(left: Repo) -> None:
    """As a forge's button or merge=union leaves it: committed, with both entries, and a row of one side lost."""
    together(left, BOTH.replace("| A-3 | Sail | blocked |", "| A-3 | Sail | todo |"))
    done = forgemd(left, "merge", "--resolve")
    assert (done.code, text(left)) == (0, BOTH)
    assert "next: git commit" in done.err
    assert left.git("status", "--porcelain") == " M TASKS.md"


def test_what_nobody_else_has_is_not_thrown_away(left: Repo) -> None:
    made = BOTH.replace("Mast", "Flag")
    together(left, made)
    done = forgemd(left, "merge", "--resolve")
    assert done.code == 1
    assert "the merge has what no parent has: A-2: title says 'Flag', and no parent does" in done.out
    assert text(left) == made
    left.write("TASKS.md", made + "\n")
    assert "changes that are not committed" in forgemd(left, "merge", "--resolve").out
    assert text(left) == made + "\n"


def test_one_id_for_two_tasks_is_never_decided(left: Repo) -> None:
    for name, title in (("one", "Flag"), ("two", "Oars")):
        branch(left, name, BASE.replace("| A-3 |", f"| A-4 | {title} | todo | - |\n| A-3 |"))
    left.git("switch", "--quiet", "one")
    conflict(left, "two")
    done = forgemd(left, "merge", "--resolve", "--ours")
    assert done.code == 1
    assert "forgemd renumber A-4 NEW" in done.out
    assert "Flag" in text(left)
    assert "Oars" in text(left)


def test_nothing_to_finish(left: Repo) -> None:
    done = forgemd(left, "merge", "--resolve")
    assert (done.code, done.out) == (2, "")
    assert "there is no merge of two commits to finish here" in done.err
    assert "--ours or --theirs has no meaning with --check" in forgemd(left, "merge", "--check", "other", "--ours").err
    left.git("rm", "--quiet", "TASKS.md")
    left.commit("Remove")
    left.run("merge", "other")
    assert "our side removed the file" in forgemd(left, "merge", "--resolve").out


def answered(repo: Repo, *answers: str) -> Done:
    """`forgemd merge --resolve` with somebody at the keyboard."""
    leader, follower = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": ROOT, "FORGEMD_NOW": NOW, "FORGEMD_AGENT": "eve"}
    command = [sys.executable, "-m", "forgemd", "merge", "--resolve"]
    os.write(leader, "".join(answers).encode())
    try:
        done = subprocess.run(
            command, cwd=repo.path, stdin=follower, capture_output=True, env=environ, check=False, timeout=60
        )
    finally:
        os.close(leader)
        os.close(follower)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(("answer", "won", "lost"), [("o", "doing", "blocked"), ("t", "blocked", "doing")])
def test_decided_by_whoever_is_asked(left: Repo, answer: str, won: str, lost: str) -> None:
    conflict(left, "clash")
    done = answered(left, "what?\n", f"{answer}\n")
    side = {"o": "ours", "t": "theirs"}[answer]
    assert (done.code, f"TASKS.md: {side} taken: A-1: " in done.out) == (0, True)
    asked = done.err.replace("\r", "")
    assert asked.startswith("A-1: ")
    assert "\nours:\n| A-1 | Keel | doing | - |\ntheirs:\n| A-1 | Keel | blocked | - |\n" in asked
    assert asked.count("[o]urs, [t]heirs or [s]kip") == 2
    assert "[o]urs" not in done.out
    assert text(left).endswith(f"| 2026-06-01 | A-1 | {lost} | {won} | eve |\n")
    assert left.git("status", "--porcelain") == "M  TASKS.md"


def test_who_does_not_know_leaves_it(left: Repo) -> None:
    conflict(left, "clash")
    done = answered(left, "s\n")
    assert (done.code, text(left).count("<<<<<<<")) == (1, 1)
    assert "eve" not in text(left)
    assert left.git("status", "--porcelain") == "UU TASKS.md"


def test_who_goes_away_changes_nothing(left: Repo) -> None:
    before = conflict(left, "clash")
    done = answered(left, "what?\n", "\x04")
    assert done.code == 130
    assert "Traceback" not in done.err
    assert text(left) == before
    assert forgemd(left, "merge", "--resolve", "--ours").code == 0
