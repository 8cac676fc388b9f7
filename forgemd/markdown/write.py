"""Values to cell and row text. The padding policy is *fit*: a cell's own padding absorbs a change of its
value, and no other row is touched. A column that somebody aligned stays aligned as long as the value fits.
"""

from __future__ import annotations

from forgemd.errors import EditRejected
from forgemd.lazy import pattern
from forgemd.markdown import cells
from forgemd.markdown.table import Cell, Row, Table
from forgemd.markdown.width import display_width
from forgemd.text import Edit, Source, Span
from forgemd.typed import Collection, Mapping, Sequence

__all__ = ["check_value", "delete_rows", "insert_row", "move_row", "set_cells"]

_COULD_BEGIN_A_BLOCK = pattern(r"[#>`~<=+*_|: \t-]|[0-9]{1,9}[.)](?:[ \t]|$)")


def set_cells(row: Row, values: Mapping[int, str]) -> list[Edit]:
    """The edits that make the cells of `row` say `values`, by column (0-based), all of them valid.

    A short row gets the cells that it lacks, those in between empty.
    """
    have, edits = len(row.cut.bounds), list[Edit]()
    lacking = {column: value for column, value in values.items() if column >= have}
    # Without a bar at the end the blanks there are the last cell's own, and change with it.
    at = row.end if have - 1 in values and not row.cut.trailing else row.span.end
    for column in sorted(values.keys() - lacking.keys()):
        edits += _set_cell(row, column, cells.escape(values[column]), last=column == have - 1 and not lacking)
    return edits + _extend(row, lacking, at) if lacking else edits


def _set_cell(row: Row, column: int, raw: str, *, last: bool) -> list[Edit]:
    cell = row.cell(column)
    assert cell is not None
    edits = [_replace(cell, raw)]
    if not raw and not row.cut.trailing and last:
        edits.append(Edit(Span(row.end, row.end), "", "|"))
    if column == 0 and not row.cut.leading and (not raw or _COULD_BEGIN_A_BLOCK.match(raw)):
        edits = [Edit(Span(row.start, row.start), "", "| "), *edits]
    return [edit for edit in edits if edit.old != edit.new]


def insert_row(table: Table, after: int, values: Sequence[str]) -> Edit:
    """The edit that puts a row of `values`, one for each column, behind the row on line `after` (0-based).

    `after` is the delimiter row's line or a body row's. The new row takes the style of its neighbour.
    """
    source = table.source
    if len(values) != table.width:
        raise EditRejected(f"{len(values)} values for {table.width} columns", where=f"{source.path}:{after + 1}")
    first = table.line + 2 if len(table.rows) else table.line
    model = table.row_at(after if after > table.line + 1 else first)
    body = _row_text(table, model, [_raw(value, model) for value in values])
    return _line(table, model, after, body)


def move_row(row: Row, table: Table, after: int) -> Edit:
    """The edit that puts a body row, character for character, behind the row on line `after` of `table`.

    Raises `EditRejected` for a table of another width: there its cells would mean something else.
    """
    if row.table.width != table.width:
        where = f"{table.source.path}:{row.line + 1}"
        raise EditRejected(f"a row of {row.table.width} columns in a table of {table.width}", where=where)
    return _line(table, table.row_at(after), after, table.source.text[row.start : row.end])


def _line(table: Table, model: Row, after: int, body: str) -> Edit:
    """The edit that puts a line with `body` behind line `after`, in the containers and with the ending of `model`."""
    source = table.source
    prefix_of = model if model.line != table.line else table.delimiter
    line = source.text[source.starts[prefix_of.line] : prefix_of.start] + body
    at = source.line_span(after).end
    if at == source.ends[after]:
        return Edit(Span(at, at), "", source.newline + line)
    ending = source.text[source.ends[after] : at]
    return Edit(Span(at, at), "", line + ending)


def delete_rows(source: Source, lines: Collection[int], edits: Sequence[Edit]) -> list[Edit]:
    """`edits`, and those that take `lines` (0-based) away.

    Where the last line goes and has no line ending, that of the new last line goes with it.
    """
    found, text = list(edits), source.text
    gone = {line: source.line_span(line) for line in sorted(lines)}
    last = len(source.starts) - 1
    if last in gone and gone[last].end == source.ends[last]:
        first = last
        while first - 1 in gone:
            first -= 1
        gone = {line: span for line, span in gone.items() if line < first}
        start = source.starts[first]
        behind = [index for index, edit in enumerate(found) if edit.span == (start, start)]
        if behind:
            edit = found[behind[-1]]
            found[behind[-1]] = edit._replace(new=edit.new.rstrip("\r\n"))
        elif first:
            start = source.ends[first - 1]
        gone[first] = Span(start, len(text))
    return found + [Edit(span, text[span.start : span.end], "") for span in gone.values()]


def check_value(value: str, row: Row) -> None:
    """Raises `EditRejected` for a value that no cell can hold."""
    where = f"{row.table.source.path}:{row.line + 1}"
    if any(char in "\r\n\0" for char in value):
        raise EditRejected("a table cell is one line of text", where=where, hint="write the value without line breaks")
    try:
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise EditRejected("a value that UTF-8 cannot hold", where=where) from error


def _raw(value: str, row: Row) -> str:
    check_value(value, row)
    return cells.escape(value.strip(cells.BLANKS))


def _replace(cell: Cell, raw: str) -> Edit:
    """The cell's inside with `raw` in it; blanks around it kept, the longer side absorbing the change."""
    text = cell.row.table.source.text
    start, end = cell.outer
    old = text[start:end]
    before, after = cell.span.start - start, end - cell.span.end
    if cell.span.start == cell.span.end:
        return Edit(cell.outer, old, _filled(old, raw))
    grow = display_width(raw) - display_width(cell.raw)
    right = after > 1 or before <= 1
    pad = after if right else before
    if grow > 0:
        pad = max(pad - grow, min(pad, 1))
    elif grow < 0 and (pad > 1 or cell.column in cell.row.table.padded):
        pad -= grow
    if not raw and not pad:
        pad = 1
    # A bar right behind a backslash would be escaped.
    gap = " " if raw.endswith("\\") and not (pad if right else after) else ""
    if right:
        return Edit(Span(cell.span.start, end), text[cell.span.start : end], raw + _blanks(text, cell, pad) + gap)
    return Edit(Span(start, cell.span.end), text[start : cell.span.end], " " * pad + raw + gap)


def _filled(blanks: str, raw: str) -> str:
    """An empty cell of `blanks` with `raw` in it."""
    if not raw:
        return blanks
    lead = " " if blanks else ""
    after = max(len(blanks) - display_width(raw) - 1, 1) if len(blanks) > 1 else len(lead)
    # A bar right behind a backslash would be escaped.
    return lead + raw + " " * max(after, raw.endswith("\\"))


def _blanks(text: str, cell: Cell, count: int) -> str:
    """`count` blanks behind the value: those that stand there, cut or filled up with spaces."""
    old = text[cell.span.end : cell.outer.end]
    return old[:count] if len(old) >= count else old + " " * (count - len(old))


def _extend(row: Row, values: Mapping[int, str], at: int) -> list[Edit]:
    """The edits that complete a short row with `values`, written at `at`."""
    have, trailing, last = len(row.cut.bounds), row.cut.trailing, max(values)
    raws = [cells.escape(values.get(column, "")) for column in range(have, last + 1)]
    text = "" if trailing else " |"
    text += "".join(f" {raw} |" for raw in raws)
    if not trailing and not row.table.header.cut.trailing:
        text = text[:-2] if not raws[-1].endswith("\\") else text[:-1]
    lead = [] if row.cut.leading or have else [Edit(Span(row.start, row.start), "", "|")]
    return [*lead, Edit(Span(at, at), "", text)]


def _row_text(table: Table, model: Row, raws: Sequence[str]) -> str:
    """A row of `raws`, each padded as the cell above or below it in `model` is."""
    cut = model.cut
    above = model.cells + table.header.cells[len(cut.bounds) :]
    written = []
    for cell, raw in zip(above, raws, strict=False):
        inside, (start, end) = cell.outer.end - cell.outer.start, cell.span
        before, after = min(start - cell.outer.start, 1), min(cell.outer.end - end, 1)
        if start == end:
            before = after = min(inside, 1)
        if cell.column in table.padded:
            after = max(display_width(table.source.slice(cell.outer)) - before - display_width(raw), after)
        if raw.endswith("\\") or (not raw and not before):
            after = max(after, 1)
        written.append(" " * before + raw + " " * after)
    leading = cut.leading or not raws[0] or _COULD_BEGIN_A_BLOCK.match(raws[0])
    trailing = cut.trailing or not raws[-1]
    body = "|".join(written)
    body = "|" + body if leading else body.lstrip(" ")
    return body + "|" if trailing else body.rstrip(" ") if not raws[-1].endswith("\\") else body
