"""Lines of our own in a file of git's that others write too, between two comments, and out again without a trace.

The files are those in which `#` begins a comment: attributes, excludes, the configuration. Our lines stand last,
where git lets them win. What was not there before, the end of the last line, the file, its directory, is told by
the first comment, so that it can go with the lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from forgemd.errors import GitError

__all__ = ["NEW_DIRECTORY", "NEW_FILE", "has_block", "in_conflict", "with_block", "without_block"]

NEW_FILE = "the file was not there"
NEW_DIRECTORY = "the directory was not there"
_UNENDED = "the line before had no end"

_BEGIN = "# >>> forgemd merge: forgemd merge --uninstall takes these lines out"
_END = "# <<< forgemd merge"

_MARKER = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)

_BLOCK = re.compile(
    rb"(?P<before>\r?\n)?^"
    + re.escape(_BEGIN.encode())
    + rb"(?: \((?P<flags>[^()\r\n]*)\))?(?P<newline>\r?\n)(?:(?!"
    + re.escape(_BEGIN.encode())
    + rb").*\n)*?"
    + re.escape(_END.encode())
    + rb"\r?(?:\n|\Z)",
    re.MULTILINE,
)


def has_block(raw: bytes | None) -> bool:
    """Whether our lines are in a file that holds `raw`."""
    return raw is not None and _BLOCK.search(raw) is not None


def with_block(raw: bytes | None, lines: Sequence[str], flags: Sequence[str] = (), *, where: str = "") -> bytes:
    """What a file that holds `raw` (None: that is not there) holds with our `lines`, instead of any that are there.

    `flags` are `NEW_FILE` and `NEW_DIRECTORY` where that is so; `where` is the file. Raises `GitError` as
    `without_block` does.
    """
    kept = _flags(raw)
    rest = b"" if raw is None else _without(raw, where)
    found = [flag for flag in (NEW_FILE, NEW_DIRECTORY) if flag in kept or flag in flags]
    newline = "\r\n" if b"\r\n" in rest else "\n"
    if rest and not rest.endswith(b"\n"):
        found.append(_UNENDED)
        rest += newline.encode()
    begin = _BEGIN + (f" ({', '.join(found)})" if found else "")
    return rest + "".join(line + newline for line in (begin, *lines, _END)).encode("utf-8", "surrogateescape")


def without_block(raw: bytes, *, where: str = "") -> tuple[bytes | None, bool]:
    """What a file that holds `raw` holds without our lines, None if it shall go; and whether its directory shall.

    Raises `GitError` where one of the two comments is gone, and where a merge left its markers: then nobody can tell
    what is ours.
    """
    flags = _flags(raw)
    rest = _without(raw, where)
    return (None if NEW_FILE in flags and not rest else rest), NEW_DIRECTORY in flags


def _flags(raw: bytes | None) -> str:
    match = _BLOCK.search(raw) if raw is not None else None
    return "" if match is None else (match["flags"] or b"").decode()


def in_conflict(raw: bytes | None) -> bool:
    """Whether git left conflict markers in a file that holds `raw`: two clones put in lines of their own."""
    return raw is not None and _MARKER.search(raw) is not None


def _without(raw: bytes, where: str) -> bytes:
    if in_conflict(raw):
        hint = "take out the markers and the lines of forgemd, keep all others, and type this again"
        raise GitError("a merge left its markers in this file", where=where or None, hint=hint)
    rest = _BLOCK.sub(_before, raw)
    for comment in (_BEGIN, _END):
        if comment.encode() in rest:
            hint = "take the lines of forgemd out by hand; its comments say where they begin and end"
            message = f"the lines of forgemd are not whole: a comment '{comment}' stands alone"
            raise GitError(message, where=where or None, hint=hint)
    return rest


def _before(match: re.Match[bytes]) -> bytes:
    """What stays in place of a block: the end of the line before it, unless that came with it and nothing follows."""
    before = match["before"] or b""
    came_with_it = _UNENDED.encode() in (match["flags"] or b"") and match.end() == len(match.string)
    return before.removesuffix(match["newline"]) if came_with_it else before
