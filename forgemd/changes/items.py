"""Tasks that are items of a list, or headings: taken out, moved, and new ones put beside those that are there."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.changes.boxes import box_for, sign_for
from forgemd.changes.cells import place_of
from forgemd.changes.extents import last_line_under, section_lines
from forgemd.changes.find import find_task
from forgemd.changes.new_field import item_of
from forgemd.errors import UsageError
from forgemd.lazy import pattern
from forgemd.markdown import Heading, Rewrite
from forgemd.tracker import FieldTask, Reading, Task, TaskList, Tracker, same_name
from forgemd.typed import NamedTuple

__all__ = [
    "Spot",
    "any_item",
    "cut",
    "heading_of",
    "lines_of",
    "move_item",
    "need_item",
    "new_item",
    "put",
    "put_items",
    "spot_for",
]

_NUMBERED = pattern(r"([0-9]{1,9})([.)])")


class Spot(NamedTuple):
    """Where items go: behind the line `after` (0-based), beside `model`, or at the end of a section without any, where
    a list of their own begins (`model` is None)."""

    after: int
    model: FieldTask | None
    section: str


def need_item(tracker: Tracker, task: Task) -> FieldTask | None:
    """`task` if it is an item of a list, None if it is a row. Raises `UsageError` for a heading and front matter."""
    if not isinstance(task, FieldTask):
        return None
    assert isinstance(task.layout, TaskList)
    if task.layout.form == "list":
        return task
    what = "a heading, and what lies under it goes where it goes" if task.layout.form == "headings" else "front matter"
    raise UsageError(f"{task.id}: it is {what}", where=place_of(tracker, task), hint="move the lines by hand")


def lines_of(tracker: Tracker, task: FieldTask) -> range:
    """The lines (0-based) that go when `task` does: its item or its section with all that is inside.

    Raises `UsageError` where other tasks are in there, and for front matter.
    """
    assert isinstance(task.layout, TaskList)
    if task.layout.form == "front matter":
        hint = f"git rm {tracker.path}" if len(tracker.tasks) == 1 else "take its lines out by hand"
        raise UsageError(f"{task.id}: the file itself is the task", where=place_of(tracker, task), hint=hint)
    found = _item_lines(tracker, task) if task.layout.form == "list" else section_lines(tracker, task)
    inside = [other.id for other in (*tracker.tasks, *tracker.views) if other is not task and other.line in found]
    if inside:
        message = f"{task.id}: {', '.join(inside[:3])}{', ...' if len(inside) > 3 else ''} lies inside of it"
        raise UsageError(message, where=place_of(tracker, task), hint="take out or move what is inside first")
    return found


def _item_lines(tracker: Tracker, task: FieldTask) -> range:
    block = item_of(tracker, task).block
    return range(block.first, block.last)


def cut(tracker: Tracker, lines: range, rewrite: Rewrite) -> None:
    """Take `lines` away, and one of the blank lines that would then stand together."""
    source = tracker.source
    apart = lines.start == 0 or not source.line(lines.start - 1).strip()
    blank = lines.stop < len(source.starts) and not source.line(lines.stop).strip()
    come = rewrite.behind(lines.stop - 1)
    if come:
        # What comes there stands in their place, and has its blank lines.
        rewrite.delete_lines(lines.start - (apart and lines.start > 0 and not come[0]), lines.stop)
        return
    # At the end of the text the one in front would be left there.
    last = lines.start > 0 and apart and not source.text[source.line_span(lines.stop - 1).end :].strip()
    rewrite.delete_lines(lines.start - last, lines.stop + (apart and blank and not last))


def put(tracker: Tracker, after: int, lines: Sequence[str], rewrite: Rewrite) -> None:
    """Put `lines` behind the line `after`; where that goes away, with the blank lines that are then needed."""
    if not rewrite.keeps(after) and not rewrite.behind(after):
        apart = not lines[0]
        above = next((line for line in range(after - 1, -1, -1) if rewrite.keeps(line)), -1)
        below = next((line for line in range(after + 1, len(tracker.source.starts)) if rewrite.keeps(line)), -1)
        front, end = (_is_beside(tracker, line, apart) for line in (above, below))
        lines = [*([""] * front), *lines[apart : len(lines) - (not lines[-1])], *([""] * end)]
    rewrite.insert_lines(after, lines)


def _is_beside(tracker: Tracker, line: int, apart: bool) -> bool:
    """Whether `line` is a heading, or any text beside what stands `apart`."""
    if line < 0 or not tracker.source.line(line).strip():
        return False
    return apart or any(heading.line == line for heading in tracker.document.headings)


# Where items go


def spot_for(tracker: Tracker, section: str | None, after: str | None) -> Spot | None:
    """The end of the items of tasks under the heading `section`, or behind the task `after`; without either, behind the
    only list of tasks. None where a table is meant, or nothing that is there."""
    if after is not None:
        task = find_task(tracker, after)
        if need_item(tracker, task) is None:
            return None
        assert isinstance(task, FieldTask)
        if section is not None and not _lies_under(tracker, task.line, section):
            message = f"'{after}' does not stand under '{section}'"
            raise UsageError(message, where=place_of(tracker, task), hint="name one of the two")
        return Spot(_item_lines(tracker, task).stop - 1, task, task.section.title)
    tables = [layout for layout in tracker.layouts if layout.kind == "tasks"]
    items = [task for task in tracker.tasks if isinstance(task, FieldTask) and _is_item(task)]
    if section is None:
        sections = {task.section.line for task in items}
        return None if tables or len(sections) != 1 else _behind(tracker, items)
    if any(_lies_under(tracker, layout.line, section) for layout in tables):
        return None
    heading = heading_of(tracker, section)
    if heading is None or not items:
        return None
    near = [task for task in items if task.section.line == heading.line]
    return _behind(tracker, near) if near else _end_of(tracker, heading)


def _is_item(task: Task) -> bool:
    return isinstance(task.layout, TaskList) and task.layout.form == "list"


def _lies_under(tracker: Tracker, line: int, section: str) -> bool:
    return any(same_name(section, heading.title) for heading in tracker.document.path(line))


def heading_of(tracker: Tracker, section: str) -> Heading | None:
    """The one heading that `section` names."""
    wanted = section.strip().casefold()
    headings = tracker.document.headings
    exact = [heading for heading in headings if heading.title.casefold() == wanted]
    found = exact or [heading for heading in headings if same_name(section, heading.title)]
    return found[0] if len(found) == 1 else None


def _behind(tracker: Tracker, tasks: Sequence[FieldTask]) -> Spot:
    """Behind the last of those items that lie in no other."""
    depths = {task: item_of(tracker, task).depth for task in tasks}
    least = min(depths.values())
    last = max((task for task in tasks if depths[task] == least), key=lambda task: task.line)
    return Spot(_item_lines(tracker, last).stop - 1, last, last.section.title)


def any_item(tracker: Tracker) -> FieldTask:
    """The last item of tasks that lies in no other."""
    found = _behind(tracker, [task for task in tracker.tasks if isinstance(task, FieldTask) and _is_item(task)]).model
    assert found is not None
    return found


def _end_of(tracker: Tracker, heading: Heading) -> Spot:
    """Behind the last line with text before the next heading, and before what closes a section, or the file."""
    lines = (other.line for other in tracker.document.headings if other.line > heading.line)
    stop = next(lines, len(tracker.source.starts))
    return Spot(last_line_under(tracker, heading, stop, 1 + _LOWEST), None, heading.title)


_LOWEST = 6
"""The lowest level of a heading: an item is below all of them."""


def put_items(tracker: Tracker, spot: Spot, lines: Sequence[str], rewrite: Rewrite) -> None:
    """Put the lines of items at `spot`, with the blank lines that a new list needs around it, or the list has."""
    source = tracker.source
    following = source.line(spot.after + 1) if spot.after + 1 < len(source.starts) else ""
    if spot.model is None:
        put(tracker, spot.after, ["", *lines, *([""] if following.strip() else [])], rewrite)
        return
    first = item_of(tracker, spot.model).block
    parent = first.parent
    loose = parent is not None and any(
        not source.line(other.first - 1).strip() for other in parent.children if other.first > parent.first
    )
    put(tracker, spot.after, ["", *lines] if loose else lines, rewrite)


def move_item(tracker: Tracker, task: FieldTask, spot: Spot, rewrite: Rewrite) -> None:
    """Put the item of `task` at `spot`, character for character but for the blanks in front of its lines."""
    source, lines = tracker.source, lines_of(tracker, task)
    if spot.after == lines.stop - 1 and spot.model is not task:
        # Out of the item that it is the last one of.
        spot = spot._replace(after=lines.start - 1)
    if spot.after in lines:
        raise UsageError(
            f"{task.id}: it cannot go into itself", where=place_of(tracker, task), hint="name another task"
        )
    old = _front(tracker, task)
    new = _front(tracker, spot.model) if spot.model is not None else ""
    if old.strip() or new.strip():
        message = f"{task.id}: one of the two lists stands in a quote"
        raise UsageError(message, where=place_of(tracker, task), hint="move the lines by hand")
    texts = [source.line(line) for line in lines]
    put_items(tracker, spot, [new + text.removeprefix(old) if text.strip() else text for text in texts], rewrite)
    cut(tracker, lines, rewrite)


def _front(tracker: Tracker, task: FieldTask) -> str:
    """What stands in front of the marker of an item."""
    return tracker.source.text[tracker.source.starts[task.line] : item_of(tracker, task).block.start]


# New items


def new_item(tracker: Tracker, model: FieldTask, name: str, title: str, reading: Reading, count: int) -> str:
    """The line of an item like `model`, with another id and title, and a mark or a sign for the status `reading`.

    Where items are numbered it is the one that is `count` behind `model`. Raises `UsageError` where the line of `model`
    does not show how.
    """
    item = item_of(tracker, model)
    source, fields, layout = tracker.source, model.fields, model.layout
    at, wanted = fields.spans[layout.title_at], {layout.id_at: name}
    shown = fields.spans[layout.status_at] if layout.status_at >= 0 else None
    if item.mark is not None:
        box = box_for(tracker, "todo" if reading.category == "ready" else reading.category)
        if box is None:
            raise _cannot(tracker, model, reading)
        head = source.text[item.block.start : item.mark.start - 1] + box
        begin = item.mark.end + 1
    else:
        head, begin = source.text[item.block.start : item.content.start], item.content.start
        if shown is not None and at is not None and begin <= shown.start < at.start:
            text = source.text[shown.start : shown.end]
            word = reading.code.upper() if any(map(str.isalnum, text)) else sign_for(tracker, reading.category)
            if word is None:
                raise _cannot(tracker, model, reading)
            wanted[layout.status_at] = word
    if at is None:
        raise _cannot(tracker, model, reading)
    text, last = head, begin
    for span, value in sorted((fields.spans[role], value) for role, value in wanted.items() if role >= 0):
        if span is not None:
            text += source.text[last : span.start] + value
            last = span.end
    text += source.text[last : at.start] + title
    marks = source.text[at.end : item.content.end]
    text += marks[: len(marks) - len(marks.lstrip("*_`"))]
    numbered = _NUMBERED.match(text)
    if numbered is not None:
        text = f"{int(numbered[1]) + count}{text[numbered.end(1) :]}"
    return _front(tracker, model) + text


def _cannot(tracker: Tracker, model: FieldTask, reading: Reading) -> UsageError:
    message = f"the item of {model.id} does not show how a new one that is {reading.code} would be written"
    return UsageError(message, where=place_of(tracker, model), hint="write the line by hand")
