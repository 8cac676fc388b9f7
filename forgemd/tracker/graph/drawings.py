"""Graphs that people draw in fences, with arrows and box characters: who comes before whom.

A line names tasks; an arrow within it joins them; a line of nothing but arrows downwards leads from what stands above
to what stands below. Tasks above one another belong together where brackets join them (`┐ ┼ ┘`).
"""

from __future__ import annotations

from itertools import pairwise

from forgemd.lazy import pattern
from forgemd.markdown import Document
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.typed import Iterator, NamedTuple, Sequence

__all__ = ["Drawing", "drawings_of"]

_ID = pattern(r"(?<![\w#.-])#?[A-Za-z0-9][\w.-]*[A-Za-z0-9]|(?<![\w#.-])[A-Za-z0-9](?![\w.-])")
_ACROSS = pattern(r"[─-]*[→➔➜⟶▶►]|-+>|=+>")
_DOWN = pattern(r"[\s│|↓▼⬇vV]*[↓▼⬇vV][\s│|↓▼⬇vV]*\Z")
_JOINED = "┐┼┘┤├┬┴╮╯"
_LONGEST = 200
"""A longer line is no drawing."""
_WIDEST = 50
"""More tasks than this do not come before one thing."""


class Drawing(NamedTuple):
    """A drawing that begins in `line` (0-based) and its arrows, from what comes first to what waits.

    `agreed` are those that the dependency columns have too, directly or through others; None where the tracker has no
    such column.
    """

    line: int
    arrows: tuple[tuple[Task, Task], ...]
    agreed: int | None


def drawings_of(tracker: Tracker) -> tuple[Drawing, ...]:
    """The drawings that have an arrow between two tasks."""
    if not tracker.tasks:
        return ()
    found = []
    for first, lines in _fences(tracker.document):
        arrows = tuple(dict.fromkeys(_arrows(tracker, lines)))
        if arrows:
            found.append(Drawing(first, arrows, _agreed(tracker, arrows)))
    return tuple(found)


def _fences(document: Document) -> Iterator[tuple[int, list[str]]]:
    source = document.source
    for fence in document.fences:
        if not fence.info.strip() or fence.info.strip().casefold() in ("text", "txt", "ascii", "plain"):
            yield fence.first, [source.line(line) for line in range(fence.first + 1, fence.last)]


def _arrows(tracker: Tracker, lines: Sequence[str]) -> Iterator[tuple[Task, Task]]:
    above: list[Task] = []
    group: list[Task] = []
    joined, single = True, True
    for line in lines:
        if len(line) > _LONGEST:
            return
        if _DOWN.match(line):
            whole = (joined or single) and len(group) <= _WIDEST
            above, group, single = (group if whole else []), [], True
            joined = True
            continue
        across = [_named(tracker, part) for part in _ACROSS.split(line)]
        yield from ((left, right) for left, right in pairwise(across) if left is not None and right is not None)
        task = across[0]
        if task is None:
            continue
        yield from ((before, task) for before in above)
        single = not group
        joined = joined and any(char in line for char in _JOINED)
        group.append(task)


def _named(tracker: Tracker, text: str) -> Task | None:
    """The first task that a piece of a line names by an id with a letter in it."""
    for match in _ID.finditer(text):
        if any(map(str.isalpha, match.group())) and any(map(str.isdigit, match.group())):
            task = tracker.task(match.group())
            if task is not None:
                return task
    return None


def _agreed(tracker: Tracker, arrows: Sequence[tuple[Task, Task]]) -> int | None:
    waits = tracker.waits_for
    if not waits:
        return None
    return sum(1 for before, after in arrows if _leads(waits, after, before))


def _leads(waits: dict[str, list[Task]], task: Task, target: Task) -> bool:
    seen, wave = {task.key}, [task]
    while wave:
        found = [other for one in wave for other in waits.get(one.key, ()) if other.key not in seen]
        if target in found:
            return True
        seen.update(other.key for other in found)
        wave = found
    return False
