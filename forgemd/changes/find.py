"""The task that an id on the command line means."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from forgemd.errors import UsageError
from forgemd.tracker import Task, Tracker, similar

__all__ = ["find_task", "meant"]


def find_task(tracker: Tracker, reference: str) -> Task:
    """The one task that `reference` means. Raises `UsageError` for none (with the nearest ids) and for several."""
    found = tracker.find(reference)
    if not found:
        hint = meant(reference, [tracker])
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


def meant(name: str, trackers: Iterable[Tracker]) -> str:
    """What to say to who asks for a task that is none of the trackers': the ids of those that are called much like it,
    by their ids or else their titles, or where to look."""
    known = list(trackers)
    near = similar(name, [task for tracker in known for task in tracker.named])
    if not near:
        wanted = name.casefold()
        titled = (task for tracker in known for task in tracker.tasks if wanted in task.title.casefold())
        near = [task.id for task in islice(titled, _SHOWN)]
    if near:
        return f"did you mean {' or '.join(near)}?"
    from shlex import quote

    return f"forgemd list {quote(known[0].path)} names the tasks" if known else "forgemd list names the tasks"


def _which(found: list[Task], reference: str) -> str:
    """How to say which of several tasks with one id is meant: by their sections, if those differ."""
    titles = list(dict.fromkeys(task.section.title for task in found))
    if len(titles) < len(found) or not all(titles):
        return "give each task an id of its own"
    shown = [f"'{title}#{reference}'" for title in titles[:_SHOWN]]
    return f"say which: {' or '.join(shown)}" + (" or ..." if len(titles) > _SHOWN else "")


_SHOWN = 5
