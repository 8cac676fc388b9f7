"""Which entries of a change log record a change of status of which tasks."""

from __future__ import annotations

from forgemd.lazy import attrgetter, itemgetter
from forgemd.tracker.legends.workflow import Workflow
from forgemd.tracker.log.changelog import Entry
from forgemd.tracker.tasks.task import Task
from forgemd.typed import Callable, Iterable, Mapping, Sequence, TypeAlias

__all__ = ["Written", "recorded_step", "written"]

Placed: TypeAlias = "tuple[int, Entry]"
Pair: TypeAlias = "tuple[str, str]"


class Written:
    """Which entries record a change of status of which tasks, by the key of each task that an entry names.

    Entries come with their places in the order given. Those for ALL tasks are kept once and not with each task: a
    thousand of them in a log of a thousand tasks are not a million.
    """

    __slots__ = ("_pairs", "every", "own")

    def __init__(self, own: Mapping[str, Sequence[Placed]], every: Sequence[Placed]) -> None:
        self.own = own
        self.every = every
        self._pairs: tuple[Workflow, set[Pair]] | None = None

    def __getitem__(self, key: str) -> list[Entry]:
        """All entries of a task."""
        mine = self.own.get(key, ())
        placed = sorted([*mine, *self.every], key=itemgetter(0)) if mine and self.every else mine or self.every
        return [entry for _, entry in placed]

    def tells(self, key: str) -> bool:
        """Whether there is any entry of a task."""
        return bool(self.every or self.own.get(key))

    def naming(self, key: str) -> list[Entry]:
        """The entries that name a task, without those for ALL."""
        return [entry for _, entry in self.own.get(key, ())]

    def leads(self, workflow: Workflow, key: str, starts: Sequence[str], end: str) -> bool:
        """Whether legal steps that the entries of a task record lead from one of `starts` to `end`."""
        if self._pairs is None or self._pairs[0] is not workflow:
            self._pairs = (workflow, _pairs(workflow, self.every))
        steps = self._pairs[1] | _pairs(workflow, self.own.get(key, ()))
        reached, before = set(starts), 0
        while len(reached) > before:
            before = len(reached)
            reached |= {new for old, new in steps if old in reached}
        return end in reached


def _pairs(workflow: Workflow, placed: Iterable[Placed]) -> set[Pair]:
    """The legal steps that entries record, without repetition."""
    return {step for _, entry in placed if (step := recorded_step(workflow, entry)) is not None}


def recorded_step(workflow: Workflow, entry: Entry) -> Pair | None:
    """The states between which the entry records a legal step, or a forced one; None where it records none."""
    old, new = workflow.state(entry.old), workflow.state(entry.new)
    if old is None or new is None or old == new:
        return None
    return (old, new) if _may(workflow, old, new, entry) else None


def _may(workflow: Workflow, old: str, new: str, entry: Entry) -> bool:
    """Whether the step may be taken: the workflow draws it, or the entry says that it was forced, and why."""
    return workflow.allows(old, new) or (workflow.forcible and entry.forced is not None)


def written(
    find: Callable[[str], Task | None], entries: Iterable[Entry], among: Iterable[Task] | None = None
) -> Written:
    """The entries that record a change of status of the tasks `among`, or of all in the order of their lines; `find`
    gives the task that a name means.

    A name that could mean several tasks counts for none, a template that nobody filled in neither.
    """
    found: dict[Task, list[Placed]] = {}
    every: list[Placed] = []
    for at, entry in enumerate(entries):
        if not entry.is_transition or entry.is_template:
            continue
        if entry.every:
            every.append((at, entry))
            continue
        for task in dict.fromkeys(map(find, entry.tasks)):
            if task is not None:
                found.setdefault(task, []).append((at, entry))
    own = {task.key: found[task] for task in sorted(found, key=attrgetter("line"))}
    if among is not None:
        own = {task.key: own[task.key] for task in among if task.key in own}
    return Written(own, every)
