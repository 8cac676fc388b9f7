"""What `.gitattributes` and its kin say about paths."""

from __future__ import annotations

import os
from collections.abc import Sequence

from forgemd.git.command import Git, records

__all__ = ["attribute", "attributes_of"]


def attribute(git: Git, name: str, path: str) -> str | None:
    """The value of the attribute `name` for `path`, as `attributes_of` gives it."""
    return attributes_of(git, name, [path])[0]


def attributes_of(git: Git, name: str, paths: Sequence[str]) -> list[str | None]:
    """The value of the attribute `name` for each of `paths`, relative to git's directory; None where it has none.

    `set` and `unset` are values too (gitattributes(5)). Raises `GitError` where there is no repository.
    """
    asked = b"".join(os.fsencode(path) + b"\0" for path in paths)
    values = records(git.read("check-attr", "-z", "--stdin", name, stdin=asked))[2::3]
    return [None if value == "unspecified" else value for value in values]
