"""What is in a tracker that a merge may not lose: tasks by their ids, and entries by what they say.

A log may have a hundred thousand entries of which all versions have all but three. What stands line for line in two
versions is not read: how much more often an entry is there than before is the same without it.
"""

from __future__ import annotations

from collections import Counter

from forgemd.markdown import Row, Table
from forgemd.tracker.comparison.logged import said
from forgemd.tracker.log.changelog import Entry
from forgemd.tracker.tables.layout import Layout
from forgemd.tracker.tracker import Tracker
from forgemd.typed import Iterator, Sequence

__all__ = ["EntryText", "entries_added", "entry_changes", "ids_of", "lines_of", "logs_of", "wanted"]

EntryText = tuple[str, ...]
"""What an entry says, as `said` has it."""


def wanted(base: int, ours: int, theirs: int) -> int:
    """How often something stands in a merge that stands so often in each version: what both sides added is one
    addition, and what one side took away is gone."""
    if ours in (base, theirs):
        return theirs
    return ours if theirs == base else max(ours, theirs)


def ids_of(tracker: Tracker) -> Counter[str]:
    """The ids of the rows that have one, in lower case, and how many rows have each."""
    return Counter(task.id.casefold() for task in tracker.tasks if task.has_id)


def logs_of(tracker: Tracker | None) -> list[Layout]:
    """The change logs."""
    return [layout for layout in tracker.layouts if layout.kind == "log"] if tracker is not None else []


def lines_of(table: Table) -> list[str]:
    """The lines of the body rows, without their line endings."""
    source, first, last = table.source, table.line + 2, table.last + 1
    if first >= last:
        return []
    text, starts, ends = source.text, source.starts[first:last], source.ends[first:last]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def entry_changes(before: Sequence[Layout], after: Sequence[Layout]) -> Counter[EntryText]:
    """How much more often each entry is in the logs `after` than in those `before`; negative for less often.

    Only what differs is there, whatever the columns of the logs are called.
    """
    found: Counter[EntryText] = Counter()
    for layout, row in _apart(before, after):
        found[said(layout, row.values)] += 1
    for layout, row in _apart(after, before):
        found[said(layout, row.values)] -= 1
    return Counter({text: number for text, number in found.items() if number})


def entries_added(base: Tracker | None, side: Tracker) -> dict[str, list[Entry]]:
    """The transitions that the log of `side` has and that of `base` has not, by the task's id in lower case."""
    if side.log is None:
        return {}
    before, after = [base.log.layout] if base is not None and base.log is not None else [], [side.log.layout]
    left = Counter(tuple(row.values) for _, row in _apart(after, before))
    found: dict[str, list[Entry]] = {}
    for _, row in _apart(before, after):
        text = tuple(row.values)
        if left[text] > 0:
            left[text] -= 1
            continue
        entry = side.log.entry(row)
        for task in entry.tasks if entry.is_transition else ():
            found.setdefault(task.casefold(), []).append(entry)
    return found


def _apart(before: Sequence[Layout], after: Sequence[Layout]) -> Iterator[tuple[Layout, Row]]:
    """The rows of `after` that do not stand line for line in `before`, each as often as it is there more."""
    known = Counter(line for layout in before for line in lines_of(layout.table))
    for layout in after:
        table = layout.table
        for number, line in enumerate(lines_of(table), table.line + 2):
            if known[line] > 0:
                known[line] -= 1
            else:
                yield layout, table.row_at(number)
