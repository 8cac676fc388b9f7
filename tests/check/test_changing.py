"""Merges: what must not get lost in them."""

from __future__ import annotations

import pytest

from forgemd.check import Change, Selection, judge_change
from forgemd.rules import Merge
from tests.rules.pages import reading

HEAD = "| ID | Task | Status |\n|---|---|---|\n"
ROWS = [f"| A-{number} | Piece of work number {number} | Todo |\n" for number in range(1, 9)]
SELECTION = Selection(only=("change", "log"))


def text(*numbers: int) -> str:
    return HEAD + "".join(ROWS[number - 1] for number in numbers)


MANY = ["lost-in-merge None"]


@pytest.mark.parametrize(
    ("ancestor", "ours", "theirs", "merged", "found"),
    [
        # Theirs added a task, and the merge took our side.
        ((1, 2, 3), (1, 2, 3), (1, 2, 3, 4), (1, 2, 3), ["lost-in-merge A-4"]),
        # We took a task out, and were judged for it.
        ((1, 2, 3), (1, 2), (1, 2, 3), (1, 2), []),
        ((1, 2, 3), (1, 2), (1, 2, 3, 4), (1, 2, 4), []),
        # Both sides have it, the merge has not.
        ((1, 2, 3), (1, 2, 3), (1, 2, 3), (1, 2), ["lost-in-merge A-3"]),
        ((1, 2), (1, 2, 3), (1, 2, 4), (1, 2, 3, 4), []),
        ((1, 2, 3), (1, 2, 3), (1, 2, 3, 4, 5, 6, 7, 8), (1, 2, 3), MANY),
        ((1, 2, 3, 4, 5, 6, 7), (1, 2), (1, 2, 3, 4, 5, 6, 7), (1, 2), []),
        # We took a task out, and the merge took their side.
        ((1, 2, 3), (1, 2), (1, 2, 3, 4), (1, 2, 3, 4), ["lost-in-merge A-3"]),
    ],
)
def test_rows_lost_in_a_merge(
    ancestor: tuple[int, ...],
    ours: tuple[int, ...],
    theirs: tuple[int, ...],
    merged: tuple[int, ...],
    found: list[str],
) -> None:
    base, mine, other, result = (reading(text(*numbers)) for numbers in (ancestor, ours, theirs, merged))
    judged = judge_change(Change(result, (mine, other), lambda: Merge(result, (mine, other), (base,))), SELECTION)
    assert [f"{each.rule} {each.task}" for each in judged.diagnostics] == found
