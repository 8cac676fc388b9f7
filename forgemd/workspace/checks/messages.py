"""The message of a commit and the trackers that are staged for it: whether the one tells the truth of the other."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.changes import Message, Statement, compose, contradictions, stated
from forgemd.errors import SourceError
from forgemd.git import Repository, cleaned, staged_at, trailers_of
from forgemd.tracker import Diff, Tracker
from forgemd.workspace.workspace import Workspace

__all__ = ["false_statements", "offered_message"]


def false_statements(workspace: Workspace, raw: bytes) -> list[str]:
    """What the message `raw` states of tasks and the staged trackers do not do, and what it leaves out; a sentence
    each, none where it states nothing.

    A commit that is amended replaces HEAD, and git tells no hook which one does: what is true against HEAD or
    against its parent is true. A merge need not tell what the other side did.
    """
    repository = workspace.need_repository()
    text = cleaned(repository.git, raw)
    statement = stated(text.partition("\n")[0], trailers_of(repository.git, text))
    if not (statement.subject or statement.trailers):
        return []
    whole = not repository.merge_parents()
    found = _held_to(workspace, statement, workspace.head, whole)
    for parent in _replaced(repository, workspace.head) if found else ():
        if not _held_to(workspace, statement, parent, whole):
            return []
    return found


def offered_message(workspace: Workspace) -> tuple[Message | None, bool]:
    """The message for what is staged of trackers, None where that is nothing; and whether nothing else is staged."""
    diffs = [diff for diff in _staged_diffs(workspace, workspace.head, gone=False) if diff.touched or diff.removed]
    if not diffs:
        return None, False
    options = workspace.judging[0].commit
    message = compose(diffs, options.subject)
    paths = {diff.path for diff in diffs}
    alone = all(entry.path in paths for entry in workspace.need_repository().staged())
    return message if options.trailers else message._replace(trailers=()), alone


def _staged_diffs(workspace: Workspace, base: str | None, *, gone: bool) -> list[Diff]:
    """What the index changes in trackers against the commit `base` (None: there is none); with `gone` also in those
    that it has no more, each of which loses all of its tasks."""
    repository = workspace.need_repository()
    entries = [entry for entry in repository.staged(base) if workspace.is_candidate(entry.path)]
    entries = [entry for entry in entries if entry.oid is not None or (gone and entry.status == "D")]
    held = iter(repository.blobs([entry.oid for entry in entries if entry.oid is not None]))
    new = [next(held) if entry.oid is not None else b"" for entry in entries]
    old = repository.blobs([f"{base}:{entry.old_path}" for entry in entries]) if base is not None else [None] * len(new)
    diffs = []
    for entry, raw, before in zip(entries, new, old, strict=True):
        tracker = _tracker(workspace, entry.path, raw)
        if tracker is not None:
            diffs.append(Diff(_tracker(workspace, entry.path, before), tracker))
    return [diff for diff in diffs if diff.after.tasks or (diff.before is not None and diff.before.tasks)]


def _held_to(workspace: Workspace, statement: Statement, base: str | None, whole: bool) -> list[str]:
    diffs = _staged_diffs(workspace, base, gone=True)
    return contradictions(statement, diffs, _others(workspace, {diff.path for diff in diffs}), whole)


def _replaced(repository: Repository, head: str | None) -> Sequence[str]:
    """The parents of the commit that an amended one takes the place of."""
    from forgemd.git import parents

    return () if head is None else parents(repository, head)


def _others(workspace: Workspace, changed: set[str]) -> list[Tracker]:
    """The trackers in the index that are not `changed`."""
    paths = [named.path for named in workspace.listed() if named.path not in changed]
    blobs = workspace.need_repository().blobs([staged_at(path) for path in paths])
    held = [
        (path, raw)
        for path, raw in zip(paths, blobs, strict=True)
        if raw is not None and workspace.are_tasks(path, raw)
    ]
    return [tracker for path, raw in held if (tracker := _tracker(workspace, path, raw)) is not None]


def _tracker(workspace: Workspace, path: str, raw: bytes | None) -> Tracker | None:
    """The tracker that `raw` is; None for what is none or no text: what keeps that out of a commit is another hook."""
    try:
        return None if raw is None else workspace.tracker(path, raw, workspace.judging[1])
    except SourceError:
        return None
