"""How a table line is cut into cells.

GFM 0.29, section 4.10, as cmark-gfm reads it where the text is silent: a bar is escaped whenever the
character before it is a backslash, however many backslashes there are (`row_regex` of its table extension
takes the longest match); blanks are space, tab, vertical tab and form feed only, so that a no-break space or
the U+0085 of a broken emoji is content.
"""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.markdown.blocks import Alignment
from forgemd.typed import NamedTuple

__all__ = [
    "BLANKS",
    "Cut",
    "alignments",
    "barred_rows",
    "cut",
    "delimiter",
    "escape",
    "plain_rows",
    "texts",
    "unescape",
]

BLANKS = " \t\v\f"

_BLANKS = pattern("  ")  # a third faster than `in`
_BAR = pattern(r"(?<!\\)\|")
# Possessive throughout: it must stay linear on a megabyte of blanks.
_MARK = r"[ \t\v\f]*+:?-++:?[ \t\v\f]*+"
_DELIMITER = pattern(rf"\|?{_MARK}(?:\|{_MARK})*+(?:\|[ \t\v\f]*+)?$")


class Cut(NamedTuple):
    """The cells of one line as offsets of what stands between the bars, and whether it has outer bars."""

    bounds: tuple[tuple[int, int], ...]
    leading: bool
    trailing: bool


def delimiter(text: str, start: int, end: int) -> bool:
    """Whether the characters from `start` to `end` read as a delimiter row."""
    return _DELIMITER.match(text, start, end) is not None


def alignments(text: str, start: int, end: int) -> tuple[Alignment, ...]:
    """The alignment of each column of a delimiter row."""
    found: list[Alignment] = []
    for mark in texts(text[start:end]):
        left, right = mark.startswith(":"), mark.endswith(":")
        found.append("center" if left and right else "left" if left else "right" if right else "")
    return tuple(found)


def _parts(line: str) -> list[str]:
    """What stands between the bars of a line that begins with no blank, outer parts included."""
    if "\\|" in line:
        return _BAR.split(line)
    return line.split("|")


def texts(line: str) -> list[str]:
    """The trimmed text of each cell of `line`, escapes kept. Many times faster than `cut`."""
    line = line.lstrip(" \t")
    parts = _parts(line)
    if line.startswith("|"):
        del parts[0]
        if len(parts) == 1 and not parts[0].strip(BLANKS):
            return []
    if len(parts) > 1 and not parts[-1].strip(BLANKS):
        del parts[-1]
    return [part.strip(BLANKS) for part in parts]


def plain_rows(body: str, count: int, width: int) -> list[list[str]] | None:
    """The `texts` of `count` lines of `width` cells each, where single blanks stand around the bars; else None.

    Many times as fast as line by line. No text is empty, since that would put two blanks together.
    """
    if width < 2 or not (body.startswith("| ") and body.endswith(" |")) or _BLANKS.search(body):
        return None
    # A bar that is left in a cell, since no blank is on one side or it is escaped, is one too many, or makes a row
    # too short.
    if body.count("|") != count * (width + 1) or "\t" in body or "\v" in body or "\f" in body:
        return None
    rows = [line.split(" | ") for line in body[2:-2].split(" |\n| ")]
    return rows if len(rows) == count and {*map(len, rows)} == {width} else None


def barred_rows(body: str, count: int) -> list[list[str]] | None:
    """The `texts` of `count` lines that all begin and end with a bar, without an escape; else None."""
    if "\\" in body or "\r" in body or not (body.startswith("|") and body.endswith("|")):
        return None
    lines = body[1:-1].split("|\n|")
    return [[text.strip(BLANKS) for text in line.split("|")] for line in lines] if len(lines) == count else None


def cut(text: str, start: int, end: int) -> Cut:
    """The cells of the line that reaches from `start` to `end`."""
    while start < end and text[start] in " \t":
        start += 1
    parts = _parts(text[start:end])
    bounds: list[tuple[int, int]] = []
    at = start
    for part in parts:
        bounds.append((at, at + len(part)))
        at += len(part) + 1
    leading = start < end and text[start] == "|"
    if leading:
        del bounds[0]
        if len(bounds) == 1 and not text[start + 1 : end].strip(BLANKS):
            return Cut((), True, False)
    trailing = len(bounds) > 1 and not text[bounds[-1][0] : bounds[-1][1]].strip(BLANKS)
    if trailing:
        del bounds[-1]
    return Cut(tuple(bounds), leading, trailing)


def unescape(raw: str) -> str:
    """What a cell says: an escaped bar is a bar. Every other escape belongs to the inline text."""
    return raw.replace("\\|", "|") if "\\|" in raw else raw


def escape(value: str) -> str:
    """How `value` is written in a cell; `unescape` gives it back."""
    return value.replace("|", "\\|")
