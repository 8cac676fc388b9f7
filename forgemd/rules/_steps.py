"""Whether a change of status is a step of a workflow, and what to say of one that is none."""

from __future__ import annotations

from forgemd.rules.base import set_command
from forgemd.tracker import Task, Transition, Workflow
from forgemd.typed import Iterator

__all__ = ["is_step", "told"]


def is_step(workflow: Workflow, change: Transition, relaxed: bool) -> bool:
    """Whether the change is one legal step, or none of this workflow's business.

    A status that it does not know is another rule's, unless that is `relaxed` by the change itself and would say
    nothing: then only a new legend may bring one in.
    """
    old, new = workflow.state(change.old), workflow.state(change.new)
    if new is None:
        elsewhere = change.new.how != "empty" and (not relaxed or change.new.how == "legend")
        return workflow.by_category or old is None or elsewhere
    return old is None or workflow.allows(old, new)


def told(workflow: Workflow, change: Transition, old: str | None, new: str | None) -> Iterator[tuple[str, str]]:
    """What is wrong with a step, and what to do about it."""
    if new is None and change.new.how == "empty":
        yield f"{change.old.code} was taken away", f"put it back: {set_command(change.after, f'={change.old.code}')}"
    elif old is not None and new is None:
        message = f"{change.old.code} → {change.new.code} leaves the workflow that held before this change"
        hint = f"{workflow.label(old)} may become {' or '.join(workflow.following(old)) or 'nothing else'}"
        yield message, f"{hint}; bring in another workflow by itself first"
    elif old is not None and new is not None:
        yield f"{change.old.code} → {change.new.code} is not allowed", _way_out(workflow, change.after, old, new)


def _way_out(workflow: Workflow, task: Task, old: str, new: str) -> str:
    following = workflow.following(old)
    if not following:
        return f"{workflow.label(old)} is final; what has to be done again is a new task"
    hint = f"{workflow.label(old)} may become {' or '.join(following)}"
    path, usual = workflow.path(old, new), workflow.usual_path(old, new)
    if path:
        hint += f"; shortest legal path: {' → '.join(path)}"
    if usual and usual != path:
        hint += f"; usual: {' → '.join(usual)}"
    way = usual or path or ("", following[0])
    if workflow.by_category:
        return hint
    return f"{hint}; next: {set_command(task, f'={way[1]}')}"
