"""`forgemd merge --check REV`: what a merge of a commit into HEAD would leave for people to decide."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.errors import SourceError
from forgemd.git import merge_bases
from forgemd.merge import Merged
from forgemd.typed import NamedTuple
from forgemd.workspace.merges.merging import merge_texts
from forgemd.workspace.merges.versions import Versions, versions
from forgemd.workspace.workspace import Workspace

__all__ = ["Foreseen", "FutureMerge", "foresee_merge"]


class FutureMerge(NamedTuple):
    """A tracker that both sides changed: what it will come to, or why there is no merging it."""

    path: str
    merged: Merged | None
    why: str

    @property
    def clean(self) -> bool:
        """Whether nothing is left for a person to decide."""
        return self.merged is not None and not self.merged.conflicts


class Foreseen(NamedTuple):
    """The commits that would be merged (`ours` is HEAD; none of `bases` for strangers), and the trackers that both
    sides changed."""

    ours: str
    theirs: str
    bases: tuple[str, ...]
    files: tuple[FutureMerge, ...]


def foresee_merge(workspace: Workspace, rev: str, paths: Sequence[str] = ()) -> Foreseen:
    """Merge the trackers of HEAD and `rev`, or those at `paths`, in memory. Nothing is written.

    Raises `GitError` for a commit that is not there and in a shallow clone.
    """
    repository = workspace.need_repository()
    ours, theirs = repository.resolve("HEAD"), repository.resolve(rev)
    wanted = [repository.relative(path, workspace.cwd) for path in paths]
    files = tuple(_future(workspace, found) for found in versions(workspace, ours, theirs, wanted))
    return Foreseen(ours, theirs, tuple(merge_bases(repository, [ours, theirs])), files)


def _future(workspace: Workspace, found: Versions) -> FutureMerge:
    if found.ours is None or found.theirs is None:
        who = "our side" if found.ours is None else "their side"
        return FutureMerge(found.path, None, f"{who} removed the file, the other changed it")
    try:
        return FutureMerge(found.path, merge_texts(workspace, found.sources()), "")
    except SourceError as error:
        return FutureMerge(found.path, None, error.message)
