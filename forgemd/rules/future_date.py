"""# future-date

Something is said to have happened that has not happened yet.

A log row of next month, a task completed tomorrow: the date was made up, or a year was mistyped. Agents that do not
look at the clock write such dates often, and everything that goes by time (which entry is the newest, how long
something took) believes them.

Judged are the change log, Started of tasks that are in work or finished, and Completed of those that are finished;
before that, both may be a plan. A day of grace allows for zones.

## Fails

```markdown
| ID  | Task | Status      | Started    | Completed  |
|-----|------|-------------|------------|------------|
| A-1 | Keel | Done        | 2026-05-01 | 2026-06-02 |
| A-2 | Ribs | In progress | 2027-05-02 | -          |

# Change Log

| Date                 | Task | From | To          |
|----------------------|------|------|-------------|
| 2026-07-01T10:00:00Z | A-2  | Todo | In progress |
```

```text findings
3:43 future-date A-1: completed 2026-06-02, which is yet to come
4:30 future-date A-2: started 2027-05-02, which is yet to come
10:3 future-date the entry is dated 2026-07-01T10:00:00Z, which is yet to come
```

(This page is judged on 2026-05-30.)

## Passes

```markdown
| ID  | Task | Status | Started    | Completed  | Due        |
|-----|------|--------|------------|------------|------------|
| A-1 | Keel | Done   | 2026-05-01 | 2026-05-30 | 2027-01-01 |
| A-2 | Ribs | Todo   | 2026-06-02 | 2026-06-09 | -          |
```

## Fix

Write the day that it was, or empty the cell.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.lazy import UTC
from forgemd.rules.base import Dated, Rule
from forgemd.tracker import COMPLETED, DATE, STARTED, Category, Moment, Role, Tracker, parse_moment
from forgemd.typed import Iterator

__all__ = ["RULE"]

_BEGUN: frozenset[Category] = frozenset(("active", "review", "done", "failed"))
_FINISHED: frozenset[Category] = frozenset(("done",))
_HINT = "write the day that it was"


def _check(dated: Dated) -> Iterator[Diagnostic]:
    tracker = dated.tracker
    now = dated.now.astimezone(UTC)
    last = now.date().toordinal() + 1
    if tracker.newest.toordinal() <= last:
        return
    for role, categories in ((STARTED, _BEGUN), (COMPLETED, _FINISHED)):
        yield from _in_tasks(tracker, role, categories, last)
    yield from _in_log(tracker, last)


def _in_tasks(tracker: Tracker, role: Role[Moment], categories: frozenset[Category], last: int) -> Iterator[Diagnostic]:
    texts = tracker.column(role)
    to_come = {text for text in tracker.texts(role) if _is_to_come(text, last)}
    if not to_come:
        return
    for task, text in zip(tracker.tasks, texts, strict=True):
        if text in to_come and task.status.category in categories:
            yield RULE.finding(
                tracker.path,
                task.span_of(role),
                f"{role.name} {text}, which is yet to come",
                task=task,
                role=role,
                hint=_HINT,
            )


def _in_log(tracker: Tracker, last: int) -> Iterator[Diagnostic]:
    if tracker.log is None:
        return
    index = tracker.log.layout.index(DATE)
    for entry in tracker.log.entries:
        if entry.when is not None and entry.when.day.toordinal() > last and not entry.is_template:
            message = f"the entry is dated {entry.row.value(index)}, which is yet to come"
            yield RULE.finding(tracker.path, entry.row.span_of(index), message, role=DATE, hint=_HINT)


def _is_to_come(text: str, last: int) -> bool:
    moment = parse_moment(text) if len(text) > 1 else None
    return moment is not None and moment.day.toordinal() > last


RULE: Rule[Dated] = Rule(
    "future-date",
    Dated,
    _check,
    "warning",
    "dates",
    "Something is said to have happened that has not happened yet.",
)
