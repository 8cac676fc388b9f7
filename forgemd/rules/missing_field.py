"""# missing-field

A status wants a column filled, and it is empty.

Which columns a status wants is the workflow's to say. The strict one wants Agent and Started of what is RUNNING, and
Completed of what is DONE, as warnings; one in the configuration says it with `requires`, and means errors. Without
such a workflow nothing is wanted. A column that the table does not have is never missed.

A workflow in the configuration may want more: that somebody else than the owner is the reviewer (`other_reviewer`),
and of single steps that columns are filled when they are taken or that the log says why (`reason`). Of steps the
workflow of the base judges. The reason stands in the notes of the log entry that records the step, or in those of
the row where the tracker keeps no log or its log has no notes.

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

## Fails: somebody else has to review, and a step wants its reason

```yaml config
workflow:
  statuses:
    DOING: {initial: true, to: {REVIEW: , STUCK: {reason: true}}}
    REVIEW: {to: {DONE: {requires: [reviewer]}, DOING: }}
    STUCK: {to: [DOING]}
    DONE: {other_reviewer: true}
```

```markdown before
| ID  | Task | Status | Owner | Reviewer | Notes |
|-----|------|--------|-------|----------|-------|
| A-1 | Keel | REVIEW | Ada   | -        |       |
| A-2 | Ribs | REVIEW | Bob   | -        |       |
| A-3 | Deck | DOING  | Bob   | -        |       |
| A-4 | Mast | REVIEW | Bob   | -        |       |
```

```markdown after
| ID  | Task | Status | Owner | Reviewer | Notes |
|-----|------|--------|-------|----------|-------|
| A-1 | Keel | DONE   | Ada   | -        |       |
| A-2 | Ribs | DONE   | Bob   | bob      |       |
| A-3 | Deck | STUCK  | Bob   | -        |       |
| A-4 | Mast | DONE   | Bob   | Ada      |       |
```

```text findings
3:33 missing-field A-1: REVIEW → DONE wants Reviewer filled
4:33 missing-field A-2: DONE wants another reviewer than Bob, who has the task
5:1 missing-field A-3: DOING → STUCK wants a reason in Notes
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

from itertools import compress

from forgemd.diagnostics import Diagnostic, Severity
from forgemd.rules.base import Rule, set_command
from forgemd.tracker import (
    NOTES,
    OWNER,
    REVIEWER,
    ROLES,
    STATUS,
    Conditions,
    Diff,
    Reading,
    Required,
    Role,
    Step,
    Task,
    Tracker,
    Workflow,
    bare,
    steps_of,
)
from forgemd.typed import Any, Iterable, Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if tracker.workflow.required and _may_lack(tracker, tracker.workflow):
        yield from _wanted(tracker, tracker.workflow, tracker.tasks)


def _wanted(tracker: Tracker, workflow: Workflow, tasks: Iterable[Task]) -> Iterator[Diagnostic]:
    wanted = {reading: required for reading in tracker.readings if (required := _required(workflow, reading))}
    for task in tasks:
        required = wanted.get(task.status)
        if required is None:
            continue
        for name in required.roles:
            if _lacks(task, name):
                yield _unfilled(tracker.path, task, name, task.status.code, required.severity)
        if required.other_reviewer:
            yield from _alone(tracker.path, task, task.status.code, required.severity)


def _required(workflow: Workflow, reading: Reading) -> Required | None:
    """What a status wants filled; None for one that wants nothing."""
    return workflow.required.get(workflow.state(reading) or "")


def _may_lack(tracker: Tracker, workflow: Workflow) -> bool:
    """Whether some task may lack what its status wants: to look at what the columns hold is cheaper than at tasks."""
    if not tracker.cells_say_status or any(required.other_reviewer for required in workflow.required.values()):
        return True
    asking: dict[tuple[str, ...], set[str]] = {}
    for text in tracker.texts(STATUS):
        required = _required(workflow, tracker.statuses.read(text))
        if required is not None:
            asking.setdefault(required.roles, set()).add(text)
    for roles, texts in asking.items():
        is_so = list(map(texts.__contains__, tracker.column(STATUS)))
        for role in (ROLES[name] for name in roles):
            if not tracker.blanks(role).isdisjoint(compress(tracker.column(role), is_so)):
                return True
    return False


def _change(diff: Diff) -> Iterator[Diagnostic]:
    if diff.before is None:
        return
    workflow = diff.before.workflow
    another = workflow.required and workflow.required != diff.after.workflow.required
    if another and _may_lack(diff.after, workflow):
        # The change has another workflow: what it touches is held to the old one too.
        yield from _wanted(diff.after, workflow, diff.touched)
    if not workflow.conditions or workflow.severity is None:
        return
    for step in steps_of(diff, workflow):
        wanted = workflow.conditions.get((step.old, step.new))
        if wanted is not None:
            name = f"{workflow.label(step.old)} → {workflow.label(step.new)}"
            yield from _unmet(diff.path, step, wanted, name, workflow.severity)


def _unmet(path: str, step: Step, wanted: Conditions, name: str, severity: Severity) -> Iterator[Diagnostic]:
    task = step.task
    for role in wanted.requires:
        if _lacks(task, role):
            yield _unfilled(path, task, role, name, severity)
    if wanted.other_reviewer:
        yield from _alone(path, task, name, severity)
    if wanted.reason and step.reason is None and step.may_say_why:
        entry = step.entry
        layout = entry.layout if entry is not None and entry.layout.index(NOTES.name) >= 0 else task.layout
        where = entry.row if entry is not None and layout is entry.layout else task.row
        at = layout.index(NOTES.name)
        yield RULE.finding(
            path,
            where.span_of(at),
            f"{name} wants a reason in {layout.columns[at].header}",
            task=task,
            role=NOTES,
            hint="say why: forgemd commit --note '...' (or forgemd set --note) writes it into the log",
            severity=severity,
        )


def _lacks(task: Task, name: str) -> bool:
    role: Role[Any] = ROLES[name]
    return task.has(role) and not task.filled(role)


def _unfilled(path: str, task: Task, name: str, what: str, severity: Severity) -> Diagnostic:
    role: Role[Any] = ROLES[name]
    header = task.layout.columns[task.layout.index(name)].header
    return RULE.finding(
        path,
        task.span_of(role),
        f"{what} wants {header} filled",
        task=task,
        role=role,
        hint=set_command(task, f"{header}=..."),
        severity=severity,
    )


def _alone(path: str, task: Task, what: str, severity: Severity) -> Iterator[Diagnostic]:
    """The owner who is the reviewer too."""
    from forgemd.tracker import self_reviewed  # a hook asks this only where a workflow does

    if self_reviewed(task):
        owner = bare(task.text(OWNER))
        header = task.layout.columns[task.layout.index(REVIEWER.name)].header
        yield RULE.finding(
            path,
            task.span_of(REVIEWER),
            f"{what} wants another reviewer than {owner}, who has the task",
            task=task,
            role=REVIEWER,
            hint=set_command(task, f"{header}=..."),
            severity=severity,
        )


RULE: Rule[Tracker] = Rule(
    "missing-field",
    Tracker,
    _check,
    "warning",
    "statuses",
    "A status wants a column filled, and it is empty.",
    change=_change,
)
