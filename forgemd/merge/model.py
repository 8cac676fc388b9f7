"""What a merge works with and what it gives back."""

from __future__ import annotations

from forgemd.text import Source
from forgemd.typed import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "BASE",
    "MARKER",
    "OURS",
    "THEIRS",
    "VERSION",
    "Choice",
    "Clash",
    "Conflict",
    "ConflictKind",
    "Decide",
    "Markers",
    "MergeText",
    "Merged",
    "Piece",
    "Policy",
    "Side",
    "Stamp",
    "Terms",
    "nobody",
]

BASE, OURS, THEIRS = 0, 1, 2
"""The three versions, as indices."""

Policy = Literal["conflict", "safety"]
"""What becomes of two statuses for one task: a conflict, or the report of trouble wins and leaves a log row."""

ConflictKind = Literal["cell", "column", "delete", "heading", "id", "invariant", "move", "section", "text"]


MARKER = 7
"""How many signs a conflict marker has, if nobody asks for more."""


class Markers(NamedTuple):
    """How a conflict is shown: `size` signs in front of the names of our side, the base and their side.

    `virtual`: the result is an ancestor that git makes up. Nobody sees it, so the base's lines stand where
    markers would.
    """

    size: int = MARKER
    labels: tuple[str, str, str] = ("ours", "base", "theirs")
    virtual: bool = False


class Conflict(NamedTuple):
    """Something that a person has to decide: `name` is a task's id, a row's key or a heading, `columns` the
    headers of the cells in question."""

    kind: ConflictKind
    name: str
    why: str
    columns: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The conflict in one line."""
        return f"{self.name}: {self.why}" if self.name else self.why


class Clash(NamedTuple):
    """Whole lines as each version has them; empty where a version has none."""

    ours: str
    base: str
    theirs: str


Piece = str | Clash
"""A part of the result: whole lines, or a place where the sides differ."""


Side = Literal["ours", "theirs"]
"""Whose lines stand in a result."""

VERSION: dict[Side, int] = {"ours": OURS, "theirs": THEIRS}
"""The version that a side is."""


class Decide(Protocol):
    """Somebody who decides what the merge leaves to people."""

    def __call__(self, conflict: Conflict, clash: Clash) -> Side | None:
        """Whose lines are to stand, None for nobody's: markers do."""
        ...  # pragma: no cover


class Choice(NamedTuple):
    """A conflict that was decided, and for whom."""

    conflict: Conflict
    side: Side


class Stamp(NamedTuple):
    """What the log says of who decided and when; without a time the latest that the log knows."""

    actor: str = "merge"
    when: datetime | None = None


def nobody(conflict: Conflict, clash: Clash) -> Side | None:
    """Decides nothing."""
    return None


class Terms(NamedTuple):
    """On which terms a merge is made: what a policy decides, who is asked about the rest, and what the log is told."""

    policy: Policy = "conflict"
    decide: Decide = nobody
    stamp: Stamp = Stamp()


class Merged(NamedTuple):
    """The result. `source` holds conflict markers where `conflicts` is not empty (but in a virtual ancestor);
    `notes` say what was decided on the way; `fell_back` that the text was merged as text, not by rows; `choices` what
    was decided by somebody who was asked."""

    source: Source
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...]
    fell_back: bool
    choices: tuple[Choice, ...] = ()


class MergeText(Protocol):
    """A three-way merge of plain text by lines, such as git's."""

    def __call__(self, base: str, ours: str, theirs: str, marker_size: int, /) -> tuple[str, int]:
        """The merged text and the number of conflicts whose markers are in it."""
        ...  # pragma: no cover
