"""`forgemd renumber`: another id for a task, in every tracker at once, and in one commit if that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.changes import Renumbering, find_task, renumber
from forgemd.errors import GitError, UsageError
from forgemd.git import COMMITTING, Committed, FileWrite, commit
from forgemd.tracker import Task, Tracker
from forgemd.typed import NamedTuple
from forgemd.workspace.edits.requests import home_of, trackers_among
from forgemd.workspace.edits.standing import need_no_conflict
from forgemd.workspace.workspace import Workspace
from forgemd.workspace.writing import written

__all__ = ["RenumberResult", "renumber_task"]


class RenumberResult(NamedTuple):
    """What came of it, by path, the tracker that has the task first; others only if they speak of it.

    `old` is the id as the tracker spells it. Nothing was written when `written` is false; `committed` is the commit,
    where one was asked for.
    """

    old: str
    files: tuple[tuple[str, Renumbering], ...]
    written: bool
    committed: Committed | None = None


def renumber_task(
    workspace: Workspace, old: str, new: str, paths: Sequence[str] = (), *, commit_too: bool, dry_run: bool
) -> RenumberResult:
    """Give the task `old` the id `new` (in the trackers at `paths`, if any are given). All or nothing.

    Raises `UsageError` for a task that no tracker has, or several, for an id that is taken, and for a mention that
    cannot be rewritten; `GitError` where a commit is asked for that would take other edits with it.
    """
    if dry_run:
        return _worked_out(workspace, old, new, paths)
    with workspace.exclusive():
        result = _worked_out(workspace, old, new, paths)
        if not result.files:
            return result
        writes = [FileWrite(path, each.before.encode(), each.after.encode()) for path, each in result.files]
        if commit_too:
            _need_committed(workspace, [write.path for write in writes])
        if commit_too:
            made = _commit(workspace, result.old, new, writes)
            return result._replace(written=True, committed=made)
        with written(workspace, writes):
            return result._replace(written=True)


def _worked_out(workspace: Workspace, old: str, new: str, paths: Sequence[str]) -> RenumberResult:
    trackers = trackers_among(workspace, paths, "renumber OLD NEW")
    home = home_of(trackers, old)
    task = find_task(trackers[home], old)
    _need_id(trackers[home], task)
    found = []
    for path, tracker in sorted(trackers.items(), key=lambda item: item[0] != home):
        need_no_conflict(tracker)
        if path != home and tracker.find(task.id):
            continue  # a task of its own that goes by this id
        result = renumber(tracker, task if path == home else None, task.id, new, workspace.read_source)
        if result.before.text != result.after.text:
            found.append((path, result))
    return RenumberResult(task.id, tuple(found), False)


def _need_id(tracker: Tracker, task: Task) -> None:
    where = f"{tracker.path}:{task.line + 1}"
    if not task.has_id:
        raise UsageError(f"'{task.id}' is the title of a task that has no id", where=where, hint="change it by hand")
    if task.stands_for:
        raise UsageError(f"the row stands for {len(task.stands_for)} tasks", where=where, hint="change it by hand")


def _need_committed(workspace: Workspace, paths: Sequence[str]) -> None:
    """Raises `GitError` for a file with edits of its own, which a commit would take with it."""
    repository = workspace.need_repository()
    edited = {*repository.unstaged(), *(staged.path for staged in repository.staged())}
    for path in paths:
        if path in edited or not repository.is_tracked(path):
            message = "this tracker has changes that are not committed, and they would end up in the same commit"
            raise GitError(message, where=path, hint="forgemd commit, then renumber")


def _commit(workspace: Workspace, old: str, new: str, writes: Sequence[FileWrite]) -> Committed:
    trailers = [("Task", new), ("Task-Renumbered", f"{old} → {new}")] if workspace.config.commit.trailers else []
    contents = {write.path: write.after for write in writes}
    subject = f"tracker: renumber {old} → {new}"
    repository, env = workspace.need_repository(), {COMMITTING: "1"}
    return commit(repository, contents, subject, trailers, env=env, writes=writes, named=bool(trailers))
