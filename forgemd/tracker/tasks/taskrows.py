"""Tasks that are all rows of whole tables, kept as columns: each is made when somebody asks for it.

Most trackers are like that, most rules look at columns, and to make a task takes longer than to cut its row into cells.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby

from forgemd.lazy import attrgetter, cached_property, itemgetter
from forgemd.markdown import Document, Heading
from forgemd.tracker.cells.status import StatusReader
from forgemd.tracker.tables.layout import Layout
from forgemd.tracker.tables.section import Section
from forgemd.tracker.tasks.roster import Roster
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.words.vocabulary import Category
from forgemd.typed import NamedTuple, Sequence

__all__ = ["Run", "TaskRows", "task_rows"]

_DIGITS = frozenset("0123456789")
_ALPHANUMERIC = _DIGITS.union("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FIRST, _LAST = itemgetter(0), itemgetter(-1)
_COLUMNS, _SECTION = attrgetter("columns"), itemgetter(1)


class Run(NamedTuple):
    """Rows of tables with the same columns that follow each other: the layout of the first one, where they stand among
    the tasks, and what is in each column."""

    layout: Layout
    places: range
    columns: Sequence[Sequence[str]]


class TaskRows(Roster):
    """The tasks of a tracker as rows. `keys` are their keys, which are unique, and `places` their places by these; `runs`
    are their columns."""

    has_fields = False

    def __init__(
        self,
        tables: Sequence[tuple[Layout, Section]],
        runs: Sequence[Run],
        names: Sequence[str],
        statuses: StatusReader,
    ) -> None:
        self.runs = runs
        self.names = names
        self.keys = list(map(str.casefold, names))
        self.places = dict(zip(self.keys, range(len(names)), strict=True))
        self._tables = tables
        self._statuses = statuses
        self._made: dict[int, Task] = {}
        self._starts: list[int] = []
        self.sections = []
        start = 0
        for section, some in groupby(tables, _SECTION):
            first = start
            for layout, _ in some:
                self._starts.append(start)
                start += len(layout.table.values)
            self.sections.append((section, range(first, start)))

    @cached_property
    def categories(self) -> Sequence[Category]:
        """What the status of each task means."""
        found: list[Category] = []
        for layout, _, columns in self.runs:
            meant = {text: self._statuses.read(text).category for text in set(columns[layout.status_at])}
            found += map(meant.__getitem__, columns[layout.status_at])
        return found

    def task(self, place: int) -> Task:
        """The task at `place`, the same one whenever it is asked for."""
        task = self._made.get(place)
        if task is None:
            at = bisect_right(self._starts, place) - 1
            (layout, section), row = self._tables[at], place - self._starts[at]
            values = layout.table.values[row]
            status = self._statuses.read(values[layout.status_at])
            task = self._made[place] = Task()
            task.fill(layout, section, layout.table.line + 2 + row, values, self.names[place], status)
        return task

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks. `Task.fill` is written out: the call takes as long as all the rest."""
        known, read, made = self._statuses.known.get, self._statuses.read, self._made
        names, keys, place = self.names, self.keys, 0
        for layout, section in self._tables:
            status_at = layout.status_at
            for line, values in enumerate(layout.table.values, layout.table.line + 2):
                if place not in made:
                    task = made[place] = Task()
                    task.layout = layout
                    task.section = section
                    task.line = line
                    task.values = values
                    task.id = names[place]
                    task.key = keys[place]
                    status = values[status_at]
                    task.status = known(status) or read(status)
                place += 1
        return tuple(map(made.__getitem__, range(place)))


def task_rows(
    document: Document, placed: Sequence[tuple[Layout, Heading | None]], statuses: StatusReader
) -> TaskRows | None:
    """The rows of the tables of tasks among `placed`, if each table has a status and no empty cell, and each row an id
    that is usual and its own; None where that takes a closer look, and where there are none."""
    tables = [each for each in placed if each[0].kind == "tasks" and each[0].table.values]
    if not tables or not all(layout.status_at >= 0 and layout.table.whole for layout, _ in tables):
        return None
    runs: list[Run] = []
    names: list[str] = []
    for _, some in groupby([layout for layout, _ in tables], _COLUMNS):
        layouts, start = list(some), len(names)
        layout = layouts[0]
        columns = list(zip(*[row for each in layouts for row in each.table.values], strict=True))
        names += columns[layout.id_at if layout.id_at >= 0 else layout.title_at]
        runs.append(Run(layout, range(start, len(names)), columns))
    # No placeholder and no total ends in a digit, and nothing with markup around it.
    if not (_DIGITS.issuperset(map(_LAST, names)) and _ALPHANUMERIC.issuperset(map(_FIRST, names))):
        return None
    found = TaskRows(_with_sections(document, tables), runs, names, statuses)
    return found if len(found.places) == len(names) else None


def _with_sections(
    document: Document, tables: Sequence[tuple[Layout, Heading | None]]
) -> Sequence[tuple[Layout, Section]]:
    """The tables, each with the section of the heading above it."""
    found: list[tuple[Layout, Section]] = []
    over: Heading | None = None
    for layout, heading in tables:
        if not found or heading is not over:
            section, over = Section(document, heading), heading
        found.append((layout, section))
    return found
