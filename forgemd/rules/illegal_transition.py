"""# illegal-transition

A status changed in a way that the workflow does not allow.

Work that jumps from PENDING to DONE has skipped whoever was to look at it. The workflow of the *base* judges: a
commit cannot make itself legal by changing the legend. A change of several steps is legal if the log entries that
the same change adds record each step, and each of them is legal.

Which workflow is in force (`forgemd workflow` draws it):

- a legend that is the strict set (PENDING, READY, ASSIGNED, RUNNING, REVIEW, DONE, FAILED, BLOCKED) makes it the
  strict one, and findings are errors;
- a workflow in the configuration judges as it says, with errors;
- otherwise the lenient one, with warnings: only finished work that is put back to the start is reported.

A workflow in the configuration may leave a step to some people (`by`: who may reopen what is done, say): then the
log has to name one of them for it. Where a tracker keeps no log, nobody can tell, and nothing is said.

A step that the workflow does not draw, or another beginning, may be forced: `--force --reason` of `forgemd set`, `add`,
`move` and `commit` has the log entry say `forced:` and why, and that is a warning for whoever reads it.
`commit: {force: false}` in the configuration forbids it.

Under a workflow of the first two kinds a new row begins in one of the initial statuses, a status may not be taken
out of a cell, and a status that rows still have may not be taken out of the legend. A word that the workflow does
not know is `unknown-status`' business.

## Fails

```markdown before
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

| ID  | Task | Status  |
|-----|------|---------|
| A-1 | Keel | PENDING |
| A-2 | Ribs | DONE    |
| A-3 | Deck | READY   |
```

```markdown after
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

| ID  | Task | Status   |
|-----|------|----------|
| A-1 | Keel | DONE     |
| A-2 | Ribs | RUNNING  |
| A-3 | Deck | ASSIGNED |
| A-4 | Mast | REVIEW   |
```

```text findings
16:16 illegal-transition A-1: PENDING → DONE is not allowed
17:16 illegal-transition A-2: DONE → RUNNING is not allowed
19:16 illegal-transition A-4: a new task cannot begin as REVIEW
```

## Fails: a legend that sheds a status in use

```markdown before
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

| ID  | Task | Status  |
|-----|------|---------|
| A-1 | Keel | READY   |
| A-2 | Ribs | BLOCKED |
```

```markdown after
| Status   | Code       | Description |
|----------|------------|-------------|
| PENDING  | `PENDING`  | Not ready   |
| READY    | `READY`    | May start   |
| ASSIGNED | `ASSIGNED` | Taken       |
| RUNNING  | `RUNNING`  | In work     |
| REVIEW   | `REVIEW`   | Being read  |
| DONE     | `DONE`     | Merged      |
| FAILED   | `FAILED`   | Given up    |

# Tasks

| ID  | Task | Status  |
|-----|------|---------|
| A-1 | Keel | DONE    |
| A-2 | Ribs | BLOCKED |
```

```text findings
15:16 illegal-transition A-1: READY → DONE is not allowed
16:16 illegal-transition A-2: BLOCKED is in use and was taken out of the legend
```

## Fails: steps that are not everybody's, and one that was forced

```yaml config
workflow:
  statuses:
    DOING: {to: [DONE]}
    DONE: {to: {DOING: {by: [ada, grace]}}}
    SOLD:
```

```markdown before
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | DONE   |
| A-2 | Ribs | DONE   |
| A-3 | Deck | DOING  |
| A-4 | Mast | DOING  |

# Change Log

| Date       | Task | From  | To    | By  | Notes |
|------------|------|-------|-------|-----|-------|
```

```markdown after
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | DOING  |
| A-2 | Ribs | DOING  |
| A-3 | Deck | SOLD   |
| A-4 | Mast | SOLD   |

# Change Log

| Date       | Task | From  | To    | By  | Notes           |
|------------|------|-------|-------|-----|-----------------|
| 2026-05-01 | A-1  | DONE  | DOING | Bob |                 |
| 2026-05-01 | A-2  | DONE  | DOING | Ada |                 |
| 2026-05-02 | A-3  | DOING | SOLD  | Ada | forced: as it is |
| 2026-05-02 | A-4  | DOING | SOLD  | Ada | forced:         |
```

```text findings
5:16 illegal-transition A-3: DOING → SOLD was forced: as it is
6:16 illegal-transition A-4: DOING → SOLD is not allowed
12:39 illegal-transition A-1: DONE → DOING is for ada or grace, not Bob
```

## Passes: each step is in the log

```markdown before
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

| ID  | Task | Status  |
|-----|------|---------|
| A-1 | Keel | PENDING |

# Change Log

| Date       | Task | From    | To       | By  |
|------------|------|---------|----------|-----|
```

```markdown after
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

| ID  | Task | Status   |
|-----|------|----------|
| A-1 | Keel | ASSIGNED |

# Change Log

| Date       | Task | From    | To       | By  |
|------------|------|---------|----------|-----|
| 2026-05-01 | A-1  | PENDING | READY    | Ada |
| 2026-05-02 | A-1  | READY   | ASSIGNED | Ada |
```

## Passes: no workflow of its own, and work that goes its usual way

```markdown before
| Task | Status |
|------|--------|
| Keel | Todo   |
| Ribs | Done   |
```

```markdown after
| Task | Status      |
|------|-------------|
| Keel | Done        |
| Ribs | In progress |
```

## Fix

Take one of the legal next statuses, go the shortest legal way and log each step, or let `forgemd set` do both.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Severity
from forgemd.rules._steps import is_step, told
from forgemd.rules.base import Rule, set_command
from forgemd.tracker import (
    OWNER,
    STATUS,
    Diff,
    Entry,
    Task,
    Tracker,
    Workflow,
    by_task,
    forced_beginnings,
    steps_of,
)
from forgemd.typed import Iterable, Iterator

__all__ = ["RULE"]


def _check(diff: Diff) -> Iterator[Diagnostic]:
    before = diff.before
    if before is None or before.workflow.severity is None:
        return
    yield from _transitions(diff, before.workflow)
    yield from _reserved(diff, before.workflow)
    if not before.workflow.by_category and before.tasks:
        yield from _beginnings(diff, before)
        yield from _legend(diff, before)


def _transitions(diff: Diff, workflow: Workflow) -> Iterator[Diagnostic]:
    relaxed = diff.after.workflow.by_category and not workflow.by_category
    suspects = [change for change in diff.transitions if not is_step(workflow, change, relaxed)]
    written = by_task(diff.after, diff.new_entries, [change.after for change in suspects])
    for change in suspects:
        old, new = workflow.state(change.old), workflow.state(change.new)
        if old is None or new is None or not written.leads(workflow, change.after.key, (old,), new):
            for message, hint in told(workflow, change, old, new):
                yield _finding(diff, workflow.severity, change.after, message, hint)
        elif workflow.severity == "error":
            yield from _forced(diff, change.after, f"{change.old.code} → {change.new.code}", written[change.after.key])


def _forced(diff: Diff, task: Task, step: str, entries: Iterable[Entry]) -> Iterator[Diagnostic]:
    reason = next((entry.forced for entry in entries if entry.forced is not None), None)
    if reason is not None:
        hint = "a step that is taken again and again belongs into the workflow"
        yield _finding(diff, "warning", task, f"{step} was forced: {reason}", hint)


def _reserved(diff: Diff, workflow: Workflow) -> Iterator[Diagnostic]:
    """Steps that were taken by somebody who may not, or by nobody knows whom."""
    if not workflow.conditions:
        return
    for step in steps_of(diff, workflow):
        wanted = workflow.conditions.get((step.old, step.new))
        people = wanted.by if wanted is not None else ()
        actor = step.actor
        if not people or not step.logged or (actor and actor.casefold() in {name.casefold() for name in people}):
            continue
        what = f"{workflow.label(step.old)} → {workflow.label(step.new)} is for {' or '.join(people)}"
        entry = step.entry
        yield RULE.finding(
            diff.path,
            step.task.span_of(STATUS) if entry is None else entry.row.span_of(entry.layout.index(OWNER.name)),
            f"{what}, not {actor}" if actor else f"{what}, and the log does not say who did it",
            task=step.task,
            role=STATUS if entry is None else OWNER,
            hint=f"let {' or '.join(people)} do it, or leave it as it was",
            severity=workflow.severity,
        )


def _beginnings(diff: Diff, before: Tracker) -> Iterator[Diagnostic]:
    workflow = before.workflow
    added = [task for task in diff.added if not before.find(task.id)]
    added += [change.after for change in diff.transitions if change.old.how == "empty"]
    written = by_task(diff.after, diff.new_entries, added)
    for task in added:
        state = workflow.state(task.status)
        if state is None or not workflow.initial or written.leads(workflow, task.key, workflow.initial, state):
            continue
        forced = forced_beginnings(workflow, written[task.key])
        if written.leads(workflow, task.key, [*workflow.initial, *forced], state):
            yield from _forced(diff, task, f"the beginning as {task.status.code}", written[task.key])
            continue
        initial = [workflow.label(name) for name in workflow.initial]
        message = f"a new task cannot begin as {task.status.code}"
        hint = f"begin as {' or '.join(initial)}: {set_command(task, f'={initial[0]}')}"
        yield _finding(diff, workflow.severity, task, message, hint)


def _legend(diff: Diff, before: Tracker) -> Iterator[Diagnostic]:
    """A status that rows still have may not leave the legend."""
    if before.legend is None:
        return
    left = {status.code.casefold() for status in diff.after.legend.statuses} if diff.after.legend else set()
    gone = {status.code.casefold(): status.code for status in before.legend.statuses}
    for code in left:
        gone.pop(code, None)
    seen: set[str] = set()
    for task in diff.after.tasks if gone else ():
        code = before.statuses.read(task.status_text).code.casefold()
        if code in gone and code not in seen:
            seen.add(code)
            message = f"{gone[code]} is in use and was taken out of the legend"
            hint = "put it back, or give these tasks another status first"
            yield _finding(diff, before.workflow.severity, task, message, hint)


def _finding(diff: Diff, severity: Severity | None, task: Task, message: str, hint: str) -> Diagnostic:
    where = task.span_of(STATUS)
    return RULE.finding(diff.path, where, message, task=task, role=STATUS, hint=hint, severity=severity)


RULE: Rule[Diff] = Rule(
    "illegal-transition", Diff, _check, "error", "change", "A status changed in a way that the workflow does not allow."
)
