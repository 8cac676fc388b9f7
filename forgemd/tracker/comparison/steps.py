"""The steps that a change of statuses is made of, each with the log entry that records it."""

from __future__ import annotations

from forgemd.tracker.cells.roles import NOTES, is_placeholder
from forgemd.tracker.comparison.diff import Diff
from forgemd.tracker.legends.workflow import Workflow
from forgemd.tracker.log.changelog import Entry
from forgemd.tracker.log.written import Written, recorded_step, written
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.typed import Iterable, Iterator, NamedTuple

__all__ = ["Step", "by_task", "steps_of"]


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


def forced_beginnings(workflow: Workflow, entries: Iterable[Entry]) -> list[str]:
    """The states in which a task was begun by force, as its entries say."""
    states = [
        workflow.state(entry.new)
        for entry in entries
        if workflow.forcible and entry.forced is not None and entry.old.how == "empty"
    ]
    return [state for state in states if state is not None]


def by_task(tracker: Tracker, entries: Iterable[Entry], among: Iterable[Task]) -> Written:
    """The entries that record a change of status of the tasks `among`, as `written` has it."""
    return written(tracker.task, entries, among)


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
            step = recorded_step(workflow, entry)
            if step is not None:
                yield Step(change.after, *step, entry, logged)
        if old != new and workflow.allows(old, new) and not written.leads(workflow, key, (old,), new):
            yield Step(change.after, old, new, None, logged)
