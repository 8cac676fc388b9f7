"""The steps that a change of statuses is made of, each with the log entry that records it."""

from __future__ import annotations

from forgemd.lazy import itemgetter
from forgemd.tracker.changelog import Entry
from forgemd.tracker.diff import Diff
from forgemd.tracker.roles import NOTES, is_placeholder
from forgemd.tracker.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.tracker.workflow import Workflow
from forgemd.typed import Iterable, Iterator, Mapping, NamedTuple, Sequence, TypeAlias

__all__ = ["Step", "Written", "by_task", "steps_of"]

Placed: TypeAlias = "tuple[int, Entry]"
Pair: TypeAlias = "tuple[str, str]"


class Step(NamedTuple):
    """One legal step of `task` (as it stands after the change) between two states of the workflow.

    `entry` records it; None where none does. `logged` is whether the tracker keeps a log at all.
    """

    task: Task
    old: str
    new: str
    entry: Entry | None
    logged: bool

    @property
    def actor(self) -> str | None:
        """Who took it, by the log."""
        return None if self.entry is None or is_placeholder(self.entry.actor) else self.entry.actor

    @property
    def may_say_why(self) -> bool:
        """Whether there is a column where a reason could stand."""
        return self._noted or self.task.has(NOTES)

    @property
    def _noted(self) -> bool:
        """Whether the reason belongs into the log."""
        return self.entry is not None and self.entry.layout.index(NOTES.name) >= 0

    @property
    def reason(self) -> str | None:
        """Why, as the entry has it; the row's notes where no entry could."""
        text = self.entry.note if self.entry is not None and self._noted else self.task.text(NOTES)
        return None if is_placeholder(text) else text


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


def forced_beginnings(workflow: Workflow, entries: Iterable[Entry]) -> list[str]:
    """The states in which a task was begun by force, as its entries say."""
    states = [
        workflow.state(entry.new)
        for entry in entries
        if workflow.forcible and entry.forced is not None and entry.old.how == "empty"
    ]
    return [state for state in states if state is not None]


def _pairs(workflow: Workflow, placed: Iterable[Placed]) -> set[Pair]:
    """The legal steps that entries record, without repetition."""
    return {(old, new) for _, entry in placed if (step := _recorded(workflow, entry)) for old, new in [step]}


def _recorded(workflow: Workflow, entry: Entry) -> Pair | None:
    """The states between which the entry records a legal step, or a forced one; None where it records none."""
    old, new = workflow.state(entry.old), workflow.state(entry.new)
    legal = old is not None and new is not None and old != new and _may(workflow, old, new, entry)
    return (old, new) if legal and old is not None and new is not None else None


def _may(workflow: Workflow, old: str, new: str, entry: Entry) -> bool:
    """Whether the step may be taken: the workflow draws it, or the entry says that it was forced, and why."""
    return workflow.allows(old, new) or (workflow.forcible and entry.forced is not None)


def by_task(tracker: Tracker, entries: Iterable[Entry], among: Iterable[Task]) -> Written:
    """The entries that record a change of status of the tasks `among`.

    A name that could mean several tasks counts for none, a template that nobody filled in neither.
    """
    found: dict[str, list[Placed]] = {}
    every: list[Placed] = []
    for at, entry in enumerate(entries):
        if not entry.is_transition or entry.is_template:
            continue
        if entry.every:
            every.append((at, entry))
            continue
        named = (tracker.task(name) for name in entry.tasks)
        for key in {task.key: None for task in named if task is not None}:
            found.setdefault(key, []).append((at, entry))
    own = {task.key: found[task.key] for task in among if task.key in found} if found else found
    return Written(own, every)


def steps_of(diff: Diff, workflow: Workflow) -> Iterator[Step]:
    """The legal steps of every task whose status became another: those of its new log entries, and the direct one
    where no entry records it."""
    written = by_task(diff.after, diff.new_entries, [change.after for change in diff.transitions])
    logged = diff.after.log is not None
    for change in diff.transitions:
        old, new = workflow.state(change.old), workflow.state(change.new)
        key = change.after.key
        if old is None or new is None:
            continue
        for entry in written[key]:
            step = _recorded(workflow, entry)
            if step is not None:
                yield Step(change.after, *step, entry, logged)
        if old != new and workflow.allows(old, new) and not written.leads(workflow, key, (old,), new):
            yield Step(change.after, old, new, None, logged)
