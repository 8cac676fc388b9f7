"""What the second reader takes for a table, a row and a cell: the grammar of GFM tables, line by line.

GFM 0.29, section 4.10, and where the specification is silent, what cmark-gfm 0.29.0.gfm.13 does. Shares no
code with the scanner: the write gate asks two readers, and two that split with the same code are one.
"""

from __future__ import annotations

from forgemd.lazy import ASCII, IGNORECASE, MULTILINE, pattern
from forgemd.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re

__all__ = [
    "DELIMITER",
    "HTML_START",
    "SecondReaderLost",
    "SecondRow",
    "SecondTable",
    "begins_block",
    "breaks_table",
    "delimiter_columns",
    "html_end",
    "html_kind",
    "may_hold_table",
    "split",
]

_BLANKS = " \t\v\f"

_MARK = r"[ \t\v\f]*+:?-++:?[ \t\v\f]*+"

DELIMITER = rf"^ {{0,3}}(?=[|:-])\|?{_MARK}(?:\|{_MARK})*+(?:\|[ \t\v\f]*+)?$"
"""A delimiter row in multi-line mode. Possessive throughout: it must stay linear on a megabyte of dashes."""

# In a container the delimiter row does not begin its line, but this is how it ends.
_DELIMITER_END = pattern(r"-[ \t\v\f|:]*+$", MULTILINE)

# cmark-gfm takes any bar after a backslash as escaped, however many backslashes stand before it.
_BAR = pattern(r"(?<!\\)\|")

# Section 4.6, the seven ways to begin an HTML block, each with what ends it; None: the next blank line.
_TAGS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir "
    "div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html "
    "iframe legend li link main menu menuitem nav noframes ol optgroup option p param section source summary "
    "table tbody td tfoot th thead title tr track ul"
).replace(" ", "|")
_ATTRIBUTE = r"""\s+[A-Z_:][A-Z0-9_.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?"""
_HTML: tuple[tuple[str, str | None], ...] = (
    (r"<(?:script|pre|style)(?:\s|>|$)", r"</(?:script|pre|style)>"),
    (r"<!--", r"-->"),
    (r"<\?", r"\?>"),
    (r"<!(?-i:[A-Z])", r">"),
    (r"<!\[CDATA\[", r"\]\]>"),
    (rf"</?(?:{_TAGS})(?:\s|/?>|$)", None),
    (rf"(?:<[A-Z][A-Z0-9-]*+(?:{_ATTRIBUTE})*+\s*+/?>|</[A-Z][A-Z0-9-]*+\s*+>)\s*+$", None),
)
HTML_START = " {0,3}(?:" + "|".join(f"({start})" for start, _ in _HTML) + ")"
"""What begins an HTML block, a group for each kind; in letters of any case."""

_HTML_START = pattern(HTML_START, IGNORECASE | ASCII)
_HTML_ENDS = tuple(None if end is None else pattern(end, IGNORECASE) for _, end in _HTML)
_BREAK = pattern(
    r"[ ]{0,3}(?:"
    r">|#{1,6}(?:[ \t]|$)|~~~|`{3,}+[^`]*+$"
    r"|(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|$)"
    r"|(?:(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,}|(?:-[ \t]*+){3,})$"
    r")"
)


class SecondReaderLost(Exception):
    """The second reader cannot say where in the text it is; the reason is the message.

    No error for users: who asked for a second opinion has none, and says so in its own words.
    """


class SecondRow(NamedTuple):
    """A row: its line (0-based, of the whole text) and its cells as written, trimmed, `\\|` read as `|`.

    Cells beyond the columns of the table are kept, a short row stays short.
    """

    line: int
    cells: tuple[str, ...]


class SecondTable(NamedTuple):
    """A table: the line of its header (0-based, of the whole text) and its rows, the header first.

    The delimiter row is no row; `columns` is the number of its cells, and of the header's.
    """

    line: int
    rows: tuple[SecondRow, ...]
    columns: int


def split(text: str) -> tuple[str, ...]:
    """The cells of a line, its indentation taken off; none where it is a lone bar, which is no row."""
    outer = text.startswith("|")
    cells = _BAR.split(text[1:] if outer else text)
    if (outer or len(cells) > 1) and not cells[-1].strip(_BLANKS):
        cells.pop()  # the bar before it was the closing one
    return tuple([cell.replace("\\|", "|").strip(_BLANKS) for cell in cells])


def delimiter_columns(line: str) -> int:
    """How many columns a line that matches `DELIMITER` announces."""
    return line.strip(_BLANKS).strip("|").count("|") + 1


def may_hold_table(text: str) -> bool:
    """Whether some line ends as a delimiter row does, in whatever container it lies."""
    return _DELIMITER_END.search(text) is not None


def breaks_table(line: str) -> bool:
    """Whether this line, under a table and in its container, is no row of it but the end."""
    text = line.lstrip(" ")
    if not text.strip("\t ") or text[0] == "\t" or len(line) - len(text) > 3:
        return True  # blank, or indented code
    if text[0] == "|":
        return not text[1:].strip(_BLANKS)
    return begins_block(line)


def begins_block(line: str) -> bool:
    """Whether this line begins a block wherever no paragraph is open in its container."""
    return _BREAK.match(line) is not None or html_kind(line) > 0


def html_kind(line: str) -> int:
    """Which of the seven kinds of HTML block (section 4.6) may begin with this line; 0 for none."""
    found = _HTML_START.match(line)
    return found.lastindex or 0 if found else 0


def html_end(kind: int) -> re.Pattern[str] | None:
    """What the last line of an HTML block of this kind holds; None where a blank line ends it."""
    return _HTML_ENDS[kind - 1]
