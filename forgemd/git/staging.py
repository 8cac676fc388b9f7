"""Entries into an index, without a look at the work tree's content."""

from __future__ import annotations

import os
from collections.abc import Iterable

from forgemd.git.command import DURABLE, Git
from forgemd.git.index import IndexEntry
from forgemd.git.lock import ScratchIndex

__all__ = ["ABSENT", "WHOLE", "put", "reset", "settle"]

ABSENT = "000000"
"""The mode of a path that is not there."""

WHOLE = ("-c", "core.splitIndex=false")
"""For an index that lives as long as a commit: no shared part of it is to be left behind."""


def reset(git: Git, scratch: ScratchIndex, commit: str | None) -> None:
    """Make an index hold the tree of `commit`, or nothing; the times of unchanged files stay in it."""
    base = ("--reset", commit) if commit else ("--empty",)
    git.read(*WHOLE, "read-tree", *base, env=scratch.env)


def put(git: Git, scratch: ScratchIndex, entries: Iterable[IndexEntry], *, options: tuple[str, ...] = ()) -> None:
    """Set `entries`, removing those whose mode is `ABSENT`."""
    lines = "".join(f"{entry.mode} {entry.oid}\t{entry.path}\0" for entry in entries)
    git.read(*options, "update-index", "-z", "--index-info", stdin=os.fsencode(lines), env=scratch.env)


def settle(git: Git, scratch: ScratchIndex, paths: Iterable[str]) -> None:
    """Note the times of those files at `paths` that hold just what the index says, so that git need not read them."""
    # Fails where a file is missing or differs: then there is no time to note, and `git status` says so.
    git.ask(*DURABLE, "add", "--refresh", "--", *paths, env=scratch.env)
