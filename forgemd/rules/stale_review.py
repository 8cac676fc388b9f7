"""# stale-review

A task has waited for its review for a week.

What waits in review blocks who waits for it, and is forgotten by who wrote it. Counted are days since the last that was
heard of the task: its newest log entry, or Started.

Off by default: a tracker that nobody keeps any more would be told every day, and a week is much for agents and little
for people.

## Fails

```markdown
| ID  | Task | Status | Started    |
|-----|------|--------|------------|
| A-1 | Keel | Review | 2026-05-20 |
| A-2 | Ribs | Review | 2026-05-20 |

# Change Log

| Date       | Task | From        | To     |
|------------|------|-------------|--------|
| 2026-05-28 | A-2  | In progress | Review |
```

```text findings
3:16 stale-review A-1: is in Review, and nothing was heard of it for 10 days, since 2026-05-20
```

(This page is judged on 2026-05-30.)

## Passes

```markdown
| ID  | Task | Status      | Started    |
|-----|------|-------------|------------|
| A-1 | Keel | Review      | 2026-05-24 |
| A-2 | Ribs | Review      | -          |
| A-3 | Deck | In progress | 2026-05-01 |
```

## Fix

Review it, or give it back.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._idle import idle
from forgemd.rules.base import Dated, Rule
from forgemd.tracker import STATUS
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(dated: Dated) -> Iterator[Diagnostic]:
    for task, last, days in idle(dated, "review"):
        yield RULE.finding(
            dated.tracker.path,
            task.span_of(STATUS),
            f"is in {task.status.code}, and nothing was heard of it for {days} days, since {last.day.isoformat()}",
            task=task,
            role=STATUS,
            hint="review it, or give it back",
        )


RULE: Rule[Dated] = Rule(
    "stale-review", Dated, _check, "warning", "evidence", "A task has waited for its review for a week."
)
