"""# legend-drift

The rows and the legend use statuses differently.

A legend is the promise of a tracker what its statuses mean. Two things break it that are no unknown word:

- warning: the glyph in front of a status is that of another status of the legend, as in `✅ RUNNING`. Whoever changed
  the word forgot the glyph (or the other way round), and people and tools now read two things;
- note: a word that everybody understands, but that the legend does not have, in a table that follows the legend
  otherwise. Told once for each word. Where a workflow of its own is in force this is `unknown-status`, an error.

## Fails

```markdown
| Status         | Meaning     |
|----------------|-------------|
| ⬜ Open        | Not begun   |
| 🔨 In progress | Being made  |
| ✅ Done        | Finished    |

# Tasks

| ID  | Task  | Status         |
|-----|-------|----------------|
| A-1 | Keel  | ✅ Done        |
| A-2 | Ribs  | ✅ In progress |
| A-3 | Deck  | ⬜ Open        |
| A-4 | Mast  | Cancelled      |
| A-5 | Sails | Cancelled      |
```

```text findings
12:17 legend-drift A-2: the word says In progress, the glyph Done
14:17 legend-drift 'Cancelled' is not in the legend, and 2 rows have it
```

```markdown unsafe
| Status         | Meaning     |
|----------------|-------------|
| ⬜ Open        | Not begun   |
| 🔨 In progress | Being made  |
| ✅ Done        | Finished    |

# Tasks

| ID  | Task  | Status         |
|-----|-------|----------------|
| A-1 | Keel  | ✅ Done        |
| A-2 | Ribs  | 🔨 In progress |
| A-3 | Deck  | ⬜ Open        |
| A-4 | Mast  | Cancelled      |
| A-5 | Sails | Cancelled      |
```

## Passes

```markdown
| Status         | Meaning     |
|----------------|-------------|
| ⬜ Open        | Not begun   |
| ✅ Done        | Finished    |

# Tasks

| ID  | Task  | Status             |
|-----|-------|--------------------|
| A-1 | Keel  | ✅ **Done** (Ada)  |
| A-2 | Ribs  | done               |
| A-3 | Deck  | ⬜ Not begun       |

# Reviews

| ID  | Document | Status   |
|-----|----------|----------|
| R-1 | Plan     | Approved |
```

## Fix

Unsafe, since the word may be what is wrong: the status is written as the legend has it. A word that the legend lacks
gets a row there, or one of its words takes the place.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix, listed
from forgemd.rules.base import Rule
from forgemd.text import Edit
from forgemd.tracker import STATUS, Status, Task, Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if tracker.legend is None or _follow_it(tracker):
        return
    read = tracker.spelled.items()
    wrong = {text: _two_statuses(tracker, task) for text, task in read if task.status.how == "legend"}
    if not any(wrong.values()) and all(status.how != "word" for status in tracker.readings):
        return
    words: dict[str, list[Task]] = {}
    following: dict[int, list[int]] = {}
    for task in tracker.tasks:
        status = task.status
        if status.how not in ("legend", "word"):
            continue
        share = following.setdefault(task.layout.line, [0, 0])
        share[status.how == "legend"] += 1
        if status.how == "word":
            words.setdefault(status.code.casefold(), []).append(task)
            continue
        if found := wrong.get(task.status_text):
            yield _contradiction(tracker, task, *found)
    if tracker.workflow.by_category:
        for tasks in words.values():
            yield from _foreign_word(tracker, [task for task in tasks if _follows(following[task.layout.line])])


def _follow_it(tracker: Tracker) -> bool:
    """Whether each cell is a label of the legend, letter by letter, and no label says two statuses."""
    return not tracker.lists and tracker.statuses.settled.issuperset(tracker.texts(STATUS))


def _follows(share: list[int]) -> bool:
    """Whether most of a table's statuses are in the legend."""
    others, known = share
    return known > others


def _two_statuses(tracker: Tracker, task: Task) -> tuple[Status, Status] | None:
    """The statuses that the word and the glyph of a cell say, where they are two."""
    said = tracker.statuses.find(task.status.code)
    if said is None or task.status_text == said.label:
        return None
    shown = tracker.statuses.of_glyph(task.status_text)
    if shown is None or said == shown or task.status_text.casefold() == said.label.casefold():
        return None
    return (said, shown) if tracker.statuses.of_glyph(said.label) not in (None, shown) else None


def _contradiction(tracker: Tracker, task: Task, said: Status, shown: Status) -> Diagnostic:
    text = task.status_text
    words = text[text.casefold().find(said.code.casefold()) :]
    fix = None
    if words.casefold() == said.code.casefold() and said.label.casefold().endswith(words.casefold()):
        span = task.span_of(STATUS)
        fix = Fix(f"write {said.label}", (Edit(span, tracker.source.slice(span), said.label),), "unsafe")
    return RULE.finding(
        tracker.path,
        task.span_of(STATUS),
        f"the word says {said.code}, the glyph {shown.code}",
        task=task,
        role=STATUS,
        hint=f"write {said.label} or {shown.label}",
        fix=fix,
    )


def _foreign_word(tracker: Tracker, tasks: list[Task]) -> Iterator[Diagnostic]:
    """A word that everybody knows but the legend; nothing if the legend's glyph in front of it says as much."""
    tasks = [task for task in tasks if not _shows_its_category(tracker, task)]
    if not tasks:
        return
    known = [status.code for status in tracker.statuses.statuses]
    many = f"and {len(tasks)} rows have it" if len(tasks) > 1 else "and a row has it"
    yield RULE.finding(
        tracker.path,
        tasks[0].span_of(STATUS),
        f"'{tasks[0].status.code}' is not in the legend, {many}",
        role=STATUS,
        hint=f"add it to the legend, or write one of {listed(known, 12)}",
        severity="note",
    )


def _shows_its_category(tracker: Tracker, task: Task) -> bool:
    shown = tracker.statuses.of_glyph(task.status_text)
    return shown is not None and shown.category == task.status.category


RULE: Rule[Tracker] = Rule(
    "legend-drift", Tracker, _check, "warning", "statuses", "The rows and the legend use statuses differently."
)
