"""# task-reopened

A task that was done is open again, and nothing says why.

It happens, and then the log says so. Without a word it is more often a row that was overwritten with an older state.

Off unless it is named (`rules: {task-reopened: warning}`): where there is a change log `missing-entry` tells as much,
and where there is none, people open tasks again as they go and say why elsewhere. Not told: what the workflow forbids
(`illegal-transition`), and a task that a log row of the same change names.

## Fails

```markdown before
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
```

```markdown after
| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | In progress |
```

```text findings
3:16 task-reopened A-1: was Done, is In progress, and nothing says why
```

## Passes

```markdown before
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |

# Change Log

| Date       | Task | Old status | New status  |
|------------|------|------------|-------------|
```

```markdown after
| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | In progress |

# Change Log

| Date       | Task | Old status | New status  |
|------------|------|------------|-------------|
| 2026-05-01 | A-1  | Done       | In progress |
```

## Fix

Log the step with its reason: `forgemd set A-1="In progress" --note "..."`.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule
from forgemd.tracker import STATUS, Category, Diff, by_task
from forgemd.typed import Iterator

__all__ = ["RULE"]

_OPEN: frozenset[Category] = frozenset(("todo", "ready", "active", "review", "blocked", "failed"))


def _check(diff: Diff) -> Iterator[Diagnostic]:
    if diff.before is None:
        return
    workflow = diff.before.workflow
    opened = [change for change in diff.transitions if change.old.category == "done" and change.new.category in _OPEN]
    written = by_task(diff.after, diff.new_entries, [change.after for change in opened])
    for change in opened:
        old, new = workflow.state(change.old), workflow.state(change.new)
        if old is not None and new is not None and workflow.allows(old, new) and not written.tells(change.after.key):
            yield RULE.finding(
                diff.path,
                change.after.span_of(STATUS),
                f"was {change.old.code}, is {change.new.code}, and nothing says why",
                task=change.after,
                role=STATUS,
                hint="log the step with its reason, or put the status back",
            )


RULE: Rule[Diff] = Rule(
    "task-reopened",
    Diff,
    _check,
    "warning",
    "change",
    "A task that was done is open again, and nothing says why.",
)
