"""The document's own legend: which statuses there are, how cells write them, what they mean."""

from __future__ import annotations

from forgemd.markdown import Row
from forgemd.tracker.headers import candidates
from forgemd.tracker.layout import Layout
from forgemd.tracker.markup import bare
from forgemd.tracker.roles import KEY, NOTES, TITLE
from forgemd.tracker.status import Status, phrase, sense_in
from forgemd.tracker.vocabulary import CATEGORY_OF, GLYPHS, Category
from forgemd.typed import NamedTuple

__all__ = ["Legend", "read_legend"]


class Legend(NamedTuple):
    """The statuses that a legend table defines, in its order; `line` is its header's, 0-based."""

    statuses: tuple[Status, ...]
    line: int


def read_legend(layout: Layout) -> Legend:
    """The legend that `layout` (of kind legend) holds; one without statuses where it explains something else."""
    found: dict[str, Status] = {}
    for row in layout.table.rows:
        status = _status(layout, row)
        if status is not None:
            found.setdefault(status.code.casefold(), status)
    sensible = sum(1 for status in found.values() if status.sense is not None)
    if 2 * sensible < len(found) and not _names_statuses(layout):
        found = {}
    return Legend(tuple(found.values()), layout.table.line)


def _names_statuses(layout: Layout) -> bool:
    return any("status" in candidates(column.header) for column in layout.columns)


def _status(layout: Layout, row: Row) -> Status | None:
    key, label, meaning = (row.value(layout.index(role)) for role in (KEY, TITLE, NOTES))
    label = label or key
    code = bare(key) if layout.index(TITLE) >= 0 else phrase(key)
    if not any(char.isalnum() for char in code):
        code = phrase(label) if any(char.isalnum() for char in phrase(label)) else phrase(meaning)
    if not code or not label:
        return None
    sense = next((sense for text in (code, label, meaning) if (sense := sense_in(text))), None) or _glyph(label)
    category: Category = CATEGORY_OF[sense] if sense else "unknown"
    return Status(code, label, category, sense, row.line)


def _glyph(label: str) -> str | None:
    return next((GLYPHS[char] for char in label if char in GLYPHS), None)
