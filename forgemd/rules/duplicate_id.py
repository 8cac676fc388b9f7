"""# duplicate-id

One id stands for two tasks.

A commit message, a log row or a dependency that says `T-014` must mean one task. Where two rows answer to it,
nobody can tell which of them was finished, and forgemd does not guess: it refuses to edit either.

What is no duplicate:

- plain numbers (`1`, `2`, `3`) that begin again in the next table: there a number only counts rows;
- the same id with the same title in a table with other columns: an index and its details, or an archive.

The same id with *another* title in a table with other columns is a warning: one of the two has drifted.

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
| R-1 | Rudder | Done   |

# Closed

| ID  | Task   | Status |
|-----|--------|--------|
| R-1 | Rudder | Done   |
```

```text findings
11:3 duplicate-id R-1: line 5 has this id too ("Rudder")
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

Give one of the two rows the next free id; the hint names it. Nothing is changed for you: other places may mean
either task.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forgemd.diagnostics import Diagnostic, Severity
from forgemd.rules.base import Rule
from forgemd.tracker import ID, Task, Tracker, next_id

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    for tasks in _sharing(tracker.tasks):
        for index, task in enumerate(tasks[1:], 1):
            severity, other = _judged(task, tasks[:index])
            if severity is not None:
                message = f'line {other.line + 1} has this id too ("{other.title}")'
                hint = _hint(task, tracker.tasks)
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
    if task.id.isdigit():
        return None
    if [column.role for column in task.layout.columns] == [column.role for column in other.layout.columns]:
        return "error"
    return None if task.title.casefold() == other.title.casefold() else "warning"


def _hint(task: Task, tasks: Iterable[Task]) -> str:
    stem = task.id.rstrip("0123456789")
    free = next_id(other.id for other in tasks if other.id.rstrip("0123456789") == stem) if stem != task.id else None
    return f"give one of them an id of its own: {free} is free" if free else "give one of them an id of its own"


RULE: Rule[Tracker] = Rule("duplicate-id", Tracker, _check, "error", "ids", "One id stands for two tasks.")
