"""One line as the container algorithm walks it: columns with tab stops of four (CommonMark 2.2)."""

from __future__ import annotations

__all__ = ["Cursor"]


class Cursor:
    """Where we are in a line.

    `at` is the offset of the next character that is no blank, `column` its column, `blank` whether there is
    none, `end` the offset of the line's end. `indent` is the width of the blanks before `at` that no container
    has used; who uses some takes them off, and a tab may so be used in part.
    """

    __slots__ = ("at", "blank", "column", "end", "indent", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = self.column = self.end = self.indent = 0
        self.blank = True

    def begin(self, start: int, end: int) -> None:
        """Stand in front of the line from `start` to `end`."""
        self.at, self.end, self.column = start, end, 0
        self.skip(0)

    def skip(self, count: int) -> None:
        """Pass the blanks ahead and `count` characters, none of them a tab."""
        text, end = self.text, self.end
        at = self.at + count
        before = column = self.column + count
        while at < end:
            char = text[at]
            if char == " ":
                column += 1
            elif char == "\t":
                column += 4 - column % 4
            else:
                break
            at += 1
        self.at, self.column, self.indent, self.blank = at, column, column - before, at >= end
