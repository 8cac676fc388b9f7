"""Work tree files, written whole or not at all.

A new file is written beside the old one, brought to the disk, and renamed over it; then the directory is brought
to the disk too. At no moment, whatever is killed or pulled, is there anything but the old bytes or the new ones.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from contextlib import suppress

from forgemd.errors import GitError, StaleEdit

__all__ = [
    "FileError",
    "fill",
    "held",
    "read_file",
    "replace",
    "stated",
    "sweep",
    "sync_directory",
    "target",
    "temporary",
    "unwritten",
    "write_file",
]


class FileError(GitError):
    """A file that cannot be read or written here, or must not be."""

    code = "file"


def read_file(root: str, path: str) -> bytes:
    """The bytes of the file at `path`, relative to `root`. Raises `FileError` for all that is no readable file."""
    try:
        full = os.path.join(root, path)
        if not stat.S_ISREG(os.stat(full).st_mode):
            kind = "a directory" if os.path.isdir(full) else "no regular file"
            raise FileError(f"this is {kind}", where=path)
        with open(full, "rb") as file:
            return file.read()
    except OSError as error:
        raise FileError(f"this cannot be read: {error.strerror}", where=path) from error


def write_file(root: str, path: str, raw: bytes, *, expect: bytes | None, forbidden: Sequence[str] = ()) -> None:
    """Put `raw` at `path`, relative to the work tree `root`, if the file still holds `expect`.

    `expect` is what was read before, None if the file shall be new. Mode and owner are kept; a symbolic link is
    kept and what it points to is written. `forbidden`: absolute directories that nothing may be written in, as
    the git directories.

    Raises `StaleEdit` if the file changed meanwhile and `FileError` for a path that leads out of the work tree
    or into a git directory, a full or read-only disk and the like: then nothing was written.
    """
    full = target(root, path, forbidden)
    try:
        replace(full, raw, expect=expect)
    except StaleEdit as error:
        raise StaleEdit(error.message, where=path, hint=error.hint) from None
    except OSError as error:
        raise unwritten(error, path, full) from error


def unwritten(error: OSError, path: str, full: str) -> FileError:
    """Why the file at `path` was not written, with the command that shows it."""
    directory = os.path.dirname(full)
    look = f"df {directory}" if error.errno in (errno.ENOSPC, errno.EDQUOT) else f"ls -ld {directory}"
    return FileError(f"nothing was written: {error.strerror}", where=path, hint=look)


def sweep(root: str, path: str) -> None:
    """Remove what a killed `write_file` left beside the file at `path`. For who knows that nobody writes it now."""
    directory, name = os.path.split(os.path.realpath(os.path.join(root, path)))
    prefix = _prefix(name)
    with suppress(OSError):
        for other in os.listdir(directory):
            if other.startswith(prefix) and other.endswith(_TEMPORARY) and len(other) == len(prefix + _TEMPORARY) + 8:
                os.unlink(os.path.join(directory, other))


def target(root: str, path: str, forbidden: Sequence[str] = ()) -> str:
    """The file that a write to `path` has to replace, links resolved. Raises `FileError` if it must not."""
    top = os.path.realpath(root)
    full = os.path.realpath(os.path.join(top, path))
    if not _inside(full, top) or full == top:
        raise FileError(f"this leads out of the work tree, to {full}", where=path)
    if any(_inside(full, os.path.realpath(directory)) for directory in forbidden) or any(
        _is_dot_git(part) for part in os.path.relpath(full, top).split(os.sep)
    ):
        raise FileError("this leads into a git directory", where=path)
    return full


def replace(full: str, raw: bytes, *, expect: bytes | None, mode: int = 0o666, durable: bool = True) -> None:
    """Replace the file at the absolute path `full`, which holds `expect`, or make it, with the permissions `mode`.
    `durable`: bring it to the disk before it takes its place, and its name behind that.

    Raises `StaleEdit` if it holds something else, and `OSError`; then the old file is as it was.
    """
    directory, name = os.path.split(full)
    fresh = fill(directory, name, raw, stated(full), mode, durable=durable)
    try:
        if held(full) != expect:
            raise StaleEdit(
                "the file changed meanwhile and nothing was written", where=full, hint="run the command again"
            )
        os.replace(fresh, full)
    except BaseException:
        with suppress(OSError):
            os.unlink(fresh)
        raise
    if durable:
        sync_directory(directory)


def fill(
    directory: str, name: str, raw: bytes, like: os.stat_result | None, mode: int = 0o666, *, durable: bool = True
) -> str:
    """A new file in `directory` that holds `raw`, on the disk, with the mode and the owner of `like`."""
    path = temporary(directory, name)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    end = os.open(path, flags, 0o600 if like else mode)
    try:
        with open(end, "wb", buffering=0) as file:
            pending = memoryview(raw)
            while pending:
                pending = pending[file.write(pending) or 0 :]
            if like is not None and os.name != "nt":
                _own(end, like)
                os.fchmod(end, stat.S_IMODE(like.st_mode))
            if durable:
                os.fsync(end)
    except BaseException:
        with suppress(OSError):
            os.unlink(path)
        raise
    return path


_TEMPORARY = ".tmp"


def temporary(directory: str, name: str) -> str:
    """A path in `directory` for what is going to take the place of `name`, that `sweep` knows."""
    return os.path.join(directory, f"{_prefix(name)}{os.urandom(4).hex()}{_TEMPORARY}")


def _prefix(name: str) -> str:
    # Half a name fits where a whole one did, and the dot keeps it out of `*.md`.
    return f".{_shortened(name)}.forgemd-"


def _own(end: int, like: os.stat_result) -> None:
    mine = os.fstat(end)
    if (mine.st_uid, mine.st_gid) != (like.st_uid, like.st_gid):
        # Only root may give a file away; a member of the group may keep the group.
        with suppress(PermissionError):
            os.fchown(end, like.st_uid if os.geteuid() == 0 else -1, like.st_gid)


def stated(full: str) -> os.stat_result | None:
    """What the system says of the file; None where there is none."""
    try:
        return os.stat(full)
    except FileNotFoundError:
        return None


def held(full: str) -> bytes | None:
    """The bytes of the file; None where there is none."""
    try:
        with open(full, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def sync_directory(directory: str) -> None:
    """Bring the names in it to the disk."""
    # Some file systems cannot; the file itself is in its place by now.
    with suppress(OSError):
        end = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(end)
        finally:
            os.close(end)


def _inside(full: str, directory: str) -> bool:
    return full == directory or full.startswith(directory.rstrip(os.sep) + os.sep)


def _is_dot_git(part: str) -> bool:
    """Whether a file system might take `part` for `.git`: case, trailing dots, short names, ignorable characters."""
    plain = "".join(char for char in part if char.isprintable()).partition(":")[0].rstrip(". ").lower()
    return plain in (".git", "git~1")


def _shortened(name: str) -> str:
    raw = os.fsencode(name)
    return name if len(raw) <= 200 else os.fsdecode(raw[:200])
