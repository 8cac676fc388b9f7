"""A configuration file as a tree of plain values with places, the same for YAML and for TOML.

The readers build it, the shapes judge it; neither knows the other, so every message has a position
whatever the file is written in.
"""

from __future__ import annotations

from forgemd.errors import ConfigError
from forgemd.text import Position
from forgemd.typed import NamedTuple

__all__ = ["MAX_DEPTH", "Entry", "InvalidConfig", "Node", "Problem", "Problems", "describe"]

MAX_DEPTH = 50
"""Collections in collections, in one file."""
MAX_LISTED = 20
"""A file that is wrong throughout is better mended from the top than read as a wall of text."""
MAX_PROBLEMS = 100
"""After so many the rest of the file is not looked at: it is something else than a configuration."""
MAX_MESSAGE = 400
"""Longer ones, in characters, quote something that nobody wants to read to its end."""


class Node:
    """One value and where it stands.

    `value` is text, a number, a truth value, None, a list of nodes, a dict of `Entry` by key, or (TOML
    only) a date or time. `size` counts the nodes below and itself, those behind aliases each time.
    """

    __slots__ = ("at", "size", "value")

    def __init__(self, value: object, at: Position, size: int = 1) -> None:
        self.value = value
        self.at = at
        self.size = size


class Entry(NamedTuple):
    """A key's place and its value; the key itself is the key of the dict that holds the entry."""

    at: Position
    node: Node


class Problem(NamedTuple):
    """One thing that is wrong with a configuration file, and where (1-based)."""

    message: str
    at: Position


class InvalidConfig(ConfigError):
    """Everything that is wrong with one file, in the order of the file; `where` is the first place."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        first, *rest = (f"{path}:{p.at.line}:{p.at.column}: {p.message}" for p in problems[:MAX_LISTED])
        if len(problems) > MAX_LISTED:
            rest.append(f"and {len(problems) - MAX_LISTED} more problems")
        where = first[: len(first) - len(problems[0].message) - 2]
        super().__init__(
            "\n".join([problems[0].message, *rest]),
            where=where,
            hint=f"mend {path} and run the same command again; nothing was changed",
        )
        self.problems = problems


class Problems:
    """Collects what is wrong with the file `path`, so that all of it can be told at once.

    `rule_names` are the rules there are; where it is empty, names of rules are not looked up.
    """

    __slots__ = ("_found", "path", "rule_names")

    def __init__(self, path: str, rule_names: frozenset[str] = frozenset()) -> None:
        self.path = path
        self.rule_names = rule_names
        self._found: dict[Problem, None] = {}

    def add(self, message: str, at: Position) -> None:
        """Note a problem and go on; once, though a value behind an alias is read for each of them.

        Raises `InvalidConfig` when there are `MAX_PROBLEMS`.
        """
        self._found[Problem(_visible(message), at)] = None
        if len(self._found) >= MAX_PROBLEMS:
            self.raise_any()

    def fatal(self, message: str, at: Position) -> InvalidConfig:
        """The error to raise where nothing further can be read."""
        return InvalidConfig(self.path, (*self._found, Problem(_visible(message), at)))

    def raise_any(self) -> None:
        """Raise `InvalidConfig` if anything was noted."""
        if self._found:
            raise InvalidConfig(self.path, tuple(sorted(self._found, key=lambda problem: problem.at)))


def _visible(message: str) -> str:
    """`message` in one line, with escapes for what a terminal would obey instead of showing."""
    if len(message) > MAX_MESSAGE:
        message = message[: MAX_MESSAGE - 1] + "…"
    if message.isprintable():
        return message
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in message)


def describe(value: object) -> str:
    """What a value is, for a message: `a list`, `the number 3`, `the text "x"`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'the text "{_short(value)}"' if value else "an empty text"
    if isinstance(value, (int, float)):
        return f"the number {_short(str(value))}"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f"the date or time {value}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
