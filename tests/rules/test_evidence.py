"""What the pages of the rules on evidence, phases and priorities do not show."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from forgemd.check import Selection, Subject, run
from forgemd.text import Source
from forgemd.tracker import read
from tests.rules.pages import reading
from tests.rules.test_rules import said, table
from tests.shared import SHARED

ISSUES = "\n# Active Issues\n\n| Issue ID | Task ID | Severity | Description | Status |\n|---|---|---|---|---|\n"
NOW = datetime(2026, 5, 30, 12, 0, tzinfo=UTC)


def dated(rule: str, text: str) -> list[str]:
    """What a rule that needs the time finds on 30 May 2026."""
    result = run([Subject(reading(text))], Selection(only=(rule,), now=NOW))
    return [each.message for each in result.diagnostics]


@pytest.mark.skipif(SHARED is None, reason="the shared material is not beside this checkout")
def test_the_gate_of_a_tracker_whose_blockers_are_broken() -> None:
    """The tracker that asks for the gate calls its blockers BROKEN and MISSING, words of its own."""
    with open(os.path.join(SHARED or "", "seeds", "001_12a985e3dfd71f20.txt"), "rb") as file:
        text = Source.decode(file.read(), "TASKS.md").text
    gate = Selection(only=("priority-gate",))
    assert not run([Subject(read(Source(text, "TASKS.md")))], gate).diagnostics
    line = "| **CLOUD-001** | Cloud storage integration | 🔴 TODO |"
    assert line in text
    text = text.replace(line, line.replace("🔴 TODO", "🟡 IN PROGRESS"))
    (found,) = run([Subject(read(Source(text, "TASKS.md")))], gate).diagnostics
    assert found.message == (
        "CLOUD-001: is IN PROGRESS as P2, while P0 is open: FIX-006 (BROKEN), SEC-001 (MISSING), SEC-002 (MISSING)"
    )


@pytest.mark.parametrize(
    ("blocker", "told"),
    [("Todo", True), ("Blocked", True), ("Frobbed", True), ("Done", False), ("Cancelled", False), ("", False)],
)
def test_what_keeps_the_gate_shut(blocker: str, told: bool) -> None:
    rows = (f"A-1 | x | {blocker} | P0", "A-2 | y | In progress | P1", "A-3 | z | In progress | -")
    assert bool(said("priority-gate", table(*rows, header="ID | Task | Status | Priority"))) is told


@pytest.mark.parametrize(
    ("owner", "reviewer", "status", "told"),
    [
        ("ada", "ada", "Done", True),
        ("ada", "ADA", "In review", True),
        ("`ada`", "**ada**", "Done", True),
        ("ada", "bob", "Done", False),
        ("-", "-", "Done", False),
        ("ada", "ada", "Todo", False),
        ("ada", "ada / bob", "Done", False),
    ],
)
def test_self_review(owner: str, reviewer: str, status: str, told: bool) -> None:
    text = table(f"A-1 | x | {status} | {owner} | {reviewer}", header="ID | Task | Status | Agent | Reviewer")
    assert bool(said("self-review", text)) is told


def test_a_workflow_that_wants_another_reviewer_tells_of_it_once() -> None:
    config = "workflow:\n  statuses:\n    TODO: {to: [DONE]}\n    DONE: {other_reviewer: true}\n"
    text = table("A-1 | x | DONE | ada | ada", header="ID | Task | Status | Agent | Reviewer")
    result = run([Subject(reading(text, config))])
    assert [each.rule for each in result.diagnostics] == ["missing-field"]


@pytest.mark.parametrize(
    ("issue", "ids"),
    [
        ("I-1 | A-1 | High | x | Open", ["A-1"]),
        ("I-1 | A-1, A-2 | High | x | Open", ["A-1"]),
        ("I-1 | a-01 | High | x | In progress", ["A-1"]),
        ("I-1 | A-1 | High | x | Closed", []),
        ("I-1 | A-1 | High | x | Deferred", []),
        ("I-1 | A-1 | High | x | -", []),
        ("I-1 | A-1 | High | x | wobbly", []),
        ("I-1 | A-9 | High | x | Open", []),
        ("- | - | - | No issues | Open", []),
        ("I-1 | A-1", []),
    ],
)
def test_open_issue(issue: str, ids: list[str]) -> None:
    text = table("A-1 | x | Done", "A-2 | y | Todo") + ISSUES + f"| {issue} |\n"
    assert [message.partition(":")[0] for message in said("open-issue", text)] == ids


@pytest.mark.parametrize(
    ("value", "first", "second", "told"),
    [
        ("1", "Done", "In progress", True),
        ("Phase 1: Hull", "Done", "In progress", True),
        ("2 - Rig", "In progress", "Todo", True),
        ("1", "In progress", "In progress", False),
        ("2", "Blocked", "Todo", False),
        ("1.5", "Done", "In progress", False),
        ("3", "Done", "In progress", False),
        ("Hull", "Done", "In progress", False),
        ("1", "Done", "Todo", False),
        ("9" * 4400, "Done", "In progress", False),
    ],
)
def test_current_phase(value: str, first: str, second: str, told: bool) -> None:
    text = f"**Current Phase:** {value}\n\n## Phase 1\n\n" + table(f"A-1 | x | {first}")
    text += "\n## Phase 2\n\n" + table(f"B-1 | y | {second}")
    assert bool(said("false-phase", text)) is told


@pytest.mark.parametrize(
    ("title", "status", "box", "told"),
    [
        ("Phase 1 Completion Review", "✅ COMPLETE", "[ ]", True),
        ("Phase 1 sign-off", "Done", "[ ]", True),
        ("Phase 1 Completion Review", "✅ COMPLETE", "[x]", False),
        ("Phase 1 Completion Review", "In progress", "[ ]", False),
        ("Completion Review", "✅ COMPLETE", "[ ]", False),
        ("Phase 1", "✅ COMPLETE", "[ ]", False),
    ],
)
def test_unsigned_phase(title: str, status: str, box: str, told: bool) -> None:
    text = f"## {title}\n\n**Status:** {status}\n\n- {box} Merged\n\n## Next\n\n- [ ] Something else\n"
    assert bool(said("unsigned-phase", text)) is told


def test_a_week_without_a_sign() -> None:
    rows = ("A-1 | x | Review | ada | 2026-05-23", "A-2 | y | In progress | bob | 2026-05-23T10:00:00Z")
    text = table(*rows, header="ID | Task | Status | Agent | Started")
    later = text.replace("05-23", "05-24")
    for rule in ("stale-review", "stale-lease"):
        assert len(dated(rule, text)) == 1
        assert dated(rule, later) == []
        assert dated(rule, text.replace("2026-05-23", "soon")) == []
