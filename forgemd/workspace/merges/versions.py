"""The versions of trackers that two branches, and what they have in common, hold: what a merge is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forgemd.git import Repository, markdown_blobs, merge_bases, renames
from forgemd.merge import Markers
from forgemd.text import Source
from forgemd.typed import NamedTuple
from forgemd.workspace.merges.merging import merge_texts
from forgemd.workspace.workspace import Workspace

__all__ = ["Versions", "is_tracker", "versions"]

_VIRTUAL = Markers(virtual=True)


class Versions(NamedTuple):
    """A tracker as both branches have it, None where one has no such file; `base` is what they have in common, of
    several ancestors what those come to together. `path` is the one that the merge will have it at."""

    path: str
    base: bytes | None
    ours: bytes | None
    theirs: bytes | None

    def sources(self) -> list[Source]:
        """The base (nothing, of a file that is new on both sides), ours and theirs. Raises `SourceError`."""
        return [Source.decode(raw or b"", self.path) for raw in (self.base, self.ours, self.theirs)]


def versions(workspace: Workspace, ours: str, theirs: str, paths: Sequence[str] = ()) -> Iterator[Versions]:
    """The trackers, or the files at `paths` (relative to the root), that both commits changed, each in its own way:
    what git merges. Raises `GitError` in a shallow clone."""
    repository = workspace.need_repository()
    bases = merge_bases(repository, [ours, theirs])
    before = [markdown_blobs(repository, base) for base in bases]
    left, right = (_Side(repository, bases, each) for each in (ours, theirs))
    for path in sorted({path for blobs in (left.blobs, right.blobs, *before) for path in blobs}):
        known = {blobs.get(path) for blobs in before} or {None}
        sides = left.blobs.get(path), right.blobs.get(path)
        if sides[0] == sides[1] or known in ({sides[0]}, {sides[1]}):
            continue
        name = left.names.get(path) or right.names.get(path) or path
        raws = [_blob(workspace, oid) for oid in sides]
        olds = [_blob(workspace, blobs.get(path)) for blobs in before]
        if name in paths or (not paths and is_tracker(workspace, name, (*raws, *olds))):
            yield Versions(name, _common(workspace, path, bases, olds), *raws)


class _Side:
    """The Markdown of one commit by the paths that the common ancestor has it at; `names` are those of today."""

    def __init__(self, repository: Repository, bases: Sequence[str], oid: str) -> None:
        old = renames(repository, bases[0], oid) if bases else {}
        self.names = {before: after for after, before in old.items()}
        self.blobs = {old.get(path, path): blob for path, blob in markdown_blobs(repository, oid).items()}


def is_tracker(workspace: Workspace, path: str, raws: Sequence[bytes | None]) -> bool:
    """Whether a file is to be looked at: the configuration lists it, and some version of it holds tasks."""
    return workspace.is_listed(path) and any(raw is not None and workspace.are_tasks(path, raw) for raw in raws)


def _blob(workspace: Workspace, oid: str | None) -> bytes | None:
    return None if oid is None else workspace.need_repository().blobs([oid])[0]


def _common(workspace: Workspace, path: str, bases: Sequence[str], olds: Sequence[bytes | None]) -> bytes | None:
    """What the ancestors come to: git merges several of them, which are of branches that crossed, into one."""
    repository, merged = workspace.need_repository(), olds[0] if olds else None
    for base, old in zip(bases[1:], olds[1:], strict=True):
        grand = next(iter(merge_bases(repository, [bases[0], base])), None)
        (was,) = repository.blobs([f"{grand}:{path}"]) if grand is not None else [None]
        texts = [Source.decode(raw or b"", path) for raw in (was, merged, old)]
        merged = merge_texts(workspace, texts, markers=_VIRTUAL).source.encode()
    return merged
