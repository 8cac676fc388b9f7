"""# broken-chain

A log entry begins at a status that the task never had.

Entries of one task are links: each begins where an earlier one ended. Where an entry says `REVIEW → DONE` and no
earlier entry brought the task to REVIEW, a step was not logged, or the entry was made up.

After merges a log is no single chain: two branches may both begin at READY. So an entry is told only if no earlier
one of the task, wherever it stands among them, has its old status on either side. The first entry of a task is free
to begin anywhere, and so is one that says nothing or `-` for the old status. Not judged: templates, names that could
mean two tasks, statuses that cannot be read, and logs whose times do not tell which end is the older.

It is a warning under any workflow: where a step was not logged long ago, the next entry that is true begins behind
the gap, and nobody shall be kept from writing it. A step that is not logged when it happens is `missing-entry`.

## Fails

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Done   |

# Change Log

| Date       | Task | From        | To          |
|------------|------|-------------|-------------|
| 2026-05-01 | A-1  | Todo        | In progress |
| 2026-05-02 | A-2  | Todo        | Done        |
| 2026-05-03 | A-1  | Review      | Done        |
```

```text findings
12:23 broken-chain A-1: the entry begins at Review, and no earlier one brought the task there
```

## Passes

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Done   |

# Change Log

| Date       | Task | From        | To          |
|------------|------|-------------|-------------|
| 2026-05-05 | A-2  | In progress | Done        |
| 2026-05-04 | ALL  | -           | In progress |
| 2026-05-03 | A-1  | In progress | Done        |
| 2026-05-02 | A-1  | Todo        | In progress |
| 2026-05-01 | A-1  | Todo        | Blocked     |
```

## Fix

Log the step that is missing, in front of the entry. What was logged stays as it is.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._entries import contradict, is_readable
from forgemd.rules.base import Rule
from forgemd.tracker import OLD, Entry, Reading, Task, Tracker
from forgemd.typed import Iterator, Mapping, Sequence, TypeAlias

__all__ = ["RULE"]

_Known: TypeAlias = "tuple[str, str, str]"


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    log = tracker.log
    if log is None or log.order == "undecided":
        return
    written, falling = tracker.recorded, log.order == "newest first"
    since = _since(_rising(written.every, falling))
    told: set[int] = set()
    for key, mine in written.own.items():
        if len(mine) == 1 and not since:
            continue  # nothing is in front of it
        for entry in _loose(_rising(mine, falling), since):
            # An entry for several tasks is told once.
            if entry.row.line not in told:
                told.add(entry.row.line)
                yield _finding(tracker, tracker.by_key[key], entry, log.layout.index(OLD))


def _rising(placed: Sequence[tuple[int, Entry]], falling: bool) -> Sequence[tuple[int, Entry]]:
    """Entries with their places in a log, oldest first; `falling` is whether the log begins with the newest."""
    return [(-at, entry) for at, entry in reversed(placed)] if falling else placed


def _loose(placed: Sequence[tuple[int, Entry]], since: Mapping[_Known, tuple[int, Reading]]) -> Iterator[Entry]:
    """The entries of one task (oldest first) that begin where none before them was; `since` is what those for ALL
    tasks add."""
    seen: dict[_Known, Reading] = {}
    for at, entry in placed:
        before = [*seen.values(), *(status for place, status in since.values() if place < at)]
        if before and is_readable(entry.old) and all(contradict(entry.old, status) for status in before):
            yield entry
        seen.update(_statuses(entry))


def _since(every: Sequence[tuple[int, Entry]]) -> dict[_Known, tuple[int, Reading]]:
    """The statuses in the entries for ALL, each with the place where it is first."""
    found: dict[_Known, tuple[int, Reading]] = {}
    for at, entry in every:
        for known, status in _statuses(entry):
            found.setdefault(known, (at, status))
    return found


def _statuses(entry: Entry) -> Iterator[tuple[_Known, Reading]]:
    """Both statuses of an entry, by what matters when they are compared: a log that has a thousand spellings of one
    has it once."""
    for status in (entry.old, entry.new):
        if status.how != "empty":
            exact = status.code.casefold() if status.how == "legend" else ""
            yield (status.how if status.how in ("legend", "unknown") else "", exact, status.category), status


def _finding(tracker: Tracker, task: Task, entry: Entry, column: int) -> Diagnostic:
    return RULE.finding(
        tracker.path,
        entry.row.span_of(column),
        f"the entry begins at {entry.old.code}, and no earlier one brought the task there",
        task=task,
        role=OLD,
        hint="log the step that is missing in front of it",
    )


RULE: Rule[Tracker] = Rule(
    "broken-chain", Tracker, _check, "warning", "log", "A log entry begins at a status that the task never had."
)
