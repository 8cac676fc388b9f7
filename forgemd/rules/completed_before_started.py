"""# completed-before-started

A task was completed before it was started.

One of the two dates is wrong, and so is every duration that is computed from them. Usually the columns were swapped,
a year was not turned over, or a date was made up.

Only dates that can be read beyond doubt are compared, and where one of them has no time of day or no zone, the days
must differ by more than a zone can make.

## Fails

```markdown
| ID  | Task | Status | Started              | Completed            |
|-----|------|--------|----------------------|----------------------|
| A-1 | Keel | Done   | 2025-02-05           | 2025-02-03           |
| A-2 | Ribs | Done   | 2025-02-05T10:00:00Z | 2025-02-05T09:30:00Z |
```

```text findings
3:48 completed-before-started A-1: completed 2025-02-03, and started only 2025-02-05
4:48 completed-before-started A-2: completed 2025-02-05T09:30:00Z, and started only 2025-02-05T10:00:00Z
```

## Passes

```markdown
| ID  | Task | Status | Started              | Completed            |
|-----|------|--------|----------------------|----------------------|
| A-1 | Keel | Done   | 2025-02-05           | 2025-02-05           |
| A-2 | Ribs | Done   | 2025-02-05T10:00:00Z | 2025-02-05           |
| A-3 | Deck | Done   | 2025-02-05T23:00:00  | 2025-02-05T22:30:00Z |
| A-4 | Mast | Done   | 4/3/2025             | 3/4/2025             |
```

## Fix

Write the date that it was; the log or `git log -p` may tell.
"""

from __future__ import annotations

from itertools import compress

from forgemd.diagnostics import Diagnostic
from forgemd.lazy import lt
from forgemd.rules._moments import earlier
from forgemd.rules.base import Rule
from forgemd.tracker import COMPLETED, NO_DAYS, STARTED, Tracker, parse_moment
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    starts, ends = tracker.column(STARTED), tracker.column(COMPLETED)
    if tracker.plain_dates and NO_DAYS.issuperset(compress(ends, map(lt, ends, starts))):
        return
    wrong = {pair for pair in set(zip(starts, ends, strict=True)) if _are_reversed(*pair)}
    for task, first, second in zip(tracker.tasks, starts, ends, strict=True) if wrong else ():
        if (first, second) in wrong:
            yield RULE.finding(
                tracker.path,
                task.span_of(COMPLETED),
                f"completed {second}, and started only {first}",
                task=task,
                role=COMPLETED,
                hint="write the dates that they were",
            )


def _are_reversed(first: str, second: str) -> bool:
    """Whether what was started on `first` was certainly completed before."""
    started, completed = parse_moment(first), parse_moment(second)
    return started is not None and completed is not None and earlier(completed, started)


RULE: Rule[Tracker] = Rule(
    "completed-before-started",
    Tracker,
    _check,
    "warning",
    "dates",
    "A task was completed before it was started.",
)
