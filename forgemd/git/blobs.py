"""Many blobs from one process: `git cat-file --batch`."""

from __future__ import annotations

import os
from collections.abc import Sequence

from forgemd.errors import GitError
from forgemd.git.command import Git, revision
from forgemd.git.index import entries, tree

__all__ = ["at", "read", "staged_at"]

_ABSENT = (b" missing", b" ambiguous", b" submodule")
"""How the line for a name ends that has no content; otherwise it ends with a size."""


def at(rev: str, path: str) -> str:
    """The name of the blob at `path` in the tree of `rev`."""
    return f"{revision(rev)}:{path}"


def staged_at(path: str) -> str:
    """The name of the blob that is staged at `path`.

    The stage is spelt out: `:1:x` would mean stage 1 of `x` where a file is called `1:x`.
    """
    return f":0:{path}"


def read(git: Git, names: Sequence[str]) -> list[bytes | None]:
    """The contents of the blobs called `names` (`REV:path`, `:0:path`, `:path`, an object id), in that order.

    None for what is missing and for what is no blob. Raises `GitError` if git fails.
    """
    if not names:
        return []
    asked = [_spelt(git, name) for name in names]
    answer = git.read("cat-file", "--batch", stdin=b"".join(name + b"\n" for name in asked))
    found: list[bytes | None] = []
    start = 0
    for _ in asked:
        blob, start = _next(answer, start)
        found.append(blob)
    return found


def _spelt(git: Git, name: str) -> bytes:
    """`name` on one line: git reads one name per line, and a path may hold a line feed.

    Such a one is given by its object id, or by an empty line, which git reports as missing.
    """
    if name.startswith(":") and name[1:3] not in ("0:", "1:", "2:", "3:"):
        name = staged_at(name[1:])
    if "\n" not in name:
        return os.fsencode(name)
    rev, _, path = name.partition(":")
    stage = 0
    if rev:
        found = list(tree(git, revision(rev), [path]).values())
    else:
        stage, path = int(path[0]), path[2:]
        found = entries(git, [path])
    oids = [entry.oid for entry in found if (entry.path, entry.stage) == (path, stage)]
    return os.fsencode(oids[0]) if oids else b""


def _next(answer: bytes, start: int) -> tuple[bytes | None, int]:
    """The blob that `answer` has at `start`, and where the next answer starts."""
    end = answer.find(b"\n", start)
    if end < 0:
        raise GitError("git cat-file ended in the middle of its answer", hint="git fsck")
    head = answer[start:end]
    if head.endswith(_ABSENT):
        return None, end + 1
    _, kind, size = head.rsplit(b" ", 2)
    stop = end + 1 + int(size)
    return (answer[end + 1 : stop] if kind == b"blob" else None), stop + 1
