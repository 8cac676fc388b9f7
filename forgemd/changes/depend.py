"""Have a task wait for another one, or not any more."""

from __future__ import annotations

from collections import Counter

from forgemd.changes.base import Edited, Surface
from forgemd.changes.cells import blank_of, cell_of, place_of, put
from forgemd.changes.find import find_task
from forgemd.changes.new_field import lacks, write_new
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite
from forgemd.tracker import DEPENDS, FieldTask, Task, Tracker, bare, is_placeholder, references
from forgemd.typed import NamedTuple

__all__ = ["Depend"]

_MARKUP = "*_~`"


class Depend(NamedTuple):
    """Have `task` wait for each of `on`, and for none of `off`, in the column for what it waits for."""

    task: str
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()

    def edit(self, tracker: Tracker, rewrite: Rewrite) -> Edited:
        """See `forgemd.changes.base.Intent`."""
        task = find_task(tracker, self.task)
        new = isinstance(task, FieldTask) and lacks(task, DEPENDS)
        at = task.layout.index(DEPENDS) if new else cell_of(tracker, task, DEPENDS, "what it waits for")
        come, go = ([find_task(tracker, name) for name in names] for names in (self.on, self.off))
        both = {other.key for other in come} & {other.key for other in go}
        if both:
            raise UsageError(
                f"{task.id}: it cannot wait for {min(both)} and not wait for it", where=place_of(tracker, task)
            )
        if any(other is task for other in come):
            raise UsageError(
                f"{task.id}: it cannot wait for itself", where=place_of(tracker, task), hint="name another task"
            )
        text = task.value(at)
        for other in go:
            text = _without(tracker, task, text, other)
        for other in come:
            text = _with(tracker, task, at, text, other)
        if not text or is_placeholder(text):
            alike = [each.value(at) for each in tracker.tasks if each.layout is task.layout]
            text = text or blank_of(alike)
        if new and not come:
            return Edited((_already(Surface("row", f"{task.id} depends", "unchanged", "", task.line + 1), come, go),))
        if new:
            assert isinstance(task, FieldTask)
            surface = write_new(tracker, task, DEPENDS, text, rewrite)
        else:
            surface = put(tracker, task, at, text, rewrite)
        if surface.state == "unchanged":
            return Edited((_already(surface, come, go),))
        wanted = {other.key for other in tracker.waits_for.get(task.key, ())}
        wanted = wanted - {other.key for other in go} | {other.key for other in come}
        return Edited(
            (surface,),
            lambda after: {other.key for other in after.waits_for.get(task.key, ())} == wanted,
        )


def _already(surface: Surface, come: list[Task], go: list[Task]) -> Surface:
    said = [f"waits for {', '.join(other.id for other in come)}"] if come else []
    said += [f"does not wait for {', '.join(other.id for other in go)}"] if go else []
    return surface._replace(why=f"it {' and '.join(said)} already")


def _meant(tracker: Tracker, task: Task, text: str) -> list[Task | None]:
    """The tasks that a part of the cell speaks of."""
    name = tracker.titled.get(bare(text).casefold()) if not task.has_id else None
    found = [name] if name else [reference.text for reference in references(text)]
    return [tracker.task(each, near=task) for each in found]


def _with(tracker: Tracker, task: Task, at: int, text: str, other: Task) -> str:
    if any(each is not None and each.key == other.key for each in _meant_by_parts(tracker, task, text)):
        return text
    name = _spelled(tracker, task, at, other)
    if not text or is_placeholder(text):
        return name
    _, between = tracker.apart(task, text)
    return text + (between[0] if between else _separator(tracker, at, task)) + name


def _meant_by_parts(tracker: Tracker, task: Task, text: str) -> list[Task | None]:
    return [each for part in tracker.apart(task, text)[0] for each in _meant(tracker, task, part)]


def _without(tracker: Tracker, task: Task, text: str, other: Task) -> str:
    """`text` without the parts that speak of `other` and of nothing else, and one separator for each."""
    parts, between = tracker.apart(task, text)
    kept: list[int] = []
    for number, part in enumerate(parts):
        keys = {each.key for each in _meant(tracker, task, part) if each is not None}
        if other.key not in keys:
            kept.append(number)
        elif len(keys) > 1:
            raise UsageError(
                f"{task.id}: '{part}' speaks of {other.id} and of others in one go",
                where=place_of(tracker, task),
                hint="write the others out by hand, then run the command again",
            )
    if len(kept) == len(parts):
        return text
    found = ""
    for number in kept:
        found += (between[number - 1] if found else "") + parts[number]
    return found


def _separator(tracker: Tracker, at: int, task: Task) -> str:
    """What stands between two in the same column."""
    used = Counter(
        between
        for other in tracker.tasks
        if other.layout is task.layout and not is_placeholder(other.value(at))
        for between in tracker.apart(task, other.value(at))[1]
    )
    return used.most_common(1)[0][0] if used else ", "


def _spelled(tracker: Tracker, task: Task, at: int, other: Task) -> str:
    """How the column writes `other`: with the markup that the names in it have."""
    name = other.id
    if tracker.task(name, near=task) is not other and other.has_id:
        where = place_of(tracker, task)
        message = f"{task.id}: several tasks are called {name}, and a cell cannot say which one is meant"
        raise UsageError(message, where=where, hint="give each task an id of its own: forgemd renumber OLD NEW")
    wraps = Counter(
        _wrap(part)
        for each in tracker.tasks
        if each.layout is task.layout and not is_placeholder(each.value(at))
        for part in tracker.apart(task, each.value(at))[0]
    )
    wrap = wraps.most_common(1)[0][0] if wraps else ""
    return f"{wrap}{name}{wrap[::-1]}"


def _wrap(part: str) -> str:
    """The markup around a name: `` ` `` or `**`; empty where there is none, or another behind it than before it."""
    before = part[: len(part) - len(part.lstrip(_MARKUP))]
    return before if before and part.endswith(before[::-1]) and part.strip(_MARKUP) else ""
