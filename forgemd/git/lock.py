"""Git's own lock on an index, and index files of our own beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from types import TracebackType

from forgemd.errors import GitError

__all__ = ["IndexLock", "ScratchIndex"]


class IndexLock:
    """Holds `INDEX.lock` as git does, so that no other git process of this work tree stages or commits meanwhile.

    A context manager. Raises `GitError` if it is held already; it is never taken from its holder.
    """

    __slots__ = ("index_path", "path")

    def __init__(self, index_path: str) -> None:
        self.index_path = index_path
        self.path = f"{index_path}.lock"

    def __enter__(self) -> IndexLock:
        try:
            end = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError as error:
            raise GitError(
                "another git process is at work here, or one was killed: the index is locked",
                where=self.path,
                hint="wait for it and run the command again; the file may go only if no git process is left",
            ) from error
        except OSError as error:
            raise GitError(f"the index cannot be locked: {error.strerror}", where=self.path) from error
        # Git writes no owner into its locks; with one, a lock that outlived its process can be told from ours.
        os.write(end, f"forgemd {os.getpid()}\n".encode("ascii"))
        os.close(end)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.unlink(self.path)


class ScratchIndex:
    """A copy of the index at `index_path`, for git to work on through `env`; a context manager that removes it.

    It starts as a copy, not empty, since the times of the files are in it: without them git would read every
    file of the work tree to see whether it changed.
    """

    __slots__ = ("env", "index_path", "path")

    def __init__(self, index_path: str, directory: str, name: str) -> None:
        self.index_path = index_path
        self.path = os.path.join(directory, f"forgemd-index-{name}-{os.getpid()}")
        self.env = {"GIT_INDEX_FILE": self.path}

    def __enter__(self) -> ScratchIndex:
        try:
            self._copy()
        except OSError as error:
            self._remove()
            raise GitError(f"the index cannot be copied: {error.strerror}", where=self.path) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._remove()

    def become_real(self) -> None:
        """Put this index in the place of the one that it was copied from."""
        os.replace(self.path, self.index_path)

    def _copy(self) -> None:
        self._remove()
        try:
            with open(self.index_path, "rb") as source:
                raw = source.read()
        except FileNotFoundError:
            return
        with open(self.path, "wb") as target:
            target.write(raw)

    def _remove(self) -> None:
        for path in (self.path, f"{self.path}.lock"):
            with suppress(FileNotFoundError):
                os.unlink(path)
