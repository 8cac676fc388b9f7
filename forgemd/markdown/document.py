"""A document: the text as it was read, and nodes that are spans over it."""

from __future__ import annotations

from bisect import bisect_right

from forgemd.lazy import pattern
from forgemd.markdown.blocks import Block, Kind, walk
from forgemd.markdown.scanner import scan
from forgemd.markdown.table import Table
from forgemd.text import Source, Span
from forgemd.typed import Iterator, NamedTuple, Sequence

__all__ = ["Document", "Heading", "Item", "Node", "uncommented"]

# A star behind the box makes a task optional in plans of Kiro.
_new = tuple.__new__
_MARK = pattern(r"\[([^\[\]\r\n])\]\*?(?=[ \t])")
_MARKER = pattern(r"(?:[*+-]|[0-9]{1,9}[.)])[ \t]+")

MARKS = frozenset(" xX~/-!>✓✅")
"""What may stand between the brackets of a task list item in trackers; GFM itself knows ` `, `x` and `X`."""


class Node(NamedTuple):
    """A piece of the text at top level; the nodes of a document tile it. `block` is None for blank lines
    and for a byte order mark."""

    kind: str
    span: Span
    block: Block | None


class Heading(NamedTuple):
    """A heading: `title` as written without its marks and without comments behind it, `line` 0-based, `span` that of
    the title."""

    level: int
    title: str
    line: int
    span: Span


class Item(NamedTuple):
    """A list item. `mark` is the one character between its brackets, None without brackets; `content` is
    the rest of its first line. `depth` counts the lists around it, from 0."""

    line: int
    depth: int
    mark: Span | None
    content: Span
    block: Block


class Document:
    """A text and its structure. Immutable: an edit makes a new document."""

    __slots__ = ("_blocks", "_every", "_heading_lines", "_headings", "_paths", "_prose", "_tables", "source")

    def __init__(self, source: Source) -> None:
        self.source = source
        self._blocks: list[Block] | None = None
        self._every: list[Block] | None = None
        self._tables: tuple[Table, ...] | None = None
        self._headings: tuple[Heading, ...] | None = None
        self._heading_lines: list[int] = []
        self._paths: list[tuple[Heading, ...]] = []
        self._prose: list[tuple[int, int, int]] | None = None

    @property
    def blocks(self) -> list[Block]:
        """The blocks at top level."""
        if self._blocks is None:
            self._blocks = scan(self.source)
        return self._blocks

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, those in lists and quotes too, in order."""
        if self._tables is None:
            self._tables = tuple([Table(self.source, block) for block in self._of_kind("table")])
        return self._tables

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, those in lists and quotes too, in order."""
        if self._headings is None:
            self._headings = tuple([self._heading(block) for block in self._of_kind("heading")])
            self._heading_lines = [heading.line for heading in self._headings]
        return self._headings

    @property
    def every(self) -> list[Block]:
        """All blocks, as `walk` gives them; not to be changed."""
        if self._every is None:
            nested = any(block.children for block in self.blocks)
            self._every = list(walk(self.blocks)) if nested else self.blocks
        return self._every

    def _of_kind(self, kind: Kind) -> list[Block]:
        return [block for block in self.every if block.kind == kind]

    @property
    def prose(self) -> Sequence[tuple[int, int, int]]:
        """The lines of paragraphs, those in lists and quotes too, in order: for each its number (0-based), and where it
        begins and ends in the text, containers' markers included, its line ending not."""
        if self._prose is None:
            self._prose = list(self._lines_of_prose())
        return self._prose

    def _lines_of_prose(self) -> Iterator[tuple[int, int, int]]:
        source, text = self.source, self.source.text
        mixed = "\r" in text
        for block in self._of_kind("paragraph"):
            if mixed:
                yield from ((line, source.starts[line], source.ends[line]) for line in range(block.first, block.last))
                continue
            # Without the index of lines, which is of all of them, and they are mostly rows.
            at = text.rfind("\n", 0, block.start) + 1 or int(source.bom)
            for line in range(block.first, block.last):
                end = _end(text, at)
                yield line, at, end
                at = end + 1

    @property
    def fences(self) -> Iterator[Block]:
        """The fenced code blocks."""
        return iter(self._of_kind("fence"))

    @property
    def items(self) -> Iterator[Item]:
        """The list items, outer ones before those inside them."""
        depths: dict[Block | None, int] = {None: 0}
        for block in walk(self.blocks):
            if block.kind in ("item", "list", "quote"):
                depth = depths[block.parent]
                depths[block] = depth + (block.kind == "item")
                if block.kind == "item":
                    yield self._item(block, depth)

    def heading_before(self, line: int) -> Heading | None:
        """The last heading above `line` (0-based), or in it."""
        headings = self.headings
        index = bisect_right(self._heading_lines, line) - 1
        return headings[index] if index >= 0 else None

    def section_end(self, line: int, level: int) -> int:
        """The line (0-based) behind all that lies under a heading in `line` of `level`: that of the next heading as
        high or higher, or behind the last one of the file."""
        after = (each.line for each in self.headings if each.line > line and each.level <= level)
        return next(after, len(self.source.starts))

    def path(self, line: int) -> tuple[Heading, ...]:
        """The headings that `line` (0-based) lies under, outermost first."""
        headings = self.headings
        if len(self._paths) < len(headings):
            self._paths = _paths(headings)
        index = bisect_right(self._heading_lines, line) - 1
        return self._paths[index] if index >= 0 else ()

    @property
    def nodes(self) -> list[Node]:
        """Spans that tile the text: `"".join` of their texts is the text."""
        source, found = self.source, list[Node]()
        at = 1 if source.bom else 0
        if at:
            found.append(Node("bom", Span(0, 1), None))
        for block in self.blocks:
            start, end = source.starts[block.first], source.line_span(block.last - 1).end
            if start > at:
                found.append(Node("blank", Span(at, start), None))
            found.append(Node(block.kind, Span(start, end), block))
            at = end
        if at < len(source.text):
            found.append(Node("blank", Span(at, len(source.text)), None))
        return found

    def _heading(self, block: Block) -> Heading:
        source, start = self.source, block.start
        if block.body is None:
            end = source.ends[block.last - 2]
            body = source.text[start:end]
            start += len(body) - len(body.lstrip(" \t"))
            body = uncommented(body.strip(" \t"))
            return Heading(block.level, body, block.first, Span(start, start + len(body)))
        start, end = block.body
        body = source.text[start + 1 : end]
        if body and body[0] not in " \t" and body[-1] not in " \t#>":
            # One blank, a title and nothing else, as nearly all are written.
            # `tuple.__new__` takes half the time of `Heading`.
            return _new(Heading, (block.level, body, block.first, _new(Span, (start + 1, end))))
        body = source.text[start:end].strip(" \t")
        if body[-1:] == "#":
            # A closing run of number signs counts only behind a blank (CommonMark 4.2).
            bare = body.rstrip("#")
            if not bare or bare[-1] in " \t":
                body = bare.rstrip(" \t")
        body = uncommented(body)
        start = source.text.find(body, start, end) if body else start
        return Heading(block.level, body, block.first, Span(start, start + len(body)))

    def _item(self, block: Block, depth: int) -> Item:
        source = self.source
        end = source.ends[block.first]
        marker = _MARKER.match(source.text, block.start, end)
        at = marker.end() if marker else end
        mark = _MARK.match(source.text, at, end)
        if mark is None or mark[1] not in MARKS:
            return Item(block.first, depth, None, Span(at, end), block)
        content = mark.end()
        while content < end and source.text[content] in " \t":
            content += 1
        return Item(block.first, depth, Span(*mark.span(1)), Span(content, end), block)


def uncommented(text: str) -> str:
    """`text` without the HTML comments at its end: nobody sees them, and no name of a thing is changed by one."""
    end = len(text)
    while text.endswith("-->", 0, end) and (start := text.rfind("<!--", 0, end - 3)) >= 0:
        end = start
        while end and text[end - 1] in " \t":
            end -= 1
    return text[:end]


def _end(text: str, start: int) -> int:
    """Where the line ends that `start` is in."""
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _paths(headings: tuple[Heading, ...]) -> list[tuple[Heading, ...]]:
    """For each heading those that it lies under, outermost first, and itself: six at most, since levels rise."""
    found: list[tuple[Heading, ...]] = []
    path: tuple[Heading, ...] = ()
    for heading in headings:
        while path and path[-1].level >= heading.level:
            path = path[:-1]
        path = (*path, heading)
        found.append(path)
    return found
