"""The steps that a change of statuses is made of, each with the log entry that records it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from forgemd.tracker.changelog import Entry
from forgemd.tracker.diff import Diff
from forgemd.tracker.roles import NOTES, is_placeholder
from forgemd.tracker.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.tracker.workflow import Workflow
from forgemd.typed import NamedTuple

__all__ = ["Step", "by_task", "leads", "steps_of"]


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


def by_task(tracker: Tracker, entries: Iterable[Entry], among: Iterable[Task]) -> dict[str, list[Entry]]:
    """By task key, the entries that record a change of status of the tasks `among`, in the given order.

    A name that could mean several tasks counts for none, a template that nobody filled in neither.
    """
    found: dict[str, list[Entry]] = {task.key: [] for task in among}
    for entry in entries:
        if not entry.is_transition or entry.is_template:
            continue
        if entry.every:
            keys: Iterable[str] = found
        else:
            named = (tracker.task(name) for name in entry.tasks)
            keys = {task.key for task in named if task is not None}
        for key in keys:
            if key in found:
                found[key].append(entry)
    return found


def leads(workflow: Workflow, entries: Sequence[Entry], starts: Sequence[str], end: str) -> bool:
    """Whether legal steps that the entries record lead from one of `starts` to `end`."""
    steps = {(workflow.state(entry.old), workflow.state(entry.new)) for entry in entries}
    reached, before = set(starts), 0
    while len(reached) > before:
        before = len(reached)
        reached |= {new for old, new in steps if old in reached and new is not None and workflow.allows(old, new)}
    return end in reached


def steps_of(diff: Diff, workflow: Workflow) -> Iterator[Step]:
    """The legal steps of every task whose status became another: those of its new log entries, and the direct one
    where no entry records it."""
    written = by_task(diff.after, diff.new_entries, [change.after for change in diff.transitions])
    logged = diff.after.log is not None
    for change in diff.transitions:
        old, new = workflow.state(change.old), workflow.state(change.new)
        entries = written[change.after.key]
        if old is None or new is None:
            continue
        for before, after, entry in _recorded(workflow, entries):
            yield Step(change.after, before, after, entry, logged)
        if old != new and workflow.allows(old, new) and not leads(workflow, entries, (old,), new):
            yield Step(change.after, old, new, None, logged)


def _recorded(workflow: Workflow, entries: Sequence[Entry]) -> Iterator[tuple[str, str, Entry]]:
    for entry in entries:
        old, new = workflow.state(entry.old), workflow.state(entry.new)
        if old is not None and new is not None and old != new and workflow.allows(old, new):
            yield old, new, entry
