"""Ids that are no names: numbers that count rows, and what only looks like an id."""

from __future__ import annotations

from forgemd.tracker import ID, Task

__all__ = ["counts_rows", "is_named"]


def counts_rows(task: Task) -> bool:
    """Whether the id is a plain number, or (as versions are) one in a column that only looks like ids."""
    return task.id.isdigit() or (not is_named(task) and not any(char.isalpha() for char in task.id))


def is_named(task: Task) -> bool:
    """Whether a header says that the column holds ids; what only looks like one may be a version."""
    at = task.layout.index(ID)
    return at >= 0 and task.layout.columns[at].why.startswith("header")
