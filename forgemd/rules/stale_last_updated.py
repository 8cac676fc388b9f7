"""# stale-last-updated

The line that says when the tracker was last updated is older than what stands in it.

People look at that line to decide whether to believe the rest. A tracker that was last updated in May and has a task
completed in June says something false about itself, and somebody forgot what else has to be kept up.

Compared by days: the newest log entry, Started of tasks that are in work or finished, and Completed of those that are
finished. Only dates that can be read beyond doubt count. A file that says it twice, above its first section (its first
task, where it has no sections) and in its last lines, has to say the same day there.

## Fails

```markdown
# Tasks

Last Updated: 2026-05-01

| ID  | Task | Status | Completed  |
|-----|------|--------|------------|
| A-1 | Keel | Done   | 2026-04-30 |
| A-2 | Ribs | Done   | 2026-05-09 |
```

```text findings
3:15 stale-last-updated last updated 2026-05-01, and line 8 has a date of 2026-05-09
```

```markdown fixed
# Tasks

Last Updated: 2026-05-09

| ID  | Task | Status | Completed  |
|-----|------|--------|------------|
| A-1 | Keel | Done   | 2026-04-30 |
| A-2 | Ribs | Done   | 2026-05-09 |
```

## Fails: two lines that say it

```markdown
# Tasks

**Last Updated:** 2026-05-09 (new rig)

## Hull

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |

_Last updated: 2026-04-02_
```

```text findings
11:16 stale-last-updated last updated 2026-04-02, and line 3 says 2026-05-09
```

## Passes

```markdown
# Tasks

**Last Updated:** May 9, 2026

| ID  | Task | Status | Completed  |
|-----|------|--------|------------|
| A-1 | Keel | Done   | 2026-05-09 |
| A-2 | Ribs | Todo   | 2026-06-30 |
```

## Passes: the day of a single task

```markdown
# Tasks

**Last Updated:** 2026-05-09 (new rig)

### A-1: Keel
**Status:** In progress

### A-2: Ribs
**Status:** Todo
**Updated:** 2026-04-02
```

## Fix

Safe: the newest date is written, in the form that the line has. Where the line has a time of day and the newest date
has none, it is left to you. `forgemd set` and `forgemd commit` keep the line up by themselves.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix
from forgemd.lazy import UTC, date, datetime, timedelta
from forgemd.rules._waiting import BEGUN
from forgemd.rules.base import Rule
from forgemd.text import Edit
from forgemd.tracker import COMPLETED, STARTED, Fact, Moment, Tracker, parse_moment, write_like
from forgemd.typed import Iterator

__all__ = ["RULE"]

_FOOT = 3
"""So many lines before the last one are the foot of a file."""
_ROLES = ((STARTED,), (STARTED, COMPLETED))
"""What has happened to a task in work, and to one that is done."""


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    yield from _beside_rows(tracker)
    yield from _at_both_ends(tracker)


def _at_both_ends(tracker: Tracker) -> Iterator[Diagnostic]:
    """The line at the head and the one at the foot, where they do not say the same day."""
    said = [(fact, day) for fact in tracker.updates if (day := fact.day) is not None]
    if len(said) < 2:
        return
    first = min((task.line for task in tracker.tasks), default=0)
    body = next((heading.line for heading in tracker.document.headings if heading.level > 1), first)
    text = tracker.source.text.rstrip()
    foot = tracker.source.position(len(text)).line - 1 - _FOOT
    if said[0][0].line < body and said[-1][0].line >= max(foot, body):
        (older, day), (newer, other) = sorted((said[0], said[-1]), key=lambda each: each[1])
        if day != other:
            yield RULE.finding(
                tracker.path,
                older.span,
                f"last updated {day.isoformat()}, and line {newer.line + 1} says {other.isoformat()}",
                hint="keep one of the two lines, or both up to date",
            )


def _beside_rows(tracker: Tracker) -> Iterator[Diagnostic]:
    fact = tracker.updated
    stated = fact.moment if fact is not None else None
    if fact is None or stated is None or tracker.newest <= stated.day:
        return
    newest = max(_moments(tracker, stated.day), key=lambda each: each[0].key(), default=None)
    if newest is None or newest[0].day <= stated.day:
        return
    moment, line = newest
    yield RULE.finding(
        tracker.path,
        fact.span,
        f"last updated {fact.value}, and line {line + 1} has a date of {moment.day.isoformat()}",
        hint="write the newest date there",
        fix=_fix(tracker, fact, stated, moment),
    )


def _moments(tracker: Tracker, stated: date) -> Iterator[tuple[Moment, int]]:
    """What the tracker says to have happened, and in which line (0-based). Days up to `stated`, nearly all of them,
    are passed over as texts where they are written alike."""
    last = stated.isoformat()
    for role in _ROLES[True]:
        texts = tracker.column(role)
        others = {text for text in tracker.texts(role) if text[:10] > last or not text[4:5] == "-" == text[7:8]}
        known = {text: moment for text in others if len(text) > 1 and (moment := parse_moment(text)) is not None}
        for task, text in zip(tracker.tasks, texts, strict=True) if known else ():
            category = task.status.category
            if text in known and (category == "done" or category in BEGUN) and role in _ROLES[category == "done"]:
                yield known[text], task.line
    for entry in tracker.log.entries if tracker.log is not None else ():
        if entry.when is not None and entry.when.day > stated and not entry.is_template:
            yield entry.when, entry.row.line


def _fix(tracker: Tracker, fact: Fact, stated: Moment, newest: Moment) -> Fix | None:
    if stated.clock is not None and newest.clock is None:
        return None
    day, seconds = newest.key()
    when = datetime.fromordinal(day).replace(tzinfo=UTC) + timedelta(seconds=seconds)
    text = write_like(fact.value, when)
    return Fix(f"write {text}", (Edit(fact.span, tracker.source.slice(fact.span), text),), "safe")


RULE: Rule[Tracker] = Rule(
    "stale-last-updated",
    Tracker,
    _check,
    "warning",
    "figures",
    "The line that says when the tracker was last updated is older than what stands in it.",
)
