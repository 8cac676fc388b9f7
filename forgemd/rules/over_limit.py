"""# over-limit

Somebody has more tasks in one status than the workflow lets them.

Work that is begun and not finished helps nobody, and an agent that takes five tasks at once blocks four of them for
others. A workflow in the configuration may set a `limit` for a status: how many tasks of one tracker the same owner may
have in it. Tasks of nobody are not counted; of several owners in one cell (`Ada, Bob`) each has the task.

## Fails

```yaml config
workflow:
  statuses:
    TODO: {to: [DOING]}
    DOING: {limit: 1, to: [DONE, TODO]}
    DONE:
```

```markdown
| ID  | Task  | Status | Owner    |
|-----|-------|--------|----------|
| A-1 | Keel  | DOING  | Ada      |
| A-2 | Ribs  | DOING  | Bob      |
| A-3 | Deck  | DOING  | ada      |
| A-4 | Mast  | DOING  | -        |
| A-5 | Sails | DOING  | -        |
| A-6 | Stern | DONE   | Ada      |
```

```text findings
5:17 over-limit A-3: ada has 2 tasks in DOING, and the limit is 1: A-1, A-3
```

## Passes

```yaml config
workflow:
  statuses:
    TODO: {to: [DOING]}
    DOING: {limit: 2, to: [DONE, TODO]}
    DONE:
```

```markdown
| ID  | Task | Status | Owner    |
|-----|------|--------|----------|
| A-1 | Keel | DOING  | Ada      |
| A-2 | Ribs | DOING  | Ada, Bob |
| A-3 | Deck | DOING  | Bob      |
| A-4 | Mast | TODO   | Bob      |
```

## Fix

Finish one of them first, give one to somebody else, or put one back.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, count, listed
from forgemd.lazy import pattern
from forgemd.rules.base import Rule
from forgemd.tracker import OWNER, STATUS, Task, Tracker, bare
from forgemd.typed import Iterator

__all__ = ["RULE"]

_BETWEEN = pattern(r"\s*(?:[,;/&+、，]|<br\s*/?>)\s*|\s+(?:and|und|y|et)\s+")


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    workflow = tracker.workflow
    if not workflow.limits:
        return
    held: dict[tuple[str, str], list[tuple[Task, str]]] = {}
    for task in tracker.tasks:
        state = workflow.state(task.status)
        if state is None or state not in workflow.limits or not task.filled(OWNER):
            continue
        owners = {name.casefold(): name for part in _BETWEEN.split(task.text(OWNER)) if (name := bare(part))}
        for folded, owner in owners.items():
            held.setdefault((state, folded), []).append((task, owner))
    for (state, _), tasks in held.items():
        limit = workflow.limits[state]
        ids = listed([task.id for task, _ in tasks])
        what = f"{count(len(tasks), 'task')} in {workflow.label(state)}, and the limit is {limit}"
        for task, owner in tasks[limit:]:
            yield RULE.finding(
                tracker.path,
                task.span_of(STATUS),
                f"{owner} has {what}: {ids}",
                task=task,
                role=STATUS,
                hint="finish one of them first, give one to somebody else, or put one back",
                severity=workflow.severity,
            )


RULE: Rule[Tracker] = Rule(
    "over-limit",
    Tracker,
    _check,
    "error",
    "statuses",
    "Somebody has more tasks in one status than the workflow lets them.",
)
