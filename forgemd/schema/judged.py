"""What the schemas of a workflow judge: tasks and transitions as plain values, in the workflow's own words."""

from __future__ import annotations

from collections.abc import Iterator

from forgemd.tracker import (
    Diff,
    Entry,
    Reading,
    Step,
    Task,
    Tracker,
    Workflow,
    Written,
    by_task,
    fields_of,
    self_reviewed,
    steps_of,
    task_record,
)
from forgemd.typed import Any, NamedTuple

__all__ = ["Judged", "judged_task", "transition_records"]


class Judged(NamedTuple):
    """A record and the task that it is of; `entry` is the log entry that tells of actor and reason."""

    record: dict[str, Any]
    task: Task
    entry: Entry | None = None


def judged_task(task: Task, tracker: Tracker) -> dict[str, Any]:
    """The task's record with the workflow's word for its status."""
    record = task_record(task, tracker)
    record["status"] = _word(tracker.workflow, task.status)
    return record


def _word(workflow: Workflow, reading: Reading) -> str | None:
    state = workflow.state(reading)
    return reading.code or None if state is None else workflow.label(state)


def transition_records(diff: Diff) -> Iterator[Judged]:
    """The steps between `before` and `after`, in the words of the workflow of the base, which judges.

    A change in several steps that the log records is those steps, where they are legal; where they do not lead to
    its end it is one step besides.
    Nothing is told of a tracker that is new, or that had no tasks.
    """
    before = diff.before
    if before is None:
        return
    workflow = before.workflow
    yield from _edited(diff, workflow)
    if before.tasks:
        yield from _added(diff, before)
    for task in diff.removed:
        yield Judged(_record(diff, "removed", task, _word(workflow, task.status), None), task)


def _edited(diff: Diff, workflow: Workflow) -> Iterator[Judged]:
    written = by_task(diff.after, diff.new_entries, [change.after for change in diff.transitions])
    steps: dict[str, list[Step]] = {}
    for step in steps_of(diff, workflow):
        steps.setdefault(step.task.key, []).append(step)
    for change in diff.transitions:
        old, new = workflow.state(change.old), workflow.state(change.new)
        key = change.after.key
        legal = (
            old is not None
            and new is not None
            and (workflow.allows(old, new) or written.leads(workflow, key, (old,), new))
        )
        taken = steps.get(key, [])
        yield from (_judged(diff, workflow, step) for step in taken)
        if not (legal and taken) and not (change.old.how == "empty" and _begins(workflow, written, key, new)):
            ends = _word(workflow, change.old), _word(workflow, change.new)
            yield Judged(_record(diff, "edited", change.after, *ends), change.after)


def _added(diff: Diff, before: Tracker) -> Iterator[Judged]:
    workflow = before.workflow
    added = [task for task in diff.added if not before.find(task.id)]
    written = by_task(diff.after, diff.new_entries, added)
    for task in added:
        state = workflow.state(task.status)
        word = _word(workflow, task.status)
        if _begins(workflow, written, task.key, state):
            word = workflow.label(workflow.initial[0])
        yield Judged(_record(diff, "added", task, None, word), task)


def _begins(workflow: Workflow, written: Written, key: str, state: str | None) -> bool:
    """Whether legal steps that the log records lead from the beginning to `state`."""
    return state is not None and bool(workflow.initial) and written.leads(workflow, key, workflow.initial, state)


def _judged(diff: Diff, workflow: Workflow, step: Step) -> Judged:
    record = _record(diff, "edited", step.task, workflow.label(step.old), workflow.label(step.new))
    if step.logged:
        record["actor"] = step.actor
    if step.may_say_why:
        record["reason"] = step.reason
    return Judged(record, step.task, step.entry)


def _record(diff: Diff, kind: str, task: Task, old: str | None, new: str | None) -> dict[str, Any]:
    return {
        "id": task.id,
        "path": diff.path,
        "line": task.line + 1,
        "kind": kind,
        "from": old,
        "to": new,
        "self_reviewed": self_reviewed(task),
        "fields": fields_of(task),
    }
