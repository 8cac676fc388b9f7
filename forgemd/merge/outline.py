"""One version of a document as a merge sees it: sections, and in them text and tables."""

from __future__ import annotations

import re

from forgemd.lazy import pattern
from forgemd.markdown import Block, Heading, Row
from forgemd.merge.checklists import Checklist, checklists
from forgemd.merge.version import Version
from forgemd.text import Span
from forgemd.tracker import Kind, Layout, bare, stated_by
from forgemd.typed import NamedTuple, Sequence

__all__ = ["Grid", "Key", "Outline", "Part", "Passage", "Record", "column_name", "column_over", "names_in", "outline"]


class Grid:
    """A table at the top level of one version.

    `identity` is the same for the same table of every version, `place` that of the passage that it lies in; `keys`
    name its columns in the same way (all are set by matching), and `by_rows` says whether it is merged by rows or as
    text. `untouched` says that all versions have it, to the letter: then it has no `records`, and nobody asks for its
    rows. `kind` is that of the layout, unless the versions disagree about it.
    """

    __slots__ = (
        "_names",
        "by_rows",
        "global_names",
        "identity",
        "keys",
        "kind",
        "layout",
        "place",
        "records",
        "untouched",
    )

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.place = ""
        self.identity = ""
        self.keys: tuple[str, ...] = ()
        self.by_rows = True
        self.untouched = False
        self.kind: Kind = layout.kind
        self.global_names = layout.kind == "tasks"
        self._names: list[str] | None = None
        self.records: dict[Key, Record] = {}

    @property
    def text(self) -> str:
        """The whole lines of the table."""
        table = self.layout.table
        source = table.source
        return source.text[source.line_span(table.line).start : source.line_span(table.last).end]

    @property
    def names(self) -> list[str]:
        """What the rows go by, in the whole tracker if `global_names`."""
        if self._names is None:
            first = self.layout.id_at if self.layout.id_at >= 0 else self.layout.title_at
            self._names = names_in(self.layout, first if self.global_names and first >= 0 else 0)
        return self._names

    @names.setter
    def names(self, names: list[str]) -> None:
        self._names = names

    @property
    def columns(self) -> tuple[str, ...]:
        """The header's texts."""
        return self.layout.table.columns


Key = tuple[str, str]
"""What identifies a row: the table that it is unique in (empty: the whole tracker), and its name."""


class Record(NamedTuple):
    """A row of one version."""

    key: Key
    row: Row
    grid: Grid

    @property
    def line(self) -> str:
        """The row as it stands, with its line ending."""
        source = self.row.table.source
        return source.slice(source.line_span(self.row.line))


Part = str | Grid | Checklist


class Passage:
    """A heading and what follows it up to the next one; without a heading above the first one.

    `head` is the heading's own lines (with a thematic break right above it), `parts` what lies below. `airy`
    says that a blank line lies above the heading. `name` and `parents` are titles without the counts of columns.
    """

    __slots__ = ("airy", "head", "identity", "name", "parents", "parts", "title")

    def __init__(self, path: tuple[Heading, ...], head: str, airy: bool) -> None:
        self.title = path[-1].title if path else ""
        self.name = column_name(self.title)
        self.head = head
        self.airy = airy
        self.parts: list[Part] = []
        self.identity = ""
        self.parents = "\n".join(column_name(heading.title) for heading in path[:-1])

    @property
    def number(self) -> str:
        """The number in front of the title: `1.1` of `1.1 Scaffolding` and `2` of `Phase 2: Launch`, or nothing."""
        match = re.match(r"\W*(?:[^\W\d]+\s+)?([0-9]+(?:\.[0-9]+)*)(?![0-9])", self.title)
        return match[1] if match else ""

    @property
    def grids(self) -> list[Grid]:
        """The tables below the heading."""
        return [part for part in self.parts if isinstance(part, Grid)]

    @property
    def checklists(self) -> list[Checklist]:
        """The lists of tasks below the heading."""
        return [part for part in self.parts if isinstance(part, Checklist)]

    @property
    def text(self) -> str:
        """Everything, as it stands."""
        return self.head + "".join(part if isinstance(part, str) else part.text for part in self.parts)


_COUNT = pattern(r"\s*[(\[（【]\s*[0-9]{1,4}[^()\[\]（）【】]*[)\]）】]\W*\Z")


def column_name(title: str) -> str:
    """The title of a column without how much lies in it: `Done` of `Done (3)`; any other title as it is."""
    count = _COUNT.search(title) if title[-1:] in ")]）】" else None
    name = title[: count.start()] if count is not None else title
    return name if name != title and stated_by(name, doubtful=True) is not None else title


def column_over(passage: Passage) -> str:
    """The name of the column that `passage` lies in; empty if it lies in none."""
    above = reversed(passage.parents.split("\n"))
    return next((name for name in above if stated_by(name, doubtful=True) is not None), "")


class Outline(NamedTuple):
    """The passages of one version, in order."""

    version: Version
    passages: list[Passage]

    @property
    def grids(self) -> list[Grid]:
        """All tables at top level, in order."""
        return [grid for passage in self.passages for grid in passage.grids]


def outline(version: Version) -> Outline:
    """The passages of one version, the last one what closes a board, if anything does. Their texts, one after the
    other, are its text."""
    layouts = {layout.table.line: layout for layout in version.tracker.layouts}
    lists = checklists(version)
    reading = _Reading(version)
    above: Block | None = None
    close = _close(version.tracker.document.blocks)
    for block in version.tracker.document.blocks:
        if block is close:
            reading.close(block)
        if block.kind == "heading":
            reading.begin(block, above)
        elif block.kind == "table" and block.first in layouts:
            reading.take(block, Grid(layouts[block.first]))
        elif block.kind == "list" and block.first in lists:
            reading.take(block, lists[block.first])
        above = block
    return Outline(version, reading.passages())


def _close(blocks: Sequence[Block]) -> Block | None:
    """The line drawn below the last heading that has something behind it: a note of who keeps the file."""
    drawn: Block | None = None
    for at in range(len(blocks) - 1, -1, -1):
        if blocks[at].kind == "heading":
            return drawn
        if blocks[at].kind == "break" and drawn is None and at < len(blocks) - 1:
            drawn = blocks[at]
    return None


class _Reading:
    """An outline under way: the lines above `_at` are in its passages."""

    __slots__ = ("_at", "_passages", "_version")

    def __init__(self, version: Version) -> None:
        self._version = version
        self._passages = [Passage((), "", False)]
        self._at = 0

    def begin(self, heading: Block, above: Block | None) -> None:
        """A new passage; the thematic break right above its heading comes with it."""
        tracker, first = self._version.tracker, heading.first
        if above is not None and above.kind == "break" and above.first >= self._at:
            first = above.first
        self._text_until(first)
        source = tracker.source
        head = source.text[source.starts[first] : source.line_span(heading.last - 1).end]
        airy = first > 0 and not source.line(first - 1).strip()
        self._passages.append(Passage(tracker.document.path(heading.first), head, airy))
        self._at = heading.last

    def close(self, drawn: Block) -> None:
        """A passage without a heading for what closes a board: else it would go where the last card goes."""
        last = self._passages[-1]
        if column_over(last) or stated_by(last.name, doubtful=True) is not None:
            self._text_until(drawn.first)
            self._passages.append(Passage((), "", airy=not self._version.tracker.source.line(drawn.first - 1).strip()))
            self._at = drawn.first

    def take(self, block: Block, part: Grid | Checklist) -> None:
        """Put what `block` is into the passage, behind the text above it."""
        self._text_until(block.first)
        self._passages[-1].parts.append(part)
        self._at = block.last

    def passages(self) -> list[Passage]:
        """All of them, to the end of the text."""
        self._text_until(len(self._version.tracker.source.starts))
        return self._passages

    def _text_until(self, line: int) -> None:
        source = self._version.tracker.source
        start, end = (source.starts[at] if at < len(source.starts) else len(source.text) for at in (self._at, line))
        if start < end:
            self._passages[-1].parts.append(self._version.slice(Span(start, end)))


def names_in(layout: Layout, column: int) -> list[str]:
    """What the rows go by in one column, in lower case; tasks without anything there by their title."""
    found = []
    for values in layout.table.values:
        name = bare(values[column]) if 0 <= column < len(values) else ""
        if layout.kind == "tasks" and not any(map(str.isalnum, name)):
            name = (bare(values[layout.title_at]) if 0 <= layout.title_at < len(values) else "") or name
        found.append(name.casefold())
    return found
