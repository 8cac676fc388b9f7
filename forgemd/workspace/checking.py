"""What `check` looks at: bytes from the work tree, the index or a commit, beside those of a base."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from forgemd.check import Subject
from forgemd.errors import SourceError
from forgemd.text import Source
from forgemd.tracker import Tracker
from forgemd.workspace.workspace import Named, Workspace

__all__ = ["Loaded", "load_staged", "load_worktree"]


class Loaded(NamedTuple):
    """The subjects of a check, and the files that could not be read as trackers, with the reason."""

    subjects: tuple[Subject, ...]
    unreadable: tuple[SourceError, ...]

    @property
    def sources(self) -> dict[str, Source]:
        """The texts that findings point into, by path."""
        return {subject.tracker.path: subject.tracker.source for subject in self.subjects}


def load_worktree(workspace: Workspace, paths: Sequence[str], base: str | None = None) -> Loaded:
    """The trackers of the work tree against `base` (HEAD where none is named)."""
    named = workspace.find(paths)
    return _load(workspace, [(file, workspace.bytes_of(file)) for file in named], base)


def load_staged(workspace: Workspace, paths: Sequence[str] = ()) -> Loaded:
    """What the index holds for trackers that it changes, against HEAD."""
    repository = workspace.need_repository()
    wanted = {workspace.named(path).path for path in paths}
    staged = [
        entry
        for entry in repository.staged()
        if entry.path.lower().endswith((".md", ".markdown")) and workspace.is_listed(entry.path)
    ]
    present = [entry for entry in staged if entry.status != "D" and (not wanted or entry.path in wanted)]
    blobs = repository.blobs([f":0:{entry.path}" for entry in present])
    files = [(Named(entry.path, ""), raw) for entry, raw in zip(present, blobs, strict=True) if raw is not None]
    return _load(workspace, files, None, {entry.path: entry.old_path or entry.path for entry in present})


def _load(
    workspace: Workspace,
    files: Sequence[tuple[Named, bytes]],
    base: str | None,
    old_paths: dict[str, str] | None = None,
) -> Loaded:
    subjects: list[Subject] = []
    unreadable: list[SourceError] = []
    bases, problem = _bases(workspace, [file.path for file, _ in files], base, old_paths or {})
    for (file, raw), old in zip(files, bases, strict=True):
        try:
            tracker = workspace.tracker(file.path, raw)
        except SourceError as error:
            unreadable.append(error)
            continue
        subjects.append(Subject(tracker, old, problem, not problem and old is None))
    return Loaded(tuple(subjects), tuple(unreadable))


def _bases(
    workspace: Workspace, paths: list[str], base: str | None, old_paths: dict[str, str]
) -> tuple[list[Tracker | None], str]:
    """The tracker at each path in the base, and why there is no base at all."""
    nothing: list[Tracker | None] = [None] * len(paths)
    repository = workspace.repository
    if repository is None:
        if base is not None:
            workspace.need_repository()
        return nothing, workspace.no_repository
    rev = workspace.head if base is None else repository.resolve(base)
    if rev is None:
        return nothing, "there is no commit yet to compare with"
    settings = workspace.settings_at(rev)
    found: list[Tracker | None] = []
    blobs = repository.blobs([f"{rev}:{old_paths.get(path, path)}" for path in paths])
    for path, raw in zip(paths, blobs, strict=True):
        try:
            found.append(None if raw is None else workspace.tracker(path, raw, settings))
        except SourceError:
            # It was no text, so it was no tracker: what makes one of it is new.
            found.append(None)
    return found, ""
