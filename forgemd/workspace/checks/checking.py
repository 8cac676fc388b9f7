"""What `check` looks at: bytes from the work tree, the index or a commit, beside those of a base."""

from __future__ import annotations

import os

from forgemd.check import Subject
from forgemd.errors import GitError, SourceError, UsageError
from forgemd.git import Repository, Staged, is_blob
from forgemd.text import Source
from forgemd.tracker import Settings, Tracker
from forgemd.typed import TYPE_CHECKING, Iterable, Iterator, NamedTuple, Sequence
from forgemd.workspace.checks.around import INDEX, Around
from forgemd.workspace.checks.since import Since, since
from forgemd.workspace.settings import lists
from forgemd.workspace.workspace import Named, Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Base",
    "Loaded",
    "base_of",
    "before_worktree",
    "load_revision",
    "load_staged",
    "load_text",
    "load_worktree",
    "looked_up",
    "stream",
]


NOTHING = ""
"""The base of a root commit: everything in it is new."""
_OUTSIDE = "the file lies outside of this repository"
"""Why there is nothing to compare a file with that another repository may hold."""


class Loaded(NamedTuple):
    """The subjects of a check, and the files that could not be read as trackers, with the reason.

    `unmerged`: staged Markdown that a merge left in conflict, so that there is nothing to look at; `gone`: Markdown
    that the commit `base` has, which is what they are compared with, and that is no more.
    """

    subjects: tuple[Subject, ...]
    unreadable: tuple[SourceError | UsageError, ...]
    unmerged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    base: str | None = None

    @property
    def sources(self) -> dict[str, Source]:
        """The texts that findings point into, by path."""
        return {subject.tracker.path: subject.tracker.source for subject in self.subjects}


def load_worktree(workspace: Workspace, paths: Sequence[str], base: str | None = None) -> Loaded:
    """The trackers of the work tree against `base` (HEAD where none is named)."""
    files: list[tuple[Named, bytes]] = []
    unreadable: list[UsageError] = []
    against = before_worktree(workspace, base, _alone(workspace, paths))
    for file in workspace.find(paths, against.once):
        try:
            files.append((file, workspace.bytes_of(file)))
        except UsageError as error:
            unreadable.append(error)
    loaded = _load(workspace, files, against)
    gone = () if paths else against.since.gone
    return loaded._replace(unreadable=(*unreadable, *loaded.unreadable), gone=gone)


def load_staged(workspace: Workspace, paths: Sequence[str] = ()) -> Loaded:
    """What the index holds for trackers that it changes, against HEAD."""
    repository = workspace.need_repository()
    staged = [entry for entry in repository.staged() if workspace.is_candidate(entry.path)]
    unmerged = tuple(entry.path for entry in staged if entry.status == "U")
    asked = _meant(workspace, staged, paths) if paths else staged
    present = {entry.path: (entry.oid, entry.old_path) for entry in asked if entry.oid is not None}
    blobs = repository.blobs([oid for oid, _ in present.values()])
    files = [(Named(path, ""), raw) for path, raw in zip(present, blobs, strict=True) if raw is not None]
    moved = {path: old for path, (_, old) in present.items()}
    gone = tuple(entry.path for entry in asked if entry.status == "D")
    loaded = _load(workspace, files, base_of(workspace, None)._replace(since=Since(moved)), rev=INDEX)
    return loaded._replace(unmerged=unmerged, gone=gone)


def _meant(workspace: Workspace, staged: Sequence[Staged], paths: Sequence[str]) -> list[Staged]:
    """Those of the files that are staged that `paths` mean."""
    told = workspace.meant(paths)
    wanted = [workspace.named(path).path for path in told.files]
    return [entry for entry in staged if told.has(entry.path, wanted)]


def load_text(workspace: Workspace, path: str, raw: bytes, base: str | None = None) -> Loaded:
    """`raw` as if the file `path` held it, against `base` (HEAD where none is named). No file has to be there."""
    named = workspace.placed(path)
    return _load(workspace, [(named._replace(full=""), raw)], before_worktree(workspace, base, [named]))


def load_revision(workspace: Workspace, rev: str, paths: Sequence[str] = (), base: str | None = None) -> Loaded:
    """What the commit `rev` holds for trackers, against `base`, or against its first parent.

    Raises `GitError` for a commit that is not there or whose parent the clone lacks, and `UsageError` for a path
    that the commit does not have.
    """
    from forgemd.git import changes, first_parent, markdown_at

    repository = workspace.need_repository()
    oid = repository.resolve(rev)
    parent = repository.resolve(base) if base is not None else first_parent(repository, oid)
    told = workspace.meant(paths)
    wanted = [repository.relative(path, workspace.cwd) for path in told.files]
    own = workspace.config_at(oid)
    there = markdown_at(repository, oid) if told.patterns or not paths else []
    below = [path for path in there if told.has(path, wanted) and (lists(own, path) or workspace.is_listed(path))]
    names = list(dict.fromkeys((*wanted, *below)))
    files = []
    for path, raw in zip(names, repository.blobs([f"{oid}:{path}" for path in names]), strict=True):
        if raw is not None:
            files.append((Named(path, ""), raw))
        elif path in wanted:
            raise UsageError(f"no such file in {rev}", where=path, hint=f"git ls-tree -r --name-only {rev}")
    if told.patterns and not names:
        hint = f"git ls-tree -r --name-only {rev}"
        raise UsageError(f"no Markdown file of {rev} is meant by this", where=" ".join(paths), hint=hint)
    against = base_of(workspace, parent or NOTHING)
    if parent is None:
        return _load(workspace, files, against, workspace.settings_at(oid), oid)
    found = since(workspace, changes(repository, parent, oid))
    loaded = _load(workspace, files, against._replace(since=found), workspace.settings_at(oid), oid)
    return loaded._replace(gone=() if paths else found.gone)


class Base(NamedTuple):
    """The commit `rev` to compare with, and how it read trackers; without one, why not (`problem`; empty for a file
    that is new). `known` are the ids of its blobs, by path: who holds the same bytes need not ask for them. `since` is
    what became of its files, `once` those of them that held tasks and say something else now."""

    rev: str | None
    settings: Settings
    problem: str = ""
    known: Mapping[str, str] = {}
    since: Since = Since({})
    once: frozenset[str] = frozenset()


def base_of(workspace: Workspace, base: str | None) -> Base:
    """The commit `base`, or HEAD. Raises `GitError` if there is no such commit."""
    if base == NOTHING:
        return Base(None, workspace.settings)
    repository = workspace.repository
    if repository is None:
        if base is not None:
            workspace.need_repository()
        return Base(None, workspace.settings, workspace.no_repository)
    rev = workspace.head if base is None else repository.resolve(base)
    if rev is None:
        return Base(None, workspace.settings, "there is no commit yet to compare with")
    return Base(rev, workspace.settings_at(rev))


def before_worktree(workspace: Workspace, base: str | None, alone: Sequence[Named] = ()) -> Base:
    """`base_of`, and what the work tree has made of it; that is not asked, since git looks at every file for it, where
    the files `alone` are looked at and the base has them. Raises `GitError` if there is no such commit."""
    against = base_of(workspace, base)
    names = [f"{against.rev}:{file.path}" for file in alone if not file.outside]
    if against.rev is not None and alone and None not in workspace.need_repository().blobs(names):
        return against
    return looked_up(workspace, against, base is None)


def looked_up(workspace: Workspace, against: Base, was_head: bool) -> Base:
    """`against`, and what the work tree has made of it; `was_head`: it was the commit that is checked out."""
    if against.rev is None:
        return against
    found = since(workspace, _changed(workspace.need_repository(), against.rev, was_head))
    lost = [path for path in found.gone if not os.path.lexists(os.path.join(workspace.root, path))]
    gone = workspace.held_tasks(against.rev, lost)
    found = found._replace(gone=tuple(path for path in found.gone if path in gone))
    return against._replace(since=found, once=workspace.held_tasks(against.rev, found.touched))


def _alone(workspace: Workspace, paths: Sequence[str]) -> list[Named]:
    """The files that `paths` are; none where one of them means others."""
    told = workspace.meant(paths)
    return [] if told.patterns else [workspace.placed(path) for path in told.files]


def _changed(repository: Repository, rev: str, was_head: bool) -> list[Staged]:
    """What the work tree changes against `rev`; what the index does, where git cannot read files as it would add them,
    since a filter fails."""
    try:
        return repository.changed(rev, was_head=was_head)
    except GitError:
        return repository.staged(rev)


def stream(workspace: Workspace, files: Iterable[tuple[Named, bytes]], base: Base) -> Iterator[Subject]:
    """What `load_worktree` finds in `files`, one after the other; each tracker is forgotten when the next one is asked
    for, so that a thousand take no more memory than one. Raises `SourceError` for a file that is no text."""
    around = Around(workspace)
    for file, raw in files:
        tracker = workspace.tracker(file.path, raw)
        (old,) = _trackers_at(workspace, base, [(file, raw)])
        problem = _problem(workspace, base, file, old)
        yield Subject(tracker, old, problem, not problem and old is None, around)
        workspace.forget()


def _load(
    workspace: Workspace,
    files: Sequence[tuple[Named, bytes]],
    against: Base,
    settings: Settings | None = None,
    rev: str = "",
) -> Loaded:
    around = Around(workspace, rev)
    subjects: list[Subject] = []
    unreadable: list[SourceError] = []
    olds = _trackers_at(workspace, against, files)
    for (file, raw), old in zip(files, olds, strict=True):
        try:
            tracker = workspace.tracker(file.path, raw, settings)
        except SourceError as error:
            unreadable.append(error)
            continue
        problem = _problem(workspace, against, file, old)
        subjects.append(Subject(tracker, old, problem, not problem and old is None, around))
    return Loaded(tuple(subjects), tuple(unreadable), base=against.rev)


def _problem(workspace: Workspace, base: Base, file: Named, old: Tracker | None) -> str:
    """Why there is nothing to compare a file with; empty where there is, and for a new one."""
    if base.rev is None or old is not None:
        return base.problem
    if file.outside or not file.full:
        return _OUTSIDE if file.outside else ""
    module = workspace.need_repository().nested_at(file.path)
    return "" if module is None else f"the file belongs to the repository in {module}: forgemd -C {module} check"


def _trackers_at(workspace: Workspace, base: Base, files: Sequence[tuple[Named, bytes]]) -> list[Tracker | None]:
    """The tracker that the base has for each of `files`, at its own or its old path; None where it has none."""
    inside = [(file, raw) for file, raw in files if not file.outside]
    if base.rev is None or not inside:
        return [None] * len(files)
    if len(inside) < len(files):
        found = iter(_trackers_at(workspace, base, inside))
        return [None if file.outside else next(found) for file, _ in files]
    paths = [base.since.moved.get(file.path, file.path) for file, _ in files]
    raws = [
        raw if path in base.known and is_blob(raw, base.known[path]) else None
        for path, (_, raw) in zip(paths, files, strict=True)
    ]
    others = [f"{base.rev}:{path}" for path, raw in zip(paths, raws, strict=True) if raw is None]
    asked = iter(workspace.need_repository().blobs(others))
    olds = [next(asked) if raw is None else raw for raw in raws]
    return [_tracker_of(workspace, file.path, old, base.settings) for (file, _), old in zip(files, olds, strict=True)]


def _tracker_of(workspace: Workspace, path: str, raw: bytes | None, settings: Settings) -> Tracker | None:
    try:
        return None if raw is None else workspace.tracker(path, raw, settings)
    except SourceError:
        # It was no text, so it was no tracker: what makes one of it is new.
        return None
