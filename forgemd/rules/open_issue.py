"""# open-issue

A task is done, and an issue of it is open.

"Done" then means "done, but": who plans by the table does not see what is left, and the issue is forgotten. Issues are
rows of a table of issues that has a column for the task and one for the status; a row counts where it names a task
beyond doubt and says that the issue is open. A deferred issue, and one whose status cannot be read, is not judged.

## Fails

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |

# Active Issues

| Issue ID | Task ID | Severity | Description | Status | Owner |
|----------|---------|----------|-------------|--------|-------|
| I-1      | A-1     | High     | Leaks       | Open   | Ada   |
| I-2      | A-1     | Low      | Paint       | Fixed  | Ada   |
| I-3      | A-2     | High     | Cracks      | Open   | Bob   |
```

```text findings
10:49 open-issue A-1: is Done, and its issue I-1 is Open
```

## Passes

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |

# Active Issues

| Issue ID | Task ID | Severity | Description      | Status   | Owner |
|----------|---------|----------|------------------|----------|-------|
| I-1      | A-1     | High     | Leaks            | Resolved | Ada   |
| -        | -       | -        | No active issues | -        | -     |
```

## Fix

Settle the issue first, or take the task back into work.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule
from forgemd.tracker import STATUS, Category, Layout, Task, Tracker, bare, is_placeholder, normal, references
from forgemd.typed import Iterator

__all__ = ["RULE"]

_OPEN: frozenset[Category] = frozenset(("todo", "ready", "active", "review", "blocked", "failed"))


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    for layout in tracker.layouts:
        named, status = _task_column(layout), layout.index(STATUS)
        if layout.kind != "issues" or named < 0 or status < 0:
            continue
        for row in layout.table.rows:
            text = row.value(named)
            if is_placeholder(text) or tracker.statuses.read(row.value(status)).category not in _OPEN:
                continue
            for task in _done(tracker, text):
                issue = bare(row.value(0)) if named else ""
                yield RULE.finding(
                    tracker.path,
                    row.span_of(status),
                    f"is {task.status.code}, and {_called(issue)} is {bare(row.value(status))}",
                    task=task,
                    role=STATUS,
                    hint="settle the issue first, or take the task back into work",
                )


def _task_column(layout: Layout) -> int:
    """The column that says whose issue it is; -1 where none does."""
    found = [index for index, column in enumerate(layout.columns) if "task" in normal(column.header).split()]
    return found[0] if len(found) == 1 else -1


def _done(tracker: Tracker, text: str) -> Iterator[Task]:
    """The tasks that `text` names beyond doubt and that are done."""
    for reference in references(text):
        task = tracker.task(reference.text) if reference.certain else None
        if task is not None and task.has_id and task.status.category == "done":
            yield task


def _called(issue: str) -> str:
    return "an issue of it" if is_placeholder(issue) or not issue else f"its issue {issue}"


RULE: Rule[Tracker] = Rule(
    "open-issue", Tracker, _check, "warning", "evidence", "A task is done, and an issue of it is open."
)
