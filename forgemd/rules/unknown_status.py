"""# unknown-status

A status cell holds a word that is no status.

A task in a status that nobody defined is in no column of a rollup, on nobody's list, and outside of the
workflow. How much that matters depends on what the document itself says:

- error, where a workflow of its own is in force (the strict set, or one in the configuration) and the word is
  none of its statuses;
- warning, where the table takes its statuses from a legend, and neither it nor anybody else knows the word;
- note, one for each table, where there is no legend: it lists the words to which forgemd gives no meaning, each once.
  A column that is taken for statuses only because most of its cells are some may hold other words.

Empty cells, dashes and placeholders are never reported, nor, but for the first case, rows with more cells than
columns: there the words have slipped (`ragged-row`). Emphasis, glyphs and remarks around the word do not
matter.

## Fails: a workflow of eight statuses, and a ninth word

```markdown
## Status Legend

| Status      | Code       | Description  |
|-------------|------------|--------------|
| 🔲 PENDING  | `PENDING`  | Not ready    |
| 🟦 READY    | `READY`    | May start    |
| 🟨 ASSIGNED | `ASSIGNED` | Somebody has it |
| 🟧 RUNNING  | `RUNNING`  | In work      |
| 🟪 REVIEW   | `REVIEW`   | Being read   |
| ✅ DONE     | `DONE`     | Merged       |
| ❌ FAILED   | `FAILED`   | Given up     |
| 🚫 BLOCKED  | `BLOCKED`  | Stuck        |

## Tasks

| ID  | Task | Status     |
|-----|------|------------|
| A-1 | Keel | ✅ DONE    |
| A-2 | Ribs | REDAY      |
| A-3 | Deck | Deferred   |
| A-4 | Mast | -          |
```

```text findings
19:16 unknown-status A-2: 'REDAY' is no status here
20:16 unknown-status A-3: 'Deferred' is no status here
```

## Fails: a legend that lacks the word

```markdown
| Status | Meaning      |
|--------|--------------|
| Open   | Not begun    |
| Done   | Finished     |

# Tasks

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Wobbly |
```

```text findings
11:16 unknown-status A-2: 'Wobbly' is not in the legend
```

## Fails: no legend at all

```markdown
| ID  | Task | Status        |
|-----|------|---------------|
| A-1 | Keel | Done          |
| A-2 | Ribs | 🔴 PRETEND    |
| A-3 | Deck | 🔴 PRETEND    |
| A-4 | Mast | Wobbly (windy) |
```

```text findings
4:16 unknown-status 2 words in this column mean nothing to forgemd: PRETEND, Wobbly
```

## Passes

```markdown
| ID  | Task | Status          |
|-----|------|-----------------|
| A-1 | Keel | ✅ **Done**     |
| A-2 | Ribs | in progress (Ada) |
| A-3 | Deck | —               |
| A-4 | Mast | 80%             |
```

## Fix

Write one of the known words, add the word to the legend, or give it a category in the configuration
(`statuses: {PRETEND: partial}`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forgemd.diagnostics import Diagnostic, Severity
from forgemd.rules.base import Rule, count, listed, set_command
from forgemd.tracker import STATUS, Task, Tracker, similar

__all__ = ["RULE"]

_LONGEST = 30
"""A longer text is a sentence about the task, not a word for its status."""


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if not tracker.workflow.by_category:
        yield from _against_workflow(tracker)
    elif tracker.legend is not None:
        yield from _against_legend(tracker)
    else:
        yield from _by_table(tracker, _unread(tracker))


def _against_workflow(tracker: Tracker) -> Iterator[Diagnostic]:
    workflow = tracker.workflow
    known = [workflow.label(state) for state in workflow.edges]
    foreign = {
        status for status in tracker.readings if status.how not in ("empty", "mark") and workflow.state(status) is None
    }
    for task in tracker.tasks if foreign else ():
        if task.status in foreign:
            yield _finding(tracker, task, "is no status here", known, "error")


def _against_legend(tracker: Tracker) -> Iterator[Diagnostic]:
    """Tables that use the legend at all are held against it; others are judged as if there were none."""
    known = [status.code for status in tracker.statuses.statuses]
    unread = list(_unread(tracker))
    following = {task.layout.line for task in tracker.tasks if task.status.how == "legend"} if unread else set[int]()
    others: list[Task] = []
    for task in unread:
        if task.layout.line in following:
            yield _finding(tracker, task, "is not in the legend", known, "warning")
        else:
            others.append(task)
    yield from _by_table(tracker, others)


def _unread(tracker: Tracker) -> Iterator[Task]:
    """Tasks with a word for a status that nobody knows, but for rows whose cells have slipped."""
    tasks = tracker.tasks if any(status.how == "unknown" for status in tracker.readings) else ()
    return (task for task in tasks if task.status.how == "unknown" and len(task.values) <= task.layout.width)


def _finding(tracker: Tracker, task: Task, what: str, known: list[str], severity: Severity) -> Diagnostic:
    word = task.status.code or task.status_text
    near = similar(word, known, 1)
    slip = f"did you mean {near[0]}? {set_command(task, f'={near[0]}')}" if near else ""
    return RULE.finding(
        tracker.path,
        task.span_of(STATUS),
        f"'{word}' {what}",
        task=task,
        role=STATUS,
        hint=slip or f"known here: {listed(known, 12)}",
        severity=severity,
    )


def _by_table(tracker: Tracker, tasks: Iterable[Task]) -> Iterator[Diagnostic]:
    """One note for each table with words that no table above has."""
    tables: dict[int, dict[str, Task]] = {}
    said: set[str] = set()
    for task in tasks:
        word = task.status.code
        if not task.layout.columns[task.layout.status_at].named:
            continue
        if len(word) <= _LONGEST and not _is_figure(word) and word.casefold() not in said:
            said.add(word.casefold())
            tables.setdefault(task.layout.line, {})[word] = task
    for found in tables.values():
        words = list(found)
        yield RULE.finding(
            tracker.path,
            found[words[0]].span_of(STATUS),
            f"{count(len(words), 'word')} in this column {'means' if len(words) == 1 else 'mean'} nothing to forgemd: "
            f"{listed(words)}",
            role=STATUS,
            hint=f"a legend table, or `statuses: {{{words[0]}: todo}}` in .forgemd.yaml, says what it means",
            severity="note",
        )


def _is_figure(word: str) -> bool:
    """Whether it is a number or a version and no word at all."""
    return word.isascii() and sum(char.isalpha() for char in word) < 2


RULE: Rule[Tracker] = Rule(
    "unknown-status", Tracker, _check, "warning", "statuses", "A status cell holds a word that is no status."
)
