"""Other rules for some files: globs, and what holds below them."""

from __future__ import annotations

from forgemd.check.naming import meanings
from forgemd.diagnostics import Severity
from forgemd.rules import REGISTRY
from forgemd.typed import TYPE_CHECKING, Literal, NamedTuple, Sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Scope", "anchored", "is_glob", "matches"]


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
    """Whether `path`, or a directory around it, is one of `patterns`, each a path or a glob as in `.gitignore`: `*`,
    `?` and `[abc]` stand for no slash, `**` for any number of directories, also for none; a glob without a slash means
    what is called so in any directory."""
    return any(_matches(path, pattern.rstrip("/")) for pattern in patterns)


def _matches(path: str, pattern: str) -> bool:
    plain = pattern.removeprefix("./")
    if plain in (path, "*", ".") or path.startswith(plain + "/"):
        return True
    return is_glob(pattern) and _leads_to(anchored(pattern).split("/"), path.split("/"))


def is_glob(pattern: str) -> bool:
    """Whether `pattern` may mean more than one path."""
    return any(sign in pattern for sign in "*?[")


def anchored(pattern: str) -> str:
    """`pattern`, beginning at the directory that it is written in: `**/*.md` for `*.md`, and `*.md` for `./*.md`."""
    plain = pattern.rstrip("/")
    if plain == ".":
        return "*"
    if is_glob(plain) and "/" not in plain:
        return f"**/{plain}"
    return plain.removeprefix("./").removeprefix("/")


def _leads_to(parts: Sequence[str], names: Sequence[str]) -> bool:
    """Whether `parts` of a glob stand for `names`, those of a path, or for the first of them."""
    from fnmatch import fnmatchcase  # nearly always there are no globs, and then it need not be loaded

    if parts[-1] == "**":
        parts = [*parts[:-1], "*"]  # what is below a directory, and not itself
    ends = {0}  # of how many names the parts up to here may have stood for
    for part in parts:
        if part == "**":
            ends = set(range(min(ends), len(names) + 1))
        else:
            ends = {end + 1 for end in ends if end < len(names) and fnmatchcase(names[end], part)}
        if not ends:
            return False
    return True
