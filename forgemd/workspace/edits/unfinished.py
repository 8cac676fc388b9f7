"""Trackers that somebody is writing at this moment: many an editor empties a file before it fills it, or gives it
another name and writes a new one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from forgemd.errors import StaleEdit, UsageError
from forgemd.workspace.workspace import Workspace

__all__ = ["looking_again"]

_FRESH = 1.0
_PAUSE = 0.05
"""Seconds."""


@contextmanager
def looking_again(workspace: Workspace) -> Iterator[None]:
    """Turns a `UsageError` into `StaleEdit`, after a pause, where a tracker was written less than a second ago and is
    shorter than HEAD has it, or was written since the command began: what is not there may be in a moment. To be
    entered under `Workspace.exclusive`."""
    try:
        yield
    except UsageError as error:
        path = _being_written(workspace)
        if path is None:
            raise
        time.sleep(_PAUSE)
        raise StaleEdit("a tracker is being written", where=path, hint="run the command again") from error


def _being_written(workspace: Workspace) -> str | None:
    repository, head = workspace.repository, workspace.head
    if repository is None or head is None:
        return None
    lock = os.path.join(repository.common_dir, "forgemd.lock")
    began, _ = _stated(lock)
    found = [(named.path, *_stated(named.full)) for named in workspace.listed()]
    with suppress(OSError):
        os.utime(lock)
    now, _ = _stated(lock)  # the file system's clock, behind them: what is later has its time from elsewhere
    fresh = [each for each in found if began - _FRESH < each[1] <= now]
    held = repository.blobs([f"{head}:{path}" for path, _, _ in fresh])
    for (path, changed, size), raw in zip(fresh, held, strict=True):
        if raw and (changed >= began or size < len(raw)):
            return path
    return None


def _stated(full: str) -> tuple[float, int]:
    """When the file was changed, and its size in bytes; of one that is not there, when its directory was changed."""
    for path, there in ((full, True), (os.path.dirname(full), False)):
        with suppress(OSError):
            found = os.stat(path)
            return found.st_mtime, found.st_size if there else 0
    return float("-inf"), 0
