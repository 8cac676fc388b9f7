"""What `forgemd commit` does, and every edit that is committed at once; it needs no parser of command lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forgemd.changes import Context
from forgemd.cli import outcome, streams
from forgemd.cli.acting import context_of
from forgemd.cli.findings import Judged, findings_object, tell_findings
from forgemd.cli.recovering import recovered_objects, tell_answer, tell_tries
from forgemd.cli.world import World
from forgemd.errors import GitError, UsageError
from forgemd.git import TRANSACTION, Committed, Errand, NothingToCommit, Untold, untold
from forgemd.output import visible, visible_path
from forgemd.text import Source
from forgemd.typed import TYPE_CHECKING, Any
from forgemd.workspace import (
    ChangeRefused,
    CommitPlan,
    CommitResult,
    FileChange,
    Workspace,
    carry_out,
    looking_again,
    persistently,
    prepare,
    restore,
)

if TYPE_CHECKING:
    from forgemd.workspace import Request

__all__ = ["commit_by_hand", "commit_trackers", "make_commit"]


def commit_by_hand(
    world: World,
    paths: tuple[str, ...],
    *,
    subject: str | None = None,
    note: str | None = None,
    push: bool = False,
    force: bool = False,
    reason: str | None = None,
    agent: str | None = None,
    dry_run: bool = False,
    format_: str = "human",
    workspace: Workspace | None = None,
) -> int:
    """The command itself, with its options."""
    workspace = workspace or world.workspace()
    context = context_of(world, workspace, agent, note, force=force, reason=reason)
    if subject is not None and not subject.strip():
        raise UsageError("the subject is empty", where="-m", hint="leave -m out to have it composed")
    return commit_trackers(
        world, paths, context, format_=format_, subject=subject, dry_run=dry_run, push=push, workspace=workspace
    )


def commit_trackers(
    world: World,
    paths: tuple[str, ...],
    context: Context,
    *,
    format_: str,
    subject: str | None = None,
    dry_run: bool = False,
    push: bool = False,
    requests: Sequence[Request] = (),
    workspace: Workspace | None = None,
) -> int:
    """Prepare and make the commit, tell what came of it, and give the exit code."""
    used = workspace or world.workspace()
    return make_commit(
        world,
        used,
        lambda there: prepare(there, paths, context, subject, requests),
        _errand(used, context, paths, requests),
        format_=format_,
        dry_run=dry_run,
        push=push,
        repeatable=True,
    )


def _is_taken_back(workspace: Workspace, made: Untold) -> bool:
    from forgemd.workspace import is_taken_back

    return is_taken_back(workspace, made)


def _errand(workspace: Workspace, context: Context, paths: tuple[str, ...], requests: Sequence[Request]) -> Errand:
    """What is asked for is done once. What differs from HEAD is committed as often as it does."""
    words = (workspace.cwd, paths, requests, context.agent, context.note, context.reason)
    return Errand(context.actor, ascii(words) if requests else "")


def make_commit(
    world: World,
    workspace: Workspace,
    work_out: Callable[[Workspace], CommitPlan],
    errand: Errand,
    *,
    format_: str,
    dry_run: bool = False,
    push: bool = False,
    repeatable: bool = False,
) -> int:
    """Make the commit that `work_out` gives on `errand`, or show it, tell what came of it, and give the exit code.

    Where others commit meanwhile it is worked out anew. `repeatable`: what a killed command did and somebody took back
    is done again. (To undo once more would take back what came before.)
    """
    try:
        if dry_run:
            plan, result, tries = work_out(workspace), None, 1
        else:
            made, tries = persistently(workspace, lambda there: _carried_out(there, work_out, errand, repeatable))
            if isinstance(made, Untold):
                return tell_answer(world, workspace, made, format_)
            plan, result = made
    except ChangeRefused as refused:
        from forgemd.cli.refusal import tell_refusal

        return tell_refusal(world, refused, format_)
    tell_tries(world, tries)
    _finish(world, workspace, plan, result, tries, format_=format_, dry_run=dry_run, push=push)
    if result is not None:
        result.begun.told()
    return 0


def _carried_out(
    workspace: Workspace, work_out: Callable[[Workspace], CommitPlan], errand: Errand, repeatable: bool
) -> Untold | tuple[CommitPlan, CommitResult | None]:
    """The plan and the commit, None where there is nothing to commit; or what the same command made before."""
    with workspace.exclusive(), looking_again(workspace):
        made = untold(workspace.need_repository(), errand)
        if made is not None and not (repeatable and _is_taken_back(workspace, made)):
            return made
        plan = work_out(workspace)
        if plan.changes:
            try:
                return plan, carry_out(workspace, plan, errand)
            except NothingToCommit:
                # Git's filters make the same blob of it that HEAD has.
                plan = plan._replace(changes=(), idle=(*plan.idle, *plan.changes))
        restore(workspace, plan)
    return plan, None


def _finish(
    world: World,
    workspace: Workspace,
    plan: CommitPlan,
    result: CommitResult | None,
    tries: int,
    *,
    format_: str,
    dry_run: bool,
    push: bool,
) -> None:
    """Push, if that is asked for, and tell of everything."""
    committed = None if result is None else result.committed
    # One that was killed before its push has left that to do.
    pushed = _push(workspace, result) if push and (result or any(each.commit for each in workspace.recovered)) else None
    commands = _next(workspace, plan, committed, pushed)
    for path in plan.gone:
        from shlex import quote

        world.note(f"{path} was deleted and is left alone: git commit -- {quote(path)}")
    for path in plan.along:
        shown = f": git show {committed.short}" if committed is not None else ""
        world.note(f"{visible_path(path)} had edits before that were not committed, and they go along{shown}")
    if format_ == "json":
        streams.emit_json({**_object(workspace, plan, committed, commands, dry_run), "tries": tries})
        return
    _tell(world, plan, committed, dry_run)
    for step in commands:
        world.note(f"next: {step}")


def _push(workspace: Workspace, result: CommitResult | None) -> str | None:
    from forgemd.git import push

    repository = workspace.need_repository()
    remote, branch = repository.remote(), repository.branch()
    if remote is None or branch is None:
        streams.note("not pushed: " + ("no remote is configured" if remote is None else "no branch is checked out"))
        return None
    try:
        push(repository, remote, branch)
    except GitError as error:
        if result is None:
            raise
        made = f"[{result.committed.short}] {visible(result.plan.message.subject)}"
        result.begun.told()
        raise GitError(f"{made} is committed, and not pushed: {error.message}", hint=error.hint) from error
    return remote


def _next(workspace: Workspace, plan: CommitPlan, committed: Committed | None, pushed: str | None) -> list[str]:
    """What its reader does now: a task in review wants to be seen by somebody."""
    if committed is None or plan.undone:
        return []
    reviewed = [
        change.after.id
        for file in plan.changes
        for change in file.plan.diff.transitions
        if change.new.category == "review"
    ]
    if not reviewed:
        return []
    repository = workspace.need_repository()
    url = repository.remote_url()
    steps = [] if pushed else ["git push"]
    where = f" at {url}" if url else ""
    return [*steps, f"request a review of {', '.join(reviewed)}{where}"]


def _object(
    workspace: Workspace, plan: CommitPlan, committed: Committed | None, commands: list[str], dry_run: bool
) -> dict[str, Any]:
    made = (
        None
        if committed is None
        else {"oid": committed.oid, "short": committed.short, "transaction": committed.transaction}
    )
    value: dict[str, Any] = {
        "schema_version": streams.SCHEMA_VERSION,
        "committed": committed is not None,
        "commit": made,
        "message": {
            "subject": plan.message.subject if plan.changes else None,
            "trailers": [{"key": key, "value": text} for key, text in _trailers(plan, committed)],
        },
        "files": [
            {**outcome.plan_object(change.named.path, change.plan), "partial": change.partial}
            for change in (*plan.changes, *plan.restored)
        ],
        "unchanged": list(plan.unchanged),
        **findings_object(_judged(plan)),
        "next": commands,
        "recovered": recovered_objects(workspace),
    }
    if plan.undone:
        value["undone"] = [{"oid": each.oid, "short": each.short, "subject": each.subject} for each in plan.undone]
    if dry_run:
        value["diff"] = _diff(plan)
    return value


def _judged(plan: CommitPlan) -> Judged:
    return [(change.plan, change.judgement) for change in plan.changes]


def _trailers(plan: CommitPlan, committed: Committed | None) -> list[tuple[str, str]]:
    """What the message ends with: a commit that was made has a name besides what the plan says."""
    named = [(TRANSACTION, committed.transaction)] if committed is not None and committed.transaction else []
    return [*plan.message.trailers, *named]


def _diff(plan: CommitPlan) -> str:
    """Everything that the commit would change, hand edits included."""
    parts = []
    for change in plan.changes:
        base = change.plan.diff.before
        before = base.source if base is not None else Source("")
        parts.append(outcome.difference(change.named.path, before, change.plan.after))
    return "\n".join(parts)


def _tell(world: World, plan: CommitPlan, committed: Committed | None, dry_run: bool) -> None:
    lines = [f"taking back {each.short} {visible(each.subject)}" for each in plan.undone]
    for change in (*plan.changes, *(idle for idle in plan.idle if idle.plan.surfaces)):
        lines += outcome.plan_text(change.named.path, change.plan, _remark(change))
    streams.emit("\n".join(lines))
    if not plan.changes:
        restored = ", ".join(visible_path(idle.named.path) for idle in plan.restored)
        why = f"what HEAD has is in {restored} again" if restored else "no tracker differs from HEAD"
        streams.emit(f"nothing to commit: {why}")
        return
    tell_findings(world, _judged(plan))
    subject = visible(plan.message.subject.split("\n")[0])
    if dry_run:
        from forgemd.cli.printing import show_lines

        show_lines(_diff(plan))
        trailers = (f"{key}: {text}" for key, text in plan.message.trailers)
        show_lines("\n".join([plan.message.subject, "", *trailers]))
    elif committed is not None:
        streams.emit(f"[{committed.short}] {subject}")


def _remark(change: FileChange) -> str:
    """What is to be known of a tracker besides its rows."""
    said = [f"was {change.old_path}"] if change.renamed else []
    return ", ".join([*said, "the staged part; the rest stays as it is"] if change.partial else said)
