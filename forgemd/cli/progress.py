"""How far a long run is: one line on stderr that is written over, for somebody who waits at a terminal."""

from __future__ import annotations

import sys
import time

from forgemd.cli import streams
from forgemd.cli.world import World
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Progress"]

_PATIENCE = 1.0
"""Seconds before anything is said: most runs are over by then."""
_EVERY = 0.1


class Progress:
    """Says `120 of 4000 WHAT` while it is entered, where stderr is a terminal and `-q` was not given."""

    def __init__(self, world: World, what: str) -> None:
        self._what = what
        self._wanted = not world.quiet and streams.is_terminal(sys.stderr) and world.environ.get("TERM") != "dumb"
        self._next = time.monotonic() + _PATIENCE
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def update(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if self._wanted and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._shown = True
            streams.write_over(f"{done} of {total} {self._what}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            streams.write_over("")
