"""Bytes and paths: the repository, its index and its hooks, commits, work tree files. Knows nothing of trackers.

`forgemd.git.history`, which needs GitPython, is imported only by name.
"""

from forgemd.git.blobs import at, staged_at
from forgemd.git.command import Git
from forgemd.git.commit import CommitRefused, Committed, NothingToCommit, commit
from forgemd.git.files import WriteError, read, write
from forgemd.git.filters import to_blob
from forgemd.git.hooks import HookState, HookStatus, hook_status, install_hook, render_hook, uninstall_hook
from forgemd.git.index import IndexEntry, Staged
from forgemd.git.process import Completed, run
from forgemd.git.repository import Identity, Operation, Repository

__all__ = [
    "CommitRefused",
    "Committed",
    "Completed",
    "Git",
    "HookState",
    "HookStatus",
    "Identity",
    "IndexEntry",
    "NothingToCommit",
    "Operation",
    "Repository",
    "Staged",
    "WriteError",
    "at",
    "commit",
    "hook_status",
    "install_hook",
    "read",
    "render_hook",
    "run",
    "staged_at",
    "to_blob",
    "uninstall_hook",
    "write",
]
