"""Graphs drawn in fences: which arrows lead from task to task."""

from __future__ import annotations

import os

import pytest

from forgemd.check import Subject, run
from forgemd.text import Source
from forgemd.tracker import Tracker, drawings_of, read

TASKS = "".join(f"| A-{number} | Task {number} | Todo |\n" for number in range(1, 8))
TABLE = f"| ID | Task | Status |\n|---|---|---|\n{TASKS}"


def arrows(drawing: str, table: str = TABLE, fence: str = "```") -> list[str]:
    tracker = read(Source(f"{table}\n{fence}\n{drawing}\n```\n", "T.md"))
    return [f"{before.id} {after.id}" for drawn in drawings_of(tracker) for before, after in drawn.arrows]


@pytest.mark.parametrize(
    ("drawing", "found"),
    [
        ("A-1 → A-2 → A-3", ["A-1 A-2", "A-2 A-3"]),
        ("A-1 --> A-2", ["A-1 A-2"]),
        ("A-1 (Keel) ──► A-2\nA-3 => A-4", ["A-1 A-2", "A-3 A-4"]),
        ("A-1\n  ↓\nA-2\n  │\n  ▼\nA-3", ["A-1 A-2", "A-2 A-3"]),
        ("1. A-1 ──┐\n2. A-2 ──┼─→ [OPEN]\n3. A-3 ──┘\n   ↓\n4. A-4 → [SHUT]", ["A-1 A-4", "A-2 A-4", "A-3 A-4"]),
        ("A-1\nA-2\n ↓\nA-3", []),
        ("A-1 and A-2", []),
        ("B-1 → B-2", []),
        ("1 → 2", []),
        ("if (a-->b) { A-1 }", []),
    ],
)
def test_arrows(drawing: str, found: list[str]) -> None:
    assert arrows(drawing) == found


def test_code_is_no_drawing() -> None:
    assert arrows("A-1 → A-2", fence="```python") == []


def test_arrows_are_held_against_the_columns() -> None:
    table = "| ID | Task | Status | Depends on |\n|---|---|---|---|\n| A-1 | a | Todo | - |\n| A-2 | b | Todo | A-1 |\n"
    (drawing,) = drawings_of(read(Source(f"{table}| A-3 | c | Todo | A-2 |\n\n```\nA-1 → A-3 → A-2\n```\n", "T.md")))
    assert (len(drawing.arrows), drawing.agreed) == (2, 1)


def seed(shared: str, number: str) -> Tracker:
    directory = os.path.join(shared, "seeds")
    (name,) = [name for name in os.listdir(directory) if name.startswith(number)]
    with open(os.path.join(directory, name), "rb") as file:
        return read(Source.decode(file.read(), name))


def test_the_graph_of_the_first_seed(shared: str) -> None:
    (drawing,) = drawings_of(seed(shared, "001"))
    assert [(before.id, after.id) for before, after in drawing.arrows] == [
        ("FIX-006", "OPS-001"),
        ("SEC-001", "OPS-001"),
        ("SEC-002", "OPS-001"),
        ("OPS-001", "PERSIST-004"),
        ("PERSIST-004", "PERSIST-005"),
        ("PERSIST-005", "OPS-002"),
        ("OPS-002", "OPS-003"),
    ]
    assert drawing.agreed is None


@pytest.mark.parametrize(
    ("number", "words"),
    [("000", ["Excellent, Needs Work", "Installed v1.0"]), ("001", ["BROKEN, MISSING", "FAKE"]), ("002", [])],
)
def test_statuses_without_a_legend_are_one_note_for_each_table(shared: str, number: str, words: list[str]) -> None:
    tracker = seed(shared, number)
    found = [each for each in run([Subject(tracker)]).diagnostics if each.rule == "unknown-status"]
    assert [each.severity for each in found] == ["note"] * len(words)
    assert all(word in each.message for word, each in zip(words, found, strict=True))
    others = {each.rule for each in run([Subject(tracker)]).diagnostics} - {"unknown-status"}
    assert others == {"000": {"mojibake"}, "001": {"false-claim"}, "002": {"false-claim"}}[number]
