"""What trackers mostly consist of, taken in large pieces: empty lines, headings and whole tables at top level."""

from __future__ import annotations

from forgemd.lazy import cache, lru_cache, pattern
from forgemd.markdown import cells
from forgemd.markdown.blocks import Alignment, Block
from forgemd.markdown.containers import Containers
from forgemd.text import Source
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re

__all__ = ["Plain", "line_count"]

_LINE_END = pattern(r"\r\n?|\n")


@cache
def _patterns(newline: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Empty lines and then, if they begin there, a heading, a table, lines of text or a break; and rows alone.

    Groups: the empty lines; a heading's marks and the rest of its line; a header with what may be its delimiter row,
    and the rows; the lines of text; the break. Possessive, so that no character is looked at twice.
    """
    rest, end = f"[^{newline[0]}]*+", rf"(?:{newline}|\Z)"
    # A lone bar is no row.
    row = rf"\|[ \t\v\f]*+[^{newline[0]} \t\v\f]{rest}"
    rows = f"({row}(?:{newline}{row})*+)"
    heading = rf"(#{{1,6}})((?:[ \t]{rest})?){end}"
    table = rf"(\|{rest}{newline}\|[-:| \t\v\f]*+)(?:{newline}{rows})?{end}"
    # What begins so can begin nothing but text; `[` may define a link.
    line = rf"(?:[^\s>#`~<=+*_|:0-9\[-]|\*\*[^\s*]){rest}"
    text = f"({line}(?:{newline}{line})*+){end}"
    mark = rf"(-{{3}})-*+{end}"
    return pattern(f"((?:{newline})*+)(?:{heading}|{table}|{text}|{mark})?"), pattern(rows + end)


_HEADING, _TABLE, _TEXT, _BREAK = 3, (4, 5), 6, 7
"""The last group of a piece."""


class Plain(Containers):
    """The state between lines: where the next one begins (`at`), its 0-based number (`index`), the open leaf block,
    if any, and the ending that all lines have (`newline`), empty where they differ.

    Of an open paragraph: where the text of its last line is (`text_at`, `text_end`), that of all its lines if it begins
    as link definitions do, and whether a header was looked for."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.text)
        self.size = len(source.text)
        self.newline = _newline(source.text)
        self.at = 1 if source.bom else 0
        self.index = 0
        self.leaf: Block | None = None
        self.text_at = self.text_end = 0
        self.definitions: list[tuple[int, int]] | None = None
        self.header_tried = False

    def plain(self) -> None:
        """Take all up to a line that may be anything else, and leave that to `line`, which knows what can begin."""
        text, size, at, index, leaf, root = self.text, self.size, self.at, self.index, self.leaf, self.root
        piece, width = _patterns(self.newline)[0].match, len(self.newline)
        if leaf is not None and text[at] not in "\r\n#-":
            # Rows and text go on what is open, line by line: all of them would be looked at for each.
            return
        while at < size and (match := piece(text, at)) is not None:
            begun, at = match.span(1)
            if begun < at:
                leaf = None
                index += (at - begun) // width
            found = match.lastindex
            if found == _HEADING:
                block, leaf = Block("heading", index, at), None
                block.style, block.body = "atx", match.span(3)
                block.level = block.body[0] - at
            elif found == _BREAK and (leaf is None or leaf.kind == "table"):
                block, leaf = Block("break", index, at), None
            elif found == _TEXT and leaf is None:
                block = leaf = self.plain_text(index, *match.span(_TEXT))
            elif found in _TABLE and leaf is None and (leaf := self.plain_table(match, at, index)) is not None:
                block = leaf
            else:
                break
            root.append(block)
            index = block.last
            at = match.end()
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

    def plain_text(self, index: int, start: int, end: int) -> Block:
        """A paragraph of lines that can be nothing else."""
        text, newline = self.text, self.newline
        block = Block("paragraph", index, start)
        lines = text.count(newline, start, end)
        block.last += lines
        self.text_at = text.rfind(newline, start, end) + len(newline) if lines else start
        self.text_end = end
        self.definitions, self.header_tried = None, False
        return block

    def plain_table(self, match: re.Match[str], at: int, index: int) -> Block | None:
        """A table whose header and delimiter row begin with a bar. Both recur, and are looked at once."""
        head = match[4]
        aligns, columns = _known_head(head) if len(head) < _LONG else _head(head)
        if not aligns:
            return None
        table = Block("table", index, at)
        table.aligns, table.columns, table.last = aligns, columns, index + 2
        if match.lastindex == 5:
            start, end = table.body = match.span(5)
            table.last += self.text.count(self.newline, start, end) + 1
        return table

    def bar_rows(self, table: Block) -> None:
        """Take the run of lines that begin with a bar: at top level nothing else can begin there."""
        match = _patterns(self.newline)[1].match(self.text, self.at)
        if match is not None:
            start, end = match.span(1)
            if table.last == table.first + 2:
                table.body = (start, end)
            self.at = match.end()
            self.index = table.last = table.last + self.text.count(self.newline, start, end) + 1


def line_count(text: str, start: int, end: int) -> int:
    """How many lines reach from `start` to `end`, the last of which may lack its line ending."""
    endings = text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)
    return endings + (not text.endswith(("\n", "\r"), start, end))


def _head(lines: str) -> tuple[tuple[Alignment, ...], tuple[str, ...]]:
    """The alignments and texts of the columns, if the two lines begin a table; else nothing."""
    header, delimiter = _LINE_END.split(lines)
    if cells.delimiter(delimiter, 0, len(delimiter)):
        aligns = cells.alignments(delimiter, 0, len(delimiter))
        columns = tuple(map(cells.unescape, cells.texts(header)))
        if len(aligns) == len(columns):
            return aligns, columns
    return (), ()


# The trackers of one repository, and both versions of one, share their headers. Bounded in number and length: a hostile
# file shall not fill our memory.
_LONG = 1000
_known_head = lru_cache(maxsize=256)(_head)


def _newline(text: str) -> str:
    if "\r" not in text:
        return "\n"
    count = text.count("\r\n")
    if text.count("\r") == count == text.count("\n"):
        return "\r\n"
    return "" if "\n" in text else "\r"
