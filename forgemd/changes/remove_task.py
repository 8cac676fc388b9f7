"""Take a task out of its table or its list."""

from __future__ import annotations

from forgemd.changes.base import Edited, Surface
from forgemd.changes.find import find_task
from forgemd.changes.items import cut, lines_of
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite, Row
from forgemd.tracker import Entry, FieldTask, Tracker
from forgemd.typed import NamedTuple

__all__ = ["RemoveTask", "removal_of"]


class RemoveTask(NamedTuple):
    """Take the row, the item or the section of `task` away. One that the log says was taken away is gone already."""

    task: str

    def edit(self, tracker: Tracker, rewrite: Rewrite) -> Edited:
        """See `forgemd.changes.base.Intent`."""
        told = None if tracker.find(self.task) else removal_of(tracker, self.task)
        if told is not None:
            why = f"it was removed already, says line {told.row.line + 1}"
            return Edited((Surface("row", self.task, "unchanged", why),))
        task = find_task(tracker, self.task)
        views = tracker.views_of(task)
        if views:
            lines = ", ".join(str(view.line + 1) for view in views)
            message = f"{task.id}: it stands in line {lines} too, and would still be there without its row"
            raise UsageError(message, where=f"{tracker.path}:{task.line + 1}", hint="take both out by hand")
        if isinstance(task, FieldTask):
            cut(tracker, lines_of(tracker, task), rewrite)
        else:
            assert isinstance(task.row, Row)
            rewrite.delete(task.row)
        under = f", from under '{task.section.title}'" if task.section.title else ""
        return Edited(
            (Surface("row", task.id, "changed", f"removed{under}"),),
            lambda after: task.key not in after.by_key,
            -1,
        )


def removal_of(tracker: Tracker, name: str) -> Entry | None:
    """The last entry of the log for `name`, if it says that the task was taken away."""
    entries = tracker.log.entries if tracker.log is not None else ()
    mine = [entry for entry in entries if not entry.is_template and name in entry.tasks]
    last = (mine[0] if tracker.log is not None and tracker.log.order == "newest first" else mine[-1]) if mine else None
    return last if last is not None and last.new.how == "empty" and last.old.how != "empty" else None
