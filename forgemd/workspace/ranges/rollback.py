"""Commits that take another one back, by `git revert` or with a trailer: legal if the rows are as they were before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from forgemd.check import Subject
from forgemd.diagnostics import Diagnostic
from forgemd.errors import GitError
from forgemd.git import REVERTING, Commit, Range, Repository, commits_between, is_ancestor, parents, reverted_by
from forgemd.rules import load
from forgemd.tracker import Tracker
from forgemd.workspace.ranges.past import Past
from forgemd.workspace.ranges.steps import Step
from forgemd.workspace.workspace import Workspace

__all__ = ["counting", "lawful", "restored", "restoring", "rolled_back"]


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
    """The findings that count in a commit that is being made and may take another one back."""
    old = restored(workspace) if found else None
    return found if old is None else counting(workspace, old, subjects, found, frozenset(found))


def counting(
    workspace: Workspace, old: str, subjects: Iterable[Subject], found: Iterable[Diagnostic], new: Set[Diagnostic]
) -> list[Diagnostic]:
    """The findings in `subjects` that count where the change, which brought in the `new` ones, goes back to the commit
    `old`."""
    trackers = {subject.tracker.path: subject.tracker for subject in subjects}
    blobs = workspace.need_repository().blobs([f"{old}:{path}" for path in trackers])
    there = [(path, raw) for path, raw in zip(trackers, blobs, strict=True) if raw is not None]
    befores = {path: workspace.tracker(path, raw, workspace.judging[1]) for path, raw in there}
    kept: list[Diagnostic] = []
    for each in found:
        goes_back = each in new and each.path in befores
        kept += lawful([each], trackers[each.path], befores[each.path]) if goes_back else [each]
    return kept


def restored(workspace: Workspace, rev: str | None = None) -> str | None:
    """The commit that `rev` goes back to, by its message; without it what is staged, as `forgemd undo` says in the
    environment, or `git revert` in its own file. None where nothing is taken back, or the configuration forbids it."""
    repository = workspace.need_repository()
    if not workspace.judging[0].commit.undo:
        return None
    try:
        if rev is not None:
            oid = repository.resolve(rev)
            above = parents(repository, oid)
            made = commits_between(repository, Range(above[0], oid)) if above else []
            return _state_before(repository, made[-1]) if made else None
        named = workspace.environ.get(REVERTING) or ("REVERT_HEAD" if repository.operation() == "revert" else None)
        if not named or workspace.head is None:
            return None
        reverted = repository.resolve(named)
        old = next(iter(parents(repository, reverted)), None)
    except GitError:
        return None
    return old if is_ancestor(repository, reverted, workspace.head) else None


def _before(workspace: Workspace, past: Past, step: Step) -> Tracker | None:
    """The tracker before the commit that this one takes back; None where it takes none back that it comes from."""
    old = _state_before(workspace.need_repository(), step.commit)
    return None if old is None else past.at(step.path, old)


def _state_before(repository: Repository, commit: Commit) -> str | None:
    """The commit that one goes back to which says that it takes another one back, and comes from that."""
    said = reverted_by(commit.message)
    if said is None:
        return None
    try:
        reverted, kept = repository.resolve(said[0]), None if said[1] is None else repository.resolve(said[1])
        above = parents(repository, reverted)
    except GitError:
        return None
    old = kept if kept is not None else next(iter(above), None)
    return old if old in above and is_ancestor(repository, reverted, commit.oid) else None


def _is_as_it_was(tracker: Tracker, before: Tracker, name: str | None) -> bool:
    """Whether the rows of the task called `name` say what they said; without a name, all rows."""
    if name is None:
        return [task.row.values for task in tracker.tasks] == [task.row.values for task in before.tasks]
    return [task.row.values for task in tracker.find(name)] == [task.row.values for task in before.find(name)]
