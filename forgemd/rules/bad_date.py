"""# bad-date

A date that no calendar has.

`2025-02-30` was typed or made up by somebody who did not look. Whatever is computed from it (how long a task took,
what is late) is wrong or missing.

Judged are the date columns and fields of tasks (started, completed, due, dates) and of the change log, and in them
only what is written as a full date with a year: `2025-13-01`, `2025/04/31`, `30.02.2025`, `Feb 30, 2025`,
`2025年2月30日`, and times of day such as `25:00`. Prose, weeks, sprints, quarters, placeholders (`YYYY-MM-DD`,
`0000-00-00`) and dates whose order of day and month is open never are, as long as one reading is a real day. Years in
which other calendars are today (1404, 2082, 2568) have other months.

## Fails

```markdown
| ID  | Task | Status | Started    | Completed        |
|-----|------|--------|------------|------------------|
| A-1 | Keel | Done   | 2025-02-30 | 2025-03-01       |
| A-2 | Ribs | Done   | 2025-03-01 | 2025-13-01 10:00 |
| A-3 | Deck | Done   | 2025-03-01 | Apr 31, 2025     |
```

```text findings
3:25 bad-date A-1: 2025-02-30 is no day of the calendar
4:38 bad-date A-2: 2025-13-01 10:00 is no day of the calendar
5:38 bad-date A-3: Apr 31, 2025 is no day of the calendar
```

## Fails: in the log

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |

# Change Log

| Date                 | Task | From | To   |
|----------------------|------|------|------|
| 2025-02-05T25:10:00Z | A-1  | Todo | Done |
```

```text findings
9:3 bad-date 2025-02-05T25:10:00Z has no such time of day
```

## Fails: in a list

```markdown
- [x] A-1 Keel ✅ 2026-02-28
- [ ] A-2 Ribs 📅 2026-02-30
```

```text findings
2:18 bad-date A-2: 2026-02-30 is no day of the calendar
```

## Passes: the calendars of Iran, Thailand and Nepal

```markdown
| ID  | Task | Status | Due        |
|-----|------|--------|------------|
| A-1 | Keel | Todo   | 1404-02-31 |
| A-2 | Ribs | Todo   | 2567-02-29 |
| A-3 | Deck | Todo   | 2082-02-32 |
```

## Passes

```markdown
| ID  | Task | Status | Started      | Completed  | Due      |
|-----|------|--------|--------------|------------|----------|
| A-1 | Keel | Done   | 2024-02-29   | 15/01/2025 | Q3 2026  |
| A-2 | Ribs | Todo   | 2025年2月28日 | YYYY-MM-DD | Week 31  |
| A-3 | Deck | Todo   | TBD          | -          | Sprint 4 |
```

## Fix

Write the day that was meant.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.lazy import date, pattern
from forgemd.rules.base import Rule
from forgemd.text import Span
from forgemd.tracker import COMPLETED, DATE, DUE, STARTED, FieldTask, Task, Tracker, are_plain, parse_moment
from forgemd.typed import Iterator

__all__ = ["RULE"]

_ROLES = (STARTED, COMPLETED, DUE, DATE)
_YEAR_FIRST = pattern(
    r"([0-9]{4})(?:([-/])([0-9]{1,2})\2([0-9]{1,2})|\.([0-9]{2})\.([0-9]{2}))(?![0-9.])"
    r"(?:[T ]+([0-9]{1,2}):([0-9]{2}))?"
)
_YEAR_LAST = pattern(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?![0-9.])")
_MONTH_FIRST = pattern(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})(?![0-9])")
_DAY_FIRST = pattern(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>[0-9]{4})(?![0-9])"
)
_CJK = pattern(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_OURS = 1900, 2070
"""Years of the calendar that most use. In 1404 it is 2025 in Iran, in 2568 in Thailand, in 2082 in Nepal, and a month
may have 32 days there."""
_NO_DAY, _NO_TIME = "is no day of the calendar", "has no such time of day"


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    doubtful = () if tracker.plain_dates else [text for text in tracker.dates if not are_plain(f"{text}\n")]
    wrong = {text: what for text in doubtful if parse_moment(text) is None and (what := _problem(text))}
    if not wrong:
        return
    tasks = {task.line: task for task in tracker.tasks}
    for layout in tracker.layouts:
        columns = [(index, role) for role in _ROLES if (index := layout.index(role)) >= 0]
        if not columns or layout.kind not in ("tasks", "log"):
            continue
        for row in layout.table.rows:
            for index, role in columns:
                if problem := wrong.get(row.value(index)):
                    task = tasks.get(row.line) if layout.kind == "tasks" else None
                    yield _finding(tracker, row.span_of(index), f"{row.value(index)} {problem}", task, role.name)
    for task in tracker.tasks if tracker.lists else ():
        for role in _ROLES if isinstance(task, FieldTask) else ():
            if problem := wrong.get(task.text(role)):
                yield _finding(tracker, task.span_of(role), f"{task.text(role)} {problem}", task, role.name)


def _finding(tracker: Tracker, span: Span, message: str, task: Task | None, role: str) -> Diagnostic:
    return RULE.finding(
        tracker.path,
        span,
        message,
        task=task,
        role=role,
        hint="write the day that was meant, such as 2025-02-28",
    )


def _problem(text: str) -> str:
    """What is wrong with a date; empty for a good one and for what is none."""
    if len(text) < 8:
        return ""
    text = text.strip("*`_~ \u00a0")
    if match := _YEAR_FIRST.match(text):
        year, _, month, day, dotted_month, dotted_day, hour, minute = match.groups()
        if int(year) and not _is_day(year, month or dotted_month, day or dotted_day):
            return _NO_DAY
        return "" if hour is None or _is_time(int(hour), int(minute)) else _NO_TIME
    if match := _YEAR_LAST.match(text):
        first, _, second, year = match.groups()
        return "" if _is_day(year, first, second) or _is_day(year, second, first) else _NO_DAY
    if match := _CJK.match(text):
        return "" if _is_day(*match.groups()) else _NO_DAY
    if match := _MONTH_FIRST.match(text) or _DAY_FIRST.match(text):
        name = match["month"].casefold()
        month = next((number for number, full in enumerate(_MONTHS, 1) if full.startswith(name)), 0)
        return "" if not month or _is_day(match["year"], month, match["day"]) else _NO_DAY
    return ""


def _is_day(year: str | int, month: str | int, day: str | int) -> bool:
    year, month, day = int(year), int(month), int(day)
    if not _OURS[0] <= year < _OURS[1]:
        return 1 <= month <= 13 and 1 <= day <= 32
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_time(hour: int, minute: int) -> bool:
    """Whether a clock can show it; 24:00 is how ISO 8601 writes the end of a day."""
    return (hour < 24 and minute < 60) or (hour, minute) == (24, 0)


RULE: Rule[Tracker] = Rule("bad-date", Tracker, _check, "error", "dates", "A date that no calendar has.")
