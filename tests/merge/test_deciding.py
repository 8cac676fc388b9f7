"""What somebody decides who is asked: the side's lines stand, the log says so, and everything else is as ever."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forgemd.check import Subject, run
from forgemd.merge import Clash, Conflict, Side, Stamp, Terms
from forgemd.text import Source
from forgemd.tracker import Tracker, read
from tests.merge.merging import merged
from tests.merge.test_pages import Case, cases

NOW = datetime(2026, 6, 1, 12, 34, 56, tzinfo=UTC)
OPEN = [case for case in cases() if case.conflicts]
SIDES: tuple[Side, ...] = ("ours", "theirs")


class Asked:
    """Decides everything for one side, and remembers what it was asked."""

    def __init__(self, side: Side | None) -> None:
        self.side = side
        self.conflicts: list[Conflict] = []

    def __call__(self, conflict: Conflict, clash: Clash) -> Side | None:
        self.conflicts.append(conflict)
        return self.side


def tracker(text: str) -> Tracker:
    return read(Source(text, "TASKS.md"))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("case", OPEN, ids=lambda case: case.name)
def test_everything_for_one_side(case: Case, side: Side) -> None:
    asked = Asked(side)
    result = merged(case.base, case.ours, case.theirs, terms=Terms(case.policy, asked, Stamp("eve", NOW)))
    assert (result.conflicts, result.fell_back) == ((), False)
    assert [choice.side for choice in result.choices] == [side] * len(asked.conflicts)
    after = tracker(result.source.text)
    # A text that names no task has no entry; every other decision has one.
    entries = [row for row in after.log.entries if row.actor == "eve"] if after.log is not None else []
    about = [conflict.name for conflict in asked.conflicts if conflict.kind not in ("heading", "section", "text")]
    named = [
        name
        for name in about
        if any(name == task.id for model in (case.base, case.ours) for task in tracker(model).tasks)
    ]
    assert [entry.tasks[0] for entry in entries] == named
    assert all(entry.row.value(0) == "2026-06-01T12:34:56Z" for entry in entries)
    for rollup in after.rollups:
        for row in rollup.rows:
            assert all(figure.holds for figure in rollup.figures(row)) or "nobody counts" in case.name


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("case", OPEN, ids=lambda case: case.name)
def test_the_result_passes_the_check(case: Case, side: Side) -> None:
    """Nothing that the merge brings in is an error: the log tells how the row became what it is."""
    result = merged(case.base, case.ours, case.theirs, terms=Terms(case.policy, Asked(side), Stamp("eve", NOW)))
    before = tracker({"ours": case.ours, "theirs": case.theirs}[side])
    known = {
        (each.rule, each.task)
        for text in (case.ours, case.theirs)
        for each in run([Subject(tracker(text))]).diagnostics
    }
    found = run([Subject(tracker(result.source.text), before)]).diagnostics
    assert [each.message for each in found if each.severity == "error" and (each.rule, each.task) not in known] == []


@pytest.mark.parametrize("case", OPEN, ids=lambda case: case.name)
def test_nothing_decided_is_as_if_nobody_was_asked(case: Case) -> None:
    asked = Asked(None)
    result = merged(case.base, case.ours, case.theirs, terms=Terms(case.policy, asked))
    other = merged(case.base, case.ours, case.theirs, terms=Terms(case.policy))
    assert (result.source.text, result.conflicts, result.choices) == (other.source.text, other.conflicts, ())
    assert set(asked.conflicts) >= set(result.conflicts)


def test_nobody_is_asked_where_nothing_is_in_dispute() -> None:
    asked = Asked("ours")
    for case in cases():
        if not case.conflicts:
            result = merged(case.base, case.ours, case.theirs, terms=Terms(case.policy, asked))
            assert result.source.text == case.result
    assert asked.conflicts == []
