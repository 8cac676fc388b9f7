"""One line of a source with carets under a part of it, as a terminal shows it."""

from __future__ import annotations

from forgemd.markdown import display_width as width
from forgemd.output.escapes import visible
from forgemd.text import Source, Span
from forgemd.typed import NamedTuple

__all__ = ["Frame", "frame"]

_CUT = "..."
_TAB = "    "
_CONTEXT = 3
"""A window that cannot show the whole line shows this part of itself (a third) before the carets."""


class Frame(NamedTuple):
    """`number` is the line's, 1-based; the carets stand under `text` from display column `at` on."""

    number: int
    text: str
    at: int
    carets: int


def frame(source: Source, span: Span, columns: int) -> Frame:
    """The line where `span` begins, cut to `columns` display columns around it."""
    index = source.line_of(span.start)
    start, end = source.starts[index], source.ends[index]
    first = min(max(span.start, start), end)
    last = min(max(span.end, first), end)
    before, marked, after = (_shown(source.text[a:b]) for a, b in ((start, first), (first, last), (last, end)))
    lead, size = width(before), max(1, width(marked))
    if lead + size + width(after) <= columns:
        return Frame(index + 1, before + marked + after, lead, size)
    room = max(20, columns)
    if size > room - 2 * len(_CUT):
        marked, after = _head(marked, room - 2 * len(_CUT)), ""
        size = width(marked)
    left = min(lead, max(0, (room - size) // _CONTEXT))
    if lead > left:
        before = _CUT + _tail(before, left - len(_CUT)) if left >= len(_CUT) else _CUT
    text = before + marked
    right = room - width(text)
    if width(after) > right or size < max(1, width(_shown(source.text[first:last]))):
        after = _head(after, right - len(_CUT)) + _CUT
    return Frame(index + 1, text + after, width(before), size)


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _head(text: str, columns: int) -> str:
    """As much of the beginning as fits."""
    while text and width(text) > columns:
        text = text[: -max(1, (width(text) - columns) // 2)]
    return text


def _tail(text: str, columns: int) -> str:
    """As much of the end as fits."""
    while text and width(text) > columns:
        text = text[max(1, (width(text) - columns) // 2) :]
    return text
