"""Many blobs from one process: `git cat-file --batch`."""

from __future__ import annotations

import os

from forgemd.errors import GitError
from forgemd.git.batch import GitObject
from forgemd.git.command import DAMAGED, Git, revision
from forgemd.git.index import entries, tree
from forgemd.typed import Sequence

__all__ = ["at", "is_blob", "read", "staged_at"]


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

    None for what is not there and for what is no blob. Raises `GitError` if git fails, and where something is there
    that git cannot read: for what looks at both sides of a change it is not the same as nothing.
    """
    if not names:
        return []
    asked = [_spelt(git, name) for name in names]
    found = git.objects(asked, fresh=any(name.startswith(b":") for name in asked))
    _need_no_loss(git, [name for name, each in zip(asked, found, strict=True) if each is None])
    return [each.raw if each is not None and each.kind == "blob" else None for each in found]


def _need_no_loss(git: Git, absent: Sequence[bytes]) -> None:
    """Raises `GitError` for a name among `absent` that has an object: git says of a damaged one that it is missing."""
    names = [name for name in absent if name and not name.startswith(b":")]
    lost = [name for name in names if len(name) >= _ID and not name.strip(_DIGITS)]  # an id is known from somewhere
    below = [name for name in names if b":" in name]
    while below and not lost:
        above = [name[: max(name.find(b":") + 1, name.rfind(b"/"))] for name in below]
        pairs = list(zip(below, above, git.objects(above), strict=True))
        lost = [name for name, place, tree in pairs if tree is not None and _has(tree, name[len(place) :].lstrip(b"/"))]
        below = [place for _, place, tree in pairs if tree is None and not place.endswith(b":")]
        lost += [place for _, place, tree in pairs if tree is None and place.endswith(b":") and _is_there(git, place)]
    if lost:
        what = f"git cannot read {os.fsdecode(lost[0])}, which is damaged or gone"
        raise GitError(what, hint=DAMAGED)


_ID = 40
_DIGITS = b"0123456789abcdef"


def _has(tree: GitObject, name: bytes) -> bool:
    """Whether the tree has a file or a directory called `name`. (Of a submodule it has a commit.)"""
    if tree.kind != "tree" or b" " + name + b"\0" not in tree.raw:
        return False
    from forgemd.git.trees import listed  # a name may end in another one: this is asked for seldom

    entry = listed(tree).get(os.fsdecode(name))
    return entry is not None and not entry.submodule


def _is_there(git: Git, place: bytes) -> bool:
    """Whether the commit is there whose tree is not."""
    (found,) = git.objects([place[:-1] + b"^{commit}"])
    return found is not None


def is_blob(raw: bytes, oid: str) -> bool:
    """Whether `raw` is what the blob `oid` holds: its name is a hash of it, SHA-1 or, if it is longer, SHA-256
    (gitformat-loose(5), hash-function-transition(7))."""
    from hashlib import sha1, sha256  # 2 ms, and only for many files

    algorithm = sha1 if len(oid) == 40 else sha256
    hashed = algorithm(b"blob %d\0" % len(raw), usedforsecurity=False)
    hashed.update(raw)
    return hashed.hexdigest() == oid


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
