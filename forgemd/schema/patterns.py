"""Regular expressions of other people, matched in time that grows with the text and no faster.

A backtracking engine takes seconds for `^(a+)+$` and 30 characters. Here all ways through the pattern are walked at
once (Thompson, 1968), so that a text of n characters takes n steps of at most as many states as the pattern has. What
cannot be walked so (groups that are referred to, looks ahead and behind) is refused. The dialect is the common part of
ECMA 262 and Python: `\\d`, `\\w` and `\\s` are the ASCII ones, `$` is the end of the text alone.
"""

from __future__ import annotations

import string
from collections.abc import Callable

from forgemd.typed import NamedTuple, TypeAlias

__all__ = ["MOST_CHARACTERS", "Pattern", "PatternError"]

MOST_CHARACTERS = 200
"""The longest pattern that is read."""
MOST_STATES = 1000
"""What counted repeats may unfold to."""

Accepts: TypeAlias = Callable[[str], bool]

_WORD = frozenset(string.ascii_letters + string.digits + "_")
_CLASSES: dict[str, frozenset[str]] = {"d": frozenset(string.digits), "w": _WORD, "s": frozenset(" \t\n\r\f\v\u00a0")}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}


class PatternError(ValueError):
    """A pattern that is none, or that cannot be matched in bounded time."""


class _State(NamedTuple):
    """`accepts` a character on the way to `out[0]`; without it, what `assertion` allows (empty: everything) goes on to
    all of `out` for nothing."""

    accepts: Accepts | None
    assertion: str
    out: list[int]


class Pattern:
    """A pattern that a text may contain. Raises `PatternError`."""

    __slots__ = ("_begin", "_states")

    def __init__(self, pattern: str) -> None:
        if len(pattern) > MOST_CHARACTERS:
            raise PatternError(f"the pattern has {len(pattern)} characters; {MOST_CHARACTERS} are allowed")
        self._states: list[_State] = [_State(None, "", [])]
        parser = _Parser(pattern)
        tree = parser.alternatives()
        if parser.at < len(pattern):
            raise PatternError(f"a `{pattern[parser.at]}` that closes nothing")
        self._begin = tree(self, 0)

    def add(self, accepts: Accepts | None, out: list[int], assertion: str = "") -> int:
        """A new state, by its number. Raises `PatternError` where there are too many."""
        if len(self._states) >= MOST_STATES:
            raise PatternError(f"the pattern unfolds to more than {MOST_STATES} states")
        self._states.append(_State(accepts, assertion, out))
        return len(self._states) - 1

    def search(self, text: str) -> bool:
        """Whether the pattern matches somewhere in `text`."""
        live: set[int] = set()
        for at in range(len(text) + 1):
            live.add(self._begin)
            live = self._reach(live, text, at)
            if 0 in live:
                return True
            if at < len(text):
                char, states = text[at], self._states
                live = {states[one].out[0] for one in live if (accepts := states[one].accepts) and accepts(char)}
        return False

    def _reach(self, live: set[int], text: str, at: int) -> set[int]:
        """What can be reached from `live` for nothing."""
        found, left = set(live), list(live)
        while left:
            state = self._states[left.pop()]
            if state.accepts is None and _holds(state.assertion, text, at):
                further = [one for one in state.out if one not in found]
                found.update(further)
                left += further
        return found


def _holds(assertion: str, text: str, at: int) -> bool:
    if assertion == "^":
        return at == 0
    if assertion == "$":
        return at == len(text)
    if assertion:
        before, after = at > 0 and text[at - 1] in _WORD, at < len(text) and text[at] in _WORD
        return (before != after) == (assertion == "b")
    return True


Tree: TypeAlias = Callable[[Pattern, int], int]
"""Adds itself to a pattern in front of the state with that number, and gives the number of its first state."""


class _Parser:
    """Recursive descent. It goes no deeper than a pattern has characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def _take(self) -> str:
        if self.at >= len(self.text):
            raise PatternError("the pattern ends too early")
        self.at += 1
        return self.text[self.at - 1]

    def _skip(self, word: str) -> bool:
        if not self.text.startswith(word, self.at):
            return False
        self.at += len(word)
        return True

    def alternatives(self) -> Tree:
        """What stands between bars."""
        found = [self._sequence()]
        while self._skip("|"):
            found.append(self._sequence())
        if len(found) == 1:
            return found[0]
        return lambda pattern, further: pattern.add(None, [tree(pattern, further) for tree in found])

    def _sequence(self) -> Tree:
        found: list[Tree] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            found.append(self._repeated())

        def build(pattern: Pattern, further: int) -> int:
            for tree in reversed(found):
                further = tree(pattern, further)
            return further

        return build

    def _repeated(self) -> Tree:
        tree = self._atom()
        while (bounds := self._bounds()) is not None:
            self._skip("?")  # how much it takes first does not matter for whether it matches
            if self.text[self.at : self.at + 1] == "+":
                raise PatternError("possessive repeats are not supported")
            tree = _repeat(tree, *bounds)
        return tree

    def _bounds(self) -> tuple[int, int | None] | None:
        for mark, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._skip(mark):
                return bounds
        end = self.text.find("}", self.at)
        if self.text[self.at : self.at + 1] != "{" or end < 0:
            return None
        low, comma, high = self.text[self.at + 1 : end].partition(",")
        if not (low.isascii() and low.isdigit()) or not (high == "" or (high.isascii() and high.isdigit())):
            return None
        self.at = end + 1
        least, most = int(low), int(high) if high else None if comma else int(low)
        if least > MOST_STATES or (most is not None and not least <= most <= MOST_STATES):
            raise PatternError(f"a repeat of {{{low}{comma}{high}}}")
        return least, most

    def _atom(self) -> Tree:
        char = self._take()
        if char == "(":
            if self._skip("?") and not self._skip(":"):
                raise PatternError("groups that begin with `(?` are not supported, but for `(?:`")
            tree = self.alternatives()
            if self._take() != ")":
                raise PatternError("a group that is not closed")
            return tree
        if char in "*+?":
            raise PatternError(f"a `{char}` with nothing to repeat")
        if char in "^$":
            return lambda pattern, further: pattern.add(None, [further], char)
        if char == "\\" and self.text[self.at : self.at + 1] in ("b", "B"):
            bound = self._take()
            return lambda pattern, further: pattern.add(None, [further], bound)
        accepts = self._class() if char == "[" else self._one(char)
        return lambda pattern, further: pattern.add(accepts, [further])

    def _one(self, char: str) -> Accepts:
        if char == ".":
            return lambda one: one not in "\n\r\u2028\u2029"
        if char == "\\":
            return self._escape()
        return lambda one: one == char

    def _escape(self) -> Accepts:
        char = self._take()
        if char in "dws":
            return _CLASSES[char].__contains__
        if char in "DWS":
            known = _CLASSES[char.lower()]
            return lambda one: one not in known
        meant = self._escaped(char)
        return lambda one: one == meant

    def _escaped(self, char: str) -> str:
        """The character that an escape names."""
        if char in ("x", "u"):
            size = 2 if char == "x" else 4
            digits = self.text[self.at : self.at + size]
            if len(digits) < size or not set(digits) <= set(string.hexdigits):
                raise PatternError(f"`\\{char}` without {size} hexadecimal digits")
            self.at += size
            return chr(int(digits, 16))
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char.isascii() and char.isalnum():
            raise PatternError(f"`\\{char}` is not supported")
        return char

    def _class(self) -> Accepts:
        negated = self._skip("^")
        parts: list[Accepts] = []
        first = True
        while first or self.text[self.at : self.at + 1] != "]":
            first = False
            parts.append(self._range())
        self.at += 1
        return lambda one: any(part(one) for part in parts) != negated

    def _range(self) -> Accepts:
        char = self._take()
        if char == "\\" and self.text[self.at : self.at + 1] in tuple("dwsDWS"):
            return self._escape()
        low = self._escaped(self._take()) if char == "\\" else char
        if self.text[self.at : self.at + 1] != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return lambda one: one == low
        self.at += 1
        char = self._take()
        high = self._escaped(self._take()) if char == "\\" else char
        if low > high:
            raise PatternError(f"the range {low}-{high} is the wrong way round")
        return lambda one: low <= one <= high


def _repeat(tree: Tree, least: int, most: int | None) -> Tree:
    def build(pattern: Pattern, further: int) -> int:
        begin = further
        if most is None:
            out: list[int] = [further]
            begin = pattern.add(None, out)
            out.append(tree(pattern, begin))
        else:
            for _ in range(most - least):
                begin = pattern.add(None, [tree(pattern, begin), further])
        for _ in range(least):
            begin = tree(pattern, begin)
        return begin

    return build
