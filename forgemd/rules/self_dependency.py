"""# self-dependency

A task waits for itself.

It can never begin. Usually the number of the row above was meant, or the row was copied and its dependency was not
changed.

Only cells that hold nothing but ids are judged, and a range or list of tasks that the task is one of counts.

## Fails

```markdown
| ID  | Task | Status | Depends on   |
|-----|------|--------|--------------|
| A-1 | Keel | Done   | -            |
| A-2 | Ribs | Todo   | A-2          |
| A-3 | Deck | Todo   | A-1 to A-3   |
```

```text findings
4:25 self-dependency A-2: waits for itself
5:32 self-dependency A-3: waits for itself
```

## Passes

```markdown
| ID  | Task | Status | Depends on        |
|-----|------|--------|-------------------|
| A-1 | Keel | Done   | -                 |
| A-2 | Ribs | Todo   | A-1, see A-2 note |
```

## Fix

Write the task that was meant, or a dash.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule
from forgemd.tracker import Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    for edge in tracker.dependencies:
        if edge.on is edge.task and edge.certain and not edge.soft and not edge.task.stands_for:
            yield RULE.finding(
                tracker.path,
                edge.span,
                "waits for itself",
                task=edge.task,
                role=edge.role,
                hint="write the task that was meant, or a dash",
            )


RULE: Rule[Tracker] = Rule("self-dependency", Tracker, _check, "error", "dependencies", "A task waits for itself.")
