"""# task-removed

An open task was taken out of the tracker.

Work that nobody finished and nobody called off is gone, and only git remembers it. Usually its row was overwritten,
cut and never pasted, or lost in a merge. What is not to be done any more is cancelled, or gets a log row that says
that the task came out.

Judged are tasks with an id that the table's header calls one, and items, headings and front matter with an id. Not
told: tasks that were done, cancelled or struck out (those are tidied away all the time), numbers that only count rows,
a task that got another id (`id-changed`) or its id for good (`43?` became 43), one whose title still stands in some
table, one that a log row of the same change names, and the single tasks where so many are gone that `row-loss` speaks.

In a merge commit `lost-in-merge` tells it, of the tasks of every parent.

## Fails

```markdown before
## Hull

| ID  | Task  | Status      |
|-----|-------|-------------|
| A-1 | Keel  | Done        |
| A-2 | Ribs  | In progress |
| A-3 | Deck  | Todo        |
```

```markdown after
## Hull

| ID  | Task  | Status      |
|-----|-------|-------------|
| A-3 | Deck  | Todo        |
```

```text findings
1:4 task-removed A-2: the task is gone, and was In progress ("Ribs")
```

## Fails

```markdown before
## Hull

- [x] **A-1**: Keel
- [ ] **A-2**: Ribs
- [ ] Wash the brushes
```

```markdown after
## Hull

- [x] **A-1**: Keel
```

```text findings
1:4 task-removed A-2: the task is gone, and was todo ("Ribs")
```

## Passes

```markdown before
| ID  | Task  | Status |
|-----|-------|--------|
| A-1 | Keel  | Done   |
| A-2 | Ribs  | Todo   |

# Change Log

| Date       | Task | Old status | New status |
|------------|------|------------|------------|
```

```markdown after
# Change Log

| Date       | Task | Old status | New status |
|------------|------|------------|------------|
| 2026-05-02 | A-2  | Todo       | -          |
```

## Passes: an id that is given for good, and a task that was struck out

```markdown before
| ID    | Task        | Status |
|-------|-------------|--------|
| A-1   | Keel        | Done   |
| A-43? | Mast        | Todo   |
| A-44? | ~~Bilges~~  | Todo   |
```

```markdown after
| ID    | Task        | Status |
|-------|-------------|--------|
| A-1   | Keel        | Done   |
| A-43  | Mast of oak | Todo   |
```

## Fix

Put the row back, or cancel the task, or log that it came out.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._leaving import are_many, heading_of, lost, vanished
from forgemd.rules.base import Rule
from forgemd.tracker import Diff
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(diff: Diff) -> Iterator[Diagnostic]:
    gone = vanished(diff)
    if are_many(diff, gone):
        return
    for task in lost(gone):
        said = task.status.category if task.status.how in ("mark", "boxes") else task.status.code
        was = f", and was {said}" if said else ""
        title = f' ("{task.title}")' if task.title != task.id else ""
        yield RULE.finding(
            diff.path,
            heading_of(diff.after, task),
            f"the task is gone{was}{title}",
            task=task,
            hint="put it back, cancel the task, or log that it came out",
        )


RULE: Rule[Diff] = Rule("task-removed", Diff, _check, "warning", "change", "An open task was taken out of the tracker.")
