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
    from forgemd.git.contents import Planned

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


def vouching(
    vouched: Collection[Vouched], plain: Mapping[str, IndexEntry], entries: Planned, said: bytes
) -> dict[str, str]:
    """The variables for the hooks of a commit of `entries` with the message `said`; none where the change cannot be
    told, or is not the one that was judged: a filter made other bytes of it than `plain` has."""
    lines = [_line(path, entry, entries) for path, entry in sorted(plain.items())]
    if "content" not in vouched or not all(lines):
        return {}
    judged = {JUDGED: "\n".join(lines)}
    return {**judged, STATED: os.fsdecode(said)} if "message" in vouched else judged


def _line(path: str, plain: IndexEntry, entries: Planned) -> str:
    before, after = entries.before.get(path), entries.after[path]
    quoted = not path.isascii() or not path.isprintable() or not {'"', "\\"}.isdisjoint(path)
    if before is None or after.mode == ABSENT or after != plain or before.oid == after.oid or quoted:
        return ""
    return f":{before.mode} {after.mode} {before.oid} {after.oid} M\t{path}"
