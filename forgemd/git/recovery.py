"""What a commit left behind that was killed in the middle.

Its lock on the index names the commit that it started from. Git moves the branch in one step, so either that is
where the branch still is, and nothing happened, or the commit is made and only its index has to be put in place.
"""

from __future__ import annotations

import os
from contextlib import suppress

from forgemd.git import index
from forgemd.git.command import DURABLE
from forgemd.git.index import ABSENT
from forgemd.git.lock import CLAIM, SCRATCH, ScratchIndex, abandoned
from forgemd.git.outcome import outcome
from forgemd.git.reflocks import unlock_refs
from forgemd.git.repository import Repository
from forgemd.git.staging import put
from forgemd.git.transaction import settle

__all__ = ["recover"]

_NOTHING = (ABSENT, "")


def recover(repository: Repository) -> None:
    """Finish what a killed `commit` of this work tree began, or take it back, and take its locks away. Does nothing
    while a process of it is alive, nor with a lock that is git's own. For who holds the lock of `exclusive`."""
    lock = f"{repository.index_path}.lock"
    left = abandoned(repository.index_path)
    if left is None:
        if not os.path.lexists(lock):
            settle(repository)
            _sweep(repository)
        return
    unlock_refs(repository, os.stat(lock).st_mtime_ns)
    following = ScratchIndex(repository.index_path, repository.git_dir, "next", left.pid)
    if os.path.exists(following.path) and repository.head() not in (None, left.head):
        _finish(repository, following, left.head)
    settle(repository)
    _sweep(repository)
    with suppress(FileNotFoundError):
        os.unlink(left.path)


def _sweep(repository: Repository) -> None:
    """Remove the indexes and the claims to a lock that killed processes left."""
    for name in os.listdir(repository.git_dir):
        if name.startswith((SCRATCH, CLAIM)):
            with suppress(OSError):
                os.unlink(os.path.join(repository.git_dir, name))


def _finish(repository: Repository, following: ScratchIndex, start: str) -> None:
    """Put the index of a commit that was made in its place, with what hooks put into the commit."""
    made = outcome(repository.git)
    if made.parents[:1] != ((start,) if start else ()):
        return
    found = index.entries(repository.git, list(made.changes), env=following.env)
    prepared = {entry.path: (entry.mode, entry.oid) for entry in found if not entry.stage}
    # What the commit was made of is there already; a hook's work is known by its old state.
    wanted = [new for path, (old, new) in made.changes.items() if prepared.get(path, _NOTHING) == _content(old)]
    if wanted:
        put(repository.git, following, wanted, options=DURABLE)
    following.become_real()


def _content(entry: index.IndexEntry) -> tuple[str, str]:
    return _NOTHING if entry.mode == ABSENT else (entry.mode, entry.oid)
