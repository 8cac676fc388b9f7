"""The task that an id on the command line means."""

from __future__ import annotations

from forgemd.errors import UsageError
from forgemd.tracker import Task, Tracker, similar

__all__ = ["find_task"]


def find_task(tracker: Tracker, reference: str) -> Task:
    """The one task that `reference` means. Raises `UsageError` for none (with the nearest ids) and for several."""
    found = tracker.find(reference)
    if not found:
        near = similar(reference, tracker.named)
        hint = f"did you mean {' or '.join(near)}?" if near else "forgemd explain lists the tasks"
        raise UsageError(f"unknown task '{reference}'", where=tracker.path, hint=hint)
    if len(found) > 1:
        lines = ", ".join(str(task.line + 1) for task in found)
        message = f"'{reference}' is the id of {len(found)} tasks (lines {lines})"
        raise UsageError(message, where=f"{tracker.path}:{found[0].line + 1}", hint=_which(found, reference))
    task = found[0]
    if task.stands_for and reference != task.id:
        message = f"'{reference}' has no row of its own: line {task.line + 1} stands for {task.id}"
        raise UsageError(message, where=f"{tracker.path}:{task.line + 1}", hint=f"forgemd set '{task.id}=STATUS'")
    return task


def _which(found: list[Task], reference: str) -> str:
    """How to say which of several tasks with one id is meant: by their sections, if those differ."""
    titles = list(dict.fromkeys(task.section.title for task in found))
    if len(titles) < len(found) or not all(titles):
        return "give each task an id of its own"
    shown = [f"'{title}#{reference}'" for title in titles[:_SHOWN]]
    return f"say which: {' or '.join(shown)}" + (" or ..." if len(titles) > _SHOWN else "")


_SHOWN = 5
