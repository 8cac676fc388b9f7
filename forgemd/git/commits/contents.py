"""What a commit is to hold, path by path: the entries of HEAD, of the index, and those that take their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forgemd.errors import GitError
from forgemd.git import index
from forgemd.git.commits.filters import plain_id
from forgemd.git.index import ABSENT, IndexEntry, Look
from forgemd.git.repository import Repository
from forgemd.git.trees import entries_at
from forgemd.typed import NamedTuple

__all__ = ["Content", "Planned", "planned"]

Content = bytes | str | None
"""Bytes as they lie in the work tree, the id of a blob, or None for a path that is to go."""


class Planned(NamedTuple):
    """By path, what HEAD holds, and what a commit shall hold instead."""

    before: Mapping[str, IndexEntry]
    after: Mapping[str, IndexEntry]


def planned(repository: Repository, contents: Mapping[str, Content], head: str | None, look: Look | None) -> Planned:
    """The entries for a commit of `contents` on `head`; bytes by the id that they have where no filter changes them.

    `look`: what is known of the index as it is. Raises `GitError` for what a merge left in conflict, and for links
    and submodules.
    """
    git, paths = repository.git, list(contents)
    before = entries_at(git, head, paths) if head else {}
    present = _present(repository, paths, before, look)
    after = {}
    for path, content in contents.items():
        entry = present.get(path) or before.get(path) or _fresh(repository, path)
        if entry.symlink or entry.submodule:
            kind = "a symbolic link" if entry.symlink else "a submodule"
            raise GitError(f"git holds {kind} here, not a file", where=path)
        if isinstance(content, bytes):
            after[path] = entry._replace(oid=plain_id(content, len(head or entry.oid)))
        elif content is not None:
            after[path] = entry._replace(oid=content)
        elif entry.oid:
            after[path] = IndexEntry(ABSENT, "0" * len(entry.oid), 0, path)
    return Planned(before, after)


def _present(
    repository: Repository, paths: Sequence[str], before: Mapping[str, IndexEntry], look: Look | None
) -> dict[str, IndexEntry]:
    """The entries of the index at `paths`; asked of git as far as `look` does not tell them."""
    found = {}
    unknown = []
    for path in paths:
        staged = None if look is None else look.staged.get(path)
        if staged is not None and staged.oid is not None and staged.status != "U":
            found[path] = IndexEntry(staged.mode, staged.oid, 0, path)
        elif look is not None and path not in look.names and path in before:
            found[path] = before[path]
        else:
            unknown.append(path)
    for entry in index.entries(repository.git, unknown):
        if entry.path in unknown:
            if entry.stage:
                path = entry.path
                raise GitError("a merge left this file in conflict", where=path, hint=f"mend it, then: git add {path}")
            found[entry.path] = entry
    return found


def _fresh(repository: Repository, path: str) -> IndexEntry:
    # Git's plumbing would put the file in the place of the submodule.
    if module := repository.submodule_of(path):
        raise GitError(f"this file belongs to the repository in {module}", where=path, hint=f"cd {module}")
    return IndexEntry("100644", "", 0, path)
