"""Which log entries speak of which task, when two statuses contradict, and how much a false log matters."""

from __future__ import annotations

from collections.abc import Iterable

from forgemd.diagnostics import Severity
from forgemd.tracker import Entry, Reading, Task, Tracker, Workflow

__all__ = ["by_task", "contradict", "is_readable", "severity_under"]


def by_task(tracker: Tracker, entries: Iterable[Entry], among: Iterable[Task]) -> dict[str, list[Entry]]:
    """By task key, the entries that record a change of status of the tasks `among`, in the given order.

    A name that could mean several tasks counts for none, a template that nobody filled in neither.
    """
    found: dict[str, list[Entry]] = {task.key: [] for task in among}
    for entry in entries:
        if not entry.is_transition or entry.is_template:
            continue
        if entry.every:
            keys: Iterable[str] = found
        else:
            named = (tracker.task(name) for name in entry.tasks)
            keys = {task.key for task in named if task is not None}
        for key in keys:
            if key in found:
                found[key].append(entry)
    return found


def severity_under(workflow: Workflow) -> Severity:
    """How much a log that is not kept matters: as much as the workflow, where there is one of its own."""
    return "warning" if workflow.by_category else workflow.severity or "warning"


def is_readable(reading: Reading) -> bool:
    """Whether forgemd knows what the status means."""
    return reading.how not in ("empty", "unknown")


def contradict(said: Reading, other: Reading) -> bool:
    """Whether two readable statuses cannot be the same one; `Done` and `Completed` can, unless a legend has both."""
    if not is_readable(said) or not is_readable(other):
        return False
    if said.how == other.how == "legend":
        return said.code.casefold() != other.code.casefold()
    return said.category != other.category
