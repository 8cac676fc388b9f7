"""# started-before-dependency

A task was started, and a task that it waits for was not finished.

Work that begins before what it rests on is work that is done twice. How strictly that is meant depends on the
tracker:

- under the strict workflow a task becomes READY when everything that it waits for is DONE; there every dependency
  that is not finished is told;
- elsewhere people begin a little early all the time, so that only a dependency is told on which nobody has begun.

Judged as in `done-before-dependency`: what a cell names beyond doubt, and nothing soft.

## Fails

```markdown
| ID  | Task | Status      | Depends on |
|-----|------|-------------|------------|
| A-1 | Keel | Todo        | -          |
| A-2 | Ribs | In progress | A-1        |
```

```text findings
4:30 started-before-dependency A-2: is In progress, and waits for A-1 (Todo)
```

## Passes

```markdown
| ID  | Task | Status      | Depends on |
|-----|------|-------------|------------|
| A-1 | Keel | In progress | -          |
| A-2 | Ribs | In progress | A-1        |
| A-3 | Deck | Todo        | A-2        |
```

## Fix

Finish first what the task waits for, or take out the dependency.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._waiting import BEGUN, WAITING, went_on
from forgemd.rules.base import Rule
from forgemd.tracker import Task, Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    unfinished = WAITING if tracker.workflow.by_category else WAITING | BEGUN
    hint = "finish first what it waits for, or take out the dependency"
    yield from went_on(RULE, tracker, _is_begun, lambda task: task.status.category in unfinished, hint)


def _is_begun(task: Task) -> bool:
    return task.status.category in BEGUN


RULE: Rule[Tracker] = Rule(
    "started-before-dependency",
    Tracker,
    _check,
    "warning",
    "dependencies",
    "A task was started, and a task that it waits for was not finished.",
)
