"""What is in a tracker that a merge may not lose: tasks by their ids."""

from __future__ import annotations

from collections import Counter

from forgemd.tracker import Tracker

__all__ = ["ids_of"]


def ids_of(tracker: Tracker) -> Counter[str]:
    """The ids of the rows that have one, in lower case, and how many rows have each."""
    return Counter(task.id.casefold() for task in tracker.tasks if task.has_id)
