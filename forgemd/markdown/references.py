"""Link reference definitions, as far as blocks depend on them (CommonMark 0.31.2, section 4.7).

A paragraph may begin with definitions. They are no text: a line of dashes under nothing but definitions makes
no heading. Only there does anybody ask, so this need not be fast, but it must be linear.
"""

from __future__ import annotations

from forgemd.lazy import DOTALL, pattern
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re

__all__ = ["definitions"]

_LABEL = pattern(r"\[((?:[^\\\[\]]|\\.){0,1000}+)\]:", DOTALL)
_GAP = pattern(r"[ \t]*+(?:\n[ \t]*+)?+")
_ANGLED = pattern(r"<(?:[^<>\\\n]|\\.)*+>")
_TITLE = pattern(r""""(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)""", DOTALL)
_REST = pattern(r"[ \t]*+(?:\n|$)")
_MAX_PARENTHESES = 32
_MAX_LABEL = 1000


def definitions(lines: list[str]) -> int:
    """How many of the first lines of a paragraph, their indentation taken off, are definitions."""
    text = "\n".join(lines)
    at = 0
    while at < len(text):
        end = _definition(text, at)
        if end is None:
            break
        at = end
    return len(lines) if at >= len(text) else text.count("\n", 0, at)


def _definition(text: str, at: int) -> int | None:
    """Where the line behind the definition at `at` begins; None if there is no definition."""
    label = _LABEL.match(text, at)
    if label is None or not label[1].strip() or len(label[1]) > _MAX_LABEL:
        return None
    start = _skip(_GAP, text, label.end())
    end = _destination(text, start)
    if end is None:
        return None
    return _title(text, end) or _line_end(text, end)


def _title(text: str, at: int) -> int | None:
    """Where the line behind a title begins; a title stands apart from what is before it and ends its line."""
    start = _skip(_GAP, text, at)
    title = _TITLE.match(text, start) if start > at else None
    return None if title is None else _line_end(text, title.end())


def _line_end(text: str, at: int) -> int | None:
    rest = _REST.match(text, at)
    return None if rest is None else rest.end()


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return at if found is None else found.end()


def _destination(text: str, at: int) -> int | None:
    """Where the link destination at `at` ends (section 6.3); None if there is none."""
    if text.startswith("<", at):
        angled = _ANGLED.match(text, at)
        return None if angled is None else angled.end()
    start, depth = at, 0
    while at < len(text) and text[at] > " " and text[at] != "\x7f":
        char = text[at]
        if char == "\\" and at + 1 < len(text) and text[at + 1] > " ":
            at += 1
        elif char == "(":
            depth += 1
            if depth > _MAX_PARENTHESES:
                return None
        elif char == ")":
            if not depth:
                break
            depth -= 1
        at += 1
    return at if at > start and not depth else None
