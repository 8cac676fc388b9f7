"""The document's own legend: which statuses there are, how cells write them, what they mean."""

from __future__ import annotations

from forgemd.lazy import lru_cache
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import KEY, NOTES, TITLE
from forgemd.tracker.cells.status import Status, phrase, sense_in
from forgemd.tracker.tables.columns import Column
from forgemd.tracker.tables.layout import Layout
from forgemd.tracker.words.headers import candidates, normal
from forgemd.tracker.words.vocabulary import CATEGORY_OF, GLYPHS, Category
from forgemd.typed import NamedTuple, Sequence

__all__ = ["Legend", "enumerated", "read_legend"]


class Legend(NamedTuple):
    """The statuses that a legend table defines, in its order; `line` is its header's, 0-based."""

    statuses: tuple[Status, ...]
    line: int


def read_legend(layout: Layout) -> Legend:
    """The legend that `layout` (of kind legend) holds; one without statuses where it explains something else."""
    rows = tuple(map(tuple, layout.table.values))
    return (_known_legend if len(rows) < _FEW else _legend)(layout.columns, rows, layout.line)


def _legend(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...], first: int) -> Legend:
    """The legend that `rows` are, whose header stands in the line `first`."""
    found: dict[str, Status] = {}
    roles = [column.role for column in columns]
    titled = TITLE.name in roles
    places = [roles.index(role.name) if role.name in roles else -1 for role in (KEY, TITLE, NOTES)]
    for line, values in enumerate(rows, first + 2):
        key, label, meaning = [values[at] if 0 <= at < len(values) else "" for at in places]
        status = _status(key, label, meaning, titled)
        if status is not None:
            found.setdefault(status.code.casefold(), Status(*status[:-1], line))
    sensible = sum(1 for status in found.values() if status.sense is not None)
    if 2 * sensible < len(found) and not (_names_statuses(columns) or _lists_values(columns)):
        found = {}
    return Legend(tuple(found.values()), first)


_FEW = 50
_known_legend = lru_cache(maxsize=16)(_legend)
"""The trackers of one repository mostly share their legend, and both versions of one do."""


def _lists_values(columns: Sequence[Column]) -> bool:
    return normal(columns[0].header) in _VALUES


_VALUES = frozenset(
    "value values enum option status state 值 取值 枚举 枚举值 状态值 値 取り得る値 값 valor valores valeur wert значение değer".split()
)


def enumerated(layouts: Sequence[Layout]) -> Layout | None:
    """The first table of values with what they mean (`值 | 说明`), if they are the statuses that tasks here have.

    Two of them are in use at least, and no task has a status that is none of them.
    """
    for layout in layouts:
        columns = layout.columns
        if layout.kind == "other" and len(columns) == 2 and _lists_values(columns):
            values = {phrase(row[0]) for row in layout.table.values if row}
            used = {phrase(text) for other in layouts for text in _stated(other)} - {""}
            if len(used) > 1 and used <= values:
                roles = (
                    Column(columns[0].header, "key", "statuses in use"),
                    Column(columns[1].header, "notes", "means"),
                )
                return Layout(layout.table, "legend", f"'{columns[0].header}' lists the statuses in use", roles)
    return None


def _stated(layout: Layout) -> list[str]:
    """What the cells for the status hold in a table of tasks."""
    at = layout.status_at
    return [row[at] for row in layout.table.values if at < len(row)] if layout.kind == "tasks" and at >= 0 else []


def _names_statuses(columns: Sequence[Column]) -> bool:
    return any("status" in candidates(column.header) for column in columns)


@lru_cache(maxsize=256)
def _status(key: str, label: str, meaning: str, titled: bool) -> Status | None:
    """What a row defines, wherever it stands: the legends of a repository are mostly one."""
    label = label or key
    code = bare(key) if titled else phrase(key)
    if not any(char.isalnum() for char in code):
        code = phrase(label) if any(char.isalnum() for char in phrase(label)) else phrase(meaning)
    if not code or not label:
        return None
    sense = next((sense for text in (code, label, meaning) if (sense := sense_in(text))), None)
    sense = sense or _glyph(label) or _formed(code)
    category: Category = CATEGORY_OF[sense] if sense else "unknown"
    return Status(code, label, category, sense)


def _formed(code: str) -> str | None:
    from forgemd.tracker.words.phrases import formed  # few legends define what no list has

    return formed(code)


def _glyph(label: str) -> str | None:
    return next((GLYPHS[char] for char in label if char in GLYPHS), None)
