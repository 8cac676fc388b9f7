"""Whether a commit that nobody heard of is still the answer to the command that made it."""

from __future__ import annotations

from forgemd.errors import ForgemdError
from forgemd.git import Untold
from forgemd.tracker import STATUS, Diff, Task
from forgemd.typed import Iterator
from forgemd.workspace.workspace import Workspace

__all__ = ["is_taken_back"]


def is_taken_back(workspace: Workspace, made: Untold) -> bool:
    """Whether all that the commit `made` did to tasks was taken back since, in the work tree and by hand: who asks for
    it once more means it. Where the log says who took a task further, the commit was what was asked for."""
    found = [each for path in made.paths for each in _fates(workspace, made, path)]
    return bool(found) and all(found)


def _fates(workspace: Workspace, made: Untold, path: str) -> Iterator[bool]:
    """For each task that the commit changed in the tracker at `path` whether that is undone without a word."""
    raw = workspace.need_repository().blobs([f"{made.oid}^:{path}", f"{made.oid}:{path}"])
    if raw[0] is None or raw[1] is None:
        return
    before, after = (workspace.tracker(path, each) for each in raw if each is not None)
    try:
        since = Diff(after, workspace.at(path))
    except ForgemdError:
        yield False
        return
    told = {name.casefold() for entry in since.new_entries for name in entry.tasks}
    gone, came = (frozenset(task.key for task in tasks) for tasks in (since.removed, since.added))
    done = Diff(before, after)
    for task in done.added:
        yield task.key in gone and task.id.casefold() not in told
    for task in done.removed:
        yield task.key in came and task.id.casefold() not in told
    for task in {task.key: task for task in _changed(done)}.values():
        yield _is_back(task, done, since) and task.id.casefold() not in told


def _changed(done: Diff) -> Iterator[Task]:
    yield from (change.after for change in done.changes)
    yield from (after for _, after in done.moved)


def _is_back(task: Task, done: Diff, since: Diff) -> bool:
    """Whether the task's status is what it was, or if that did not change any other cell, or its heading."""
    back = {(change.after.key, change.role, change.old, change.new) for change in since.changes}
    steps = [change for change in done.changes if change.after.key == task.key]
    wanted = [change for change in steps if change.role == STATUS.name] or steps
    if any((task.key, change.role, change.new, change.old) in back for change in wanted):
        return True
    was = {after.key: before.section.title for before, after in done.moved}
    return any(after.key == task.key and after.section.title == was.get(task.key) for _, after in since.moved)
