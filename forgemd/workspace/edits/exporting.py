"""One file for each task, in a directory: looked at before any is written, and none replaced that is not ours."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence

from forgemd.errors import UsageError
from forgemd.git import write_file
from forgemd.typed import Any, Literal, NamedTuple
from forgemd.workspace.workspace import Workspace

__all__ = ["SplitFile", "plan_split", "write_split"]

Record = Mapping[str, Any]


class SplitFile(NamedTuple):
    """A file of one task: its name in the directory, what it holds (None for no file yet) and what it shall hold."""

    name: str
    task: str
    before: bytes | None
    after: bytes

    @property
    def action(self) -> Literal["new", "changed", "unchanged"]:
        """What writing it does."""
        if self.before is None:
            return "new"
        return "unchanged" if self.before == self.after else "changed"


def plan_split(directory: str, names: Sequence[str], tasks: Sequence[Record], texts: Sequence[str]) -> list[SplitFile]:
    """The files (`texts` under `names`) of `tasks` in `directory`, which need not exist.

    A file that is there is replaced only if it is an earlier export of the same task of the same tracker. Raises
    `UsageError` for any other, and for what is no file.
    """
    if os.path.lexists(directory) and not os.path.isdir(directory):
        raise UsageError("this is no directory", where=directory, hint="name one that forgemd may make: --split tasks")
    found = []
    for name, task, text in zip(names, tasks, texts, strict=True):
        full = os.path.join(directory, name)
        before = _held(full)
        if before is not None and not _is_export_of(before, task):
            hint = f"look at it: cat {full}; or name another directory"
            raise UsageError("this file is no earlier export of the task, and is kept", where=full, hint=hint)
        found.append(SplitFile(name, str(task["id"]), before, text.encode("utf-8", "backslashreplace")))
    return found


def _held(path: str) -> bytes | None:
    if not os.path.lexists(path):
        return None
    if os.path.islink(path) or not os.path.isfile(path):
        raise UsageError("this is no regular file, and is kept", where=path, hint=f"look at it: ls -l {path}")
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=path, hint=f"ls -l {path}") from error


def _is_export_of(raw: bytes, task: Record) -> bool:
    try:
        held = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(held, dict)
        and set(held) >= {"id", "path", "category", "cells"}
        and ((held["id"], held["path"]) == (task["id"], task["path"]))
    )


def write_split(workspace: Workspace, directory: str, files: Sequence[SplitFile]) -> None:
    """Write what is new or changed.

    Raises `UsageError` if the directory cannot be made, `FileError` if a file cannot be written or the directory is
    one of git's, `StaleEdit` if a file changed meanwhile.
    """
    try:
        os.makedirs(directory, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(f"the directory cannot be made: {why}", where=directory, hint="name another one") from error
    repository = workspace.repository
    forbidden = (repository.git_dir, repository.common_dir) if repository is not None else ()
    for file in files:
        if file.action != "unchanged":
            write_file(directory, file.name, file.after, expect=file.before, forbidden=forbidden)
