"""The names of the tasks of many trackers: what a reference may mean elsewhere, without keeping the trackers."""

from __future__ import annotations

from forgemd.tracker.cells.ids import IdIndex, folded
from forgemd.tracker.cells.placed import lies_at
from forgemd.tracker.tracker import Tracker
from forgemd.typed import Iterable, NamedTuple

__all__ = ["Register", "Registered"]


class Registered(NamedTuple):
    """The tracker at `path`: `ids` resolves what people write, `tasks` has the ids of the tasks of each name."""

    path: str
    ids: IdIndex
    tasks: dict[str, tuple[str, ...]]


class Register:
    """A reference is looked up only in the trackers that may know it: to ask each one of a thousand trackers for an
    unknown id of each takes a million questions."""

    __slots__ = ("_folded", "_places")

    def __init__(self, trackers: Iterable[Tracker]) -> None:
        self._folded: dict[str, list[Registered]] = {}
        self._places: dict[str, list[Registered]] = {}
        for tracker in trackers:
            tasks = {name: tuple(task.id for task in tasks) for name, tasks in tracker.named.items()}
            entry = Registered(tracker.path, IdIndex(tasks), tasks)
            self._places.setdefault(_file_name(tracker.path), []).append(entry)
            for name in dict.fromkeys(map(folded, tasks)):
                self._folded.setdefault(name, []).append(entry)

    def called(self, name: str, besides: str = "") -> list[str]:
        """The tasks that `name` may mean, but for those in the file `besides`, as `plan.md#P1-001`."""
        found = []
        for entry in self._folded.get(folded(name), ()):
            if entry.path != besides and (meant := entry.ids.find(name, whole=True)) is not None:
                found += [f"{entry.path}#{task}" for task in entry.tasks[meant]]
        return found

    def at(self, path: str) -> list[IdIndex]:
        """The ids of those that `path`, as people write it, may mean."""
        return [entry.ids for entry in self._places.get(_file_name(path), ()) if lies_at(entry.path, path)]


def _file_name(path: str) -> str:
    return path[path.rfind("/") + 1 :]
