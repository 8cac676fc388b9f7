"""# done-before-dependency

A task is done, and a task that it waits for is not.

Either the dependency was none, or the work is not really done, or somebody forgot to close the other task: the
tracker says two things of which one is false, and the plan that is computed from it is wrong.

Only dependencies that a cell names by id and beyond doubt are judged, not what is marked soft or optional; a task that
was cancelled, put off or done in part is not held against the one that waits for it.

## Fails

```markdown
| ID  | Task | Status      | Depends on |
|-----|------|-------------|------------|
| A-1 | Keel | In progress | -          |
| A-2 | Ribs | Todo        | A-1        |
| A-3 | Deck | Done        | A-1, A-2   |
```

```text findings
5:30 done-before-dependency A-3: is Done, and waits for A-1 (In progress), A-2 (Todo)
```

## Passes

```markdown
| ID  | Task | Status    | Depends on          |
|-----|------|-----------|---------------------|
| A-1 | Keel | Done      | -                   |
| A-2 | Ribs | Cancelled | A-1                 |
| A-3 | Deck | Todo      | A-1                 |
| A-4 | Mast | Done      | A-2, A-3 (optional) |
```

## Fix

Close the task that is done, open the one that is not, or take out the dependency.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._waiting import BEGUN, WAITING, went_on
from forgemd.rules.base import Rule
from forgemd.tracker import Task, Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    hint = "close what is done, open what is not, or take out the dependency"
    yield from went_on(RULE, tracker, _is_done, _is_open, hint)


def _is_done(task: Task) -> bool:
    return task.status.category == "done"


def _is_open(task: Task) -> bool:
    return task.status.category in BEGUN or task.status.category in WAITING


RULE: Rule[Tracker] = Rule(
    "done-before-dependency",
    Tracker,
    _check,
    "warning",
    "dependencies",
    "A task is done, and a task that it waits for is not.",
)
