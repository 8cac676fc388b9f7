"""Trackers that somebody is writing at this moment: many an editor empties a file before it fills it."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from forgemd.errors import StaleEdit
from forgemd.workspace.workspace import Named, Workspace

__all__ = ["need_finished"]

_FRESH = 1.0
_PAUSE = 0.05
"""Seconds."""


def need_finished(workspace: Workspace, paths: Sequence[str]) -> None:
    """Raises `StaleEdit` if one of the trackers (of `paths`, if any are given) was written less than a second ago and
    is shorter than HEAD has it, after a pause. For who does not find in it what should be there, and is alone."""
    repository, head = workspace.repository, workspace.head
    if repository is None or head is None:
        return
    now = _changed(os.path.join(repository.common_dir, "forgemd.lock"))  # the clock is the file system's
    single, others = workspace.reach(paths)
    fresh = [named for named in (*single, *others) if not named.outside and abs(now - _changed(named.full)) < _FRESH]
    held = repository.blobs([f"{head}:{named.path}" for named in fresh])
    if any(raw and _size(named) < len(raw) for named, raw in zip(fresh, held, strict=True)):
        time.sleep(_PAUSE)
        raise StaleEdit("a tracker is being written", where=fresh[0].path, hint="run the command again")


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
