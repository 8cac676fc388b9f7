"""Single cells of a task: which one a name means, and what is put into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from forgemd.changes.base import Surface
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite
from forgemd.tracker import Columns, FieldTask, Role, Task, Tracker, is_placeholder, normal, similar
from forgemd.typed import Any

__all__ = ["blank_of", "cell_of", "column_named", "place_of", "put"]


def place_of(tracker: Tracker, task: Task) -> str:
    """Where a task stands: the path and the line, 1-based."""
    return f"{tracker.path}:{task.line + 1}"


def column_named(columns: Columns, name: str, who: str, where: str) -> int:
    """The column that `name` means, a header or a role's name. Raises `UsageError` with the headers that there are;
    `who` is the task or the table that the message speaks of."""
    wanted = normal(name)
    at = next((index for index, column in enumerate(columns.columns) if normal(column.header) == wanted), -1)
    at = at if at >= 0 else columns.index(wanted)
    if at < 0:
        names = [column.header for column in columns.columns]
        near = similar(name, names)
        hint = f"did you mean {' or '.join(near)}?" if near else f"its table has {', '.join(names)}"
        raise UsageError(f"{who}: no column '{name}'", where=where, hint=hint)
    return at


def cell_of(tracker: Tracker, task: Task, role: Role[Any], what: str) -> int:
    """The column of `task` that plays `role`, where it has one. `what` says what it is for, in the message of the
    `UsageError`."""
    if not task.has(role):
        holder = "the item has no field" if isinstance(task, FieldTask) else "its table has no column"
        there = ", ".join(column.header for column in task.layout.columns)
        hint = f"write one by hand; it has {there} (forgemd explain {tracker.path} shows how they are read)"
        raise UsageError(f"{task.id}: {holder} for {what}", where=place_of(tracker, task), hint=hint)
    return task.layout.index(role)


def blank_of(values: Iterable[str]) -> str:
    """The sign for nothing that `values` use most; empty where they use none."""
    signs = Counter(value for value in values if value and is_placeholder(value))
    return signs.most_common(1)[0][0] if signs else ""


def put(tracker: Tracker, task: Task, at: int, value: str, rewrite: Rewrite) -> Surface:
    """Make the cell `at` of `task` say `value`. Raises `UsageError` for a field that the item does not have."""
    header = task.layout.columns[at].header
    if isinstance(task, FieldTask):
        if not task.fields.has(at):
            hint = f"write the field by hand first, such as `- {header}: {value}` below the item"
            raise UsageError(f"{task.id}: it has no field '{header}'", where=place_of(tracker, task), hint=hint)
        value = _mentioned(task, at, value)
    name = f"{task.id} {header}"
    if task.row.value(at) == value:
        return Surface("row", name, "unchanged", f"already '{value}'", task.line + 1)
    rewrite.set(task.row, at, value)
    return Surface("row", name, "changed", f"'{task.row.value(at)}' → '{value}'", task.line + 1)


def _mentioned(task: FieldTask, at: int, value: str) -> str:
    """`value` with an at-sign in front where the field has one, and without where the sign stands before the field."""
    if task.value(at).startswith("@"):
        return f"@{value.removeprefix('@')}"
    start = task.fields.span_of(at).start
    return value.removeprefix("@") if task.fields.source.text[start - 1 : start] == "@" else value
