"""# stale-lease

Somebody holds a task, and nothing was heard of it for a week.

An agent that died leaves its task assigned, and nobody else takes it. Judged are tasks in work that name their owner;
counted are days since the last that was heard of the task: its newest log entry, or Started.

Off by default: a tracker that nobody keeps any more would be told every day, and a week is much for agents and little
for people.

## Fails

```markdown
| ID  | Task | Status      | Agent | Started    |
|-----|------|-------------|-------|------------|
| A-1 | Keel | In progress | ada   | 2026-05-20 |
```

```text findings
3:30 stale-lease A-1: is held by ada, and nothing was heard of it for 10 days, since 2026-05-20
```

(This page is judged on 2026-05-30.)

## Passes

```markdown
| ID  | Task | Status      | Agent | Started    |
|-----|------|-------------|-------|------------|
| A-1 | Keel | In progress | ada   | 2026-05-29 |
| A-2 | Ribs | In progress | -     | 2026-05-20 |
| A-3 | Deck | Done        | ada   | 2026-05-01 |
| A-4 | Mast | In progress | bob   | 2026-05-20 |

# Change Log

| Date       | Task | From | To          |
|------------|------|------|-------------|
| 2026-05-29 | A-4  | Todo | In progress |
```

## Fix

Ask the owner. Where there is none any more, put the task back, so that somebody else can take it.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._idle import idle
from forgemd.rules.base import Dated, Rule
from forgemd.tracker import OWNER, bare
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(dated: Dated) -> Iterator[Diagnostic]:
    for task, last, days in idle(dated, "active"):
        if not task.filled(OWNER):
            continue
        since = f"nothing was heard of it for {days} days, since {last.day.isoformat()}"
        yield RULE.finding(
            dated.tracker.path,
            task.span_of(OWNER),
            f"is held by {bare(task.text(OWNER))}, and {since}",
            task=task,
            role=OWNER,
            hint="ask the owner, or put the task back so that somebody else can take it",
        )


RULE: Rule[Dated] = Rule(
    "stale-lease",
    Dated,
    _check,
    "warning",
    "evidence",
    "Somebody holds a task, and nothing was heard of it for a week.",
)
