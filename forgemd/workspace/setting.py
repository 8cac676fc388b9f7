"""`forgemd set`: intents on the work tree's trackers, written at once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from forgemd.changes import Context, Plan, make_plan
from forgemd.check import NotRun
from forgemd.diagnostics import Diagnostic
from forgemd.errors import ForgemdError
from forgemd.workspace.judging import ChangeRefused, judge, together
from forgemd.workspace.requests import Request, intents_by_path
from forgemd.workspace.selecting import selection_of
from forgemd.workspace.workspace import Workspace
from forgemd.workspace.writing import write

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
    if dry_run:
        return SettingResult(tuple(_worked_out(workspace, paths, requests, context)), False)
    with workspace.exclusive():
        settings = tuple(_worked_out(workspace, paths, requests, context))
        written: list[Setting] = []
        try:
            for setting in settings:
                write(workspace, setting.path, setting.plan.before.encode(), setting.plan.after.encode())
                written.append(setting)
        except BaseException:
            for setting in written:
                with suppress(ForgemdError):
                    write(workspace, setting.path, setting.plan.after.encode(), setting.plan.before.encode())
            raise
    return SettingResult(settings, True)


def _worked_out(
    workspace: Workspace, paths: Sequence[str], requests: Sequence[Request], context: Context
) -> list[Setting]:
    config, judged_by = workspace.judging
    selection = selection_of(config)
    found: list[Setting] = []
    refused: list[ChangeRefused] = []
    for path, asked in intents_by_path(workspace, paths, requests).items():
        start = workspace.at(path)
        reference = workspace.tracker(path, start.source.encode(), judged_by)
        plan = make_plan(reference, start, asked, context, workspace.read_source)
        judgement = judge(plan, selection)
        if judgement.errors:
            hint = "; ".join(filter(None, ("nothing was written", workspace.verdict)))
            refused.append(ChangeRefused(judgement.errors, {path: plan.asked.after.source}, hint))
        found.append(Setting(path, plan, judgement.introduced, judgement.older, judgement.not_run))
    if refused:
        raise together(refused)
    return found
