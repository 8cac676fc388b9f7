"""What a merge of lines puts in two places: an item of a list that each side moved to another heading, or an id that
each side gave to something new. No line is changed on both sides then, and git sees no conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from forgemd.merge.model import BASE, OURS, THEIRS, Clash, Conflict, Piece
from forgemd.tracker import FieldTask, Task, Tracker, ids_of

__all__ = ["apart", "named"]


def named(tracker: Tracker) -> Counter[str]:
    """The names that tasks have by themselves, in lower case, and how many have each: ids, and the titles of cards,
    which are all that tells those under one heading from those under another."""
    cards = (task.id.casefold() for task in tracker.tasks if not task.has_id and task.status.how == "heading")
    return ids_of(tracker) + Counter(cards)


def apart(merged: Tracker, trackers: Sequence[Tracker]) -> tuple[list[Piece], tuple[Conflict, ...]]:
    """The text of `merged` with a clash at each item that one side alone has there, where both are one task; of the
    whole text where that is not certain. No conflict where no name is there more often than on a side."""
    counts, found = [named(tracker) for tracker in trackers], named(merged)
    names = [name for name in found if found[name] > max(1, *(count[name] for count in counts))]
    source = merged.source
    if not names:
        return [source.text], ()
    conflicts = tuple(Conflict("move" if counts[BASE][name] else "id", _shown(merged, name), _WHY) for name in names)
    places = {lines: side for name in names for lines, side in _places(merged, name, trackers)}
    if len(places) != 2 * len(names):
        base, ours, theirs = (tracker.source.text for tracker in trackers)
        return [Clash(ours, base, theirs)], conflicts
    pieces: list[Piece] = []
    done = 0
    for (first, stop), side in sorted(places.items()):
        start, end = source.starts[first], source.starts[stop] if stop < len(source.starts) else len(source.text)
        lines = source.text[start:end]
        lines += "" if lines.endswith("\n") else source.newline
        pieces += [source.text[done:start], Clash(lines, "", "") if side == OURS else Clash("", "", lines)]
        done = end
    return [*pieces, source.text[done:]], conflicts


_WHY = "each side has it in another place"


def _shown(tracker: Tracker, name: str) -> str:
    return next(task.id for task in tracker.tasks if task.id.casefold() == name)


def _places(merged: Tracker, name: str, trackers: Sequence[Tracker]) -> list[tuple[tuple[int, int], int]]:
    """The lines of the items called `name`, and the one side that has it under the same headings; none in doubt."""
    told = {side: _paths(trackers[side], name) for side in (OURS, THEIRS)}
    blocks = {item.line: (item.block.first, item.block.last) for item in merged.document.items}
    blocks |= _sections(merged)
    found: list[tuple[tuple[int, int], int]] = []
    for task in merged.tasks:
        if task.id.casefold() != name:
            continue
        sides = [side for side, paths in told.items() if _path(task) in paths]
        if len(sides) != 1 or not isinstance(task, FieldTask) or task.line not in blocks:
            return []
        found.append((blocks[task.line], sides[0]))
    return found if {side for _, side in found} == {OURS, THEIRS} else []


def _sections(tracker: Tracker) -> dict[int, tuple[int, int]]:
    """For the line of each heading the lines of its section."""
    found: dict[int, tuple[int, int]] = {}
    stop: dict[int, int] = {}
    for heading in reversed(tracker.document.headings):
        end = min((line for level, line in stop.items() if level <= heading.level), default=len(tracker.source.starts))
        found[heading.line] = (heading.line, end)
        stop[heading.level] = heading.line
    return found


def _paths(tracker: Tracker, name: str) -> set[tuple[str, ...]]:
    return {_path(task) for task in tracker.tasks if task.id.casefold() == name}


def _path(task: Task) -> tuple[str, ...]:
    return tuple(heading.title for heading in task.section.path)
