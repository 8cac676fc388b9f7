"""The gate for edits that somebody else made up, such as the fixes of rules."""

from __future__ import annotations

from forgemd.errors import EditRejected
from forgemd.markdown.document import Document
from forgemd.markdown.table import Table
from forgemd.typed import TYPE_CHECKING, Sequence

if TYPE_CHECKING:
    from forgemd.markdown.second import SecondTable

__all__ = ["need_agreement", "need_same_structure", "need_sound_tables"]


def need_same_structure(before: Document, after: Document) -> None:
    """Raises `EditRejected` unless `after` has the blocks of `before` on the same lines, and in every table that
    differs both readers see the same cells. What `Rewrite` does not know of, this is asked about."""
    old = [(block.kind, block.first, block.last) for block in before.every]
    new = [(block.kind, block.first, block.last) for block in after.every]
    if old != new:
        line = next((pair[1][1] for pair in zip(old, new, strict=False) if pair[0] != pair[1]), 0)
        raise _rejected(after, "the text would not keep its structure", line)
    pairs = zip(before.tables, after.tables, strict=True)
    touched = [table for was, table in pairs if was.text != table.text]
    need_agreement(after, touched)


def need_sound_tables(before: Document, after: Document) -> None:
    """Raises `EditRejected` unless both readers see the same cells in every table of `after` that `before` has not.
    For edits that are there to make another structure; others go through `need_same_structure`."""
    known = {table.text for table in before.tables}
    need_agreement(after, [table for table in after.tables if table.text not in known])


def need_agreement(document: Document, touched: Sequence[Table]) -> None:
    """Raises `EditRejected` unless the second reader sees the tables `touched` of `document` as they were read."""
    if not touched:
        return
    from forgemd.markdown.second import SecondReaderLost, tables

    try:
        seen = {table.line: table for table in tables(document.source, {table.line for table in touched})}
    except SecondReaderLost as lost:
        raise _rejected(document, f"ambiguous Markdown, the second reader gave up: {lost}", 0) from lost
    for table in touched:
        if not _agrees(table, seen.get(table.line)):
            raise _rejected(document, "ambiguous Markdown, two readers see different tables here", table.line)


def _agrees(table: Table, other: SecondTable | None) -> bool:
    # Row by row: all cells of a long table at once are more than its file.
    return (
        other is not None
        and len(other.rows) == len(table.rows) + 1
        and list(other.rows[0].cells) == table.header.values
        and all(list(row.cells) == table.row_at(line).values for line, row in enumerate(other.rows[1:], table.line + 2))
    )


def _rejected(document: Document, message: str, line: int) -> EditRejected:
    hint = "nothing was written; make the change by hand, or simplify the lines around it"
    return EditRejected(message, where=f"{document.source.path}:{line + 1}", hint=hint)
