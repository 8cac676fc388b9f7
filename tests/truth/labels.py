"""The labels as values: what a reader takes a tracker to say, whoever the reader is, forgemd among them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from forgemd.text import Source
from forgemd.tracker import STATUS, FieldTask, Layout, Tracker, read
from tests.shared import ROOT, SHARED

__all__ = ["FIRST", "HELD_OUT", "OWN", "SECOND", "Label", "TableLabel", "errata", "labels", "reading_of"]

FIRST, SECOND, HELD_OUT, OWN = "labels", "second", "heldout", "own"
_HERE = os.path.join(ROOT, "tests", "truth")
_CORPUS = os.path.join(SHARED or "", "corpus")


class TableLabel(NamedTuple):
    """One table. `line` is its header's, 1-based; `ids` and `statuses` are None where it has no such column."""

    line: int
    kind: str
    roles: tuple[str, ...]
    ids: tuple[str, ...] | None
    statuses: dict[str, str] | None


class Label(NamedTuple):
    """One file: its tables by line, and the edges, from what comes first to what waits.

    `items` are the tasks that are no rows, by line: id (empty for none) and category.
    """

    file: str
    tracker: bool
    tables: dict[int, TableLabel]
    edges: frozenset[tuple[str, str]]
    items: Mapping[int, tuple[str, str]] = {}


def labels(directory: str) -> Iterator[Label]:
    """The labels in `directory` (`FIRST`, `SECOND`, `HELD_OUT` or `OWN`), in the order of their names."""
    for name in sorted(os.listdir(os.path.join(_HERE, directory))):
        if not name.endswith(".json"):
            continue
        with open(os.path.join(_HERE, directory, name), encoding="utf-8") as stream:
            yield _label(json.load(stream))


def _label(written: dict[str, Any]) -> Label:
    tables = {one["line"]: _table(one) for one in written["tables"]}
    edges = frozenset((first, waits) for one in written["tables"] for first, waits in one.get("edges", ()))
    items = {one["line"]: (one["id"], one["category"]) for one in written["items"]}
    return Label(written["file"], written["tracker"], tables, edges, items)


def _table(one: dict[str, Any]) -> TableLabel:
    ids = tuple(one["ids"]) if "ids" in one and "id" in one["roles"] else None
    return TableLabel(one["line"], one["kind"], tuple(one["roles"]), ids, one.get("statuses"))


def errata() -> dict[str, list[dict[str, Any]]]:
    """Where the first labels are wrong against the file: by file, each with what it should say and why."""
    with open(os.path.join(_HERE, "errata.json"), encoding="utf-8") as stream:
        found: dict[str, list[dict[str, Any]]] = json.load(stream)
    return found


def reading_of(file: str, directory: str = FIRST) -> Label:
    """The same, as forgemd reads it; a table read as tasks has the ids of its tasks by their lines.

    `directory` is where the label comes from: those of `OWN` lie beside their files, all others speak of the corpus.
    """
    with open(os.path.join(_HERE, OWN, file) if directory == OWN else os.path.join(_CORPUS, file), "rb") as stream:
        found = read(Source.decode(stream.read(), file))
    between = [(edge.on, edge) for edge in found.dependencies if edge.on is not None]
    # The labels tell edges of columns only, not of what lists and headings say.
    edges = frozenset((on.id, edge.task.id) for on, edge in between if isinstance(edge.teller.layout, Layout))
    tables = {layout.table.line + 1: _read_table(found, index) for index, layout in enumerate(found.layouts)}
    return Label(file, bool(found.tasks), tables, edges, _read_items(found))


def _read_items(found: Tracker) -> dict[int, tuple[str, str]]:
    """Those below the front matter, of which no label speaks."""
    blocks = found.document.blocks
    first = blocks[0].last if blocks and blocks[0].kind == "front_matter" else 0
    tasks = [task for task in (*found.tasks, *found.views) if isinstance(task, FieldTask) and task.line >= first]
    return {task.line + 1: (task.id if task.has_id else "", task.status.category) for task in tasks}


def _read_table(found: Tracker, index: int) -> TableLabel:
    layout = found.layouts[index]
    rows = {
        task.line: task
        for task in (*found.tasks, *found.views)
        if isinstance(task.layout, Layout) and task.layout.table is layout.table
    }
    ids = statuses = None
    if layout.kind == "tasks" and layout.id_at >= 0:
        lines = [row.line for row in layout.table.rows]
        ids = tuple(rows[line].id if line in rows and rows[line].has_id else "" for line in lines)
    if layout.index(STATUS) >= 0 and layout.kind == "tasks":
        columns = [index for index, column in enumerate(layout.columns) if column.role == "status"]
        texts = [task.value(index) for task in rows.values() for index in columns]
        statuses = {text: str(found.statuses.read(text).category) for text in texts}
    return TableLabel(
        layout.table.line + 1, layout.kind, tuple(column.role for column in layout.columns), ids, statuses
    )
