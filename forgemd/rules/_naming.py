"""Ids that are no names: numbers that count rows, and what only looks like an id."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.tracker import ID, Task

__all__ = ["counts_rows", "is_named"]


_COUNTED = pattern(r"[^\W\d_]+ #?[0-9]{1,4}(?:\.[0-9]{1,4})?[A-Za-z]?\Z")


def counts_rows(task: Task) -> bool:
    """Whether the id is a plain number, with or without the word for what it counts (`Phase 2`), or (as versions are)
    one in a column that only looks like ids."""
    if task.id.isdigit() or _COUNTED.match(task.id):
        return True
    return not is_named(task) and not any(char.isalpha() for char in task.id)


_NAME = pattern(r"[A-Za-z]{1,10}[0-9]{0,3}-[A-Za-z]{0,6}[0-9]{1,4}\Z")


def is_named(task: Task) -> bool:
    """Whether a header says that the column holds ids, or the id has a stem, a dash and a number, as `P1-S3` has; what
    else only looks like one may be a version."""
    at = task.layout.index(ID)
    if at < 0:
        return False
    return task.layout.columns[at].why.startswith("header") or _NAME.match(task.id) is not None
