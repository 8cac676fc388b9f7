"""A rollup with a column of figures that no word explains is left alone, whole."""

from __future__ import annotations

import pytest

from forgemd.text import Source
from forgemd.tracker import read

TASKS = (
    "# One\n\n| ID | Task | Status |\n|---|---|---|\n| A-1 | x | done |\n| A-2 | y | in progress |\n"
    "| A-3 | z | todo |\n\n# Sum\n\n"
)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("| Section | Total | Zorch | In Progress | Todo |\n|---|---|---|---|---|\n| One | 3 | 1 | 1 | 1 |\n", True),
        (
            (
                "| Section | Total | Done | In Progress | Todo | Zorch |\n|---|---|---|---|---|---|\n"
                "| One | 3 | 1 | 1 | 1 | 7 |\n",
                False,
            ),
            False,
        ),
        ("| Section | Total | Done | In Progress | Todo |\n|---|---|---|---|---|\n| One | 3 | 1 | 1 | 1 |\n", False),
    ],
)
def test_a_column_that_may_count_a_status(table: str, problem: bool) -> None:
    (rollup,) = read(Source(TASKS + table, "T.md")).rollups
    assert (rollup.problem is not None) is problem
    if problem:
        assert "'Zorch'" in str(rollup.problem)
