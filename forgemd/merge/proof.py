"""The result read again and held against the three versions, before anybody gets to see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from forgemd.markdown import Table, need_agreement
from forgemd.merge.doubled import named
from forgemd.merge.figures import Cell, counted
from forgemd.merge.model import BASE, OURS, THEIRS
from forgemd.tracker import EntryText, Layout, Tracker, entry_changes, logs_of, wanted
from forgemd.typed import NamedTuple

__all__ = ["Inventory", "flaw", "inventory"]


class Inventory(NamedTuple):
    """What of three versions has to be in the result, kept while they are forgotten.

    `ids` of each version, and titles of cards; the `figures` to be right; the `logs` of the base and for each side
    how much more often it has which entry; hashes of the texts of all `tables`, to know the new ones of the result.
    """

    ids: tuple[Counter[str], ...]
    figures: frozenset[Cell]
    logs: list[Layout]
    added: tuple[Counter[EntryText], ...]
    tables: frozenset[int]


def inventory(trackers: Sequence[Tracker]) -> Inventory:
    """The inventory of the base, ours and theirs."""
    logs = logs_of(trackers[BASE])
    return Inventory(
        tuple(map(named, trackers)),
        counted(trackers),
        logs,
        tuple(entry_changes(logs, logs_of(side)) for side in trackers[OURS:]),
        frozenset(_hash(table) for tracker in trackers for table in tracker.document.tables),
    )


def flaw(stock: Inventory, merged: Tracker, shown: str, *, decided: bool, extra_entries: int = 0) -> str:
    """What is wrong with the result; empty if nothing is.

    `merged` is the reading of the result, with the base's lines where something is in dispute; `shown` its text,
    conflicts and all. `decided`: nothing is in dispute. `extra_entries` is how many log entries the merge itself
    wrote. Raises `EditRejected` where two readers see different tables.
    """
    return (
        _wrong_ids(stock.ids, merged, shown, decided)
        or _wrong_entries(stock, merged, shown, decided, extra_entries)
        or (_wrong_figures(stock.figures, merged) if decided else "")
        or _two_readings(stock, merged)
    )


def _wrong_ids(counts: Sequence[Counter[str]], merged: Tracker, shown: str, decided: bool) -> str:
    found = named(merged)
    for name in found if decided else ():
        if found[name] > max(1, *(count[name] for count in counts)):
            return f"{name} would be there {found[name]} times"
    missing = []
    for name in {**counts[OURS], **counts[THEIRS]}:
        # What several rows are called is no id: a change in one of them says nothing of the others.
        unique = all(count[name] < 2 for count in counts)
        if found[name] < (wanted(*(count[name] for count in counts)) if unique else 0):
            missing.append(name)
    # In dispute the row stands in between markers, on one side or on both.
    text = shown.casefold() if missing and not decided else ""
    return next((f"{name} would be lost" for name in missing if name not in text), "")


def _wrong_entries(stock: Inventory, merged: Tracker, shown: str, decided: bool, extra: int) -> str:
    found = entry_changes(stock.logs, logs_of(merged))
    ours, theirs = stock.added
    total = 0
    for text in {**ours, **theirs, **{text: 0 for text in found if found[text] < 0}}:
        want = wanted(0, ours[text], theirs[text])
        if found[text] < want and (decided or not all(cell.replace("|", "\\|") in shown for cell in text)):
            return "an entry of the change log would be lost"
        total += want
    return "an entry of the change log would be doubled" if found.total() > total + extra else ""


def _wrong_figures(right: frozenset[Cell], merged: Tracker) -> str:
    for rollup in merged.rollups:
        for row in rollup.rows:
            for figure in rollup.figures(row):
                if not figure.holds and (row.label.casefold(), figure.column.header.casefold()) in right:
                    return f"'{figure.column.header}' of '{row.label}' would say {figure.stated}, not {figure.expected}"
    return ""


def _two_readings(stock: Inventory, merged: Tracker) -> str:
    """Ask the second reader about every table that no version has."""
    document = merged.document
    need_agreement(document, [table for table in document.tables if _hash(table) not in stock.tables])
    return ""


def _hash(table: Table) -> int:
    return hash(table.source.slice(table.span))
