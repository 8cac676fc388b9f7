"""What a column means: typed constants."""

from __future__ import annotations

from forgemd.tracker.cells.dates import Moment, parse_moment
from forgemd.typed import Any, Callable, Generic, TypeVar

__all__ = [
    "ACTUAL",
    "BEGINNINGS",
    "BLOCKS",
    "BRANCH",
    "CELL",
    "COMPLETED",
    "COUNT",
    "DATE",
    "DATED",
    "DEPENDS",
    "DUE",
    "ESTIMATE",
    "GROUP",
    "ID",
    "KEY",
    "LINK",
    "LOCATION",
    "METRIC",
    "NEW",
    "NOTES",
    "OLD",
    "OTHER",
    "OWNER",
    "PRIORITY",
    "PROGRESS",
    "RESULT",
    "REVIEWER",
    "ROLES",
    "STARTED",
    "STATUS",
    "TARGET",
    "TITLE",
    "TOTAL",
    "VALUE",
    "Role",
    "is_placeholder",
    "says_nothing",
]

V = TypeVar("V")

_PLACEHOLDERS = frozenset(
    (
        "|-|--|---|–|—|n/a|na|none|nil|null|tbd|tba|?|...|…|/|"
        "无|未定|待定|なし|없음|нет|ninguno|ninguna|aucun|keine|nenhum"
    ).split("|")
)


# The Kelvin sign is a `k` in one case.
_WRAPS = "*`_~ \u00a0"
BEGINNINGS = frozenset(_WRAPS).union("\u212a", *((text[:1], text[:1].upper()) for text in _PLACEHOLDERS))
"""What a placeholder may begin with: a text that begins otherwise is none."""


def is_placeholder(text: str) -> bool:
    """Whether a cell says that it has nothing to say."""
    return text[:1] in BEGINNINGS and (text in _PLACEHOLDERS or text.strip(_WRAPS).casefold() in _PLACEHOLDERS)


class Role(Generic[V]):
    """What a column means. `parse` reads a cell that is no placeholder; None where its text is not certain."""

    __slots__ = ("name", "parse")

    def __init__(self, name: str, parse: Callable[[str], V | None]) -> None:
        self.name = name
        self.parse = parse

    def __repr__(self) -> str:
        return f"Role({self.name!r})"


def _text(raw: str) -> str:
    return raw


_NOBODY = frozenset(
    (
        "unassigned|not assigned|nobody|no one|sin asignar|sin responsable|non assigné|non attribué|nicht zugewiesen|"
        "não atribuído|sem responsável|non assegnato|niet toegewezen|nieprzypisane|не назначен|не назначено|atanmadı|"
        "atanmamış|未分配|未指派|未割当|未割り当て|未アサイン|미정|미배정|미지정"
    ).split("|")
)


def says_nothing(role: Role[Any], text: str) -> bool:
    """Whether a cell of `role` has nothing to say, as one for who has the task says by naming nobody."""
    return is_placeholder(text) or (role.name in _PEOPLE and role.parse(text) is None)


_PEOPLE = ("owner", "reviewer")


def _person(raw: str) -> str | None:
    return None if raw.strip(_WRAPS).casefold() in _NOBODY else raw


ID: Role[str] = Role("id", _text)
TITLE: Role[str] = Role("title", _text)
STATUS: Role[str] = Role("status", _text)
OWNER: Role[str] = Role("owner", _person)
REVIEWER: Role[str] = Role("reviewer", _person)
PRIORITY: Role[str] = Role("priority", _text)
ESTIMATE: Role[str] = Role("estimate", _text)
ACTUAL: Role[str] = Role("actual", _text)
DEPENDS: Role[str] = Role("depends", _text)
BLOCKS: Role[str] = Role("blocks", _text)
STARTED: Role[Moment] = Role("started", parse_moment)
COMPLETED: Role[Moment] = Role("completed", parse_moment)
DUE: Role[Moment] = Role("due", parse_moment)
DATE: Role[Moment] = Role("date", parse_moment)
BRANCH: Role[str] = Role("branch", _text)
LINK: Role[str] = Role("link", _text)
GROUP: Role[str] = Role("group", _text)
LOCATION: Role[str] = Role("location", _text)
NOTES: Role[str] = Role("notes", _text)
PROGRESS: Role[str] = Role("progress", _text)
TOTAL: Role[str] = Role("total", _text)
COUNT: Role[str] = Role("count", _text)
OLD: Role[str] = Role("old", _text)
NEW: Role[str] = Role("new", _text)
RESULT: Role[str] = Role("result", _text)
VALUE: Role[str] = Role("value", _text)
TARGET: Role[str] = Role("target", _text)
KEY: Role[str] = Role("key", _text)
METRIC: Role[str] = Role("metric", _text)
CELL: Role[str] = Role("cell", _text)
OTHER: Role[str] = Role("other", _text)

DATED = frozenset(role.name for role in (STARTED, COMPLETED, DUE, DATE))
"""The roles, by name, whose cells are read as moments; all others are text."""

ROLES: dict[str, Role[str] | Role[Moment]] = {
    role.name: role
    for role in (
        *(ID, TITLE, STATUS, OWNER, REVIEWER, PRIORITY, ESTIMATE, ACTUAL, DEPENDS, BLOCKS, BRANCH, LINK, GROUP),
        *(LOCATION, NOTES, PROGRESS, TOTAL, COUNT, OLD, NEW, RESULT, VALUE, TARGET, KEY, METRIC, CELL, OTHER),
        *(STARTED, COMPLETED, DUE, DATE),
    )
}
"""Every role by its name."""
