"""Write something into the notes of a task."""

from __future__ import annotations

from forgemd.changes.base import Edited, Surface
from forgemd.changes.cells import cell_of, put
from forgemd.changes.find import find_task
from forgemd.changes.new_field import lacks, write_new
from forgemd.markdown import Rewrite
from forgemd.tracker import NOTES, FieldTask, Tracker
from forgemd.typed import NamedTuple

__all__ = ["AddNote"]

_BETWEEN = "; "


class AddNote(NamedTuple):
    """Have the notes of `task` say `text`, behind what they say already, or (`replace`) instead of it."""

    task: str
    text: str
    replace: bool = False

    def edit(self, tracker: Tracker, rewrite: Rewrite) -> Edited:
        """See `forgemd.changes.base.Intent`."""
        task = find_task(tracker, self.task)
        if isinstance(task, FieldTask) and lacks(task, NOTES):
            return Edited((write_new(tracker, task, NOTES, self.text, rewrite),))
        at = cell_of(tracker, task, NOTES, "notes")
        old = task.value(at)
        if self.replace or not task.filled(NOTES):
            return Edited((put(tracker, task, at, self.text, rewrite),))
        if f"{_BETWEEN}{self.text}{_BETWEEN}" in f"{_BETWEEN}{old}{_BETWEEN}":
            name = f"{task.id} {task.layout.columns[at].header}"
            return Edited((Surface("row", name, "unchanged", f"it says that already: '{old}'", task.line + 1),))
        return Edited((put(tracker, task, at, old + _BETWEEN + self.text, rewrite),))
