"""# log-altered

An entry of the change log is gone, or says something else.

A log is worth what it keeps. Whoever merges two branches with `-X ours`, takes one side of a conflict or restores an
old file loses the other side's entries without a word, and mostly its rows too; and an entry that was changed
afterwards is no record. So every entry that the base has must be there after the change, in whatever log table, order
and layout. In a merge commit `lost-in-merge` tells it, of the entries of every parent.

A task that got another id (`forgemd renumber`) takes its entries along: those that say the same of the new id are
no other entries.

Under a workflow of its own (the strict set, or one in the configuration) it is an error, otherwise a warning. That
broken characters were mended, and templates that were filled in, is no change.

## Fails

```markdown before
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Done   |

# Change Log

| Date       | Task | Old status | New status | By  |
|------------|------|------------|------------|-----|
| 2026-05-01 | A-1  | Todo       | Done       | Ada |
| 2026-05-02 | A-2  | Todo       | Done       | Bob |
```

```markdown after
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Done   |

# Change Log

| Date       | Task | Old status | New status | By  |
|------------|------|------------|------------|-----|
| 2026-05-01 | A-1  | Todo       | Done       | Eve |
```

```text findings
8:1 log-altered A-2: the entry 2026-05-02 | A-2 | Todo | Done | Bob is gone
10:1 log-altered A-1: the entry was 2026-05-01 | A-1 | Todo | Done | Ada
```

## Passes: sorted anew, and with an entry more

```markdown before
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |

# Change Log

| Date       | Task | Old status | New status |
|------------|------|------------|------------|
| 2026-05-01 | A-1  | Todo       | Done       |
```

```markdown after
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Done   |

# Change Log

| Task | Date       | Old status | New status |
|------|------------|------------|------------|
| A-2  | 2026-05-02 | Todo       | Done       |
| A-1  | 2026-05-01 | Todo       | Done       |
```

## Passes: a task that got another id, and its entries with it

```markdown before
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |

# Change Log

| Date       | Task       | Old status | New status | Notes     |
|------------|------------|------------|------------|-----------|
| 2026-05-01 | A-1 to A-2 | -          | Todo       | -         |
| 2026-05-02 | A-1        | Todo       | Done       | see A-2   |
```

```markdown after
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-3 | Ribs | Todo   |

# Change Log

| Date       | Task       | Old status | New status | Notes     |
|------------|------------|------------|------------|-----------|
| 2026-05-01 | A-1, A-3   | -          | Todo       | -         |
| 2026-05-02 | A-1        | Todo       | Done       | see A-3   |
```

```text findings
4:3 id-changed A-3: was called A-2 before ("Ribs")
```

## Fix

Put the entry back as it was: `git log -p` has it. What was wrong in it is put right by an entry of its own.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._entries import severity_under
from forgemd.rules.base import Rule
from forgemd.text import Span, is_suspect
from forgemd.tracker import Diff, Entry, Tracker, recorded, renamed_entry
from forgemd.typed import Iterator

__all__ = ["RULE"]

_Text = tuple[str, ...]


def _check(diff: Diff) -> Iterator[Diagnostic]:
    before = diff.before
    if before is None or before.log is None:
        return
    lost = _lost(before, diff)
    if not lost:
        return
    templates = {_shown(entry.text) for entry in before.log.entries if entry.is_template}
    changed = list(diff.new_entries)
    for text in lost:
        shown = " | ".join(cell for cell in text if cell)
        if _shown(text) in templates:
            continue
        twin = next((entry for entry in changed if _is_twin(entry, text)), None)
        if twin is not None:
            changed.remove(twin)
        message = f"the entry {shown} is gone" if twin is None else f"the entry was {shown}"
        yield _finding(diff, before, text[1], message, _log_span(diff.after) if twin is None else twin.row.span)


def _lost(before: Tracker, diff: Diff) -> list[_Text]:
    """What the log said and says no more, in its order; that broken characters were mended is no loss, nor that a
    task is called otherwise."""
    have = recorded(diff.after)
    had = recorded(before)
    lost = [text for text, count in had.items() for _ in range(count - have.get(text, 0))]
    if not lost:
        return lost
    names = [(old.id, new.id) for old, new in diff.renamed]
    mended = {_sound(text) for text in have}
    return [text for text in lost if _sound(renamed_entry(text, names)) not in mended]


def _sound(text: _Text) -> _Text:
    if not any(map(is_suspect, text)):
        return text
    from forgemd.text import repair  # loaded where something is broken

    return tuple(repair(cell, guesses=True) for cell in text)


def _shown(text: _Text) -> frozenset[str]:
    return frozenset(cell for cell in text if cell)


def _is_twin(entry: Entry, text: _Text) -> bool:
    """Whether a new entry is the old one with another wording: of the same time and the same tasks."""
    return bool(text[0]) and {text[0], text[1]} <= set(entry.text)


def _log_span(after: Tracker) -> Span:
    """Where the log is, or was to be."""
    if after.log is None:
        return Span(0, 0)
    return after.log.layout.table.header.span


def _finding(diff: Diff, before: Tracker, named: str, message: str, span: Span) -> Diagnostic:
    found = before.find(named)
    return RULE.finding(
        diff.path,
        span,
        message,
        task=found[0] if len(found) == 1 else None,
        hint="put it back as it was; what was wrong in it is put right by an entry of its own",
        severity=severity_under(before.workflow),
    )


RULE: Rule[Diff] = Rule(
    "log-altered", Diff, _check, "warning", "log", "An entry of the change log is gone, or says something else."
)
