"""Change logs: every entry of either side, in the order that the table has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from forgemd.markdown import Row, Table, escape
from forgemd.merge.matching import Triple
from forgemd.merge.model import BASE, OURS, THEIRS, Stamp
from forgemd.merge.order import merge_order
from forgemd.merge.outline import Grid
from forgemd.merge.rows import Decision
from forgemd.merge.weaving import Strand, weave
from forgemd.tracker import DATE, Moment, parse_moment, wanted, write_like
from forgemd.typed import Any

__all__ = ["merge_log"]

_Occurrence = tuple[tuple[str, ...], int]


def merge_log(
    grids: Triple, columns: tuple[str, ...], newline: str, decisions: Sequence[Decision], stamp: Stamp
) -> str:
    """The rows of the merged log. An entry is what its cells say; equal ones are counted, never thrown together:
    what stands twice on a side that added it stands twice. `decisions` get an entry each, the latest there, by the
    actor and at the time of `stamp`."""
    shared = [key for key in columns if all(grid is None or key in grid.keys for grid in grids)]
    front, back = _common(grids, columns)
    versions = [_entries(grid, shared, front, back) for grid in grids]
    order = _order(grids, front, back)
    moments = {
        occurrence: _moment(grid, line)
        for grid, found in zip(grids, versions, strict=True)
        for occurrence, line in found.items()
    }
    present = [Counter(text for text, _ in found) for found in versions]
    count = {text: wanted(*(counts[text] for counts in present)) for counts in present for text in counts}

    def rank(occurrence: _Occurrence) -> tuple[Any, ...]:
        moment = moments.get(occurrence)
        days, seconds = moment.key() if moment is not None else (0, 0)
        sign = -1 if order == "falling" else 1
        return (moment is None, sign * days, sign * seconds, occurrence)

    # An entry of which the sides have different numbers keeps every place up to the number wanted.
    lists = [[occurrence for occurrence in found if occurrence[1] <= count[occurrence[0]]] for found in versions]
    rows = [
        _line(grids, versions, occurrence, columns, newline)
        for occurrence in merge_order(lists[BASE], lists[OURS], lists[THEIRS], rank)
    ]
    before, after = _outer(grids[BASE], front, back)
    extra = [_decided(grids, columns, decision, newline, stamp) for decision in decisions]
    return "".join([*extra[::-1], before, *rows, after] if order == "falling" else [before, *rows, after, *extra])


def _common(grids: Triple, columns: tuple[str, ...]) -> tuple[int, int]:
    """How many rows at the front and at the back all versions have, line for line. They stay as they are: that there
    are more of an entry in all versions changes nothing about how many of it the rest has to have."""
    if any(grid is None or grid.keys != columns for grid in grids):
        return 0, 0
    tables = [grid.layout.table for grid in grids if grid is not None]
    most = min(table.last - table.line - 1 for table in tables)
    front = next((at for at in range(most) if _differ(tables, [table.line + 2 + at for table in tables])), most)
    back = next((at for at in range(most) if _differ(tables, [table.last - at for table in tables])), most)
    return front, min(back, most - front)


def _differ(tables: Sequence[Table], lines: Sequence[int]) -> bool:
    """Whether these lines, one of each version, do not say the same."""
    first, *others = (table.source.line(line) for table, line in zip(tables, lines, strict=True))
    return any(other != first for other in others)


def _outer(grid: Grid | None, front: int, back: int) -> tuple[str, str]:
    """The text of so many rows at the front and at the back."""
    if grid is None:
        return "", ""
    table = grid.layout.table
    source, first, end = table.source, table.line + 2, table.last + 1
    return (
        source.text[source.line_span(first).start : source.line_span(first + front - 1).end] if front else "",
        source.text[source.line_span(end - back).start : source.line_span(end - 1).end] if back else "",
    )


def _entries(grid: Grid | None, shared: list[str], front: int, back: int) -> dict[_Occurrence, Row]:
    """The rows of one version by what they say, and the how manieth time they say it, but those at the ends."""
    found: dict[_Occurrence, Row] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    if grid is None:
        return found
    table = grid.layout.table
    places = [grid.keys.index(key) for key in shared]
    for line in range(table.line + 2 + front, table.last + 1 - back):
        row = table.row_at(line)
        text = tuple(row.value(at) for at in places) + tuple(row.values[len(grid.keys) :])
        seen[text] += 1
        found[text, seen[text]] = row
    return found


def _moment(grid: Grid | None, row: Row) -> Moment | None:
    return parse_moment(row.value(grid.layout.index(DATE))) if grid is not None else None


def _order(grids: Triple, front: int, back: int) -> str:
    """How the entries lie in time on all sides: `rising`, `falling`, or empty where that is not clear. `front` and
    `back` rows at the ends are the same in all: of the sides only what lies between counts, with its neighbours."""
    rising = falling = False
    known: dict[str, tuple[int, int] | None] = {}
    for version, grid in enumerate(grids):
        if grid is None or grid.layout.index(DATE) < 0:
            continue
        first, last = grid.layout.table.line + 2, grid.layout.table.last + 1
        lines = (
            range(first, last) if version == BASE else range(max(first, first + front - 1), min(last, last - back + 1))
        )
        keys = [key for key in _times(grid, lines, known) if key is not None]
        rising = rising or any(before < after for before, after in pairwise(keys))
        falling = falling or any(before > after for before, after in pairwise(keys))
    return "" if rising == falling else "rising" if rising else "falling"


def _times(
    grid: Grid, lines: Sequence[int], known: dict[str, tuple[int, int] | None]
) -> Iterator[tuple[int, int] | None]:
    """The times of the entries on these lines; `known` are texts that were read before. No row is kept."""
    at, table = grid.layout.index(DATE), grid.layout.table
    for line in lines:
        text = table.row_at(line).value(at)
        if text not in known:
            moment = parse_moment(text)
            known[text] = moment.key() if moment is not None else None
        yield known[text]


def _line(
    grids: Triple,
    versions: list[dict[_Occurrence, Row]],
    occurrence: _Occurrence,
    columns: tuple[str, ...],
    newline: str,
) -> str:
    """The entry as the side has it that padded it anew, else as all have it."""
    rows = [found.get(occurrence) for found in versions]
    lines = [None if row is None else row.table.source.slice(row.table.source.line_span(row.line)) for row in rows]
    there = [(grid, row) for grid, row in zip(grids, rows, strict=True) if row is not None and grid is not None]
    if all(grid.keys == columns for grid, _ in there):
        base, ours, theirs = lines
        if ours is None or theirs is None:
            return ours or theirs or base or ""
        return theirs if ours == base else ours if theirs == base else min(ours, theirs)
    strands = [
        Strand(grid, row) if grid is not None and row is not None else None
        for grid, row in zip(grids, rows, strict=True)
    ]
    woven = weave(columns, strands, lambda *_: False, newline=newline)
    return min(woven.ours, woven.theirs)


def _decided(grids: Triple, columns: tuple[str, ...], decision: Decision, newline: str, stamp: Stamp) -> str:
    """An entry for a decision. Without a time it has the latest that the log knows: a merge has no clock."""
    grid = grids[OURS] or grids[THEIRS] or grids[BASE]
    assert grid is not None
    dates = [
        (moment.key(), row.value(side.layout.index(DATE)))
        for side in (grids[OURS], grids[THEIRS])
        if side is not None
        for row in side.layout.table.rows
        if (moment := _moment(side, row)) is not None
    ]
    latest = max(dates)[1] if dates else ""
    texts = {
        "date": write_like(latest, stamp.when) if stamp.when is not None else latest or "-",
        "id": decision.task,
        "old": decision.old,
        "new": decision.new,
        "owner": stamp.actor,
        "notes": decision.words,
    }
    roles = {key: column.role for key, column in zip(grid.keys, grid.layout.columns, strict=True)}
    cells = [escape(texts.get(roles.get(key, ""), "-")) for key in columns]
    return f"| {' | '.join(cells)} |{newline}"
