"""One forgemd command at a time: from reading a tracker to committing it, nobody else writes.

An advisory lock on a file that all work trees share. It goes with the process that holds it, however that
ends, so it is never left behind; what a killed one did leave is put right by the next that gets the lock.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from forgemd.errors import GitError
from forgemd.git.commits.recovery import Recovered, recover
from forgemd.git.repository import Repository

__all__ = ["PATIENCE", "exclusive"]

PATIENCE = 20.0
"""Seconds to wait for another command. Where many wait, each takes its turn, and the wait begins anew with each; who is
given up is one that does not come to its end, as with a hook that hangs."""

_PAUSE = 0.02


@contextmanager
def exclusive(repository: Repository, *, patience: float = PATIENCE) -> Iterator[list[Recovered]]:
    """Hold the lock that every writing command of forgemd takes, in whichever work tree of the repository; gives what
    was done about what killed ones left.

    Raises `GitError` if one other command holds it for `patience` seconds, or if the lock cannot be had.
    Where the file system knows no such locks there is none: then git's lock on its index, and the comparison
    with what was read, are what is left.
    """
    path = os.path.join(repository.common_dir, "forgemd.lock")
    try:
        end = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise GitError(
            f"the repository cannot be locked: {error.strerror}", where=path, hint=f"ls -l {path}"
        ) from error
    try:
        _take(end, path, patience)
        yield recover(repository)
    finally:
        with suppress(OSError):  # there is nothing in it that could be lost
            os.close(end)


def _take(end: int, path: str, patience: float) -> None:
    try:
        import fcntl
    except ImportError:
        return
    until, holder = time.monotonic() + patience, b""
    while True:
        try:
            fcntl.flock(end, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            now, before, holder = time.monotonic(), holder, os.pread(end, 32, 0)
            if before and holder != before:
                until = now + patience
            if now >= until:
                raise _busy(end, path) from None
            time.sleep(_PAUSE)
        except OSError:
            return
        else:
            # Who holds it is told for the sake of who waits: a full disk takes nothing away from the lock.
            with suppress(OSError):
                os.ftruncate(end, 0)
                os.pwrite(end, f"{os.getpid()}\n".encode("ascii"), 0)
            return


def _busy(end: int, path: str) -> GitError:
    holder = os.pread(end, 32, 0).decode("ascii", "replace").strip()
    who = f" (process {holder})" if holder.isdigit() else ""
    return GitError(
        f"another forgemd command is at work in this repository{who}, and nothing was done",
        where=path,
        hint="wait for it and run the command again; a git hook that it runs may take its time",
    )
