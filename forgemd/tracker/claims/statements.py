"""Lines of prose that may state something about tasks: headings, list items, lines of paragraphs.

A statement keeps where it stands, so that a figure in it can be pointed at. Code, quotes of others' text in
fences, tables and comments hold none.
"""

from __future__ import annotations

from forgemd.lazy import itemgetter, pattern
from forgemd.markdown import Document
from forgemd.text import Span
from forgemd.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re

__all__ = ["Statement", "has_sign", "read_statements"]

_MARKER = pattern(r"[ \t>]*(?:(?P<marker>[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?:\[(?P<mark>[^\[\]])\][ \t]+)?")
_KEYED = pattern(
    r"(?:[^\w\s*_`\[(]+[ \t]*)?[*_]{0,3}(?P<key>[^\W\d_][^*:：|]{0,60}?)[ \t]*"
    r"(?:[:：][*_]{1,3}|[*_]{1,3}[ \t]*[:：]|[:：])[ \t]*(?P<value>(?:[^|]*[^|\s])?)[ \t]*(?:\||\Z)"
)
_CHECKED = "✅✔✓☑"
_LONGEST = 400
"""Longer lines tell a story; a figure in one is about whatever that is about."""


class Statement(NamedTuple):
    """One line (0-based) of prose. `start` is the offset of `text`, which has no list marker and no box.

    `under` is the line of the heading above it (a heading's own line for a heading), -1 for none. `keyed` holds the
    parts `key` and `value` of `**Key:** value`; None for any other line.
    """

    line: int
    start: int
    text: str
    is_heading: bool
    is_item: bool
    box: str
    under: int
    keyed: re.Match[str] | None

    @property
    def ticked(self) -> bool:
        """Whether the line is marked as done."""
        return self.box in ("x", "X", *_CHECKED) or self.text[:1] in _CHECKED if self.text else False

    def span(self, start: int, end: int) -> Span:
        """Where characters `start` to `end` of `text` are in the document."""
        return Span(self.start + start, self.start + end)


def read_statements(document: Document) -> list[Statement]:
    """The statements of a document, in its order."""
    new = tuple.__new__  # half the time of `Statement`
    found = [
        new(Statement, (line, span[0], title, True, False, "", line, None))
        for _, title, line, span in document.headings
        if len(title) <= _LONGEST
    ]
    source = document.source
    for line, start, end in document.prose:
        match = _MARKER.match(source.text, start, end)
        start = match.end() if match else start
        text = source.text[start:end].rstrip()
        item = match is not None and match["marker"] is not None
        box = match["mark"] or "" if match else ""
        if 0 < len(text) <= _LONGEST:
            above = document.heading_before(line)
            keyed = _KEYED.match(text) if ":" in text or "：" in text else None
            under = -1 if above is None else above.line
            found.append(new(Statement, (line, start, text, False, item, box, under, keyed)))
    return sorted(found, key=itemgetter(1))


def has_sign(text: str) -> bool:
    """Whether a text has a bracket, a colon, a dash or what is not ASCII: headings say of themselves how far they are,
    or how much they hold, behind one of these. Few have any, and this takes a tenth of the time of looking closer."""
    return not text.isascii() or "(" in text or "[" in text or ":" in text or "-" in text
