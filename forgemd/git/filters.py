"""From the bytes of a work tree file to the blob that git would store for it."""

from __future__ import annotations

from collections.abc import Mapping

from forgemd.errors import GitError
from forgemd.git.command import DURABLE, decoded, records
from forgemd.git.repository import Repository

__all__ = ["to_blob"]

_CONVERTING = ("filter", "ident", "working-tree-encoding")


def to_blob(
    repository: Repository, path: str, raw: bytes, *, env: Mapping[str, str] | None = None, durable: bool = True
) -> str:
    """Store `raw` as `git add` would if it were the file at `path`, and give the blob's id.

    The clean filters and line ending rules of `path` apply (gitattributes, core.autocrlf). Raises `GitError` if
    a filter fails.
    """
    how = ("--no-filters",) if _keeps_line_endings(repository, path, raw) else (f"--path={path}",)
    prefix = DURABLE if durable else ()
    done = repository.git.ask(*prefix, "hash-object", "-w", "--stdin", *how, stdin=raw, env=env)
    if done.code:
        why = decoded(done.err) or f"git ended with {done.code}"
        raise GitError(f"git cannot store this file, so nothing was written: {why}", where=path, hint="df .")
    return decoded(done.out)


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
