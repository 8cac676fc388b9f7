"""Trees, read and compared as objects: what a commit holds and what it changes, without a process for each question.

A tree object is a row of entries: octal mode, blank, name, NUL, and the id in bytes (git's Documentation/gitformat-
pack and tree-walk.c; the id has 20 bytes, or 32 where objects are named by SHA-256).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from forgemd.errors import GitError
from forgemd.git import index
from forgemd.git.batch import GitObject
from forgemd.git.command import Git
from forgemd.git.index import ABSENT, IndexEntry

__all__ = ["differences", "entries_at", "listed"]

_DIRECTORY = "040000"


def entries_at(git: Git, commit: str, names: Sequence[str]) -> dict[str, IndexEntry]:
    """The entries of exactly `names` in the tree of the commit with the id `commit`, by path; none for directories."""
    if any("\n" in name for name in names):  # it cannot be asked for on a line
        return index.tree(git, commit, names)
    places = {name: name.rpartition("/")[0] for name in names}
    trees = dict(_trees(git, commit, sorted(set(places.values()))))
    found = {}
    for name, place in places.items():
        entry = trees[place].get(name.rpartition("/")[2])
        if entry is not None and entry.mode != _DIRECTORY:
            found[name] = entry._replace(path=name)
    return found


def _trees(git: Git, commit: str, places: Sequence[str]) -> Iterator[tuple[str, dict[str, IndexEntry]]]:
    """The entries of the directories `places` by name; none for what is no directory."""
    asked = git.objects([os.fsencode(f"{commit}:{place}") for place in places])
    for place, found in zip(places, asked, strict=True):
        yield place, {} if found is None or found.kind != "tree" else listed(found)


def listed(tree: GitObject) -> dict[str, IndexEntry]:
    """The entries of a tree object by name, which is their path too."""
    raw, length = tree.raw, len(tree.oid) // 2
    found = {}
    at = 0
    while at < len(raw):
        end = raw.index(b"\0", at)
        mode, _, name = raw[at:end].partition(b" ")
        at = end + 1 + length
        path = os.fsdecode(name)
        found[path] = IndexEntry(mode.decode("ascii").rjust(6, "0"), raw[end + 1 : at].hex(), 0, path)
    return found


def differences(git: Git, old: str | None, new: str) -> dict[str, tuple[IndexEntry, IndexEntry]]:
    """What the tree with the id `new` has otherwise than the tree `old` (None: an empty one): files, links and
    submodules by path, as they were and as they are; the mode `ABSENT` is no entry. No renames.

    Raises `GitError` for a tree that is not there.
    """
    found: dict[str, tuple[IndexEntry, IndexEntry]] = {}
    left: list[tuple[str, str | None, str | None]] = [("", old, new)]
    while left:
        prefix, before_id, after_id = left.pop()
        before, after = _tree(git, before_id), _tree(git, after_id)
        for name in before.keys() | after.keys():
            path = prefix + name
            sides = before.get(name), after.get(name)
            if sides[0] == sides[1]:
                continue
            inner_before, inner_after = (_inner(side) for side in sides)
            if inner_before or inner_after:
                left.append((f"{path}/", inner_before, inner_after))
            was, became = (_leaf(side, path, len(new)) for side in sides)
            if was.mode != ABSENT or became.mode != ABSENT:
                found[path] = (was, became)
    return found


def _inner(entry: IndexEntry | None) -> str | None:
    """The id of the tree that an entry is."""
    return entry.oid if entry is not None and entry.mode == _DIRECTORY else None


def _leaf(entry: IndexEntry | None, path: str, digits: int) -> IndexEntry:
    if entry is None or entry.mode == _DIRECTORY:
        return IndexEntry(ABSENT, "0" * digits, 0, path)
    return entry._replace(path=path)


def _tree(git: Git, oid: str | None) -> dict[str, IndexEntry]:
    if oid is None:
        return {}
    (found,) = git.objects([oid.encode("ascii")])
    if found is None or found.kind != "tree":
        raise GitError(f"git cannot read the tree {oid[:10]}", hint="git fsck")
    return listed(found)
