"""Set a task's status."""

from __future__ import annotations

from forgemd.changes.base import Surface
from forgemd.changes.find import find_task
from forgemd.changes.spelling import resolve, respell, spell
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite
from forgemd.tracker import STATUS, Tracker
from forgemd.typed import NamedTuple

__all__ = ["SetStatus"]


class SetStatus(NamedTuple):
    """Make `task` (an id as people write it) have `status` (a code, a label or a word for it)."""

    task: str
    status: str

    def edit(self, tracker: Tracker, rewrite: Rewrite) -> Surface:
        """See `forgemd.changes.base.Intent`."""
        task = find_task(tracker, self.task)
        where = f"{tracker.path}:{task.line + 1}"
        if not task.has(STATUS):
            raise UsageError(f"{task.id}: its table has no status column", where=where, hint="forgemd explain")
        reading = resolve(tracker, self.status, where)
        name = f"{task.id} status"
        if reading.code.casefold() == task.status.code.casefold():
            return Surface("row", name, "unchanged", f"already {task.status.code}", task.line + 1)
        rewrite.set(task.row, task.layout.index(STATUS), respell(task, spell(tracker, reading)))
        return Surface("row", name, "changed", f"{task.status.code or '-'} → {reading.code}", task.line + 1)
