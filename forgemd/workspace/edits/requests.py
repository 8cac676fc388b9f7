"""Requests for tasks, and the trackers that have them."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.changes import Intent, RemoveTask, meant, place_for, removal_of, spot_for
from forgemd.errors import UsageError
from forgemd.tracker import Tracker
from forgemd.typed import NamedTuple
from forgemd.workspace.edits.standing import need_no_conflict, need_own
from forgemd.workspace.workspace import Workspace

__all__ = ["Request", "home_of", "intents_by_path", "trackers_among"]


class Request(NamedTuple):
    """One task that is to change, with everything that is asked of it.

    `task` is empty for rows that are new: they go to the tracker that has the task `beside`, or the section `section`,
    or to the only one.
    """

    task: str
    intents: tuple[Intent, ...]
    section: str | None = None
    beside: str | None = None


def trackers_among(workspace: Workspace, paths: Sequence[str], command: str) -> dict[str, Tracker]:
    """The trackers of the work tree at `paths`, or all of them, by path.

    Raises `UsageError` for a path that is none, and for one in a submodule, where `command` is to be run instead.
    """
    files = workspace.find(paths)
    repository = workspace.repository
    if paths and repository is not None:
        for named in files:
            need_own(repository, named, command)
    return {named.path: workspace.at(named.path) for named in files}


def intents_by_path(workspace: Workspace, paths: Sequence[str], requests: Sequence[Request]) -> dict[str, list[Intent]]:
    """The intents for each tracker of the work tree (among `paths`, if any are given) that has their tasks.

    Raises `UsageError` for a task that no tracker has, or more than one, and for one that is asked for twice.
    """
    trackers = trackers_among(workspace, paths, "set ID=STATUS")
    found: dict[str, list[Intent]] = {}
    seen: dict[tuple[str, ...], Request] = {}
    for request in requests:
        path = _home(trackers, request)
        if not request.task:
            found.setdefault(path, []).extend(request.intents)
            continue
        keys = tuple(task.key for task in trackers[path].find(request.task))
        earlier = seen.setdefault((path, *keys), request)
        if earlier is request:
            found.setdefault(path, []).extend(request.intents)
        elif earlier != request:
            message = f"'{request.task}' is asked for twice, and one commit has one status for a task"
            raise UsageError(message, where=path, hint="set one after the other, each with a command of its own")
    return found


def _home(trackers: dict[str, Tracker], request: Request) -> str:
    if not request.task:
        return _home_of_new(trackers, request.section, request.beside)
    if any(isinstance(intent, RemoveTask) for intent in request.intents):
        known = [path for path, tracker in trackers.items() if tracker.find(request.task)]
        gone = [path for path, tracker in trackers.items() if removal_of(tracker, request.task) is not None]
        if not known and gone:
            return gone[0]
    return home_of(trackers, request.task)


def _home_of_new(trackers: dict[str, Tracker], section: str | None, beside: str | None) -> str:
    """The path of the one tracker that new rows can go to. Raises `UsageError` for none and for several."""
    if beside is not None:
        return home_of(trackers, beside)
    homes, problems = [], list[UsageError]()
    for path, tracker in trackers.items():
        need_no_conflict(tracker)
        try:
            if spot_for(tracker, section, None) is None:
                place_for(tracker, section, None, "--section")
        except UsageError as error:
            problems.append(error)
        else:
            homes.append(path)
    if len(homes) > 1:
        where = f" with the section '{section}'" if section is not None else ""
        message = f"there are {len(homes)} trackers{where}: {', '.join(homes)}"
        raise UsageError(message, hint=f"say which: --tracker {_quoted(homes[0])}")
    if not homes:
        # One that has several such tables is nearer to what was meant than one that has none.
        raise max(problems, key=lambda problem: problem.message.startswith("there are"))
    return homes[0]


def home_of(trackers: dict[str, Tracker], name: str) -> str:
    """The path of the one tracker, of those by path, that has the task `name`.

    Raises `UsageError` for none and for several.
    """
    homes = [path for path, tracker in trackers.items() if tracker.find(name)]
    for path in homes or trackers:
        # Rows behind a marker are in no table: the task may well be there.
        need_no_conflict(trackers[path])
    if not homes:
        raise _unknown(trackers, name)
    if len(homes) > 1:
        message = f"'{name}' is a task of {len(homes)} trackers: {', '.join(homes)}"
        hint = f"say which: --tracker {_quoted(homes[0])}"
        raise UsageError(message, hint=hint)
    return homes[0]


def _unknown(trackers: dict[str, Tracker], name: str) -> UsageError:
    where = next(iter(trackers)) if len(trackers) == 1 else None
    return UsageError(f"unknown task '{name}'", where=where, hint=meant(name, trackers.values()))


def _quoted(text: str) -> str:
    from shlex import quote

    return quote(text)
