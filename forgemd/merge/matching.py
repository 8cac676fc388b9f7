"""Which section, table, column and row of one version is which of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from forgemd.merge.columns import name_columns
from forgemd.merge.model import BASE, OURS, THEIRS
from forgemd.merge.outline import Grid, Outline, Passage, Record, names_in
from forgemd.tracker import normal

__all__ = ["Triple", "match", "triples"]

Triple = tuple[Grid | None, Grid | None, Grid | None]

_ALIKE = 0.5


def match(outlines: Sequence[Outline]) -> None:
    """Give passages and tables of all versions their identities, columns their keys and rows theirs."""
    for outline in outlines:
        _first_names(outline.passages)
    for outline in outlines[1:]:
        _match_passages(outlines[BASE].passages, outline.passages)
    _agree_on_kinds(outlines)
    for outline in outlines:
        _name_grids(outline)
    for outline in outlines[1:]:
        _match_grids(outlines[BASE].grids, outline.grids)
    by_identity = triples(outlines)
    for grids in by_identity.values():
        name_columns(grids)
        _mark_untouched(grids)
        _choose_names(grids)
    _match_checklists(outlines)
    _name_rows(outlines)
    for grids in by_identity.values():
        if not _fit_for_rows(grids):
            for grid in grids:
                if grid is not None:
                    grid.by_rows = False


def triples(outlines: Sequence[Outline]) -> dict[str, Triple]:
    """The tables of all versions by their identity."""
    found: dict[str, list[Grid | None]] = {}
    for version, outline in enumerate(outlines):
        for grid in outline.grids:
            found.setdefault(grid.identity, [None, None, None])[version] = grid
    return {identity: (grids[BASE], grids[OURS], grids[THEIRS]) for identity, grids in found.items()}


def _first_names(passages: Iterable[Passage]) -> None:
    seen: Counter[str] = Counter()
    for passage in passages:
        name = f"{passage.parents}\n{passage.name}"
        seen[name] += 1
        passage.identity = f"{name}\n{seen[name]}"


def _match_passages(base: list[Passage], side: list[Passage]) -> None:
    """Give the passages of `side` that are not named as one of `base` the identity of the one that they were."""
    named = {passage.identity for passage in base}
    taken = {passage.identity for passage in side} & named
    left = [passage for passage in base if passage.identity not in taken]
    rest = [passage for passage in side if passage.identity not in named]
    rest, left = _pair(rest, left, lambda passage: passage.name)
    rest, left = _pair(rest, left, lambda passage: passage.number)
    rest, left = _pair(rest, left, lambda passage: "\n".join(passage.text[len(passage.head) :].split()))
    names = {passage.identity: _row_names(passage.grids) for passage in left}
    for passage in rest:
        mine = _row_names(passage.grids)
        alike = [other for other in left if _overlap(mine, names[other.identity]) >= _ALIKE]
        if len(alike) == 1:
            passage.identity = alike[0].identity
            left = [other for other in left if other is not alike[0]]


def _pair(
    rest: list[Passage], left: list[Passage], trait: Callable[[Passage], str]
) -> tuple[list[Passage], list[Passage]]:
    """Match the passages that are the only ones on either side with a `trait`; those that are left over."""
    ours, theirs = Counter(map(trait, rest)), Counter(map(trait, left))
    origin = {trait(passage): passage for passage in left}
    matched = set()
    for passage in rest:
        name = trait(passage)
        if name and ours[name] == theirs[name] == 1:
            passage.identity = origin[name].identity
            matched.add(passage.identity)
    return (
        [passage for passage in rest if passage.identity not in matched],
        [passage for passage in left if passage.identity not in matched],
    )


def _row_names(grids: Iterable[Grid]) -> set[str]:
    return {name for grid in grids if grid.kind == "tasks" for name in grid.names}


def _overlap(left: set[str], right: set[str]) -> float:
    return len(left & right) / len(left | right) if left and right else 0.0


def _agree_on_kinds(outlines: Sequence[Outline]) -> None:
    """Whether rows without ids are tasks may hang by one word in them: where that changed, they are of no kind."""
    there: dict[str, list[Grid]] = {}
    for outline in outlines:
        seen: Counter[str] = Counter()
        for passage in outline.passages:
            for grid in passage.grids:
                name = f"{passage.identity}\n{'|'.join(map(normal, grid.columns))}"
                seen[name] += 1
                there.setdefault(f"{name}\n{seen[name]}", []).append(grid)
    for grids in there.values():
        kinds = {grid.kind for grid in grids}
        if kinds == {"tasks", "other"} and all(grid.layout.id_at < 0 for grid in grids):
            for grid in grids:
                grid.kind, grid.global_names = "other", False


def _name_grids(outline: Outline) -> None:
    seen: Counter[str] = Counter()
    for passage in outline.passages:
        for grid in passage.grids:
            grid.place = passage.identity
    for grid in outline.grids:
        header = "|".join(map(normal, grid.columns))
        name = f"{grid.place}\n{grid.kind}\n{header}"
        seen[name] += 1
        grid.identity = f"{name}\n{seen[name]}"


def _match_grids(base: list[Grid], side: list[Grid]) -> None:
    """As for passages: by place and header, then by place and kind, then by the rows, wherever they are."""
    named = {grid.identity for grid in base}
    taken = {grid.identity for grid in side} & named
    left = [grid for grid in base if grid.identity not in taken]
    for grid in side:
        if grid.identity in named:
            continue
        near = [other for other in left if _place(other) == _place(grid)]
        alike = [other for other in near if _overlap(_headers(grid), _headers(other)) >= _ALIKE]
        if len(alike) != 1:
            mine = set(grid.names)
            alike = [other for other in left if other.kind == grid.kind and _overlap(mine, set(other.names)) >= _ALIKE]
        if len(alike) == 1:
            grid.identity = alike[0].identity
            left = [other for other in left if other is not alike[0]]


def _match_checklists(outlines: Sequence[Outline]) -> None:
    """Lists of tasks belong together by their place below a heading, where all versions have as many there and the
    items show that they are the same lists."""
    versions = [{passage.identity: passage.checklists for passage in outline.passages} for outline in outlines]
    for identity, base in versions[BASE].items():
        ours, theirs = (side.get(identity, []) for side in versions[OURS:])
        if not len(base) == len(ours) == len(theirs):
            continue
        for number, lists in enumerate(zip(base, ours, theirs, strict=True)):
            names = [{bullet.name.casefold() for bullet in each.bullets or ()} for each in lists]
            alike = all(_overlap(names[BASE], side) >= _ALIKE for side in names[OURS:])
            for each in lists:
                each.identity = f"{identity}\nlist {number}"
                each.by_rows = alike


def _place(grid: Grid) -> tuple[str, str]:
    return (grid.place, grid.kind)


def _headers(grid: Grid) -> set[str]:
    return set(map(normal, grid.columns))


def _mark_untouched(grids: Triple) -> None:
    base, ours, theirs = grids
    if base is None or ours is None or theirs is None:
        return
    text = base.text
    if ours.text == theirs.text == text:
        for grid in (base, ours, theirs):
            grid.untouched = True
            if grid.layout.columns == base.layout.columns and grid.kind == base.kind:
                grid.names = base.names


def _choose_names(grids: Triple) -> None:
    """Name the rows of a task table by the column that tells them apart and stays as it is: what was taken for an
    id may be a version, which many rows share and every release changes."""
    there = [grid for grid in grids if grid is not None]
    if any(grid.kind != "tasks" or grid.untouched for grid in there):
        return
    best = _steadiness([grid.names for grid in there])
    if best == max(len(grid.names) for grid in there):
        return
    for role in ("id", "title"):
        named = [names_in(grid.layout, grid.layout.index(role)) for grid in there if grid.layout.index(role) >= 0]
        steady = _steadiness(named) if len(named) == len(there) else -1
        if steady > best:
            best = steady
            for grid, names in zip(there, named, strict=True):
                grid.names, grid.global_names = names, False


def _steadiness(versions: Sequence[list[str]]) -> int:
    """How many names all versions have; -1 if names are missing or not unique."""
    if any(len(set(names)) < len(names) or not all(names) for names in versions):
        return -1
    return len(set(versions[0]).intersection(*versions[1:])) if versions else -1


def _name_rows(outlines: Sequence[Outline]) -> None:
    """Tasks go by their id in the whole tracker; where an id is not unique, and in other tables, by table."""
    shared: set[str] = set()
    for outline in outlines:
        counts = Counter(name for grid in outline.grids if grid.global_names for name in grid.names)
        shared |= {name for name, count in counts.items() if count > 1}
    for outline in outlines:
        for grid in outline.grids:
            if grid.untouched or grid.kind == "log":
                continue
            for name, row in zip(grid.names, grid.layout.table.rows, strict=True):
                alone = grid.global_names and name not in shared and any(char.isalnum() for char in name)
                key = ("" if alone else grid.identity, name)
                grid.records[key] = Record(key, row, grid)


def _fit_for_rows(grids: Triple) -> bool:
    """Whether a table can be merged by rows: one kind throughout, and rows that can be told apart."""
    there = [grid for grid in grids if grid is not None]
    if there[0].untouched:
        return True
    if len({grid.kind for grid in there}) > 1 or any(not grid.columns for grid in there):
        return False
    if there[0].kind == "log":
        return True
    return all(len(grid.records) == len(grid.names) and all(grid.names) for grid in there)
