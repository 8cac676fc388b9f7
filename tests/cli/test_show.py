"""`forgemd show`, as a process: everything about one task."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from forgemd import resources
from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT
from tests.tracker.build import STRICT_LEGEND, table

TASKS = table(
    "ID | Task | Status | Agent | Estimate | Depends On",
    "A-1 | Lay the keel | ✅ DONE | ada | 8h | -",
    "A-2 | Bend the ribs | 🟧 RUNNING | bob | 2d | A-1",
    "A-3 | Caulk | 🔲 PENDING | - | - | A-1, (A-2 soft), A-99",
    heading="Hull",
)
LOG = table(
    "Date | Task | Old | New | Agent | Note",
    "2026-05-01 | A-1 | REVIEW | DONE | ada | laid",
    "2026-05-02 | A-1 to A-2 | PENDING | READY | eve | -",
    "2026-05-03 | ALL | - | PENDING | eve | begun",
    "2026-05-04 | A-3 | - | PENDING | eve | -",
    heading="Change Log",
)


@pytest.fixture
def boat(repo: Repo) -> Repo:
    repo.write("T.md", STRICT_LEGEND + TASKS + LOG)
    repo.commit("Add a tracker")
    return repo


def asked(repo: Repo | str, *args: str) -> dict[str, Any]:
    done = forgemd(repo, "show", *args, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return dict(hold(done.json, "show"))


def test_everything_about_a_task(boat: Repo) -> None:
    found = asked(boat, "a-2")
    assert (found["id"], found["title"], found["status"], found["owner"]) == ("A-2", "Bend the ribs", "RUNNING", "bob")
    assert boat.read("T.md").decode().split("\n")[found["line"] - 1].startswith("| A-2 ")
    assert [(cell["role"], cell["text"]) for cell in found["cells"]] == [
        ("id", "A-2"),
        ("title", "Bend the ribs"),
        ("status", "🟧 RUNNING"),
        ("owner", "bob"),
        ("estimate", "2d"),
        ("depends", "A-1"),
    ]
    assert [(task["id"], task["soft"]) for task in found["depends"]] == [("A-1", False)]
    assert [(task["id"], task["soft"]) for task in found["dependants"]] == [("A-3", True)]
    assert [entry["day"] for entry in found["log"]] == ["2026-05-02", "2026-05-03"]
    assert found["following"] == ["REVIEW", "FAILED", "BLOCKED", "READY"]
    assert (found["ready"], found["why_not"]) == (False, "in work: RUNNING, bob")


def test_what_comes_next_is_what_set_allows(boat: Repo) -> None:
    for status in asked(boat, "A-2")["following"]:
        assert forgemd(boat, "set", f"A-2={status}", "--dry-run", "--agent", "bob").code == 0, status
    assert forgemd(boat, "set", "A-2=DONE", "--dry-run", "--agent", "bob").code == 1


def test_the_end_of_the_way(boat: Repo) -> None:
    found = asked(boat, "A-1")
    assert (found["following"], found["finished"], found["ready"], found["why_not"]) == ([], True, False, None)
    assert found["log"][0] | {"line": 0} == {
        "line": 0,
        "day": "2026-05-01",
        "old": "REVIEW",
        "new": "DONE",
        "actor": "ada",
        "note": "laid",
    }


def test_people_read_it_all(boat: Repo) -> None:
    out = forgemd(boat, "show", "A-3").out
    assert out.startswith("o A-3  Caulk\n  T.md:20  Hull\n")
    assert "    o A-2" not in out
    assert "    > A-2 Bend the ribs  RUNNING  2d  softly\n" in out
    assert "    ? A-99, which no tracker knows\n" in out
    assert "  may become READY, BLOCKED (strict workflow)\n" in out
    assert "  waits for A-99, which no tracker knows\n" in out
    assert "\x1b" in forgemd(boat, "show", "A-3", "--color", "always").out


def test_what_is_nobody_or_two(boat: Repo) -> None:
    done = forgemd(boat, "show", "A-4")
    assert (done.code, done.out, "did you mean" in done.err) == (2, "", False)
    assert "did you mean A-3?" in forgemd(boat, "show", "A-33").err
    boat.write("U.md", TASKS)
    boat.commit("Add the same again")
    done = forgemd(boat, "show", "A-1")
    assert (done.code, "U.md#A-1" in done.err) == (2, True)
    assert asked(boat, "U.md#A-1")["path"] == "U.md"
    assert asked(boat, "A-1", "--tracker", "T.md")["path"] == "T.md"


def test_a_task_without_an_id() -> None:
    path = os.path.join("examples", "trackers", "MASTER-TRACKER.md")
    found = asked(ROOT, "water level loggers", "--tracker", path)
    assert found["title"] == "Water Level Loggers"


def test_the_examples_in_the_schema_are_right() -> None:
    for example in json.loads(resources.read("schemas", "show.schema.json"))["examples"]:
        hold(example, "show")
