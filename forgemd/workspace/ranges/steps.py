"""What one commit does to one file, with both sides by object id."""

from __future__ import annotations

from collections.abc import Iterator

from forgemd.git import Commit
from forgemd.typed import NamedTuple

__all__ = ["Side", "Step", "steps_of"]


class Side(NamedTuple):
    """What a parent has: its id, and the path and the blob of the file there (None: it has no such file)."""

    commit: str
    path: str
    oid: str | None


class Step(NamedTuple):
    """A file in a commit (`oid` is the blob's, None where the commit removes it) and in each of its parents."""

    commit: Commit
    path: str
    oid: str | None
    sides: tuple[Side, ...]

    @property
    def judge(self) -> str:
        """The commit whose configuration judges: the first parent, for a root itself."""
        return self.commit.parents[0] if self.commit.parents else self.commit.oid


def steps_of(commit: Commit) -> Iterator[Step]:
    """A step for each file that differs from a parent."""
    for path in commit.paths:
        blobs = [changed.get(path) for changed in commit.changed]
        oid = next(blob.oid for blob in blobs if blob is not None)
        sides = [
            Side(parent, path, oid) if blob is None else Side(parent, blob.old_path, blob.old_oid)
            for parent, blob in zip(commit.parents, blobs, strict=False)
        ]
        yield Step(commit, path, oid, tuple(sides))
