"""`forgemd check --range A..B`: which commits, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forgemd.check import Selection
from forgemd.cli.progress import Progress
from forgemd.cli.subjects import detected
from forgemd.cli.world import World
from forgemd.config import Config
from forgemd.diagnostics import Severity
from forgemd.errors import GitError, UsageError
from forgemd.git import Range, Repository, endpoints, merge_base
from forgemd.output import Report, Unreadable
from forgemd.typed import NamedTuple
from forgemd.workspace import Workspace, at_end, judge_range

__all__ = ["Wanted", "check_range"]

_AUTO = "auto"
_FROM, _TO = "PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF"
"""What pre-commit and prek tell a hook of what is about to be pushed."""
_HISTORY = ("human", "concise", "json", "jsonl")
"""Formats that say of which commit they speak; readers of the others know the files as they are at the end."""


class Wanted(NamedTuple):
    """What the command line says: the range, the paths, the format; and which rules a configuration selects, and
    which severities fail by it."""

    text: str
    paths: Sequence[str]
    selection: Callable[[Config], Selection]
    failing: Callable[[Config], Sequence[Severity]]
    format_: str


def check_range(world: World, workspace: Workspace, wanted: Wanted) -> Report:
    """Judge the range. Raises `UsageError` and `GitError` with the remedy."""
    repository = workspace.need_repository()
    ends = _auto(world, workspace, repository) if wanted.text == _AUTO else endpoints(repository, wanted.text)
    told = workspace.meant(wanted.paths)
    paths = [repository.relative(path, workspace.cwd) for path in told.files]
    with Progress(world, "commits") as progress:
        ranged = judge_range(workspace, ends, wanted.selection, paths, progress.update, told.patterns)
    count = len(ranged.commits)
    if not count and not told.patterns:
        _need_there(repository, ends, paths)
    noun = "commit touches a tracker" if count == 1 else "commits touch trackers"
    world.note(f"{count or 'no'} {noun} in {ends.told}")
    shown = ranged if wanted.format_ in _HISTORY else at_end(workspace, ranged, ends.end)
    return Report(
        files=shown.paths,
        diagnostics=shown.diagnostics,
        sources=shown.sources,
        unreadable=[Unreadable(each.path, f"{each.why} (in {each.commit[:10]})", None) for each in shown.unread],
        failing=wanted.failing(workspace.config_at(ends.start or ends.end)),
        suppressed=shown.suppressed,
        commits=shown.commits,
    )


def _need_there(repository: Repository, ends: Range, paths: Sequence[str]) -> None:
    """Raises `UsageError` if neither end of the range has any of `paths`: what is misspelt would always pass."""
    commits = [commit for commit in (ends.end, ends.start) if commit]
    if paths and not any(repository.holds(commit, path) for commit in commits for path in paths):
        hint = f"git ls-tree -r --name-only {ends.end[:12]}"
        raise UsageError("no such file at either end of the range", where=paths[0], hint=hint)


def _auto(world: World, workspace: Workspace, repository: Repository) -> Range:
    pushed = world.environ.get(_FROM), world.environ.get(_TO)
    if pushed[0] and pushed[1]:
        return endpoints(repository, f"{pushed[0]}..{pushed[1]}")
    head = repository.resolve("HEAD")
    base = detected(world, workspace)
    if base is not None:
        return Range(base, head)
    try:
        upstream = repository.resolve("@{upstream}")
    except GitError as error:
        hint = "name the range: forgemd check --range main..HEAD"
        raise UsageError("no CI names a base, and the branch has no upstream", where="--range", hint=hint) from error
    return Range(merge_base(repository, upstream, head), head)
