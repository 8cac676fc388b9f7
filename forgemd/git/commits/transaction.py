"""Work tree files on the way into a commit: all of them new, or all as they were, whatever happens meanwhile.

The old file is kept under a second name, so that putting it back takes no room on a disk that is full by then. A
journal in the git directory says what was begun on top of which commit. Whoever finds it in place of its owner
(`settle`) looks where the branch is: still there, and the files go back; elsewhere, and their text stands.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from forgemd.errors import ForgemdError, StaleEdit
from forgemd.git.files import (
    fill,
    held,
    replace,
    stated,
    sweep,
    sync_directory,
    target,
    temporary,
    unwritten,
)
from forgemd.git.repository import Repository
from forgemd.typed import NamedTuple

__all__ = ["JOURNAL", "KEPT", "FileWrite", "Settled", "replaced", "settle"]

_FORMAT = "forgemd journal 1"
JOURNAL = "forgemd-journal"
KEPT = "forgemd-kept-"


class FileWrite(NamedTuple):
    """The file at `path` (relative to the root), which holds `before`, shall hold `after`."""

    path: str
    before: bytes
    after: bytes


class _Swap(NamedTuple):
    """A file at the absolute path `full`, the name that its old state is kept under, and the new one beside it.

    `mark` tells the new file from everything that anybody puts in its place.
    """

    path: str
    full: str
    kept: str
    fresh: str
    mark: str


class _Back(NamedTuple):
    """The files that were put back, and a clause for each that was not: changed by somebody since, or for a failure
    of the disk."""

    done: tuple[str, ...]
    changed: tuple[str, ...]
    failed: tuple[str, ...]


class Settled(NamedTuple):
    """What was done about a change that was begun: the paths of files that are as before it, and of those that keep
    what was written, with the reason."""

    back: tuple[str, ...]
    kept: tuple[str, ...]


@contextmanager
def replaced(repository: Repository, head: str | None, writes: Sequence[FileWrite]) -> Iterator[None]:
    """Write all files, or none. If what is done meanwhile fails they are put back, unless HEAD is not `head` any
    more: once a commit is made, its text is the truth. (A `StaleEdit` says that the commit was somebody else's.)

    To be entered under `exclusive`. Raises `StaleEdit` for a file that somebody changed meanwhile and `FileError`
    for one that cannot be written. A `ForgemdError` from inside gets a hint about what could not be put back.
    """
    changing = [write for write in writes if write.before != write.after]
    if not changing:
        yield
        return
    journal = _journal(repository)
    swaps: list[_Swap] = []
    try:
        swaps.extend(_prepared(repository, write) for write in changing)  # those before one that fails are kept
        _record(journal, head, swaps)
        for swap, write in zip(swaps, changing, strict=True):
            _put(swap, write)
        yield
    except BaseException as error:
        apart = isinstance(error, StaleEdit)  # HEAD is not `head`, and for another reason than this
        back = _put_back(swaps) if apart or repository.head() == head else _Back((), (), ())
        _explain(error, back)
        if not back.failed:  # else the next command tries again
            _forget(journal, swaps)
        raise
    _forget(journal, swaps)


def settle(repository: Repository, *, apart: bool = False) -> Settled:
    """Put right what a killed process left between `replaced` and its end. For who knows that none is alive, and, with
    `apart`, that HEAD moved by somebody else's commit."""
    journal = _journal(repository)
    found = held(journal)
    back = _Back((), (), ())
    if found is not None:
        # One that a power cut has torn says nothing: then the new text stands, as if somebody had typed it.
        name, head, *fields = [*os.fsdecode(found).split("\0")[:-1], "", ""]
        whole = name == _FORMAT and len(fields) % len(_Swap._fields) == 2
        swaps = [_Swap(*fields[at : at + 5]) for at in range(0, len(fields) - 2, 5)] if whole else []
        if apart or repository.head() == (head or None):
            back = _put_back(swaps)
            if back.failed:
                return Settled(back.done, back.changed + back.failed)
        _forget(journal, swaps)
    for other in os.listdir(repository.git_dir):
        if other.startswith((KEPT, ".forgemd-journal.")):
            _remove(os.path.join(repository.git_dir, other))
    return Settled(back.done, back.changed)


def _journal(repository: Repository) -> str:
    return os.path.join(repository.git_dir, JOURNAL)


def _prepared(repository: Repository, write: FileWrite) -> _Swap:
    """The new file beside the old one, and a second name for that. Raises as `write_file` does."""
    full = target(repository.root, write.path, (repository.git_dir, repository.common_dir))
    sweep(repository.root, write.path)
    directory, name = os.path.split(full)
    try:
        fresh = fill(directory, name, write.after, stated(full))
        try:
            kept = _keep(full, repository.git_dir, write.before)
        except BaseException:
            _remove(fresh)
            raise
        return _Swap(write.path, full, kept, fresh, _mark(fresh))
    except OSError as error:
        raise unwritten(error, write.path, full) from error


def _keep(full: str, git_dir: str, before: bytes) -> str:
    """A second name for the file: in the git directory where nobody stumbles over it, or beside it on another disk."""
    directory, name = os.path.split(full)
    unique = os.urandom(4).hex()
    for kept in (os.path.join(git_dir, KEPT + unique), temporary(directory, name)):
        with suppress(OSError):
            os.link(full, kept)
            return kept
    return fill(directory, name, before, stated(full))


def _mark(full: str) -> str:
    """What is true of this file and of no other, nor of itself once it was written to; empty if there is none."""
    found = stated(full)
    return f"{found.st_dev}:{found.st_ino}:{found.st_size}:{found.st_mtime_ns}" if found is not None else ""


def _record(journal: str, head: str | None, swaps: Sequence[_Swap]) -> None:
    """Write the journal. It outlives its process anyhow; only where several files have to stay together is it worth
    two waits for the disk that it outlives the machine."""
    fields = [_FORMAT, head or "", *(field for swap in swaps for field in swap)]
    raw = os.fsencode("".join(f"{field}\0" for field in fields))
    try:
        replace(journal, raw, expect=held(journal), durable=len(swaps) > 1)
    except OSError as error:
        raise unwritten(error, swaps[0].path, journal) from error


def _put(swap: _Swap, write: FileWrite) -> None:
    try:
        if held(swap.full) != write.before:
            message = "the file changed meanwhile and nothing was written"
            raise StaleEdit(message, where=swap.path, hint="run the command again")
        os.replace(swap.fresh, swap.full)
    except OSError as error:
        raise unwritten(error, swap.path, swap.full) from error
    sync_directory(os.path.dirname(swap.full))


def _put_back(swaps: Sequence[_Swap]) -> _Back:
    """Make the files what they were, but for those that somebody, a hook perhaps, has changed since."""
    done, changed, failed = [], [], []
    for swap in swaps:
        if os.path.lexists(swap.fresh):
            continue  # it never came so far
        if _mark(swap.full) != swap.mark:
            changed.append(f"{swap.path} was changed meanwhile")
            continue
        try:
            os.replace(swap.kept, swap.full)
            done.append(swap.path)
        except OSError as error:
            failed.append(f"{swap.path} could not be put back ({error.strerror})")
        sync_directory(os.path.dirname(swap.full))
    return _Back(tuple(done), tuple(changed), tuple(failed))


def _explain(error: BaseException, back: _Back) -> None:
    left = back.changed + back.failed
    if left and isinstance(error, ForgemdError):
        told = f"{', '.join(left)} and keeps what forgemd wrote (git diff shows it)"
        error.hint = f"{told}; {error.hint}" if error.hint else told


def _forget(journal: str, swaps: Sequence[_Swap]) -> None:
    """Without its journal a change stands as it is, so that goes first."""
    for path in (journal, *(name for swap in swaps for name in (swap.kept, swap.fresh))):
        _remove(path)


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
