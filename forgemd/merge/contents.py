"""What is in a tracker that a merge may not lose: tasks by their ids, and entries by what they say."""

from __future__ import annotations

from collections import Counter

from forgemd.tracker import Tracker

__all__ = ["entries_of", "ids_of"]

_ENTRY = ("date", "id", "old", "new", "owner", "notes")


def ids_of(tracker: Tracker) -> Counter[str]:
    """The ids of the rows that have one, in lower case, and how many rows have each."""
    return Counter(task.id.casefold() for task in tracker.tasks if task.has_id)


def entries_of(tracker: Tracker) -> Counter[tuple[str, ...]]:
    """The entries of all change logs by what they say, whatever their columns are called: time, task, old and new
    status, actor, note; empty for what a log has no column for."""
    found: Counter[tuple[str, ...]] = Counter()
    for layout in tracker.layouts:
        if layout.kind == "log":
            places = [layout.index(role) for role in _ENTRY]
            for values in layout.table.values:
                width = len(values)
                found[tuple([values[at] if 0 <= at < width else "" for at in places])] += 1
    return found
