"""mistune's block parser, taught where it is in the text and what a GFM table is.

mistune's tokens carry no positions. But each container (a block quote, a list item) is parsed from a copy
of its parent's lines, one for one, markers and indentation stripped; so the number of the first line places
them all, and that each copy is the tail of its original proves it. Tables are noted as they are found: the
tokens, which mistune sometimes orders wrongly, are never read.

Only `forgemd.markdown.second` imports this module, and late: it is the one that loads mistune.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right

from mistune.block_parser import BlockParser
from mistune.core import BlockState

from forgemd.lazy import MULTILINE, cache, pattern
from forgemd.markdown.second_table import (
    DELIMITER,
    HTML_START,
    SecondReaderLost,
    SecondRow,
    SecondTable,
    begins_block,
    breaks_table,
    delimiter_columns,
    html_end,
    html_kind,
    may_hold_table,
    split,
)
from forgemd.typed import TYPE_CHECKING, Collection, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["read"]

_LINE_END = pattern("\n")
_INDENT = pattern("[ \t]*")
_QUOTE = pattern(" {0,3}> ?")
_MARKER = pattern(r"[ \t]*(?:[-+*]|[0-9]{1,9}[.)])")

# Blocks that no lazy line can begin: where one begins there, the container ended before it.
_OPENERS = frozenset(("atx_heading", "block_quote", "fenced_code", "list", "thematic_break"))
# Blocks that mistune reads to their end mark, over lines that are no longer in the container.
_RUNS = frozenset(("block_html", "fenced_code", "raw_html"))

# Blank lines first: mistune takes five blanks for code. No link definitions: until its paragraph ends, a
# definition is text to GFM, and its last line may be a table's header.
_RULES = (
    "blank_line",
    "fenced_code",
    "indent_code",
    "atx_heading",
    "setex_heading",
    "thematic_break",
    "block_quote",
    "list",
    "raw_html",
)
_BLANK = r"(^[ \t]*\n)+"


def read(
    text: str, first: int, spaces: dict[int, str], wanted: Collection[int] | None = None
) -> tuple[SecondTable, ...]:
    """The tables of `text`, whose lines end in LF and count from `first`; `spaces`: lines that stand for others.
    With `wanted`, only those whose header is on one of these lines.

    Raises `SecondReaderLost` where a place cannot be established.
    """
    state = _State()
    state.process(text)
    state.first = first
    found: list[SecondTable] = []
    state.env["tables"] = found
    state.env["spaces"] = spaces
    state.env["wanted"] = wanted
    _parser().parse(state)
    return tuple(sorted(found))


class _State(BlockState):
    """The lines of one container, where they lie, and which of them reached it by laziness.

    A line that lacks a container's marker continues a paragraph in it (CommonMark 5.1), and nothing else.
    mistune hands such lines to the container whatever it holds; `level` says how many of the containers
    around are still open in truth, `lazy` which of them (the outermost, counted from 1) a line lacks.
    """

    def __init__(self, parent: _State | None = None) -> None:
        super().__init__(parent)
        self.first = 0
        self.level: int = parent.level + 1 if parent else 0
        self.starts: Sequence[int] = (0,)
        self.lazy: dict[int, int] = {}
        self.lazy_starts: list[int] = []
        self.paragraph_end = -1
        self.header_tried = False
        self.frames: list[_Frame] = []

    def process(self, src: str) -> None:
        """Take `src`, its last line ended, and index its lines."""
        super().process(src if src.endswith("\n") else src + "\n")
        self.starts = array("L", [0, *[found.end() for found in _LINE_END.finditer(self.src)]])

    def line_of(self, offset: int) -> int:
        """The line that holds `offset`."""
        return bisect_right(self.starts, offset) - 1

    def line(self, index: int) -> str:
        """Line `index`, without its end."""
        return self.src[self.starts[index] : self.starts[index + 1] - 1]

    def add_paragraph(self, text: str) -> None:
        """Open a paragraph or add to the open one. mistune would add to one that other blocks lie behind."""
        if self.paragraph_end != self.cursor:
            if self.is_lazy(self.cursor):
                self.leave(self.cursor)
            self.header_tried = False
            self.tokens.append({"type": "paragraph", "text": ""})
        self.paragraph_end = self.cursor + len(text)

    def append_paragraph(self) -> int | None:
        """Add the line at the cursor to the open paragraph; None where none is open."""
        if self.paragraph_end != self.cursor:
            return None
        self.paragraph_end = self.find_line_end()
        return self.paragraph_end

    def is_lazy(self, start: int) -> bool:
        """Whether the line that starts there lacks the marker of a container that is still open."""
        level = self.lazy.get(start)
        return level is not None and level <= self.level

    def leave(self, start: int) -> None:
        """Close the containers that the lazy line at `start` lacks, since it continues no paragraph."""
        level = self.lazy[start] - 1
        state: _State | None = self
        while state is not None:
            state.level = min(state.level, level)
            state = state.parent

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> _State:
        """The state for a quote or an item, placed; mistune's list of lazy lines, for quotes only, is not used."""
        child = _State(self)
        child.process(src)
        frame = self.frames[-1]
        line = frame.line
        if frame.kind == "list":
            marker = _MARKER.match(self.line(line))
            if marker and not self.line(line)[marker.end() :].strip():
                line += 1  # mistune drops a first line that holds only the marker
            self._place(child, line, frame.line)
            frame.line = self.line_of(self.cursor - 1)  # the marker that ended this item
        else:
            self._place(child, line, -1)
        return child

    def _place(self, child: _State, first: int, marker: int) -> None:
        """Hold the lines of `child` to those from `first` on; `marker`: the item's first line, -1 in a quote."""
        child.first = self.first + first
        for index in range(len(child.starts) - 1):
            copy, own = child.line(index), first + index
            text = copy.lstrip(" \t")
            if not text:
                continue
            line = self.line(own) if own + 1 < len(self.starts) else ""
            if not line.endswith(text):
                raise SecondReaderLost(f"line {self.first + own + 1}: mistune reads {copy!r} in {line!r}")
            if self.is_lazy(self.starts[own]):
                child.lazy[child.starts[index]] = self.lazy[self.starts[own]]
            elif own != marker and _unmarked(line, copy, quote=marker < 0):
                child.lazy[child.starts[index]] = child.level
        child.lazy_starts = list(child.lazy)


class _Frame:
    """A block under way: its kind, and its first line (of a list: the line of the item under way)."""

    __slots__ = ("kind", "line")

    def __init__(self, kind: str, line: int) -> None:
        self.kind = kind
        self.line = line


def _unmarked(line: str, copy: str, *, quote: bool) -> bool:
    """Whether mistune took nothing off this line for the container: no quote mark, no indentation."""
    if quote:
        return not _QUOTE.match(line)
    return _indentation(copy) >= _indentation(line)


def _indentation(line: str) -> int:
    """Columns of blanks before the text, tabs to the next multiple of four."""
    found = _INDENT.match(line)
    return len(found.group().expandtabs(4)) if found else 0


class _Parser(BlockParser):
    """mistune's block parser with our table rule, and repaired where it decides what a table is."""

    state_cls = _State
    BLANK_LINE = pattern(_BLANK, MULTILINE)

    def __init__(self) -> None:
        super().__init__(block_quote_rules=[*_RULES, "table"], list_rules=[*_RULES, "table"])
        self.rules = list(_RULES)
        self.specification.update(_repaired(self.specification))
        self.register("table", DELIMITER, _table)
        self._compiled: dict[str, re.Pattern[str]] = {}

    def parse(self, state: BlockState, rules: list[str] | None = None) -> None:
        """Parse the lines of `state`; those that can hold no table are passed over."""
        if may_hold_table(state.src):
            super().parse(state, rules)
        else:
            state.cursor = state.cursor_max

    def compile_sc(self, rules: list[str] | None = None) -> re.Pattern[str]:
        """The pattern that finds the next block of any of these kinds: mistune's own, out of what we keep parsed."""
        names = self.rules if rules is None else rules
        key = "|".join(names)
        if key not in self._compiled:
            text = "|".join(f"(?P<{name}>{self.specification[name]})" for name in names)
            self._compiled[key] = pattern(text, MULTILINE)
        return self._compiled[key]

    def parse_method(self, m: re.Match[str], state: BlockState) -> int | None:
        """Parse the block that `m` begins, and see which containers it shows to have ended."""
        assert isinstance(state, _State)
        start, kind = m.start(), m.lastgroup or ""
        if state.is_lazy(start) and (kind in _OPENERS or state.paragraph_end != start):
            state.leave(start)
        state.frames.append(_Frame(kind, state.line_of(start)))
        try:
            end = super().parse_method(m, state)
        finally:
            state.frames.pop()
        if end is None or kind not in _RUNS or state.paragraph_end == end:
            return end
        if state.is_lazy(start):
            state.leave(start)
        return _cut(state, start, end)

    def parse_setex_heading(self, m: re.Match[str], state: BlockState) -> int | None:
        """Underline the open paragraph; a lazy line cannot."""
        assert isinstance(state, _State)
        return None if state.is_lazy(m.start()) else super().parse_setex_heading(m, state)

    def extract_block_quote(self, m: re.Match[str], state: BlockState) -> tuple[str, int | None, set[int]]:
        """The quoted lines from the cursor on, unmarked, and the lazy ones: all that begin no block.

        mistune's own takes headings for lazy, and no lazy line after a quote that begins with a blank one.
        """
        lines: list[str] = []
        while state.cursor < state.cursor_max:
            line = state.get_line(state.cursor)
            mark = _QUOTE.match(line)
            if mark:
                lines.append(line[mark.end() :])
            elif _is_blank(lines[-1]) or _is_blank(line) or begins_block(line.rstrip("\n")):
                break
            else:
                lines.append(line)
            state.cursor += len(line)
        return "".join(lines), None, set()

    def parse_raw_html(self, m: re.Match[str], state: BlockState) -> int | None:
        """Pass over an HTML block of any of the seven kinds; mistune misses `<a name="x" />`, and some ends."""
        assert isinstance(state, _State)
        start = m.start()
        kind = html_kind(state.get_line(start).removesuffix("\n"))
        if not kind:
            return None
        if kind == 7 and not state.is_lazy(start) and (end := state.append_paragraph()):
            return end
        mark = html_end(kind)
        found = (mark or self.BLANK_LINE).search(state.src, start)
        state.append_token({"type": "block_html", "raw": ""})
        if found is None:
            return state.cursor_max
        return state.find_line_end_at(found.end()) if mark else found.start()

    def _parse_indent_code_fast(self, state: BlockState) -> int | None:
        """Decline blank lines, which mistune takes for code; older versions have no such method."""
        if _is_blank(state.get_line(state.cursor)):
            return None
        return super()._parse_indent_code_fast(state)


def _repaired(patterns: dict[str, str]) -> dict[str, str]:
    """Rules of mistune that take too much or too little.

    A form feed is not blank, `=-` no underline, a list's number is ASCII, and an HTML tag may be closed. And
    a list ends at a block that is indented by up to three blanks; mistune looks for ` {0,3}` in the patterns
    to allow less, so it is spelled another way.
    """
    repaired = {
        "blank_line": _BLANK,
        "setex_heading": r"^ {0,3}(?P<setext_1>=|-)(?P=setext_1)*[ \t]*$",
        "list": patterns["list"].replace(r"\d", "[0-9]"),
        "block_html": f"^(?i:{HTML_START})",
    }
    for name in ("atx_heading", "block_html", "block_quote", "fenced_code", "list", "thematic_break"):
        repaired[name] = repaired.get(name, patterns[name]).replace(" {0,3}", "[ ]{0,3}", 1)
    return repaired


def _is_blank(line: str) -> bool:
    return not line.strip(" \t\n")


def _cut(state: _State, start: int, end: int) -> int:
    """Where the block from `start` to `end` ends in truth: at the first line that is not in its container."""
    index = bisect_right(state.lazy_starts, start)
    while index < len(state.lazy_starts) and state.lazy_starts[index] < end:
        if state.is_lazy(state.lazy_starts[index]):
            return state.lazy_starts[index]
        index += 1
    return end


def _table(parser: BlockParser, m: re.Match[str], state: BlockState) -> int | None:
    """The rule `table`: a delimiter row under an open paragraph, whose last line is the header.

    As in cmark-gfm a paragraph gets one try, and lines above the header stay a paragraph.
    """
    assert isinstance(state, _State)
    if state.paragraph_end != m.start() or state.header_tried or state.is_lazy(m.start()):
        return None
    delimiter = state.line_of(m.start())
    columns = delimiter_columns(m.group())
    header = _row(state, delimiter - 1)
    if len(header.cells) != columns:
        state.header_tried = True
        return None
    below = delimiter + 1
    while below + 1 < len(state.starts) and not state.is_lazy(state.starts[below]):
        if breaks_table(state.line(below)):
            break
        below += 1
    wanted = state.env["wanted"]
    if wanted is None or header.line in wanted:
        rows = (header, *(_row(state, index) for index in range(delimiter + 1, below)))
        state.env["tables"].append(SecondTable(header.line, rows, columns))
    state.append_token({"type": "table"})
    return state.starts[below]


def _row(state: _State, index: int) -> SecondRow:
    """Line `index` as a row. cmark-gfm keeps the indentation of a lazy header: a cell, where a bar follows."""
    number = state.first + index
    text = state.env["spaces"].get(number) or state.line(index)
    text = text.rstrip(" \t")
    return SecondRow(number, split(text if state.is_lazy(state.starts[index]) else text.lstrip(" \t")))


@cache
def _parser() -> _Parser:
    return _Parser()
