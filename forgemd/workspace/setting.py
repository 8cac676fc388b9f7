"""`forgemd set`: intents on the work tree's trackers, written at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from forgemd.changes import Context, Intent, Plan, make_plan
from forgemd.check import NotRun
from forgemd.diagnostics import Diagnostic
from forgemd.errors import UsageError
from forgemd.git import write_file
from forgemd.tracker import Tracker, similar
from forgemd.workspace.judging import ChangeRefused, judge
from forgemd.workspace.selecting import selection_of
from forgemd.workspace.workspace import Named, Workspace

__all__ = ["Request", "Setting", "SettingResult", "set_tasks"]


class Request(NamedTuple):
    """One task that is to change, with everything that is asked of it."""

    task: str
    intents: tuple[Intent, ...]


class Setting(NamedTuple):
    """What came of one tracker."""

    path: str
    plan: Plan
    findings: tuple[Diagnostic, ...]
    older: int
    not_run: tuple[NotRun, ...]

    @property
    def changed(self) -> bool:
        """Whether the text becomes another."""
        return self.plan.before.text != self.plan.after.text


class SettingResult(NamedTuple):
    """What came of a command; nothing was written when `written` is false."""

    settings: tuple[Setting, ...]
    written: bool


def set_tasks(
    workspace: Workspace, paths: Sequence[str], requests: Sequence[Request], context: Context, *, dry_run: bool = False
) -> SettingResult:
    """Carry out `requests` in the trackers that have those tasks. All or nothing.

    Raises `UsageError` for a task, status or column that is not there, `ChangeRefused` for a change that
    introduces errors, and what writing a file raises.
    """
    files = {named.path: (named, workspace.bytes_of(named)) for named in workspace.find(paths)}
    trackers = {path: workspace.tracker(path, raw) for path, (named, raw) in files.items()}
    selection = selection_of(workspace.config)
    settings: list[Setting] = []
    for path, asked in _by_tracker(trackers, requests).items():
        start = trackers[path]
        plan = make_plan(start, start, asked, context, workspace.read_source)
        judgement = judge(plan, selection)
        if judgement.errors:
            hint = "nothing was written"
            raise ChangeRefused(judgement.errors, {path: plan.asked.after.source}, hint)
        settings.append(Setting(path, plan, judgement.introduced, judgement.older, judgement.not_run))
    if not dry_run:
        for setting in settings:
            if setting.changed:
                _write(workspace, files[setting.path][0], files[setting.path][1], setting.plan.after.encode())
    return SettingResult(tuple(settings), not dry_run)


def _by_tracker(trackers: dict[str, Tracker], requests: Sequence[Request]) -> dict[str, list[Intent]]:
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


def _write(workspace: Workspace, named: Named, old: bytes, new: bytes) -> None:
    repository = workspace.repository
    forbidden = (repository.git_dir, repository.common_dir) if repository is not None else ()
    write_file(workspace.root, named.path, new, expect=old, forbidden=forbidden)
