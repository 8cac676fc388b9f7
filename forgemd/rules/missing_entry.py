"""# missing-entry

A status changed, and no log row says so.

The log is how people (and the next agent) learn what happened while they looked away. A status that changes
without one leaves a gap that nobody can fill later. `forgemd commit` appends the row by itself; this rule speaks
where somebody committed past it: in a git hook and in CI.

Only trackers with a change log that records statuses are judged. Under a workflow of its own (the strict set, or
one in the configuration) it is an error, otherwise a warning. A log row that names the task but says something
else is `log-contradicts-status`' business, and another word for the same status is no change.

## Fails

```markdown before
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Todo   |
| A-2 | Ribs | Todo   |

# Change Log

| Date       | Task | Old status | New status |
|------------|------|------------|------------|
```

```markdown after
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Done   |

# Change Log

| Date       | Task | Old status | New status |
|------------|------|------------|------------|
| 2026-05-01 | A-1  | Todo       | Done       |
```

```text findings
4:16 missing-entry A-2: Todo → Done, and no row of the change log says so
```

## Passes

```markdown before
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Todo   |
| A-2 | Ribs | Todo   |
| A-3 | Mast | Complete |

# Change Log

| Date       | Task       | Old status | New status |
|------------|------------|------------|------------|
```

```markdown after
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Done   |
| A-3 | Mast | Done   |

# Change Log

| Date       | Task       | Old status | New status |
|------------|------------|------------|------------|
| 2026-05-01 | A-1 to A-2 | Todo       | Done       |
```

## Fix

`forgemd commit` appends the row with time and name. By hand: a row with the task, its old and its new status.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._entries import contradict, is_readable, severity_under
from forgemd.rules.base import Rule
from forgemd.tracker import STATUS, Diff, Transition, by_task
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(diff: Diff) -> Iterator[Diagnostic]:
    if diff.before is None or diff.after.log is None:
        return
    changes = [change for change in diff.transitions if not _is_rewording(change)]
    written = by_task(diff.after, diff.new_entries, [change.after for change in changes])
    for change in changes:
        if not written.tells(change.after.key):
            step = f"{change.old.code or '-'} → {change.new.code or '-'}"
            yield RULE.finding(
                diff.path,
                change.after.span_of(STATUS),
                f"{step}, and no row of the change log says so",
                task=change.after,
                role=STATUS,
                hint="forgemd commit appends the row",
                severity=severity_under(diff.before.workflow),
            )


def _is_rewording(change: Transition) -> bool:
    """Whether another word says the same: `Complete` became `Done`."""
    old, new = change.old, change.new
    return is_readable(old) and is_readable(new) and not contradict(old, new)


RULE: Rule[Diff] = Rule("missing-entry", Diff, _check, "warning", "log", "A status changed, and no log row says so.")
