"""From the bytes of a work tree file to the blob that git would store for it."""

from __future__ import annotations

from collections.abc import Callable

from forgemd.errors import GitError
from forgemd.git.command import DURABLE, decoded, records
from forgemd.git.repository import Repository
from forgemd.lazy import imported

__all__ = ["plain_id", "storing"]

_SHA_256 = 64
"""Digits of an id where objects are named by SHA-256."""

_CONVERTING = ("filter", "ident", "working-tree-encoding")


def storing(repository: Repository, path: str, raw: bytes) -> Callable[[], str]:
    """Have git store `raw` as `git add` would if it were the file at `path`; what this gives waits for the blob's id.

    The clean filters and line ending rules of `path` apply (gitattributes, core.autocrlf). Raises `GitError`, then or
    now, if a filter fails.
    """
    how = ("--no-filters",) if _keeps_line_endings(repository, path, raw) else (f"--path={path}",)
    finish = repository.git.begin(*DURABLE, "hash-object", "-w", "--stdin", *how, stdin=raw)

    def stored() -> str:
        done = finish()
        if done.code:
            why = decoded(done.err) or f"git ended with {done.code}"
            raise GitError(f"git cannot store this file, so nothing was written: {why}", where=path, hint="df .")
        return decoded(done.out)

    return stored


def plain_id(raw: bytes, digits: int) -> str:
    """The id of the blob that holds `raw` itself, where ids have so many hexadecimal digits: 40 (SHA-1) or 64."""
    content = b"blob %d\0" % len(raw) + raw
    if digits == _SHA_256:
        from hashlib import sha256

        return sha256(content).hexdigest()
    try:
        sha1 = imported("_sha1").sha1  # OpenSSL, which hashlib loads, takes 3 ms
    except ImportError:
        from hashlib import sha1
    found: str = sha1(content).hexdigest()
    return found


def _keeps_line_endings(repository: Repository, path: str, raw: bytes) -> bool:
    """Whether git stores CRLF as it is because the index has CRLF already.

    `git add` leaves such a file alone where nobody said that it is text (convert.c, has_crlf_in_index);
    `git hash-object` does not look at the index and would change every line of it.
    """
    if b"\r\n" not in raw:
        return False
    found = records(repository.git.read("ls-files", "-z", "--eol", "--", path))
    if not found:
        return False
    fields, _, _ = found[0].partition("\t")
    stored, _, attributes = fields.partition(" ")
    said = attributes.partition("attr/")[2].split()
    if stored not in ("i/crlf", "i/mixed") or (said and said[0] != "text=auto"):
        return False
    # With another conversion in force both cannot be had from git; that one goes first.
    found = records(repository.git.read("check-attr", "-z", *_CONVERTING, "--", path))
    return all(value in ("unspecified", "unset") for value in found[2::3])
