"""The second reader's short way, for tables that can be read in one way only.

A line that begins at the margin below a blank one lies in no list and no quote, and continues no paragraph (GFM 0.29,
sections 4.8, 5.1 and 5.2). All that may be open around it is what goes on over blank lines: a fenced code block (4.5),
or an HTML block that has a mark for its end (4.6, kinds 1 to 5). Where every line above that may begin such a block is
seen to begin none, or its end is seen too, a header there is one to every reader of GFM, and mistune, whose import
takes half as long as everything else that an edit does, need not be asked. In doubt there is no answer.

What is a row and a cell is said by `forgemd.markdown.second_table`, as for mistune; nothing comes from the scanner.
"""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate

from forgemd.lazy import IGNORECASE, pattern
from forgemd.markdown.second_table import (
    DELIMITER,
    SecondRow,
    SecondTable,
    breaks_table,
    delimiter_columns,
    split,
)
from forgemd.typed import Collection, Sequence

__all__ = ["at_margin"]

_BLANKS = " \t"
_BLANK_LINE = pattern(r"\n[ \t]*\n")
_DELIMITER = pattern(DELIMITER)

_BEGIN = pattern(
    r"\n(?P<marks>(?:[ \t>]|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]))*+)"
    r"(?:(?P<fence>`{3,}+|~{3,}+)|(?P<html><[a-z/!?]))(?P<rest>[^\n]*+)",
    IGNORECASE,
)
"""A line that may begin or end a fenced code block, or begin an HTML block, whatever containers it is in."""

_LASTING = pattern(r"<(?:[!?]|(?:script|pre|style|textarea)(?![a-z0-9-]))", IGNORECASE)
"""What begins an HTML block that no blank line ends."""
_COMMENT = pattern(r"<!--.*?-->")
"""One of these that ends on the line that it begins on."""


def at_margin(text: str, first: int, wanted: Collection[int]) -> tuple[SecondTable, ...] | None:
    """The tables of `text`, whose lines end in LF and count from `first`, with their headers on the lines `wanted`;
    None unless each of these is plainly the header of one."""
    lines = text.split("\n")
    found: list[SecondTable] = []
    for number in sorted(wanted):
        table = _table(lines, number - first, first)
        if table is None:
            return None
        found.append(table)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    headers = [starts[table.line - first] for table in found]
    fences = _fences(text, max(headers, default=0))
    if fences is None or any(bisect(fences, header) % 2 for header in headers):
        return None
    return tuple(found)


def _table(lines: Sequence[str], at: int, first: int) -> SecondTable | None:
    """The table whose header is `lines[at]`, if that is where one begins at the margin, and nothing is open there."""
    if not 0 <= at < len(lines) - 2 or (at and lines[at - 1].strip(_BLANKS)):
        return None
    header, delimiter = lines[at], lines[at + 1]
    if not header.startswith("|") or not delimiter.startswith("|") or not _DELIMITER.match(delimiter):
        return None
    end = at + 2
    while end < len(lines) - 1 and not breaks_table(lines[end]):
        end += 1
    rows = [SecondRow(first + index, split(lines[index].strip(_BLANKS))) for index in (at, *range(at + 2, end))]
    columns = delimiter_columns(delimiter)
    return SecondTable(first + at, tuple(rows), columns) if len(rows[0].cells) == columns else None


def _fences(text: str, end: int) -> list[int] | None:
    """The offsets before `end` at which fenced code begins and ends, in turn; None where that is not plain, or anything
    else may be open over a blank line."""
    found: list[int] = []
    fence, html = "", -1
    for line in _BEGIN.finditer("\n" + text, 0, end):
        at, mark, rest = line.start(), line["fence"], line["rest"]
        if mark is None:
            html = at if not fence else html
            if not fence and _may_last(line["html"] + rest):
                return None
        elif line["marks"]:
            return None
        elif fence:
            if mark.startswith(fence) and not rest.strip(_BLANKS):
                found.append(at)
                fence = ""
        elif html >= 0 and not _BLANK_LINE.search(text, html, at):
            return None
        elif mark[0] == "~" or "`" not in rest:
            found.append(at)
            fence, html = mark, -1
    return found


def _may_last(line: str) -> bool:
    """Whether this line may begin an HTML block that no blank line ends, nor its own end mark."""
    return _LASTING.match(line) is not None and _COMMENT.match(line) is None
