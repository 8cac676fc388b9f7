"""Set a task's status."""

from __future__ import annotations

from forgemd.changes.base import Edited, Surface
from forgemd.changes.boxes import box_for, set_shown, sign_for, styled
from forgemd.changes.find import find_task
from forgemd.changes.move_task import MoveTask
from forgemd.changes.new_field import write_new
from forgemd.changes.spelling import answered, resolve, respell, spell
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite
from forgemd.tracker import STATUS, FieldTask, Reading, Task, TaskList, Tracker, is_column, phrase, stated_by
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
        if task.status.how == "heading" and not task.has(STATUS):
            return _under_another(tracker, task, self, rewrite)
        if not task.has(STATUS):
            return _first_said(tracker, task, self, rewrite)
        reading = resolve(tracker, self.status, where)
        if isinstance(task, FieldTask) and _is_of_board(tracker, task, reading):
            return _under_another(tracker, task, self, rewrite)
        for view in tracker.views_of(task):
            if isinstance(view, FieldTask) and view.has(STATUS):
                set_shown(tracker, view, reading, rewrite)
        if isinstance(task, FieldTask):
            return Edited((set_shown(tracker, task, reading, rewrite),))
        name = f"{task.id} status"
        if reading.code.casefold() == task.status.code.casefold():
            return Edited((Surface("row", name, "unchanged", f"already {task.status.code}", task.line + 1),))
        text = answered(tracker, task, reading) if task.layout.asks_if_done else _spelled(tracker, task, reading)
        rewrite.set(task.row, task.layout.index(STATUS), text)
        said = f"{task.status.code or '-'} → {reading.code}"
        return Edited((Surface("row", name, "changed", said, task.line + 1),))


def _spelled(tracker: Tracker, task: Task, reading: Reading) -> str:
    """The status cell of a row. What nobody wrote yet is in the case of the old status, and the first task that is
    done in a column of nothing but signs gets the sign that everybody reads so; no other sign is that certain."""
    word = spell(tracker, reading, task)
    if word == reading.code and tracker.statuses.find(word) is None:
        column = "".join(other.status_text for other in tracker.tasks if other.layout is task.layout)
        if reading.category == "done" and column and not any(map(str.isalnum, column)):
            sign = sign_for(tracker, "done")
            if sign is not None and tracker.statuses.read(sign).category == "done":
                return sign
        word = styled(phrase(task.status_text), word, reading)
    return respell(task, word)


def _explain(tracker: Tracker) -> str:
    from shlex import quote

    return f"write one by hand; forgemd explain {quote(tracker.path)} shows how it is read"


def _first_said(tracker: Tracker, task: Task, asked: SetStatus, rewrite: Rewrite) -> Edited:
    """Give a heading, or front matter, that states no status a field for it. Raises `UsageError` for rows and items,
    and where boxes tell the status: what they say is not contradicted in words."""
    where = f"{tracker.path}:{task.line + 1}"
    if not isinstance(task, FieldTask):
        raise UsageError(f"{task.id}: its table has no status column", where=where, hint=_explain(tracker))
    if task.status.how == "boxes":
        ticked = task.status.code.replace("/", " of ")
        message = f"{task.id}: its status follows from the boxes below it, {ticked} ticked"
        hint = "tick them, or write a line below the heading that says more than they do: **Status:** Blocked"
        raise UsageError(message, where=where, hint=hint)
    assert isinstance(task.layout, TaskList)
    if task.layout.form == "list":
        raise UsageError(f"{task.id}: it states no status", where=where, hint=_explain(tracker))
    reading = resolve(tracker, asked.status, where)
    sample = next(
        (other.status_text for other in tracker.tasks if other.layout is task.layout and other.status_text), ""
    )
    usual = "Done" if task.layout.form == "headings" else "done"
    word = styled(sample or usual, spell(tracker, reading, task), reading)
    return Edited((write_new(tracker, task, STATUS, word, rewrite),))


def _under_another(tracker: Tracker, task: Task, asked: SetStatus, rewrite: Rewrite) -> Edited:
    """Move `task`, whose status is its heading's, under the heading that is the new one. Raises `UsageError` where
    there is none, or more than one."""
    from shlex import quote  # 1 ms, and only where a heading is the status

    where = f"{tracker.path}:{task.line + 1}"
    reading = resolve(tracker, asked.status, where)
    told = f"{task.id}: its status is its heading's, '{_telling(task)}'"
    if not any(stated_by(above.title) or is_column(tracker.document, above) for above in task.section.path):
        hint = f"give its table a column for the status, or: forgemd move {quote(task.id)} --to HEADING"
        raise UsageError(f"{told}, which says it of all that lies there", where=where, hint=hint)
    columns = [heading.title for heading in tracker.document.headings if stated_by(heading.title, doubtful=True)]
    found = [title for title in columns if _is(title, reading, exactly=True)] or [
        title for title in columns if _is(title, reading, exactly=False)
    ]
    if task.section.title in found:
        return Edited((Surface("row", task.id, "unchanged", f"already under '{task.section.title}'", task.line + 1),))
    if len(found) == 1:
        moved = MoveTask(asked.task, found[0]).edit(tracker, rewrite)
        return moved._replace(holds=lambda after: _has_come(task, reading, moved, after))
    said = f"no heading says {reading.code}" if not found else f"{len(found)} headings say {reading.code}"
    names = ", ".join(f"'{title}'" for title in dict.fromkeys(found or columns))
    hint = f"forgemd move {quote(task.id)} --to HEADING" + (f" (there is: {names})" if names else "")
    raise UsageError(f"{told}, and {said}", where=where, hint=hint)


def _has_come(task: Task, reading: Reading, moved: Edited, after: Tracker) -> bool:
    """Whether the task is where it was to go, and that says what was asked for."""
    now = after.by_key.get(task.key)
    right = now is not None and now.status.category == reading.category
    return right and (moved.holds is None or moved.holds(after))


def _is_of_board(tracker: Tracker, task: FieldTask, reading: Reading) -> bool:
    """Whether an open box gets `reading` by going under another heading: no box of the file says it, and where it is
    says how far it is."""
    if task.status_text != "[ ]" or reading.category in ("done", "cancelled", "failed", task.status.category):
        return False
    told = task.status.how == "heading"
    column = told or any(stated_by(heading.title) for heading in task.section.path)
    other = any(_is(heading.title, reading, exactly=False) for heading in tracker.document.headings)
    return column and other and (told or box_for(tracker, reading.category) is None)


def _telling(task: Task) -> str:
    """The heading above the task that ends in its status."""
    titles = [heading.title for heading in task.section.path if task.status.code in heading.title]
    return titles[-1] if titles else task.section.title


def _is(title: str, reading: Reading, *, exactly: bool) -> bool:
    """Whether a heading that is a status is the one that was asked for: by its word, or by what it means."""
    said = stated_by(title, doubtful=True)
    if said is None or said.category != reading.category:
        return False
    return not exactly or said.code.casefold() == reading.code.casefold()
