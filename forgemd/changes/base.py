"""What every change works with: who acts when, and how each place that could be written came out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from forgemd.markdown import Rewrite
from forgemd.tracker import Tracker
from forgemd.typed import Literal, NamedTuple, Protocol

__all__ = ["Context", "Edited", "Intent", "Surface"]


class Context(NamedTuple):
    """Who acts, and when. `agent` is set only when the actor gave a name to go by (`--agent`); `actor` is
    what the log says. `now` is aware of its zone. `reason` forces steps that the workflow does not draw. `note` is what
    somebody wants the log to say of them, `unasked` what it says where nobody does."""

    now: datetime
    actor: str
    agent: str | None = None
    note: str | None = None
    reason: str | None = None
    unasked: str | None = None


class Surface(NamedTuple):
    """A place that a change writes, or does not: `row`, `log`, `rollup`, `claim` (a figure in prose) or `metadata`.

    `name` says which (a task's id, with its column for a single cell; a rollup's row); `line` is 1-based in the
    text as it becomes; `why` explains a refusal, and what an unchanged place already said.
    """

    surface: Literal["row", "log", "rollup", "claim", "metadata"]
    name: str
    state: Literal["changed", "unchanged", "refused"]
    why: str = ""
    line: int | None = None


class Edited(NamedTuple):
    """What an intent put into a rewrite. A surface of a whole row is named by its task and has no line yet.

    `holds` is asked of the tracker as it then reads: whether that says what the intent meant. None where the
    reading of the cells says enough. `tasks` is how many there are more (or, below zero, fewer).
    """

    surfaces: tuple[Surface, ...]
    holds: Callable[[Tracker], bool] | None = None
    tasks: int = 0


class Intent(Protocol):
    """A request: data before anything happens."""

    def edit(self, tracker: Tracker, rewrite: Rewrite) -> Edited:
        """Put the request into `rewrite`. Raises `UsageError` when the tracker has no such task or status."""
        ...  # pragma: no cover
