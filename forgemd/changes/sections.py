"""A heading that is a task, put under another heading with all that lies below it."""

from __future__ import annotations

from forgemd.changes.cells import place_of
from forgemd.changes.extents import last_line_under, own_heading, section_lines
from forgemd.changes.find import find_task
from forgemd.changes.items import cut, heading_of, put
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite
from forgemd.tracker import FieldTask, Task, TaskList, Tracker
from forgemd.typed import NamedTuple

__all__ = ["Target", "is_section", "move_section", "target_for"]


class Target(NamedTuple):
    """Where a section goes: behind the line `after` (0-based), under the heading that is called `title`."""

    after: int
    title: str


def is_section(task: Task) -> bool:
    """Whether `task` is a heading."""
    return isinstance(task.layout, TaskList) and task.layout.form == "headings"


def target_for(tracker: Tracker, task: FieldTask, section: str | None, after: str | None) -> Target:
    """The end of what lies under the heading `section`, or behind the section of the task `after`.

    Raises `UsageError` where there is no such place for a heading of the level of `task`.
    """
    where, own = place_of(tracker, task), own_heading(tracker, task)
    if after is not None:
        other = find_task(tracker, after)
        if not is_section(other) or own_heading(tracker, other).level != own.level:
            message = f"{task.id}: it is a heading, and {after} is none of the same level"
            raise UsageError(message, where=where, hint="name a task that is a heading as this one is")
        assert isinstance(other, FieldTask)
        return Target(section_lines(tracker, other).stop - 1, other.section.title)
    heading = heading_of(tracker, section or "")
    if heading is None or heading.level >= own.level:
        message = f"{task.id}: it is a heading, and there is not one heading above such that is called '{section}'"
        raise UsageError(message, where=where, hint="move the lines by hand")
    return Target(last_line_under(tracker, heading, None, own.level), heading.title)


def move_section(tracker: Tracker, task: FieldTask, target: Target, rewrite: Rewrite) -> None:
    """Put the lines of the section of `task` at `target`, character for character, a blank one in front of it."""
    source, own = tracker.source, section_lines(tracker, task)
    if target.after in own:
        raise UsageError(
            f"{task.id}: it cannot go into itself", where=place_of(tracker, task), hint="name another task"
        )
    following = source.line(target.after + 1) if target.after + 1 < len(source.starts) else ""
    lines = [source.line(line) for line in own]
    put(tracker, target.after, ["", *lines, *([""] if following.strip() else [])], rewrite)
    cut(tracker, own, rewrite)
