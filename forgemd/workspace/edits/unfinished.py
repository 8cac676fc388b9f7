"""Trackers that somebody is writing at this moment: many an editor empties a file before it fills it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from forgemd.errors import StaleEdit, UsageError
from forgemd.workspace.workspace import Named, Workspace

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
    began = _changed(os.path.join(repository.common_dir, "forgemd.lock"))  # the clock is the file system's
    fresh = [named for named in workspace.listed() if _changed(named.full) > began - _FRESH]
    held = repository.blobs([f"{head}:{named.path}" for named in fresh])
    for named, raw in zip(fresh, held, strict=True):
        if raw and (_size(named) < len(raw) or _changed(named.full) >= began):
            return named.path
    return None


def _changed(full: str) -> float:
    """When the file was changed; never, if it is not there."""
    try:
        return os.stat(full).st_mtime
    except OSError:
        return float("-inf")


def _size(named: Named) -> int:
    try:
        return os.stat(named.full).st_size
    except OSError:
        return 0
