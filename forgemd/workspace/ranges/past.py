"""Trackers and configurations as commits have them, each read once and dropped when many others came after it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from forgemd.check import Selection
from forgemd.config import Config, candidates
from forgemd.errors import SourceError
from forgemd.git import Commit
from forgemd.rules import Surroundings
from forgemd.text import Source
from forgemd.tracker import Settings, Tracker, read
from forgemd.workspace.checks.around import Around
from forgemd.workspace.workspace import Workspace

__all__ = ["Past", "config_paths"]

_KEPT = 64
"""Readings that are kept: a branch has few trackers, and each reading is asked for again by the next commit."""


def config_paths(workspace: Workspace) -> list[str]:
    """Where a configuration may be, relative to the repository's top."""
    root = workspace.need_repository().root
    return [os.path.relpath(path, root).replace(os.sep, "/") for path in candidates(workspace.cwd, root)]


class Past:
    """What commits hold, for one walk through history, parents before children."""

    def __init__(self, workspace: Workspace, selection: Callable[[Config], Selection]) -> None:
        self._workspace = workspace
        self._selection_of = selection
        self._config_paths = frozenset(config_paths(workspace))
        self._configs: dict[str, Config] = {}
        self._settings: dict[int, Settings] = {}
        self._selections: dict[int, Selection] = {}
        self._trackers: dict[tuple[str, str, int], Tracker | SourceError] = {}
        self._raw: dict[str, bytes] = {}

    def enter(self, commit: Commit) -> None:
        """Note which configuration `commit` has: its first parent's, unless it changes it."""
        touched = {path for blob in commit.changed[0].values() for path in (blob.path, blob.old_path)}
        if commit.parents and self._config_paths.isdisjoint(touched):
            config = self.config(commit.parents[0])
            if not config.schemas:  # their files may be others, and are not among what is told to have changed
                self._configs[commit.oid] = config

    def config(self, oid: str) -> Config:
        """The configuration that the commit `oid` has."""
        if oid not in self._configs:
            self._configs[oid] = self._workspace.config_at(oid)
        return self._configs[oid]

    def selection(self, oid: str) -> Selection:
        """The rules that the commit `oid` selects for those that come after it."""
        config = self.config(oid)
        if id(config) not in self._selections:
            self._selections[id(config)] = self._selection_of(config)
        return self._selections[id(config)]

    def settings(self, oid: str) -> Settings:
        """How the commit `oid` reads trackers."""
        config = self.config(oid)
        if id(config) not in self._settings:
            self._settings[id(config)] = self._workspace.settings_of(config)
        return self._settings[id(config)]

    def fetch(self, oids: Iterable[str]) -> None:
        """Have the blobs `oids` at hand, from one process, and those before them no more."""
        wanted = [oid for oid in dict.fromkeys(oids) if oid not in self._raw]
        raw = self._workspace.need_repository().blobs(wanted)
        kept = {oid: self._raw[oid] for oid in oids if oid in self._raw}
        self._raw = {**kept, **{oid: one for oid, one in zip(wanted, raw, strict=True) if one is not None}}

    def around(self, oid: str) -> Surroundings:
        """What lies around the trackers of the commit `oid`."""
        return Around(self._workspace, oid)

    def raw(self, oid: str) -> bytes:
        """What the blob `oid` holds."""
        if oid not in self._raw:
            (raw,) = self._workspace.need_repository().blobs([oid])
            self._raw[oid] = raw or b""
        return self._raw[oid]

    def tracker(self, path: str, blob: str, commit: str) -> Tracker:
        """The tracker in the blob as `commit` reads it, by the name `path`. Raises `SourceError`."""
        settings = self.settings(commit)
        key = (path, blob, id(settings))
        found = self._trackers.pop(key, None) or _read(self.raw(blob), path, settings)
        self._trackers[key] = found
        if len(self._trackers) > _KEPT:
            del self._trackers[next(iter(self._trackers))]
        if isinstance(found, SourceError):
            raise found
        return found

    def at(self, path: str, oid: str, judge: str | None = None) -> Tracker | None:
        """The tracker that the commit `oid` has at `path`, as the commit `judge` reads it, else `oid` itself; None
        where it has none that can be read."""
        (raw,) = self._workspace.need_repository().blobs([f"{oid}:{path}"])
        found = None if raw is None else _read(raw, path, self.settings(judge or oid))
        return found if isinstance(found, Tracker) else None


def _read(raw: bytes, path: str, settings: Settings) -> Tracker | SourceError:
    try:
        return read(Source.decode(raw, path), settings)
    except SourceError as error:
        return error
