"""Tables lined up by display width: only padding and the dashes of delimiter rows change, on request only."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.markdown.blocks import Alignment
from forgemd.markdown.document import Document
from forgemd.markdown.rewrite import Rewrite
from forgemd.markdown.table import Cell, Row, Table
from forgemd.markdown.width import display_width
from forgemd.text import Edit
from forgemd.typed import Iterator

__all__ = ["aligned"]

_MARKER = pattern(r"[-+*]|[0-9]{1,9}[.)]|#{1,6}")


def aligned(document: Document) -> Document:
    """The document with the cells of every table padded to the width of their column.

    Numbers stay right and titles centred where the delimiter row says so. Rows keep their outer bars or the
    lack of them, short rows stay short, surplus cells and the line's indentation are left alone. Aligning
    twice changes nothing more. Raises `EditRejected` as every edit does.
    """
    rewrite = Rewrite(document)
    for table in document.tables:
        rewrite.pad(table, _edits(table))
    return rewrite.apply()


def _edits(table: Table) -> Iterator[Edit]:
    dashes = table.delimiter.cells
    roomy = any(cell.outer != cell.span for cell in dashes)
    bare = not (table.delimiter.cut.leading and table.delimiter.cut.trailing)
    widths = [3 if roomy or bare else 1] * table.width
    for row in (table.header, *table.rows):
        for cell in row.cells[: table.width]:
            widths[cell.column] = max(widths[cell.column], display_width(cell.raw))
    for row in (table.header, table.delimiter, *table.rows):
        cells = row.cells
        for cell in cells[: table.width]:
            lead, trail = _gaps(row, cell.column, len(cells))
            old = table.source.slice(cell.outer)
            if row.line == table.line + 1:
                new = _marks(table.aligns[cell.column], lead, widths[cell.column], trail, roomy)
            else:
                new = _padded(cell, lead, widths[cell.column], trail)
            if new != old:
                yield Edit(cell.outer, old, new)


def _gaps(row: Row, column: int, count: int) -> tuple[str, str]:
    """The blanks between a value and the bars around it; none where there is no bar."""
    lead = " " if column or row.cut.leading else ""
    trail = " " if column < count - 1 or row.cut.trailing else ""
    return lead, trail


def _marks(align: Alignment, lead: str, size: int, trail: str, roomy: bool) -> str:
    """The delimiter row's cell: dashes from bar to bar, or with blanks around them if the row has some."""
    if not roomy:
        lead, size, trail = "", size + len(lead + trail), ""
    left = ":" if align in ("left", "center") else ""
    right = ":" if align in ("right", "center") else ""
    return lead + left + "-" * max(size - len(left + right), 1) + right + trail


def _padded(cell: Cell, lead: str, size: int, trail: str) -> str:
    raw, align = cell.raw, cell.row.table.aligns[cell.column]
    outer = cell.row.table.source.slice(cell.outer)
    if "\v" in outer or "\f" in outer:
        return outer  # blanks to us, content to cmark-gfm in some places
    if not lead and _MARKER.fullmatch(raw):
        return outer  # with a blank behind it, it would begin a list or a heading
    room = size - display_width(raw)
    before = room if align == "right" else room // 2 if align == "center" else 0
    if not lead:
        before = 0  # four blanks would make the row a block of code
    after = room - before if trail else 0
    return lead + " " * before + raw + " " * after + trail
