"""Other rules for some files: globs, and what holds below them."""

from __future__ import annotations

from forgemd.check.naming import meanings
from forgemd.diagnostics import Severity
from forgemd.rules import REGISTRY
from forgemd.typed import TYPE_CHECKING, Literal, NamedTuple, Sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Scope", "matches"]


class Scope(NamedTuple):
    """What holds for files that `pattern` matches: `severities` and `only` as in a `Selection`."""

    pattern: str
    severities: Mapping[str, Severity | Literal["off"]] = {}
    only: Sequence[str] = ()

    def over(self, severities: Mapping[str, Severity | Literal["off"]]) -> dict[str, Severity | Literal["off"]]:
        """`severities` with those of the scope before them, a category of the scope also before a rule's name."""
        found = dict(severities)
        for name, listing in REGISTRY.items():
            words = meanings(name, self.severities)
            if words and (listing.on or name in self.severities):
                found[name] = self.severities[words[0]]
        return found


def matches(path: str, patterns: Sequence[str]) -> bool:
    """Whether `path` is one of `patterns`: a path, a directory, or a glob where `**/` stands for any number of
    directories, also for none."""
    if not patterns:
        return False  # as nearly always, and then what follows need not be loaded
    from fnmatch import fnmatchcase

    for pattern in patterns:
        plain = pattern.rstrip("/").removeprefix("./")
        if path == plain or path.startswith(plain + "/") or fnmatchcase(path, plain):
            return True
        if "**/" in plain and any(fnmatchcase(path, each) for each in _without_some(plain, _STARS)):
            return True
    return False


_STARS = 4
"""So many `**/` of a pattern may stand for nothing: each doubles the ways to read it."""


def _without_some(pattern: str, most: int) -> list[str]:
    """`pattern` with any of the first `most` of its `**/` taken out, and as it is."""
    head, found, rest = pattern.partition("**/")
    if not found or not most:
        return [pattern]
    return [start + tail for tail in _without_some(rest, most - 1) for start in (head + found, head)]
