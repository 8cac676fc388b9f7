"""Tasks that a change takes out of a tracker."""

from __future__ import annotations

from forgemd.rules._naming import counts_rows, is_named
from forgemd.text import Span
from forgemd.tracker import Category, Diff, FieldTask, Task, Tracker, bare, is_placeholder

__all__ = ["are_many", "heading_of", "lost", "vanished"]

_MANY = 5
"""So many rows less are no tidying up."""
_SHARE = 4
"""One task in so many, at least, is gone."""
_TELLING = 20
"""A title of so many characters does not stand in a text by chance."""
_CLOSED: frozenset[Category] = frozenset(("done", "cancelled"))


def vanished(diff: Diff) -> list[Task]:
    """The tasks that are gone, whose titles stand nowhere any more, and that no entry which came names.

    A row that was moved to a table which is not one of tasks is still there for people.
    """
    renamed = {old.key for old, _ in diff.renamed}
    gone = [task for task in diff.removed if task.key not in renamed and not is_placeholder(task.title)]
    if not gone:
        return gone
    text = diff.after.source.text.casefold()
    cells = {
        bare(cell).casefold() for table in diff.after.document.tables for values in table.values for cell in values
    }
    told = {name.casefold() for entry in diff.new_entries for name in entry.tasks}
    told |= {f"{task.id.casefold()}?" for task in diff.added}  # `43?` was to become 43, and did
    return [task for task in gone if task.id.casefold() not in told and not _stands(task.title.casefold(), cells, text)]


def _stands(title: str, cells: set[str], text: str) -> bool:
    return title in cells or (len(title) >= _TELLING and title in text)


def are_many(diff: Diff, gone: list[Task]) -> bool:
    """Whether so many tasks are gone, and so many fewer left, that a part of the file may have been lost."""
    before = len(diff.before.tasks) if diff.before is not None else 0
    fewer = min(len(gone), before - len(diff.after.tasks))
    return fewer >= _MANY and fewer * _SHARE >= before


def lost(gone: list[Task]) -> list[Task]:
    """Of the tasks that are gone the open ones with an id of their own."""
    return [task for task in gone if task.has_id and _is_sure(task) and not counts_rows(task) and not _is_closed(task)]


def _is_closed(task: Task) -> bool:
    """Whether the task is over, by its status or since its title is struck out."""
    title = task.value(task.layout.title_at)
    return task.status.category in _CLOSED or (title.startswith("~~") and title.endswith("~~"))


def _is_sure(task: Task) -> bool:
    """Whether the id is one beyond doubt: by the header over it, or since it makes a task of a line."""
    return is_named(task) or isinstance(task, FieldTask)


def heading_of(tracker: Tracker, task: Task) -> Span:
    """Where a task that is gone would stand: the heading of its section, if that is still there."""
    title = task.section.title.casefold()
    headings = tracker.document.headings if title else ()
    return next((heading.span for heading in headings if heading.title.casefold() == title), Span(0, 0))
