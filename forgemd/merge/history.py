"""What the change logs of both sides say about one task. A snapshot cannot show that a task went somewhere and
came back: REVIEW, RUNNING, REVIEW on one side against REVIEW, DONE on the other looks like one change."""

from __future__ import annotations

from forgemd.merge.model import OURS, THEIRS
from forgemd.merge.outline import Outline
from forgemd.tracker import Entry, entries_added
from forgemd.typed import Literal

__all__ = ["History", "Relation"]

Relation = Literal["apart", "ours ahead", "theirs ahead", "one side", "same"]


class History:
    """The entries that each side added, by task."""

    def __init__(self, outlines: list[Outline]) -> None:
        base, ours, theirs = (outline.version.tracker for outline in outlines)
        self._added = [entries_added(base, side) for side in (ours, theirs)]

    def relation(self, key: str) -> Relation:
        """How the new entries of both sides for the task with the id `key` (in lower case) relate."""
        ours, theirs = ({entry.text for entry in self.added(key, side)} for side in (OURS, THEIRS))
        if not ours or not theirs:
            return "one side"
        if ours == theirs:
            return "same"
        return "ours ahead" if ours > theirs else "theirs ahead" if theirs > ours else "apart"

    def all_added(self, key: str) -> list[Entry]:
        """The entries that either side added for a task."""
        return [*self.added(key, OURS), *self.added(key, THEIRS)]

    def added(self, key: str, side: int) -> list[Entry]:
        """The entries that `side` added for a task."""
        return self._added[side - OURS].get(key, [])
