"""A rollup with a column of figures that no word explains is left alone, whole."""

from __future__ import annotations

import pytest

from forgemd.text import Source
from forgemd.tracker import read

TASKS = """\
# One

| ID | Task | Status |
|---|---|---|
| A-1 | x | done |
| A-2 | y | in progress |
| A-3 | z | todo |

# Sum

"""


@pytest.mark.parametrize(
    ("columns", "figures", "problem"),
    [
        ("Total Zorch Doing Todo", "3 1 1 1", True),
        ("Zorch Doing Todo", "1 1 1", True),
        ("Total Done Doing Todo Zorch", "3 1 1 1 7", False),
        ("Total Done Doing Todo", "3 1 1 1", False),
    ],
)
def test_a_column_that_may_count_a_status(columns: str, figures: str, problem: bool) -> None:
    rows = [["Section", *columns.split()], ["---"] * (len(figures.split()) + 1), ["One", *figures.split()]]
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    (rollup,) = read(Source(TASKS + table, "T.md")).rollups
    assert (rollup.problem is not None) is problem
    if problem:
        assert "'Zorch'" in str(rollup.problem)
