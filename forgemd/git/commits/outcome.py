"""What a commit turned out to hold, read back from git."""

from __future__ import annotations

from forgemd.errors import GitError
from forgemd.git.batch import GitObject
from forgemd.git.command import Git
from forgemd.git.index import IndexEntry
from forgemd.git.trees import differences
from forgemd.typed import NamedTuple

__all__ = ["Outcome", "abbreviated", "outcome", "upon"]


class Outcome(NamedTuple):
    """The commit at HEAD: its id, its parents, and what it changed against the first one.

    `changes` has, by path, the entry before and after; mode `000000` is no entry.
    """

    oid: str
    parents: tuple[str, ...]
    changes: dict[str, tuple[IndexEntry, IndexEntry]]


def outcome(git: Git) -> Outcome:
    """The commit at HEAD, from the process that stays. A merge changes nothing that its parents have not changed.

    Raises `GitError` if git cannot read it.
    """
    commit = _commit(git, _HEAD)
    parents = _parents(commit)
    if len(parents) > 1:
        return Outcome(commit.oid, parents, {})
    before = _tree(_commit(git, parents[0].encode("ascii"))) if parents else None
    return Outcome(commit.oid, parents, differences(git, before, _tree(commit)))


def upon(git: Git) -> tuple[str, tuple[str, ...]]:
    """The ids of the commit at HEAD and of its parents. Raises `GitError` if git cannot read it."""
    commit = _commit(git, _HEAD)
    return commit.oid, _parents(commit)


_HEAD = b"HEAD^{commit}"


def _parents(commit: GitObject) -> tuple[str, ...]:
    head = commit.raw.partition(b"\n\n")[0].decode("ascii", "replace").split("\n")
    return tuple(line.removeprefix("parent ") for line in head if line.startswith("parent "))


def _commit(git: Git, name: bytes) -> GitObject:
    (found,) = git.objects([name])
    if found is None or found.kind != "commit":
        raise GitError(f"git cannot read the commit {name.decode()}", hint="git fsck")
    return found


def _tree(commit: GitObject) -> str:
    """The id of its tree, which is on its first line (gitformat-pack; commit.c)."""
    return commit.raw.partition(b"\n")[0].removeprefix(b"tree ").decode("ascii")


_SHORTEST = 7
"""Digits that git takes at least where nothing is configured."""


def abbreviated(git: Git, oid: str) -> str:
    """The shortest beginning of `oid` that names nothing else, of seven digits at least."""
    for length in range(_SHORTEST, len(oid)):
        (found,) = git.objects([oid[:length].encode("ascii")])
        if found is not None and found.oid == oid:
            return oid[:length]
    return oid
