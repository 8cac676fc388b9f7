"""Put a task into another section."""

from __future__ import annotations

from forgemd.changes.base import Edited, Surface
from forgemd.changes.find import find_task
from forgemd.changes.items import move_item, need_item, spot_for
from forgemd.changes.places import Place, need_row, place_for, title_over
from forgemd.changes.sections import is_section, move_section, target_for
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite, Row
from forgemd.tracker import FieldTask, Layout, Task, Tracker, is_placeholder, normal
from forgemd.typed import NamedTuple

__all__ = ["MoveTask"]


class MoveTask(NamedTuple):
    """Put the row of `task` into the table under `section`, or behind the task `after`.

    In a table with the same columns it stays as it is, character for character; else each cell goes where its column
    is. An item, and a heading, goes with all that is inside.
    """

    task: str
    section: str | None = None
    after: str | None = None

    def edit(self, tracker: Tracker, rewrite: Rewrite) -> Edited:
        """See `forgemd.changes.base.Intent`."""
        task = find_task(tracker, self.task)
        if isinstance(task, FieldTask) and is_section(task):
            return self._move_section(tracker, task, rewrite)
        item = need_item(tracker, task)
        if item is not None:
            return self._move_item(tracker, item, rewrite)
        layout = need_row(tracker, task, "moved")
        place = place_for(tracker, self.section, self.after, "--to")
        over = title_over(tracker, place.layout)
        if place.layout is layout and (self.after is None or place.after in (task.line, task.line - 1)):
            why = f"already under '{over}'" if self.after is None else f"already behind {self.after}"
            return Edited((Surface("row", task.id, "unchanged", why, task.line + 1),))
        assert isinstance(task.row, Row)
        if [normal(column.header) for column in layout.columns] == [
            normal(column.header) for column in place.layout.columns
        ]:
            rewrite.move(task.row, place.layout.table, place.after)
        else:
            rewrite.insert(place.layout.table, place.after, _carried(tracker, task, place))
            rewrite.delete(task.row)
        why = f"'{title_over(tracker, layout)}' → '{over}'" if place.layout is not layout else f"behind {self.after}"
        return Edited(
            (Surface("row", task.id, "changed", why),),
            lambda after: _is_same(task, after),
        )

    def _move_item(self, tracker: Tracker, task: FieldTask, rewrite: Rewrite) -> Edited:
        spot = spot_for(tracker, self.section, self.after)
        if spot is None:
            where = f"under '{self.section}'" if self.after is None else f"beside {self.after}"
            message = f"{task.id}: it is an item, and {where} there is no list of tasks that it could go to"
            raise UsageError(message, where=f"{tracker.path}:{task.line + 1}", hint="move the lines by hand")
        if spot.model is task or (self.after is None and spot.section == task.section.title):
            why = f"already under '{spot.section}'" if self.after is None else f"already behind {self.after}"
            return Edited((Surface("row", task.id, "unchanged", why, task.line + 1),))
        move_item(tracker, task, spot, rewrite)
        return self._moved(task, spot.section)

    def _move_section(self, tracker: Tracker, task: FieldTask, rewrite: Rewrite) -> Edited:
        target = target_for(tracker, task, self.section, self.after)
        if self.after is None and target.title == task.section.title:
            why = f"already under '{target.title}'"
            return Edited((Surface("row", task.id, "unchanged", why, task.line + 1),))
        move_section(tracker, task, target, rewrite)
        return self._moved(task, target.title)

    def _moved(self, task: FieldTask, section: str) -> Edited:
        moved = section != task.section.title
        why = f"'{task.section.title}' → '{section}'" if moved else f"behind {self.after}"
        return Edited((Surface("row", task.id, "changed", why),), lambda after: _is_there(task, section, after))


def _is_there(task: FieldTask, section: str, after: Tracker) -> bool:
    """Whether the item is read as it was, under the heading where it was to go; its status may be that heading's."""
    now = after.by_key.get(task.key)
    own = task.status.how != "heading" and now is not None and now.status.how != "heading"
    return (
        now is not None
        and (now.title, now.status_text, now.section.title) == (task.title, task.status_text, section)
        and (not own or now.status == task.status)
    )


def _is_same(task: Task, after: Tracker) -> bool:
    now = after.by_key.get(task.key)
    if now is None or now.title != task.title:
        return False
    # Where the headings are the statuses, the move is the step.
    return now.status == task.status or "heading" in (now.status.how, task.status.how)


def _carried(tracker: Tracker, task: Task, place: Place) -> list[str]:
    """The cells of `task` in the columns of another table. Raises `UsageError` for one that would be lost."""
    layout = place.layout
    values = [""] * layout.width
    for at, (header, role, _) in enumerate(task.layout.columns):
        text = task.value(at)
        to = _counterpart(layout, header, role)
        if to >= 0 and not values[to]:
            values[to] = text
        elif text and not is_placeholder(text):
            message = f"{task.id}: the table it would go to has no column for {header}, which says '{text}'"
            hint = "give that table the column, or empty the cell first"
            raise UsageError(message, where=f"{tracker.path}:{task.line + 1}", hint=hint)
    return values


def _counterpart(layout: Layout, header: str, role: str) -> int:
    wanted = normal(header)
    same = next((at for at, column in enumerate(layout.columns) if normal(column.header) == wanted), -1)
    return same if same >= 0 or role == "other" else layout.index(role)
