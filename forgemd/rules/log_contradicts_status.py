"""# log-contradicts-status

The log says one thing about a task, its row another.

Then one of them is a lie, and whoever reads only the other is misled. Two things are compared:

- the newest entry of a task with its row;
- where there is a base: the entries that the change adds with the status that the row had before.

Only what is certain is compared. Not judged: a task that an entry for `ALL` names later than its own, entries whose
order the times do not tell, names that could mean two tasks, templates that nobody filled in, entries or rows
without a status or with one that forgemd cannot read, and words that mean the same (`Done`, `Completed`).

Under a workflow of its own (the strict set, or one in the configuration) it is an error, otherwise a warning. What a
change makes contradict, the workflow of the *base* weighs: taking the legend out in the same commit helps nobody.

## Fails

```markdown
| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | In progress |
| A-2 | Ribs | Done        |

# Change Log

| Date       | Task | From        | To          |
|------------|------|-------------|-------------|
| 2026-05-01 | A-1  | Todo        | In progress |
| 2026-05-02 | A-1  | In progress | Done        |
| 2026-05-03 | A-2  | Todo        | Completed   |
```

```text findings
11:37 log-contradicts-status A-1: the newest entry says Done, the row (line 3) says In progress
```

## Fails: an entry that begins where the row was not

```markdown before
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Todo   |

# Change Log

| Date       | Task | From    | To   |
|------------|------|---------|------|
```

```markdown after
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |

# Change Log

| Date       | Task | From    | To   |
|------------|------|---------|------|
| 2026-05-02 | A-1  | Blocked | Done |
```

```text findings
9:23 log-contradicts-status A-1: the entry says it was Blocked, the row said Todo
```

## Fails: a change that takes its own legend out

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
| A-1 | Keel | RUNNING |

# Change Log

| Date       | Task | From     | To      |
|------------|------|----------|---------|
| 2026-05-01 | A-1  | ASSIGNED | RUNNING |
```

```markdown after
# Tasks

| ID  | Task | Status  |
|-----|------|---------|
| A-1 | Keel | RUNNING |

# Change Log

| Date       | Task | From     | To      |
|------------|------|----------|---------|
| 2026-05-01 | A-1  | ASSIGNED | RUNNING |
| 2026-05-02 | A-1  | RUNNING  | DONE    |
```

```text findings
5:16 illegal-transition A-1: RUNNING is in use and was taken out of the legend
12:34 log-contradicts-status A-1: the newest entry says DONE, the row (line 5) says RUNNING
```

## Passes

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |

# Change Log

| Date       | Task       | From | To          |
|------------|------------|------|-------------|
| 2026-05-03 | A-1        | Todo | Done        |
| 2026-05-02 | A-1 to A-2 | -    | Todo        |
| 2026-05-01 | ALL        | -    | In progress |
```

## Fix

Find out which is true, and correct the other: `forgemd set A-1=Done` changes the row and logs it.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Severity
from forgemd.rules._entries import contradict, is_readable, severity_under
from forgemd.rules.base import Rule, set_command
from forgemd.tracker import NEW, OLD, Diff, Entry, Task, Tracker, by_task
from forgemd.typed import Iterator, Sequence, TypeAlias

__all__ = ["RULE"]

_Time: TypeAlias = "tuple[int, int]"


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    for task, newest in _newest_entries(tracker):
        if contradict(newest.new, task.status):
            yield _found(tracker, task, newest, severity_under(tracker.workflow))


def _found(tracker: Tracker, task: Task, newest: Entry, severity: Severity) -> Diagnostic:
    return RULE.finding(
        tracker.path,
        newest.row.span_of(newest.layout.index(NEW)),
        f"the newest entry says {newest.new.code}, the row (line {task.line + 1}) says {task.status.code}",
        task=task,
        role=NEW,
        hint=f"if the log is right: {set_command(task, f'={newest.new.code}')}; else log the last step",
        severity=severity,
    )


def _newest_entries(tracker: Tracker) -> Iterator[tuple[Task, Entry]]:
    """The tasks of which it is certain which entry is the newest."""
    log = tracker.log
    if log is None:
        return
    written = tracker.recorded
    of_all = _latest([entry for _, entry in written.every])
    for key, placed in written.own.items():
        newest = _newest(placed, written.every, of_all, log.order) if placed else None
        task = None if newest is None else tracker.keyed(key)
        if newest is not None and task is not None:
            yield task, newest


def _change(diff: Diff) -> Iterator[Diagnostic]:
    """What an added entry says of the time before, held against the base."""
    log = diff.after.log
    if log is None or diff.before is None:
        return
    if severity_under(diff.before.workflow) != severity_under(diff.after.workflow):
        yield from _relaxed(diff, diff.before)
    changed = [change for change in diff.transitions if is_readable(change.old)]
    written = by_task(diff.after, diff.new_entries, [change.after for change in changed])
    for change in changed:
        entries = [entry for entry in written.naming(change.after.key) if is_readable(entry.old)]
        if not entries or any(not contradict(entry.old, change.old) for entry in entries):
            continue
        first = entries[-1] if log.order == "newest first" else entries[0]
        yield RULE.finding(
            diff.path,
            first.row.span_of(log.layout.index(OLD)),
            f"the entry says it was {first.old.code}, the row said {change.old.code}",
            task=change.after,
            role=OLD,
            hint=f"write {change.old.code} there, or log the steps between",
            severity=severity_under(diff.before.workflow),
        )


def _relaxed(diff: Diff, before: Tracker) -> Iterator[Diagnostic]:
    """The newest entries that came to contradict their rows in a change of the workflow, which held it to the old
    one: another would be milder, or read two statuses as one."""

    def among(tracker: Tracker) -> Iterator[tuple[tuple[str, str, str], Task, Entry]]:
        read = before.statuses.read
        for task, newest in _newest_entries(tracker):
            said, status = read(newest.row.value(newest.layout.index(NEW))), read(task.status_text)
            if contradict(said, status):
                yield (task.key, said.code.casefold(), status.code.casefold()), task, newest

    known = {key for key, _, _ in among(before)}
    for key, task, newest in among(diff.after):
        if key not in known:
            yield _found(diff.after, task, newest, severity_under(before.workflow))


def _newest(
    mine: Sequence[tuple[int, Entry]], every: Sequence[tuple[int, Entry]], of_all: _Time | None, order: str
) -> Entry | None:
    """The entry that is certainly the newest of a task, if it names the task: `mine` do, `every` are for ALL.

    Both come with their places; `of_all` is the latest time of `every`, None where they do not tell.
    """
    if order != "undecided":
        at, entry = mine[-1] if order == "oldest first" else mine[0]
        later = every and (every[-1][0] > at if order == "oldest first" else every[0][0] < at)
        return None if later else entry
    if len(mine) == 1 and not every:
        return mine[0][1]
    latest = _latest([entry for _, entry in mine])
    if latest is None or (every and (of_all is None or of_all >= latest)):
        return None
    newest = [entry for _, entry in mine if entry.when is not None and entry.when.key() == latest]
    return newest[0] if len(newest) == 1 else None


def _latest(entries: Sequence[Entry]) -> _Time | None:
    """The latest time of `entries`; None where one of them has none."""
    times = [entry.when.key() for entry in entries if entry.when is not None]
    return max(times) if times and len(times) == len(entries) else None


RULE: Rule[Tracker] = Rule(
    "log-contradicts-status",
    Tracker,
    _check,
    "warning",
    "log",
    "The log says one thing about a task, its row another.",
    _change,
)
