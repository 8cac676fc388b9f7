"""What changed between two readings of one tracker."""

from __future__ import annotations

from forgemd.lazy import cached_property
from forgemd.tracker.cells.roles import STATUS, is_placeholder
from forgemd.tracker.cells.status import Reading
from forgemd.tracker.log.changelog import Entry
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.typed import Callable, Iterable, NamedTuple

__all__ = ["Change", "Diff", "Transition", "renumbered", "same_status"]


class Change(NamedTuple):
    """One cell of one task that says something else than before, by role (header text for `other` columns)."""

    before: Task
    after: Task
    role: str
    old: str
    new: str


class Transition(NamedTuple):
    """A task whose status became another."""

    before: Task
    after: Task
    old: Reading
    new: Reading


class Diff:
    """`before` and `after` are the same tracker at two times. `before` is None for a tracker that is new."""

    def __init__(self, before: Tracker | None, after: Tracker) -> None:
        self.before = before
        self.after = after

    @property
    def path(self) -> str:
        """The path of the newer side."""
        return self.after.path

    @cached_property
    def pairs(self) -> tuple[tuple[Task, Task], ...]:
        """The tasks that both sides have, in the new order."""
        return tuple((old, task) for task in self.after.tasks if (old := self._earlier.get(task.key)) is not None)

    @cached_property
    def _earlier(self) -> dict[str, Task]:
        """For the key of a new task the old one that it is.

        Of tasks that share an id those under one heading belong together, in their order, and what is left
        over by its id: a second section that counts from 1 again makes no other task of the first 1.
        """
        if self.before is None:
            return {}
        if not (self.before.has_twins or self.after.has_twins):
            old = self.before.by_key
            return {task.key: old[task.key] for task in self.after.tasks if task.key in old}
        found: dict[str, Task] = {}
        left_old, left_new = list(self.before.tasks), list(self.after.tasks)
        for identity in (_place, _name):
            old_by: dict[tuple[str, ...], list[Task]] = {}
            for task in left_old:
                old_by.setdefault(identity(task), []).append(task)
            for task in left_new:
                if mine := old_by.get(identity(task)):
                    found[task.key] = mine.pop(0)
            taken = {id(task) for task in found.values()}
            left_old = [task for task in left_old if id(task) not in taken]
            left_new = [task for task in left_new if task.key not in found]
        return found

    @cached_property
    def added(self) -> tuple[Task, ...]:
        """The tasks that only the new side has."""
        return tuple(task for task in self.after.tasks if task.key not in self._earlier)

    @cached_property
    def removed(self) -> tuple[Task, ...]:
        """The tasks that only the old side has."""
        kept = {id(task) for task in self._earlier.values()}
        return tuple(task for task in self.before.tasks if id(task) not in kept) if self.before else ()

    @cached_property
    def renamed(self) -> tuple[tuple[Task, Task], ...]:
        """The tasks that got another id: a row that is gone and one that came, of one title that no other row has."""
        return renumbered(self.removed, self.added)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every cell that differs in a task that both sides have, by role."""
        found: list[Change] = []
        for before, after in self.pairs:
            if before.values == after.values and before.layout.columns == after.layout.columns:
                continue
            old, new = _cells(before), _cells(after)
            found += [
                Change(before, after, role, old.get(role, ""), new.get(role, ""))
                for role in {**new, **old}
                if old.get(role, "") != new.get(role, "")
            ]
        return tuple(found)

    @cached_property
    def moved(self) -> tuple[tuple[Task, Task], ...]:
        """The tasks that stand under another heading: one that was there before, and the old one still is."""
        pairs = [(old, new) for old, new in self.pairs if old.section.title != new.section.title]
        if not pairs or self.before is None:
            return ()
        there, left = ({heading.title for heading in side.document.headings} for side in (self.before, self.after))
        return tuple((old, new) for old, new in pairs if new.section.title in there and old.section.title in left)

    @cached_property
    def touched(self) -> tuple[Task, ...]:
        """The tasks of the new side that are new or have a cell that differs."""
        return (*self.added, *{id(change.after): change.after for change in self.changes}.values())

    @cached_property
    def transitions(self) -> tuple[Transition, ...]:
        """The tasks whose status became another, by their cell or because they stand under another heading that is
        one; other words for the same status are none."""
        changed = {id(change.after): change for change in self.changes if change.role == STATUS.name}
        pairs: Iterable[tuple[Task, Task]] = ((change.before, change.after) for change in changed.values())
        if self._has_placed:
            pairs = (pair for pair in self.pairs if id(pair[1]) in changed or _are_placed(*pair))
        return tuple(
            Transition(before, after, before.status, after.status)
            for before, after in pairs
            if not same_status(before.status, after.status)
        )

    @cached_property
    def _has_placed(self) -> bool:
        """Whether there is a task, on either side, whose status is that of the heading above it."""
        sides = (self.after,) if self.before is None else (self.before, self.after)
        return any(reading.how == "heading" for side in sides for reading in side.readings)

    @cached_property
    def new_entries(self) -> tuple[Entry, ...]:
        """The change-log entries that only the new side has, in the table's order."""
        if self.after.log is None:
            return ()
        left = [entry.text for entry in self.before.log.entries] if self.before and self.before.log else []
        found = []
        for entry in self.after.log.entries:
            if entry.text in left:
                left.remove(entry.text)
            else:
                found.append(entry)
        return tuple(found)


def renumbered(gone: Iterable[Task], came: Iterable[Task]) -> tuple[tuple[Task, Task], ...]:
    """Tasks of `gone` with those of `came` that they became under another id, by their titles, in the order of `came`.

    A title belongs to one task on either side. One that names its own task names it by the new id afterwards.
    """
    left, right = ([task for task in tasks if task.has_id] for tasks in (gone, came))
    pairs: dict[str, Task] = {}
    for title_of in (_title, _title_without_id):
        paired = {task.key for task in pairs.values()}
        before = _by_title((task for task in left if task.key not in paired), title_of)
        after = _by_title((task for task in right if task.key not in pairs), title_of)
        pairs |= {
            tasks[0].key: before[title][0]
            for title, tasks in after.items()
            if len(before.get(title, ())) == len(tasks) == 1
        }
    return tuple((pairs[task.key], task) for task in right if task.key in pairs)


def _by_title(tasks: Iterable[Task], title_of: Callable[[Task], str]) -> dict[str, list[Task]]:
    """Tasks by their title; those that have none but their id are left out."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        if (title := title_of(task)) and title != task.id.casefold():
            found.setdefault(title, []).append(task)
    return found


def _title(task: Task) -> str:
    return "" if is_placeholder(task.title) else task.title.casefold()


def _title_without_id(task: Task) -> str:
    """The title with a sign for the task's own id; empty where it does not name the task, or says nothing else."""
    from forgemd.tracker.cells.renaming import is_telling, renamed  # only where rows came or went

    title = renamed(task.title, (task.id,), "\0") if is_telling(task.id) else task.title
    return title.casefold() if title != task.title and any(map(str.isalnum, title)) else ""


def _place(task: Task) -> tuple[str, ...]:
    return (task.section.title.casefold(), task.id.casefold())


def _name(task: Task) -> tuple[str, ...]:
    return (task.id.casefold(),)


def same_status(left: Reading, right: Reading) -> bool:
    """Whether two readings are of one status: the same code however it is typed, and the same meaning. A box has no
    code of its own: `[x]` is any status that is done."""
    if left.category != right.category:
        return False
    return _code(left) == _code(right) or "mark" in (left.how, right.how)


def _are_placed(before: Task, after: Task) -> bool:
    """Whether both have a status, and the heading above says which on either side."""
    if before.has(STATUS) and after.has(STATUS):
        return False
    ways = (before.status.how, after.status.how)
    return "heading" in ways and "empty" not in ways


def _code(reading: Reading) -> str:
    """A code without what people vary when they type it: `In Progress`, `in-progress`, `IN_PROGRESS`."""
    return " ".join(reading.code.casefold().replace("-", " ").replace("_", " ").split())


def _cells(task: Task) -> dict[str, str]:
    """A task's cells by role; columns that play no role, and second columns of one role, by their header."""
    found: dict[str, str] = {}
    for index, column in enumerate(task.layout.columns):
        name = column.role if column.role != "other" and column.role not in found else column.header
        while name in found:
            name += "+"
        found[name] = task.value(index)
    return found
