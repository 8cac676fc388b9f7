"""Where in a file the part of a record stands that a schema objects to."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.text import Span
from forgemd.tracker import NOTES, OWNER, Entry, Task, headers_of

__all__ = ["span_in"]

_ROLES = {
    **dict.fromkeys(("to", "from", "category", "actor"), "status"),
    "self_reviewed": "reviewer",
    "reason": "notes",
    "cells": "",
    "fields": "",
}
"""The cells that those parts of records are read from which no role is called after."""


def span_in(path: Sequence[str | int], task: Task, entry: Entry | None = None) -> Span:
    """The text of the cell that `path`, into the record of `task` or of a step of it, leads to; the whole row where it
    leads to no one cell. What the log tells (actor and reason) stands in `entry`, where there is one."""
    first = str(path[0]) if path else ""
    told = {"actor": OWNER, "reason": NOTES}.get(first)
    if told is not None and entry is not None and (told is OWNER or entry.layout.index(told.name) >= 0):
        return entry.row.span_of(entry.layout.index(told.name))
    if first == "cells" and len(path) > 1:
        headers = headers_of(task)
        return task.row.span_of(headers.index(str(path[1])) if path[1] in headers else -1)
    role = str(path[1]) if first == "fields" and len(path) > 1 else _ROLES.get(first, first)
    return task.row.span_of(task.layout.index(role))
