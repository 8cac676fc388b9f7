"""# lost-in-merge

A merge lost what somebody had written.

`git merge -X ours`, `checkout --theirs`, the button of a forge and a person in a hurry all drop rows, cells and log
entries of one side without a word, and bring back what the other side had taken out. The merge commit looks like any
other, and the author of what is gone has no reason to look again.

So everything that a parent changed since the common ancestor has to be there in the merge: its new rows, its cells,
the entries of its change log, each as often as the parents make it. A cell that both sides changed may say what either
made of it, or something else; not what it said before. What a log entry of the merge settles about a task that both
sides touched is settled. Other rules judge what the merge itself adds, as in any commit.

Judged where a merge is: `forgemd check --range A..B`, and the hooks on what is pushed and what was merged. It is told
while it lasts: not if a later commit of the range puts it back. Under a workflow of its own (the strict set, or one in
the configuration) it is an error, otherwise a warning. `forgemd merge --verify COMMIT` asks the same of one merge, and
tells besides what no parent has.

## Fails: one side was taken whole

```markdown before
| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | In progress |
| A-2 | Ribs | Todo        |

# Change Log

| Date       | Task | Old status | New status  |
|------------|------|------------|-------------|
| 2026-05-01 | A-1  | Todo       | In progress |
```

```markdown ours
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |

# Change Log

| Date       | Task | Old status  | New status  |
|------------|------|-------------|-------------|
| 2026-05-01 | A-1  | Todo        | In progress |
| 2026-05-02 | A-1  | In progress | Done        |
```

```markdown theirs
| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | In progress |
| A-2 | Ribs | In progress |
| A-3 | Mast | Todo        |

# Change Log

| Date       | Task | Old status | New status  |
|------------|------|------------|-------------|
| 2026-05-01 | A-1  | Todo       | In progress |
| 2026-05-03 | A-2  | Todo       | In progress |
```

```markdown after
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |

# Change Log

| Date       | Task | Old status  | New status  |
|------------|------|-------------|-------------|
| 2026-05-01 | A-1  | Todo        | In progress |
| 2026-05-02 | A-1  | In progress | Done        |
```

```text findings
1:1 lost-in-merge A-3: the row that parent 2 added is gone
4:16 lost-in-merge A-2: status says 'Todo', and parent 2 made it 'In progress'
8:1 lost-in-merge A-2: the entry 2026-05-03 | A-2 | Todo | In progress is gone
```

## Passes: both sides are there

```markdown before
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Todo   |
| A-2 | Ribs | Todo   |
```

```markdown ours
| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | In progress |
| A-2 | Ribs | Todo        |
```

```markdown theirs
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Todo   |
| A-3 | Mast | Todo   |
```

```markdown after
| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | In progress |
| A-3 | Mast | Todo        |
```

## Passes: what was lost is back in the end

```markdown before
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Todo   |
| A-2 | Ribs | Todo   |
```

```markdown ours
| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | In progress |
| A-2 | Ribs | Todo        |
```

```markdown theirs
| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | Todo        |
| A-2 | Ribs | In progress |
```

```markdown after
| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | In progress |
| A-2 | Ribs | Todo        |
```

```markdown later
| ID  | Task | Status      |
|-----|------|-------------|
| A-1 | Keel | In progress |
| A-2 | Ribs | In progress |
```

## Fix

`git show COMMIT^2:PATH` is what the second parent has of the tracker. Put back what is meant to be there, in a commit
of its own; if it is gone for a reason, take it out in such a commit, or allow it. `forgemd merge --install` has git
merge by rows from now on, which loses nothing.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, listed
from forgemd.rules._entries import severity_under
from forgemd.rules._leaving import heading_of
from forgemd.rules._naming import counts_rows
from forgemd.rules.base import Merge, Rule
from forgemd.text import Span
from forgemd.tracker import TITLE, Departure, Task, Tracker, contained
from forgemd.typed import Iterator

__all__ = ["RULE"]

_MANY = 5
"""So many rows that are gone are told as one finding."""


def _check(merge: Merge) -> Iterator[Diagnostic]:
    lost = [each for each in _departures(merge, merge.merged) if _counts(merge, each)]
    later = merge.later() if lost else None
    if later is not None:
        still = {each[:5] for each in _departures(merge, later)}
        lost = [each for each in lost if each[:5] in still]
    for each in _together(lost):
        task = _task(merge, each)
        yield RULE.finding(
            merge.merged.path,
            _span(merge.merged, each, task),
            each.why,
            task=task,
            role=each.role or None,
            hint=f"put it back, or say in the log what was decided; forgemd merge --verify {merge.rev} tells all of it",
            severity=severity_under(merge.parents[0].workflow),
        )


def _together(lost: list[Departure]) -> Iterator[Departure]:
    """Many rows that went in one way as one finding: who takes one side whole loses them all at once."""
    ways: dict[str, list[Departure]] = {}
    for each in lost:
        ways.setdefault(each.why if each.what == "row" else "", []).append(each)
    for each in lost:
        alike = ways[each.why] if each.what == "row" else []
        if len(alike) < _MANY:
            yield each
        elif alike[0] is each:
            names = listed([other.name for other in alike])
            yield each._replace(name="", why=f"{len(alike)} tasks ({names}): {each.why}")


def _departures(merge: Merge, tracker: Tracker) -> tuple[Departure, ...]:
    """What somebody wrote and `tracker` has not; what nobody wrote is a change like any other."""
    found = contained(merge.parents, tracker, merge.ancestors)
    return tuple(each for each in found if each.kind != "invented")


def _counts(merge: Merge, departure: Departure) -> bool:
    """Whether it is about one task. A number that counts rows is another row's once a row was put in between."""
    if departure.what != "cell":
        return True
    found = [task for tracker in (merge.merged, *merge.parents) for task in tracker.find(departure.name)]
    return not any(map(counts_rows, found)) or (
        departure.role != TITLE.name and len({task.title.casefold() for task in found}) == 1
    )


def _task(merge: Merge, departure: Departure) -> Task | None:
    """The one task that it is about, in the merge or else in a parent."""
    if not departure.name:
        return None
    for tracker in (merge.merged, *merge.parents):
        found = tracker.find(departure.name)
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _span(merged: Tracker, departure: Departure, task: Task | None) -> Span:
    """The cell or row in the merge; where there is none, the place where it was to be: the log, or the section."""
    if departure.what == "entry":
        return Span(0, 0) if merged.log is None else merged.log.layout.table.header.span
    if departure.line is None or task is None:
        return Span(0, 0) if task is None else heading_of(merged, task)
    at = task.layout.index(departure.role) if departure.role else -1
    return task.row.span if at < 0 else task.row.span_of(at)


RULE: Rule[Merge] = Rule("lost-in-merge", Merge, _check, "warning", "change", "A merge lost what somebody had written.")
