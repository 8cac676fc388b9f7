"""The next free id of a family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from forgemd.lazy import pattern
from forgemd.tracker import ID, Columns, Task, Tracker, expand
from forgemd.typed import NamedTuple

__all__ = ["Family", "family_of"]

_NUMBERED = pattern(r"(.*?)([0-9]+)\Z")


class Family(NamedTuple):
    """Ids that differ in their last number: what stands in front of it, the last number that is taken, and how many
    digits it has at least. `sample` is one of them as its cell writes it, markup and all, and without."""

    prefix: str
    last: int
    digits: int
    sample: tuple[str, str]

    def after(self, count: int) -> str:
        """The id that is `count` behind the last that is taken."""
        return f"{self.prefix}{self.last + count:0{self.digits}d}"

    def written(self, name: str) -> str:
        """How a cell writes the id `name`: with the emphasis or the backticks of the sample, and nothing else."""
        cell, plain = self.sample
        before, found, behind = cell.partition(plain)
        return before + name + behind if found and not (before + behind).strip("*_`") else name


def family_of(tracker: Tracker, layout: Columns, like: Task | None = None) -> Family | None:
    """The family that most ids of a table or list are of, or of the whole tracker where it has none; that of `like`, if
    it is given.

    Taken is what any row, any mention and any entry of the log has: the id of a task that is gone is not given to
    another one. Where numbers begin anew in every section, those of the table count. None where no id ends in a
    number.
    """
    named = [task for task in tracker.tasks if task.has_id]
    near = [task for task in named if task.layout is layout] or named
    prefixes = Counter(last[1] for task in ([like] if like is not None else near) if (last := _last(task)) is not None)
    if not prefixes:
        return None
    prefix = prefixes.most_common(1)[0][0]
    kin = [task for task in near if (last := _last(task)) is not None and last[1] == prefix]
    names = _names(kin) if _begins_anew(named, prefix) else _taken(tracker)
    folded = prefix.casefold()
    numbers = [match[2] for name in names if (match := _NUMBERED.match(name)) and match[1].casefold() == folded]
    number = (_last(kin[-1]) or ("", "", ""))[2]
    padded = any(other.startswith("0") and len(other) == len(number) for other in numbers)
    return Family(prefix, max(map(int, numbers)), len(number) if padded else 1, (kin[-1].text(ID), kin[-1].id))


def _last(task: Task) -> tuple[str, str, str] | None:
    names = task.stands_for or (task.id,)
    match = _NUMBERED.match(names[-1])
    return (match[0], match[1], match[2]) if match else None


def _names(tasks: Iterable[Task]) -> Iterator[str]:
    for task in tasks:
        yield from task.stands_for or (task.id,)


def _begins_anew(tasks: Iterable[Task], prefix: str) -> bool:
    names = [name.casefold() for name in _names(tasks) if (match := _NUMBERED.match(name)) and match[1] == prefix]
    return len(set(names)) < len(names)


def _taken(tracker: Tracker) -> Iterator[str]:
    yield from _names(tracker.tasks)
    for dependency in tracker.dependencies:
        yield dependency.text
    for entry in tracker.log.entries if tracker.log is not None else ():
        for name in entry.tasks:
            yield from expand(name) or (name,)
