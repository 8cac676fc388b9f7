"""What `check` looks at: bytes from the work tree, the index or a commit, beside those of a base."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.check import Subject
from forgemd.errors import SourceError, UsageError
from forgemd.text import Source
from forgemd.tracker import Settings, Tracker
from forgemd.typed import NamedTuple
from forgemd.workspace.around import INDEX, Around
from forgemd.workspace.workspace import Named, Workspace

__all__ = ["Loaded", "load_files", "load_revision", "load_staged", "load_text", "load_worktree"]


NOTHING = ""
"""The base of a root commit: everything in it is new."""


class Loaded(NamedTuple):
    """The subjects of a check, and the files that could not be read as trackers, with the reason.

    `unmerged`: staged Markdown that a merge left in conflict, so that there is nothing to look at.
    """

    subjects: tuple[Subject, ...]
    unreadable: tuple[SourceError, ...]
    unmerged: tuple[str, ...] = ()

    @property
    def sources(self) -> dict[str, Source]:
        """The texts that findings point into, by path."""
        return {subject.tracker.path: subject.tracker.source for subject in self.subjects}


def load_worktree(workspace: Workspace, paths: Sequence[str], base: str | None = None) -> Loaded:
    """The trackers of the work tree against `base` (HEAD where none is named)."""
    return load_files(workspace, workspace.find(paths), base)


def load_files(workspace: Workspace, files: Sequence[Named], base: str | None = None) -> Loaded:
    """The trackers in `files` of the work tree, against `base` (HEAD where none is named)."""
    return _load(workspace, [(file, workspace.bytes_of(file)) for file in files], base)


def load_staged(workspace: Workspace, paths: Sequence[str] = ()) -> Loaded:
    """What the index holds for trackers that it changes, against HEAD."""
    repository = workspace.need_repository()
    wanted = {workspace.named(path).path for path in paths}
    staged = [entry for entry in repository.staged() if workspace.is_candidate(entry.path)]
    unmerged = tuple(entry.path for entry in staged if entry.status == "U")
    asked = [entry for entry in staged if not wanted or entry.path in wanted]
    present = {entry.path: (entry.oid, entry.old_path) for entry in asked if entry.oid is not None}
    blobs = repository.blobs([oid for oid, _ in present.values()])
    files = [(Named(path, ""), raw) for path, raw in zip(present, blobs, strict=True) if raw is not None]
    loaded = _load(workspace, files, None, {path: old for path, (_, old) in present.items()}, rev=INDEX)
    return loaded._replace(unmerged=unmerged)


def load_text(workspace: Workspace, path: str, raw: bytes, base: str | None = None) -> Loaded:
    """`raw` as if the file `path` held it, against `base` (HEAD where none is named). No file has to be there."""
    repository = workspace.repository
    name = path if repository is None else repository.relative(path, workspace.cwd)
    return _load(workspace, [(Named(name, ""), raw)], base)


def load_revision(workspace: Workspace, rev: str, paths: Sequence[str] = (), base: str | None = None) -> Loaded:
    """What the commit `rev` holds for trackers, against `base`, or against its first parent.

    Raises `GitError` for a commit that is not there or whose parent the clone lacks, and `UsageError` for a path
    that the commit does not have.
    """
    from forgemd.git import first_parent, markdown_at

    repository = workspace.need_repository()
    oid = repository.resolve(rev)
    parent = repository.resolve(base) if base is not None else first_parent(repository, oid)
    wanted = [repository.relative(path, workspace.cwd) for path in paths]
    names = wanted or [path for path in markdown_at(repository, oid) if workspace.is_listed(path)]
    files = []
    for path, raw in zip(names, repository.blobs([f"{oid}:{path}" for path in names]), strict=True):
        if raw is not None:
            files.append((Named(path, ""), raw))
        elif wanted:
            raise UsageError(f"no such file in {rev}", where=path, hint=f"git ls-tree -r --name-only {rev}")
    return _load(workspace, files, parent or NOTHING, settings=workspace.settings_at(oid), rev=oid)


def _load(
    workspace: Workspace,
    files: Sequence[tuple[Named, bytes]],
    base: str | None,
    old_paths: dict[str, str] | None = None,
    settings: Settings | None = None,
    rev: str = "",
) -> Loaded:
    around = Around(workspace, rev)
    subjects: list[Subject] = []
    unreadable: list[SourceError] = []
    bases, problem = _bases(workspace, [file.path for file, _ in files], base, old_paths or {})
    for (file, raw), old in zip(files, bases, strict=True):
        try:
            tracker = workspace.tracker(file.path, raw, settings)
        except SourceError as error:
            unreadable.append(error)
            continue
        subjects.append(Subject(tracker, old, problem, not problem and old is None, around))
    return Loaded(tuple(subjects), tuple(unreadable))


def _bases(
    workspace: Workspace, paths: list[str], base: str | None, old_paths: dict[str, str]
) -> tuple[list[Tracker | None], str]:
    """The tracker at each path in the base, and why there is no base at all."""
    nothing: list[Tracker | None] = [None] * len(paths)
    if base == NOTHING:
        return nothing, ""
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
