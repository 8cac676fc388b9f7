"""How sure the reading of each column and each table is, and the configuration lines that would change it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from forgemd.tracker import Column, Layout, Tracker
from forgemd.typed import Literal, NamedTuple

__all__ = ["Confidence", "Doubt", "confidence_of", "doubts", "table_confidence"]

Confidence = Literal["certain", "likely", "guess"]
"""By its header; by the values below it; by nothing but its place."""

_ORDER: tuple[Confidence, ...] = ("certain", "likely", "guess")
_BEARING = ("id", "title", "status", "key", "old", "new", "date")
"""The roles that make a table what it is taken for."""


class Doubt(NamedTuple):
    """A column whose role its header does not say (`line` is the table's, 1-based), and how to have it otherwise."""

    line: int
    header: str
    role: str
    confidence: Confidence
    why: str
    config: str


def confidence_of(column: Column) -> Confidence:
    """How sure the role of a column is."""
    if column.role == "other" or column.named:
        return "certain"
    return "likely" if "value" in column.why else "guess"


def table_confidence(layout: Layout) -> Confidence:
    """How sure a table's kind is: as sure as the least sure column that it rests on."""
    found = [confidence_of(column) for column in layout.columns if column.role in _BEARING]
    return max(found, key=_ORDER.index, default="certain")


def doubts(tracker: Tracker) -> Iterator[Doubt]:
    """The columns of tables of tasks, figures and logs that were told by less than their header, each header once.

    Notes are left out: nothing rests on them.
    """
    seen: set[str] = set()
    for layout in tracker.layouts:
        if layout.kind not in ("tasks", "log", "rollup"):
            continue
        for column in layout.columns:
            sure = confidence_of(column)
            if (
                sure == "certain"
                or column.role == "notes"
                or not column.header.strip()
                or column.header.casefold() in seen
            ):
                continue
            seen.add(column.header.casefold())
            config = f"columns: {{{json.dumps(column.header, ensure_ascii=False)}: other}}"
            yield Doubt(layout.line + 1, column.header, column.role, sure, column.why, config)
