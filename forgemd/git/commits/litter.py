"""What processes that were killed left in a repository, and who is still at work in it."""

from __future__ import annotations

import os
from contextlib import suppress

from forgemd.git.commits.begun import abandoned_notes
from forgemd.git.commits.lock import CLAIM, SCRATCH, abandoned
from forgemd.git.commits.transaction import JOURNAL, KEPT
from forgemd.git.repository import Repository
from forgemd.typed import Literal, NamedTuple

__all__ = ["Leftover", "leftovers", "worker"]


class Leftover(NamedTuple):
    """A file at the absolute `path`. `ours`: forgemd left it, and the next command that writes settles it; `lock`: git
    holds its index by it, or was killed; `merge`: git left it in the work tree in the middle of a merge."""

    kind: Literal["ours", "lock", "merge"]
    path: str


def leftovers(repository: Repository) -> list[Leftover]:
    """All that lies about in the git directory of this work tree and at its top, sorted by path.

    Some of it is nobody's leftover while `worker` names somebody.
    """
    found = [
        Leftover("ours", os.path.join(directory, name))
        for directory in sorted({repository.git_dir, os.path.dirname(repository.index_path)})
        for name in _names(directory)
        if name.startswith((SCRATCH, CLAIM, KEPT, JOURNAL))
    ]
    found += [Leftover("ours", path) for path in abandoned_notes(repository)]
    lock = f"{repository.index_path}.lock"
    if os.path.lexists(lock):
        found.append(Leftover("lock" if abandoned(repository.index_path) is None else "ours", lock))
    top = repository.root
    found += [Leftover("merge", os.path.join(top, name)) for name in _names(top) if name.startswith(".merge_file_")]
    return sorted(found, key=lambda each: each.path)


def _names(directory: str) -> list[str]:
    try:
        return os.listdir(directory)
    except OSError:
        return []


def worker(repository: Repository) -> str | None:
    """The process that holds the lock of `exclusive`, as it is known there (maybe by an empty name); None for none."""
    try:
        end = os.open(os.path.join(repository.common_dir, "forgemd.lock"), os.O_RDWR)
    except OSError:
        return None
    try:
        import fcntl

        fcntl.flock(end, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        with suppress(OSError):
            return os.pread(end, 32, 0).decode("ascii", "replace").strip()
        return ""
    except (ImportError, OSError):
        pass
    finally:
        os.close(end)
    return None
