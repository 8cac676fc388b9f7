"""Commits that take another one back, by `git revert` or with a trailer: legal if the rows are as they were before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forgemd.check import Subject
from forgemd.diagnostics import Diagnostic
from forgemd.errors import GitError
from forgemd.git import REVERTING, is_ancestor, parents, reverted_by
from forgemd.rules import load
from forgemd.tracker import Tracker
from forgemd.workspace.ranges.past import Past
from forgemd.workspace.ranges.steps import Step
from forgemd.workspace.workspace import Workspace

__all__ = ["lawful", "restoring", "rolled_back"]


def rolled_back(
    workspace: Workspace, past: Past, step: Step, tracker: Tracker, found: Sequence[Diagnostic]
) -> Iterable[Diagnostic]:
    """The findings that count although the commit may take another one back.

    A change of a task whose row is then as it was before that commit is legal. That the log lost the rows which
    tell of both is a warning: `git revert` takes them away with the rest.
    """
    if not found or not past.config(step.judge).commit.undo:
        return found
    before = _before(workspace, past, step)
    return found if before is None else lawful(found, tracker, before)


def lawful(found: Iterable[Diagnostic], tracker: Tracker, before: Tracker) -> list[Diagnostic]:
    """The findings that count of a change that brings back what `before` has."""
    return [
        each._replace(severity="warning") if load(each.rule).category == "log" and each.severity == "error" else each
        for each in found
        if load(each.rule).category != "change" or not _is_as_it_was(tracker, before, each.task)
    ]


def restoring(workspace: Workspace, subjects: Iterable[Subject], found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """The findings that count in a commit that is being made and may take another one back: as `forgemd undo` says in
    the environment, or `git revert` in its own file."""
    repository = workspace.need_repository()
    named = workspace.environ.get(REVERTING) or ("REVERT_HEAD" if repository.operation() == "revert" else None)
    if not found or not named or not workspace.judging[0].commit.undo:
        return found
    try:
        reverted = repository.resolve(named)
        old = next(iter(parents(repository, reverted)), None)
    except GitError:
        return found
    if old is None or workspace.head is None or not is_ancestor(repository, reverted, workspace.head):
        return found
    trackers = {subject.tracker.path: subject.tracker for subject in subjects}
    blobs = repository.blobs([f"{old}:{path}" for path in trackers])
    kept: list[Diagnostic] = []
    for (path, tracker), raw in zip(trackers.items(), blobs, strict=True):
        mine = [each for each in found if each.path == path]
        kept += mine if raw is None else lawful(mine, tracker, workspace.tracker(path, raw, workspace.judging[1]))
    return kept


def _before(workspace: Workspace, past: Past, step: Step) -> Tracker | None:
    """The tracker before the commit that this one takes back; None where it takes none back that it comes from."""
    said = reverted_by(step.commit.message)
    if said is None:
        return None
    repository = workspace.need_repository()
    try:
        reverted, kept = repository.resolve(said[0]), None if said[1] is None else repository.resolve(said[1])
        above = parents(repository, reverted)
    except GitError:
        return None
    old = kept if kept is not None else next(iter(above), None)
    if old not in above or not is_ancestor(repository, reverted, step.commit.oid):
        return None
    return past.at(step.path, old)


def _is_as_it_was(tracker: Tracker, before: Tracker, name: str | None) -> bool:
    """Whether the rows of the task called `name` say what they said; without a name, all rows."""
    if name is None:
        return [task.row.values for task in tracker.tasks] == [task.row.values for task in before.tasks]
    return [task.row.values for task in tracker.find(name)] == [task.row.values for task in before.find(name)]
