"""What ids look like: their form, and those that are no names, since they count rows or only look like ids."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.tracker import ID, Task
from forgemd.typed import Iterable

__all__ = ["SUGGESTED", "counts_rows", "families", "family", "is_named"]

SUGGESTED = 20
"""For how many findings of one tracker it is worked out what was meant."""
_DIGITS = pattern("[0-9]+")


def families(names: Iterable[str]) -> dict[str, list[str]]:
    """The ids by their form."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(family(name), []).append(name)
    return found


def family(name: str) -> str:
    """The form of an id: `p0-0` for `P1-002`."""
    return _DIGITS.sub("0", name.casefold())


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
