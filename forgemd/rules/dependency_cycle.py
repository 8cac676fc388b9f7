"""# dependency-cycle

Tasks wait for each other in a ring.

None of them can ever become ready. One shortest ring is shown for each knot of such tasks.

## Fails

```markdown
| ID  | Task  | Status | Depends on |
|-----|-------|--------|------------|
| A-1 | Keel  | Todo   | A-3        |
| A-2 | Ribs  | Todo   | A-1        |
| A-3 | Deck  | Todo   | A-2        |
| A-4 | Mast  | Todo   | A-3        |
```

```text findings
3:26 dependency-cycle A-1: waits for itself: A-1 → A-3 → A-2 → A-1
```

## Passes

```markdown
| ID  | Task  | Status | Depends on |
|-----|-------|--------|------------|
| A-1 | Keel  | Done   | -          |
| A-2 | Ribs  | Todo   | A-1        |
| A-3 | Deck  | Todo   | A-1, A-2   |
```

## Fix

Take out the dependency that was not meant.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule
from forgemd.tracker import DEPENDS, Task, Tracker, cycles
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    certain = [edge for edge in tracker.dependencies if edge.certain and not edge.soft]
    for ring in cycles(certain):
        first, second = ring[0], ring[1]
        span = next(edge.span for edge in certain if edge.task is first and edge.on is second)
        yield RULE.finding(
            tracker.path,
            span,
            f"waits for itself: {_way(ring)}",
            task=first,
            role=DEPENDS,
            hint=f"take out one of these {len(ring)} dependencies",
        )


def _way(ring: list[Task]) -> str:
    return " → ".join(task.id for task in [*ring, ring[0]])


RULE: Rule[Tracker] = Rule(
    "dependency-cycle", Tracker, _check, "error", "dependencies", "Tasks wait for each other in a ring."
)
