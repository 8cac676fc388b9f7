"""Locks on HEAD and its branch that a killed `git commit` left behind.

Git writes no owner into them, so one is taken away only on evidence: it is younger than the lock on the index that
`forgemd commit` held all the while, it holds nothing or the id of a commit as git writes it, and no git is at work
in this repository. Where processes cannot be looked at, nothing is taken away.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress

from forgemd.git.repository import Repository

__all__ = ["unlock_refs"]

_PROCESSES = "/proc"
_PATIENCE = 1.0
_PAUSE = 0.02


def unlock_refs(repository: Repository, since: int) -> None:
    """Remove the locks of a git that was killed, which had started at `since` (nanoseconds since the epoch).

    What it left running, as a hook, has a second to end.
    """
    left = [path for path in _locks(repository) if _is_of_commit(path, since)]
    until = time.monotonic() + _PATIENCE
    while left:
        if not _at_work(repository):
            for path in left:
                with suppress(OSError):
                    os.unlink(path)
            return
        if time.monotonic() > until:
            return
        time.sleep(_PAUSE)


def _locks(repository: Repository) -> Iterator[str]:
    head = os.path.join(repository.git_dir, "HEAD")
    yield f"{head}.lock"
    with suppress(OSError), open(head, encoding="utf-8", errors="surrogateescape") as file:
        kind, _, branch = file.read().rstrip("\n").partition(" ")
        if kind == "ref:":
            yield os.path.join(repository.common_dir, f"{branch}.lock")


def _is_of_commit(path: str, since: int) -> bool:
    try:
        with open(path, "rb") as file:
            raw = file.read(100).rstrip(b"\n")
            age = os.fstat(file.fileno()).st_mtime_ns
    except OSError:
        return False
    return age >= since and not raw.strip(b"0123456789abcdef")


def _at_work(repository: Repository) -> bool:
    """Whether a git that is not our own is somewhere in the repository, or may be."""
    try:
        processes = [name for name in os.listdir(_PROCESSES) if name.isdigit()]
    except OSError:
        return True
    places = [os.path.realpath(place) for place in (repository.root, repository.common_dir)]
    return not processes or any(_is_git(process, places) for process in processes)


def _is_git(process: str, places: list[str]) -> bool:
    home = os.path.join(_PROCESSES, process)
    try:
        with open(os.path.join(home, "stat"), "rb") as file:
            name, _, rest = file.read().partition(b"(")[2].rpartition(b")")
        state, parent = rest.split()[:2]
        if not name.startswith(b"git") or state in (b"Z", b"X") or int(parent) == os.getpid():
            return False
        place = os.readlink(os.path.join(home, "cwd"))
    except (FileNotFoundError, ProcessLookupError):
        return False
    except OSError:
        return True
    return any(place == top or place.startswith(top.rstrip(os.sep) + os.sep) for top in places)
