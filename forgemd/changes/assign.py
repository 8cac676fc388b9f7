"""Give a task to somebody, or to nobody."""

from __future__ import annotations

from forgemd.changes.base import Edited, Surface
from forgemd.changes.cells import blank_of, cell_of, put
from forgemd.changes.find import find_task
from forgemd.changes.new_field import lacks, write_new
from forgemd.markdown import Rewrite
from forgemd.tracker import OWNER, FieldTask, Tracker
from forgemd.typed import NamedTuple

__all__ = ["Assign"]


class Assign(NamedTuple):
    """Make `owner` the one who has `task`; an empty name takes it from whoever has it."""

    task: str
    owner: str

    def edit(self, tracker: Tracker, rewrite: Rewrite) -> Edited:
        """See `forgemd.changes.base.Intent`."""
        task = find_task(tracker, self.task)
        if isinstance(task, FieldTask) and lacks(task, OWNER):
            if not self.owner:
                return Edited((Surface("row", f"{task.id} owner", "unchanged", "nobody has it", task.line + 1),))
            return Edited((write_new(tracker, task, OWNER, self.owner, rewrite),))
        at = cell_of(tracker, task, OWNER, "who has it")
        alike = [other.value(at) for other in tracker.tasks if other.layout is task.layout]
        if not self.owner and not task.filled(OWNER):
            return Edited((put(tracker, task, at, task.value(at), rewrite),))
        return Edited((put(tracker, task, at, self.owner or blank_of(alike), rewrite),))
