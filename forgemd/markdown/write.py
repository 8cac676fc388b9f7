"""Values to cell and row text. The padding policy is *fit*: a cell's own padding absorbs a change of its
value, and no other row is touched. A column that somebody aligned stays aligned as long as the value fits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forgemd.errors import EditRejected
from forgemd.markdown import cells
from forgemd.markdown.table import Cell, Row, Table
from forgemd.markdown.width import width
from forgemd.text import Edit, Span

__all__ = ["delete_row", "extend_row", "insert_row", "set_cell"]

_COULD_BEGIN_A_BLOCK = "#>`~<=-+*_|:0123456789 \t"


def set_cell(row: Row, column: int, value: str) -> list[Edit]:
    """The edits that make cell `column` (0-based) of `row` say `value`.

    A short row gets the cells that it lacks. Raises `EditRejected` for a value that no cell can hold.
    """
    raw = _raw(value, row)
    cell = row.cell(column)
    if cell is None:
        return extend_row(row, {column: value})
    edits = [_replace(cell, raw)]
    if not raw and not row.cut.trailing and column == len(row.cut.bounds) - 1:
        edits.append(Edit(Span(row.end, row.end), "", "|"))
    if column == 0 and not row.cut.leading and (not raw or raw[0] in _COULD_BEGIN_A_BLOCK):
        edits = [Edit(Span(row.start, row.start), "", "| "), *edits]
    return [edit for edit in edits if edit.old != edit.new]


def insert_row(table: Table, after: int, values: Sequence[str]) -> Edit:
    """The edit that puts a row of `values`, one for each column, behind the row on line `after` (0-based).

    `after` is the delimiter row's line or a body row's. The new row takes the style of its neighbour.
    """
    source = table.source
    if len(values) != table.width:
        raise EditRejected(f"{len(values)} values for {table.width} columns", where=f"{source.path}:{after + 1}")
    model = table.row_at(after)
    if after == table.line + 1 and len(table.rows):
        model = table.rows[0]
    body = _row_text(table, model, [_raw(value, model) for value in values])
    prefix_of = model if model.line != table.line else table.delimiter
    line = source.text[source.starts[prefix_of.line] : prefix_of.start] + body
    at = source.line_span(after).end
    if at == source.ends[after]:
        return Edit(Span(at, at), "", source.newline + line)
    ending = source.text[source.ends[after] : at]
    return Edit(Span(at, at), "", line + ending)


def delete_row(row: Row) -> Edit:
    """The edit that takes a body row away with its line."""
    source = row.table.source
    start, end = source.line_span(row.line)
    if end == source.ends[row.line] and row.line:
        start = source.ends[row.line - 1]
    return Edit(Span(start, end), source.text[start:end], "")


def _raw(value: str, row: Row) -> str:
    where = f"{row.table.source.path}:{row.line + 1}"
    if any(char in "\r\n\0" for char in value):
        raise EditRejected("a table cell is one line of text", where=where, hint="write the value without line breaks")
    return cells.escape(value.strip(cells.BLANKS))


def _replace(cell: Cell, raw: str) -> Edit:
    """The cell's inside with `raw` in it; blanks around it kept, the longer side absorbing the change."""
    text = cell.row.table.source.text
    start, end = cell.outer
    old = text[start:end]
    before, after = cell.span.start - start, end - cell.span.end
    if cell.span.start == cell.span.end:
        room = len(old) - width(raw)
        lead = " " if old else ""
        new = lead + raw + (" " * max(room - 1, 1) if len(old) > 1 else lead)
        return Edit(cell.outer, old, new if raw else old)
    grow = width(raw) - width(cell.raw)
    right = after > 1 or before <= 1
    pad = after if right else before
    if grow > 0:
        pad = max(pad - grow, min(pad, 1))
    elif grow < 0 and (pad > 1 or _aligned(cell.row.table, cell.column)):
        pad -= grow
    if not raw and not pad:
        pad = 1
    # A bar right behind a backslash would be escaped.
    gap = " " if raw.endswith("\\") and not (pad if right else after) else ""
    if right:
        return Edit(Span(cell.span.start, end), text[cell.span.start : end], raw + _blanks(text, cell, pad) + gap)
    return Edit(Span(start, cell.span.end), text[start : cell.span.end], " " * pad + raw + gap)


def _blanks(text: str, cell: Cell, count: int) -> str:
    """`count` blanks behind the value: those that stand there, cut or filled up with spaces."""
    old = text[cell.span.end : cell.outer.end]
    return old[:count] if len(old) >= count else old + " " * (count - len(old))


def _aligned(table: Table, column: int) -> bool:
    """Whether somebody padded the column to one width: every row has it, and for some that took blanks."""
    rows = [table.header, table.delimiter, *table.rows]
    inside = [row.cell(column) for row in rows]
    texts = [table.source.slice(cell.outer) for cell in inside if cell is not None]
    if len(texts) < len(rows) or len(rows) < 3:
        return False
    values = {width(row.value(column)) for row in rows if row.line != table.line + 1}
    return len(values) > 1 and any(len({measure(text) for text in texts}) == 1 for measure in (width, len))


def extend_row(row: Row, values: Mapping[int, str]) -> list[Edit]:
    """The edits that complete a short row with `values`, by column (0-based); cells between them are empty.

    Raises `EditRejected` for a value that no cell can hold.
    """
    have, trailing = len(row.cut.bounds), row.cut.trailing
    at, last = row.span.end, max(values)
    raws = [_raw(values.get(column, ""), row) for column in range(have, last + 1)]
    raw = raws[-1]
    text = "" if trailing else " |"
    text += "".join(f" {raw} |" for raw in raws)
    if not trailing and not row.table.header.cut.trailing:
        text = text[:-2] if not raw.endswith("\\") else text[:-1]
    lead = [] if row.cut.leading or have else [Edit(Span(row.start, row.start), "", "|")]
    return [*lead, Edit(Span(at, at), "", text)]


def _row_text(table: Table, model: Row, raws: Sequence[str]) -> str:
    cut = model.cut
    written = []
    for column, raw in enumerate(raws):
        cell = model.cell(column) or table.header.cell(column)
        before, after = (1, 1) if cell is None else (cell.span.start - cell.outer.start, cell.outer.end - cell.span.end)
        before, after = min(before, 1), min(after, 1)
        if cell is not None and cell.span.start == cell.span.end:
            before = after = min(cell.outer.end - cell.outer.start, 1)
        if model.line != table.line + 1 and _aligned(table, column) and cell is not None:
            after = max(width(table.source.slice(cell.outer)) - before - width(raw), after)
        if raw.endswith("\\") or (not raw and not before):
            after = max(after, 1)
        written.append(" " * before + raw + " " * after)
    leading = cut.leading or not raws[0] or raws[0][0] in _COULD_BEGIN_A_BLOCK
    trailing = cut.trailing or not raws[-1]
    body = "|".join(written)
    body = "|" + body if leading else body.lstrip(" ")
    return body + "|" if trailing else body.rstrip(" ") if not raws[-1].endswith("\\") else body
