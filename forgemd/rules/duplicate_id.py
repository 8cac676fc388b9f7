"""# duplicate-id

One id stands for two tasks.

A commit message, a log row or a dependency that says `T-014` must mean one task. Where two rows answer to it,
nobody can tell which of them was finished, and forgemd does not guess: it refuses to edit either.

What is no duplicate:

- plain numbers (`1`, `2`, `3`) that begin again in the next table: there a number only counts rows;
- the same id with the same title in a table with other columns: an index and its details, or an archive;
- a row of a table and a line of a list or a heading: one task in two places, as long as both say that it stands alike.

A warning is enough where a table with the same columns repeats the row, title and status included (a view, or a copy
that was to be a move), and where a table with other columns has the id with *another* title or status: there one of
the two has drifted.

## Fails

```markdown
| ID    | Task            | Status |
|-------|-----------------|--------|
| T-001 | Paint the hull  | Done   |
| T-002 | Caulk the seams | Todo   |
| T-001 | Step the mast   | Todo   |
```

```text findings
5:3 duplicate-id T-001: line 3 has this id too ("Paint the hull")
```

## Fails: a row copied to another table instead of moved

```markdown
# Open

| ID  | Task   | Status |
|-----|--------|--------|
| R-1 | Rudder | Todo   |
| R-2 | Tiller | Done   |

# Closed

| ID  | Task   | Status |
|-----|--------|--------|
| R-1 | Rudder | Done   |
| R-2 | Tiller | Done   |
```

```text findings
12:3 duplicate-id R-1: line 5 has this task too, as Todo
13:3 duplicate-id R-2: line 6 has this task too
```

## Passes: numbers that count rows

```markdown
# Hull

| # | Task  | Status |
|---|-------|--------|
| 1 | Sand  | Done   |
| 2 | Paint | Todo   |

# Rig

| # | Task  | Status |
|---|-------|--------|
| 1 | Mast  | Todo   |
```

## Passes: an index and its details

```markdown
| ID  | Task   | Status |
|-----|--------|--------|
| R-1 | Rudder | Todo   |

# Details

| ID  | Task   | Status | Owner | Estimate |
|-----|--------|--------|-------|----------|
| R-1 | Rudder | Todo   | Ada   | 3d       |
```

## Fix

Give one of the two rows the next free id, which the hint names, or take one away. Nothing is changed for you: other
places may mean either task.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forgemd.diagnostics import Diagnostic, Severity
from forgemd.rules._naming import counts_rows
from forgemd.rules.base import Rule
from forgemd.tracker import ID, FieldTask, Task, Tracker, next_id, normal

__all__ = ["RULE"]

_ENOUGH = 50
"""Beside so many tasks of its id each one is held; a tracker with more of them has said it often enough."""


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if len(tracker.plain) == len(tracker.tasks) and not tracker.views:
        return
    hints: dict[str, str] = {}
    for tasks in _sharing((*tracker.tasks, *tracker.views)):
        for task, earlier in _with_earlier(tasks):
            severity, other = _judged(task, earlier)
            if severity is not None:
                message = _message(task, other)
                hint = hints.get(stem := _stem(task)) or hints.setdefault(stem, _hint(task, tracker.tasks))
                yield RULE.finding(
                    tracker.path, task.span_of(ID), message, task=task, role=ID, hint=hint, severity=severity
                )


def _sharing(tasks: Iterable[Task]) -> list[list[Task]]:
    """The groups of tasks that share an id, each in the document's order."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        if task.has_id:
            found.setdefault(task.id.casefold(), []).append(task)
    return [group for group in found.values() if len(group) > 1]


def _with_earlier(tasks: list[Task]) -> Iterator[tuple[Task, list[Task]]]:
    """Each task but the first, and what to hold it against: the first in its own table, and the first few of all."""
    first: dict[int, Task] = {}
    for index, task in enumerate(tasks):
        if index:
            own = first.get(id(task.layout))
            earlier = tasks[: min(index, _ENOUGH)]
            yield task, earlier if own is None or own in earlier else [own, *earlier]
        first.setdefault(id(task.layout), task)


def _judged(task: Task, earlier: list[Task]) -> tuple[Severity | None, Task]:
    """The worst that can be said of `task` beside each of those before it, and beside which."""
    verdicts = [(_beside(task, other), other) for other in earlier]
    for severity in ("error", "warning"):
        for verdict, other in verdicts:
            if verdict == severity:
                return verdict, other
    return None, earlier[0]


def _beside(task: Task, other: Task) -> Severity | None:
    if task.layout is other.layout:
        return "error"
    if isinstance(task, FieldTask) != isinstance(other, FieldTask):
        known = "unknown" not in (task.status.category, other.status.category)
        return "warning" if known and _contradict(task, other) else None
    if counts_rows(task) or counts_rows(other):
        return None
    agree = task.title.casefold() == other.title.casefold() and not _contradict(task, other)
    if _columns(task) == _columns(other):
        return "warning" if agree else "error"
    return None if agree else "warning"


def _columns(task: Task) -> list[tuple[str, str]]:
    """What tables have in common that are one in two parts: an overview names its columns otherwise."""
    return [(column.role, normal(column.header)) for column in task.layout.columns]


def _contradict(task: Task, other: Task) -> bool:
    """Whether two rows of one id say that it stands differently."""
    said = (task.status, other.status)
    return all(reading.how != "empty" for reading in said) and said[0].category != said[1].category


def _message(task: Task, other: Task) -> str:
    if task.title.casefold() != other.title.casefold():
        return f'line {other.line + 1} has this id too ("{other.title}")'
    if _contradict(task, other):
        return f"line {other.line + 1} has this task too, as {other.status.code}"
    return f"line {other.line + 1} has this task too"


def _stem(task: Task) -> str:
    return task.id.rstrip("0123456789")


def _hint(task: Task, tasks: Iterable[Task]) -> str:
    stem = _stem(task)
    free = next_id(other.id for other in tasks if other.id.rstrip("0123456789") == stem) if stem != task.id else None
    own = f"an id of its own: {free} is free" if free else "an id of its own"
    return f"take one of the rows away, or give it {own}"


RULE: Rule[Tracker] = Rule("duplicate-id", Tracker, _check, "error", "ids", "One id stands for two tasks.")
