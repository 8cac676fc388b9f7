"""Set a task's status."""

from __future__ import annotations

from forgemd.changes.base import Edited, Surface
from forgemd.changes.boxes import set_shown
from forgemd.changes.find import find_task
from forgemd.changes.spelling import answered, resolve, respell, spell
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite
from forgemd.tracker import STATUS, FieldTask, Tracker
from forgemd.typed import NamedTuple

__all__ = ["SetStatus"]


class SetStatus(NamedTuple):
    """Make `task` (an id as people write it) have `status` (a code, a label or a word for it)."""

    task: str
    status: str

    def edit(self, tracker: Tracker, rewrite: Rewrite) -> Edited:
        """See `forgemd.changes.base.Intent`."""
        task = find_task(tracker, self.task)
        where = f"{tracker.path}:{task.line + 1}"
        if not task.has(STATUS):
            what = "it states no status" if isinstance(task, FieldTask) else "its table has no status column"
            hint = "forgemd explain"
            if task.status.how == "heading":
                what, hint = (
                    f"its status is its heading's, '{task.status.code}'",
                    "move its line under the other heading"
                    + ("" if isinstance(task, FieldTask) else f": forgemd move {task.id} --to HEADING"),
                )
            raise UsageError(f"{task.id}: {what}", where=where, hint=hint)
        reading = resolve(tracker, self.status, where)
        for view in tracker.views_of(task):
            if isinstance(view, FieldTask) and view.has(STATUS):
                set_shown(tracker, view, reading, rewrite)
        if isinstance(task, FieldTask):
            return Edited((set_shown(tracker, task, reading, rewrite),))
        name = f"{task.id} status"
        if reading.code.casefold() == task.status.code.casefold():
            return Edited((Surface("row", name, "unchanged", f"already {task.status.code}", task.line + 1),))
        text = (
            answered(tracker, task, reading)
            if task.layout.asks_if_done
            else respell(task, spell(tracker, reading, task))
        )
        rewrite.set(task.row, task.layout.index(STATUS), text)
        said = f"{task.status.code or '-'} → {reading.code}"
        return Edited((Surface("row", name, "changed", said, task.line + 1),))
