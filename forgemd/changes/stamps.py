"""What a change of status fills in on its own row: the right glyph, Started, Completed, Agent."""

from __future__ import annotations

from collections.abc import Iterator

from forgemd.changes.base import Context, Surface
from forgemd.changes.spelling import corrected
from forgemd.markdown import Rewrite
from forgemd.tracker import (
    COMPLETED,
    OWNER,
    STARTED,
    STATUS,
    Diff,
    Role,
    Task,
    Tracker,
    Transition,
    is_placeholder,
    parse_moment,
    write_like,
)
from forgemd.typed import TypeVar

__all__ = ["moment_sample", "stamp_rows"]

V = TypeVar("V")


def stamp_rows(diff: Diff, context: Context, rewrite: Rewrite) -> list[Surface]:
    """Complete the rows of the tasks whose status changed. Only empty cells are filled; a new row stays
    as somebody wrote it, since forgemd does not know when work on it began."""
    found: list[Surface] = []
    for task, entering in _entering(diff):
        found += _glyph(diff.after, task, rewrite)
        if entering == "active":
            found += _stamp(diff.after, task, STARTED, context, rewrite)
            found += _agent(task, context, rewrite)
        elif entering == "done":
            found += _stamp(diff.after, task, COMPLETED, context, rewrite)
    return found


def _entering(diff: Diff) -> Iterator[tuple[Task, str]]:
    """The tasks to complete, with the category that they came into (empty: they stayed within one)."""
    for transition in diff.transitions:
        yield transition.after, _entered(transition)


def _entered(transition: Transition) -> str:
    new = transition.new.category
    # ASSIGNED to RUNNING stays within `active`, and still somebody starts to work.
    return new if new != transition.old.category or new == "active" else ""


def _glyph(tracker: Tracker, task: Task, rewrite: Rewrite) -> list[Surface]:
    text = corrected(tracker, task)
    if text is None:
        return []
    rewrite.set(task.row, task.layout.index(STATUS), text)
    return [Surface("row", f"{task.id} status", "changed", f"'{task.status_text}' → '{text}'", task.line + 1)]


def _stamp(tracker: Tracker, task: Task, role: Role[V], context: Context, rewrite: Rewrite) -> list[Surface]:
    if not task.has(role):
        return []
    name = f"{task.id} {task.layout.columns[task.layout.index(role)].header}"
    if task.filled(role):
        return [Surface("row", name, "unchanged", f"already '{task.text(role)}'", task.line + 1)]
    text = write_like(moment_sample(tracker, role.name), context.now)
    rewrite.set(task.row, task.layout.index(role), text)
    return [Surface("row", name, "changed", f"'{text}'", task.line + 1)]


def _agent(task: Task, context: Context, rewrite: Rewrite) -> list[Surface]:
    if context.agent is None or not task.has(OWNER):
        return []
    name = f"{task.id} {task.layout.columns[task.layout.index(OWNER)].header}"
    if not task.filled(OWNER):
        rewrite.set(task.row, task.layout.index(OWNER), context.agent)
        return [Surface("row", name, "changed", f"'{context.agent}'", task.line + 1)]
    there = task.text(OWNER)
    if there.casefold() == context.agent.casefold():
        return []
    return [Surface("row", name, "refused", f"it says '{there}', and '{context.agent}' acts", task.line + 1)]


def moment_sample(tracker: Tracker, role: str) -> str:
    """A time as this file writes one: from the same kind of column first; empty where there is none."""
    layouts = [layout for layout in tracker.layouts if layout.kind in ("tasks", "log")]
    for names in ((role,), ("started", "completed"), ("date",)):
        for layout in layouts:
            for name in names:
                column = layout.index(name)
                for row in layout.table.rows if column >= 0 else ():
                    text = row.value(column)
                    if not is_placeholder(text) and parse_moment(text) is not None:
                        return text
    return tracker.updated.value if tracker.updated else ""
