"""`forgemd commit`: hand edits are compared with HEAD, judged, logged, written and committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forgemd.changes import Context, Intent, Message, Plan, compose, make_plan
from forgemd.check import Selection
from forgemd.errors import GitError, UsageError
from forgemd.git import (
    COMMITTING,
    REVERTING,
    Begun,
    CommitRefused,
    Committed,
    Errand,
    FileWrite,
    Look,
    Repository,
    commit,
    need_head,
    stage,
    stamp,
)
from forgemd.tracker import Diff, Tracker
from forgemd.typed import TYPE_CHECKING, NamedTuple
from forgemd.workspace.checks.around import Around
from forgemd.workspace.checks.judging import ChangeRefused, Judgement, judge, together
from forgemd.workspace.checks.selecting import selection_of
from forgemd.workspace.edits.standing import Standing, State, need_no_conflict, removed, standing
from forgemd.workspace.edits.vouching import vouched
from forgemd.workspace.workspace import Named, Workspace
from forgemd.workspace.writing import written

if TYPE_CHECKING:
    from forgemd.git import OwnCommit, Vouched
    from forgemd.workspace.edits.requests import Request

__all__ = ["CommitPlan", "CommitResult", "FileChange", "carry_out", "need_ready", "prepare", "restore"]


class FileChange(NamedTuple):
    """One tracker of a commit: what the work tree held, what it shall hold, and what is committed.

    `old_path` is where HEAD has it: another path if it was renamed.
    """

    named: Named
    old_path: str
    plan: Plan
    judgement: Judgement
    work_before: bytes
    work_after: bytes
    committed: bytes
    partial: bool

    @property
    def renamed(self) -> bool:
        """Whether the commit moves the file."""
        return self.old_path != self.named.path

    @property
    def names(self) -> tuple[str, str]:
        """The paths that it is about."""
        return (self.named.path, self.old_path)

    @property
    def was_edited(self) -> bool:
        """Whether somebody edited it since HEAD, apart from what this command was asked for."""
        base = self.plan.diff.before
        return base is None or base.source.text != self.plan.before.text

    @property
    def is_whole(self) -> bool:
        """Whether what is committed is what the work tree shall hold, at the path that HEAD has it at."""
        return self.committed == self.work_after and not self.partial and not self.renamed

    @property
    def is_restored(self) -> bool:
        """Whether only the work tree is to change: what is asked for takes edits back that HEAD does not have."""
        return self.is_empty and self.work_before != self.work_after

    @property
    def is_empty(self) -> bool:
        """Whether HEAD has all of it, at the same path."""
        return self.plan.is_empty and not self.renamed


class CommitPlan(NamedTuple):
    """A commit that is worked out and not yet made, on top of `head`.

    `idle` are trackers that were named or asked for and are as in HEAD; `gone` are paths of deleted ones, which
    are left alone. `seen` is what the index was seen to hold, `vouched` what hooks need not judge again, `undone` the
    commits that it takes back, newest first; `along` are paths of trackers with edits besides what was asked for, which
    go into it, too.
    """

    head: str
    changes: tuple[FileChange, ...]
    message: Message
    idle: tuple[FileChange, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]
    seen: Look | None
    vouched: tuple[Vouched, ...] = ()
    undone: tuple[OwnCommit, ...] = ()
    along: tuple[str, ...] = ()

    @property
    def restored(self) -> tuple[FileChange, ...]:
        """The idle trackers that become what HEAD has."""
        return tuple(each for each in self.idle if each.is_restored)


class CommitResult(NamedTuple):
    """The commit that was made. `begun` is the note of it, to be forgotten once somebody has heard."""

    plan: CommitPlan
    committed: Committed
    begun: Begun


def prepare(
    workspace: Workspace,
    paths: Sequence[str],
    context: Context,
    subject: str | None = None,
    requests: Sequence[Request] = (),
) -> CommitPlan:
    """Work out the commit of every tracker that differs from HEAD (among `paths`, if any are given).

    With `requests`, the commit of the trackers that have those tasks, with what is asked of them done first.
    `subject` replaces the subject line. Raises `GitError` where git cannot commit, `UsageError` for a tracker
    that cannot be committed, `ChangeRefused` for a change that introduces errors. Nothing is written.
    """
    repository = workspace.need_repository()
    head = need_ready(repository)
    seen = stamp(repository.index_path)
    if requests and not paths:
        repository.foresee_tracked()
    repository.foresee_changes(head)  # git works while this reads
    selection = selection_of(workspace.judging[0], context.now)
    asked = _intents(workspace, paths, requests) if requests else {}
    found = standing(workspace, repository, head, seen, paths, asked)
    every = _worked_out(workspace, found, selection, context, asked)
    changes = tuple(change for change in every if not change.is_empty)
    if found.gone and not changes:
        raise removed(repository, found.gone[0])
    names = [change.named.path for change in changes if change.is_whole]
    composed = subject is None and not workspace.config.commit.subject
    return CommitPlan(
        head,
        changes,
        _message(workspace, changes, subject, requests),
        tuple(change for change in every if change.is_empty),
        _unchanged(workspace, paths or tuple(asked), changes),
        found.gone,
        found.look,
        vouched(workspace, found, names, selection, composed=composed) if len(names) == len(changes) else (),
        along=tuple(change.named.path for change in changes if requests and change.was_edited),
    )


def _intents(workspace: Workspace, paths: Sequence[str], requests: Sequence[Request]) -> Mapping[str, Sequence[Intent]]:
    from forgemd.workspace.edits.requests import intents_by_path

    return intents_by_path(workspace, paths, requests)


def _worked_out(
    workspace: Workspace,
    found: Standing,
    selection: Selection,
    context: Context,
    asked: Mapping[str, Sequence[Intent]],
) -> list[FileChange]:
    """The change of each tracker. Raises one `ChangeRefused` for all that are refused."""
    settings = workspace.judging[1]
    changes, refused = [], list[ChangeRefused]()
    for state in found.states:
        base = None if state.base is None else workspace.tracker(state.named.path, state.base, settings)
        try:
            changes.append(_change(workspace, state, base, selection, context, asked.get(state.named.path, ())))
        except ChangeRefused as error:
            refused.append(error)
    if refused:
        raise together(refused)
    return changes


def _message(
    workspace: Workspace, changes: Sequence[FileChange], subject: str | None, requests: Sequence[Request]
) -> Message:
    options = workspace.config.commit
    diffs = [change.plan.diff for change in changes]
    asked = [name for request in requests for diff in diffs for name in _names(diff, request)]
    message = compose(diffs, options.subject, asked)
    if changes and options.subject is None and all(change.plan.is_empty for change in changes):
        moves = ", ".join(f"{change.old_path} → {change.named.path}" for change in changes)
        message = message._replace(subject=f"tracker: rename {moves}")
    if subject is not None:
        message = message._replace(subject=subject)
    return message if options.trailers else message._replace(trailers=())


def _names(diff: Diff, request: Request) -> list[str]:
    """The ids of the tasks that a request is about: those that are new or gone, too."""
    if not request.task:
        return [task.id for task in diff.added]
    found = diff.after.find(request.task) or (diff.before.find(request.task) if diff.before is not None else [])
    return [task.id for task in found]


def _unchanged(workspace: Workspace, paths: Sequence[str], changes: Sequence[FileChange]) -> tuple[str, ...]:
    done = {change.named.path for change in changes}
    names = (path if path in done else workspace.named(path).path for path in paths)
    return tuple(name for name in names if name not in done)


def need_ready(repository: Repository) -> str:
    """The commit to compare with. Raises `GitError` where no commit can be made at all."""
    settle = "forgemd merge --resolve settles trackers that are in conflict; git commit ends the merge"
    repository.need_no_operation(settle)
    head = repository.head()
    if head is None:
        hint = "make the first commit with git: git add FILE && git commit"
        raise GitError("this branch has no commit yet, so there is nothing to compare with", hint=hint)
    repository.identity()
    return head


def _change(
    workspace: Workspace,
    state: State,
    base: Tracker | None,
    selection: Selection,
    context: Context,
    intents: Sequence[Intent],
) -> FileChange:
    path = state.named.path
    start = workspace.tracker(path, state.indexed if state.partial else state.work)
    need_no_conflict(start)
    _need_tasks(start, base)
    plan = make_plan(base, start, intents, context, workspace.read_source)
    nothing = FileChange(
        state.named, state.old_path, plan, Judgement((), 0, ()), state.work, state.work, state.indexed, state.partial
    )
    if plan.is_empty:
        return nothing if state.partial else nothing._replace(work_after=plan.after.encode())
    judgement = judge(plan, selection, Around(workspace))
    if judgement.errors:
        hint = "nothing was written or committed; mend the lines above and run the command again"
        hint = "; ".join(filter(None, (hint, workspace.verdict)))
        raise ChangeRefused(judgement.errors, {path: plan.asked.after.source}, hint)
    after = plan.after.encode()
    work_after = _carried(state, plan) if state.partial else after
    return nothing._replace(judgement=judgement, work_after=work_after, committed=after)


def _need_tasks(start: Tracker, base: Tracker | None) -> None:
    if start.tasks or (base is not None and base.tasks):
        return
    raise UsageError("no tasks here", where=start.path, hint=f"forgemd explain {start.path}")


def _carried(state: State, plan: Plan) -> bytes:
    """The work tree's version with the edits that were derived for the staged one."""
    from forgemd.workspace.edits.partial import carry_over

    work = state.work.decode("utf-8", "surrogateescape")
    carried = carry_over(plan.before.text, plan.after.text, work)
    if carried is None:
        message = "part of this tracker is staged, and what forgemd adds has no certain place among the unstaged edits"
        raise UsageError(message, where=state.named.path, hint=f"stage all of it: git add {state.named.path}")
    return carried.encode("utf-8", "surrogateescape")


def carry_out(workspace: Workspace, plan: CommitPlan, errand: Errand) -> CommitResult:
    """Write the files and make the commit. All or nothing: where git refuses, the files are as they were. `errand`: on
    whose, for the same command once more, if this one is killed.

    Raises `StaleEdit` for a file or a branch that somebody changed meanwhile, `CommitRefused` with a hook's own
    words. To be called under `Workspace.exclusive`, as is `prepare` before it.
    """
    repository = workspace.need_repository()
    need_head(repository, plan.head)
    begun = Begun(repository, errand)
    try:
        committed = commit(
            repository,
            _contents(plan),
            plan.message.subject,
            plan.message.trailers,
            env={COMMITTING: "1", **({REVERTING: plan.undone[-1].oid} if plan.undone else {})},
            writes=_writes((*plan.changes, *plan.restored)),
            named=workspace.config.commit.trailers,
            seen=plan.seen,
            begun=begun,
            vouched=plan.vouched,
        )
    except CommitRefused as error:
        error.hint = error.hint or "mend what it says and run the command again"
        raise
    return CommitResult(plan, committed, begun)


def restore(workspace: Workspace, plan: CommitPlan) -> None:
    """Do what `carry_out` does for a plan without changes: make trackers what HEAD has, in the index and the work tree,
    where that is what was asked for. To be called under `Workspace.exclusive`, as is `prepare` before it."""
    if plan.restored:
        with written(workspace, _writes(plan.restored)):
            stage(workspace.need_repository(), [each.named.path for each in plan.restored])


def _writes(changes: Sequence[FileChange]) -> list[FileWrite]:
    return [FileWrite(change.named.path, change.work_before, change.work_after) for change in changes]


def _contents(plan: CommitPlan) -> dict[str, bytes | str | None]:
    found: dict[str, bytes | str | None] = {change.old_path: None for change in plan.changes if change.renamed}
    found.update((change.named.path, change.committed) for change in plan.changes)
    found.update((each.named.path, each.work_after) for each in plan.restored)
    return found
