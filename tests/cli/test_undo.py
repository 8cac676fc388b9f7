"""`forgemd undo`: rows as they were, a log that says so, and a commit that hook and range let through."""

from __future__ import annotations

import pytest

from forgemd.tracker import Tracker
from tests.cli.inside import inside
from tests.cli.shapes import hold
from tests.cli.test_edits import BOAT, PATH
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.tracker.build import tracker


@pytest.fixture
def boat(repo: Repo) -> Repo:
    repo.write(PATH, BOAT)
    repo.commit("Begin")
    return repo


def read(repo: Repo) -> Tracker:
    return tracker(repo.read(PATH).decode())


def rows(repo: Repo) -> list[tuple[str, list[str]]]:
    return [(task.section.title, task.values) for task in read(repo).tasks]


def did(repo: Repo, *words: str) -> None:
    done = inside(repo, *words, "--commit", "--agent", "ann")
    assert done.code == 0, done.err


KINDS = [
    ["set", "P1-001=READY"],
    ["set", "P1-001=BLOCKED", "P1-010=BLOCKED", "--note", "no wood"],
    ["add", "Bow", "Stern", "--section", "1.1"],
    ["remove", "P1-002"],
    ["remove", "P1-010", "P1-011"],
    ["move", "P1-001", "--to", "1.2"],
    ["edit", "P1-010", "--field", "Task=Mast, short"],
    ["note", "P1-001", "dry"],
    ["depend", "P1-011", "--on", "P1-010"],
]


@pytest.mark.parametrize("words", KINDS, ids=" ".join)
def test_rows_are_what_they_were(boat: Repo, words: list[str]) -> None:
    before, figures = rows(boat), boat.read(PATH).decode().split("## Summary")[1].split("##")[0]
    did(boat, *words)
    taken = boat.head()
    made = hold(inside(boat, "undo", "--agent", "bo", "--format", "json").json, "commit")
    assert [each["oid"] for each in made["undone"]] == [taken]
    (file,) = made["files"]
    told = [each for each in file["surfaces"] if each["surface"] == "row" and each["state"] == "changed"]
    assert told or file["added"] or file["removed"], "each row that is as it was again is told"
    assert rows(boat) == before
    assert figures in boat.read(PATH).decode()
    assert boat.git("status", "--porcelain") == ""
    assert f"Forgemd-Reverts: {taken}" in boat.git("log", "-1", "--format=%B")
    judged = inside(boat, "check", "--range", "HEAD~2..HEAD", "--select", "change,log")
    assert judged.code == 0, judged.out
    last = inside(boat, "undo")
    assert (last.code, "no commit of forgemd's own is left" in last.err) == (2, True)


def test_the_log_keeps_what_it_says(boat: Repo) -> None:
    did(boat, "set", "P1-001=READY")
    short = boat.git("rev-parse", "--short", "HEAD")
    assert inside(boat, "undo", "--agent", "bo").code == 0
    log = read(boat).log
    assert log is not None
    assert [entry.row.values[1:] for entry in log.entries] == [
        ["P1-001", "PENDING", "READY", "ann", "-"],
        ["P1-001", "READY", "PENDING", "bo", f"undo of {short}"],
    ]


def test_several_in_one_commit_and_one_after_the_other(boat: Repo) -> None:
    before = rows(boat)
    for status in ("READY", "ASSIGNED", "RUNNING"):
        did(boat, "set", f"P1-001={status}")
    did(boat, "add", "Bow", "--section", "1.1")
    boat.write("other.txt", "mine")
    boat.commit("Something else")
    assert inside(boat, "undo").code == 0
    assert inside(boat, "undo").code == 0
    assert [task.status.code for task in read(boat).find("P1-001")] == ["ASSIGNED"]
    shown = inside(boat, "undo", "2", "--dry-run")
    assert "P1-001: ASSIGNED → PENDING" in shown.out
    assert inside(boat, "undo", "2").code == 0
    assert rows(boat) == before
    few = inside(boat, "undo", "1")
    assert (few.code, "no commit of forgemd's own is left" in few.err) == (2, True)


def test_rows_that_moved_on_are_left(boat: Repo) -> None:
    did(boat, "set", "P1-001=READY")
    boat.write(PATH, boat.read(PATH).decode().replace("| oak   |", "| elm   |"))
    boat.commit("By hand")
    before = boat.read(PATH)
    done = inside(boat, "undo")
    assert (done.code, boat.read(PATH)) == (1, before)
    assert "P1-001 says something else (line 20)" in done.err


def test_what_is_not_committed_is_not_mixed_in(boat: Repo) -> None:
    did(boat, "set", "P1-001=READY")
    boat.write(PATH, boat.read(PATH) + b"\nmore\n")
    before, head = boat.read(PATH), boat.head()
    done = inside(boat, "undo")
    assert (done.code, boat.read(PATH), boat.head()) == (2, before, head)
    assert "not committed" in done.err


def test_other_edits_since_stay(boat: Repo) -> None:
    did(boat, "set", "P1-001=READY")
    boat.write(PATH, boat.read(PATH).decode().replace("# Boat", "# Boats").replace("Sail |", "Jib  |"))
    boat.commit("By hand")
    assert inside(boat, "undo").code == 0
    text = boat.read(PATH).decode()
    assert "# Boats" in text
    assert "Jib" in text
    assert [task.status.code for task in read(boat).find("P1-001")] == ["PENDING"]


def test_line_endings_stay(boat: Repo) -> None:
    boat.git("config", "core.autocrlf", "true")
    boat.write(PATH, BOAT.replace("\n", "\r\n"))
    boat.git("add", "--renormalize", ".")
    did(boat, "set", "P1-001=READY")
    assert inside(boat, "undo").code == 0
    assert boat.read(PATH).count(b"\n") == boat.read(PATH).count(b"\r\n")
    assert boat.git("status", "--porcelain") == ""


def test_hooks_look_at_the_rows_and_believe_nobody(boat: Repo) -> None:
    for status in ("READY", "ASSIGNED", "RUNNING", "REVIEW", "DONE"):
        did(boat, "set", f"P1-001={status}")
    done = boat.head()
    assert forgemd(boat, "hooks", "install").code == 0
    boat.write(PATH, boat.read(PATH).decode().replace("DONE       | ann", "RUNNING    | ann"))
    boat.add()
    refused = boat.run("commit", "-m", f"Lie\n\nForgemd-Reverts: {done}", env={"FORGEMD_REVERTS": done})
    assert refused.returncode == 1, refused.stderr
    assert b"DONE" in refused.stderr
    boat.git("reset", "--hard", "--quiet")
    assert forgemd(boat, "undo").code == 0
    assert [task.status.code for task in read(boat).find("P1-001")] == ["REVIEW"]
    assert forgemd(boat, "check", "--range", "HEAD~1..HEAD").code == 0


def test_the_configuration_may_forbid_it(boat: Repo) -> None:
    boat.write(".forgemd.yaml", "commit:\n  undo: false\n")
    boat.commit("Forbid")
    for status in ("READY", "ASSIGNED", "RUNNING", "REVIEW", "DONE"):
        did(boat, "set", f"P1-001={status}")
    done = inside(boat, "undo")
    assert (done.code, "commit.undo is false" in done.err) == (1, True)
    boat.git("revert", "--no-edit", "HEAD")
    judged = inside(boat, "check", "--range", "HEAD~1..HEAD")
    assert (judged.code, "illegal-transition" in judged.out) == (1, True)
