"""Edits: the only way in which a text changes."""

from __future__ import annotations

from forgemd.errors import EditConflict, StaleEdit
from forgemd.text.source import Source
from forgemd.text.span import Span
from forgemd.typed import Iterable, NamedTuple

__all__ = ["Edit", "apply"]


class Edit(NamedTuple):
    """Put `new` where `span` holds `old`. An empty span inserts."""

    span: Span
    old: str
    new: str


def apply(source: Source, edits: Iterable[Edit]) -> Source:
    """The text with all edits done, given in any order.

    Insertions at one offset keep the order in which they were given. Raises `StaleEdit` where the text is
    not the one that an edit was made for, `EditConflict` where two edits overlap. Nothing is half done.
    """
    ordered = sorted(edits, key=lambda edit: edit.span)
    pieces: list[str] = []
    text, at = source.text, 0
    for edit in ordered:
        start, end = edit.span
        if start < at:
            raise EditConflict("two edits overlap", where=_where(source, start))
        if text[start:end] != edit.old:
            raise StaleEdit(
                f"expected {edit.old!r} here, found {text[start:end]!r}",
                where=_where(source, start),
                hint="read the file again and repeat the command",
            )
        pieces += (text[at:start], edit.new)
        at = end
    pieces.append(text[at:])
    return Source("".join(pieces), source.path)


def _where(source: Source, offset: int) -> str:
    line, column = source.position(offset)
    return f"{source.path}:{line}:{column}"
