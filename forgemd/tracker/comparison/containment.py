"""Whether a merge commit holds what its parents made: the gate that finds lost work, whoever merged, and with what.

`-X ours`, `checkout --theirs`, a forge's button and a person in a hurry all lose rows and log entries without a
word. Every change of a parent since the common ancestor has to be there, and nothing that nobody wrote.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain

from forgemd.text import repair
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.renaming import renamed_entry
from forgemd.tracker.cells.roles import STATUS, is_placeholder
from forgemd.tracker.comparison.contents import EntryText, entries_added, entry_changes, logs_of, wanted
from forgemd.tracker.comparison.diff import Change, Diff, renumbered, same_status
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.typed import Iterator, Literal, NamedTuple, Sequence

__all__ = ["Departure", "contained"]

_Place = tuple[str, str]
_Names = Sequence[tuple[str, str]]
"""The old and the new id of tasks."""


class Departure(NamedTuple):
    """Something that a parent wrote and the merge lacks, or that the merge has and no parent wrote, or not so often.

    `returned` is what a parent took out and the merge has all the same. `name` is a task's id (of an entry: of whom it
    speaks), `role` that of the cell, else empty; `why` tells it all; `line` is where to look in the merged file,
    0-based, and None where nothing is left to look at.
    """

    kind: Literal["doubled", "invented", "lost", "returned"]
    what: Literal["row", "cell", "entry"]
    name: str
    role: str
    why: str
    line: int | None


def contained(parents: Sequence[Tracker], merged: Tracker, bases: Sequence[Tracker] = ()) -> tuple[Departure, ...]:
    """What `merged` lost of its `parents`, and what it invented; empty if it holds all and only what they made.

    `bases` are the best common ancestors. Without one every row and entry of each parent has to be there; with
    several (branches that crossed) a departure counts if it is one from each of them. A cell that two parents
    changed differently may say anything but what it said before, and a task that two parents touched is a
    person's to decide, if the merge has an entry for it that no parent has.
    """
    first, *others = [list(_Judgement(base, parents, merged).departures()) for base in bases or (None,)]
    known = [{departure[:4] for departure in found} for found in others]
    return tuple(departure for departure in first if all(departure[:4] in found for found in known))


def _entries(
    base: Tracker | None, parents: Sequence[Tracker], merged: Tracker, names: Sequence[_Names]
) -> list[Departure]:
    """Entries that are there more or less often than the parents make it. `names` has for each of them the tasks
    that the merge calls otherwise."""
    before = logs_of(base)
    counts = [_called(entry_changes(before, logs_of(each)), new) for each, new in zip(parents, names, strict=True)]
    have = entry_changes(before, logs_of(merged))
    found = _miscounted(counts, have)
    if found:
        # Broken emoji that one side mended are mended in old entries and not in those that the other side added.
        found = _miscounted([_mended(count) for count in counts], _mended(have))
    return found


def _miscounted(counts: Sequence[Counter[EntryText]], have: Counter[EntryText]) -> list[Departure]:
    """All figures are of how much more often an entry is there than in the common ancestor."""
    found: list[Departure] = []
    for text in dict.fromkeys(chain(*counts, (text for text in have if have[text] < 0))):
        want = counts[0][text]
        for count in counts[1:]:
            want = wanted(0, want, count[text])
        shown = f"the entry {' | '.join(cell for cell in text if cell)}"
        if have[text] < want:
            found.append(Departure("lost", "entry", text[1], "", f"{shown} is gone", None))
        elif have[text] > want:
            if want < 0:
                found.append(Departure("returned", "entry", text[1], "", f"{shown} was taken out, and is back", None))
            else:
                often = "once" if have[text] - want == 1 else f"{have[text] - want} times"
                found.append(Departure("doubled", "entry", text[1], "", f"{shown} is there {often} too often", None))
    return found


def _called(count: Counter[EntryText], names: _Names) -> Counter[EntryText]:
    """The same entries, with the new names of tasks."""
    if not names:
        return count
    found: Counter[EntryText] = Counter()
    for text, number in count.items():
        found[renamed_entry(text, names)] += number
    return found


def _mended(count: Counter[EntryText]) -> Counter[EntryText]:
    found: Counter[EntryText] = Counter()
    for text, number in count.items():
        found[tuple(_sound(cell) for cell in text)] += number
    return found


class _Judgement:
    """The merge held against one common ancestor, or none."""

    def __init__(self, base: Tracker | None, parents: Sequence[Tracker], merged: Tracker) -> None:
        self._base = base
        self._parents = parents
        self._merged = merged
        self._sides = [Diff(base, parent) for parent in parents]
        self._result = Diff(base, merged)
        self._changes = [_changes(side) for side in self._sides]
        self._made: list[dict[str, set[EntryText]]] = [
            {name: {entry.text for entry in entries} for name, entries in entries_added(base, tracker).items()}
            for tracker in parents
        ]

    def departures(self) -> Iterator[Departure]:
        """Rows, then cells, then entries."""
        yield from self._rows_added()
        if self._base is not None:
            yield from self._rows_removed()
            yield from self._cells()
        yield from _entries(self._base, self._parents, self._merged, self._names)
        yield from self._entries_invented()

    @cached_property
    def _disputed(self) -> set[str]:
        """The ids of tasks that more than one parent touched."""
        touched = [
            {_name(task) for task in (*side.added, *side.removed, *(change.before for change in changes.values()))}
            | made.keys()
            for side, changes, made in zip(self._sides, self._changes, self._made, strict=True)
        ]
        counts = Counter(chain.from_iterable(touched))
        return {name for name, count in counts.items() if count > 1}

    @cached_property
    def _titles(self) -> set[str]:
        """What the merge's rows are called. What counts as an id may be a version, and become another."""
        return {_title(task) for task in self._merged.tasks} | _beside(self._merged)

    @cached_property
    def _renumbered(self) -> tuple[set[str], set[str]]:
        """The keys of the parents' tasks that the merge calls otherwise, in their titles too, and the names of those
        that they are in the merge."""
        known = {_name(task) for parent in self._parents for task in parent.tasks}
        came = [task for task in self._merged.tasks if _name(task) not in known]
        pairs = [
            pair
            for parent in (self._parents if came else ())
            for pair in renumbered([task for task in parent.tasks if _title(task) not in self._titles], came)
        ]
        return {old.key for old, _ in pairs}, {_name(new) for _, new in pairs}

    @cached_property
    def _names(self) -> list[_Names]:
        """The ids of each parent's new tasks that another parent gave as well, with those that the merge gave them."""
        known = {_name(task) for parent in self._parents for task in parent.tasks}
        came = [task for task in self._merged.tasks if _name(task) not in known]
        here = {(_name(task), _title(task)) for task in self._merged.tasks}
        return [
            [
                (old.id, new.id)
                for old, new in renumbered(
                    [task for task in side.added if (_name(task), _title(task)) not in here] if came else (), came
                )
            ]
            for side in self._sides
        ]

    @cached_property
    def _new(self) -> dict[str, list[EntryText]]:
        """The entries that no parent has, by task."""
        known = {
            renamed_entry(text, names)
            for made, names in zip(self._made, self._names, strict=True)
            for texts in made.values()
            for text in texts
        }
        found = {
            name: [entry.text for entry in entries if entry.text not in known]
            for name, entries in entries_added(self._base, self._merged).items()
        }
        return {name: texts for name, texts in found.items() if texts}

    def _decided(self, task: Task) -> bool:
        """Whether two parents touched the task and the merge says in the log what became of it."""
        return _name(task) in self._disputed and _name(task) in self._new

    def _rows_added(self) -> Iterator[Departure]:
        added = [{_name(task): task for task in side.added} for side in self._sides]
        here = {_name(task): task for task in self._merged.tasks}
        for parent, mine in enumerate(added, 1):
            for name, task in mine.items():
                rival = self._base is not None and any(_title(other.get(name, task)) != _title(task) for other in added)
                there = here.get(name)
                # Of two tasks with one new id one is called otherwise in the end: its title tells.
                missing = there is None or (rival and _title(there) != _title(task))
                if missing and _title(task) not in self._titles and task.key not in self._renumbered[0]:
                    yield Departure("lost", "row", task.id, "", f"the row that parent {parent} added is gone", None)
        known = {text for parent in self._parents for task in parent.tasks for text in (_name(task), _title(task))}
        known |= {text for parent in self._parents for text in _beside(parent)}
        for task in self._result.added:
            if known.isdisjoint((_name(task), _title(task))) and _name(task) not in self._renumbered[1]:
                yield Departure("invented", "row", task.id, "", "no parent has such a row", task.line)

    def _rows_removed(self) -> Iterator[Departure]:
        gone = [{task.key for task in side.removed} for side in self._sides]
        changed = {key for made in self._changes for key, _ in made}
        for task in self._result.removed:
            if _title(task) in self._titles or task.key in self._renumbered[0] or self._decided(task):
                continue
            if not any(task.key in keys for keys in gone):
                yield Departure("lost", "row", task.id, "", "the row is gone, and no parent removed it", None)
            elif task.key in changed:
                why = "the row is gone: one parent removed it, but another changed it"
                yield Departure("lost", "row", task.id, "", why, None)
        for before, after in self._result.pairs:
            if before.key not in changed and any(before.key in keys for keys in gone):
                yield Departure("returned", "row", after.id, "", "a parent removed the row, and it is back", after.line)

    def _cells(self) -> Iterator[Departure]:
        sides, result = self._changes, _changes(self._result)
        after = {before.key: task for before, task in self._result.pairs}
        for place in dict.fromkeys(chain(*sides, result)):
            task = after.get(place[0])
            made = [(parent, side[place]) for parent, side in enumerate(sides, 1) if place in side]
            why = self._wrong(made, result.get(place), task) if task is not None else ""
            if task is not None and why:
                yield Departure("lost" if made else "invented", "cell", task.id, place[1], why, task.line)

    def _wrong(self, made: list[tuple[int, Change]], found: Change | None, task: Task) -> str:
        """What is wrong with a cell: `made` are the parents' changes with their numbers, `found` is the merge's."""
        if self._decided(task) or any(_alike(change, found) for _, change in made):
            return ""
        if not made:
            return f"{found.role} says '{found.new}', and no parent does" if found is not None else ""
        disputed = not all(_alike(change, made[0][1]) for _, change in made)
        if (disputed and found is not None) or (found is None and self._ahead(_name(task))):
            return ""
        parent, change = made[0]
        says = found.new if found is not None else change.old
        return f"{change.role} says '{says}', and parent {parent} made it '{change.new}'"

    def _ahead(self, name: str) -> bool:
        """Whether one parent has all entries for a task that the others have, and more: what it says goes."""
        made = [entries[name] for entries in self._made if name in entries]
        most = max(made, key=len, default=set())
        return len(made) > 1 and all(entries <= most for entries in made) and any(entries < most for entries in made)

    def _entries_invented(self) -> Iterator[Departure]:
        for name, texts in self._new.items() if len(self._parents) > 1 else ():
            if name not in self._disputed:
                for text in texts:
                    why = f"no parent has the entry {' | '.join(cell for cell in text if cell)}"
                    yield Departure("invented", "entry", name, "", why, None)


def _name(task: Task) -> str:
    return task.id.casefold()


def _title(task: Task) -> str:
    return task.title.casefold()


def _beside(tracker: Tracker) -> set[str]:
    """What stands where no tasks are read, and titles in rows that are none: another version's reading may differ."""
    found: set[str] = set()
    for layout in tracker.layouts:
        if layout.kind == "tasks":
            found.update(
                bare(values[layout.title_at]) for values in layout.table.values if 0 <= layout.title_at < len(values)
            )
        elif layout.kind not in ("log", "rollup", "legend"):
            found.update(bare(value) for values in layout.table.values for value in values)
    return {text.casefold() for text in found}


def _changes(diff: Diff) -> dict[_Place, Change]:
    """The cells that say something else, by task and role; a new column of cells that say nothing is no change.

    Under one header a column is what it was before: read otherwise, since cells beside it changed, it is no change.
    """
    changes = [change for change in diff.changes if _headers(change.before) != _headers(change.after)]
    for before, after in diff.pairs:
        if before.values != after.values and _headers(before) == _headers(after):
            changes += [
                Change(before, after, name, before.value(at), after.value(at))
                for at, name in enumerate(_names(before))
                if before.value(at) != after.value(at)
            ]
    return {
        (change.before.key, change.role): change
        for change in changes
        if not (is_placeholder(change.old) and is_placeholder(change.new))
    }


def _headers(task: Task) -> list[str]:
    return [column.header for column in task.layout.columns]


def _names(task: Task) -> list[str]:
    """The roles of the columns; their headers where they have none of their own."""
    found: list[str] = []
    for column in task.layout.columns:
        found.append(column.role if column.role != "other" and column.role not in found else column.header)
    return found


def _sound(text: str) -> str:
    return text if text.isascii() else repair(text, guesses=True)


def _alike(change: Change, other: Change | None) -> bool:
    """Whether two changes of one cell come to the same; None is no change."""
    text = other.new if other is not None else change.old
    if change.new == text or (is_placeholder(change.new) and is_placeholder(text)):
        return True
    if _sound(change.new) == _sound(text):
        return True
    reading = (other.after if other is not None else change.before).status
    return change.role == STATUS.name and reading.how == "legend" and same_status(change.after.status, reading)
