"""One line as the container algorithm walks it: columns with tab stops of four (CommonMark 2.2)."""

from __future__ import annotations

__all__ = ["Cursor"]


class Cursor:
    """Where we are in a line.

    `pos` is the offset reached, `end` that of the line's end, `column` the column reached and `spare` the
    columns of a tab that a marker used only in part. `indent` is the width of the blanks ahead, `at` the
    offset of the first character behind them, `blank` whether there is none.
    """

    __slots__ = ("at", "blank", "column", "end", "indent", "pos", "spare", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = self.end = self.column = self.spare = self.indent = self.at = 0
        self.blank = True

    def begin(self, start: int, end: int) -> None:
        """Stand at the first character of the line from `start` to `end`."""
        self.pos, self.end = start, end
        self.column = self.spare = 0
        self.measure()

    def measure(self) -> None:
        """Look ahead over blanks; sets `indent`, `at` and `blank`."""
        text, at, end = self.text, self.pos, self.end
        if at < end and not self.spare and text[at] not in " \t":
            self.indent, self.at, self.blank = 0, at, False
            return
        width = self.spare
        column = self.column + width
        while at < end:
            char = text[at]
            if char == " ":
                step = 1
            elif char == "\t":
                step = 4 - column % 4
            else:
                break
            width += step
            column += step
            at += 1
        self.indent, self.at, self.blank = width, at, at >= end

    def advance(self, columns: int) -> None:
        """Pass `columns` columns; a tab may be used in part."""
        if self.spare:
            used = min(self.spare, columns)
            self.spare -= used
            self.column += used
            columns -= used
        while columns > 0 and self.pos < self.end:
            if self.text[self.pos] == "\t":
                width = 4 - self.column % 4
                used = min(width, columns)
                self.spare = width - used
                self.column += used
                columns -= used
            else:
                self.column += 1
                columns -= 1
            self.pos += 1
        self.measure()

    def advance_over_one_blank(self) -> None:
        """Pass the optional blank behind a quote marker: one column, of a tab too."""
        if self.spare or (self.pos < self.end and self.text[self.pos] in " \t"):
            self.advance(1)
        else:
            self.measure()
