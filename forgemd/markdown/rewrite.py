"""Edits on a document, and the gate that they must pass.

The edited text is read again. It must be the old reading plus exactly what was asked: the same blocks on the
same lines but for rows put in or taken out, and in every table that an edit touches the same cells but for
those that were to change. The second reader must see those tables the same way. Else nothing is done.
"""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.errors import EditRejected
from forgemd.markdown import write
from forgemd.markdown.blocks import walk
from forgemd.markdown.document import Document
from forgemd.markdown.table import Row, Table
from forgemd.text import Edit, Span, apply

__all__ = ["Rewrite"]


class Rewrite:
    """What is to change in one document. Lines are those of the document as it is, 0-based."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.edits: list[Edit] = []
        self._cells: dict[int, dict[int, str]] = {}
        self._extended: dict[int, tuple[dict[int, str], list[Edit]]] = {}
        self._inserted: list[tuple[int, list[str]]] = []
        self._deleted: set[int] = set()
        self._tables: dict[int, Table] = {}

    def set(self, row: Row, column: int, value: str) -> None:
        """Make a cell say `value`."""
        if row.value(column) == value.strip(" \t\v\f"):
            return
        if row.cell(column) is None:
            self._extend(row, column, value)
        else:
            self.edits += write.set_cell(row, column, value)
        self._cells.setdefault(row.line, {})[column] = value.strip(" \t\v\f")
        self._tables[row.table.line] = row.table

    def _extend(self, row: Row, column: int, value: str) -> None:
        """Give a short row the cell that it lacks: all that it lacks are one edit, for they have one place."""
        values, edits = self._extended.get(row.line, ({}, []))
        self.edits = [edit for edit in self.edits if not any(edit is old for old in edits)]
        values = {**values, column: value}
        edits = write.extend_row(row, values)
        self._extended[row.line] = (values, edits)
        self.edits += edits

    def insert(self, table: Table, after: int, values: Sequence[str]) -> None:
        """Put a row behind the one on line `after` (the delimiter row's line: in front of all rows)."""
        self.edits.append(write.insert_row(table, after, values))
        self._inserted.append((after, [value.strip(" \t\v\f") for value in values]))
        self._tables[table.line] = table

    def delete(self, row: Row) -> None:
        """Take a body row away."""
        self.edits.append(write.delete_row(row))
        self._deleted.add(row.line)
        self._tables[row.table.line] = row.table

    def replace(self, span: Span, new: str) -> None:
        """Put `new` in place of a stretch of one line outside tables."""
        old = self.document.source.slice(span)
        if any(char in "\r\n" for char in old + new):
            raise EditRejected("an edit outside tables stays on its line", where=self._where(span.start))
        if old != new:
            self.edits.append(Edit(span, old, new))

    def apply(self, second: bool = True) -> Document:
        """The document with all edits done. Raises `EditRejected` if it does not read back as asked.

        `second`: ask the second reader too, which is wanted before anything is written.
        """
        if not self.edits:
            return self.document
        after = Document(apply(self.document.source, self.edits))
        self._check_blocks(after)
        self._check_cells(after)
        if second:
            self._check_second(after)
        return after

    def _moved(self, line: int) -> int:
        """Where `line` lies after the edits."""
        inserted = sum(1 for after, _ in self._inserted if after < line)
        return line + inserted - sum(1 for deleted in self._deleted if deleted < line)

    def _check_blocks(self, after: Document) -> None:
        expected = [
            (block.kind, self._moved(block.first), self._moved(block.last)) for block in walk(self.document.blocks)
        ]
        found = [(block.kind, block.first, block.last) for block in walk(after.blocks)]
        if expected != found:
            line = next((new[1] for old, new in zip(expected, found, strict=False) if old != new), 0)
            raise self._rejected("the text would not keep its structure", line)

    def _check_cells(self, after: Document) -> None:
        tables = {table.line: table for table in after.tables}
        for line, table in self._tables.items():
            new = tables.get(self._moved(line))
            if new is None:
                raise self._rejected("the table would be lost", self._moved(line))
            rows = [row.values for row in (new.header, *new.rows)]
            expected = self._expected(table)
            for index, values in enumerate(expected):
                if index >= len(rows) or rows[index] != values:
                    raise self._rejected("the row would not read back as asked", new.line + index + bool(index))

    def _expected(self, table: Table) -> list[list[str]]:
        rows: list[list[str]] = []
        for line in range(table.line, table.last + 1):
            if line != table.line + 1 and line not in self._deleted:
                rows.append(self._expected_row(table.row_at(line)))
            rows += [values for after, values in self._inserted if after == line]
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
        from forgemd.markdown.second import SecondReaderLost, tables

        try:
            seen = {table.line: table for table in tables(after.source)}
        except SecondReaderLost as lost:
            raise self._rejected(f"ambiguous Markdown, the second reader gave up: {lost}", 0) from lost
        ours = {table.line: table for table in after.tables}
        for line in self._tables:
            table, other = ours[self._moved(line)], seen.get(self._moved(line))
            rows = [row.values for row in (table.header, *table.rows)]
            if other is None or [list(row.cells) for row in other.rows] != rows:
                raise self._rejected("ambiguous Markdown, two readers see different tables here", table.line)

    def _rejected(self, message: str, line: int) -> EditRejected:
        hint = "nothing was written; make the change by hand, or simplify the lines around it"
        return EditRejected(message, where=f"{self.document.source.path}:{line + 1}", hint=hint)

    def _where(self, offset: int) -> str:
        line, column = self.document.source.position(offset)
        return f"{self.document.source.path}:{line}:{column}"
