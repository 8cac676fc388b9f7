"""What a merge has to come to, worked out on values: no text, no tables, none of the merge's own code."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from tests.merge.model import GROUP, Model, Task

__all__ = ["Expected", "expected"]

Row = dict[str, str]


class Expected(NamedTuple):
    """`rows` are the tasks of the result (id to cells and `home`); `must` are ids that have to be in conflict,
    `may` those that might be for another reason; `log` the entries with their number."""

    rows: dict[str, Row]
    must: set[str]
    may: set[str]
    log: Counter[tuple[str, ...]]
    structural: bool


def expected(base: Model, ours: Model, theirs: Model) -> Expected:
    """The three-way merge of values."""
    names = _names(base, ours, theirs)
    tables = [_rows(model, names) for model in (base, ours, theirs)]
    rows: dict[str, Row] = {}
    must, may = set(), set()
    for name in dict.fromkeys(name for table in tables for name in table):
        before, left, right = (table.get(name) for table in tables)
        if left is None or right is None:
            live = left or right
            if live is not None and before is None:
                rows[name] = live
            elif live is not None and live != before:
                must.add(name)
            continue
        row, wrong, doubtful = _both(before, left, right, _new(base, ours, name), _new(base, theirs, name))
        rows[name] = row
        if wrong:
            must.add(name)
        if doubtful:
            may.add(name)
    logs = [Counter(model.log) for model in (base, ours, theirs)]
    log = logs[0] + (logs[1] - logs[0]) | logs[0] + (logs[2] - logs[0])
    return Expected(rows, must, may, log, _structural(ours, theirs))


def _names(base: Model, ours: Model, theirs: Model) -> dict[str, str]:
    """Sections go by their number: that is how a renamed one is still the same."""
    return {section.title: section.title.split()[0] for model in (base, ours, theirs) for section in model.sections}


def _rows(model: Model, names: dict[str, str]) -> dict[str, Row]:
    found = {}
    for name, (title, task) in model.rows().items():
        found[name] = {**_cells(task), "home": names[title]}
    return found


def _cells(task: Task) -> Row:
    return {column: text for column, text in task.cells.items() if text != "-"}


def _new(base: Model, side: Model, name: str) -> set[tuple[str, ...]]:
    return {entry for entry in side.log if entry[1] == name} - set(base.log)


def _both(
    before: Row | None, left: Row, right: Row, ours: set[tuple[str, ...]], theirs: set[tuple[str, ...]]
) -> tuple[Row, bool, bool]:
    """The row, whether it has to conflict, and whether it may."""
    row: Row = {}
    clashes = set()
    for column in {**(before or {}), **left, **right}:
        was, one, other = (before or {}).get(column, "-"), left.get(column, "-"), right.get(column, "-")
        if one in (other, was):
            row[column] = other
        elif other == was:
            row[column] = one
        else:
            clashes.add(column)
    ahead = ours and theirs and ours != theirs and (ours > theirs or theirs > ours)
    if ahead:
        winner = left if ours > theirs else right
        row.update({column: winner.get(column, "-") for column in GROUP})
        clashes -= set(GROUP)
    elif ours and theirs and ours != theirs and left["Status"] != right["Status"]:
        clashes.add("Status")
    touched = [{column for column in GROUP if (before or {}).get(column) != side.get(column)} for side in (left, right)]
    return row, bool(clashes), all(touched)


def _structural(ours: Model, theirs: Model) -> bool:
    """Whether both sides changed something that is no row, so that text may conflict."""
    return bool(ours.done and theirs.done) or any("unsection" in word for word in (*ours.done, *theirs.done))
