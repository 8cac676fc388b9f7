"""`forgemd undo`: forgemd's own last commits, taken back by a new one.

The rows become what they were before; the change log keeps what it says and gets a row for each step back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from forgemd.changes import Context, Message, Surface, compose, make_plan
from forgemd.errors import EditRejected, GitError, Refused, UsageError
from forgemd.git import Blob, OwnCommit, Range, Repository, commits_between, own_commits
from forgemd.markdown import Rewrite
from forgemd.text import Source
from forgemd.tracker import Diff, Tracker
from forgemd.typed import NamedTuple
from forgemd.workspace.checks.around import Around
from forgemd.workspace.checks.judging import ChangeRefused, judge, together
from forgemd.workspace.checks.selecting import selection_of
from forgemd.workspace.edits.committing import CommitPlan, FileChange, need_ready
from forgemd.workspace.merges.merging import merge_texts
from forgemd.workspace.ranges.rollback import lawful
from forgemd.workspace.workspace import Named, Workspace

__all__ = ["UndoRefused", "prepare_undo"]


class UndoRefused(Refused):
    """What is to be taken back is not there any more as it was written."""


class _Step(NamedTuple):
    """What one commit did to one tracker: before, and after."""

    commit: OwnCommit
    before: Tracker
    after: Tracker


def prepare_undo(workspace: Workspace, count: int, context: Context, meant: Sequence[OwnCommit] = ()) -> CommitPlan:
    """Work out the commit that takes forgemd's own last `count` commits back, newest first. Nothing is written.
    `meant`: which those were at the first try.

    Raises `UsageError` where there are fewer, `GitError` for a tracker with edits that are not committed,
    `UndoRefused` where rows moved on meanwhile, `ChangeRefused` for what the rules refuse.
    """
    if not workspace.judging[0].commit.undo:
        raise UndoRefused("the configuration forbids it: commit.undo is false", hint="set the status of the task anew")
    repository = workspace.need_repository()
    head = need_ready(repository)
    undone = own_commits(repository, count)
    if len(undone) < count:
        raise _too_few(workspace, undone)
    if meant and list(meant) != undone:
        hint = "git log says which; forgemd undo takes back the last that are there now"
        raise UndoRefused("other commits of forgemd came in meanwhile, and nothing was written", hint=hint)
    steps = _steps(workspace, repository, undone)
    _need_clean(repository, list(steps))
    changes = _changes(workspace, repository, head, steps, context._replace(unasked=_named(undone)))
    message = _message(changes, undone)
    if not workspace.config.commit.trailers:
        kept = tuple(trailer for trailer in message.trailers if trailer[0] == _REVERTS)
        message = message._replace(trailers=kept)
    return CommitPlan(head, tuple(changes), message, (), (), (), None, undone=tuple(undone))


def _changes(
    workspace: Workspace, repository: Repository, head: str, steps: Mapping[str, Sequence[_Step]], context: Context
) -> list[FileChange]:
    changes, refused = [], list[ChangeRefused]()
    for path, mine in steps.items():
        try:
            changes.append(_change(workspace, repository, head, path, mine, context))
        except ChangeRefused as error:
            refused.append(error)
    if refused:
        raise together(refused)
    return changes


_REVERTS = "Forgemd-Reverts"


def _named(undone: Sequence[OwnCommit]) -> str:
    """What the log says of it: the commit, or the first and the last of several."""
    return f"undo of {undone[-1].short}" + (f" to {undone[0].short}" if len(undone) > 1 else "")


def _too_few(workspace: Workspace, undone: Sequence[OwnCommit]) -> UsageError:
    if undone:
        what = f"there is only {len(undone)}" if len(undone) == 1 else f"there are only {len(undone)}"
        return UsageError(f"{what} of forgemd's own commits to take back", hint=f"forgemd undo {len(undone)}")
    hint = "git revert takes back any commit"
    if not workspace.config.commit.trailers:
        hint = f"commit.trailers is false, and they are known by a trailer; {hint}"
    return UsageError("no commit of forgemd's own is left to take back on this branch", hint=hint)


def _steps(workspace: Workspace, repository: Repository, undone: Sequence[OwnCommit]) -> dict[str, list[_Step]]:
    """By path, what each commit did, newest first."""
    found: dict[str, list[_Step]] = {}
    settings = workspace.judging[1]
    for commit in undone:
        (made,) = commits_between(repository, Range(commit.parent, commit.oid))
        for path, blob in sorted(made.changed[0].items()):
            old, new = _need_both(commit, blob)
            before, after = repository.blobs([old, new])
            sides = (workspace.tracker(path, raw or b"", settings) for raw in (before, after))
            found.setdefault(path, []).append(_Step(commit, *sides))
    return found


def _need_both(commit: OwnCommit, blob: Blob) -> tuple[str, str]:
    if blob.oid is None or blob.old_oid is None or blob.path != blob.old_path:
        did = "renamed" if blob.oid is not None and blob.old_oid is not None else "added or removed"
        message = f"{commit.short} {did} the whole file, and that is not taken back row by row"
        raise UndoRefused(message, where=blob.path, hint=f"git revert {commit.short}")
    return blob.old_oid, blob.oid


def _need_clean(repository: Repository, paths: Sequence[str]) -> None:
    edited = {*repository.unstaged(), *(staged.path for staged in repository.staged())}
    for path in paths:
        if path in edited:
            message = "this tracker has changes that are not committed, and they would end up in the same commit"
            raise GitError(message, where=path, hint="forgemd commit first, or git stash")


def _change(
    workspace: Workspace, repository: Repository, head: str, path: str, steps: Sequence[_Step], context: Context
) -> FileChange:
    named = Named(path, f"{repository.root}/{path}")
    (raw,) = repository.blobs([f"{head}:{path}"])
    work = workspace.bytes_of(named)
    if raw is None:
        raise UndoRefused("this tracker is gone", where=path, hint=f"git revert {steps[0].commit.short}")
    reference = workspace.tracker(path, raw, workspace.judging[1])
    now = reference
    for step in steps:
        _need_untouched(now, step)
        now = _without(workspace, now, step)
    plan = make_plan(reference, now, (), context, workspace.read_source, stamps=False)
    _need_restored(plan.diff.after, steps)
    judgement = judge(plan, selection_of(workspace.judging[0], context.now), Around(workspace))
    left = lawful(judgement.introduced, plan.diff.after, steps[-1].before)
    errors = [found for found in left if found.severity == "error"]
    if errors:
        raise ChangeRefused(errors, {path: plan.after}, "nothing was written or committed")
    after = plan.after.encode()
    if work != raw and work.replace(b"\r\n", b"\n") == raw:
        after = after.replace(b"\n", b"\r\n")
    plan = plan._replace(surfaces=(*_rows(plan.diff), *plan.surfaces))
    return FileChange(named, path, plan, judgement._replace(introduced=tuple(left)), work, after, after, False)


def _rows(diff: Diff) -> Iterator[Surface]:
    """The cells that say again what they said before, and the rows that are under their old heading."""
    for task, role, old, new in ((change.after, *change[2:]) for change in diff.changes):
        header = next((column.header for column in task.layout.columns if column.role == role), role)
        yield Surface("row", f"{task.id} {header}", "changed", f"'{old}' → '{new}'", task.line + 1)
    for before, after in diff.moved:
        yield Surface("row", after.id, "changed", f"'{before.section.title}' → '{after.section.title}'", after.line + 1)


def _need_untouched(now: Tracker, step: _Step) -> None:
    """Raises `UndoRefused` unless every row that the commit wrote still says what it wrote."""
    did = Diff(step.before, step.after)
    changed = []
    for task in (*did.touched, *(new for _, new in did.moved)):
        there = now.by_key.get(task.key)
        if there is None:
            changed.append(f"{task.id} is gone")
        elif there.values != task.values or there.section.title != task.section.title:
            changed.append(f"{task.id} says something else (line {there.line + 1})")
    changed += [f"{task.id} is there again" for task in did.removed if task.key in now.by_key]
    if changed:
        more = f", and {len(changed) - 3} more" if len(changed) > 3 else ""
        message = f"the rows moved on since {step.commit.short}: {'; '.join(dict.fromkeys(changed[:3]))}{more}"
        hint = f"git log -p {step.commit.short}.. -- {now.path} shows by what"
        raise UndoRefused(message, where=now.path, hint=hint)


def _without(workspace: Workspace, now: Tracker, step: _Step) -> Tracker:
    """The tracker without what the commit did, but with what it wrote into the log."""
    merged = merge_texts(workspace, (step.after.source, now.source, _old_with_log(step)), policy="conflict")
    if merged.conflicts or merged.fell_back:
        message = f"what stands around the rows has changed since {step.commit.short}, and nothing was written"
        raise UndoRefused(message, where=now.path, hint=f"git revert {step.commit.short}")
    return workspace.read_source(Source(merged.source.text, now.path))


def _old_with_log(step: _Step) -> Source:
    """The text before the commit, with its entries in the log, and its time of the last update."""
    before, after = step.before, step.after
    rewrite = Rewrite(before.document)
    if before.log is not None:
        table = before.log.layout.table
        entries = Diff(before, after).new_entries
        place = table.line + 1 if before.log.order == "newest first" else table.last
        for entry in entries:
            if len(entry.row.values) == table.width:
                rewrite.insert(table, place, entry.row.values)
    if before.updated is not None and after.updated is not None:
        rewrite.replace(before.updated.span, after.updated.value)
    return rewrite.apply().source


def _need_restored(now: Tracker, steps: Sequence[_Step]) -> None:
    """Raises `EditRejected` unless the rows are what they were before the oldest of the commits."""
    oldest = steps[-1].before
    keys: dict[str, None] = {}
    for step in steps:
        did = Diff(step.before, step.after)
        keys.update(dict.fromkeys(task.key for task in (*did.touched, *did.removed)))
    for key in keys:
        was, is_now = oldest.by_key.get(key), now.by_key.get(key)
        if (was.values if was is not None else None) != (is_now.values if is_now is not None else None):
            name = (was or is_now or steps[0].after.tasks[0]).id
            hint = f"git revert {steps[-1].commit.short}"
            raise EditRejected(f"{name} would not read as it did before", where=now.path, hint=hint)


def _message(changes: Sequence[FileChange], undone: Sequence[OwnCommit]) -> Message:
    """The oldest commit is named first: how things were before that one is what is brought back."""
    said = compose([change.plan.diff for change in changes])
    subject = f"undo: {undone[0].subject}" if len(undone) == 1 else f"undo: the last {len(undone)} commits of forgemd"
    reverts = tuple((_REVERTS, commit.oid) for commit in reversed(undone))
    return Message(subject, (*said.trailers, *reverts))
