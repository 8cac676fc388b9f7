"""What all cells of all tasks mean: column by column, since to ask 80,000 cells one by one takes twice the time."""

from __future__ import annotations

from forgemd.lazy import itemgetter
from forgemd.tracker.cells.dates import Moment, parse_moment
from forgemd.tracker.cells.roles import BEGINNINGS, is_placeholder
from forgemd.tracker.tables.columns import Columns
from forgemd.tracker.tasks.task import Task
from forgemd.typed import Iterable, Iterator, Sequence

__all__ = ["Meaning", "meanings"]

Meaning = str | Moment | None
_TOGETHER = 4096
"""So many rows are turned into columns at once, which bounds the memory that it takes."""
_first = itemgetter(0)


def meanings(tasks: Iterable[Task]) -> Iterator[list[Meaning]]:
    """For each task what each of its cells means, as `Task.get` has it."""
    rows: list[list[str]] = []
    layout: Columns | None = None
    for task in tasks:
        if task.layout is not layout:
            if layout is not None and (task.layout.columns is not layout.columns or len(rows) > _TOGETHER):
                yield from _read(rows, layout.dated)
                rows = []
            layout = task.layout
        rows.append(task.values)
    if layout is not None:
        yield from _read(rows, layout.dated)


def _read(rows: Sequence[list[str]], dated: Sequence[int]) -> Iterable[list[Meaning]]:
    if min(map(len, rows)) < max(map(len, rows)):
        return [row for one in rows for row in _read([one], dated)]
    read = (_moments(column) if at in dated else _texts(column) for at, column in enumerate(zip(*rows, strict=True)))
    return map(list, zip(*read, strict=True))


def _texts(column: Sequence[str]) -> Sequence[Meaning]:
    if "" not in column and BEGINNINGS.isdisjoint(map(_first, column)):
        return column
    return [None if text == "-" or (text[:1] in BEGINNINGS and is_placeholder(text)) else text for text in column]


def _moments(column: Sequence[str]) -> Sequence[Meaning]:
    return [None if text == "-" else parse_moment(text) for text in column]
