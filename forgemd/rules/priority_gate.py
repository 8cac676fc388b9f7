"""# priority-gate

A task was started while one of the highest priority is open.

Some trackers say that nothing else matters until the blockers are gone. Then a task of a lower class that is in work or
in review, while one of the highest class (`P0`, `Critical`) is not finished, is work on the wrong thing. The class is
that of the task's cell, else of the nearest heading that names one; tasks without a class are not judged. Of the
highest class every task counts that has a status, be it one of your own (`BROKEN`), unless it is done, cancelled or
deferred.

Off by default: most trackers mean by a priority what comes first among equals, and work on several at once.

## Fails

```markdown
# P0 - Blockers

| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | In progress |
| A-2 | Ribs | Done        |
| A-3 | Bow  | BROKEN      |

# P1 - After that

| ID  | Task  | Status      |
|-----|-------|-------------|
| B-1 | Deck  | In progress |
| B-2 | Paint | Todo        |
```

```text findings
7:16 unknown-status 1 word in this column means nothing to forgemd: BROKEN
13:17 priority-gate B-1: is In progress as P1, while P0 is open: A-1 (In progress), A-3 (BROKEN)
```

## Passes

```markdown
| ID  | Task  | Status      | Priority |
|-----|-------|-------------|----------|
| A-1 | Keel  | Done        | Critical |
| A-2 | Ribs  | Deferred    | Critical |
| B-1 | Deck  | In progress | High     |
| B-2 | Paint | In progress | -        |
```

## Fix

Put the task back and finish the blockers, or give the task the class that it has by what is done.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, listed
from forgemd.rules._waiting import BEGUN
from forgemd.rules.base import Rule
from forgemd.tracker import STATUS, Task, Tracker, priority_of
from forgemd.typed import Iterator

__all__ = ["RULE"]

_SETTLED = ("done", "cancelled", "deferred")


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    blockers, begun = [], []
    for task in tracker.tasks:
        if _is_open(task) and (priority := priority_of(task)) is not None:
            if priority == 0:
                blockers.append(f"{task.id} ({task.status.code})")
            elif task.status.category in BEGUN:
                begun.append((task, priority))
    if not blockers:
        return
    still = listed(blockers)
    for task, priority in begun:
        yield RULE.finding(
            tracker.path,
            task.span_of(STATUS),
            f"is {task.status.code} as P{priority}, while P0 is open: {still}",
            task=task,
            role=STATUS,
            hint="finish the blockers first",
        )


def _is_open(task: Task) -> bool:
    return task.status.how != "empty" and task.status.category not in _SETTLED


RULE: Rule[Tracker] = Rule(
    "priority-gate",
    Tracker,
    _check,
    "warning",
    "dependencies",
    "A task was started while one of the highest priority is open.",
)
