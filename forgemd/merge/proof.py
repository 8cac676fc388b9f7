"""The result read again and held against the three versions, before anybody gets to see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from forgemd.markdown import Table, need_agreement
from forgemd.merge.doubled import named
from forgemd.merge.figures import Cell, columns_of, counted, counted_columns
from forgemd.merge.model import BASE, OURS, THEIRS
from forgemd.tracker import Category, EntryText, Layout, Task, TaskList, Tracker, entry_changes, logs_of, wanted
from forgemd.typed import NamedTuple

__all__ = ["Inventory", "flaw", "inventory"]


class Inventory(NamedTuple):
    """What of three versions has to be in the result, kept while they are forgotten.

    `ids` of each version, and titles of cards; the `figures` and counts of `columns` to be right; what the
    columns say of the `cards` of each version; the `logs` of the base and for each side
    how much more often it has which entry; hashes of the texts of all `tables`, to know the new ones of the result.
    """

    ids: tuple[Counter[str], ...]
    figures: frozenset[Cell]
    columns: frozenset[str]
    cards: tuple[dict[str, Category], ...]
    logs: list[Layout]
    added: tuple[Counter[EntryText], ...]
    tables: frozenset[int]


def inventory(trackers: Sequence[Tracker]) -> Inventory:
    """The inventory of the base, ours and theirs."""
    logs = logs_of(trackers[BASE])
    return Inventory(
        tuple(map(named, trackers)),
        counted(trackers),
        counted_columns(trackers),
        tuple(map(_cards, trackers)),
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
        or _wrong_columns(stock, merged, decided)
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


def _cards(tracker: Tracker) -> dict[str, Category]:
    """What the columns of a board say of the headings below them, by names that only one task has."""
    names = named(tracker)
    return {
        task.id.casefold(): task.status.category
        for task in tracker.tasks
        if task.status.how == "heading" and _is_heading(task) and names[task.id.casefold()] == 1
    }


def _is_heading(task: Task) -> bool:
    return isinstance(task.layout, TaskList) and task.layout.form == "headings"


def _wrong_columns(stock: Inventory, merged: Tracker, decided: bool) -> str:
    """A card that lies where neither side put it, or that each side put elsewhere; a count that is wrong."""
    found, (before, ours, theirs) = _cards(merged), stock.cards
    for name in found.keys() & ours.keys() & theirs.keys() & before.keys():
        was, one, other = before[name], ours[name], theirs[name]
        meant = {one, other} - ({was} if one != other else set())
        if len(meant) > 1:
            return f"each side has {name} in another column"
        if found[name] not in (meant if decided else {was, *meant}):
            return f"{name} would lie in another column"
    for name in found.keys() & before.keys() if decided else ():
        left = [side[name] for side in (ours, theirs) if name in side]
        if len(left) == 1 and left[0] != before[name] and not all(count[name] for count in stock.ids):
            return f"one side took {name} out, the other put it into another column"
    wrong = [claim for name, claim in columns_of(merged) if name in stock.columns and claim.holds is False]
    return f"'{wrong[0].subject}' would say {wrong[0].stated}" if wrong and decided else ""


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
