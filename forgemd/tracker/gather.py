"""The tasks of a document that are no rows of its tables: boxes, headings and front matter, put together.

Asked only of documents that hold any of these, and loaded only then.
"""

from __future__ import annotations

from forgemd.markdown import Document, Heading
from forgemd.tracker.boards import lies_in_column
from forgemd.tracker.boxed import tell_by_boxes
from forgemd.tracker.boxes import Boxes, read_boxes
from forgemd.tracker.fronttasks import read_front
from forgemd.tracker.roles import STATUS
from forgemd.tracker.section import Section
from forgemd.tracker.status import StatusReader
from forgemd.tracker.task import FieldTask, Task
from forgemd.tracker.taskheadings import read_headings
from forgemd.tracker.tasklist import TaskList, made
from forgemd.typed import Sequence

__all__ = ["gather"]


class _Sections:
    """The sections of one document, each made once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._made: dict[int, Section] = {}

    def of(self, heading: Heading | None) -> Section:
        line = heading.line if heading is not None else -1
        if line not in self._made:
            self._made[line] = Section(self._document, heading)
        return self._made[line]

    def around(self, line: int) -> Section:
        """That of the heading above `line`."""
        return self.of(self._document.heading_before(line))

    def above(self, line: int) -> Section:
        """That in which the heading on `line` lies itself."""
        path = self._document.path(line)
        return self.of(path[-2] if len(path) > 1 else None)


def gather(
    document: Document, rows: Sequence[Task], statuses: StatusReader
) -> tuple[tuple[TaskList, ...], tuple[Task, ...], tuple[Task, ...]]:
    """The lists of a document, all of its tasks (`rows` are those of its tables) in the order of the text, and the
    other places where some of them stand."""
    sections = _Sections(document)
    lists: list[TaskList] = []
    tasks: list[Task] = list(rows)
    front = read_front(document)
    if front is not None:
        listed, found = made(document, "front matter", front.why, front.drafts, sections.around, statuses)
        lists.append(listed)
        tasks += found
    boxes = Boxes(document, (task.id for task in rows if task.has_id))
    owners: dict[int, str] = {}
    cards: frozenset[int] = frozenset()
    untold: list[FieldTask] = []
    lines = [task.line for task in rows], [box.item.line for box in boxes.found]
    for family in read_headings(document, statuses, *lines):
        listed, found = made(document, "headings", family.why, family.drafts, sections.above, statuses)
        lists.append(listed)
        tasks += found
        owners.update((task.line, task.id) for task in found if task.has_id)
        cards |= {task.line for task in found if task.status.how == "heading"}
        untold += [task for task in found if not task.has(STATUS) and not _is_card(document, task)]
    ticks: dict[int, str] = {}
    for group in read_boxes(boxes, owners, front.whole if front is not None else ""):
        if group.verdict == "tasks":
            listed, found = made(document, group.form, group.why, group.drafts, sections.around, statuses, cards)
            tasks += found
        else:
            listed = TaskList(group.form, group.verdict, group.why, (group.at[0], group.at[-1]), len(group.at), ())
        lists.append(listed)
        ticks.update(dict.fromkeys(group.at, group.verdict))
    if untold and ticks:
        tell_by_boxes(untold, boxes, ticks, statuses)
    # Boxes may lie inside of what a heading began: the order of the text is that of the lines.
    lists.sort(key=lambda one: one.line)
    if len(tasks) == len(rows):
        return tuple(lists), tuple(rows), ()
    return tuple(lists), *_apart(sorted(tasks, key=lambda task: task.line))


def _is_card(document: Document, task: Task) -> bool:
    """Whether the column of a board says how `task` stands, whatever boxes it has: to go on, it goes elsewhere."""
    path = task.section.path
    return task.status.how == "heading" and lies_in_column(document, path[-1])


def _apart(tasks: Sequence[Task]) -> tuple[tuple[Task, ...], tuple[Task, ...]]:
    """The tasks, each once, and the other places where some of them stand."""
    views = _views(tasks)
    again = {id(task) for task in views}
    return tuple(task for task in tasks if id(task) not in again), views


def _views(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The places where a task stands that is a row of a table and a line of a list as well, but for the one that says
    its status: the row, if both do."""
    listed = {task.key for task in tasks if isinstance(task, FieldTask)}
    places: dict[str, list[Task]] = {}
    for task in tasks:
        if task.key in listed and task.has_id:
            places.setdefault(task.key, []).append(task)
    found: list[Task] = []
    for both in places.values():
        rows = [task for task in both if not isinstance(task, FieldTask)]
        if len(both) == 2 and len(rows) == 1 and not rows[0].id.isdigit():
            other = both[1] if both[0] is rows[0] else both[0]
            found.append(other if rows[0].has(STATUS) or not other.has(STATUS) else rows[0])
    return tuple(found)
