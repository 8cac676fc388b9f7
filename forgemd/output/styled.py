"""Text with styles, laid out before anybody knows whether it will be coloured.

A style is a name for what a piece of text is (`error`, `path`, `caret`); `human` gives it a colour, `plain`
leaves it out. Text is made visible here, so no caller can forget it.
"""

from __future__ import annotations

from forgemd.markdown import display_width as width
from forgemd.output.escapes import visible
from forgemd.typed import Iterable, Iterator

__all__ = ["Line", "line", "plain", "wrapped"]

Line = tuple[tuple[str, str], ...]
"""Pieces of one line: a style and its text. The empty style is ordinary text."""


def line(*pieces: str | tuple[str, str]) -> Line:
    """A line of `pieces`; a bare text has no style. Whatever could command a terminal is shown by its number."""
    return tuple(("", visible(piece)) if isinstance(piece, str) else (piece[0], visible(piece[1])) for piece in pieces)


def plain(lines: Iterable[Line]) -> str:
    """The lines without styles, each with a line ending."""
    return "".join("".join(text for _, text in pieces).rstrip() + "\n" for pieces in lines)


def wrapped(text: str, columns: int | None, indent: int, style: str = "") -> Iterator[Line]:
    """`text` broken at blanks to fit `columns` with `indent` blanks in front; one line where `columns` is None."""
    margin = " " * indent
    room = max(14, columns - indent) if columns is not None else 0
    row, used = "", 0
    for word in visible(text).split(" "):
        size = width(word)
        if room and row and used + 1 + size > room:
            yield (("", margin), (style, row))
            row, used = word, size
        else:
            row = f"{row} {word}" if row else word
            used += size + (1 if used else 0)
    yield (("", margin), (style, row))
