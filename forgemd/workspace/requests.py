"""Requests for tasks, and the trackers that have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from forgemd.changes import Intent
from forgemd.errors import UsageError
from forgemd.tracker import Tracker, similar
from forgemd.workspace.workspace import Workspace

__all__ = ["Request", "intents_by_path"]


class Request(NamedTuple):
    """One task that is to change, with everything that is asked of it."""

    task: str
    intents: tuple[Intent, ...]


def intents_by_path(workspace: Workspace, paths: Sequence[str], requests: Sequence[Request]) -> dict[str, list[Intent]]:
    """The intents for each tracker of the work tree (among `paths`, if any are given) that has their tasks.

    Raises `UsageError` for a task that no tracker has, or more than one.
    """
    trackers = {named.path: workspace.at(named.path) for named in workspace.find(paths)}
    found: dict[str, list[Intent]] = {}
    for request in requests:
        homes = [path for path, tracker in trackers.items() if tracker.find(request.task)]
        if not homes:
            raise _unknown(trackers, request.task)
        if len(homes) > 1:
            message = f"'{request.task}' is a task of {len(homes)} trackers: {', '.join(homes)}"
            raise UsageError(message, hint=f"say which: forgemd set {request.task}=STATUS --tracker {homes[0]}")
        found.setdefault(homes[0], []).extend(request.intents)
    return found


def _unknown(trackers: dict[str, Tracker], name: str) -> UsageError:
    known = [task for tracker in trackers.values() for task in tracker.named]
    near = similar(name, known)
    where = next(iter(trackers)) if len(trackers) == 1 else None
    hint = f"did you mean {' or '.join(near)}?" if near else f"forgemd explain {next(iter(trackers))}"
    return UsageError(f"unknown task '{name}'", where=where, hint=hint)
