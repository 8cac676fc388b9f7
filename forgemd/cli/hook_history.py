"""The hooks pre-push, which judges every commit that goes out, and post-merge and post-rewrite, which warn of what
came in or was made without any hook."""

from __future__ import annotations

import sys
from os import environ

from forgemd.cli import streams
from forgemd.diagnostics import count
from forgemd.errors import ForgemdError, GitError, SourceError
from forgemd.typed import TYPE_CHECKING, Sequence

if TYPE_CHECKING:
    from forgemd.diagnostics import Diagnostic
    from forgemd.git import Fresh
    from forgemd.workspace import Ranged, Workspace

__all__ = ["post_merge", "post_rewrite", "pre_push"]

_MOST = 20
"""Findings that are told: a branch that was never judged may have thousands."""

_HEARD = 1 << 26


def pre_push(workspace: Workspace, args: Sequence[str]) -> int:
    """Refuse a push of commits that bring in errors. Where this clone cannot tell, the push goes on, loudly."""
    from forgemd.git import pushed

    try:
        told = [_judged(workspace, each) for each in pushed(workspace.need_repository(), _heard())]
    except GitError as error:
        streams.complain(f"COMMITS WERE NOT CHECKED: {error.message}", error.where, error.hint)
        return 0
    told = [each for each in told if each]
    if not told:
        return 0
    errors = count(sum(map(len, told)), "error")
    streams.note(f"forgemd: the push is refused: its commits bring in {errors}")
    _tell([line for each in told for line in each])
    streams.note("  hint: git rebase -i, and mend them where they are; or take one back with git revert")
    return 1


def post_merge(workspace: Workspace, args: Sequence[str]) -> int:
    """Warn of errors in what a merge or a pull has brought in. `args`: 1 where the merge was squashed."""
    from forgemd.git import Fresh, commit_ids, endpoints

    if (args[0] if args else workspace.environ.get("PRE_COMMIT_IS_SQUASH_MERGE")) == "1":
        return 0
    repository = workspace.need_repository()
    ends = endpoints(repository, "ORIG_HEAD..HEAD")
    return _warn(workspace, Fresh(ends, commit_ids(repository, ends)), "what was merged brings in")


def post_rewrite(workspace: Workspace, args: Sequence[str]) -> int:
    """Warn of errors in commits that a rebase or an amendment has made."""
    from forgemd.git import rewritten

    fresh = rewritten(workspace.need_repository(), _heard())
    return 0 if fresh is None else _warn(workspace, fresh, "the rewritten commits bring in")


def _warn(workspace: Workspace, fresh: Fresh, what: str) -> int:
    try:
        told = _judged(workspace, fresh)
    except ForgemdError as error:
        streams.complain(f"not checked: {error.message}", error.where, error.hint)
        return 0
    if told:
        streams.note(f"forgemd: warning: {what} {count(len(told), 'error')}; nothing was changed")
        _tell(told)
        streams.note(f"  hint: forgemd check --range {fresh.ends.told}")
    return 0


def _judged(workspace: Workspace, fresh: Fresh) -> list[str]:
    """A line for each error that the commits bring in."""
    from forgemd.cli.world import now
    from forgemd.workspace import judge_range, selection_of

    moment = now(environ)
    ranged = judge_range(workspace, fresh.ends, lambda config: selection_of(config, moment))
    found = [each for each in ranged.diagnostics if each.severity == "error" and each.commit in fresh.commits]
    return [_line(ranged, each) for each in found] + _unreadable(workspace, fresh, ranged)


def _line(ranged: Ranged, found: Diagnostic) -> str:
    line, column = ranged.sources[found.home].position(found.span.start)
    commit = found.commit or ""
    subject = ranged.commits.get(commit, "")
    return f"{found.path}:{line}:{column}: error: {found.message} [{found.rule}] (in {commit[:10]} {subject[:60]})"


def _unreadable(workspace: Workspace, fresh: Fresh, ranged: Ranged) -> list[str]:
    """The trackers that a commit made into no text and that are none at the end either."""
    broken = {each.path: each for each in ranged.unread if each.commit in fresh.commits}
    blobs = workspace.need_repository().blobs([f"{fresh.ends.end}:{path}" for path in broken])
    found = []
    for each, raw in zip(broken.values(), blobs, strict=True):
        try:
            if raw is not None:
                workspace.tracker(each.path, raw)
        except SourceError:
            found.append(f"{each.path}: error: a tracker that cannot be read: {each.why} (in {each.commit[:10]})")
    return found


def _tell(lines: Sequence[str]) -> None:
    from forgemd.output import visible_path

    for line in lines[:_MOST]:
        streams.note(visible_path(line))  # a path or a subject with a line feed in it stays on its line
    if len(lines) > _MOST:
        streams.note(f"and {len(lines) - _MOST} more")


def _heard() -> str:
    """What git says on stdin; nothing where a person calls the hook."""
    if streams.is_terminal(sys.stdin):
        return ""
    return streams.read_stdin(_HEARD).decode("utf-8", "replace")
