"""# placeholder-timestamp

Times of day that nobody looked up.

`2025-02-05T00:00:00Z` says that something happened on the stroke of midnight. It did not: whoever wrote it knew the
day and made up the time, or the day as well. What is computed from such times (how long a task took, which of two
entries came first) is wrong, and nobody can tell.

Told once for a column: where times at midnight stand beside real ones, one in twenty at least, and where three or more
times are all of them at midnight. One midnight among hundreds of times is somebody who worked late. A date without a
time of day is honest and fine.

## Fails

```markdown
| ID  | Task | Status | Started              | Completed  |
|-----|------|--------|----------------------|------------|
| A-1 | Keel | Done   | 2025-02-05T00:00:00Z | 2025-02-06 |
| A-2 | Ribs | Done   | 2025-02-05T09:12:44Z | 2025-02-07 |
| A-3 | Deck | Done   | 2025-02-07T00:00:00Z | 2025-02-09 |
```

```text findings
3:25 placeholder-timestamp 2 of 3 times in the column Started are midnight, which nobody read off a clock
```

## Passes

```markdown
| ID  | Task | Status | Started              | Completed  |
|-----|------|--------|----------------------|------------|
| A-1 | Keel | Done   | 2025-02-05T08:30:00Z | 2025-02-06 |
| A-2 | Ribs | Done   | 2025-02-05T09:12:44Z | 2025-02-07 |
```

## Fix

Let forgemd write the time (`forgemd set` and `forgemd commit` do), or write the day alone.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule
from forgemd.text import Span
from forgemd.tracker import Tracker, parse_moment
from forgemd.typed import Iterator

__all__ = ["RULE"]

_ENOUGH = 3
"""So many times, all at midnight, are no chance."""
_RARE = 20
"""Beside real times one midnight in so many is none either; one in hundreds is somebody who worked late."""


class _Column:
    """The times of day in all columns of one role in tables of one kind."""

    def __init__(self, role: str, header: str) -> None:
        self.role = role
        self.header = header
        self.times = 0
        self.midnights = 0
        self.first: Span | None = None

    @property
    def is_suspect(self) -> bool:
        """Whether so many midnights are no chance: alone, or beside real times."""
        if self.midnights == self.times:
            return self.times >= _ENOUGH
        return self.midnights * _RARE >= self.times


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if tracker.plain_dates and "T00:00:00Z" not in tracker.plain_dates:
        return
    if all(moment.clock != (0, 0, 0) for moment in tracker.moments.values()):
        return
    for column in _columns(tracker):
        if column.first is not None and column.is_suspect:
            share = "all" if column.times == column.midnights else f"{column.midnights} of"
            what = f"{share} {column.times} times in the column {column.header} are midnight"
            yield RULE.finding(
                tracker.path,
                column.first,
                f"{what}, which nobody read off a clock",
                role=column.role,
                hint="write the time that it was, or the day alone",
            )


def _columns(tracker: Tracker) -> Iterator[_Column]:
    found: dict[tuple[str, str], _Column] = {}
    known: dict[str, tuple[bool, bool]] = {}
    for layout in tracker.layouts:
        if layout.kind not in ("tasks", "log"):
            continue
        for index in layout.dated:
            role, header = layout.columns[index].role, layout.columns[index].header
            column = found.setdefault((layout.kind, role), _Column(role, header))
            for number, values in enumerate(layout.table.values):
                text = values[index] if index < len(values) else ""
                if len(text) < 12 or ":" not in text:
                    continue
                timed, midnight = known[text] if text in known else known.setdefault(text, _times(text))
                column.times += timed
                column.midnights += midnight
                if midnight and column.first is None:
                    column.first = layout.table.rows[number].span_of(index)
    return iter(found.values())


def _times(text: str) -> tuple[bool, bool]:
    """Whether a cell has a time of day, and whether it is midnight."""
    moment = parse_moment(text)
    timed = moment is not None and moment.clock is not None
    return timed, timed and moment is not None and moment.clock == (0, 0, 0)


RULE: Rule[Tracker] = Rule(
    "placeholder-timestamp", Tracker, _check, "note", "dates", "Times of day that nobody looked up."
)
