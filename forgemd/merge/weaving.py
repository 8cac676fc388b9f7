"""Three versions of one row, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from forgemd.markdown import Row
from forgemd.merge.model import BASE, OURS, THEIRS
from forgemd.merge.outline import Grid
from forgemd.tracker import is_placeholder
from forgemd.typed import NamedTuple

__all__ = ["Same", "Strand", "Woven", "nothing", "three_way", "unchanged_line", "weave"]

_NEITHER = -1
_BOTH_CHANGED = -2

Same = Callable[[str, int, str, int, str], bool]
"""Whether two texts of one cell mean one thing: (column, version, text, version, text)."""


def nothing(text: str | None) -> bool:
    """Whether a cell is missing or says that it has nothing to say."""
    return text is None or is_placeholder(text)


class Strand:
    """One version of a row: its cells by column key."""

    __slots__ = ("cut", "grid", "row", "source_text", "texts")

    def __init__(self, grid: Grid, row: Row) -> None:
        self.grid = grid
        self.row = row
        self.cut = row.cut
        self.source_text = row.table.source.text
        raws = [self.source_text[start:end].strip(" \t\v\f") for start, end in self.cut.bounds]
        raws += [""] * (len(grid.keys) - len(raws))
        self.texts = dict(zip(grid.keys, raws, strict=False))

    @property
    def surplus(self) -> bool:
        """Whether the row has cells that belong to no column."""
        return len(self.cut.bounds) > len(self.grid.keys)

    @property
    def whole(self) -> tuple[str, ...]:
        """All cells, trimmed: what the row says, whatever its padding."""
        return tuple(self.source_text[start:end].strip(" \t\v\f") for start, end in self.cut.bounds)

    def padded(self, key: str) -> str | None:
        """What stands between the bars; None where the row has no such cell."""
        at = self.grid.keys.index(key) if key in self.grid.keys else len(self.cut.bounds)
        if at >= len(self.cut.bounds):
            return None
        start, end = self.cut.bounds[at]
        return self.source_text[start:end]

    @property
    def indent(self) -> str:
        """What stands in front of the row on its line."""
        start = self.row.table.source.starts[self.row.line]
        text = self.source_text[start : self.row.end]
        return text[: len(text) - len(text.lstrip(" \t"))]


class Woven(NamedTuple):
    """The merged row: `texts` what each column says (None where the sides differ: see `clashes`), `ours` and
    `theirs` the whole line with one side's cells where they do; `dropped` are columns that are gone from the
    table and that a side had changed."""

    texts: dict[str, str]
    clashes: tuple[str, ...]
    dropped: tuple[str, ...]
    ours: str
    theirs: str


def three_way(key: str, texts: Sequence[str | None], same: Same) -> int:
    """The version whose text a cell takes; -1 for none and -2 where both sides changed it differently.

    A text is None where its version has no such cell.
    """
    base, ours, theirs = texts
    if ours is None and theirs is None:
        return _NEITHER
    if ours is None or theirs is None:
        return THEIRS if ours is None else OURS
    if base is None:
        if ours == theirs or nothing(theirs):
            return OURS
        return THEIRS if nothing(ours) else _BOTH_CHANGED
    if ours in (base, theirs):
        return THEIRS
    if theirs == base:
        return OURS
    if same(key, BASE, base, OURS, ours):
        return THEIRS
    if same(key, BASE, base, THEIRS, theirs):
        return OURS
    if same(key, OURS, ours, THEIRS, theirs):
        return OURS if ours < theirs else THEIRS
    return _BOTH_CHANGED


def weave(
    columns: Sequence[str],
    strands: Sequence[Strand | None],
    same: Same,
    *,
    newline: str = "\n",
    taken: Collection[str] = (),
    winner: int = _NEITHER,
    apart: Collection[str] = (),
) -> Woven:
    """One row of `columns` out of the versions that there are.

    The columns `taken` come from the version `winner`; those `apart` are in dispute, and each side keeps its own.
    """
    picks: dict[str, int] = {}
    clashes = []
    for key in columns:
        texts = [strand.texts.get(key) if strand is not None else None for strand in strands]
        pick = winner if key in taken and texts[winner] is not None else three_way(key, texts, same)
        if key in apart and texts[OURS] != texts[THEIRS]:
            pick = _BOTH_CHANGED
        if pick == _BOTH_CHANGED:
            clashes.append(key)
        picks[key] = pick
    lines = [_line(columns, strands, {**picks, **dict.fromkeys(clashes, side)}, newline) for side in (OURS, THEIRS)]
    texts_of = {key: _text(strands, key, pick) for key, pick in picks.items() if pick != _BOTH_CHANGED}
    return Woven(texts_of, tuple(clashes), _dropped(columns, strands), *lines)


def _text(strands: Sequence[Strand | None], key: str, pick: int) -> str:
    strand = strands[pick] if pick >= 0 else None
    return strand.texts.get(key, "") if strand is not None else "-"


def _dropped(columns: Sequence[str], strands: Sequence[Strand | None]) -> tuple[str, ...]:
    """Columns that the merged table does not have, with words in them that only one side knows."""
    base = strands[BASE]
    found = {
        key: None
        for strand in (strands[OURS], strands[THEIRS])
        if strand is not None
        for key, text in strand.texts.items()
        if key not in columns and not nothing(text) and (base is None or base.texts.get(key) != text)
    }
    return tuple(found)


def _line(columns: Sequence[str], strands: Sequence[Strand | None], picks: dict[str, int], newline: str) -> str:
    """The line with each cell as the version that it is from has it, padding included."""
    sides = [strand for strand in strands[OURS:] if strand is not None]
    padded = [_padded(strands, key, picks[key]) for key in columns]
    if not any(tuple(columns) != strand.grid.keys for strand in sides):
        while padded and padded[-1] is None:
            padded.pop()
    cells = [" - " if cell is None else cell for cell in padded]
    leading = any(strand.cut.leading for strand in sides) or not cells or not cells[0].strip()
    trailing = any(strand.cut.trailing for strand in sides) or len(cells) < 2 or not cells[-1].strip()
    indents = [strand.indent for strand in sides]
    body = "|".join(cells)
    if not leading:
        body = body.lstrip(" \t")
    return min(indents) + "|" * leading + body + "|" * trailing + newline


def _padded(strands: Sequence[Strand | None], key: str, pick: int) -> str | None:
    """The cell with the padding of the side that changed it, or that changed its padding."""
    chosen = strands[pick] if pick >= 0 else None
    if chosen is None:
        return None
    found = chosen.padded(key)
    base, ours, theirs = strands
    if ours is not None and theirs is not None and ours.texts.get(key) == theirs.texts.get(key):
        left, right = ours.padded(key), theirs.padded(key)
        before = base.padded(key) if base is not None else None
        if left is not None and right is not None:
            return right if left == before else left if right == before else min(left, right)
    # A short row says the same as one with an empty cell.
    return " " if found is None and key != chosen.grid.keys[-1] and _later(chosen, key) else found


def _later(strand: Strand, key: str) -> bool:
    """Whether the row has a cell behind the column `key`."""
    return strand.grid.keys.index(key) < len(strand.cut.bounds)


def unchanged_line(
    columns: Sequence[str], grids: Sequence[Grid | None], base: str | None, ours: str, theirs: str
) -> str | None:
    """The line of the side that changed it, if no more than one did and it fits the merged columns; else None."""
    columns = tuple(columns)
    if any(grid is not None and grid.keys != columns for grid in grids):
        return None
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else None
