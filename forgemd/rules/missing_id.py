"""# missing-id

A task has no id where the others have one.

Nothing can name it: no commit, no dependency, no log row, no `forgemd set`. It goes by its title until somebody
rewords that, and then it is another task.

Judged are tables with a column whose header says that it holds ids, or whose ids are of one form (`P1-S3`), and in
which most tasks have one. A dash says that
there shall be none, and is left alone; an empty cell, `TBD` or `?` is not. Rows that name a group or a total are no
tasks.

## Fails

```markdown
| ID    | Task  | Status |
|-------|-------|--------|
| T-001 | Keel  | Done   |
| T-002 | Ribs  | Todo   |
|       | Deck  | Todo   |
| T-003 | Mast  | Todo   |
```

```text findings
5:1 missing-id Deck: the task has no id
```

```markdown unsafe
| ID    | Task  | Status |
|-------|-------|--------|
| T-001 | Keel  | Done   |
| T-002 | Ribs  | Todo   |
| T-004 | Deck  | Todo   |
| T-003 | Mast  | Todo   |
```

## Passes

```markdown
| ID    | Task  | Status |
|-------|-------|--------|
| T-001 | Keel  | Done   |
| T-002 | Ribs  | Todo   |
| -     | Paint | Todo   |
|       | **Total** |    |

| Task  | Status |
|-------|--------|
| Sails | Todo   |
```

## Fix

Unsafe, since somebody may have another number in mind: the next free id of the table is written.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix
from forgemd.markdown import Rewrite
from forgemd.rules._naming import is_named
from forgemd.rules.base import Rule
from forgemd.tracker import ID, FieldTask, Task, Tracker, is_placeholder, next_id
from forgemd.typed import Iterator

__all__ = ["RULE"]

_DASHES = frozenset("-–— ")
_MOST = 3
"""A table in which more than one task of so many has no id does not number its tasks."""


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if _are_ids(tracker) or not any(map(_says_none, tracker.blanks(ID))):
        return
    tables: dict[int, list[Task]] = {}
    lacking: set[int] = set()
    named: set[int] = set()
    for task in tracker.tasks:
        if task.layout.id_at >= 0 and not isinstance(task, FieldTask):
            line = task.layout.line
            tables.setdefault(line, []).append(task)
            if is_named(task):
                named.add(line)
            if _lacks_id(task):
                lacking.add(line)
    lacking &= named
    taken = [task.id for task in tracker.tasks if task.has_id] if lacking else []
    for line in sorted(lacking):
        tasks = tables[line]
        without = [task for task in tasks if _lacks_id(task)]
        if len(without) * _MOST <= len(tasks):
            own = [task.id for task in tasks if task.has_id]
            for task in without if own else ():
                yield _finding(tracker, task, own, taken)


def _are_ids(tracker: Tracker) -> bool:
    """Whether the cells are the ids themselves, and none is short of a number: a placeholder has none."""
    return tracker.all_single and tracker.names == [*tracker.column(ID)]


def _lacks_id(task: Task) -> bool:
    """Whether the id was left out; a dash says that there shall be none."""
    return _says_none(task.text(ID))


def _says_none(text: str) -> bool:
    return is_placeholder(text) and (not text or not _DASHES.issuperset(text))


def _finding(tracker: Tracker, task: Task, own: list[str], taken: list[str]) -> Diagnostic:
    stem = own[0].rstrip("0123456789")
    free = next_id(name for name in taken if name.rstrip("0123456789") == stem) if stem != own[0] else None
    fix = None
    if free is not None:
        taken.append(free)
        rewrite = Rewrite(tracker.document)
        rewrite.set(task.row, task.layout.id_at, free)
        fix = Fix(f"write {free}", tuple(rewrite.edits), "unsafe")
    return RULE.finding(
        tracker.path,
        task.span_of(ID),
        "the task has no id",
        task=task,
        role=ID,
        hint=f"{free} is free" if free else "give it an id of its own",
        fix=fix,
    )


RULE: Rule[Tracker] = Rule(
    "missing-id", Tracker, _check, "warning", "ids", "A task has no id where the others have one."
)
