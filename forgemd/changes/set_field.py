"""Set any other cell of a task."""

from __future__ import annotations

from forgemd.changes.base import Edited
from forgemd.changes.cells import column_named, place_of, put
from forgemd.changes.find import find_task
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite
from forgemd.tracker import ID, STATUS, Tracker
from forgemd.typed import NamedTuple

__all__ = ["SetField"]


class SetField(NamedTuple):
    """Make the cell of `task` in `column` (a header, or a role's name) say `value`."""

    task: str
    column: str
    value: str

    def edit(self, tracker: Tracker, rewrite: Rewrite) -> Edited:
        """See `forgemd.changes.base.Intent`."""
        task = find_task(tracker, self.task)
        at = column_named(task.layout, self.column, task.id, place_of(tracker, task))
        header, role, _ = task.layout.columns[at]
        if role in (STATUS.name, ID.name):
            from shlex import quote

            command = (
                f"set {quote(f'{task.id}={self.value}')}"
                if role == STATUS.name
                else f"renumber {quote(task.id)} {quote(self.value)}"
            )
            message = f"{task.id}: '{header}' is not set as a field"
            raise UsageError(message, where=place_of(tracker, task), hint=f"forgemd {command}")
        return Edited((put(tracker, task, at, self.value, rewrite),))
