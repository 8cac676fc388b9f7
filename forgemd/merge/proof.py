"""The result read again and held against the three versions, before anybody gets to see it."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.markdown import Document, need_same_structure
from forgemd.merge.contents import entries_of, ids_of
from forgemd.merge.figures import counted
from forgemd.merge.model import BASE, OURS, THEIRS
from forgemd.merge.order import wanted
from forgemd.text import Edit, Source, Span, apply
from forgemd.tracker import Tracker

__all__ = ["flaw"]


def flaw(trackers: Sequence[Tracker], merged: Tracker, shown: str, *, decided: bool, extra_entries: int = 0) -> str:
    """What is wrong with the result; empty if nothing is.

    `merged` is the reading of the result, with the base's lines where something is in dispute; `shown` its text,
    conflicts and all. `decided`: nothing is in dispute. `extra_entries` is how many log entries the merge itself
    wrote. Raises `EditRejected` where two readers see different tables.
    """
    return (
        _wrong_ids(trackers, merged, shown.casefold(), decided)
        or _wrong_entries(trackers, merged, shown, decided, extra_entries)
        or (_wrong_figures(trackers, merged) if decided else "")
        or _two_readings(merged)
    )


def _wrong_ids(trackers: Sequence[Tracker], merged: Tracker, shown: str, decided: bool) -> str:
    counts = [ids_of(tracker) for tracker in trackers]
    found = ids_of(merged)
    for name in found if decided else ():
        if found[name] > max(1, *(count[name] for count in counts)):
            return f"{name} would be there {found[name]} times"
    for name in {**counts[OURS], **counts[THEIRS]}:
        # What several rows are called is no id: a change in one of them says nothing of the others.
        unique = all(count[name] < 2 for count in counts)
        want = wanted(*(count[name] for count in counts)) if unique else 0
        # In dispute the row stands in between markers, on one side or on both.
        if found[name] < want and (decided or name not in shown):
            return f"{name} would be lost"
    return ""


def _wrong_entries(trackers: Sequence[Tracker], merged: Tracker, shown: str, decided: bool, extra: int) -> str:
    counts = [entries_of(tracker) for tracker in trackers]
    found = entries_of(merged)
    total = 0
    for text in {**counts[BASE], **counts[OURS], **counts[THEIRS]}:
        want = wanted(*(count[text] for count in counts))
        if found[text] < want and (decided or not all(cell.replace("|", "\\|") in shown for cell in text)):
            return "an entry of the change log would be lost"
        total += want
    return "an entry of the change log would be doubled" if found.total() > total + extra else ""


def _wrong_figures(trackers: Sequence[Tracker], merged: Tracker) -> str:
    right = counted(trackers)
    for rollup in merged.rollups:
        for row in rollup.rows:
            for figure in rollup.figures(row):
                if not figure.holds and (row.label.casefold(), figure.column.header.casefold()) in right:
                    return f"'{figure.column.header}' of '{row.label}' would say {figure.stated}, not {figure.expected}"
    return ""


def _two_readings(merged: Tracker) -> str:
    """Ask the second reader about every table: compared with a text that differs in their headers' ends, in blanks
    that mean nothing, every table counts as touched."""
    document, source = merged.document, merged.source
    blanks = [Edit(Span(table.header.end, table.header.end), "", " ") for table in document.tables]
    other = Document(Source(apply(source, blanks).text, source.path))
    need_same_structure(other, document)
    return ""
