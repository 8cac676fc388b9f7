"""# missing-field

A status wants a column filled, and it is empty.

Which columns a status wants is the workflow's to say. The strict one wants Agent and Started of what is RUNNING, and
Completed of what is DONE, as warnings; one in the configuration says it with `requires`, and means errors. Without
such a workflow nothing is wanted. A column that the table does not have is never missed.

## Fails

```markdown
| Status   | Code       | Description |
|----------|------------|-------------|
| PENDING  | `PENDING`  | Not ready   |
| READY    | `READY`    | May start   |
| ASSIGNED | `ASSIGNED` | Taken       |
| RUNNING  | `RUNNING`  | In work     |
| REVIEW   | `REVIEW`   | Being read  |
| DONE     | `DONE`     | Merged      |
| FAILED   | `FAILED`   | Given up    |
| BLOCKED  | `BLOCKED`  | Stuck       |

# Tasks

| ID  | Task | Status  | Agent | Started    | Completed |
|-----|------|---------|-------|------------|-----------|
| A-1 | Keel | RUNNING | -     | 2026-05-01 | -         |
| A-2 | Ribs | DONE    | Ada   | 2026-05-01 | TBD       |
```

```text findings
16:26 missing-field A-1: RUNNING wants Agent filled
17:47 missing-field A-2: DONE wants Completed filled
```

## Passes

```markdown
| Status   | Code       | Description |
|----------|------------|-------------|
| PENDING  | `PENDING`  | Not ready   |
| READY    | `READY`    | May start   |
| ASSIGNED | `ASSIGNED` | Taken       |
| RUNNING  | `RUNNING`  | In work     |
| REVIEW   | `REVIEW`   | Being read  |
| DONE     | `DONE`     | Merged      |
| FAILED   | `FAILED`   | Given up    |
| BLOCKED  | `BLOCKED`  | Stuck       |

# Tasks

| ID  | Task | Status  | Agent |
|-----|------|---------|-------|
| A-1 | Keel | RUNNING | Ada   |
| A-2 | Ribs | DONE    | -     |
| A-3 | Deck | PENDING | -     |
```

## Fix

Fill the cell: `forgemd set A-1 --field Agent=ada`. `forgemd commit` fills Started and Completed by itself when the
status changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule, set_command
from forgemd.tracker import ROLES, Role, Tracker
from forgemd.typed import Any

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    workflow = tracker.workflow
    if not workflow.required:
        return
    for task in tracker.tasks:
        state = workflow.state(task.status)
        required = workflow.required.get(state) if state else None
        for name in required.roles if required else ():
            role: Role[Any] = ROLES[name]
            if required is None or not task.has(role) or task.filled(role):
                continue
            header = task.layout.columns[task.layout.index(name)].header
            yield RULE.finding(
                tracker.path,
                task.span_of(role),
                f"{task.status.code} wants {header} filled",
                task=task,
                role=role,
                hint=set_command(task, f"{header}=..."),
                severity=required.severity,
            )


RULE: Rule[Tracker] = Rule(
    "missing-field", Tracker, _check, "warning", "statuses", "A status wants a column filled, and it is empty."
)
