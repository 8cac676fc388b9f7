"""Styled lines to stdout: coloured for a terminal, plain for everything else."""

from __future__ import annotations

from collections.abc import Iterable

from forgemd.cli.streams import emit
from forgemd.cli.world import World
from forgemd.output import Line, plain

__all__ = ["show"]


def show(world: World, lines: Iterable[Line]) -> None:
    """Print `lines` as a result."""
    if not world.colored:
        emit(plain(lines))
        return
    from forgemd.output import painted

    emit(painted(lines))
