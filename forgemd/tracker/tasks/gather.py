"""The tasks of a document that are no rows of its tables: boxes, headings and front matter, put together.

Asked only of documents that hold any of these, and loaded only then.
"""

from __future__ import annotations

from forgemd.markdown import Document, Heading
from forgemd.tracker.cells.roles import STATUS
from forgemd.tracker.cells.status import StatusReader
from forgemd.tracker.tables.boards import lies_in_column
from forgemd.tracker.tables.section import Section
from forgemd.tracker.tasks.boxed import tell_by_boxes
from forgemd.tracker.tasks.boxes import Boxes, read_boxes
from forgemd.tracker.tasks.fronttasks import read_front
from forgemd.tracker.tasks.task import FieldTask, Task
from forgemd.tracker.tasks.taskheadings import read_headings
from forgemd.tracker.tasks.tasklist import Draft, Form, TaskList, made
from forgemd.typed import Callable, Sequence

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


class _Gathering:
    """The lists of one document and its tasks, as far as they are found; those of its rows at first."""

    __slots__ = ("_document", "_sections", "_statuses", "lists", "tasks")

    def __init__(self, document: Document, rows: Sequence[Task], statuses: StatusReader) -> None:
        self._document = document
        self._statuses = statuses
        self._sections = _Sections(document)
        self.lists: list[TaskList] = []
        self.tasks = list(rows)

    def read_front(self) -> str:
        """Take in front matter; gives the id of the task that the document is as a whole, if it is one."""
        front = read_front(self._document)
        if front is None:
            return ""
        self._take("front matter", front.why, front.drafts, self._sections.around)
        return front.whole

    def read_headings(self, boxes: Boxes) -> list[FieldTask]:
        """Take in headings; gives their tasks."""
        lines = [task.line for task in self.tasks if not isinstance(task, FieldTask)]
        found: list[FieldTask] = []
        for family in read_headings(self._document, self._statuses, lines, [box.item.line for box in boxes.found]):
            found += self._take("headings", family.why, family.drafts, self._sections.above)
        return found

    def read_boxes(self, boxes: Boxes, headings: Sequence[FieldTask], whole: str) -> dict[int, str]:
        """Take in boxes; gives what each was taken for, by its line. `whole` is what `read_front` gave."""
        owners = {task.line: task.id for task in headings if task.has_id}
        cards = frozenset(task.line for task in headings if task.status.how == "heading")
        ticks: dict[int, str] = {}
        for group in read_boxes(boxes, owners, whole):
            ticks.update(dict.fromkeys(group.at, group.verdict))
            if group.verdict == "tasks":
                self._take(group.form, group.why, group.drafts, self._sections.around, cards)
            else:
                lines = group.at[0], group.at[-1]
                self.lists.append(TaskList(group.form, group.verdict, group.why, lines, len(group.at), ()))
        return ticks

    def _take(
        self,
        form: Form,
        why: str,
        drafts: Sequence[Draft],
        section: Callable[[int], Section],
        cards: frozenset[int] = frozenset(),
    ) -> list[FieldTask]:
        listed, found = made(self._document, form, why, drafts, section, self._statuses, cards)
        self.lists.append(listed)
        self.tasks += found
        return found


def gather(
    document: Document, rows: Sequence[Task], statuses: StatusReader
) -> tuple[tuple[TaskList, ...], tuple[Task, ...], tuple[Task, ...]]:
    """The lists of a document, all of its tasks (`rows` are those of its tables) in the order of the text, and the
    other places where some of them stand."""
    gathering = _Gathering(document, rows, statuses)
    whole = gathering.read_front()
    boxes = Boxes(document, (task.id for task in rows if task.has_id))
    headings = gathering.read_headings(boxes)
    ticks = gathering.read_boxes(boxes, headings, whole)
    untold = [task for task in headings if not task.has(STATUS) and not _is_card(document, task)]
    if untold and ticks:
        tell_by_boxes(untold, boxes, ticks, statuses)
    # Boxes may lie inside of what a heading began: the order of the text is that of the lines.
    lists = tuple(sorted(gathering.lists, key=lambda one: one.line))
    if len(gathering.tasks) == len(rows):
        return lists, tuple(rows), ()
    return lists, *_apart(sorted(gathering.tasks, key=lambda task: task.line))


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
