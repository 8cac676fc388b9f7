"""Rollups: tables of figures counted over tasks; what they say and what is true."""

from __future__ import annotations

from forgemd.lazy import attrgetter, cached_property
from forgemd.tracker.layout import Layout
from forgemd.tracker.rollup_cells import expected_count, expected_share, whole_number
from forgemd.tracker.rollup_columns import RollupColumn, read_columns
from forgemd.tracker.rollup_rows import RollupRow, read_rows
from forgemd.tracker.task import FieldTask, Task
from forgemd.tracker.vocabulary import Category
from forgemd.typed import Iterator, NamedTuple, Sequence, TypeAlias

__all__ = ["Figure", "Rollup", "RollupColumn", "RollupRow", "read_rollup", "whole_number"]

_Comparison: TypeAlias = "tuple[RollupColumn, str, str]"
"""A column, what it states and what it should."""


class Figure(NamedTuple):
    """One figure that a rollup states: `stated` as written, `expected` as it should be written."""

    row: RollupRow
    column: RollupColumn
    stated: str
    expected: str

    @property
    def holds(self) -> bool:
        """Whether the figure is right as it stands."""
        return self.stated == self.expected


class Rollup:
    """A rollup as recognised. `problem` says why it cannot be compared with its tasks as a whole."""

    def __init__(
        self, layout: Layout, columns: tuple[RollupColumn, ...], rows: tuple[RollupRow, ...], problem: str | None
    ) -> None:
        self.layout = layout
        self.columns = columns
        self.rows = rows
        self.problem = problem
        # By the row's line.
        self._known: dict[int, list[_Comparison]] = {}

    def figures(self, row: RollupRow) -> list[Figure]:
        """The figures of `row` that can be compared; none when `problem` or the row's tasks are not known."""
        return [Figure(row, column, stated, expected) for column, stated, expected in self._compared(row)]

    def wrong(self, row: RollupRow) -> list[Figure]:
        """Those of `figures` that do not hold."""
        if self._is_plainly_right(row):
            return []
        compared = self._compared(row)
        return [Figure(row, column, stated, expected) for column, stated, expected in compared if stated != expected]

    @cached_property
    def is_plainly_right(self) -> bool:
        """Whether all figures of all rows are numbers, or bold ones, and right; False also where they may be."""
        return all(map(self._is_plainly_right, self.rows))

    def _is_plainly_right(self, row: RollupRow) -> bool:
        """Whether all figures are numbers, or bold ones, and right, as most are; False also where they may be."""
        if row.tasks is None or self.problem is not None:
            return False
        categories = [task.status.category for task in row.tasks]
        values, count = row.row.values, categories.count
        for at, covers in self._plain_columns:
            number = 0 if covers is not None else len(categories)
            for category in covers or ():
                number += count(category)
            stated = values[at] if at < len(values) else ""
            if stated != (right := str(number)) and stated != f"**{right}**":
                return False
        return len(self._plain_columns) == len(self.columns)

    @cached_property
    def _plain_columns(self) -> list[tuple[int, tuple[Category, ...] | None]]:
        """The columns that count tasks by category, or all: where they are, and which."""
        counting = (column for column in self.columns if column.role != "progress" and column.only is None)
        return [(column.at, None if column.covers is None else tuple(column.covers)) for column in counting]

    def _compared(self, row: RollupRow) -> Sequence[_Comparison]:
        """Columns with what they state and what they should, worked out once."""
        found = self._known.get(row.row.line)
        if found is None:
            found = self._known[row.row.line] = list(self._compare(row))
        return found

    def _compare(self, row: RollupRow) -> Iterator[_Comparison]:
        tasks = row.tasks
        if self.problem is not None or tasks is None:
            return
        categories = list(map(_CATEGORY, tasks))
        values = row.row.values
        for column in self.columns:
            stated = values[column.at] if column.at < len(values) else ""
            expected = _expected(column, tasks, categories, stated)
            if expected is not None:
                yield column, stated, expected


_CATEGORY = attrgetter("status.category")


def _expected(column: RollupColumn, tasks: Sequence[Task], categories: list[Category], stated: str) -> str | None:
    """How the figure should read, keeping everything about its cell but the digits; None if it is no figure."""
    if column.role == "progress":
        return expected_share(categories.count("done"), len(tasks), stated)
    if column.only is not None:
        return expected_count(sum(1 for task in tasks if column.selects(task)), stated)
    number = len(tasks) if column.covers is None else sum(map(categories.count, column.covers))
    return stated if stated == str(number) else expected_count(number, stated)


def read_rollup(layout: Layout, tasks: Sequence[Task]) -> Rollup:
    """What the rollup `layout` counts among `tasks`."""
    columns, problem = read_columns(layout, tasks)
    rows, by_status = read_rows(layout, tasks)
    unmatched = [row.label for row in rows if row.tasks is None]
    if problem is None and unmatched:
        problem = f"no section, priority or owner of this tracker is called '{unmatched[0]}'"
    if problem is None and not tasks:
        problem = "this tracker has no tasks to count"
    if problem is None and (left := _left_out(rows, tasks)):
        problem = f"{left} tasks of lists lie under none of the headings that its rows name"
    if problem is None and by_status:
        problem = _elsewhere(columns, rows, tasks)
    return Rollup(layout, columns, rows, problem)


def _left_out(rows: Sequence[RollupRow], tasks: Sequence[Task]) -> int:
    """How many tasks that are no rows of a table no row counts: people count them by more than their heading. None,
    where all that is counted are rows of tables: a check list beside them is nobody's figure."""
    if not any(issubclass(kind, FieldTask) for kind in set(map(type, tasks))):
        return 0
    counted = {task.key: task for row in rows for task in row.tasks or ()}
    if counted and not any(isinstance(task, FieldTask) for task in counted.values()):
        return 0
    return sum(1 for task in tasks if isinstance(task, FieldTask) and task.key not in counted)


def _elsewhere(columns: Sequence[RollupColumn], rows: Sequence[RollupRow], tasks: Sequence[Task]) -> str | None:
    """Why a count by status is of other tasks than those of this file: it comes to quite another number."""
    counts = [column for column in columns if column.role != "progress"]
    body = [row for row in rows if not row.is_total]
    numbers = [whole_number(row.row.value(counts[0].at)) for row in body] if len(counts) == 1 else []
    if not numbers or None in numbers:
        return "which tasks its figures count is not certain"
    stated = sum(number for number in numbers if number is not None)
    if abs(stated - len(tasks)) > max(2, len(tasks) // 10):
        return f"it counts {stated} tasks, and this file has {len(tasks)}"
    return None
