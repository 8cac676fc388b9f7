"""How a line shows that a block begins on it (CommonMark 0.31.2, section 4)."""

from __future__ import annotations

import re

__all__ = ["ATX", "FENCE", "HTML_ENDS", "INTERESTING", "ITEM", "SETEXT", "THEMATIC", "html_kind", "is_reference"]

INTERESTING = frozenset(">#`~<=-+*_|:0123456789")
"""Only a line that begins with one of these can be anything but text or a row of an open table."""

ATX = re.compile(r"(#{1,6})(?:[ \t]|$)")
FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
THEMATIC = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
SETEXT = re.compile(r"(?:=+|-+)[ \t]*$")
ITEM = re.compile(r"([*+-]|[0-9]{1,9}[.)])(?=[ \t]|$)")

_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|"
    "main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|"
    "thead|title|tr|track|ul"
)
_VERBATIM = re.compile(r"<(?:script|pre|style|textarea)(?:[ \t>]|$)", re.IGNORECASE)
_DECLARATION = re.compile(r"<![A-Za-z]")
_TAG = re.compile(rf"</?(?:{_BLOCK_TAGS})(?:[ \t]|/?>|$)", re.IGNORECASE)
_ATTRIBUTE = r"[ \t]+[A-Za-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^ \t\"'=<>`]+|'[^']*'|\"[^\"]*\"))?"
_NAME = "[A-Za-z][A-Za-z0-9-]*"
_COMPLETE_TAG = re.compile(rf"(?:<{_NAME}(?:{_ATTRIBUTE})*[ \t]*/?>|</{_NAME}[ \t]*>)[ \t]*$")

HTML_ENDS = {
    1: re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    2: re.compile(r"-->"),
    3: re.compile(r"\?>"),
    4: re.compile(r">"),
    5: re.compile(r"\]\]>"),
}
"""What ends an HTML block of each kind; kinds 6 and 7 end at a blank line."""

_REFERENCE = re.compile(
    r"[ \t>]*\[(?:[^\\\[\]]|\\.)+\]:[ \t]*[^ \t]+(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?[ \t]*$"
)


def html_kind(text: str, at: int, end: int, interrupts: bool) -> int:
    """Which of the seven kinds of HTML block (section 4.6) begins at `at`; 0 for none.

    `interrupts`: the line could go on an open paragraph, which kind 7 must not interrupt.
    """
    if _VERBATIM.match(text, at, end):
        return 1
    if text.startswith("<!--", at, end):
        return 2
    if text.startswith("<?", at, end):
        return 3
    if text.startswith("<![CDATA[", at, end):
        return 5
    if _DECLARATION.match(text, at, end):
        return 4
    if _TAG.match(text, at, end):
        return 6
    return 7 if not interrupts and _COMPLETE_TAG.match(text, at, end) else 0


def is_reference(text: str, start: int, end: int) -> bool:
    """Whether a line is a link reference definition, which cannot become a setext heading."""
    return _REFERENCE.match(text, start, end) is not None
