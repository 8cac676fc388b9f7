"""Rollups: tables of figures counted over tasks; what they say and what is true."""

from __future__ import annotations

from forgemd.lazy import attrgetter, cached_property, lru_cache
from forgemd.markdown import Row
from forgemd.tracker.cells.counts import expected_count, expected_share, whole_number
from forgemd.tracker.rollups.columns import RollupColumn, read_columns
from forgemd.tracker.rollups.rows import Counted, read_rows
from forgemd.tracker.tables.layout import Layout
from forgemd.tracker.tasks.outline import Outline
from forgemd.tracker.tasks.roster import Roster
from forgemd.tracker.tasks.task import FieldTask, Task
from forgemd.tracker.words.vocabulary import Category
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


class RollupRow(NamedTuple):
    """A row of figures and the tasks that it counts; None where it could not be told which those are."""

    row: Row
    label: str
    tasks: Sequence[Task] | None
    is_total: bool


class Rollup:
    """A rollup as recognised. `problem` says why it cannot be compared with its tasks as a whole."""

    def __init__(
        self, layout: Layout, columns: tuple[RollupColumn, ...], counted: Counted, outline: Outline, problem: str | None
    ) -> None:
        self.layout = layout
        self.columns = columns
        self.problem = problem
        self._counted = counted
        self._outline = outline
        # By the row's line.
        self._known: dict[int, list[_Comparison]] = {}

    @cached_property
    def rows(self) -> tuple[RollupRow, ...]:
        """The rows."""
        labels, every, totals, _ = self._counted
        tasks = [None if places is None else self._outline.roster.at(places) for places in every]
        rows = zip(self.layout.table.rows, labels, tasks, strict=True)
        return tuple([RollupRow(*row, at in totals) for at, row in enumerate(rows)])

    def figures(self, row: RollupRow) -> list[Figure]:
        """The figures of `row` that can be compared; none when `problem` or the row's tasks are not known."""
        return [Figure(row, column, stated, expected) for column, stated, expected in self._compared(row)]

    def wrong(self, row: RollupRow) -> list[Figure]:
        """Those of `figures` that do not hold."""
        if self._doubtful is not None and row.row.line - self.layout.table.line - 2 not in self._doubtful:
            return []
        compared = self._compared(row)
        return [Figure(row, column, stated, expected) for column, stated, expected in compared if stated != expected]

    @property
    def is_plainly_right(self) -> bool:
        """Whether all figures of all rows are numbers, or bold ones, and right; False also where they may be."""
        return self._doubtful == set()

    @cached_property
    def _doubtful(self) -> set[int] | None:
        """Which rows have a figure that is no number, or bold one, or not right; None where all may have."""
        plain = all(column.role != "progress" and column.only is None for column in self.columns)
        if self.problem is not None or not plain or len(self.columns) > _NOWHERE:
            return None
        found: set[int] = set()
        rows = self._homes()
        for home, column in enumerate(self.columns):
            numbers = map(len, rows) if column.covers is None else [row.count(home) for row in rows]
            right = list(map(_written, numbers))
            stated = self.layout.table.texts(column.at)
            unlike = [at for at, number in enumerate(right) if stated[at] != number]
            found.update([at for at in unlike if stated[at] != f"**{right[at]}**"])
        return found

    def _homes(self) -> list[bytes]:
        """For each task of each row which of the columns by category counts it: a byte each, which count quickest."""
        categories = self._outline.roster.categories
        home: dict[Category, int] = dict.fromkeys(categories, _NOWHERE)
        home.update([(category, at) for at, column in enumerate(self.columns) for category in column.covers or ()])
        homes = bytes([home[category] for category in categories])
        known = [places for places in self._counted.places if places is not None]  # all, where there is no problem
        return [
            homes[places.start : places.stop] if isinstance(places, range) else bytes([homes[at] for at in places])
            for places in known
        ]

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
_NOWHERE = 255
"""The home of a task that no column by category counts: there are fewer of these."""
_written = lru_cache(maxsize=256)(str)  # rollups say the same few numbers over and over


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
    roster = outline.roster
    columns, problem = read_columns(layout, outline)
    counted = read_rows(layout, outline)
    if problem is None and None in counted.places:
        unmatched = counted.labels[counted.places.index(None)]
        problem = f"no section, priority or owner of this tracker is called '{unmatched}'"
    if problem is None and not roster.names:
        problem = "this tracker has no tasks to count"
    if problem is None and (left := _left_out(counted, roster)):
        problem = f"{left} tasks of lists lie under none of the headings that its rows name"
    if problem is None and counted.by_status:
        problem = _elsewhere(layout, columns, counted, len(roster.names))
    return Rollup(layout, columns, counted, outline, problem)


def _left_out(counted: Counted, roster: Roster) -> int:
    """How many tasks that are no rows of a table no row counts: people count them by more than their heading. None,
    where all that is counted are rows of tables: a check list beside them is nobody's figure."""
    if range(len(roster.names)) in counted.places or not roster.has_fields:
        return 0
    tasks = roster.tasks
    found = {place for places in counted.places for place in places or ()}
    if found and not any(isinstance(tasks[place], FieldTask) for place in found):
        return 0
    return sum(1 for place, task in enumerate(tasks) if isinstance(task, FieldTask) and place not in found)


def _elsewhere(layout: Layout, columns: Sequence[RollupColumn], counted: Counted, tasks: int) -> str | None:
    """Why a count by status is of other tasks than the `tasks` of this file: it comes to quite another number."""
    counts = [column for column in columns if column.role != "progress"]
    texts = layout.table.texts(counts[0].at) if len(counts) == 1 else []
    numbers = [whole_number(text) for at, text in enumerate(texts) if at not in counted.totals]
    if not numbers or None in numbers:
        return "which tasks its figures count is not certain"
    stated = sum(number for number in numbers if number is not None)
    if abs(stated - tasks) > max(2, tasks // 10):
        return f"it counts {stated} tasks, and this file has {tasks}"
    return None
