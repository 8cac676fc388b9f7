"""A tracker: everything that a document says about its tasks, once read."""

from __future__ import annotations

from itertools import groupby

from forgemd.lazy import attrgetter, cached_property, date, pattern
from forgemd.markdown import Document, Table
from forgemd.text import Source
from forgemd.tracker.changelog import ChangeLog
from forgemd.tracker.columns import Columns
from forgemd.tracker.dates import NO_DAYS, Moment, are_plain, parse_moment
from forgemd.tracker.ids import IdIndex, Reference, all_single, expand, looks_like_id, references
from forgemd.tracker.layout import Layout
from forgemd.tracker.legend import Legend
from forgemd.tracker.markup import bare
from forgemd.tracker.roles import BLOCKS, DATED, DEPENDS, ROLES, STATUS, Role, is_placeholder, says_nothing
from forgemd.tracker.section import same_name
from forgemd.tracker.status import Reading, StatusReader
from forgemd.tracker.task import FieldTask, Task
from forgemd.tracker.workflow import Workflow
from forgemd.typed import TYPE_CHECKING, Any, Iterator, Sequence

if TYPE_CHECKING:
    from forgemd.tracker.graph import Dependency
    from forgemd.tracker.meanings import Meaning
    from forgemd.tracker.metadata import Fact
    from forgemd.tracker.outline import Outline
    from forgemd.tracker.rollup import Rollup
    from forgemd.tracker.tasklist import TaskList
    from forgemd.tracker.written import Written

__all__ = ["Tracker"]


_HEAD = pattern(r"\s+[-–—]\s+|\s*[:：(（]")
_LAYOUT = attrgetter("layout")
_ZEROED = str.maketrans("123456789", "000000000")


class Tracker:
    """The reading of one document. What is asked for is computed once, when it is first asked for."""

    def __init__(
        self,
        document: Document,
        layouts: tuple[Layout, ...],
        tasks: tuple[Task, ...],
        legend: Legend | None,
        workflow: Workflow,
        statuses: StatusReader,
        lists: tuple[TaskList, ...] = (),
        views: tuple[Task, ...] = (),
        schemas: tuple[tuple[str, Any], ...] = (),
    ) -> None:
        self.document = document
        self.layouts = layouts
        self.tasks = tasks
        self.legend = legend
        self.workflow = workflow
        self.statuses = statuses
        self.lists = lists
        self.views = views
        self._texts: dict[str, Sequence[str]] = {}
        self._distinct: dict[str, frozenset[str]] = {}
        self.schemas = schemas

    @property
    def source(self) -> Source:
        """The text that was read."""
        return self.document.source

    @property
    def path(self) -> str:
        """The path that the text goes by."""
        return self.document.source.path

    @property
    def holds_named_tasks(self) -> bool:
        """Whether there are tasks by which a file is known for a tracker: rows of a table, others with an id, headings
        with a status below, and cards in two columns of a board."""
        if any(task.has_id or not isinstance(task, FieldTask) for task in self.tasks):
            return True
        if not self.lists:
            return False
        from forgemd.tracker.tasklist import CARDS  # few documents have lists of tasks, and what made them loaded it

        if any(found.form == "headings" and found.index("status") >= 0 for found in self.lists):
            return True
        return sum(1 for found in self.lists if found.why == CARDS) > 1

    @cached_property
    def by_key(self) -> dict[str, Task]:
        """The tasks by their key; keys are unique."""
        return {task.key: task for task in self.tasks}

    @cached_property
    def plain(self) -> frozenset[str]:
        """The ids, in one case; fewer than tasks where some share one."""
        # Where two tasks share an id, their keys have more than it, in lines of their own.
        keys = frozenset(self.by_key)
        return frozenset([task.id.casefold() for task in self.tasks]) if "\n" in "".join(keys) else keys

    @cached_property
    def id_forms(self) -> frozenset[str]:
        """The ids with a zero for each digit, `P0-000` for `P1-017`: a few of them tell the form of all ids."""
        zeroed = "\n".join([task.id for task in self.tasks]).translate(_ZEROED)
        first = zeroed.partition("\n")[0]
        if zeroed == "\n".join([first] * len(self.tasks)):
            return frozenset((first,))  # as in most trackers, and to see that is cheaper than to take them apart
        return frozenset(zeroed.split("\n"))

    @cached_property
    def runs(self) -> tuple[tuple[Columns, tuple[Task, ...]], ...]:
        """The tasks in their order, those together that follow each other and have the same columns; with the layout
        of the first of them."""
        tasks = self.tasks
        if tasks and len({layout.columns for layout in {task.layout for task in tasks}}) == 1:
            return ((tasks[0].layout, tasks),)  # as in most trackers
        found: list[list[Task]] = []
        for layout, some in groupby(tasks, _LAYOUT):
            if found and found[-1][0].layout.columns == layout.columns:
                found[-1] += some
            else:
                found.append(list(some))
        return tuple((some[0].layout, tuple(some)) for some in found)

    def column(self, role: Role[Any]) -> Sequence[str]:
        """The cells of `role` as written, trimmed, one for each of `tasks`; empty where a task has none."""
        found = self._texts.get(role.name)
        if found is None:
            found = self._texts[role.name] = self._read_column(role.name)
        return found

    def _read_column(self, name: str) -> Sequence[str]:
        found: list[Sequence[str]] = []
        for (layout, tasks), columns in zip(self.runs, self._turned, strict=True):
            at = layout.index(name)
            if 0 <= at < len(columns):
                found.append(columns[at])
            else:
                found.append([task.value(at) for task in tasks])
        return found[0] if len(found) == 1 else [text for each in found for text in each]

    @cached_property
    def _turned(self) -> list[list[tuple[str, ...]]]:
        """The rows of each of `runs`, turned into columns all at once; none where they are not equally long."""
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
        return not self.lists and all(layout.status_at >= 0 for layout, _ in self.runs)

    @cached_property
    def dates(self) -> frozenset[str]:
        """What stands in columns for dates, each text once: in all rows of the tables of tasks and of logs, and in the
        fields of tasks that are no rows. Rules that find nothing there need not look any further."""
        alike: dict[tuple[int, ...], list[Table]] = {}
        for layout in self.layouts:
            if layout.dated and layout.kind in ("tasks", "log"):
                alike.setdefault(layout.dated, []).append(layout.table)
        found: set[str] = set()
        for columns, tables in alike.items():
            rows = [values for table in tables for values in table.values]
            whole = all(table.whole for table in tables)
            for at in columns:
                found.update([values[at] for values in rows if whole or at < len(values)])
        if self.lists:
            found.update(*(self.texts(ROLES[name]) for name in DATED))
        return frozenset(found)

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

    @property
    def meanings(self) -> Iterator[list[Meaning]]:
        """For each of `tasks` what each of its cells means, as `Task.get` has it: all in half the time."""
        from forgemd.tracker.meanings import meanings

        return meanings(self.tasks)

    @cached_property
    def all_single(self) -> bool:
        """Whether no task can stand for several, as all their ids show; False also where that takes a closer look."""
        return all_single(self.id_forms)

    @cached_property
    def named(self) -> dict[str, list[Task]]:
        """The tasks by each id that they answer to; a row that stands for several answers to each, and one in a table
        without ids to the id that its title begins with."""
        single = self.all_single
        found: dict[str, list[Task]] = {}
        if single and len(self.plain) == len(self.tasks):
            found = {task.id: [task] for task in self.tasks}
        for task in self.tasks if not found else ():
            for name in (task.id,) if single else (task.id, *task.stands_for):
                found.setdefault(name, []).append(task)
        if any(layout.id_at < 0 and layout.kind == "tasks" for layout in self.layouts):
            from forgemd.tracker.names import named_in_titles  # few trackers have such tables

            found = {**named_in_titles([task for task in self.tasks if task.layout.id_at < 0], found), **found}
        return found

    @cached_property
    def ids(self) -> IdIndex:
        """Resolves the ids that people write."""
        return IdIndex(self.named)

    def views_of(self, task: Task) -> list[Task]:
        """The other places where `task` stands: a line of a list beside its row, or the other way round."""
        return [view for view in self.views if view.key == task.id.casefold()]

    def find(self, reference: str) -> list[Task]:
        """The tasks that `reference` may mean: an id as people write it, or `Section name#3` where ids begin anew."""
        task = self.by_key.get(reference.casefold()) if self.all_single else None
        if task is not None and task.id == reference:
            return [task]  # nobody else answers to it, and for a few references the index takes longer than they do
        name = self.ids.find(reference)
        if name is not None:
            return self.named[name]
        section, _, number = reference.rpartition("#")
        return [task for task in self.find(number) if same_name(section, task.section.title)] if section else []

    def task(self, reference: str, near: Task | None = None) -> Task | None:
        """The one task that `reference` means, one in the table or section of `near` before others; None for none or
        several."""
        found = self.find(reference)
        if len(found) > 1 and near is not None:
            found = [task for task in found if task.layout is near.layout] or found
            found = [task for task in found if task.section.line == near.section.line] or found
        return found[0] if len(found) == 1 else None

    @cached_property
    def dependencies(self) -> tuple[Dependency, ...]:
        """What the dependency columns (and, turned round, the columns of what is blocked) say."""
        found: list[Dependency] = []
        for task in self.tasks:
            for role in (DEPENDS, BLOCKS):
                column = task.layout.index(role.name)
                if column >= 0 and not is_placeholder(text := task.value(column)):
                    found += self._edges(task, role, text, task)
        for view in self.views:
            # A title that is another task's id makes both keys longer: then nobody can tell whose place this is.
            whose = self.by_key.get(view.key)
            for role in (DEPENDS, BLOCKS):
                if whose is not None and view.filled(role) and not whose.filled(role):
                    found += self._edges(whose, role, view.text(role), view)
        return tuple(found)

    def _edges(self, task: Task, role: Role[str], text: str, teller: Task) -> list[Dependency]:
        """What `text` says of `task`, which stands in the row or in the fields of `teller`."""
        from forgemd.tracker.graph import Dependency

        found = []
        for reference in self._mentioned(task, text):
            named = self.named.get(reference.text, ())
            if not reference.certain and reference.text[0].isdigit() and not any(map(task.is_numbered_with, named)):
                # A number in prose is nobody's alias, and no task of a table that numbers other things.
                continue
            other = named[0] if len(named) == 1 else self.task(reference.text, near=task)
            if role is DEPENDS:
                found.append(Dependency(task, other, reference.text, teller, role, reference.soft, reference.certain))
            elif other is not None:
                found.append(Dependency(other, task, task.id, teller, role, reference.soft, reference.certain))
        return found

    def _mentioned(self, task: Task, text: str) -> list[Reference]:
        """What a cell mentions: beside titles tasks by their titles, beside ids by their ids."""
        named = self.unusual if task.has_id else self.titled
        if not named:
            return references(text)
        found: list[Reference] = []
        for part in self.apart(task, text)[0]:
            name = named.get(bare(part).casefold())
            found += [Reference(name)] if name else references(part)
        return found

    def apart(self, task: Task, text: str) -> tuple[list[str], list[str]]:
        """The parts of a cell that says what `task` waits for, and what stands between each two."""
        from forgemd.tracker.names import taken_apart  # few trackers have names that need it

        return taken_apart(text, self.unusual if task.has_id else self.titled)

    @cached_property
    def unusual(self) -> dict[str, str]:
        """The ids that look like none in a text, and are known where a part of a list is nothing else: `WS-A`, `login`."""
        if self.all_single:
            return {}
        ids = [task.id for task in self.tasks if task.has_id]
        return {name.casefold(): name for name in ids if not looks_like_id(name) and not expand(name)}

    @cached_property
    def titled(self) -> dict[str, str]:
        """The names of tasks without ids by what people call them: the title, or what stands in front of a dash."""
        plain = [task.id for task in self.tasks if not task.has_id]
        found = {name.casefold(): name for name in plain}
        heads: dict[str, str] = {}
        for name in plain:
            head = _HEAD.split(name, maxsplit=1)[0].casefold()
            heads[head] = "" if head in heads else name
        return {**{head: name for head, name in heads.items() if name and head}, **found}

    @cached_property
    def mentions(self) -> dict[str, list[Dependency]]:
        """By key, every mention of what a task waits for."""
        found: dict[str, list[Dependency]] = {}
        for dependency in self.dependencies:
            found.setdefault(dependency.task.key, []).append(dependency)
        return found

    @cached_property
    def waits_for(self) -> dict[str, list[Task]]:
        """By key, the tasks that a task waits for, each once."""
        found: dict[str, dict[str, Task]] = {}
        for dependency in self.dependencies:
            if dependency.on is not None:
                found.setdefault(dependency.task.key, {})[dependency.on.key] = dependency.on
        return {key: list(tasks.values()) for key, tasks in found.items()}

    @cached_property
    def log(self) -> ChangeLog | None:
        """The change log that records statuses, if there is exactly one."""
        logs = [layout for layout in self.layouts if layout.kind == "log" and layout.index("new") >= 0]
        return ChangeLog(logs[0], self.statuses) if len(logs) == 1 else None

    @cached_property
    def log_problem(self) -> str:
        """Why there is no `log`; empty when there is one."""
        logs = sum(1 for layout in self.layouts if layout.kind == "log" and layout.index("new") >= 0)
        return "" if logs == 1 else "no change log records statuses" if not logs else f"there are {logs} change logs"

    @cached_property
    def recorded(self) -> Written:
        """Which entries of `log` record a change of status of which tasks, with their places in it."""
        from forgemd.tracker.written import written

        return written(self.task, () if self.log is None else self.log.entries)

    @cached_property
    def rollups(self) -> tuple[Rollup, ...]:
        """The rollups, each with the tasks that its rows count."""
        from forgemd.tracker.rollup import read_rollup

        return tuple([read_rollup(layout, self.outline) for layout in self.layouts if layout.kind == "rollup"])

    @cached_property
    def outline(self) -> Outline:
        """The tasks by the headings that they lie under."""
        from forgemd.tracker.outline import Outline

        return Outline(self.tasks)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The metadata lines."""
        from forgemd.tracker.metadata import read_facts

        return read_facts(self.document)

    @cached_property
    def updates(self) -> tuple[Fact, ...]:
        """The lines that say when the document was last changed."""
        from forgemd.tracker.metadata import read_updates

        tasks = {task.line for task in (*self.tasks, *self.views) if isinstance(task, FieldTask)} if self.lists else ()
        return read_updates(self.document, self.facts, tasks)

    @cached_property
    def updated(self) -> Fact | None:
        """The one of them that is kept up."""
        from forgemd.tracker.metadata import updated_fact

        return updated_fact(self.document, self.updates)[0]

    def __repr__(self) -> str:
        return f"Tracker({self.path!r}, {len(self.tasks)} tasks)"


def _turned(rows: list[list[str]]) -> list[tuple[str, ...]]:
    """The columns of `rows`; none where a row is shorter than another."""
    try:
        return list(zip(*rows, strict=True))
    except ValueError:
        return []
