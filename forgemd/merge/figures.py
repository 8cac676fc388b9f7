"""Rollups: never merged, always counted again. Two sides that each turn 3 into 4 have made it 5 together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forgemd.markdown import Rewrite
from forgemd.merge.model import OURS, THEIRS, Clash, Piece
from forgemd.text import Source
from forgemd.tracker import Tracker

__all__ = ["counted", "figures_that_hold", "flattened", "recounted"]

Cell = tuple[str, str]
"""A figure: its row's label and its column's header, in lower case."""


def figures_that_hold(tracker: Tracker) -> frozenset[Cell]:
    """The figures of all rollups that are right."""
    return frozenset(
        (figure.row.label.casefold(), figure.column.header.casefold())
        for rollup in tracker.rollups
        for row in rollup.rows
        for figure in rollup.figures(row)
        if figure.holds
    )


def counted(trackers: Sequence[Tracker]) -> frozenset[Cell]:
    """The figures to count again: those that are right on a side. One that is wrong on both is somebody's
    mistake or another way of counting, and stays."""
    return figures_that_hold(trackers[OURS]) | figures_that_hold(trackers[THEIRS])


def flattened(pieces: Sequence[Piece]) -> str:
    """The text with every clash undecided: as the base has it, else as one side has it."""
    return "".join(
        piece if isinstance(piece, str) else piece.base or min(filter(None, (piece.ours, piece.theirs)), default="")
        for piece in pieces
    )


def recounted(
    pieces: Sequence[Piece], cells: frozenset[Cell], path: str, read: Callable[[Source], Tracker]
) -> tuple[list[Piece], Tracker]:
    """The pieces with the figures `cells` made right, and the reading of the text that they make.

    Raises `EditRejected` where the figures could not be written.
    """
    before = read(Source(flattened(pieces), path))
    rewrite = Rewrite(before.document)
    for rollup in before.rollups:
        for row in rollup.rows:
            for figure in rollup.figures(row):
                if not figure.holds and (row.label.casefold(), figure.column.header.casefold()) in cells:
                    rewrite.set(row.row, figure.column.at, figure.expected)
    if not rewrite.edits:
        return list(pieces), before
    after = rewrite.apply(second=False).source
    return _carried(pieces, before.source, after), read(after)


def _carried(pieces: Sequence[Piece], before: Source, after: Source) -> list[Piece]:
    """The pieces with the lines that differ between two texts of as many lines."""
    found: list[Piece] = []
    at = 0
    for piece in pieces:
        text = flattened([piece])
        lines = len(Source(text).starts) if text else 0
        if isinstance(piece, Clash):
            found.append(piece)
        else:
            spans = (after.line_span(line) for line in range(at, at + lines))
            found.append("".join(after.slice(span) for span in spans))
        at += lines
    assert at == len(before.starts) or not before.text
    return found
