"""What the change logs of a tracker say, whatever their columns are called."""

from __future__ import annotations

from forgemd.tracker.tables.layout import Layout
from forgemd.tracker.tracker import Tracker
from forgemd.typed import Sequence

__all__ = ["recorded", "said"]

_ENTRY = ("date", "id", "old", "new", "owner", "notes")


def recorded(tracker: Tracker) -> dict[tuple[str, ...], int]:
    """The entries of all change logs by what they say, and how often each is there."""
    found: dict[tuple[str, ...], int] = {}
    for layout in tracker.layouts:
        if layout.kind == "log":
            for values in layout.table.values:
                entry = said(layout, values)
                found[entry] = found.get(entry, 0) + 1
    return found


def said(layout: Layout, values: Sequence[str]) -> tuple[str, ...]:
    """What an entry with these cells says: time, task, old and new status, actor, note; empty for what the log has
    no column for."""
    places, width = [layout.index(role) for role in _ENTRY], len(values)
    return tuple([values[at] if 0 <= at < width else "" for at in places])
