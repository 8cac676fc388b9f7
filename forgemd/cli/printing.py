"""Results to stdout, so that they command no terminal: coloured there, plain for everything else."""

from __future__ import annotations

import sys

from forgemd.cli.streams import emit, is_terminal
from forgemd.cli.world import World
from forgemd.output import Line, plain, visible
from forgemd.typed import Iterable

__all__ = ["show", "show_lines"]


def show(world: World, lines: Iterable[Line]) -> None:
    """Print `lines` as a result."""
    if not world.colored:
        emit(plain(lines))
        return
    from forgemd.output import painted

    emit(painted(lines))


def show_lines(text: str) -> None:
    """Print lines of a file, as a diff or a message has them: exact for a program; a terminal sees what would
    command it by its number, but for tabs."""
    if is_terminal(sys.stdout):
        text = "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))
    emit(text)
