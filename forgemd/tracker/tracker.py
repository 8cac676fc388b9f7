"""A tracker: everything that a document says about its tasks, once read."""

from __future__ import annotations

from forgemd.lazy import cached_property, pattern
from forgemd.markdown import Document
from forgemd.text import Source
from forgemd.tracker.cells.ids import IdIndex, Reference, expand, looks_like_id, references
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import BLOCKS, DEPENDS, Role, is_placeholder
from forgemd.tracker.cells.status import StatusReader
from forgemd.tracker.legends.legend import Legend
from forgemd.tracker.legends.workflow import Workflow
from forgemd.tracker.log.changelog import ChangeLog
from forgemd.tracker.tables.layout import Layout
from forgemd.tracker.tables.section import same_name
from forgemd.tracker.tasks.roster import Roster
from forgemd.tracker.tasks.survey import Survey
from forgemd.tracker.tasks.task import FieldTask, Task
from forgemd.typed import TYPE_CHECKING, Any, Iterator

if TYPE_CHECKING:
    from forgemd.tracker.log.written import Written
    from forgemd.tracker.metadata import Fact
    from forgemd.tracker.rollups.rollup import Rollup
    from forgemd.tracker.tasks.dependencies import Dependency
    from forgemd.tracker.tasks.meanings import Meaning
    from forgemd.tracker.tasks.outline import Outline
    from forgemd.tracker.tasks.tasklist import TaskList

__all__ = ["Tracker"]


_HEAD = pattern(r"\s+[-–—]\s+|\s*[:：(（]")


class Tracker(Survey):
    """The reading of one document. What is asked for is computed once, when it is first asked for."""

    def __init__(
        self,
        document: Document,
        layouts: tuple[Layout, ...],
        roster: Roster,
        legend: Legend | None,
        workflow: Workflow,
        statuses: StatusReader,
        lists: tuple[TaskList, ...] = (),
        views: tuple[Task, ...] = (),
        schemas: tuple[tuple[str, Any], ...] = (),
    ) -> None:
        super().__init__(layouts, roster, statuses, lists)
        self.document = document
        self.legend = legend
        self.workflow = workflow
        self.views = views
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
        if self.names and not self.roster.has_fields:
            return True
        if any(task.has_id or not isinstance(task, FieldTask) for task in self.tasks):
            return True
        if not self.lists:
            return False
        from forgemd.tracker.tasks.tasklist import (
            CARDS,  # few documents have lists of tasks, and what made them loaded it
        )

        if any(found.form == "headings" and found.index("status") >= 0 for found in self.lists):
            return True
        return sum(1 for found in self.lists if found.why == CARDS) > 1

    @property
    def meanings(self) -> Iterator[list[Meaning]]:
        """For each of `tasks` what each of its cells means, as `Task.get` has it: all in half the time."""
        from forgemd.tracker.tasks.meanings import meanings

        return meanings(self.tasks)

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
            from forgemd.tracker.tasks.names import named_in_titles  # few trackers have such tables

            found = {**named_in_titles([task for task in self.tasks if task.layout.id_at < 0], found), **found}
        return found

    @cached_property
    def ids(self) -> IdIndex:
        """Resolves the ids that people write."""
        return IdIndex(self.named)

    def views_of(self, task: Task) -> list[Task]:
        """The other places where `task` stands: a line of a list beside its row, or the other way round."""
        return [view for view in self.views if view.key == task.id.casefold()]

    def find(self, reference: str, *, whole: bool = False) -> list[Task]:
        """The tasks that `reference` may mean: an id as people write it, or `Section name#3` where ids begin anew.

        With `whole` no prefix of the id may be missing, as from outside of this file.
        """
        task = self.keyed(reference.casefold()) if self.all_single else None
        if task is not None and task.id == reference:
            return [task]  # nobody else answers to it, and for a few references the index takes longer than they do
        name = self.ids.find(reference, whole=whole)
        if name is not None:
            return self.named[name]
        section, _, number = reference.rpartition("#")
        return (
            [task for task in self.find(number, whole=whole) if same_name(section, task.section.title)]
            if section
            else []
        )

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
        from forgemd.tracker.tasks.dependencies import Dependency

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
        from forgemd.tracker.tasks.names import taken_apart  # few trackers have names that need it

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
        from forgemd.tracker.log.written import written

        return written(self.task, () if self.log is None else self.log.entries)

    @cached_property
    def rollups(self) -> tuple[Rollup, ...]:
        """The rollups, each with the tasks that its rows count."""
        from forgemd.tracker.rollups.rollup import read_rollup

        return tuple([read_rollup(layout, self.outline) for layout in self.layouts if layout.kind == "rollup"])

    @cached_property
    def outline(self) -> Outline:
        """The tasks by the headings that they lie under."""
        from forgemd.tracker.tasks.outline import Outline

        return Outline(self.roster)

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
