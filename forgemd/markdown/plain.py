"""What trackers mostly consist of, taken in large pieces: empty lines, headings and whole tables at top level."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.markdown import cells
from forgemd.markdown.blocks import Alignment, Block
from forgemd.markdown.containers import Containers
from forgemd.markdown.starts import ATX
from forgemd.text import Source

__all__ = ["Plain", "line_count"]

# A run of lines that begin with a bar, none of them a lone one. Possessive: no line is looked at twice.
_ROWS = {
    newline: pattern(rf"(?:\|[ \t\v\f]*+[^{newline[0]} \t\v\f][^{newline[0]}]*+(?:{newline}|\Z))*+")
    for newline in ("\n", "\r\n", "\r")
}

_LINE_END = pattern(r"\r\n?|\n")


class Plain(Containers):
    """The state between lines: where the next one begins (`at`), its 0-based number (`index`), the open leaf block,
    if any, and the ending that all lines have (`newline`), empty where they differ."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.text)
        self.size = len(source.text)
        self.newline = _newline(source.text)
        self.at = 1 if source.bom else 0
        self.index = 0
        self.leaf: Block | None = None
        self.heads: dict[str, tuple[tuple[Alignment, ...], tuple[str, ...]]] = {}

    def plain(self) -> None:
        """Take all up to a line that may be anything else, and leave that to `line`, which knows what can begin."""
        text, newline, at, index, leaf = self.text, self.newline, self.at, self.index, self.leaf
        while at < self.size:
            char = text[at]
            if char == newline[0]:
                leaf = None
                at += len(newline)
                index += 1
            elif char == "|" and leaf is None and (leaf := self.plain_table(at, index)) is not None:
                at, index = self.at, self.index
            elif char == "#" and (match := ATX.match(text, at, end := self.end_of(at))) is not None:
                block = Block("heading", index, at)
                block.style, block.level, block.body = "atx", match.end(1) - at, (match.end(1), end)
                self.root.append(block)
                leaf = None
                at = end + len(newline)
                index += 1
            else:
                break
        self.at, self.index, self.leaf = at, index, leaf

    def end_of(self, at: int) -> int:
        """Where the line that holds `at` ends."""
        end = self.text.find(self.newline, at)
        return end if end >= 0 else self.size

    def next_line(self) -> tuple[int, int]:
        """Where the next line begins and ends; `at` and `index` move behind it."""
        at = self.at
        self.index += 1
        if self.newline:
            end = self.end_of(at)
            self.at = end + len(self.newline)
            return at, end
        found = _LINE_END.search(self.text, at)
        end, self.at = found.span() if found else (self.size, self.size)
        return at, end

    def plain_table(self, at: int, index: int) -> Block | None:
        """A table whose header and delimiter row begin with a bar. Both recur, and are looked at once."""
        text, newline = self.text, self.newline
        end = self.end_of(at)
        below = end + len(newline)
        if text[below : below + 1] != "|":
            return None
        last = self.end_of(below)
        head = text[at:last]
        found = self.heads.get(head)
        if found is None:
            found = self.heads[head] = _head(text[at:end], text[below:last])
        aligns, columns = found
        if not aligns:
            return None
        table = Block("table", index, at)
        table.aligns, table.columns, table.last = aligns, columns, index + 2
        self.root.append(table)
        self.at, self.index = last + len(newline), index + 2
        self.bar_rows(table)
        return table

    def bar_rows(self, table: Block) -> None:
        """Take the run of lines that begin with a bar: at top level nothing else can begin there."""
        at, newline, text = self.at, self.newline, self.text
        found = _ROWS[newline].match(text, at)
        if found is None or (end := found.end()) <= at:
            return
        ended = text.endswith(newline, at, end)
        if table.last == table.first + 2:
            table.body = (at, end - len(newline) if ended else end)
        self.at = end
        self.index += text.count(newline, at, end) + (not ended)
        table.last = self.index


def line_count(text: str, start: int, end: int) -> int:
    """How many lines reach from `start` to `end`, the last of which may lack its line ending."""
    endings = text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)
    return endings + (not text.endswith(("\n", "\r"), start, end))


def _head(header: str, delimiter: str) -> tuple[tuple[Alignment, ...], tuple[str, ...]]:
    """The alignments and texts of the columns, if the two lines begin a table; else nothing."""
    if cells.delimiter(delimiter, 0, len(delimiter)):
        aligns = cells.alignments(delimiter, 0, len(delimiter))
        columns = tuple(map(cells.unescape, cells.texts(header)))
        if len(aligns) == len(columns):
            return aligns, columns
    return (), ()


def _newline(text: str) -> str:
    if "\r" not in text:
        return "\n"
    count = text.count("\r\n")
    if text.count("\r") == count == text.count("\n"):
        return "\r\n"
    return "" if "\n" in text else "\r"
