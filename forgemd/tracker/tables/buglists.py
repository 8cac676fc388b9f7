"""A list of bugs that is all a document tracks: there the problems are the tasks, elsewhere they are kept beside them."""

from __future__ import annotations

from forgemd.tracker.cells.status import StatusReader
from forgemd.tracker.tables.columns import Column
from forgemd.tracker.tables.layout import Layout
from forgemd.tracker.words.headers import normal
from forgemd.typed import Sequence

__all__ = ["with_bugs_for_tasks"]

_MENDED = frozenset(
    "issue|issues|bug|bugs|defect|defects|problem|problems|finding|findings|vulnerability|debt|tech debt|technical debt|ticket|error|"
    "问题|缺陷|漏洞|不具合|バグ|課題|버그|이슈|결함|fehler|problem|bogue|anomalie|problème|error|fallo|incidencia|defecto|problema|erro|"
    "defeito|ошибка|баг|дефект|проблема|hata|sorun|bug id|issue id|defect id|bug #|issue #|ticket id".split("|")
)
"""What somebody mends, by its header; a risk, a question or a decision is something else."""


def with_bugs_for_tasks(layouts: Sequence[Layout], statuses: StatusReader) -> tuple[Layout, ...] | None:
    """The layouts of a document without any task, those of bugs with ids and statuses as tables of tasks; None where
    there are no such bugs."""
    found = tuple(_as_tasks(layout, statuses) for layout in layouts)
    return found if any(new is not old for new, old in zip(found, layouts, strict=True)) else None


def _as_tasks(layout: Layout, statuses: StatusReader) -> Layout:
    """`layout` with the rows for tasks, if they are problems that people number and close."""
    if layout.kind != "issues" or layout.status_at < 0 or not any(map(_names_bugs, layout.columns)):
        return layout
    # With two, the other one names the task that a problem is of.
    named = [at for at, column in enumerate(layout.columns) if column.role in ("id", "key")]
    said = [statuses.read(values[layout.status_at]) for values in layout.table.values if len(values) > layout.status_at]
    known = sum(1 for reading in said if reading.category != "unknown")
    if len(named) != 1 or known * 2 <= len(said):
        return layout
    columns = list(layout.columns)
    columns[named[0]] = columns[named[0]]._replace(role="id")
    why = f"{layout.why}; the document tracks nothing else, and these have ids and statuses"
    return Layout(layout.table, "tasks", why, tuple(columns))


def _names_bugs(column: Column) -> bool:
    return normal(column.header) in _MENDED
