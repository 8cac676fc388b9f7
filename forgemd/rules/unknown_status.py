"""# unknown-status

A status cell holds a word that is no status.

A task in a status that nobody defined is in no column of a rollup, on nobody's list, and outside of the
workflow. How much that matters depends on what the document itself says:

- error, where a workflow of its own is in force (the strict set, or one in the configuration) and the word is
  none of its statuses;
- warning, where the table takes its statuses from a legend, and neither it nor anybody else knows the word;
- note, one for each table, where there is no legend: it lists the words to which forgemd gives no meaning; a table
  that has only such words as one above it has is not told again. Silent are columns that are taken for statuses only
  because most of their cells are some, and tables that say nothing of work: no owner, priority, estimate, date or
  dependency, no ids, no tasks or features or modules in the rows, and not two kinds of known statuses. What is strong,
  moderate and weak there is an assessment, or a kind.

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

## Passes: an assessment, not a state

```markdown
| Category | Current State | Gap          |
|----------|---------------|--------------|
| Speed    | Strong        | none         |
| Comfort  | Weak          | no mattress  |
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
(`statuses: {PRETEND: partial}`); which one only you can say.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Severity, count, listed
from forgemd.rules.base import Rule, set_command
from forgemd.tracker import (
    CATEGORIES,
    CATEGORY_OF,
    STATUS,
    FieldTask,
    Task,
    Tracker,
    bare,
    is_made,
    normal,
    sense_of,
    similar,
)
from forgemd.typed import Iterable, Iterator

__all__ = ["RULE"]

_LONGEST = 30
"""A longer text is a sentence about the task, not a word for its status."""
_NO_TEXT = {"true", "false"}
"""What YAML reads as something else unless it is quoted."""

_PLANNING = {
    *("owner", "reviewer", "priority", "estimate", "actual", "progress", "depends", "blocks", "branch"),
    *("started", "completed", "due", "date"),
}
"""The columns by which a table tells of work."""


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if not tracker.workflow.by_category:
        yield from _against_workflow(tracker)
    elif tracker.legend is not None:
        yield from _against_legend(tracker)
    else:
        yield from _by_table(tracker, _unread(tracker))


def _against_workflow(tracker: Tracker) -> Iterator[Diagnostic]:
    workflow = tracker.workflow
    foreign = {
        status
        for status in tracker.readings
        if status.how not in ("empty", "mark", "boxes") and workflow.state(status) is None
    }
    known = [workflow.label(state) for state in workflow.edges] if foreign else []
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
    """One note for each table with words that no table above has: those first, then the others."""
    told: set[str] = set()
    for found in _tracked(tracker, tasks):
        words = [word for word in found if not _is_explained(tracker, word)]
        new = [word for word in words if word.casefold() not in told]
        if not new:
            continue
        told.update(word.casefold() for word in new)
        fresh = set(new)
        words, first = [*new, *(word for word in words if word not in fresh)], found[new[0]]
        where = "these status lines" if isinstance(first, FieldTask) else "this column"
        yield RULE.finding(
            tracker.path,
            first.span_of(STATUS),
            f"{count(len(words), 'word')} in {where} {'means' if len(words) == 1 else 'mean'} nothing to forgemd: "
            f"{listed(words)}",
            role=STATUS,
            hint=_hint(words[0]),
            severity="note",
        )


def _tracked(tracker: Tracker, tasks: Iterable[Task]) -> Iterator[dict[str, Task]]:
    """By table, if it tells of work, the words among `tasks` and where each stands first."""
    tables: dict[int, dict[str, Task]] = {}
    for task in tasks:
        word = _word(task)
        named = task.layout.columns[task.layout.status_at].named
        if named and len(word) <= _LONGEST and not _is_figure(task.status.code):
            tables.setdefault(task.layout.line, {}).setdefault(word, task)
    known: dict[int, set[str]] = {line: set() for line in tables}
    for task in tracker.tasks if tables else ():
        if task.layout.line in known and task.status.how not in ("empty", "unknown"):
            known[task.layout.line].add(task.status.category)
    for line, found in tables.items():
        if _tells_of_work(next(iter(found.values())), known[line]):
            yield found


def _word(task: Task) -> str:
    """The word as it is told: `code` ends at a slash, though it may be one between two words."""
    code, text = task.status.code, bare(task.status_text)
    tail = text[text.find(code) + len(code) :]
    return code + tail if code in text and tail[:1] == "/" and tail[1:2].isalnum() else code


def _tells_of_work(task: Task, known: set[str]) -> bool:
    """Whether the table of `task` does, as far as its columns and the categories of its other statuses say."""
    layout = task.layout
    if isinstance(task, FieldTask):
        # A line that says `Status:` may be one of a document that is described.
        return bool(known)
    if layout.id_at >= 0:
        return True
    if known <= {"done"} and any(CATEGORY_OF.get(sense_of(word) or "") == "done" for word in _words(task)):
        # Under `What is complete` the column holds proofs, and under `Deployed` remarks.
        return False
    title = layout.columns[layout.title_at] if layout.title_at >= 0 else None
    planned = any(column.role in _PLANNING and column.named for column in layout.columns)
    return planned or len(known) > 1 or (title is not None and title.named and is_made(title.header))


def _words(task: Task) -> list[str]:
    return normal(task.section.title).split()


def _is_explained(tracker: Tracker, word: str) -> bool:
    """Whether a table that explains symbols says what `word` is, among what it calls severities or risks."""
    legends = [layout for layout in tracker.layouts if layout.kind == "legend"]
    folded = word.casefold()
    return any(folded in cell.casefold() for layout in legends for row in layout.table.values for cell in row)


def _hint(word: str) -> str:
    """What to do about `word`. A category is named only where the word begins with one that is known."""
    sense = sense_of(word.partition("-")[0]) if "-" in word else None
    name = word
    if not word[0].isalpha() or word.casefold() in _NO_TEXT or not word.replace(" ", "").replace("-", "").isalnum():
        from json import dumps  # what JSON quotes, YAML reads

        name = dumps(word, ensure_ascii=False)
    if sense is not None:
        return f"`statuses: {{{name}: {CATEGORY_OF[sense]}}}` in .forgemd.yaml, if that is what it means, or a legend"
    among = ", ".join(category for category in CATEGORIES if category != "unknown")
    return f"a legend table, or `statuses: {{{name}: ...}}` in .forgemd.yaml, says which it is: {among}"


def _is_figure(word: str) -> bool:
    """Whether it is a number or a version and no word at all."""
    return word.isascii() and sum(char.isalpha() for char in word) < 2


RULE: Rule[Tracker] = Rule(
    "unknown-status", Tracker, _check, "warning", "statuses", "A status cell holds a word that is no status."
)
