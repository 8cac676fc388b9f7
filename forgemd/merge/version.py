"""One version of a tracker as it is merged: read once, with a few edits that its text is taken with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from forgemd.text import Edit, Span
from forgemd.tracker import Tracker

__all__ = ["Version"]


class Version:
    """A reading, and `edits` inside its lines: dates and marks, which make no other blocks. To read a text anew for
    them would take as much time and memory again as it did."""

    __slots__ = ("_starts", "edits", "tracker")

    def __init__(self, tracker: Tracker, edits: Iterable[Edit] = ()) -> None:
        self.tracker = tracker
        self.edits = tuple(sorted(edits, key=lambda edit: edit.span))
        self._starts = [edit.span.start for edit in self.edits]

    def slice(self, span: Span) -> str:
        """The characters of a span, edited; no edit may stand across its ends."""
        start, end = span
        text, first = self.tracker.source.text, bisect_left(self._starts, start)
        if first == bisect_left(self._starts, end, first):
            return text[start:end]
        pieces: list[str] = []
        at = start
        for edit in self.edits[first : bisect_left(self._starts, end, first)]:
            pieces += (text[at : edit.span.start], edit.new)
            at = edit.span.end
        return "".join((*pieces, text[at:end]))
