"""The tasks of a tracker in their order, and what is asked of all of them."""

from __future__ import annotations

from itertools import groupby

from forgemd.lazy import attrgetter, cached_property
from forgemd.tracker.tables.section import Section
from forgemd.tracker.tasks.task import FieldTask, Task
from forgemd.tracker.words.vocabulary import Category
from forgemd.typed import Sequence, TypeAlias

__all__ = ["Places", "Roster"]

Places: TypeAlias = "range | Sequence[int]"
"""Where tasks stand among those of the tracker, 0-based: nearly always one behind the other."""

_SECTION = attrgetter("section")


class Roster:
    """All tasks. What is asked for is computed once, when it is first asked for."""

    def __init__(self, tasks: tuple[Task, ...]) -> None:
        self.tasks = tasks

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks. Who asks only how many there are asks `names`: they may not be made yet."""
        return ()

    @cached_property
    def names(self) -> Sequence[str]:
        """The ids of the tasks."""
        return [task.id for task in self.tasks]

    @cached_property
    def categories(self) -> Sequence[Category]:
        """What the status of each task means."""
        return [task.status.category for task in self.tasks]

    @cached_property
    def sections(self) -> Sequence[tuple[Section, range]]:
        """The sections of the tasks, each with the places of those that follow each other in it."""
        found: list[tuple[Section, range]] = []
        at = 0
        for section, tasks in groupby(self.tasks, _SECTION):
            start, at = at, at + len(list(tasks))
            found.append((section, range(start, at)))
        return found

    @cached_property
    def has_fields(self) -> bool:
        """Whether some task is no row of a table."""
        return any(issubclass(kind, FieldTask) for kind in set(map(type, self.tasks)))

    def at(self, places: Places) -> tuple[Task, ...]:
        """The tasks at some places."""
        if isinstance(places, range):
            return self.tasks[places.start : places.stop]
        return tuple([self.tasks[place] for place in places])
