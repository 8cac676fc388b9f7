"""What git's index says about paths.

Paths are relative to the work tree, with forward slashes; `-z` everywhere, since git quotes them otherwise.
"""

from __future__ import annotations

import os

from forgemd.git.command import Git, records
from forgemd.typed import Mapping, NamedTuple, Sequence

__all__ = [
    "ABSENT",
    "CHANGED",
    "MARKDOWN",
    "STAGED",
    "IndexEntry",
    "Look",
    "Staged",
    "Stamp",
    "changed",
    "entries",
    "foresee_changes",
    "foresee_markdown",
    "markdown",
    "parsed",
    "paths",
    "staged",
    "stamp",
    "tree",
    "unmerged",
    "unstaged",
]

STAGED = (
    "--cached",
    "--raw",
    "--no-abbrev",
    "-z",
    "-M",
    "--no-ext-diff",
    "--no-color",
    "--no-relative",
    "--ignore-submodules=none",
)
"""What `git diff` is asked for to know what is staged."""

CHANGED = (*STAGED[1:-1], "--ignore-submodules=all")
"""The same for the files of the work tree."""

ABSENT = "000000"
"""The mode of a path that is not there."""

MARKDOWN = (":(top,icase,glob)**/*.md", ":(top,icase,glob)**/*.markdown")
"""Pathspecs of every Markdown file; they need `GIT_LITERAL_PATHSPECS=0`."""


_MARKDOWN = ("ls-files", "-z", "--full-name", "--", *MARKDOWN)
_PATTERNS = {"GIT_LITERAL_PATHSPECS": "0"}


class IndexEntry(NamedTuple):
    """One entry of the index or of a tree: octal mode, object id, stage (0 unless unmerged) and path."""

    mode: str
    oid: str
    stage: int
    path: str

    @property
    def symlink(self) -> bool:
        """Whether the blob holds the target of a symbolic link."""
        return self.mode == "120000"

    @property
    def submodule(self) -> bool:
        """Whether the object is the commit of a submodule."""
        return self.mode == "160000"


class Staged(NamedTuple):
    """A staged difference to HEAD, as `git diff --raw` has it.

    `status`: its letter, U for what a merge left in conflict. `old_path` is `path` unless the status is R or C.
    `oid` and `old_oid`: the blobs, None on the side that has none (and for a submodule, which is a commit). `mode` is
    the octal one of the index.
    """

    status: str
    path: str
    old_path: str
    oid: str | None
    old_oid: str | None
    mode: str


Stamp = tuple[int, int, int, bytes]
"""What tells one state of an index file from every other: git writes a new file for each. It may get the number of the
one before and come in the same tick of the clock, but has its own checksum at its end (gitformat-index(5)): 20 bytes,
or 32 where objects are named by SHA-256; zeros with `index.skipHash`."""
_CHECKSUM = 32


def stamp(index_path: str) -> Stamp | None:
    """The state of the index file; None where there is none yet."""
    try:
        with open(index_path, "rb", buffering=0) as file:
            found = os.fstat(file.fileno())
            file.seek(max(found.st_size - _CHECKSUM, 0))
            return found.st_ino, found.st_mtime_ns, found.st_size, file.read(_CHECKSUM)
    except OSError:
        return None


class Look(NamedTuple):
    """What was seen of an index, while it was the file `stamp`: by path, all that it changed against the commit
    `head`."""

    stamp: Stamp
    head: str
    staged: Mapping[str, Staged]

    @property
    def names(self) -> frozenset[str]:
        """The paths that are staged, and those that renamed files had."""
        return frozenset(name for entry in self.staged.values() for name in (entry.path, entry.old_path))

    def holds(self, head: str | None, index_path: str) -> bool:
        """Whether the index is that file still, and HEAD that commit."""
        return head == self.head and stamp(index_path) == self.stamp


_ENTRIES = ("ls-files", "-z", "--stage", "--full-name", "--")
_TREE = ("ls-tree", "-z", "--full-tree")


def entries(git: Git, names: Sequence[str], *, env: Mapping[str, str] | None = None) -> list[IndexEntry]:
    """The entries at or below `names`, in git's order. `env` may name another index."""
    if not names:
        return []
    found = []
    for record in records(git.read(*_ENTRIES, *names, env=env)):
        head, _, path = record.partition("\t")
        mode, oid, stage = head.split(" ")
        found.append(IndexEntry(mode, oid, int(stage), path))
    return found


def tree(git: Git, commit: str, names: Sequence[str]) -> dict[str, IndexEntry]:
    """The entries of exactly `names` in the tree of `commit`, by path."""
    found: dict[str, IndexEntry] = {}
    if not names:
        return found
    for record in records(git.read(*_TREE, commit, "--", *names)):
        head, _, path = record.partition("\t")
        mode, _, oid = head.split(" ")
        found[path] = IndexEntry(mode, oid, 0, path)
    return found


def paths(git: Git, names: Sequence[str]) -> list[str]:
    """The tracked paths at or below `names`, each once, in git's order."""
    if not names:
        return []
    return list(dict.fromkeys(records(git.read("ls-files", "-z", "--full-name", "--", *names))))


def markdown(git: Git) -> list[str]:
    """The tracked paths that end in .md or .markdown, in any case of letters."""
    return list(dict.fromkeys(records(git.read(*_MARKDOWN, env=_PATTERNS))))


def foresee_markdown(git: Git) -> None:
    """Have git start on what `markdown` is going to ask."""
    git.foresee(*_MARKDOWN, env=_PATTERNS)


def unmerged(git: Git, names: Sequence[str] = ()) -> list[str]:
    """The paths at or below `names`, or anywhere, that a merge has left in conflict, sorted."""
    found = git.read("ls-files", "-z", "--unmerged", "--full-name", "--", *names)
    return sorted({record.partition("\t")[2] for record in records(found)})


def staged(git: Git, base: str | None = None) -> list[Staged]:
    """What the index changes against the tree or commit `base`, by default HEAD, renames found; all of it is added
    while there is no commit."""
    return parsed(git.read("diff", *STAGED, *(() if base is None else (base,))))


def parsed(raw: bytes) -> list[Staged]:
    """What `git diff` says in the form of `STAGED` (git-diff(1), raw output format)."""
    fields = iter(records(raw))
    found = []
    for head in fields:
        old_mode, mode, old_oid, oid, status = head[1:].split(" ")
        old = next(fields)
        path = next(fields) if status[0] in "RC" else old
        found.append(Staged(status[0], path, old, _blob(mode, oid), _blob(old_mode, old_oid), mode))
    return found


def changed(git: Git, base: str, *, was_head: bool = False) -> list[Staged]:
    """What the work tree changes in tracked files against the commit `base`, renames found; `oid` and `mode` are those
    of the index where it knows them. `was_head`: it was checked out at `foresee_changed`, or soon after."""
    done = git.foreseen("diff", *CHANGED, "HEAD") if was_head else None
    if done is not None and not done.code:
        (head,) = git.objects([b"HEAD"])
        if head is not None and head.oid == base:  # then it was all the time between
            return parsed(git.read("diff", *CHANGED, "HEAD"))
    return parsed(git.read("diff", *CHANGED, base))


def foresee_changed(git: Git) -> None:
    """Have git start on what `changed` is going to ask of the commit that is checked out, whichever that is."""
    git.foresee("diff", *CHANGED, "HEAD")


def foresee_changes(git: Git, base: str) -> None:
    """Have git start on what `staged(base)` and `unstaged` are going to ask."""
    git.foresee("diff", *STAGED, base)
    git.foresee("diff", *_UNSTAGED)


def _blob(mode: str, oid: str) -> str | None:
    return None if mode == "160000" or not oid.strip("0") else oid


def unstaged(git: Git) -> list[str]:
    """The tracked paths whose work tree file differs from the index, or is gone, in git's order."""
    return list(dict.fromkeys(records(git.read("diff", *_UNSTAGED))))


_UNSTAGED = ("--name-only", "-z", "--no-ext-diff", "--no-color", "--no-relative", "--ignore-submodules=all")
