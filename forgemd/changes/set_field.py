"""Set any other cell of a task."""

from __future__ import annotations

from forgemd.changes.base import Surface
from forgemd.changes.find import find_task
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite
from forgemd.tracker import ID, STATUS, FieldTask, Tracker, normal, similar
from forgemd.typed import NamedTuple

__all__ = ["SetField"]


class SetField(NamedTuple):
    """Make the cell of `task` in `column` (a header, or a role's name) say `value`."""

    task: str
    column: str
    value: str

    def edit(self, tracker: Tracker, rewrite: Rewrite) -> Surface:
        """See `forgemd.changes.base.Intent`."""
        task = find_task(tracker, self.task)
        where = f"{tracker.path}:{task.line + 1}"
        columns = task.layout.columns
        wanted = normal(self.column)
        at = next((index for index, column in enumerate(columns) if normal(column.header) == wanted), -1)
        if at < 0:
            at = task.layout.index(wanted)
        if at < 0:
            names = [column.header for column in columns]
            near = similar(self.column, names)
            hint = f"did you mean {' or '.join(near)}?" if near else f"its table has {', '.join(names)}"
            raise UsageError(f"{task.id}: no column '{self.column}'", where=where, hint=hint)
        if columns[at].role in (STATUS.name, ID.name):
            command = (
                f"forgemd set {task.id}={self.value}" if columns[at].role == STATUS.name else "edit the row by hand"
            )
            raise UsageError(f"{task.id}: '{columns[at].header}' is not set as a field", where=where, hint=command)
        value = self.value
        if isinstance(task, FieldTask):
            if not task.fields.has(at):
                hint = f"write the field by hand first, such as `- {columns[at].header}: {value}` below the item"
                raise UsageError(f"{task.id}: it has no field '{columns[at].header}'", where=where, hint=hint)
            value = _mentioned(task, at, value)
        name = f"{task.id} {columns[at].header}"
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
