"""What the change logs of a tracker say, whatever their columns are called."""

from __future__ import annotations

from collections import Counter

from forgemd.tracker.tracker import Tracker

__all__ = ["recorded"]

_ENTRY = ("date", "id", "old", "new", "owner", "notes")


def recorded(tracker: Tracker) -> Counter[tuple[str, ...]]:
    """The entries of all change logs by what they say, and how often each is there: time, task, old and new status,
    actor, note; empty for what a log has no column for."""
    found: Counter[tuple[str, ...]] = Counter()
    for layout in tracker.layouts:
        if layout.kind == "log":
            places = [layout.index(role) for role in _ENTRY]
            for values in layout.table.values:
                width = len(values)
                found[tuple([values[at] if 0 <= at < width else "" for at in places])] += 1
    return found
