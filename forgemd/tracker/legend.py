"""The document's own legend: which statuses there are, how cells write them, what they mean."""

from __future__ import annotations

from forgemd.lazy import lru_cache
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
    titled = layout.index(TITLE) >= 0
    columns = [layout.index(role) for role in (KEY, TITLE, NOTES)]
    for line, values in enumerate(layout.table.values, layout.table.line + 2):
        key, label, meaning = [values[at] if 0 <= at < len(values) else "" for at in columns]
        status = _status(key, label, meaning, titled)
        if status is not None:
            found.setdefault(status.code.casefold(), status._replace(line=line))
    sensible = sum(1 for status in found.values() if status.sense is not None)
    if 2 * sensible < len(found) and not _names_statuses(layout):
        found = {}
    return Legend(tuple(found.values()), layout.table.line)


def _names_statuses(layout: Layout) -> bool:
    return any("status" in candidates(column.header) for column in layout.columns)


@lru_cache(maxsize=256)
def _status(key: str, label: str, meaning: str, titled: bool) -> Status | None:
    """What a row defines, wherever it stands: the legends of a repository are mostly one."""
    label = label or key
    code = bare(key) if titled else phrase(key)
    if not any(char.isalnum() for char in code):
        code = phrase(label) if any(char.isalnum() for char in phrase(label)) else phrase(meaning)
    if not code or not label:
        return None
    sense = next((sense for text in (code, label, meaning) if (sense := sense_in(text))), None) or _glyph(label)
    category: Category = CATEGORY_OF[sense] if sense else "unknown"
    return Status(code, label, category, sense)


def _glyph(label: str) -> str | None:
    return next((GLYPHS[char] for char in label if char in GLYPHS), None)
