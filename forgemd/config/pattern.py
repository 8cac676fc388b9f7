"""Whether a user's regular expression can be run on every cell without being made to run for long.

Python's `re` backtracks. The number of ways in which a pattern can divide a text is bounded from above by
its structure alone: pieces of unlimited length share the characters of the text between them, every other
choice multiplies. A pattern above the bound is refused; it may be harmless, but nobody has to prove it.
"""

from __future__ import annotations

import re
import warnings
from math import comb
from typing import NamedTuple

__all__ = ["MAX_PATHS", "MAX_TEXT", "trouble"]

MAX_TEXT = 64
"""The longest text, in characters, that a user's pattern is tried on."""
MAX_PATHS = 2_000_000
"""About a tenth of a second of backtracking, at the worst, for one text."""

_REPEAT = re.compile(r"\{(?P<least>[0-9]*)(?P<comma>,)?(?P<most>[0-9]*)\}")


def trouble(pattern: str) -> str | None:
    """Why `pattern` is refused, in words; None if it may be used on texts of up to `MAX_TEXT` characters."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return f"not a regular expression: {error}"
    try:
        cost, _ = _alternatives(pattern, 0)
    except _Refused as refused:
        return str(refused)
    if comb(MAX_TEXT + cost.unlimited, cost.unlimited) * cost.choices > MAX_PATHS:
        return "too many repetitions that can share a text between them; bound them: `[A-Z]{1,4}-[0-9]{1,4}`"
    return None


class _Refused(Exception):
    """The pattern uses what has no place in one for ids."""


class _Cost(NamedTuple):
    """`unlimited` pieces without an upper length, and `choices` ways to take all the others."""

    unlimited: int = 0
    choices: int = 1

    def then(self, other: _Cost) -> _Cost:
        """Both, one after the other; counting stops above the bound, for nesting makes huge numbers."""
        return _Cost(min(self.unlimited + other.unlimited, MAX_TEXT), min(self.choices * other.choices, MAX_PATHS + 1))

    def times(self, count: int) -> _Cost:
        """This, `count` times (at most `MAX_TEXT`) one after the other."""
        whole = _Cost()
        for _ in range(count):
            whole = whole.then(self)
        return whole


def _alternatives(pattern: str, at: int) -> tuple[_Cost, int]:
    """The cost of `a|b|c` from `at` up to the closing parenthesis or the end, and where that is."""
    branches = []
    while True:
        cost, at = _sequence(pattern, at)
        branches.append(cost)
        if at == len(pattern) or pattern[at] == ")":
            return _Cost(max(b.unlimited for b in branches), sum(b.choices for b in branches)), at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[_Cost, int]:
    """The cost of the pieces from `at` up to `|`, `)` or the end, and where that is."""
    cost = _Cost()
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _atom(pattern, at)
        piece, at = _repeated(piece, pattern, at)
        cost = cost.then(piece)
    return cost, at


def _atom(pattern: str, at: int) -> tuple[_Cost, int]:
    """The cost of one character, escape, class or group, and where it ends."""
    char = pattern[at]
    if char == "\\":
        if pattern[at + 1] in "123456789":
            raise _Refused("a reference back to a group can take very long; write the group out instead")
        return _Cost(), at + 2
    if char == "[":
        at += 2 if pattern[at + 1] == "^" else 1
        at += 1 if pattern[at] == "]" else 0
        while pattern[at] != "]":
            at += 2 if pattern[at] == "\\" else 1
        return _Cost(), at + 1
    if char != "(":
        return _Cost(), at + 1
    opening = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))").match(pattern, at)
    if not opening:
        raise _Refused("only plain groups `(...)`, `(?:...)` and `(?P<name>...)` may be used")
    cost, at = _alternatives(pattern, opening.end())
    return cost, at + 1


def _repeated(piece: _Cost, pattern: str, at: int) -> tuple[_Cost, int]:
    """The cost of `piece` under the quantifier that stands at `at`, if one does, and where that ends."""
    found = _REPEAT.match(pattern, at)
    char = pattern[at : at + 1]
    if found and (found["least"] or found["comma"]):
        least = int(found["least"] or 0)
        most = int(found["most"] or MAX_TEXT + 1) if found["comma"] else least
        at = found.end()
    elif char and char in "*+?":
        least, most = {"*": (0, MAX_TEXT + 1), "+": (1, MAX_TEXT + 1), "?": (0, 1)}[char]
        at += 1
    else:
        return piece, at
    at += 1 if pattern[at : at + 1] in ("?", "+") else 0
    if piece == _Cost():
        return (_Cost(1) if most > MAX_TEXT else _Cost(0, most - least + 1)), at
    if most > MAX_TEXT:
        raise _Refused("a repeated group that itself repeats or branches can take very long; bound it")
    whole = piece.times(most)
    if piece.unlimited:  # fewer rounds have so many fewer ways that they do not count beside the most
        return whole, at
    return whole.then(_Cost(0, most - least + 1)), at
