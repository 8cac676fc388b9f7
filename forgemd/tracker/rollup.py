"""Rollups: tables of figures counted over tasks; what they say and what is true."""

from __future__ import annotations

from forgemd.lazy import attrgetter, cached_property
from forgemd.tracker.layout import Layout
from forgemd.tracker.outline import Outline
from forgemd.tracker.rollup_cells import expected_count, expected_share, whole_number
from forgemd.tracker.rollup_columns import RollupColumn, read_columns
from forgemd.tracker.rollup_rows import RollupRow, read_rows
from forgemd.tracker.task import FieldTask, Task
from forgemd.tracker.vocabulary import Category
from forgemd.typed import Iterable, Iterator, NamedTuple, Sequence, TypeAlias

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
        if self.is_plainly_right:
            return []
        compared = self._compared(row)
        return [Figure(row, column, stated, expected) for column, stated, expected in compared if stated != expected]

    @cached_property
    def is_plainly_right(self) -> bool:
        """Whether all figures of all rows are numbers, or bold ones, and right; False also where they may be."""
        columns = self.columns
        if self.problem is not None or any(column.role == "progress" or column.only for column in columns):
            return False
        places = {category: place for place, column in enumerate(columns) for category in column.covers or ()}
        whole = [place for place, column in enumerate(columns) if column.covers is None]
        stated = zip(*(self.layout.table.texts(column.at) for column in columns), strict=True)
        for row, texts in zip(self.rows, stated, strict=True):
            if row.tasks is None:
                return False
            numbers = [0] * len(columns)
            for category, number in _tally(row.tasks).items():
                if category in places:
                    numbers[places[category]] += number
            for place in whole:
                numbers[place] = len(row.tasks)
            right = (*map(str, numbers),)
            if texts not in (right, tuple([f"**{text}**" for text in right])):
                return False
        return True

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


def _tally(tasks: Iterable[Task]) -> dict[Category, int]:
    """How many of the tasks have a status of each category."""
    found: dict[Category, int] = {}
    for task in tasks:
        category = task.status.category
        found[category] = found.get(category, 0) + 1
    return found


def _expected(column: RollupColumn, tasks: Sequence[Task], categories: list[Category], stated: str) -> str | None:
    """How the figure should read, keeping everything about its cell but the digits; None if it is no figure."""
    if column.role == "progress":
        return expected_share(categories.count("done"), len(tasks), stated)
    if column.only is not None:
        return expected_count(sum(1 for task in tasks if column.selects(task)), stated)
    number = len(tasks) if column.covers is None else sum(map(categories.count, column.covers))
    return stated if stated == str(number) else expected_count(number, stated)


def read_rollup(layout: Layout, outline: Outline) -> Rollup:
    """What the rollup `layout` counts among the tasks of `outline`."""
    tasks = outline.tasks
    columns, problem = read_columns(layout, outline)
    rows, by_status = read_rows(layout, outline)
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
