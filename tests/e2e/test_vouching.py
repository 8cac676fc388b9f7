"""What `forgemd commit` has judged its own hooks let through without judging it again: exactly that, nothing else."""

from __future__ import annotations

import os
import sys

import pytest

from forgemd.git import install_hook, render_hook
from forgemd.resources import read
from forgemd.workspace import Workspace
from tests.e2e.example import PATH, committed, edit, hook
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo

RECORDER = """\
import gc, os, sys
def main(args):
    with open(".git/judged", "a") as file:
        file.write(args[0] + "\\n")
    return 0
"""
BUNDLE = "def use(): pass\ndef renew(): pass\n"


@pytest.fixture
def guarded(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The example, committed, under hooks that write down when they would judge."""
    top = str(tmp_path_factory.mktemp("package"))
    os.makedirs(os.path.join(top, "forgemd", "cli"))
    for path, text in (("__init__", ""), ("bundle", BUNDLE), ("cli/__init__", ""), ("cli/hook", RECORDER)):
        with open(os.path.join(top, "forgemd", f"{path}.py"), "w", encoding="utf-8") as file:
            file.write(text)
    committed(repo)
    repository = Workspace(repo.path, os.environ).need_repository()
    for name in ("pre-commit", "prepare-commit-msg", "commit-msg"):
        install_hook(repository, name, render_hook(read("hooks", "shim"), name, sys.executable, [top]))
    return repo


def judging(repo: Repo) -> list[str]:
    """The hooks that judged since this was asked last."""
    path = repo.full(".git/judged")
    if not os.path.exists(path):
        return []
    found = repo.read(".git/judged").decode().split()
    os.unlink(path)
    return found


def by_hand(repo: Repo, *args: str) -> Done:
    edit(repo, "P1-010", "PENDING", "READY")
    return forgemd(repo, "commit", *args)


def test_a_commit_is_judged_once(guarded: Repo) -> None:
    assert by_hand(guarded).code == 0
    assert forgemd(guarded, "set", "P1-010=ASSIGNED", "--commit", "--agent", "bo").code == 0
    assert judging(guarded) == []
    edit(guarded, "P1-010", "ASSIGNED", "RUNNING")
    guarded.git("commit", "--quiet", "--all", "--message", "status: P1-010 → RUNNING")
    assert judging(guarded) == ["pre-commit", "commit-msg"]
    assert guarded.git("rev-list", "--count", "HEAD") == "4"


def test_besides_other_files(guarded: Repo) -> None:
    guarded.write("code.py", "staged\n")
    guarded.git("add", "code.py")
    guarded.write("code.py", "not staged\n")
    guarded.write("NEW.md", "not tracked\n")
    assert by_hand(guarded).code == 0
    assert judging(guarded) == []


def test_a_subject_that_was_given_is_held_to_the_tasks(guarded: Repo) -> None:
    assert by_hand(guarded, "-m", "status: P1-010 → DONE").code == 0
    assert "commit-msg" in judging(guarded)
    guarded.write(".forgemd.yaml", "commit:\n  subject: 'status: P1-010 → DONE'\n")
    guarded.commit("Say it always")
    judging(guarded)
    assert forgemd(guarded, "set", "P1-010=ASSIGNED", "--commit", "--agent", "bo").code == 0
    assert "commit-msg" in judging(guarded)


SECOND = "| ID | Task | Status |\n|---|---|---|\n| B-1 | Sail | todo |\n"


@pytest.mark.parametrize(
    ("name", "script", "judges"),
    [
        ("pre-commit", "echo >> OTHER.md; git add OTHER.md", ["pre-commit", "commit-msg"]),
        ("pre-commit", f"echo >> {PATH}; git add {PATH}", ["pre-commit", "commit-msg"]),
        ("pre-commit", f"git update-index --chmod=+x {PATH}", ["pre-commit", "commit-msg"]),
        ("pre-commit", "echo >> code.py; git add code.py", []),
        ("prepare-commit-msg", 'echo "Task-Transition: P1-010 READY -> DONE" >> "$1"', ["commit-msg"]),
        ("commit-msg", 'echo >> "$1"', ["commit-msg"]),
        ("commit-msg", 'echo "$FORGEMD_COMMIT"', []),
    ],
)
def test_what_other_hooks_change_is_judged(guarded: Repo, name: str, script: str, judges: list[str]) -> None:
    guarded.write("OTHER.md", SECOND)
    guarded.write("code.py", "\n")
    guarded.commit("More")
    judging(guarded)
    hook(guarded, f"{name}.forgemd-chained", script)
    by_hand(guarded)
    assert judging(guarded) == judges


def test_what_differs_from_what_a_hook_would_see_is_judged(guarded: Repo) -> None:
    guarded.write("OTHER.md", SECOND)
    guarded.commit("More")
    judging(guarded)
    every = ["pre-commit", "commit-msg"]

    guarded.write("OTHER.md", SECOND + "| B-2 | Rope | todo |\n")
    assert forgemd(guarded, "set", "P1-010=READY", "--commit").code == 0
    assert judging(guarded) == every, "another tracker has edits"
    guarded.git("checkout", "--quiet", "OTHER.md")

    guarded.write(".forgemd.yaml", "rules:\n  bad-date: off\n")
    assert forgemd(guarded, "set", "P1-010=ASSIGNED", "--commit", "--agent", "bo").code == 0
    assert judging(guarded) == every, "another configuration"
    os.unlink(guarded.full(".forgemd.yaml"))

    assert forgemd(guarded, "undo").code == 0
    assert "pre-commit" in judging(guarded), "what takes a commit back is looked at"

    edit(guarded, "P1-010", "READY", "ASSIGNED")
    guarded.add(PATH)
    guarded.write(PATH, guarded.read(PATH).replace(b"# ", b"#  ", 1))
    done = forgemd(guarded, "commit", PATH)
    assert done.code == 0, done.err
    assert judging(guarded) == every, "a part of it"


def test_a_filter_makes_another_text(guarded: Repo) -> None:
    guarded.write(".gitattributes", "*.md filter=shout\n")
    guarded.git("config", "filter.shout.clean", "sed s/Keel/Kiel/")
    guarded.commit("Filter")
    judging(guarded)
    guarded.write(PATH, guarded.read(PATH).replace(b"\n# ", b"\n# Keel ", 1) + b"\nKeel\n")
    assert by_hand(guarded).code == 0
    assert judging(guarded) == ["pre-commit", "commit-msg"]


def test_names_that_git_would_quote(guarded: Repo) -> None:
    for name in ('a "b".md', "ü.md", "a b.md"):
        guarded.write(name, SECOND)
        guarded.commit(name)
        judging(guarded)
        done = forgemd(guarded, "set", "B-1=in progress", "--tracker", name, "--commit")
        assert done.code == 0, done.err
        assert judging(guarded) == ([] if name == "a b.md" else ["pre-commit", "commit-msg"]), name


def test_what_stays_in_an_environment_lets_no_other_change_through(guarded: Repo) -> None:
    hook(guarded, "post-commit", "env | grep ^FORGEMD_JUDGED= | head -1 > .git/left")
    assert by_hand(guarded).code == 0
    judging(guarded)
    left = {"FORGEMD_JUDGED": guarded.read(".git/left").decode().rstrip("\n").partition("=")[2]}
    assert left["FORGEMD_JUDGED"].endswith(f" M\t{PATH}")
    guarded.git("reset", "--quiet", "--soft", "HEAD^")
    assert guarded.run("commit", "--quiet", "--message", "x", env=left).returncode == 0
    assert judging(guarded) == [], "the very change that was judged"
    edit(guarded, "P1-010", "READY", "ASSIGNED")
    assert guarded.run("commit", "--quiet", "--all", "--message", "x", env=left).returncode == 0
    assert judging(guarded) == ["pre-commit"]


def test_what_is_too_long_for_a_variable_is_judged(guarded: Repo) -> None:
    """The system starts no program with it: a commit of thousands of tasks failed."""
    rows = "".join(f"| X-{number} | {'long ' * 8} | PENDING |\n" for number in range(500))
    guarded.write("MORE.md", f"| ID | Task | Status |\n|---|---|---|\n{rows}")
    guarded.commit("More")
    guarded.write("MORE.md", guarded.read("MORE.md").replace(b"PENDING", b"READY"))
    assert forgemd(guarded, "commit").code == 0
    assert "commit-msg" in judging(guarded)
