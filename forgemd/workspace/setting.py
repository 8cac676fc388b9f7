"""`forgemd set`: intents on the work tree's trackers, written at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from forgemd.changes import Context, Plan, make_plan
from forgemd.check import NotRun
from forgemd.diagnostics import Diagnostic
from forgemd.git import write_file
from forgemd.workspace.judging import ChangeRefused, judge
from forgemd.workspace.requests import Request, intents_by_path
from forgemd.workspace.selecting import selection_of
from forgemd.workspace.workspace import Workspace

__all__ = ["Setting", "SettingResult", "set_tasks"]


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
    selection = selection_of(workspace.config)
    settings: list[Setting] = []
    for path, asked in intents_by_path(workspace, paths, requests).items():
        start = workspace.at(path)
        plan = make_plan(start, start, asked, context, workspace.read_source)
        judgement = judge(plan, selection)
        if judgement.errors:
            hint = "nothing was written"
            raise ChangeRefused(judgement.errors, {path: plan.asked.after.source}, hint)
        settings.append(Setting(path, plan, judgement.introduced, judgement.older, judgement.not_run))
    if not dry_run:
        for setting in settings:
            if setting.changed:
                _write(workspace, setting)
    return SettingResult(tuple(settings), not dry_run)


def _write(workspace: Workspace, setting: Setting) -> None:
    repository = workspace.repository
    forbidden = (repository.git_dir, repository.common_dir) if repository is not None else ()
    before, after = setting.plan.before.encode(), setting.plan.after.encode()
    write_file(workspace.root, setting.path, after, expect=before, forbidden=forbidden)
