"""Results into files: what `--output-file` and `-o` name, and the summary of a workflow run."""

from __future__ import annotations

import os
from contextlib import suppress

from forgemd.errors import UsageError

__all__ = ["append", "write_report", "write_result"]


def write_report(path: str, text: str) -> None:
    """Make the file at `path` (in the current directory, or absolute) hold `text` in UTF-8, as `write_result` does."""
    write_result(path, text.encode("utf-8", "backslashreplace"), "the report")


def write_result(path: str, raw: bytes, name: str = "the result") -> None:
    """Make the file at `path` (in the current directory, or absolute) hold `raw`, whole or not at all.

    What is no regular file, a pipe or `/dev/stdout`, is written to as it is. Raises `UsageError`, in which it goes
    by `name`, if that fails.
    """
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb") as file:
                file.write(raw)
        else:
            _replace(os.path.realpath(path), raw)
    except OSError as error:
        why = error.strerror or str(error)
        hint = "name a file in a directory that exists and may be written to"
        raise UsageError(f"{name} cannot be written: {why}", where=path, hint=hint) from error


def _replace(full: str, raw: bytes) -> None:
    """Write beside the file, then rename over it, so that a reader sees the old report or the new one."""
    directory, name = os.path.split(full)
    temporary = os.path.join(directory, f".{name[:60]}.forgemd-{os.urandom(4).hex()}.tmp")
    try:
        with open(temporary, "xb") as file:
            file.write(raw)
            if os.path.exists(full):
                os.chmod(temporary, os.stat(full).st_mode & 0o777)
        os.replace(temporary, full)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def append(path: str, text: str) -> None:
    """Write `text` behind what the file at `path` holds. Raises `UsageError` if that fails."""
    try:
        with open(path, "a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"the summary cannot be written: {error.strerror}", where=path) from error
