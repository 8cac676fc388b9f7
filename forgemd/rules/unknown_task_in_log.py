"""# unknown-task-in-log

The log names a task that the tracker does not have.

Then the entry was meant for another task, whose history now lacks a step, or the task's row was lost. Told once for
each name, at its first entry in the table.

Only what looks like an id of this tracker is judged (`P1-999` beside `P1-001`), and not what an entry says to have
been taken away (nothing or `-` for the new status, or a cancellation): a log keeps the history of tasks that are gone.

## Fails

```markdown
| ID    | Task | Status |
|-------|------|--------|
| T-001 | Keel | Done   |
| T-002 | Ribs | Todo   |

# Change Log

| Date       | Task  | Old status | New status |
|------------|-------|------------|------------|
| 2026-05-01 | T-001 | Todo       | Done       |
| 2026-05-02 | T-021 | Todo       | Active     |
```

```text findings
11:16 unknown-task-in-log the log names T-021, which is no task of this tracker
```

## Passes

```markdown
| ID    | Task | Status |
|-------|------|--------|
| T-001 | Keel | Done   |

# Change Log

| Date       | Task           | Old status | New status |
|------------|----------------|------------|------------|
| 2026-05-01 | t-1            | Todo       | Done       |
| 2026-05-02 | T-002          | Todo       | -          |
| 2026-05-02 | All of hull    | Todo       | Done       |
| 2026-05-03 | OPS-7          | Todo       | Done       |
```

## Fix

Write the id that was meant, or put the row back. A task that was taken away gets an entry that says so.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._naming import SUGGESTED, families, family
from forgemd.rules.base import Rule
from forgemd.tracker import ID, Entry, Tracker, mention_span, similar
from forgemd.typed import Iterator, Sequence

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    log = tracker.log
    if log is None:
        return
    lost: dict[str, Entry] = {}
    gone: set[str] = set()
    for entry in log.entries:
        for name in entry.tasks:
            if name in lost or not tracker.find(name):
                if entry.new.how == "empty" or entry.new.category == "cancelled":
                    gone.add(name)
                elif not entry.is_template:
                    lost.setdefault(name, entry)
    forms = families(name for name in tracker.named if not name.isdigit()) if lost else {}
    told = 0
    for name, entry in lost.items():
        if name not in gone and (alike := forms.get(family(name))):
            near = similar(name, alike) if told < SUGGESTED else []
            yield _finding(tracker, name, near, entry, log.layout.index(ID))
            told += 1


def _finding(tracker: Tracker, name: str, near: Sequence[str], entry: Entry, column: int) -> Diagnostic:
    return RULE.finding(
        tracker.path,
        mention_span(entry.row, column, name),
        f"the log names {name}, which is no task of this tracker",
        role=ID,
        hint=f"did you mean {' or '.join(near)}?" if near else "write the task that was meant, or put its row back",
    )


RULE: Rule[Tracker] = Rule(
    "unknown-task-in-log",
    Tracker,
    _check,
    "warning",
    "log",
    "The log names a task that the tracker does not have.",
)
