"""A heading that is a task, put under another heading with all that lies below it."""

from __future__ import annotations

from forgemd.changes.cells import place_of
from forgemd.changes.find import find_task
from forgemd.changes.items import cut, heading_of, section_lines
from forgemd.errors import UsageError
from forgemd.markdown import Heading, Rewrite
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
    where, own = place_of(tracker, task), _heading_on(tracker, task.line)
    if after is not None:
        other = find_task(tracker, after)
        if not is_section(other) or _heading_on(tracker, other.line).level != own.level:
            message = f"{task.id}: it is a heading, and {after} is none of the same level"
            raise UsageError(message, where=where, hint="name a task that is a heading as this one is")
        assert isinstance(other, FieldTask)
        return Target(_last_line(tracker, section_lines(tracker, other)), other.section.title)
    heading = heading_of(tracker, section or "")
    if heading is None or heading.level >= own.level:
        message = f"{task.id}: it is a heading, and there is not one heading above such that is called '{section}'"
        raise UsageError(message, where=where, hint="move the lines by hand")
    lines = range(heading.line, _end(tracker, heading))
    return Target(_last_line(tracker, lines), heading.title)


def move_section(tracker: Tracker, task: FieldTask, target: Target, rewrite: Rewrite) -> None:
    """Put the lines of the section of `task` at `target`, character for character, a blank one in front of it."""
    source, own = tracker.source, section_lines(tracker, task)
    if target.after in own:
        raise UsageError(
            f"{task.id}: it cannot go into itself", where=place_of(tracker, task), hint="name another task"
        )
    last = _last_line(tracker, own)
    following = source.line(target.after + 1) if target.after + 1 < len(source.starts) else ""
    lines = [source.line(line) for line in range(own.start, last + 1)]
    rewrite.insert_lines(target.after, ["", *lines, *([""] if following.strip() else [])])
    cut(tracker, range(own.start, last + 1), rewrite)


def _heading_on(tracker: Tracker, line: int) -> Heading:
    return next(heading for heading in tracker.document.headings if heading.line == line)


def _end(tracker: Tracker, heading: Heading) -> int:
    """The line behind all that lies under `heading`."""
    after = (one.line for one in tracker.document.headings if one.line > heading.line and one.level <= heading.level)
    return next(after, len(tracker.source.starts))


def _last_line(tracker: Tracker, lines: range) -> int:
    """The last of `lines` with text on it, without the line drawn below it all."""
    drawn = {block.first for block in tracker.document.blocks if block.kind == "break"}
    return max(line for line in lines if tracker.source.line(line).strip() and line not in drawn)
