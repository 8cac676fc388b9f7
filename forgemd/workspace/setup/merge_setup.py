"""`forgemd merge --install` and `--uninstall`: git merges the repository's trackers with forgemd, or not any more."""

from __future__ import annotations

import os
from collections.abc import Sequence

from forgemd.git import (
    FileEdit,
    Repository,
    attribute_pattern,
    carry_out,
    driver_command,
    install_edits,
    uninstall_edits,
    worktrees,
)
from forgemd.typed import NamedTuple
from forgemd.workspace.workspace import Workspace

__all__ = ["MergeSetup", "install_merge", "uninstall_merge"]


class MergeSetup(NamedTuple):
    """What was done, or would be: the files, and which patterns they declare. `by_path`: git finds forgemd on the
    PATH only, since this one lies in a work tree of the repository, which may be removed."""

    edits: tuple[FileEdit, ...]
    patterns: tuple[str, ...]
    written: bool
    by_path: bool = False


def install_merge(
    workspace: Workspace, patterns: Sequence[str], python: str, paths: Sequence[str], *, dry_run: bool = False
) -> MergeSetup:
    """Make git merge what `patterns` (as in .gitattributes) mean, else every tracker, with forgemd.

    `python` is the interpreter to use and `paths` are where it imports from, the package's own directory first.
    Raises `UsageError` where there is no tracker and no pattern, and `GitError` for what cannot be written.
    """
    repository = workspace.need_repository()
    declared = tuple(patterns) or tuple(attribute_pattern(named.path) for named in workspace.find())
    fleeting = _in_a_work_tree(repository, (python, *paths))
    command = driver_command() if fleeting else driver_command(python, paths)
    edits = tuple(install_edits(repository, command, declared))
    return _done(MergeSetup(edits, declared, False, fleeting), dry_run)


def uninstall_merge(workspace: Workspace, *, dry_run: bool = False) -> MergeSetup:
    """Leave everything as it was before `install_merge`. Raises `GitError` for what cannot be written, or told."""
    return _done(MergeSetup(tuple(uninstall_edits(workspace.need_repository())), (), False), dry_run)


def _done(setup: MergeSetup, dry_run: bool) -> MergeSetup:
    if dry_run or not any(edit.changed for edit in setup.edits):
        return setup
    carry_out(setup.edits)
    return setup._replace(written=True)


def _in_a_work_tree(repository: Repository, paths: Sequence[str]) -> bool:
    """Whether one of `paths` lies in a work tree of the repository: all of them share the configuration, and a path
    into one that is removed leads nowhere."""
    tops = [os.path.realpath(tree.path) + os.sep for tree in worktrees(repository)]
    names = [name for path in paths for name in (os.path.abspath(path), _resolved(path))]
    return any(name.startswith(top) for name in names for top in tops)


def _resolved(path: str) -> str:
    """`path` without links in its directories; an interpreter is often a link that leads out of its environment."""
    directory, name = os.path.split(os.path.abspath(path))
    return os.path.join(os.path.realpath(directory), name)
