"""`forgemd merge --verify REV`: whether a merge commit holds what its parents made, tracker by tracker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forgemd.diagnostics import count
from forgemd.errors import SourceError, UsageError
from forgemd.git import markdown_blobs, merge_bases, parents, renames
from forgemd.markdown import find_conflicts
from forgemd.text import Source
from forgemd.tracker import Departure, Settings, contained, read
from forgemd.typed import NamedTuple
from forgemd.workspace.merges.versions import is_tracker
from forgemd.workspace.workspace import Workspace

__all__ = ["Verified", "VerifiedFile", "verify_merge"]


class VerifiedFile(NamedTuple):
    """A tracker of the merge, what it lost or made up, and why it could not be judged; empty if it could."""

    path: str
    departures: tuple[Departure, ...]
    why: str


class Verified(NamedTuple):
    """The merge commit, its parents, and the trackers in which it differs from one of them."""

    commit: str
    parents: tuple[str, ...]
    files: tuple[VerifiedFile, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was lost and nothing invented."""
        return not any(file.departures or file.why for file in self.files)


def verify_merge(workspace: Workspace, rev: str, paths: Sequence[str] = ()) -> Verified:
    """Hold the trackers of the merge commit `rev`, or those at `paths`, against its parents.

    Raises `UsageError` for a commit that is no merge, `GitError` for one that is not there and in a shallow clone.
    """
    repository = workspace.need_repository()
    oid = repository.resolve(rev)
    above = parents(repository, oid)
    if len(above) < 2:
        hint = f"what an ordinary commit changed: forgemd check --range {rev}~..{rev}"
        raise UsageError(f"{rev} is no merge: it has {count(len(above), 'parent')}", where="merge", hint=hint)
    bases = merge_bases(repository, above)
    sides = [markdown_blobs(repository, each) for each in above]
    before = [markdown_blobs(repository, each) for each in bases]
    merged = markdown_blobs(repository, oid)
    wanted = {repository.relative(path, workspace.cwd) for path in paths}
    old = renames(repository, bases[0], oid) if bases else {}
    sides, before = ([_renamed(each, old) for each in blobs] for blobs in (sides, before))
    judge = _Judge(workspace, workspace.settings_at(oid), before, sides, merged)
    files = []
    for path in sorted({path for blobs in (merged, *sides) for path in blobs}):
        if (not wanted or path in wanted) and any(blobs.get(path) != merged.get(path) for blobs in sides):
            file = judge.file(path)
            if file is not None:
                files.append(file)
    return Verified(oid, tuple(above), tuple(files))


_Blobs = Mapping[str, str]


def _renamed(blobs: _Blobs, old: _Blobs) -> dict[str, str]:
    """The blobs by the paths that the merge has them at; `old` has the paths of the common ancestor."""
    new = {before: after for after, before in old.items()}
    return {new.get(path, path): oid for path, oid in blobs.items()}


class _Judge:
    """Reads the versions of a file and holds one against the others."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        before: Sequence[_Blobs],
        sides: Sequence[_Blobs],
        merged: _Blobs,
    ) -> None:
        self._workspace = workspace
        self._settings = settings
        self._before = before
        self._sides = sides
        self._merged = merged

    def file(self, path: str) -> VerifiedFile | None:
        """What the merge did to the file; None for one that is no tracker."""
        names = [blobs.get(path) for blobs in (self._merged, *self._sides, *self._before)]
        raws = [self._blob(name) for name in names]
        if not is_tracker(self._workspace, path, raws):
            return None
        if raws[0] is None:
            return self._gone(path)
        try:
            versions = [read(Source.decode(raw, path), self._settings) if raw is not None else None for raw in raws]
        except SourceError as error:
            return VerifiedFile(path, (), error.message)
        merged, sides = versions[0], versions[1 : 1 + len(self._sides)]
        assert merged is not None
        if find_conflicts(merged.source):
            return VerifiedFile(path, (), "conflict markers were committed")
        there = [side for side in sides if side is not None]
        bases = [base for base in versions[1 + len(self._sides) :] if base is not None]
        return VerifiedFile(path, contained(there, merged, bases), "")

    def _gone(self, path: str) -> VerifiedFile | None:
        """The merge has no such file: right if a parent removed it, and no other one changed it."""
        sides = [blobs.get(path) for blobs in self._sides]
        before = {blobs.get(path) for blobs in self._before}
        if None in sides and all(side is None or side in before for side in sides):
            return None
        return VerifiedFile(path, (), "the merge has no such file, and a parent that changed it has")

    def _blob(self, oid: str | None) -> bytes | None:
        return None if oid is None else self._workspace.need_repository().blobs([oid])[0]
