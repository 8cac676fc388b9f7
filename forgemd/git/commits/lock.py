"""Git's own lock on an index, and index files of our own beside it."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from types import TracebackType

from forgemd.errors import GitError, StaleEdit
from forgemd.typed import NamedTuple

__all__ = ["CLAIM", "SCRATCH", "Abandoned", "IndexLock", "ScratchIndex", "abandoned", "is_free"]


class IndexLock:
    """Holds `INDEX.lock` as git does, so that no other git process of this work tree stages or commits meanwhile.

    A context manager. Raises `GitError` if it is held already, and for `patience` seconds from now on; it is never
    taken from its holder. `head` is the commit that the holder starts from, for `abandoned`. Raises `StaleEdit` where
    that is what its holder does to it meanwhile.
    """

    __slots__ = ("_end", "_head", "_patience", "index_path", "path")

    def __init__(self, index_path: str, head: str | None, *, patience: float = 0) -> None:
        self.index_path = index_path
        self.path = f"{index_path}.lock"
        self._head = head or ""
        self._patience = patience
        self._end = -1

    def __enter__(self) -> IndexLock:
        # Git writes no owner into its locks; with one, a lock that outlived its process can be told from git's. It is
        # in it from the first moment, since the lock is linked into its place with the name inside.
        claim = os.path.join(os.path.dirname(self.path), f"{CLAIM}{os.getpid()}")
        try:
            self._end = os.open(claim, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
            os.write(self._end, f"{_OURS} {os.getpid()} {self._head}\n".encode("ascii"))
            # The git that we start shares this: as long as it lives, the lock is not abandoned, even without us.
            os.set_inheritable(self._end, is_free(self._end))
            self._wait_for_place(claim)
        except OSError as error:
            self._close()
            raise self._unlocked(error) from error
        finally:
            with suppress(OSError):
                os.unlink(claim)
        return self

    def _wait_for_place(self, claim: str) -> None:
        """Git itself waits for nobody, but is done in a moment, as a rule."""
        until = time.monotonic() + self._patience
        while True:
            try:
                self._place(claim)
            except FileExistsError:
                if time.monotonic() >= until or self._is_old(claim):
                    raise
                if abandoned(self.index_path) is not None:
                    message = "another command was killed meanwhile, and nothing was written"
                    raise StaleEdit(message, where=self.path, hint="run the command again") from None
                time.sleep(_PAUSE)
            else:
                return

    def _is_old(self, claim: str) -> bool:
        """Whether somebody has held it for so long already that no wait will do. The clock is the file system's."""
        with suppress(OSError):
            return os.stat(claim).st_mtime - os.stat(self.path).st_mtime > _LONG
        return False

    def _place(self, claim: str) -> None:
        try:
            os.link(claim, self.path)
        except OSError as error:
            if error.errno not in _UNLINKABLE:
                raise
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            os.replace(claim, self.path)

    def _unlocked(self, error: OSError) -> GitError:
        if isinstance(error, FileExistsError):
            return GitError(
                "another git process is at work here, or one was killed: the index is locked",
                where=self.path,
                hint="wait for it and run the command again; the file may go only if no git process is left",
            )
        look = "df" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "ls -ld"
        hint = f"{look} {os.path.dirname(self.path)}"
        return GitError(f"the index cannot be locked: {error.strerror}", where=self.path, hint=hint)

    def leave(self) -> None:
        """Let the lock outlive us: whoever comes next finishes what could not be finished here."""
        self._close()

    def _close(self) -> None:
        if self._end >= 0:
            with suppress(OSError):
                os.close(self._end)
            self._end = -1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._end >= 0:
            os.unlink(self.path)
            self._close()


_PAUSE = 0.01
_LONG = 10
"""Seconds."""

_UNLINKABLE = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""What a file system says that knows no second names."""

SCRATCH = "forgemd-index-"
"""How a `ScratchIndex` is called, with its purpose and its process behind it."""

CLAIM = "forgemd-lock-"
"""How an `IndexLock` is called, with the number of its process behind it, until it takes its place."""

_OURS = "forgemd"


class Abandoned(NamedTuple):
    """An `IndexLock` that outlived its process: where it is, whose it was, the commit it started from (or empty)."""

    path: str
    pid: int
    head: str


def abandoned(index_path: str) -> Abandoned | None:
    """The lock that a killed process left on the index; None if there is none, it is git's, or somebody lives."""
    path = f"{index_path}.lock"
    try:
        end = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        name, _, rest = os.read(end, 200).decode("ascii", "replace").rstrip("\n").partition(" ")
        pid, _, head = rest.partition(" ")
        if name != _OURS or not pid.isdigit() or not is_free(end):
            return None
        return Abandoned(path, int(pid), head)
    finally:
        os.close(end)


def is_free(end: int) -> bool:
    """Take the lock of the open file. Whether it is ours now, and was nobody's; false where there are no such locks."""
    try:
        import fcntl

        fcntl.flock(end, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


class ScratchIndex:
    """A copy of the index at `index_path`, for git to work on through `env`; a context manager that removes it.

    It starts as a copy, not empty, since the times of the files are in it: without them git would read every
    file of the work tree to see whether it changed.
    """

    __slots__ = ("_left", "env", "index_path", "path")

    def __init__(self, index_path: str, directory: str, name: str, pid: int | None = None) -> None:
        self.index_path = index_path
        self.path = os.path.join(directory, f"{SCRATCH}{name}-{pid or os.getpid()}")
        self.env = {"GIT_INDEX_FILE": self.path}
        self._left = False

    def __enter__(self) -> ScratchIndex:
        try:
            self._copy()
        except OSError as error:
            self.remove()
            raise GitError(f"the index cannot be copied: {error.strerror}", where=self.path) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._left:
            self.remove()

    def leave(self) -> None:
        """Let it outlive us."""
        self._left = True

    def become_real(self) -> None:
        """Put this index in the place of the one that it was copied from."""
        os.replace(self.path, self.index_path)

    def _copy(self) -> None:
        self.remove()
        try:
            with open(self.index_path, "rb") as source:
                raw = source.read()
                times = os.fstat(source.fileno())
        except FileNotFoundError:
            return
        with open(self.path, "wb") as target:
            target.write(raw)
        # Git looks into files that are as young as their index (Documentation/technical/racy-git): were the copy
        # younger, it would miss what was changed in the tick in which git wrote the index.
        os.utime(self.path, ns=(times.st_atime_ns, times.st_mtime_ns))

    def remove(self) -> None:
        """Take it away, with a lock on it."""
        for path in (self.path, f"{self.path}.lock"):
            with suppress(FileNotFoundError):
                os.unlink(path)
