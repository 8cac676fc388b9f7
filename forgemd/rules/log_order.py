"""# log-order

Entries of the change log are out of order.

A log is read from one end: the newest entry of a task is the first that one meets there. Where entries stand in two
orders, neither people nor forgemd can tell which is the newest where days are equal, and a new entry is put at the
wrong end.

Told once, at the first entry that is out of place, and only where the order is clear: at least four times as many
neighbours lie one way as the other. A date without a time of day is out of place only by days.

## Fails

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |

# Change Log

| Date       | Task | Old status | New status |
|------------|------|------------|------------|
| 2026-05-01 | A-1  | -          | Todo       |
| 2026-05-02 | A-1  | Todo       | Ready      |
| 2026-05-05 | A-1  | Active     | Done       |
| 2026-05-03 | A-1  | Ready      | Active     |
| 2026-05-06 | A-1  | Done       | Review     |
| 2026-05-07 | A-1  | Review     | Done       |
```

```text findings
12:3 log-order the log has the oldest first, and 1 entry stands behind a newer one
```

```markdown unsafe
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |

# Change Log

| Date       | Task | Old status | New status |
|------------|------|------------|------------|
| 2026-05-01 | A-1  | -          | Todo       |
| 2026-05-02 | A-1  | Todo       | Ready      |
| 2026-05-03 | A-1  | Ready      | Active     |
| 2026-05-05 | A-1  | Active     | Done       |
| 2026-05-06 | A-1  | Done       | Review     |
| 2026-05-07 | A-1  | Review     | Done       |
```

## Passes

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |

# Change Log

| Date             | Task | Old status | New status |
|------------------|------|------------|------------|
| 2026-05-03       | A-1  | Review     | Done       |
| 2026-05-02 10:00 | A-1  | Active     | Review     |
| 2026-05-02       | A-1  | Todo       | Active     |
| 2026-05-01       | A-1  | -          | Todo       |
```

## Fix

Unsafe, since a date may be what is wrong: the rows are sorted by time, those of one time in the order that they have.
Offered where each entry has a time of one kind.
"""

from __future__ import annotations

from itertools import pairwise

from forgemd.diagnostics import Diagnostic, Fix, count
from forgemd.rules._moments import earlier
from forgemd.rules.base import Rule
from forgemd.text import Edit, Span
from forgemd.tracker import DATE, ChangeLog, Entry, Moment, Tracker
from forgemd.typed import Iterator, Sequence

__all__ = ["RULE"]

_CLEAR = 4


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    log = tracker.log
    if log is None or log.order != "undecided":
        return
    entries = [entry for entry in log.entries if entry.when is not None and not entry.is_template]
    times = [entry.when for entry in entries if entry.when is not None]
    rising = sum(earlier(left, right) for left, right in pairwise(times))
    falling = sum(earlier(right, left) for left, right in pairwise(times))
    if not rising or not falling or max(rising, falling) < _CLEAR * min(rising, falling):
        return
    forward = rising > falling
    wrong = _out_of_place(entries, forward)
    if wrong:
        yield _finding(tracker, log, wrong, forward)


def _out_of_place(entries: Sequence[Entry], forward: bool) -> list[Entry]:
    """The entries that stand behind one which belongs behind them."""
    found: list[Entry] = []
    edge: Moment | None = None
    for entry in entries:
        when = entry.when
        assert when is not None
        if edge is not None and (earlier(when, edge) if forward else earlier(edge, when)):
            found.append(entry)
        elif edge is None or (when.key() > edge.key()) == forward:
            edge = when
    return found


def _finding(tracker: Tracker, log: ChangeLog, wrong: list[Entry], forward: bool) -> Diagnostic:
    which, than = ("oldest", "a newer one") if forward else ("newest", "an older one")
    many = count(len(wrong), "entry", "entries")
    return RULE.finding(
        tracker.path,
        wrong[0].row.span_of(log.layout.index(DATE)),
        f"the log has the {which} first, and {many} {'stands' if len(wrong) == 1 else 'stand'} behind {than}",
        role=DATE,
        hint="put the rows in the order of their times, or mend the times",
        fix=_sorted(tracker, log, forward),
    )


def _sorted(tracker: Tracker, log: ChangeLog, forward: bool) -> Fix | None:
    """The rows in the order of their times."""
    source, entries = tracker.source, log.entries
    times = [entry.when for entry in entries if entry.when is not None and not entry.is_template]
    kinds = {(when.clock is None, bool(when.zone)) for when in times}
    if len(times) < len(entries) or len(kinds) > 1 or log.layout.table.block.offsets is not None:
        return None
    keyed = zip(times, entries, strict=True)
    order = [entry for _, entry in sorted(keyed, key=lambda each: each[0].key(), reverse=not forward)]
    edits = []
    for place, entry in zip(entries, order, strict=True):
        here, there = (Span(source.starts[each.row.line], source.ends[each.row.line]) for each in (place, entry))
        if (old := source.slice(here)) != (new := source.slice(there)):
            edits.append(Edit(here, old, new))
    return Fix("sort the rows by time", tuple(edits), "unsafe")


RULE: Rule[Tracker] = Rule("log-order", Tracker, _check, "note", "log", "Entries of the change log are out of order.")
