"""`forgemd set`: intents on the work tree's trackers, written at once."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.changes import Context, Plan, make_plan
from forgemd.git import Errand, FileWrite, untold
from forgemd.markdown import Rewrite
from forgemd.tracker import STATUS, Diff, Tracker, same_status
from forgemd.typed import NamedTuple
from forgemd.workspace.checks.around import Around
from forgemd.workspace.checks.judging import ChangeRefused, Judgement, judge, together
from forgemd.workspace.checks.selecting import selection_of
from forgemd.workspace.edits.persistence import persistently
from forgemd.workspace.edits.requests import Request, intents_by_path
from forgemd.workspace.edits.unfinished import looking_again
from forgemd.workspace.workspace import Workspace
from forgemd.workspace.writing import written

__all__ = ["Setting", "SettingResult", "set_tasks"]


class Setting(NamedTuple):
    """What came of one tracker."""

    path: str
    plan: Plan
    judgement: Judgement

    @property
    def changed(self) -> bool:
        """Whether the text becomes another."""
        return self.plan.before.text != self.plan.after.text


class SettingResult(NamedTuple):
    """What came of a command; nothing was written when `written` is false. `tries`: how often it began."""

    settings: tuple[Setting, ...]
    written: bool
    tries: int = 1


def set_tasks(
    workspace: Workspace, paths: Sequence[str], requests: Sequence[Request], context: Context, *, dry_run: bool = False
) -> SettingResult:
    """Carry out `requests` in the trackers that have those tasks. All or nothing. Where others write meanwhile it is
    worked out anew.

    Raises `UsageError` for a task, status or column that is not there, `ChangeRefused` for a change that
    introduces errors, and what writing a file raises.
    """
    if dry_run:
        return SettingResult(tuple(_worked_out(workspace, paths, requests, context)), False)
    settings, tries = persistently(workspace, lambda there: _set(there, paths, requests, context))
    return SettingResult(settings, True, tries)


def _set(
    workspace: Workspace, paths: Sequence[str], requests: Sequence[Request], context: Context
) -> tuple[Setting, ...]:
    with workspace.exclusive(), looking_again(workspace):
        if workspace.repository is not None:
            untold(workspace.repository, Errand(context.actor, ""))  # who asks for this waits for no answer any more
        settings = tuple(_worked_out(workspace, paths, requests, context))
        writes = [
            FileWrite(setting.path, setting.plan.before.encode(), setting.plan.after.encode()) for setting in settings
        ]
        with written(workspace, writes):
            return settings


def _worked_out(
    workspace: Workspace, paths: Sequence[str], requests: Sequence[Request], context: Context
) -> list[Setting]:
    config, judged_by = workspace.judging
    selection = selection_of(config, context.now)
    found: list[Setting] = []
    refused: list[ChangeRefused] = []
    for path, asked in intents_by_path(workspace, paths, requests).items():
        start = workspace.at(path)
        reference = workspace.tracker(path, start.source.encode(), judged_by)
        reference = _before_hand_edits(workspace, path, reference, requests)
        plan = make_plan(reference, start, asked, context, workspace.read_source)
        judgement = judge(plan, selection, Around(workspace))
        if judgement.errors:
            hint = "; ".join(filter(None, ("nothing was written", workspace.verdict)))
            refused.append(ChangeRefused(judgement.errors, {path: plan.asked.after.source}, hint))
        found.append(Setting(path, plan, judgement))
    if refused:
        raise together(refused)
    return found


def _before_hand_edits(workspace: Workspace, path: str, start: Tracker, requests: Sequence[Request]) -> Tracker:
    """The work tree's tracker with the tasks that are asked for as HEAD has them, unless their log says otherwise.

    A status that somebody wrote by hand and nobody logged has not happened yet: it is neither the step that a
    command starts from, nor lost, since the log tells the whole step.
    """
    base = workspace.base_of(path)
    if base is None:
        return start
    logged = {name for entry in Diff(base, start).new_entries for name in entry.tasks}
    rewrite = Rewrite(start.document)
    for task in (task for request in requests if request.task for task in start.find(request.task)):
        before = base.by_key.get(task.key)
        if before is None or task.id in logged or same_status(before.status, task.status):
            continue
        alike = (before.status.how == "mark") == (task.status.how == "mark")
        if before.has(STATUS) and task.has(STATUS) and alike:
            rewrite.set(task.row, task.layout.index(STATUS), before.status_text)
    return workspace.read_source(rewrite.apply(second=False).source) if rewrite.edits else start
