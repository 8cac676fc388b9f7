"""# duplicate-id

One id stands for two tasks.

A commit message, a log row or a dependency that says `T-014` must mean one task. Where two rows answer to it,
nobody can tell which of them was finished, and forgemd does not guess: it refuses to edit either.

An error is what is certain: two rows of one table, or of two tables with the same columns, that say different things.
A warning is the same id in a table with other columns, on a row with another title under the same header: two tasks,
or one whose title has drifted. And a task may well stand in two places, an index and its details, a table and a
heading; where they disagree on its status it is a warning that names both.

What is no duplicate:

- plain numbers (`1`, `2`, `3`) that begin again in the next table: there a number only counts rows;
- a task that stands in two places that agree: an overview, a view by milestone, an archive. Only a row that a change
  has copied to another table with the same columns is told, with a base to see it by;
- a row that is about something else and names tasks, such as lanes with the packages in each;
- ids that repeat throughout a table: there the rows are no tasks, but tests of requirements, or steps of tasks.

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

from collections.abc import Iterable, Iterator

from forgemd.diagnostics import Diagnostic, Severity
from forgemd.lazy import pattern
from forgemd.rules._naming import counts_rows, is_named
from forgemd.rules.base import Rule
from forgemd.tracker import ID, Columns, Diff, FieldTask, Task, Tracker, bare, next_id, normal
from forgemd.typed import NamedTuple

__all__ = ["RULE"]

_ENOUGH = 50
"""Beside so many tasks of its id each one is held; a tracker with more of them has said it often enough."""
_REPEATED = 3
"""So many ids that a table repeats, in a quarter of its rows, are no slip."""
_SHORT = 30
_WORD = pattern(r"[^\W_\u3040-\u30ff\u3400-\u9fff]+|[\u3040-\u30ff\u3400-\u9fff]")
"""A word, or a letter of a script that writes none apart."""
_DEGREES = ({"todo", "ready"}, {"active", "review", "partial"})
"""Statuses which two places that agree may well give to one task: one of them has fewer words."""


class _Verdict(NamedTuple):
    severity: Severity
    message: str
    mend: str


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if len(tracker.plain) == len(tracker.tasks) and not tracker.views:
        return
    groups = _sharing((*tracker.tasks, *tracker.views))
    loose = _loose(tracker, groups) if len(groups) >= _REPEATED else []
    given: dict[str, list[str]] = {}
    for tasks in groups:
        for task, earlier in _with_earlier([task for task in tasks if task.layout not in loose]):
            verdict = _judged(task, earlier)
            if verdict is not None:
                mend = verdict.mend + (_free(task, tracker.tasks, given) if verdict.mend.endswith("own") else "")
                yield _finding(tracker, task, verdict._replace(mend=mend))


def _check_change(diff: Diff) -> Iterator[Diagnostic]:
    """Rows that the change has copied to another table with the same columns."""
    if diff.before is None or len(diff.after.plain) == len(diff.after.tasks):
        return
    added = {id(task) for task in diff.added}
    for tasks in _sharing(diff.after.tasks) if added else ():
        for task, earlier in _with_earlier(tasks):
            copy = next((other for other in earlier if id(task) in added or id(other) in added), None)
            if copy is not None and _is_copy(task, copy):
                message = f"line {copy.line + 1} has this task too"
                yield _finding(diff.after, task, _Verdict("warning", message, "take one of the rows away"))


def _finding(tracker: Tracker, task: Task, verdict: _Verdict) -> Diagnostic:
    severity, message, hint = verdict
    return RULE.finding(tracker.path, task.span_of(ID), message, task=task, role=ID, hint=hint, severity=severity)


def _sharing(tasks: Iterable[Task]) -> list[list[Task]]:
    """The groups of tasks that share an id, each in the document's order."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        if task.has_id:
            found.setdefault(task.id.casefold(), []).append(task)
    return [group for group in found.values() if len(group) > 1]


def _loose(tracker: Tracker, groups: list[list[Task]]) -> list[Columns]:
    """The tables whose ids tell no rows apart: some repeat, and not by a slip."""
    repeated: dict[int, int] = {}
    extra: dict[int, int] = {}
    for tasks in groups:
        of = [id(task.layout) for task in tasks]
        for layout in set(of):
            if (more := of.count(layout) - 1) > 0:
                repeated[layout] = repeated.get(layout, 0) + 1
                extra[layout] = extra.get(layout, 0) + more
    suspects = {layout for layout, many in repeated.items() if many >= _REPEATED}
    sizes: dict[int, tuple[Columns, int]] = {}
    for task in tracker.tasks if suspects else ():
        if (layout := id(task.layout)) in suspects:
            sizes[layout] = task.layout, sizes.get(layout, (task.layout, 0))[1] + 1
    return [columns for layout, (columns, size) in sizes.items() if 4 * (extra[layout] + repeated[layout]) >= size]


def _with_earlier(tasks: list[Task]) -> Iterator[tuple[Task, list[Task]]]:
    """Each task but the first, and what to hold it against: the first in its own table, and the first few of all."""
    first: dict[int, Task] = {}
    for index, task in enumerate(tasks):
        if index:
            own = first.get(id(task.layout))
            earlier = tasks[: min(index, _ENOUGH)]
            yield task, earlier if own is None or own in earlier else [own, *earlier]
        first.setdefault(id(task.layout), task)


def _judged(task: Task, earlier: list[Task]) -> _Verdict | None:
    """The worst that can be said of `task` beside each of those before it."""
    verdicts = [verdict for other in earlier if (verdict := _beside(task, other)) is not None]
    return next((verdict for verdict in verdicts if verdict.severity == "error"), verdicts[0] if verdicts else None)


def _beside(task: Task, other: Task) -> _Verdict | None:
    alike = _alike(task.title, other.title)
    if task.layout is other.layout:
        return _copied(task, other) if task.title == other.title else _two_tasks("error", other)
    if isinstance(task, FieldTask) == isinstance(other, FieldTask):
        if counts_rows(task) or counts_rows(other):
            return None
        same = _columns(task) == _columns(other)
        if not alike and (same or _title_header(task) == _title_header(other) != "") and _are_keys(task, other):
            return _two_tasks("error" if same else "warning", other)
        if same and _differ(task, other):
            return _copied(task, other)
    if not _contradict(task, other):
        return None
    untitled = other.title == other.id or task.title == task.id
    mend = "make the two agree" + ("" if alike or untitled else ", or give one of them an id of its own")
    return _Verdict("warning", _both(task, other), mend)


def _copied(task: Task, other: Task) -> _Verdict:
    if _differ(task, other):
        return _Verdict("error", _both(task, other), "take the row away that is out of date")
    return _Verdict("error", f"line {other.line + 1} has this task too", "take one of the rows away")


def _both(task: Task, other: Task) -> str:
    return f"{_status(task)} here, and {_status(other)} in line {other.line + 1}"


def _status(task: Task) -> str:
    """The status up to its remarks, if that is short: `code` may be no more than the word that is known."""
    text = bare(task.status_text).partition("(")[0].rstrip()
    return text if text and len(text) <= _SHORT and task.status.how != "mark" else task.status.code


def _two_tasks(severity: Severity, other: Task) -> _Verdict:
    message = f'line {other.line + 1} has this id too ("{other.title}")'
    return _Verdict(severity, message, "take one of the two away, or give it an id of its own")


def _is_copy(task: Task, other: Task) -> bool:
    """Whether both rows stand in tables with the same columns, and say the same."""
    apart = task.layout is not other.layout and not counts_rows(task)
    same = task.title.casefold() == other.title.casefold() and not _differ(task, other)
    return apart and same and not isinstance(task, FieldTask) and _columns(task) == _columns(other)


def _columns(task: Task) -> list[tuple[str, str]]:
    """What tables have in common that are one in two parts: an overview names its columns otherwise."""
    return [(column.role, normal(column.header)) for column in task.layout.columns]


def _title_header(task: Task) -> str:
    """The header over the title, for comparison; empty where only the values say that titles stand there."""
    at = task.layout.title_at
    return normal(task.layout.columns[at].header) if at >= 0 and task.layout.columns[at].named else ""


def _are_keys(*tasks: Task) -> bool:
    """Whether the ids stand for their rows: in front, or under a header that says so."""
    return all(task.layout.id_at == 0 or is_named(task) for task in tasks)


def _alike(one: str, two: str) -> bool:
    """Whether two titles may be of one task: they share two thirds of the words of the shorter one."""
    words, others = (set(_WORD.findall(title.casefold())) for title in (one, two))
    return one == two or 3 * len(words & others) >= 2 * max(1, min(len(words), len(others)))


def _differ(task: Task, other: Task) -> bool:
    """Whether two rows with the same columns, both with a status, do not have the same."""
    one, two = task.status, other.status
    return "empty" not in (one.how, two.how) and one.category != two.category


def _contradict(task: Task, other: Task) -> bool:
    """Whether two rows of one id say that it stands differently, in words that are understood."""
    one, two = task.status.category, other.status.category
    return _differ(task, other) and "unknown" not in (one, two) and not any({one, two} <= each for each in _DEGREES)


def _free(task: Task, tasks: Iterable[Task], given: dict[str, list[str]]) -> str:
    """The next id of the family that neither a task has nor an earlier finding was offered."""
    stem = task.id.rstrip("0123456789")
    taken = given.setdefault(stem, [])
    if not taken:
        taken += [other.id for other in tasks if other.id.rstrip("0123456789") == stem]
    free = next_id(taken) if stem != task.id else None
    if free is None:
        return ""
    taken.append(free)
    return f": {free} is free"


RULE: Rule[Tracker] = Rule(
    "duplicate-id", Tracker, _check, "error", "ids", "One id stands for two tasks.", _check_change
)
