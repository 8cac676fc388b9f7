"""Bytes and paths: the repository, its index and its hooks, commits, work tree files. Knows nothing of trackers.

A hook reads blobs and leaves; what it does not need is loaded when it is asked for.
"""

from typing import TYPE_CHECKING, Any

from forgemd.git.blobs import at, staged_at
from forgemd.git.command import Git
from forgemd.git.index import IndexEntry, Staged
from forgemd.git.process import Completed, run
from forgemd.git.repository import Identity, Operation, Repository

if TYPE_CHECKING:
    from forgemd.git.committing import CommitRefused, Committed, NothingToCommit, commit
    from forgemd.git.files import FileError, read_file, sweep, write_file
    from forgemd.git.filters import to_blob
    from forgemd.git.history import LogEntry, Remote, Worktree, log, push, remotes, worktrees
    from forgemd.git.hooks import HookState, HookStatus, hook_status, install_hook, render_hook, uninstall_hook
    from forgemd.git.mutex import PATIENCE, exclusive

__all__ = [
    "PATIENCE",
    "CommitRefused",
    "Committed",
    "Completed",
    "FileError",
    "Git",
    "HookState",
    "HookStatus",
    "Identity",
    "IndexEntry",
    "LogEntry",
    "NothingToCommit",
    "Operation",
    "Remote",
    "Repository",
    "Staged",
    "Worktree",
    "at",
    "commit",
    "exclusive",
    "hook_status",
    "install_hook",
    "log",
    "push",
    "read_file",
    "remotes",
    "render_hook",
    "run",
    "staged_at",
    "sweep",
    "to_blob",
    "uninstall_hook",
    "worktrees",
    "write_file",
]

_MODULE_OF = {
    "PATIENCE": "mutex",
    "CommitRefused": "committing",
    "Committed": "committing",
    "FileError": "files",
    "HookState": "hooks",
    "HookStatus": "hooks",
    "LogEntry": "history",
    "NothingToCommit": "committing",
    "Remote": "history",
    "Worktree": "history",
    "commit": "committing",
    "exclusive": "mutex",
    "hook_status": "hooks",
    "install_hook": "hooks",
    "log": "history",
    "push": "history",
    "read_file": "files",
    "remotes": "history",
    "render_hook": "hooks",
    "sweep": "files",
    "to_blob": "filters",
    "uninstall_hook": "hooks",
    "worktrees": "history",
    "write_file": "files",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value
