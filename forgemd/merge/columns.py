"""Columns that one side added, removed, moved or renamed."""

from __future__ import annotations

from collections import Counter

from forgemd.merge.model import BASE, OURS, THEIRS
from forgemd.merge.order import merge_order, natural
from forgemd.merge.outline import Grid
from forgemd.tracker import normal

__all__ = ["merged_columns", "name_columns"]


def name_columns(grids: tuple[Grid | None, Grid | None, Grid | None]) -> None:
    """Name the columns of one table in each version, a renamed one by its name in the base."""
    for grid in grids:
        if grid is not None:
            grid.keys = _names(grid)
    base = grids[BASE]
    for side in (grids[OURS], grids[THEIRS]):
        if base is not None and side is not None and len(base.keys) == len(side.keys):
            here, there = set(side.keys), set(base.keys)
            side.keys = tuple(
                was if name not in there and was not in here else name
                for was, name in zip(base.keys, side.keys, strict=True)
            )


def _names(grid: Grid) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    names = []
    for header in grid.columns:
        name = normal(header) or header.strip()
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}\n{seen[name]}")
    return tuple(names)


def merged_columns(grids: tuple[Grid | None, Grid | None, Grid | None]) -> tuple[str, ...]:
    """The keys of the columns that the merged table has, in order."""
    base, ours, theirs = ((grid.keys if grid is not None else None) for grid in grids)
    if ours is None or theirs is None:
        return ours or theirs or base or ()
    if ours == theirs:
        return ours
    kept = set(ours) & set(theirs) | (set(ours) ^ set(theirs)) - set(base or ())
    return tuple(key for key in merge_order(base or (), ours, theirs, natural) if key in kept)
