"""What forgemd's own hooks are told of a commit that was judged before it was begun, so that nobody waits for them to
judge it again: exactly which change it is, and which message.

The hook script compares that with what is staged and said when it runs, and lets nothing else through: another hook may
have put something into the index, and the variables may have come into the environment of a commit that they are not
about.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping

from forgemd.git.index import ABSENT, IndexEntry
from forgemd.typed import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from forgemd.git.commits.contents import Planned

__all__ = ["COMMITTING", "JUDGED", "REVERTING", "STATED", "Vouched", "vouching"]

Vouched = Literal["content", "message"]
"""What was judged: the bytes that are committed, the message."""

COMMITTING = "FORGEMD_COMMIT"
"""In the environment of what `forgemd commit` runs: git, and its hooks."""

REVERTING = "FORGEMD_REVERTS"
"""There too: the id of the oldest commit that is taken back, for hooks that see no message. It is looked at, not
believed: the rows have to be as they were before it."""

JUDGED = "FORGEMD_JUDGED"
"""The change: a line for each Markdown file as `git diff --cached --raw --no-abbrev --no-renames` prints it."""

STATED = "FORGEMD_STATED"
"""The message, to the last line feed."""

_MOST = 16 << 10
"""Bytes. Linux starts no program with a longer variable than 128 KiB, Windows none with more than 32 Ki characters, and
the arguments of what hooks run have to go beside them."""


def vouching(
    vouched: Collection[Vouched], plain: Mapping[str, IndexEntry], entries: Planned, said: bytes
) -> dict[str, str]:
    """The variables for the hooks of a commit of `entries` with the message `said`; none where the change cannot be
    told, or is not the one that was judged: a filter made other bytes of it than `plain` has. What is too long for a
    variable is left out, and judged again."""
    lines = [_line(path, entry, entries) for path, entry in sorted(plain.items())]
    judged = "\n".join(lines)
    if "content" not in vouched or not all(lines) or len(judged) > _MOST:
        return {}
    if "message" in vouched and len(said) <= _MOST:
        return {JUDGED: judged, STATED: os.fsdecode(said)}
    return {JUDGED: judged}


def _line(path: str, plain: IndexEntry, entries: Planned) -> str:
    before, after = entries.before.get(path), entries.after[path]
    quoted = not path.isascii() or not path.isprintable() or not {'"', "\\"}.isdisjoint(path)
    if before is None or after.mode == ABSENT or after != plain or before.oid == after.oid or quoted:
        return ""
    return f":{before.mode} {after.mode} {before.oid} {after.oid} M\t{path}"
