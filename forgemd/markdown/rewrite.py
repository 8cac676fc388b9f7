"""Edits on a document, and the gate that they must pass.

The edited text is read again. It must be the old reading plus exactly what was asked: the same blocks on the
same lines but for rows put in or taken out, and in every table that an edit touches the same cells but for
those that were to change. The second reader must see those tables, and the lines of those fields, the same
way. Else nothing is done.
"""

from __future__ import annotations

from bisect import bisect_left

from forgemd.errors import EditRejected
from forgemd.markdown import write
from forgemd.markdown.cells import BLANKS
from forgemd.markdown.document import Document, Item
from forgemd.markdown.fields import Fields
from forgemd.markdown.gate import need_agreement
from forgemd.markdown.lines import Lines
from forgemd.markdown.table import Row, Table
from forgemd.text import Edit, Span, apply
from forgemd.typed import Iterable, Sequence

__all__ = ["Rewrite"]


class Rewrite:
    """What is to change in one document. Lines are those of the document as it is, 0-based."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._cells: dict[int, dict[int, str]] = {}
        self._rows: dict[int, Row] = {}
        self._inserted: dict[int, list[list[str]]] = {}
        self._deleted: set[int] = set()
        self._others: list[Edit] = []
        self._tables: dict[int, Table] = {}
        self._fields: dict[Span, Edit] = {}
        self._said: dict[tuple[int, int], list[str]] = {}
        self._lines = Lines(document)
        self._more: dict[tuple[int, int], dict[str, str]] = {}
        self._added: list[int] = []
        self._taken: list[int] = []

    def set(self, row: Row | Fields, column: int, value: str) -> None:
        """Make a cell or a field say `value`; of several for one of them the last counts."""
        if isinstance(row, Fields):
            self._set_field(row, column, value)
            return
        if not 0 <= column < max(row.table.width, len(row.values)):
            raise EditRejected(f"the table has no column {column + 1}", where=self._where(row.start))
        write.check_value(value, row)
        value = value.strip(BLANKS)
        cells = self._cells.setdefault(row.line, {})
        if row.value(column) == value:
            cells.pop(column, None)
            return
        cells[column] = value
        self._rows[row.line] = row
        self._tables[row.table.line] = row.table

    def _set_field(self, fields: Fields, column: int, value: str) -> None:
        value = value.strip(BLANKS)
        edit = fields.edit(column, value)
        said = self._said.setdefault((fields.line, fields.span.start), list(fields.values))
        said[column] = value
        self._fields[edit.span] = edit
        if fields.values[column] == value:
            del self._fields[edit.span]

    def append(self, fields: Fields, at: int, text: str, role: str, value: str) -> None:
        """Write `text` at the offset `at` of a line, after which `fields` also say `value` for `role`."""
        if any(ord(char) < 32 or char in "\x7f\x85\u2028\u2029" for char in text):
            raise EditRejected("a field holds one line of text", where=self._where(at))
        before = self._fields.get(Span(at, at))
        self._fields[Span(at, at)] = Edit(Span(at, at), "", text if before is None else before.new + text)
        self._say(fields, role, value)

    def _say(self, fields: Fields, role: str, value: str) -> None:
        self._more.setdefault((fields.line, fields.span.start), {})[role] = value

    def append_line(self, fields: Fields, after: int, text: str, role: str, value: str) -> None:
        """Write `text` as a line behind the line `after`; then `fields` also say `value` for `role`."""
        self._lines.insert(after, [text])
        self._say(fields, role, value)

    def insert_lines(self, after: int, lines: Sequence[str]) -> None:
        """Put `lines`, without their endings, behind the line `after`; in a list they are items of it."""
        self._lines.insert(after, lines)

    def delete_lines(self, first: int, last: int) -> None:
        """Take away the lines from `first` to `last` (not included), which hold whole blocks or items."""
        self._lines.delete(first, last)

    def behind(self, line: int) -> Sequence[str]:
        """The lines that are to come behind `line`, outside of tables."""
        return self._lines.behind(line)

    def keeps(self, line: int) -> bool:
        """Whether `line` stays, wherever that is."""
        return line not in self._lines.cut

    @property
    def is_structural(self) -> bool:
        """Whether lines outside of tables come or go."""
        return bool(self._lines)

    @property
    def more(self) -> dict[tuple[int, int], dict[str, str]]:
        """What is to be read there besides, by role: fields that were not written before."""
        return self._more

    @property
    def fields(self) -> dict[tuple[int, int], list[str]]:
        """What is to be read at a line and offset (both as they were) once the fields there are changed."""
        return self._said

    def moved(self, line: int) -> int:
        """Where `line` lies after the edits; known once they were applied."""
        return self._moved(line)

    def insert(self, table: Table, after: int, values: Sequence[str]) -> None:
        """Put a row behind the one on line `after` (the delimiter row's line: in front of all rows).

        Rows put behind the same one keep the order in which they came.
        """
        self._others.append(write.insert_row(table, after, values))
        self._inserted.setdefault(after, []).append([value.strip(BLANKS) for value in values])
        self._tables[table.line] = table

    def move(self, row: Row, table: Table, after: int) -> None:
        """Put a body row behind the one on line `after` of `table`, character for character.

        `after` is the delimiter row's line for the front. A row that other edits change is not moved.
        """
        if self._cells.get(row.line) or row.line in self._deleted:
            raise EditRejected("a row is changed or moved, not both at once", where=self._where(row.start))
        if after in (row.line, row.line - 1):
            return
        self._others.append(write.move_row(row, table, after))
        self._inserted.setdefault(after, []).append(row.values)
        self._tables[table.line] = table
        self.delete(row)

    def delete(self, row: Row) -> None:
        """Take a body row away, whatever else was asked of it."""
        self._deleted.add(row.line)
        self._rows[row.line] = row
        self._tables[row.table.line] = row.table

    def pad(self, table: Table, edits: Iterable[Edit]) -> None:
        """Change the padding of a table: by edits after which every cell says what it said."""
        edits = list(edits)
        if edits:
            self._others += edits
            self._tables[table.line] = table

    def replace(self, span: Span, new: str) -> None:
        """Put `new` in place of a stretch of one line outside tables."""
        old = self.document.source.slice(span)
        if any(char in "\r\n" for char in old + new):
            raise EditRejected("an edit outside tables stays on its line", where=self._where(span.start))
        if old != new:
            self._others.append(Edit(span, old, new))

    @property
    def edits(self) -> list[Edit]:
        """What was asked, as edits of the text."""
        edits = [*self._others, *self._fields.values(), *self._lines.edits]
        for line, cells in self._cells.items():
            if cells and line not in self._deleted:
                edits += write.set_cells(self._rows[line], cells)
        return write.delete_rows(self.document.source, self._deleted | self._lines.cut, edits)

    def apply(self, second: bool = True) -> Document:
        """The document with all edits done. Raises `EditRejected` if it does not read back as asked.

        `second`: ask the second reader too, which is wanted before anything is written.
        """
        edits = self.edits
        if not edits:
            return self.document
        if self._lines and (self._inserted or self._deleted):
            hint = "nothing was written; ask for the rows and for the others one after the other"
            raise EditRejected("rows of tables and other lines at once", where=self.document.source.path, hint=hint)
        after = Document(apply(self.document.source, edits))
        rows = [line for line, rows in self._inserted.items() for _ in rows]
        self._added = sorted([*rows, *self._lines.added])
        self._taken = sorted(self._deleted | self._lines.cut)
        self._check_blocks(after)
        self._check_cells(after)
        self._check_fields(after)
        if second:
            self._check_second(after)
            self._check_leaves(after)
        return after

    def apply_stage(self, touched: Iterable[int]) -> tuple[Document, list[int]]:
        """As `apply`, one of several in a row: the second reader is asked about tables when all is done, with
        `need_agreement`. Gives the lines of those, and of the tables that were `touched` before, as they lie then."""
        if not self.edits:
            return self.document, list(touched)
        after = self.apply(second=False)
        self._check_leaves(after)
        return after, sorted({self._moved(line) for line in (*filter(self.keeps, touched), *self._tables)})

    def _moved(self, line: int) -> int:
        """Where `line` lies after the edits."""
        return line + bisect_left(self._added, line) - bisect_left(self._taken, line)

    def _check_blocks(self, after: Document) -> None:
        if self._lines:
            line = self._lines.changed(after, self._moved)
            if line is not None:
                raise self._rejected("the text would not keep its structure", line)
            return
        moved, still = self._moved, min([*self._added, *self._taken, len(self.document.source.starts)])
        expected = [
            (block.kind, block.first, block.last)
            if block.last <= still
            else (block.kind, moved(block.first), moved(block.last))
            for block in self.document.every
        ]
        found = [(block.kind, block.first, block.last) for block in after.every]
        if expected != found:
            line = next((new[1] for old, new in zip(expected, found, strict=False) if old != new), 0)
            raise self._rejected("the text would not keep its structure", line)

    def _check_cells(self, after: Document) -> None:
        tables = {table.line: table for table in after.tables}
        for table in self.document.tables:
            if table.line in self._tables or not self.keeps(table.line):
                continue
            new = tables.get(self._moved(table.line))
            if new is None or new.text != table.text:
                raise self._rejected("an edit outside tables would change one", table.line)
        for line, table in self._tables.items():
            new = tables.get(self._moved(line))
            if new is None or new.aligns != table.aligns:
                raise self._rejected("the table would be lost", self._moved(line))
            rows = [row.values for row in (new.header, *new.rows)]
            expected = self._expected(table)
            for index, values in enumerate(expected):
                if index >= len(rows) or rows[index] != values:
                    raise self._rejected("the row would not read back as asked", new.line + index + bool(index))

    def _touched(self) -> list[int]:
        """The lines outside tables on which a field changes."""
        return sorted({self.document.source.line_of(span.start) for span in self._fields})

    def _check_fields(self, after: Document) -> None:
        """List items keep their places and their boxes, headings their places; the blocks were compared before."""
        if not self._fields and not self._lines:
            return
        fresh = self._lines.fresh
        old = [(self._moved(item.line), item.depth, item.mark is None) for item in self._kept_items()]
        new = [(item.line, item.depth, item.mark is None) for item in after.items if item.line not in fresh]
        if old != new:
            raise self._rejected("an item would not keep its place or its box", min([*self._touched(), *fresh, 0]))

    def _kept_items(self) -> list[Item]:
        return [item for item in self.document.items if self.keeps(item.line)]

    def _check_leaves(self, after: Document) -> None:
        if not self._fields and not self._lines:
            return
        from forgemd.markdown.second_leaves import disagreement, is_other

        first = _front(self.document)
        if self._lines and is_other(self.document.source, after.source, (first, _front(after)), self._lines.texts):
            raise self._rejected("ambiguous Markdown, two readers see different lines come or go", 0)
        # Rows that come or go at the same time are the business of the check of tables.
        alone = apply(self.document.source, list(self._fields.values()))
        line = disagreement(self.document.source, alone, first, self._touched())
        if line is not None:
            raise self._rejected("ambiguous Markdown, two readers see different text here", line)

    def _expected(self, table: Table) -> list[list[str]]:
        rows: list[list[str]] = []
        for line in range(table.line, table.last + 1):
            if line != table.line + 1 and line not in self._deleted:
                rows.append(self._expected_row(table.row_at(line)))
            rows += self._inserted.get(line, ())
        return rows

    def _expected_row(self, row: Row) -> list[str]:
        changed = self._cells.get(row.line)
        if not changed:
            return row.values
        values = list(row.values)
        values += [""] * (max(changed) + 1 - len(values))
        for column, value in changed.items():
            values[column] = value
        return values

    def _check_second(self, after: Document) -> None:
        ours = {table.line: table for table in after.tables}
        need_agreement(after, [ours[self._moved(line)] for line in self._tables])

    def _rejected(self, message: str, line: int) -> EditRejected:
        hint = "nothing was written; make the change by hand, or simplify the lines around it"
        return EditRejected(message, where=f"{self.document.source.path}:{line + 1}", hint=hint)

    def _where(self, offset: int) -> str:
        line, column = self.document.source.position(offset)
        return f"{self.document.source.path}:{line}:{column}"


def _front(document: Document) -> int:
    """How many lines the front matter takes."""
    blocks = document.blocks
    return blocks[0].last if blocks and blocks[0].kind == "front_matter" else 0
