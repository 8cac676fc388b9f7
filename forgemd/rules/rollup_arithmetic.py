"""# rollup-arithmetic

The figures of a summary table do not add up among themselves.

Where a summary can be compared with its rows, `stale-rollup` says which figure is wrong. Many summaries cannot:
they count files, lines or tests, or tasks that are kept elsewhere. Their own arithmetic can still be checked:

- the states of a row against its total, if the columns are sure to cover every task: they say how many are done and
  how many remain, or how many are not begun, in progress and done; states that exceed the total are wrong in any
  case;
- each column against its total row, if the table has one. That goes for every table whose last row is a total: files
  of modules, tests of suites, costs of parts. There the total has to be more than each part, and near the sum: the
  last row may well hold an average, a balance or the last reading instead.

Only exact figures are added; a column with `~700`, `450+`, `3/5` or a dash in it is not.

## Fails

```markdown
| Client    | Total | Done | Remaining |
|-----------|-------|------|-----------|
| Web       | 12    | 5    | 6         |
| Desktop   | 8     | 8    | 0         |
| **Total** | 20    | 14   | 6         |
```

```text findings
3:15 rollup-arithmetic Web: Total says 12, its states add up to 11
5:23 rollup-arithmetic Total: Done says 14, its rows add up to 13
```

## Fails: a table that counts no tasks

```markdown
| Module    | Description   | Files  | Tests    |
|-----------|---------------|--------|----------|
| Rudder    | Steering      | 5      | 15+      |
| Sails     | Drive         | 7      | 20+      |
| **TOTAL** |               | **13** | **35+**  |
```

```text findings
5:31 rollup-arithmetic TOTAL: Files says 13, its rows add up to 12
```

## Passes: the last row is no sum

```markdown
| Session   | Start | End   | Fixed | Coverage |
|-----------|-------|-------|-------|----------|
| 1         | 7,426 | 6,880 | 546   | 40%      |
| 2         | 6,880 | 6,440 | 440   | 55%      |
| **Total** | 7,426 | 6,440 | 986   | 55%      |
```

## Passes

```markdown
| Client    | Total | Done | In progress |
|-----------|-------|------|-------------|
| Web       | 12    | 5    | 6           |
| Desktop   | ~8    | 8    | 0           |
| **Total** | 21    | 13   | 6           |
```

## Passes: readings, and what lies between them

```markdown
| Session   | Start | End | Fixed |
|-----------|-------|-----|-------|
| 1         | 90    | 70  | 20    |
| 2         | 72    | 50  | 22    |
| 3         | 52    | 40  | 12    |
| **Total** | 90    | 40  | 50    |
```

## Fix

Count again.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule
from forgemd.tracker import (
    Layout,
    Rollup,
    RollupColumn,
    RollupRow,
    Sum,
    Tracker,
    bare,
    sums_of,
    whole_number,
)
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    for rollup in tracker.rollups:
        # Where figures can be compared with tasks, the wrong one is known, and `stale-rollup` names it.
        if rollup.problem is not None:
            yield from _states(tracker, rollup)
            yield from _totals(tracker, rollup)
    for layout in tracker.layouts:
        if layout.ends_in_total:
            judged = {at for rollup in tracker.rollups if rollup.layout is layout for at in _whole(rollup)}
            yield from (_sum(tracker, layout, each) for each in sums_of(layout, judged))


def _whole(rollup: Rollup) -> Iterator[int]:
    """The columns that are judged as those of a rollup: all their figures are whole numbers."""
    if rollup.is_plainly_right:
        yield from (column.at for column in rollup.columns)
        return
    for column in rollup.columns:
        texts = [row.row.value(column.at) for row in rollup.rows]
        if all((text.isdigit() and text.isascii()) or whole_number(text) is not None for text in texts):
            yield column.at


def _sum(tracker: Tracker, layout: Layout, found: Sum) -> Diagnostic:
    column = layout.columns[found.column]
    # What says that a row is a total need not stand in the first cell.
    label = next(filter(None, map(bare, found.row.values)), "the last row")
    message = f"{label}: {column.header} says {found.stated}, its rows add up to {found.added}"
    span = found.row.span_of(found.column)
    return RULE.finding(tracker.path, span, message, role=column.role, hint="count again")


def _states(tracker: Tracker, rollup: Rollup) -> Iterator[Diagnostic]:
    states = [column for column in rollup.columns if column.role == "count"]
    totals = [column for column in rollup.columns if column.role == "total"]
    if len(totals) != 1 or len(states) < 2 or not _are_disjoint(states) or not _is_alone(rollup):
        return
    total, whole = totals[0], _are_whole(rollup, states)
    for row in rollup.rows:
        stated, parts = _number(row, total), [_number(row, column) for column in states]
        if stated is None or None in parts:
            continue
        added = sum(part for part in parts if part is not None)
        if added > stated or (whole and added < stated):
            yield _finding(tracker, row, total, stated, f"its states add up to {added}")


def _are_disjoint(states: list[RollupColumn]) -> bool:
    """Whether no task can be counted by two of the columns."""
    covered = [category for column in states for category in column.covers or ()]
    return len(covered) == len(set(covered))


def _is_alone(rollup: Rollup) -> bool:
    """Whether the table has no further column of numbers, which might be one more state."""
    known = {column.at for column in rollup.columns}
    return not any(
        index not in known and any(whole_number(row.row.value(index)) is not None for row in rollup.rows)
        for index in range(1, len(rollup.layout.columns))
    )


def _are_whole(rollup: Rollup, states: list[RollupColumn]) -> bool:
    """Whether the columns are sure to count every task: a rest besides what is done, or all usual states."""
    covers = {category for column in states for category in column.covers or ()}
    named = {rollup.layout.columns[column.at].role for column in states}
    return "done" in covers and (named != {"count"} or {"todo", "active"} <= covers)


def _totals(tracker: Tracker, rollup: Rollup) -> Iterator[Diagnostic]:
    totals = [row for row in rollup.rows if row.is_total]
    body = [row for row in rollup.rows if not row.is_total]
    if len(totals) != 1 or len(body) < 2 or totals[0] is not rollup.rows[-1]:
        return
    for column in rollup.columns:
        stated, parts = _number(totals[0], column), [_number(row, column) for row in body]
        if column.role == "progress" or stated is None or None in parts:
            continue
        added = sum(part for part in parts if part is not None)
        if added != stated:
            yield _finding(tracker, totals[0], column, stated, f"its rows add up to {added}")


def _number(row: RollupRow, column: RollupColumn) -> int | None:
    return whole_number(row.row.value(column.at))


def _finding(tracker: Tracker, row: RollupRow, column: RollupColumn, stated: int, what: str) -> Diagnostic:
    return RULE.finding(
        tracker.path,
        row.row.span_of(column.at),
        f"{row.label}: {column.header} says {stated}, {what}",
        role=column.role,
        hint="count again",
    )


RULE: Rule[Tracker] = Rule(
    "rollup-arithmetic",
    Tracker,
    _check,
    "warning",
    "figures",
    "The figures of a summary table do not add up among themselves.",
)
