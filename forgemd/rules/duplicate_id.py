"""# duplicate-id

One id stands for two tasks.

A commit message, a log row or a dependency that says `T-014` must mean one task. Where two rows answer to it,
nobody can tell which of them was finished, and forgemd does not guess: it refuses to edit either.

An error is what is certain: two rows of one table, or of two tables with the same columns, that say different things.
A warning is the same id in a table with other columns, on a row with another title under the same header: two tasks,
or one whose title has drifted; and ids that begin anew in another table or section, told once. And a task may well
stand in two places, an index and its details, a table and a heading; where they disagree on its status it is a warning
that names both.

What is no duplicate:

- plain numbers (`1`, `2`, `3`, `Phase 1`) that begin again in the next table, under the next heading or behind a
  group's row: there a number only counts;
- a task that stands in two places that agree: an overview, a view by milestone, an archive. Only a row that a change
  has copied to another table with the same columns is told, with a base to see it by;
- a row that is about something else and names tasks, such as lanes with the packages in each, or the several rows of
  work for one story that another table has;
- ids that repeat throughout a table, or in one without titles whose rows say something else each: there the rows are no
  tasks, but tests of requirements, or entries about tasks.

## Fails

```markdown
| ID    | Task            | Status |
|-------|-----------------|--------|
| T-001 | Paint the hull  | Done   |
| T-002 | Caulk the seams | Todo   |
| T-001 | Step the mast   | Todo   |
```

```text findings
5:3 duplicate-id T-001: line 3 has this id too ("Paint the hull")
```

## Fails: a row copied to another table instead of moved

```markdown
# Open

| ID  | Task   | Status |
|-----|--------|--------|
| R-1 | Rudder | Todo   |
| R-2 | Tiller | Done   |

# Closed

| ID  | Task   | Status |
|-----|--------|--------|
| R-1 | Rudder | Done   |
| R-2 | Tiller | Done   |
```

```text findings
12:3 duplicate-id R-1: Done here, and Todo in line 5
```

## Fails: a table and a list that disagree

```markdown
| ID  | Task   | Status      |
|-----|--------|-------------|
| R-1 | Rudder | In progress |
| R-2 | Tiller | Done        |

- [x] **R-1**: Rudder
- [x] **R-2**: Tiller
```

```text findings
6:9 duplicate-id R-1: [x] here, and In progress in line 3
```

## Fails: a change that copies a row

```markdown before
# Hull

| ID  | Task   | Status |
|-----|--------|--------|
| R-1 | Rudder | Todo   |

# Rig

| ID  | Task   | Status |
|-----|--------|--------|
| R-2 | Mast   | Todo   |
```

```markdown after
# Hull

| ID  | Task   | Status |
|-----|--------|--------|
| R-1 | Rudder | Todo   |

# Rig

| ID  | Task   | Status |
|-----|--------|--------|
| R-2 | Mast   | Todo   |
| R-1 | Rudder | Todo   |
```

```text findings
12:3 duplicate-id R-1: line 5 has this task too
```

## Passes: numbers that count rows

```markdown
# Hull

| # | Task  | Status |
|---|-------|--------|
| 1 | Sand  | Done   |
| 2 | Paint | Todo   |

# Rig

| # | Task  | Status |
|---|-------|--------|
| 1 | Mast  | Todo   |
```

## Passes: an index and its details

```markdown
| ID  | Task   | Status |
|-----|--------|--------|
| R-1 | Rudder | Todo   |

# Details

| ID  | Task   | Status | Owner | Estimate |
|-----|--------|--------|-------|----------|
| R-1 | Rudder | Todo   | Ada   | 3d       |
```

## Passes: rows that are about something else

```markdown
| ID   | Goal          | Blocked by |
|------|---------------|------------|
| WP01 | Draw the hull | -          |
| WP02 | Saw the ribs  | WP01       |

# Lanes

| Lane   | WPs (in order) | Shed  |
|--------|----------------|-------|
| lane-a | WP01           | north |
| lane-b | WP02           | south |
```

## Fix

Make the two places agree, or, if they are two tasks, give one of them the next free id, which the hint names; take one
away if it is a copy. Nothing is changed for you: other places may mean either task.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Severity, listed
from forgemd.rules._naming import counts_rows
from forgemd.rules._places import (
    Parts,
    alike,
    are_keys,
    contradict,
    differ,
    same_columns,
    same_title_header,
)
from forgemd.rules._repeated import defined, loose_tables, tables_with_slips, with_earlier
from forgemd.rules.base import Rule
from forgemd.tracker import ID, Diff, FieldTask, Task, Tracker, bare, next_id
from forgemd.typed import Iterable, Iterator, NamedTuple

__all__ = ["RULE"]

_SHORT = 30
"""Longer statuses have remarks in them."""


class _Verdict(NamedTuple):
    """What is wrong with a task beside `other`. `is_other` where both are tasks of their own."""

    severity: Severity
    message: str
    mend: str
    other: Task
    is_other: bool = False


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if not tracker.has_twins and not tracker.views:
        return
    groups, parts = _sharing((*tracker.tasks, *tracker.views)), Parts(tracker)
    loose = loose_tables(tracker, groups)
    found: list[tuple[Task, _Verdict]] = []
    slips = tables_with_slips(groups)
    for tasks in groups:
        for task, earlier in with_earlier([task for task in defined(tasks, slips) if task.layout not in loose]):
            verdict = _judged(parts, task, earlier)
            if verdict is not None:
                found.append((task, verdict))
    taken: dict[str, list[str]] = {}
    for task, verdict in _anew_once(parts, sorted(found, key=lambda each: each[0].line)):
        mend = verdict.mend + (_free(task, tracker.tasks, taken) if verdict.is_other else "")
        yield _finding(tracker, task, verdict._replace(mend=mend))


def _anew_once(parts: Parts, found: list[tuple[Task, _Verdict]]) -> Iterator[tuple[Task, _Verdict]]:
    """Ids that begin anew in another part of the file, several of them, are told once, at the first: they may well be
    meant, and are no errors. Some of their tasks may be called alike: every feature has its `Write tests`."""
    pairs = [(parts.of(task), parts.of(verdict.other)) for task, verdict in found]
    anew = {pair for pair, (_, verdict) in zip(pairs, found, strict=True) if verdict.is_other and pair[0] != pair[1]}
    told: dict[object, list[tuple[Task, _Verdict]]] = {}
    for pair, each in zip(pairs, found, strict=True):
        told.setdefault(pair if pair in anew else id(each), []).append(each)
    for group in told.values():
        task, verdict = next((each for each in group if each[1].is_other), group[0])
        if len(group) > 1:
            also = listed([other.id for other, _ in group if other is not task])
            verdict = verdict._replace(severity="warning", message=f"{verdict.message}; the same goes for {also}")
            verdict = verdict._replace(mend="number on, or put the name of the part in front of each id")
        yield task, verdict


def _check_change(diff: Diff) -> Iterator[Diagnostic]:
    """Rows that the change has copied to another table with the same columns."""
    if diff.before is None or not diff.after.has_twins:
        return
    added = {id(task) for task in diff.added}
    for tasks in _sharing(diff.after.tasks) if added else ():
        for task, earlier in with_earlier(tasks):
            copy = next((other for other in earlier if id(task) in added or id(other) in added), None)
            if copy is not None and _is_copy(task, copy):
                message = f"line {copy.line + 1} has this task too"
                yield _finding(diff.after, task, _Verdict("warning", message, "take one of the rows away", copy))


def _finding(tracker: Tracker, task: Task, verdict: _Verdict) -> Diagnostic:
    severity, message, hint, *_ = verdict
    return RULE.finding(tracker.path, task.span_of(ID), message, task=task, role=ID, hint=hint, severity=severity)


def _sharing(tasks: Iterable[Task]) -> list[list[Task]]:
    """The groups of tasks that share an id, each in the document's order."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        if task.has_id:
            found.setdefault(task.id.casefold(), []).append(task)
    return [group for group in found.values() if len(group) > 1]


def _judged(parts: Parts, task: Task, earlier: list[Task]) -> _Verdict | None:
    """The worst that can be said of `task` beside each of those before it."""
    verdicts = [verdict for other in earlier if (verdict := _beside(parts, task, other)) is not None]
    return next((verdict for verdict in verdicts if verdict.severity == "error"), verdicts[0] if verdicts else None)


def _beside(parts: Parts, task: Task, other: Task) -> _Verdict | None:
    if task.layout is other.layout and parts.of(task) == parts.of(other):
        return _in_one_part(task, other)
    if isinstance(task, FieldTask) == isinstance(other, FieldTask):
        if counts_rows(task) or counts_rows(other):
            return None
        same = same_columns(task, other)
        if not alike(task, other) and (same or same_title_header(task, other)) and are_keys(task, other):
            return _two_tasks("error" if same else "warning", other)
        if same and differ(task, other):
            return _copied(task, other)
    return _Verdict("warning", _both(task, other), "make the two agree", other) if contradict(task, other) else None


def _in_one_part(task: Task, other: Task) -> _Verdict | None:
    if task.title.casefold() != other.title.casefold():
        return _two_tasks("error", other)
    if task.layout.title_at < 0 and not isinstance(task, FieldTask):
        # Rows without titles may be entries about a task; then something else tells them apart.
        status = task.layout.status_at
        rest, others = ([text for at, text in enumerate(each.values) if at != status] for each in (task, other))
        return _copied(task, other) if rest == others else None
    return _copied(task, other)


def _copied(task: Task, other: Task) -> _Verdict:
    if differ(task, other):
        return _Verdict("error", _both(task, other), "take the row away that is out of date", other)
    return _Verdict("error", f"line {other.line + 1} has this task too", "take one of the rows away", other)


def _both(task: Task, other: Task) -> str:
    return f"{_status(task)} here, and {_status(other)} in line {other.line + 1}"


def _status(task: Task) -> str:
    """The status up to its remarks, if that is short: `code` may be no more than the word that is known."""
    text = bare(task.status_text).partition("(")[0].rstrip()
    return text if text and len(text) <= _SHORT and task.status.how != "mark" else task.status.code


def _two_tasks(severity: Severity, other: Task) -> _Verdict:
    message = f'line {other.line + 1} has this id too ("{other.title}")'
    return _Verdict(severity, message, "take one of the two away, or give it an id of its own", other, is_other=True)


def _is_copy(task: Task, other: Task) -> bool:
    """Whether both rows stand in tables with the same columns, and say the same."""
    apart = task.layout is not other.layout and not counts_rows(task)
    same = task.title.casefold() == other.title.casefold() and not differ(task, other)
    return apart and same and not isinstance(task, FieldTask) and same_columns(task, other)


def _free(task: Task, tasks: Iterable[Task], taken: dict[str, list[str]]) -> str:
    """The next id of the family that neither a task has nor an earlier finding was offered. `taken` are those of each
    family, or its last one; empty before the first question."""
    for other in () if taken else tasks:
        taken.setdefault(_stem(other.id), []).append(other.id)
    stem = _stem(task.id)
    free = next_id(taken.get(stem, ())) if stem != task.id else None
    if free is None:
        return ""
    taken[stem] = [free]
    return f": {free} is free"


def _stem(name: str) -> str:
    return name.rstrip("0123456789")


RULE: Rule[Tracker] = Rule(
    "duplicate-id", Tracker, _check, "error", "ids", "One id stands for two tasks.", _check_change
)
