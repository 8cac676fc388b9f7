"""Which tasks are meant: by status, owner and section."""

from __future__ import annotations

from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import OWNER
from forgemd.tracker.tables.section import Section, same_name
from forgemd.tracker.tasks.task import Task
from forgemd.typed import NamedTuple

__all__ = ["Filter", "owner_of"]

NOBODY = "-"


class Filter(NamedTuple):
    """Everything in one case. An empty part admits every task; of several words in one, any will do.

    `statuses` are codes or categories, `owners` whole names or `-` for nobody, `sections` numbers (`1.2`, which
    holds `1.2.3` too) or parts of the words of a heading, the task's own or one above it.
    """

    statuses: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    def admits(self, task: Task) -> bool:
        """Whether the task is meant."""
        if self.statuses:
            reading = task.status
            if reading.category not in self.statuses and reading.code.casefold() not in self.statuses:
                return False
        if self.owners and (owner_of(task).casefold() or NOBODY) not in self.owners:
            return False
        return not self.sections or any(_is_below(task.section, word) for word in self.sections)


def owner_of(task: Task) -> str:
    """Who has the task, without markup; empty for nobody."""
    return bare(task.text(OWNER)) if task.filled(OWNER) else ""


def _is_below(section: Section, word: str) -> bool:
    """A number is the number of a heading and of nothing else: `1` is not `Station 1`."""
    titles = [heading.title.casefold() for heading in section.path]
    if word.replace(".", "").isdigit():
        return any(same_name(word, title) for title in titles)
    return any(word in title for title in titles)
