"""A team that does not wait for one another: hundreds of edits from many processes, and each of them is there once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.crash.stories import leftovers
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

TEAM = 16
EDITS = 50
PATH = "TASKS.md"
_LOOP = """\
import subprocess, sys
agent, tree = sys.argv[1:]
for number in range({edits}):
    status = ("READY", "PENDING")[number % 2]
    words = ["set", f"T-{{agent}}={{status}}", "--commit", "--agent", f"agent-{{agent}}"]
    done = subprocess.run([sys.executable, "-m", "forgemd", *words], cwd=tree, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
"""
_PLAIN = """\
import fcntl, os, subprocess, sys
agent, tree = sys.argv[1:]
with open(os.path.join(tree, ".git", "turn"), "w") as turn:
    for number in range({edits}):
        fcntl.flock(turn, fcntl.LOCK_EX)
        with open(os.path.join(tree, f"{{agent}}.txt"), "w") as file:
            file.write(str(number))
        subprocess.run(["git", "commit", "-qm", "plain", "--", f"{{agent}}.txt"], cwd=tree, check=True)
        fcntl.flock(turn, fcntl.LOCK_UN)
"""

_BESIDE = """\
import os, subprocess, sys, time
tree, = sys.argv[1:]
number = 0
while not os.path.exists(os.path.join(tree, ".git", "enough")):
    with open(os.path.join(tree, "plain.txt"), "w") as file:
        file.write(str(number))
    both = number % 2  # git makes a commit of paths under its lock on the index, and one of what is staged without
    words = ["git", "commit", "-qm", f"plain {number}", *(["--", "plain.txt"] if both else [])]
    stage = ["git", "add", "plain.txt"]
    if subprocess.run(stage, cwd=tree).returncode == 0 == subprocess.run(words, cwd=tree).returncode:
        number += 1
        time.sleep(0.5)
    else:
        time.sleep(0.02)
print(number)
"""
"""Commits twice a second, and again where git finds the index locked or the branch moved."""


def tracker(names: list[str]) -> str:
    """A tracker with a task for each of the team, none of them begun."""
    rows = "".join(f"| T-{name} | Work of {name} | PENDING | - |\n" for name in names)
    count = len(names)
    return (
        "# Tasks\n\n**Last Updated**: 2026-01-01T00:00:00Z\n\n"
        "**Legend**: PENDING, READY, ASSIGNED, RUNNING, REVIEW, DONE, BLOCKED, FAILED\n\n"
        f"| Section | Total | Pending | In Progress | Done | Blocked |\n|---|---|---|---|---|---|\n"
        f"| Work | {count} | {count} | 0 | 0 | 0 |\n\n"
        f"## Work\n\n| ID | Task | Status | Agent |\n|---|---|---|---|\n{rows}\n"
        "## Change Log\n\n"
        "| Timestamp | Task ID | Old Status | New Status | Agent | Notes |\n|---|---|---|---|---|---|\n"
        "| 2026-01-01T00:00:00Z | T-00 | - | PENDING | lead | begun |\n"
    )


def at_once(script: str, places: list[tuple[str, str]]) -> float:
    """Seconds that `script` takes, run for each (agent, directory) at the same time."""
    environ = {**os.environ, "PYTHONPATH": ROOT}
    began = time.monotonic()
    team = [
        subprocess.Popen([sys.executable, "-c", script, *place], env=environ, stderr=subprocess.PIPE, text=True)
        for place in places
    ]
    ended = [(process.communicate()[1], process.returncode) for process in team]
    assert [(words, code) for words, code in ended if code] == []
    return time.monotonic() - began


def soaked(repo: Repo, names: list[str], base: str, besides: int = 0) -> None:
    """Every edit of each of `names` is one commit and one log row, in order, and the figures are right. `besides`: the
    number of other commits."""
    assert repo.git("rev-list", "--count", "--no-merges", f"{base}..HEAD") == str(len(names) * EDITS + besides)
    rows = [line.split("|")[2:5] for line in repo.read(PATH).decode().split("\n") if "| agent-" in line]
    rows = [row for row in rows if "EADY" in row[1] + row[2]]
    steps = (("PENDING", "READY"), ("READY", "PENDING"))
    wanted = Counter({(f"T-{name}", *step): EDITS // 2 for name in names for step in steps})
    assert Counter((task.strip(), old.strip(), new.strip()) for task, old, new in rows) == wanted
    assert repo.status() == ""
    assert leftovers(repo) == []
    assert repo.git("fsck", "--strict", "--no-dangling") == ""
    done = forgemd(repo, "check", "--range", f"{base}..HEAD", "--fail-on", "error")
    assert done.code == 0, done.out
    assert f"| Work | {len(TEAM_NAMES)} | {len(TEAM_NAMES)} | 0 | 0 | 0 |" in repo.read(PATH).decode()


TEAM_NAMES = [f"{number:02}" for number in range(TEAM)]


@pytest.mark.long
def test_one_work_tree(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write(PATH, tracker(TEAM_NAMES))
    for name in TEAM_NAMES:
        repo.write(f"{name}.txt", "")
    base = repo.commit("Begin")
    plain = at_once(_PLAIN.format(edits=EDITS), [(name, repo.path) for name in TEAM_NAMES])
    repo.git("reset", "--quiet", "--hard", base)
    ours = at_once(_LOOP.format(edits=EDITS), [(name, repo.path) for name in TEAM_NAMES])
    with capsys.disabled():
        count = TEAM * EDITS
        print(f"\n{count} commits of {TEAM} processes: {count / ours:.1f}/s, plain git commit {count / plain:.1f}/s")
    soaked(repo, TEAM_NAMES, base)


@pytest.mark.long
def test_beside_somebody_who_uses_git(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    """No command of the team has to be repeated, and no plain commit is taken back by one of theirs."""
    repo.write(PATH, tracker(TEAM_NAMES))
    repo.write("plain.txt", "")
    base = repo.commit("Begin")
    beside = subprocess.Popen(
        [sys.executable, "-c", _BESIDE, repo.path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    ours = at_once(_LOOP.format(edits=EDITS), [(name, repo.path) for name in TEAM_NAMES])
    repo.write(".git/enough", "")
    plain = int(beside.communicate()[0])
    with capsys.disabled():
        print(f"\n{TEAM * EDITS / ours:.1f}/s beside {plain / ours:.1f} plain commits/s")
    touched = repo.git("log", "--format=%s", "--reverse", f"{base}..HEAD", "--", "plain.txt").split("\n")
    assert touched == [f"plain {number}" for number in range(plain)]
    assert repo.blob("plain.txt") == str(plain - 1).encode()
    soaked(repo, TEAM_NAMES, base, plain)


@pytest.mark.long
def test_linked_work_trees(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    repo.write(PATH, tracker(TEAM_NAMES))
    base = repo.commit("Begin")
    home = str(tmp_path_factory.mktemp("trees"))
    trees = {name: Repo(os.path.join(home, name)) for name in TEAM_NAMES}
    for name, tree in trees.items():
        repo.git("worktree", "add", "--quiet", "-b", f"agent-{name}", tree.path)
    at_once(_LOOP.format(edits=EDITS), [(name, tree.path) for name, tree in trees.items()])
    for name, tree in trees.items():
        soaked(tree, [name], base)
    assert leftovers(repo) == []
    assert repo.status() == ""
