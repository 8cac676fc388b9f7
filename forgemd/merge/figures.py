"""Rollups: never merged, always counted again. Two sides that each turn 3 into 4 have made it 5 together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forgemd.markdown import Rewrite
from forgemd.merge.model import Clash, Piece
from forgemd.merge.outline import column_name
from forgemd.text import Source
from forgemd.tracker import Claim, Figure, Tracker, claims_of

__all__ = ["Cell", "columns_of", "counted", "counted_columns", "flattened", "recounted"]

Cell = tuple[str, str]
"""A figure: its row's label and its column's header, in lower case."""


def counted(trackers: Sequence[Tracker]) -> frozenset[Cell]:
    """The figures to count again: those that are right on a side, or were and stand as they stood. One that both
    sides have wrong in their own words is somebody's mistake or another way of counting, and stays."""
    (before, was), (ours, one), (theirs, other) = map(_figures, trackers)
    stale = frozenset(cell for cell in before if was[cell] in (one.get(cell), other.get(cell)))
    return ours | theirs | stale


def counted_columns(trackers: Sequence[Tracker]) -> frozenset[str]:
    """The names of the columns whose counts to make right, `Done` of `Done (3)`: those that are right in every version
    that has them."""
    claims = [claim for tracker in trackers for claim in columns_of(tracker)]
    return frozenset(name for name, _ in claims) - {name for name, claim in claims if not claim.is_exact}


def columns_of(tracker: Tracker) -> list[tuple[str, Claim]]:
    """What columns state of how much lies in them, each with its name, in lower case."""
    titles = {heading.line: heading.title for heading in tracker.document.headings}
    names = {line: name for line, title in titles.items() if (name := column_name(title)) != title}
    claims = claims_of(tracker) if names else ()
    return [(names[claim.line].casefold(), claim) for claim in claims if claim.line in names]


def _figures(tracker: Tracker) -> tuple[frozenset[Cell], dict[Cell, str]]:
    """The figures of all rollups that are right, and what each says."""
    figures = [figure for rollup in tracker.rollups for row in rollup.rows for figure in rollup.figures(row)]
    stated = {_cell(figure): figure.stated for figure in figures}
    return frozenset(_cell(figure) for figure in figures if figure.holds), stated


def _cell(figure: Figure) -> Cell:
    return (figure.row.label.casefold(), figure.column.header.casefold())


def flattened(pieces: Sequence[Piece]) -> str:
    """The text with every clash undecided: as the base has it, else as one side has it."""
    return "".join(
        piece if isinstance(piece, str) else piece.base or min(filter(None, (piece.ours, piece.theirs)), default="")
        for piece in pieces
    )


def recounted(
    pieces: Sequence[Piece],
    cells: frozenset[Cell],
    columns: frozenset[str],
    path: str,
    read: Callable[[Source], Tracker],
) -> tuple[list[Piece], Tracker]:
    """The pieces with the figures `cells` and the counts of `columns` made right, and the reading of their text.

    Raises `EditRejected` where the figures could not be written.
    """
    clashes = any(isinstance(piece, Clash) for piece in pieces)
    before = Source(flattened(pieces), path)
    found = _rewritten(before, cells, columns, read)
    if isinstance(found, Tracker):
        return list(pieces) if clashes else [before.text], found
    return _carried(pieces, before, found) if clashes else [found.text], read(found)


def _rewritten(
    source: Source, cells: frozenset[Cell], columns: frozenset[str], read: Callable[[Source], Tracker]
) -> Source | Tracker:
    """The text with the figures made right; where they are, its reading. Of two long texts one is read at a time."""
    tracker = read(source)
    rewrite = Rewrite(tracker.document)
    for rollup in tracker.rollups:
        for row in rollup.rows:
            for figure in rollup.figures(row):
                if not figure.holds and _cell(figure) in cells:
                    rewrite.set(row.row, figure.column.at, figure.expected)
    for name, claim in columns_of(tracker) if columns else ():
        if name in columns and claim.right and not claim.holds:
            rewrite.replace(claim.span, claim.right)
    return rewrite.apply(second=False).source if rewrite.edits else tracker


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
