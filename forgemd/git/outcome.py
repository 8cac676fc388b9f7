"""What a commit turned out to hold, read back from git."""

from __future__ import annotations

import os

from forgemd.git.command import Git, records
from forgemd.git.index import IndexEntry
from forgemd.typed import NamedTuple

__all__ = ["Outcome", "abbreviated", "outcome"]


class Outcome(NamedTuple):
    """The commit at HEAD: its id, its parents, and what it changed against the first one.

    `changes` has, by path, the entry before and after; mode `000000` is no entry.
    """

    oid: str
    parents: tuple[str, ...]
    changes: dict[str, tuple[IndexEntry, IndexEntry]]


def outcome(git: Git) -> Outcome:
    """The commit at HEAD, from one process. Raises `GitError` if git cannot read it."""
    options = ("--root", "--always", "-r", "-z", "--raw", "--no-renames", "--pretty=tformat:%H %P")
    fields = iter(records(git.read("diff-tree", *options, "HEAD")))
    oid, *parents = next(fields).split()
    changes = {}
    for head in fields:
        old_mode, new_mode, old, new, _ = head.lstrip("\n:").split(" ")
        path = next(fields)
        changes[path] = (IndexEntry(old_mode, old, 0, path), IndexEntry(new_mode, new, 0, path))
    return Outcome(oid, tuple(parents), changes)


def abbreviated(oid: str, printed: bytes) -> str:
    """`oid` as `git commit` abbreviates it in the first line that it prints (`[main 1234567] subject`)."""
    shown = os.fsdecode(printed).partition("] ")[0].rpartition(" ")[2]
    return shown if len(shown) > 3 and oid.startswith(shown) else oid[:10]
