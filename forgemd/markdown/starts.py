"""How a line shows that a block begins on it (CommonMark 0.31.2, section 4)."""

from __future__ import annotations

from forgemd.lazy import ASCII, IGNORECASE, cache, pattern
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re

__all__ = [
    "ATX",
    "FENCE",
    "HTML_ENDS",
    "INTERESTING",
    "ITEM",
    "SETEXT",
    "end_of_marks",
    "front_matter",
    "html_kind",
]

INTERESTING = frozenset(">#`~<=-+*_|:0123456789")
"""Only a line that begins with one of these can be anything but text or a row of an open table."""

ATX = pattern(r"(#{1,6})(?:[ \t]|$)")
FENCE = pattern(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_MARKS = {char: pattern(rf"[\{char} \t]*+") for char in "*_-"}
SETEXT = pattern(r"(?:=+|-+)[ \t]*$")
ITEM = pattern(r"([*+-]|[0-9]{1,9}[.)])(?=[ \t]|$)")

_MATTER = pattern(r"---[ \t]*(?:\r\n?|\n)")
_MATTER_END = pattern(r"[\r\n](?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)")

# Those of CommonMark 0.29, as GitHub has them: without the `search` of later versions.
_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|"
    "main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|section|source|summary|table|tbody|td|tfoot|th|"
    "thead|title|tr|track|ul"
)
_VERBATIM = "script|pre|style|textarea"
_ATTRIBUTE = r"[ \t]++[A-Za-z_:][\w.:-]*+(?:[ \t]*+=[ \t]*+(?:[^ \t\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?"
_NAME = "[A-Za-z][A-Za-z0-9-]*+"

HTML_ENDS = {
    1: pattern(rf"</(?:{_VERBATIM})>", IGNORECASE | ASCII),
    2: pattern(r"-->"),
    3: pattern(r"\?>"),
    4: pattern(r">"),
    5: pattern(r"\]\]>"),
}
"""What ends an HTML block of each kind; kinds 6 and 7 end at a blank line."""


def end_of_marks(char: str, text: str, at: int, end: int) -> int:
    """Where the run of `char` and blanks at `at` ends."""
    found = _MARKS[char].match(text, at, end)
    return at if found is None else found.end()


def front_matter(text: str, at: int) -> int:
    """Where the YAML that may begin at `at` ends, its fences included; `at` itself where nothing closes it."""
    begun = _MATTER.match(text, at)
    closed = _MATTER_END.search(text, begun.end() - 1) if begun else None
    return closed.end() if closed else at


@cache
def _html_starts() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """What begins an HTML block of each kind, in the order of asking. Compiled for the first line that may."""
    starts = (
        (1, rf"<(?:{_VERBATIM})(?:[ \t>]|$)"),
        (2, r"<!--"),
        (3, r"<\?"),
        (5, r"<!\[CDATA\["),
        (4, r"<!(?-i:[A-Z])"),  # CommonMark 0.29; later versions take small letters too
        (6, rf"</?(?:{_BLOCK_TAGS})(?:[ \t]|/?>|$)"),
        (7, rf"(?:<{_NAME}(?:{_ATTRIBUTE})*+[ \t]*+/?>|</{_NAME}[ \t]*+>)[ \t]*+$"),
    )
    return tuple((kind, pattern(start, IGNORECASE | ASCII)) for kind, start in starts)


def html_kind(text: str, at: int, end: int, interrupts: bool) -> int:
    """Which of the seven kinds of HTML block (section 4.6) begins at `at`; 0 for none.

    `interrupts`: the line would go on a paragraph, which kind 7 must not interrupt.
    """
    for kind, start in _html_starts():
        if start.match(text, at, end):
            return 0 if kind == 7 and interrupts else kind
    return 0
