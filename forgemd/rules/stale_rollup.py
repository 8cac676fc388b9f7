"""# stale-rollup

A figure in a summary table disagrees with the rows that it counts.

About half of the summaries in public trackers that can be compared with their rows are wrong somewhere, because
nobody counts again after each change. Figures are compared only where every row of the summary is tied to tasks
(by section, priority, owner or group) and every status in use has its column; `forgemd explain` says how a summary
was read, and where it was not, why. Figures such as `~700` or `450+` are not exact and are left alone.

## Fails

```markdown
# Hull

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |

# Rig

| ID  | Task | Status |
|-----|------|--------|
| B-1 | Mast | Done   |

# Summary

| Section   | Total | Done | Pending |
|-----------|-------|------|---------|
| Hull      | 2     | 0    | 1       |
| Rig       | 1     | 1    | 0       |
| **Total** | **3** | **1** | **1**  |
```

```text findings
18:23 stale-rollup Hull: Done says 0, and 1 is true
20:23 stale-rollup Total: Done says 1, and 2 is true
```

```markdown fixed
# Hull

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |

# Rig

| ID  | Task | Status |
|-----|------|--------|
| B-1 | Mast | Done   |

# Summary

| Section   | Total | Done | Pending |
|-----------|-------|------|---------|
| Hull      | 2     | 1    | 1       |
| Rig       | 1     | 1    | 0       |
| **Total** | **3** | **2** | **1**  |
```

## Passes

```markdown
# Hull

| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | Done        |
| A-2 | Ribs | In progress |

# Summary

| Section | Total | Done  | In progress | Progress |
|---------|-------|-------|-------------|----------|
| Hull    | 2     | ✅ 1  | 1           | 50%      |
```

## Fix

Safe: the digits are rewritten, and nothing else in the cell.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix
from forgemd.markdown import Rewrite
from forgemd.rules.base import Rule
from forgemd.tracker import Figure, Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    for rollup in tracker.rollups:
        for row in () if rollup.is_plainly_right else rollup.rows:
            for figure in rollup.wrong(row):
                yield _finding(tracker, figure)


def _finding(tracker: Tracker, figure: Figure) -> Diagnostic:
    row, column = figure.row, figure.column
    rewrite = Rewrite(tracker.document)
    rewrite.set(row.row, column.at, figure.expected)
    stated, expected = figure.stated.strip("*_ "), figure.expected.strip("*_ ")
    return RULE.finding(
        tracker.path,
        row.row.span_of(column.at),
        f"{row.label}: {column.header} says {stated}, and {expected} is true",
        role=column.role,
        hint="forgemd check --fix writes the figures anew",
        fix=Fix(f"write {expected}", tuple(rewrite.edits), "safe"),
    )


RULE: Rule[Tracker] = Rule(
    "stale-rollup",
    Tracker,
    _check,
    "warning",
    "figures",
    "A figure in a summary table disagrees with the rows that it counts.",
)
