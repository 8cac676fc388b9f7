"""The typed model as plain values has the shape that schemas/ publishes, whatever the tracker looks like."""

from __future__ import annotations

import os
from typing import Any

import pytest

from forgemd.text import Source
from forgemd.tracker import read, tracker_record
from tests.cli.shapes import hold
from tests.tracker.build import EXPECTED, STRICT_LEGEND, from_file, table, tracker


@pytest.mark.parametrize("path", sorted(EXPECTED))
def test_every_tracker_of_the_tests(path: str) -> None:
    found = from_file(path)
    record = hold(tracker_record(found), "tracker")
    assert [task["id"] for task in record["tasks"]] == [task.id for task in found.tasks]
    for task in record["tasks"]:
        hold(task, "task")


@pytest.mark.long
def test_every_tracker_of_the_corpus(shared: str) -> None:
    for directory, _, names in os.walk(os.path.join(shared, "corpus")):
        for name in names:
            if name.endswith(".md"):
                with open(os.path.join(directory, name), "rb") as stream:
                    hold(tracker_record(read(Source.decode(stream.read(), name))), "tracker")


def test_what_a_task_says() -> None:
    text = "# Boat\n\n" + STRICT_LEGEND + table(
        "ID | Task | Status | Agent | Reviewer | Estimate | Depends On | Started | Due | Points | Points",
        "A-1 | **Keel** | ✅ DONE | `Ada` | ada | 2-4h | - | 2026-05-01 | TBD | 3 | x",
        "A-2 | Ribs | 🟧 RUNNING | - | Bob | M | A-1 (A-9 optional) | 2026-05-01T08:00:00Z | soon | |",
        heading="Phase 1",
    )  # fmt: skip
    keel, ribs = hold(tracker_record(tracker(text)), "tracker")["tasks"]
    assert keel["section"] == ["Boat", "Phase 1"]
    assert (keel["title"], keel["status"], keel["category"]) == ("Keel", "DONE", "done")
    assert (keel["owner"], keel["self_reviewed"]) == ("Ada", True)
    assert keel["estimate"] == {"text": "2-4h", "low": 2, "high": 4, "unit": "hours"}
    assert (keel["started"], keel["due"], keel["fields"]["due"]) == ("2026-05-01", None, None)
    assert (keel["cells"]["Points"], keel["cells"]["Points (2)"]) == ("3", "x")
    assert keel["cells"]["Task"] == "**Keel**"
    assert (ribs["owner"], ribs["self_reviewed"], ribs["estimate"]) == (None, None, None)
    assert ribs["started"] == "2026-05-01T08:00:00Z"
    assert (ribs["due"], ribs["fields"]["due"]) == (None, "soon")
    assert ribs["depends"] == [
        {"reference": "A-1", "id": "A-1", "soft": False, "certain": True},
        {"reference": "A-9", "id": None, "soft": True, "certain": False},
    ]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026-05-01", "2026-05-01"),
        ("2026/5/1 8:05 UTC", "2026-05-01T08:05:00Z"),
        ("2026-05-01 08:05 +0200", "2026-05-01T08:05:00+02:00"),
        ("2026-05-01T08:05:07", "2026-05-01T08:05:07"),
        ("1. May 2026", "2026-05-01"),
        ("3/4/2026", None),
    ],
)
def test_a_moment_is_iso_or_nothing(written: str, told: Any) -> None:
    record = tracker_record(tracker(table("ID | Task | Status | Started", f"A-1 | Keel | Done | {written}")))
    assert hold(record, "tracker")["tasks"][0]["started"] == told


def test_the_log_is_told_as_it_stands() -> None:
    text = STRICT_LEGEND + table("ID | Task | Status", "A-1 | Keel | DONE", heading="Tasks") + table(
        "Date | Task | From | To | By | Notes",
        "2026-05-01 | A-1 to A-3 | - | READY | Ada | -",
        "2026-05-02 | ALL | READY | DONE | - | at last",
        heading="Change Log",
    )  # fmt: skip
    first, second = hold(tracker_record(tracker(text)), "tracker")["log"]
    assert first == {
        "line": first["line"],
        "when": "2026-05-01",
        "tasks": ["A-1", "A-2", "A-3"],
        "old": None,
        "new": "READY",
        "actor": "Ada",
        "note": None,
    }
    assert (second["tasks"], second["old"], second["actor"], second["note"]) == (["ALL"], "READY", None, "at last")
