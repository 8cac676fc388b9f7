"""Bytes and paths: the repository, its index and its hooks, commits, work tree files. Knows nothing of trackers.

A hook reads blobs and leaves; what it does not need is loaded when it is asked for.
"""

from forgemd.git.blobs import at, staged_at
from forgemd.git.command import Git
from forgemd.git.discovery import foresee, foresee_author
from forgemd.git.index import IndexEntry, Staged, Stamp, stamp
from forgemd.git.process import Completed, run
from forgemd.git.repository import Identity, Operation, Repository
from forgemd.lazy import door
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from forgemd.git.attributes import attribute, attributes_of
    from forgemd.git.blocks import in_conflict
    from forgemd.git.commits import (
        DEEPEN,
        first_parent,
        markdown_at,
        markdown_blobs,
        merge_base,
        merge_bases,
        parents,
        renames,
    )
    from forgemd.git.committing import CommitRefused, Committed, NothingToCommit, commit
    from forgemd.git.files import FileError, read_file, sweep, write_file
    from forgemd.git.filters import to_blob
    from forgemd.git.forking import processors, spread
    from forgemd.git.history import LogEntry, Remote, Worktree, log, push, remotes, worktrees
    from forgemd.git.hooks import (
        HookState,
        HookStatus,
        hook_status,
        install_hook,
        install_hooks,
        render_hook,
        uninstall_hook,
    )
    from forgemd.git.litter import Leftover, leftovers, worker
    from forgemd.git.merge_driver import (
        DRIVER,
        FileEdit,
        attribute_pattern,
        carry_out,
        driver_command,
        install_edits,
        uninstall_edits,
    )
    from forgemd.git.message import cleaned, trailers_of
    from forgemd.git.mutex import PATIENCE, exclusive
    from forgemd.git.pushing import Fresh, commit_ids, pushed, rewritten
    from forgemd.git.revisions import Blob, Commit, Range, commits_between, endpoints, is_ancestor, reverted_by
    from forgemd.git.scratch import ScratchMerge, scratch_commit, scratch_merge
    from forgemd.git.textmerge import text_merger
    from forgemd.git.transaction import FileWrite, replaced

__all__ = [
    "DEEPEN",
    "DRIVER",
    "PATIENCE",
    "Blob",
    "Commit",
    "CommitRefused",
    "Committed",
    "Completed",
    "FileEdit",
    "FileError",
    "FileWrite",
    "Fresh",
    "Git",
    "HookState",
    "HookStatus",
    "Identity",
    "IndexEntry",
    "Leftover",
    "LogEntry",
    "NothingToCommit",
    "Operation",
    "Range",
    "Remote",
    "Repository",
    "ScratchMerge",
    "Staged",
    "Stamp",
    "Worktree",
    "at",
    "attribute",
    "attribute_pattern",
    "attributes_of",
    "carry_out",
    "cleaned",
    "commit",
    "commit_ids",
    "commits_between",
    "driver_command",
    "endpoints",
    "exclusive",
    "first_parent",
    "foresee",
    "foresee_author",
    "hook_status",
    "in_conflict",
    "install_edits",
    "install_hook",
    "install_hooks",
    "is_ancestor",
    "leftovers",
    "log",
    "markdown_at",
    "markdown_blobs",
    "merge_base",
    "merge_bases",
    "own_commits",
    "parents",
    "processors",
    "push",
    "pushed",
    "read_file",
    "remotes",
    "renames",
    "render_hook",
    "replaced",
    "reverted_by",
    "rewritten",
    "run",
    "scratch_commit",
    "scratch_merge",
    "spread",
    "staged_at",
    "stamp",
    "sweep",
    "text_merger",
    "to_blob",
    "trailers_of",
    "uninstall_edits",
    "uninstall_hook",
    "worker",
    "worktrees",
    "write_file",
]

_MODULE_OF = {
    "DRIVER": "merge_driver",
    "FileEdit": "merge_driver",
    "ScratchMerge": "scratch",
    "attribute_pattern": "merge_driver",
    "carry_out": "merge_driver",
    "driver_command": "merge_driver",
    "install_edits": "merge_driver",
    "scratch_commit": "scratch",
    "scratch_merge": "scratch",
    "uninstall_edits": "merge_driver",
    "DEEPEN": "commits",
    "PATIENCE": "mutex",
    "Blob": "revisions",
    "Commit": "revisions",
    "CommitRefused": "committing",
    "Committed": "committing",
    "FileError": "files",
    "FileWrite": "transaction",
    "HookState": "hooks",
    "HookStatus": "hooks",
    "Leftover": "litter",
    "leftovers": "litter",
    "worker": "litter",
    "LogEntry": "history",
    "NothingToCommit": "committing",
    "Range": "revisions",
    "Remote": "history",
    "Worktree": "history",
    "attribute": "attributes",
    "attributes_of": "attributes",
    "Fresh": "pushing",
    "commit_ids": "pushing",
    "pushed": "pushing",
    "rewritten": "pushing",
    "cleaned": "message",
    "trailers_of": "message",
    "commit": "committing",
    "commits_between": "revisions",
    "endpoints": "revisions",
    "exclusive": "mutex",
    "first_parent": "commits",
    "hook_status": "hooks",
    "in_conflict": "blocks",
    "install_hook": "hooks",
    "install_hooks": "hooks",
    "is_ancestor": "revisions",
    "log": "history",
    "markdown_at": "commits",
    "markdown_blobs": "commits",
    "merge_base": "commits",
    "merge_bases": "commits",
    "parents": "commits",
    "renames": "commits",
    "push": "history",
    "read_file": "files",
    "remotes": "history",
    "render_hook": "hooks",
    "replaced": "transaction",
    "own_commits": "own",
    "OwnCommit": "own",
    "reverted_by": "revisions",
    "sweep": "files",
    "text_merger": "textmerge",
    "to_blob": "filters",
    "uninstall_hook": "hooks",
    "spread": "forking",
    "processors": "forking",
    "worktrees": "history",
    "write_file": "files",
}

__getattr__ = door(__name__, _MODULE_OF)
