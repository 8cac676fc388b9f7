"""`forgemd merge-driver %O %A %B %L %P %S %X %Y`: what git runs to merge a tracker. Loads neither click nor rich.

Git is in the middle of a merge and holds its locks: nothing is asked of it that writes, and only the file %A is
written, whole or not at all.

How it ends: 0 merged, 10 conflicts, whose markers are in %A. With anything else %A is as it was, and the command
in git's configuration lets git merge the file as text: an interpreter that does not find forgemd ends with 1, which
git would take for a conflict, and commit our side without theirs.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence

from forgemd.cli import streams
from forgemd.errors import ForgemdError, UsageError
from forgemd.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from forgemd.git import Git
    from forgemd.merge import Merged

__all__ = ["CONFLICTS", "main"]

CONFLICTS = 10
INTERRUPTED = 130
BUG = 3

_MOST = 8 * 1024 * 1024
"""Bytes of a file that is merged by rows while git waits: some five seconds, and as much memory as there may be."""

_SIZE = 7
"""Of conflict markers, where no attribute asks for another."""


class _Request(NamedTuple):
    """What git asks for: three files in the current directory, the size of markers, the path that the result will
    have, and what the versions are called (our side, the base, their side)."""

    base: str
    ours: str
    theirs: str
    size: int
    path: str
    labels: tuple[str, str, str]


def main(argv: Sequence[str]) -> int:
    """Merge the files that git names in `argv`. Gives the exit code."""
    streams.prepare()
    gc.disable()  # a short life: what it makes, it needs to the end
    try:
        return _merge(_request(argv))
    except KeyboardInterrupt:
        return INTERRUPTED
    except ForgemdError as error:
        streams.complain(error.message, error.where, error.hint)
        return error.exit_code
    except Exception as error:
        from forgemd import __version__

        streams.complain(f"a bug in forgemd {__version__}: {type(error).__name__}: {error}")
        return BUG


def _request(argv: Sequence[str]) -> _Request:
    if len(argv) < 3:
        hint = "git runs this; to merge files, forgemd merge BASE OURS THEIRS"
        raise UsageError("git names three files", where="merge-driver", hint=hint)
    first, second, third = argv[:3]
    size = argv[3] if len(argv) > 3 else ""
    base, ours, theirs = (_label(argv[at : at + 1], at) for at in (5, 6, 7))
    return _Request(
        first,
        second,
        third,
        int(size) if size.isascii() and size.isdigit() and 0 < len(size) < 4 else _SIZE,
        argv[4] if len(argv) > 4 else argv[1],
        (ours, base, theirs),
    )


def _label(words: Sequence[str], at: int) -> str:
    """What git calls a version. Before 2.44 it does not say, and the placeholder stands there."""
    usual = ("base", "ours", "theirs")[at - 5]
    word = words[0] if words else ""
    return usual if word in ("", "%S", "%X", "%Y") or not word.isprintable() else word


def _merge(request: _Request) -> int:
    from forgemd.git import Git, write_file
    from forgemd.merge import Markers
    from forgemd.text import Source
    from forgemd.workspace import Workspace, merge_texts

    here = os.getcwd()
    workspace = Workspace(here, os.environ)
    names = (request.base, request.ours, request.theirs)
    sources = [Source.decode(_read(name, request.path), request.path) for name in names]
    virtual = _is_virtual(Git(here, os.environ), request)
    merged = merge_texts(workspace, sources, markers=Markers(request.size, request.labels, virtual))
    result, ours = merged.source.encode(), sources[1].encode()
    if result != ours:
        write_file(here, request.ours, result, expect=ours)
    if not virtual:
        _tell(request.path, merged)
    return CONFLICTS if merged.conflicts else 0


def _read(name: str, path: str) -> bytes:
    try:
        with open(name, "rb") as file:
            raw = file.read(_MOST + 1)
    except OSError as error:
        raise UsageError(f"this cannot be read: {error.strerror}", where=name) from error
    if len(raw) > _MOST:
        hint = "split the tracker; forgemd merge BASE OURS THEIRS merges files of any size"
        raise UsageError("more than 8 MiB, which is too much to merge by rows while git waits", where=path, hint=hint)
    return raw


def _is_virtual(git: Git, request: _Request) -> bool:
    """Whether the result is an ancestor that git makes up, for which it asks for markers of two more signs for each
    level; one more it asks for where both sides renamed the file (`handle_content_merge` in git's merge-ort.c)."""
    if request.size < _SIZE + 2:
        return False
    from forgemd.git import attribute

    asked = attribute(git, "conflict-marker-size", request.path)
    usual = int(asked) if asked is not None and asked.isascii() and asked.isdigit() else _SIZE
    return request.size >= usual + 2


def _tell(path: str, merged: Merged) -> None:
    """Say on stderr what was decided, and what is left to decide: stdout is git's own."""
    for remark in merged.notes:
        streams.note(f"forgemd: {path}: {remark}")
    for conflict in merged.conflicts:
        streams.note(f"forgemd: {path}: conflict: {conflict.text}")
