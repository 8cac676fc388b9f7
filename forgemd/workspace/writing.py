"""Trackers of the work tree, written whole or not at all."""

from __future__ import annotations

from forgemd.git import sweep, write_file
from forgemd.workspace.workspace import Workspace

__all__ = ["write"]


def write(workspace: Workspace, path: str, old: bytes, new: bytes) -> None:
    """Make the file at `path` (relative to the root), which holds `old`, hold `new`. Nothing where they are equal.

    To be called under `Workspace.exclusive`. Raises `StaleEdit` if somebody changed it meanwhile, and `FileError`
    if it cannot be written.
    """
    if old != new:
        repository = workspace.repository
        forbidden = (repository.git_dir, repository.common_dir) if repository is not None else ()
        sweep(workspace.root, path)
        write_file(workspace.root, path, new, expect=old, forbidden=forbidden)
