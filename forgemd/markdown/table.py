"""Tables as views on the text: offsets are made when somebody asks for them."""

from __future__ import annotations

from forgemd.markdown import cells
from forgemd.markdown.blocks import Alignment, Block
from forgemd.markdown.width import display_width
from forgemd.text import Source, Span
from forgemd.typed import Iterator, Sequence, overload

__all__ = ["Cell", "Row", "Rows", "Table"]


_LONG = 1000
"""Rows of a table whose cells take more memory than its text, so that nobody has them split by the way."""


class Cell:
    """One cell of one row. `outer` is what stands between its bars, `span` that without outer blanks."""

    __slots__ = ("column", "outer", "row", "span")

    def __init__(self, row: Row, column: int, outer: Span) -> None:
        self.row = row
        self.column = column
        self.outer = outer
        text = row.table.source.text
        start, end = outer
        while start < end and text[start] in cells.BLANKS:
            start += 1
        while end > start and text[end - 1] in cells.BLANKS:
            end -= 1
        self.span = Span(start, end)

    @property
    def raw(self) -> str:
        """As written, trimmed, escapes kept."""
        return self.row.table.source.text[self.span.start : self.span.end]

    @property
    def text(self) -> str:
        """What the cell says before inline Markdown is read: escaped bars are bars."""
        return cells.unescape(self.raw)

    def __repr__(self) -> str:
        return f"Cell({self.raw!r})"


class Row:
    """One line of a table; `line` is its 0-based number."""

    __slots__ = ("_values", "line", "table")

    def __init__(self, table: Table, line: int, values: list[str] | None = None) -> None:
        self.table = table
        self.line = line
        self._values = values

    @property
    def start(self) -> int:
        """Where it begins, behind containers' markers."""
        block, source = self.table.block, self.table.source
        if block.offsets is not None:
            return block.offsets[self.line - block.first]
        start = source.starts[self.line]
        if source.text[start : start + 1] in (" ", "\t"):
            end = source.ends[self.line]
            start = end - len(source.text[start:end].lstrip(" \t"))
        return start

    @property
    def end(self) -> int:
        """Where it ends, before its line ending."""
        return self.table.source.ends[self.line]

    @property
    def values(self) -> list[str]:
        """The text of each cell that is written, surplus cells included; not to be changed."""
        values = self._values
        if values is None:
            line = self.table.source.text[self.start : self.end]
            values = cells.texts(line)
            if "\\|" in line:
                values = [cells.unescape(value) for value in values]
            self._values = values
        return values

    def value(self, column: int) -> str:
        """The text of a cell; empty where the row is too short to have it."""
        values = self.values
        return values[column] if 0 <= column < len(values) else ""

    @property
    def cut(self) -> cells.Cut:
        """Where the bars are."""
        return cells.cut(self.table.source.text, self.start, self.end)

    @property
    def cells(self) -> list[Cell]:
        """The cells that are written, surplus ones included."""
        return [Cell(self, column, Span(*bounds)) for column, bounds in enumerate(self.cut.bounds)]

    @property
    def insides(self) -> list[str]:
        """What stands between the bars, blanks and escapes kept."""
        text = self.table.source.text
        return [text[start:end] for start, end in self.cut.bounds]

    def cell(self, column: int) -> Cell | None:
        """One cell; None where the row is too short to have it."""
        bounds = self.cut.bounds
        return Cell(self, column, Span(*bounds[column])) if 0 <= column < len(bounds) else None

    def span_of(self, column: int) -> Span:
        """The trimmed cell, or the whole row where it has no such cell: somewhere to point at."""
        cell = self.cell(column)
        return cell.span if cell is not None and cell.span.start < cell.span.end else self.span

    @property
    def span(self) -> Span:
        """The row without its line ending and without blanks at its end."""
        text, start, end = self.table.source.text, self.start, self.end
        while end > start and text[end - 1] in cells.BLANKS:
            end -= 1
        return Span(start, end)

    @property
    def surplus(self) -> int:
        """Cells more (or, negative, fewer) than the table has columns."""
        return len(self.values) - len(self.table.block.aligns)

    def __repr__(self) -> str:
        return f"Row({self.line}, {self.values!r})"


class Rows(Sequence[Row]):
    """The body rows of a table, each made when it is first asked for."""

    __slots__ = ("_made", "_table")

    def __init__(self, table: Table) -> None:
        self._table = table
        self._made: list[Row] | None = None

    def _all(self) -> list[Row]:
        made = self._made
        if made is None:
            made = self._made = self._table.make_rows()
        return made

    def __len__(self) -> int:
        return self._table.block.last - self._table.block.first - 2

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._all())


class Table:
    """A GFM table: a header, a delimiter row and body rows.

    `whole` is set together with `values`, if they showed that every row has a text in each column and no more.
    """

    __slots__ = ("_columns", "_padded", "_rows", "_values", "block", "source", "whole")

    def __init__(self, source: Source, block: Block) -> None:
        self.source = source
        self.block = block
        self._rows: Rows | None = None
        self._columns = block.columns
        self._padded: frozenset[int] | None = None
        self._values: list[list[str]] | None = None
        self.whole = False

    @property
    def line(self) -> int:
        """The header's line, 0-based."""
        return self.block.first

    @property
    def last(self) -> int:
        """The line of the last row (of the delimiter row, if there is none), 0-based."""
        return self.block.last - 1

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.block.aligns)

    @property
    def aligns(self) -> tuple[Alignment, ...]:
        """The alignment that the delimiter row asks for, by column."""
        return self.block.aligns

    @property
    def header(self) -> Row:
        """The row above the delimiter row."""
        return self.row_at(self.block.first)

    @property
    def delimiter(self) -> Row:
        """The row of dashes."""
        return self.row_at(self.block.first + 1)

    @property
    def columns(self) -> tuple[str, ...]:
        """The header's texts, as written but for escaped bars."""
        if self._columns is None:
            self._columns = tuple(self.header.values)
        return self._columns

    @property
    def padded(self) -> frozenset[int]:
        """The columns that somebody padded to one width: every row has it, and for some that took blanks."""
        if self._padded is None:
            self._padded = frozenset(self._find_padded())
        return self._padded

    def _find_padded(self) -> set[int]:
        rows = [self.header, self.delimiter, *self.rows]
        asked = [(measure, [measure(text) for text in rows[0].insides]) for measure in (display_width, len)]
        found = [set(range(self.width)) if len(rows) > 2 else set[int]() for _ in asked]
        varied: set[int] = set()
        for row in rows[1:]:
            inside = row.insides
            for columns, (measure, sizes) in zip(found, asked, strict=True):
                columns -= {at for at in columns if at >= len(inside) or measure(inside[at]) != sizes[at]}
            if not any(found):
                break
            if row.line != self.line + 1:
                varied |= {
                    at for at in found[0] | found[1] if display_width(row.values[at]) != display_width(self.columns[at])
                }
        return (found[0] | found[1]) & varied

    @property
    def span(self) -> Span:
        """From the header's first character to the end of the last row, its line ending not counted."""
        return Span(self.block.start, self.source.ends[self.last])

    @property
    def text(self) -> str:
        """What stands in its span."""
        source, block = self.source, self.block
        return source.text[block.start : source.ends[block.last - 1]]

    def row_at(self, line: int, values: list[str] | None = None) -> Row:
        """The row on `line` (0-based), header and delimiter row included; `values` if they are known."""
        return Row(self, line, values)

    @property
    def rows(self) -> Rows:
        """The body rows, made when somebody asks for one."""
        if self._rows is None:
            self._rows = Rows(self)
        return self._rows

    @property
    def values(self) -> list[list[str]]:
        """The texts of all body rows, each as `Row.values` has them: many times faster than row by row."""
        found = self._values
        if found is None:
            found, self.whole = self._split(self.block.last - self.block.first - 2)
            self._values = found
        return found

    def texts(self, column: int) -> list[str]:
        """The texts of one column, one for each body row; empty where a row is too short to have it."""
        rows = self.values
        if self.whole and 0 <= column < self.width:
            return [row[column] for row in rows]
        return [row[column] if 0 <= column < len(row) else "" for row in rows]

    @property
    def is_whole(self) -> bool:
        """`whole`, also where nobody has asked for `values`."""
        return self.whole or (self._values is None and bool(self.values) and self.whole)

    def sample(self, count: int) -> list[list[str]]:
        """`values` of the first `count` body rows. Of a long table the others are not split for it."""
        if self._values is None and self.block.last - self.block.first - 2 > _LONG:
            return self._split(count)[0]
        return self.values[:count]

    def _split(self, count: int) -> tuple[list[list[str]], bool]:
        """The texts of the first `count` rows, and whether each has one in every column and no more."""
        body = self._body(count)
        if body:
            found = cells.plain_rows(body, count, len(self.block.aligns))
            if found is not None:
                return found, True
            found = cells.barred_rows(body, count)
            if found is not None:
                return found, False
        first = self.block.first + 2
        return [self.row_at(line).values for line in range(first, first + count)], False

    def _body(self, count: int) -> str:
        """The text of the first `count` rows with line feeds between them; empty where it is not known at once."""
        source, block = self.source, self.block
        text = source.text
        if block.body is None:
            if block.offsets is not None or not count:
                return ""
            start, end = source.starts[block.first + 2], source.ends[block.first + 1 + count]
        else:
            start, end = block.body
            if count < block.last - block.first - 2:
                end = start - 1
                for _ in range(count):
                    end = text.find("\n", end + 1)
                    if end < 0:
                        return ""
        body = text[start:end]
        return body.replace("\r\n", "\n").replace("\r", "\n") if "\r" in body else body

    def make_rows(self) -> list[Row]:
        """All body rows, newly made."""
        first, last = self.block.first + 2, self.block.last
        if self._values is not None:
            return [Row(self, line, values) for line, values in enumerate(self._values, first)]
        return [Row(self, line) for line in range(first, last)]

    def __repr__(self) -> str:
        return f"Table({self.source.path!r}, line {self.line}, {self.columns!r}, {len(self.rows)} rows)"
