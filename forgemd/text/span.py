"""Places in a text."""

from __future__ import annotations

from forgemd.typed import NamedTuple

__all__ = ["Position", "Span"]


class Span(NamedTuple):
    """A half-open range of characters (code points, 0-based) of one `Source`."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people say it: line and column, both 1-based, the column in code points."""

    line: int
    column: int
