"""What the boxes under a heading say of the task that it is, where nothing else does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter

from forgemd.markdown import Document, Item
from forgemd.tracker.cells.status import Reading, StatusReader
from forgemd.tracker.tasks.boxes import Boxes
from forgemd.tracker.tasks.task import FieldTask
from forgemd.tracker.tasks.taskheadings import section_ends
from forgemd.tracker.words.vocabulary import Category
from forgemd.typed import Iterable, Mapping

__all__ = ["tell_by_boxes"]

_CLOSED: tuple[Category, ...] = ("done", "cancelled")


def tell_by_boxes(
    tasks: Iterable[FieldTask], boxes: Boxes, verdicts: Mapping[int, str], statuses: StatusReader
) -> None:
    """Give each heading of `tasks` the status that its boxes tell: done when all are, open when none is begun.

    `verdicts` says by line (0-based) what the box there was taken for. Those of work count; the criteria by which it is
    accepted only where there are no others. Nothing is written to such a status: the boxes are what it is.
    """
    document = boxes.document
    ends = section_ends(document.headings, len(document.source.starts))
    marked = [box.item for box in boxes.found if box.item.mark is not None]
    lines = [item.line for item in marked]
    for task in tasks:
        below = marked[bisect_right(lines, task.line) : bisect_left(lines, ends[task.line])]
        work = [item for item in below if verdicts.get(item.line) != "checklist"]
        said = Counter(statuses.read(_box(document, item)).category for item in work or below)
        if said:
            task.status = _told(said)


def _box(document: Document, item: Item) -> str:
    assert item.mark is not None
    return f"[{document.source.slice(item.mark)}]"


def _told(said: Counter[Category]) -> Reading:
    done, count = said["done"], sum(said.values())
    code = f"{done}/{count}"
    if done and sum(said[category] for category in _CLOSED) == count:
        return Reading(code, "done", "boxes")
    return Reading(code, "todo" if said["todo"] == count else "active", "boxes")
