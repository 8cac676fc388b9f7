"""`forgemd commit`: hand edits are compared with HEAD, judged, logged, written and committed."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from forgemd.changes import Context, Intent, Message, Plan, compose, make_plan
from forgemd.check import NotRun
from forgemd.diagnostics import Diagnostic
from forgemd.errors import ForgemdError, GitError, UsageError
from forgemd.git import Committed, Repository, Staged, commit, write_file
from forgemd.markdown import find_conflicts
from forgemd.tracker import Tracker
from forgemd.workspace.judging import ChangeRefused, Judgement, judge
from forgemd.workspace.partial import carry_over
from forgemd.workspace.requests import Request, intents_by_path
from forgemd.workspace.selecting import selection_of
from forgemd.workspace.workspace import Named, Workspace

__all__ = ["CommitPlan", "CommitResult", "FileChange", "carry_out", "prepare"]


class FileChange(NamedTuple):
    """One tracker of a commit: what the work tree held, what it shall hold, and what is committed."""

    named: Named
    plan: Plan
    judgement: Judgement
    work_before: bytes
    work_after: bytes
    committed: bytes
    partial: bool


class CommitPlan(NamedTuple):
    """A commit that is worked out and not yet made. `unchanged` are trackers that were named and are as in HEAD."""

    changes: tuple[FileChange, ...]
    message: Message
    unchanged: tuple[str, ...]

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What the change introduces that does not refuse it."""
        return tuple(found for change in self.changes for found in change.judgement.introduced)

    @property
    def older(self) -> int:
        """How many findings the trackers had before."""
        return sum(change.judgement.older for change in self.changes)

    @property
    def not_run(self) -> tuple[NotRun, ...]:
        """The rules that could not run."""
        return tuple(found for change in self.changes for found in change.judgement.not_run)


class CommitResult(NamedTuple):
    """The commit that was made."""

    plan: CommitPlan
    committed: Committed


class _State(NamedTuple):
    """Where a tracker stands: what HEAD (None: it is new), the index and the work tree hold."""

    named: Named
    base: bytes | None
    indexed: bytes
    work: bytes
    staged: bool
    unstaged: bool


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
    head = _ready(repository)
    asked = intents_by_path(workspace, paths, requests) if requests else {}
    states = _states(workspace, repository, head, paths, asked)
    settings = workspace.settings_at(head) if states else workspace.settings
    changes, refused = [], list[ChangeRefused]()
    for state in states:
        base = None if state.base is None else workspace.tracker(state.named.path, state.base, settings)
        try:
            change = _change(workspace, state, base, context, asked.get(state.named.path, ()))
        except ChangeRefused as error:
            refused.append(error)
            continue
        if change is not None:
            changes.append(change)
    if refused:
        raise _together(refused)
    message = compose([change.plan.diff for change in changes], workspace.config.commit.subject)
    if subject is not None:
        message = message._replace(subject=subject)
    if not workspace.config.commit.trailers:
        message = message._replace(trailers=())
    done = {change.named.path for change in changes}
    unchanged = tuple(path for path in (workspace.named(path).path for path in paths) if path not in done)
    return CommitPlan(tuple(changes), message, unchanged)


def _ready(repository: Repository) -> str:
    """The commit to compare with. Raises `GitError` where no commit can be made at all."""
    operation = repository.operation()
    if operation not in (None, "bisect"):
        message = f"a {operation} is under way, and a commit of its own would end up in it"
        raise GitError(message, where=repository.root, hint="git status says how to finish it")
    head = repository.head()
    if head is None:
        hint = "make the first commit with git: git add FILE && git commit"
        raise GitError("this branch has no commit yet, so there is nothing to compare with", hint=hint)
    repository.identity()
    return head


def _states(
    workspace: Workspace, repository: Repository, head: str, paths: Sequence[str], asked: Collection[str]
) -> list[_State]:
    staged = {entry.path: entry for entry in repository.staged()}
    unstaged = set(repository.unstaged())
    named = [Named(path, os.path.join(repository.root, path)) for path in asked]
    named = named or [workspace.named(path) for path in paths]
    if not named:
        candidates = [path for path in dict.fromkeys((*staged, *sorted(unstaged))) if _is_markdown(path)]
        named = [file for path in candidates if (file := _present(workspace, repository, path)) is not None]
        if not named and not workspace.find():
            return []
    else:
        for file in named:
            _need_committable(repository, file)
    changed = [file for file in named if file.path in staged or file.path in unstaged or file.path in asked]
    names = [name for file in changed for name in (f"{head}:{_old_path(staged, file.path)}", f":0:{file.path}")]
    blobs = repository.blobs(names)
    states = []
    for position, file in enumerate(changed):
        base, index = blobs[2 * position], blobs[2 * position + 1]
        if index is None:
            raise GitError("a merge left this file in conflict", where=file.path, hint="forgemd explain, then git add")
        work = workspace.bytes_of(file)
        if paths or workspace.are_tasks(file.path, work) or (base and workspace.are_tasks(file.path, base)):
            states.append(_State(file, base, index, work, file.path in staged, file.path in unstaged))
    return states


def _is_markdown(path: str) -> bool:
    return path.lower().endswith((".md", ".markdown"))


def _old_path(staged: Mapping[str, Staged], path: str) -> str:
    return staged[path].old_path if path in staged else path


def _present(workspace: Workspace, repository: Repository, path: str) -> Named | None:
    """The file at a path of the repository, if it is in the work tree and may be a tracker."""
    full = os.path.join(repository.root, path)
    return Named(path, full) if workspace.is_listed(path) and os.path.isfile(full) else None


def _need_committable(repository: Repository, file: Named) -> None:
    """Raises `UsageError` for a file that git does not keep here."""
    module = repository.submodule_of(file.path)
    if module is not None:
        message = f"this file belongs to the submodule {module}"
        raise UsageError(message, where=file.path, hint=f"forgemd -C {module} commit")
    if repository.is_tracked(file.path):
        return
    if repository.is_ignored(file.path):
        message = "git ignores this file, so its history would be nowhere"
        raise UsageError(message, where=file.path, hint=f"git check-ignore -v {file.path} says which rule does")
    raise UsageError("git does not track this file yet", where=file.path, hint=f"git add {file.path}")


def _change(
    workspace: Workspace, state: _State, base: Tracker | None, context: Context, intents: Sequence[Intent]
) -> FileChange | None:
    partial = state.staged and state.unstaged
    start_bytes = state.indexed if partial else state.work
    path = state.named.path
    start = workspace.tracker(path, start_bytes)
    _need_tasks(start, base)
    _need_no_conflict(start)
    plan = make_plan(base, start, intents, context, workspace.read_source)
    if plan.is_empty:
        return None
    judgement = judge(plan, selection_of(workspace.config))
    if judgement.errors:
        hint = "nothing was written or committed; mend the lines above and run the command again"
        raise ChangeRefused(judgement.errors, {path: plan.asked.after.source}, hint)
    after = plan.after.encode()
    work_after = after if not partial else _carried(state, plan)
    return FileChange(state.named, plan, judgement, state.work, work_after, after, partial)


def _need_tasks(start: Tracker, base: Tracker | None) -> None:
    if start.tasks or (base is not None and base.tasks):
        return
    raise UsageError("no task table here", where=start.path, hint=f"forgemd explain {start.path}")


def _need_no_conflict(start: Tracker) -> None:
    found = find_conflicts(start.source)
    if found:
        hint = "settle the conflict between the markers by hand, then run the command again"
        raise UsageError("a merge left conflict markers here", where=f"{start.path}:{found[0].first + 1}", hint=hint)


def _carried(state: _State, plan: Plan) -> bytes:
    """The work tree's version with the edits that were derived for the staged one."""
    work = state.work.decode("utf-8", "surrogateescape")
    carried = carry_over(plan.before.text, plan.after.text, work)
    if carried is None:
        message = "part of this tracker is staged, and what forgemd adds has no certain place among the unstaged edits"
        raise UsageError(message, where=state.named.path, hint=f"stage all of it: git add {state.named.path}")
    return carried.encode("utf-8", "surrogateescape")


def _together(refused: list[ChangeRefused]) -> ChangeRefused:
    diagnostics = [found for error in refused for found in error.diagnostics]
    sources = {path: source for error in refused for path, source in error.sources.items()}
    return ChangeRefused(diagnostics, sources, refused[0].hint or "")


def carry_out(workspace: Workspace, plan: CommitPlan) -> CommitResult:
    """Write the files and make the commit. All or nothing: where git refuses, the files are as they were.

    Raises `StaleEdit` for a file that somebody changed meanwhile, `CommitRefused` with a hook's own words.
    """
    repository = workspace.need_repository()
    written: list[FileChange] = []
    try:
        for change in plan.changes:
            _write(repository, change.named.path, change.work_before, change.work_after)
            written.append(change)
        contents = {change.named.path: change.committed for change in plan.changes}
        committed = commit(
            repository, contents, plan.message.subject, plan.message.trailers, env={"FORGEMD_COMMIT": "1"}
        )
    except BaseException:
        for change in written:
            with suppress(ForgemdError):
                _write(repository, change.named.path, change.work_after, change.work_before)
        raise
    return CommitResult(plan, committed)


def _write(repository: Repository, path: str, old: bytes, new: bytes) -> None:
    if old != new:
        write_file(repository.root, path, new, expect=old, forbidden=(repository.git_dir, repository.common_dir))
