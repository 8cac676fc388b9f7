"""The block structure of a document: kinds and line ranges, no text.

Blocks are CommonMark's (0.31.2, section 3) plus GFM's table (0.29-gfm, section 4.10) and front matter.
"""

from __future__ import annotations

from forgemd.typed import Iterator, Literal

__all__ = ["Alignment", "Block", "Kind", "walk"]

Kind = Literal[
    "break",
    "code",
    "fence",
    "front_matter",
    "heading",
    "html",
    "item",
    "list",
    "paragraph",
    "quote",
    "table",
]
Alignment = Literal["center", "left", "right", ""]


class Block:
    """Lines `first` to `last` (0-based, `last` not included) of a document, read as `kind`.

    `start` is the offset of the block's first character behind the containers' markers. Filled in by kind:
    `level` (heading; an item: columns of its content's indentation), `info` (fence: its info string; list: its
    marker), `style` (heading: `atx` or `setext`; paragraph at the beginning of an item: `definitions` if it is
    nothing else), `aligns` (table), `columns` (table: the header's texts if they were looked at; else None),
    `offsets` (table inside a container: where each of its lines begins behind the container's markers; elsewhere
    None, and lines begin at their first character that is not blank), `body` (heading of style `atx`: the line behind
    its marks; table: its rows if all are known to begin with a bar, at top level; both without a last line ending),
    `children` (containers).
    """

    __slots__ = (
        "aligns",
        "body",
        "children",
        "columns",
        "first",
        "info",
        "kind",
        "last",
        "level",
        "offsets",
        "parent",
        "start",
        "style",
    )

    def __init__(self, kind: Kind, first: int, start: int, parent: Block | None = None) -> None:
        self.kind: Kind = kind
        self.first = first
        self.last = first + 1
        self.start = start
        self.parent = parent
        self.children: list[Block] = []
        self.level = 0
        self.info = ""
        self.style = ""
        self.aligns: tuple[Alignment, ...] = ()
        self.columns: tuple[str, ...] | None = None
        self.offsets: list[int] | None = None
        self.body: tuple[int, int] | None = None

    def __repr__(self) -> str:
        return f"Block({self.kind!r}, {self.first}, {self.last})"


def walk(blocks: list[Block]) -> Iterator[Block]:
    """All blocks, containers before their content, in the order of the text. Safe for any depth."""
    pending = blocks[::-1]
    while pending:
        block = pending.pop()
        yield block
        if block.children:
            pending.extend(reversed(block.children))
