"""What stands in the cells of all tasks, a column at a time: rules that find nothing there are done in no time."""

from __future__ import annotations

from itertools import groupby

from forgemd.lazy import attrgetter, cached_property, date
from forgemd.tracker.cells.dates import NO_DAYS, Moment, are_plain, parse_moment
from forgemd.tracker.cells.ids import all_single
from forgemd.tracker.cells.roles import DATED, ROLES, STATUS, Role, says_nothing
from forgemd.tracker.cells.status import Reading, StatusReader
from forgemd.tracker.tables.columns import Columns
from forgemd.tracker.tables.layout import Layout
from forgemd.tracker.tasks.roster import Roster
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tasks.taskrows import TaskRows
from forgemd.typed import TYPE_CHECKING, Any, Sequence

if TYPE_CHECKING:
    from forgemd.tracker.tasks.tasklist import TaskList

__all__ = ["Survey"]

_COLUMNS = attrgetter("layout.columns")
_ZEROED = str.maketrans("123456789", "000000000")


class Survey:
    """What the tasks of a document have in their cells, all together. Computed once, when it is first asked for."""

    def __init__(
        self,
        layouts: tuple[Layout, ...],
        roster: Roster,
        statuses: StatusReader,
        lists: tuple[TaskList, ...],
    ) -> None:
        self.layouts = layouts
        self.roster = roster
        self._rows = roster if isinstance(roster, TaskRows) else None
        self.statuses = statuses
        self.lists = lists
        self._texts: dict[str, Sequence[str]] = {}
        self._distinct: dict[str, frozenset[str]] = {}

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks in the order of the file. Who asks only how many there are asks `names`: they may not be made yet."""
        return self.roster.tasks

    @cached_property
    def by_key(self) -> dict[str, Task]:
        """The tasks by their key; keys are unique."""
        return {task.key: task for task in self.tasks}

    def keyed(self, key: str) -> Task | None:
        """The task with this key, made alone where they are not made yet."""
        if self._rows is None:
            return self.by_key.get(key)
        place = self._rows.places.get(key)
        return None if place is None else self._rows.task(place)

    @cached_property
    def names(self) -> Sequence[str]:
        """The ids of the tasks, in their order."""
        return self.roster.names

    @cached_property
    def has_twins(self) -> bool:
        """Whether some tasks may share an id: their keys have more than it, in lines of their own."""
        return self._rows is None and "\n" in "".join(self.by_key)

    @cached_property
    def plain(self) -> frozenset[str]:
        """The ids, in one case; fewer than tasks where some share one."""
        if self._rows is not None:
            return frozenset(self._rows.keys)
        return frozenset(map(str.casefold, self.names) if self.has_twins else self.by_key)

    @cached_property
    def id_forms(self) -> frozenset[str]:
        """The ids with a zero for each digit, `P0-000` for `P1-017`: a few of them tell the form of all ids."""
        zeroed = "\n".join(self.names).translate(_ZEROED)
        first = zeroed.partition("\n")[0]
        if zeroed == "\n".join([first] * len(self.names)):
            return frozenset((first,))  # as in most trackers, and to see that is cheaper than to take them apart
        return frozenset(zeroed.split("\n"))

    @cached_property
    def all_single(self) -> bool:
        """Whether no task can stand for several, as all their ids show; False also where that takes a closer look."""
        return all_single(self.id_forms)

    @cached_property
    def stretches(self) -> Sequence[tuple[Columns, range]]:
        """The places of the tasks, those together that follow each other and have the same columns; with the layout of
        the first of them."""
        if self._rows is not None:
            return [(run.layout, run.places) for run in self._rows.runs]
        tasks = self.tasks
        if len({id(layout.columns) for layout in {task.layout for task in tasks}}) == 1:
            return [(tasks[0].layout, range(len(tasks)))]  # as in most trackers
        found: list[tuple[Columns, range]] = []
        start = 0
        for _, some in groupby(tasks, _COLUMNS):
            stop = start + len(list(some))
            found.append((tasks[start].layout, range(start, stop)))
            start = stop
        return found

    @cached_property
    def runs(self) -> Sequence[tuple[Columns, tuple[Task, ...]]]:
        """The same with the tasks."""
        return [(layout, self.roster.at(places)) for layout, places in self.stretches]

    def column(self, role: Role[Any]) -> Sequence[str]:
        """The cells of `role` as written, trimmed, one for each of `tasks`; empty where a task has none."""
        found = self._texts.get(role.name)
        if found is None:
            found = self._texts[role.name] = self._read_column(role.name)
        return found

    def _read_column(self, name: str) -> Sequence[str]:
        found: list[Sequence[str]] = []
        for (layout, places), columns in zip(self.stretches, self._turned, strict=True):
            at = layout.index(name)
            if 0 <= at < len(columns):
                found.append(columns[at])
            elif at < 0 or columns:
                found.append([""] * len(places))
            else:
                found.append([task.value(at) for task in self.roster.at(places)])
        return found[0] if len(found) == 1 else [text for each in found for text in each]

    @cached_property
    def _turned(self) -> Sequence[Sequence[Sequence[str]]]:
        """The rows of each of `stretches`, turned into columns all at once; none where they are not equally long."""
        if self._rows is not None:
            return [run.columns for run in self._rows.runs]
        return [_turned([task.values for task in tasks]) for _, tasks in self.runs]

    def texts(self, role: Role[Any]) -> frozenset[str]:
        """What stands in the cells of `role`, each text once.

        A rule that looks at these, and at tasks only where one of them is wrong, is done in no time.
        """
        found = self._distinct.get(role.name)
        if found is None:
            found = self._distinct[role.name] = frozenset(self.column(role))
        return found

    def blanks(self, role: Role[Any]) -> frozenset[str]:
        """Those of `texts` that say nothing: an empty cell, a dash, `TBD`, and nobody's name."""
        texts = self.texts(role)
        if role.name in DATED and self.plain_dates:
            return texts & NO_DAYS
        return frozenset([text for text in texts if says_nothing(role, text)])

    @cached_property
    def spelled(self) -> dict[str, Task]:
        """For each text of a status cell the last task that has it."""
        return dict(zip(self.column(STATUS), self.tasks, strict=True))

    @cached_property
    def readings(self) -> Sequence[Reading]:
        """The statuses that tasks have, each once or, where tables differ in what is beside it, a few times."""
        if self.cells_say_status:
            found = list(map(self.statuses.read, self.texts(STATUS)))  # which was asked for them before
        else:
            found = [task.status for task in self.tasks]
        return tuple({id(status): status for status in found}.values())

    @cached_property
    def cells_say_status(self) -> bool:
        """Whether every task is a row whose cell says its status, and no heading or box."""
        return not self.lists and all(layout.status_at >= 0 for layout, _ in self.stretches)

    @cached_property
    def dates(self) -> frozenset[str]:
        """What stands in columns for dates, each text once: in all rows of the tables of tasks and of logs, and in the
        fields of tasks that are no rows. Rules that find nothing there need not look any further."""
        found: set[str] = set()
        turned = self._turned if self._has_only_tasks else []
        for layout in self.layouts:
            if layout.dated and (layout.kind == "log" or (layout.kind == "tasks" and not turned)):
                for at in layout.dated:
                    found.update([values[at] for values in layout.table.values if at < len(values)])
        for (columns, _), texts in zip(self.stretches, turned, strict=False):
            found.update(*[texts[at] for at in columns.dated if at < len(texts)])
        if self.lists:
            found.update(*(self.texts(ROLES[name]) for name in DATED))
        return frozenset(found)

    @property
    def _has_only_tasks(self) -> bool:
        """Whether every row of every table of tasks is one, and equally long with those before and behind it."""
        if self._rows is not None:
            return True
        rows = sum([len(layout.table.values) for layout in self.layouts if layout.kind == "tasks"])
        return rows == len(self.tasks) and not self.lists and all(self._turned)

    @cached_property
    def plain_dates(self) -> str:
        """`dates`, each on a line of its own, if all are as `are_plain` has it; else empty."""
        lines = "\n".join(self.dates) + "\n"
        return lines if are_plain(lines) else ""

    @cached_property
    def moments(self) -> dict[str, Moment]:
        """What `dates` mean, as far as they are certain."""
        return {text: moment for text in self.dates if (moment := parse_moment(text)) is not None}

    @cached_property
    def newest(self) -> date:
        """The latest of `dates`, as a day; the first day of the year 1 where there is none."""
        if self.plain_dates:
            moment = parse_moment(max(self.dates, default=""))
            return date.min if moment is None else moment.day
        return max((moment.day for moment in self.moments.values()), default=date.min)


def _turned(rows: list[list[str]]) -> list[tuple[str, ...]]:
    """The columns of `rows`; none where a row is shorter than another."""
    try:
        return list(zip(*rows, strict=True))
    except ValueError:
        return []
