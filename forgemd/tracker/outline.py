"""The outline: which tasks lie under which headings."""

from __future__ import annotations

from itertools import groupby

from forgemd.lazy import attrgetter, cached_property
from forgemd.tracker.section import Section, Titles
from forgemd.tracker.task import Task
from forgemd.tracker.vocabulary import Category
from forgemd.typed import Mapping, Sequence

__all__ = ["Outline"]

_SECTION = attrgetter("section")


class Outline:
    """The tasks of one tracker by their headings. What is asked for is computed once, when it is first asked for."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.tasks = tasks

    @cached_property
    def sections(self) -> Sequence[tuple[Section, Sequence[Task]]]:
        """The tasks in their order, those together that follow each other in one section."""
        return [(section, list(tasks)) for section, tasks in groupby(self.tasks, _SECTION)]

    @cached_property
    def under(self) -> Mapping[int, Sequence[Task]]:
        """By the line of each heading with tasks those under it, in the sections inside it too."""
        found: dict[int, list[Task]] = {}
        for section, tasks in self.sections:
            for heading in section.path:
                found.setdefault(heading.line, []).extend(tasks)
        return {**found}

    @cached_property
    def titles(self) -> Titles:
        """These headings by what cells may call them."""
        return Titles({heading.line: heading.title for section, _ in self.sections for heading in section.path})

    @cached_property
    def categories(self) -> frozenset[Category]:
        """What the statuses of the tasks mean."""
        return frozenset([task.status.category for task in self.tasks])
