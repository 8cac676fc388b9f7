"""Git's own lock on an index, and index files of our own beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from types import TracebackType

from forgemd.errors import GitError
from forgemd.typed import NamedTuple

__all__ = ["Abandoned", "IndexLock", "ScratchIndex", "abandoned"]


class IndexLock:
    """Holds `INDEX.lock` as git does, so that no other git process of this work tree stages or commits meanwhile.

    A context manager. Raises `GitError` if it is held already; it is never taken from its holder. `head` is the
    commit that the holder starts from, for `abandoned`.
    """

    __slots__ = ("_end", "_head", "index_path", "path")

    def __init__(self, index_path: str, head: str | None) -> None:
        self.index_path = index_path
        self.path = f"{index_path}.lock"
        self._head = head or ""
        self._end = -1

    def __enter__(self) -> IndexLock:
        try:
            self._end = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError as error:
            raise GitError(
                "another git process is at work here, or one was killed: the index is locked",
                where=self.path,
                hint="wait for it and run the command again; the file may go only if no git process is left",
            ) from error
        except OSError as error:
            hint = f"ls -ld {os.path.dirname(self.path)}"
            raise GitError(f"the index cannot be locked: {error.strerror}", where=self.path, hint=hint) from error
        # Git writes no owner into its locks; with one, a lock that outlived its process can be told from git's.
        try:
            os.write(self._end, f"{_OURS} {os.getpid()} {self._head}\n".encode("ascii"))
        except OSError as error:
            # Without a name in it, nobody would ever take this lock away.
            self.__exit__(None, None, None)
            hint = f"df {os.path.dirname(self.path)}"
            raise GitError(f"the index cannot be locked: {error.strerror}", where=self.path, hint=hint) from error
        # The git that we start shares this: as long as it lives, the lock is not abandoned, even without us.
        os.set_inheritable(self._end, _flocked(self._end))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.unlink(self.path)
        os.close(self._end)


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
        if name != _OURS or not pid.isdigit() or not _flocked(end):
            return None
        return Abandoned(path, int(pid), head)
    finally:
        os.close(end)


def _flocked(end: int) -> bool:
    """Whether the lock of the open file is ours now, and was nobody's; false where there are no such locks."""
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

    __slots__ = ("env", "index_path", "path")

    def __init__(self, index_path: str, directory: str, name: str, pid: int | None = None) -> None:
        self.index_path = index_path
        self.path = os.path.join(directory, f"forgemd-index-{name}-{pid or os.getpid()}")
        self.env = {"GIT_INDEX_FILE": self.path}

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
        self.remove()

    def become_real(self) -> None:
        """Put this index in the place of the one that it was copied from."""
        os.replace(self.path, self.index_path)

    def _copy(self) -> None:
        self.remove()
        try:
            with open(self.index_path, "rb") as source:
                raw = source.read()
        except FileNotFoundError:
            return
        with open(self.path, "wb") as target:
            target.write(raw)

    def remove(self) -> None:
        """Take it away, with a lock on it."""
        for path in (self.path, f"{self.path}.lock"):
            with suppress(FileNotFoundError):
                os.unlink(path)
