"""Lines outside of tables that come or go: items of lists, sections of headings, fields on lines of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from forgemd.errors import EditRejected
from forgemd.markdown.blocks import Block, walk
from forgemd.markdown.document import Document
from forgemd.text import Edit, Span
from forgemd.typed import Callable, NamedTuple, Sequence

__all__ = ["Lines", "Texts"]

_LOOSE = ("list", "quote")
"""Blocks in which the places of others may change when an item comes or goes; their items are compared besides."""


class Texts(NamedTuple):
    """The lines that go, as they were, and those that come."""

    gone: list[str]
    come: list[str]


class Lines:
    """What is to happen to whole lines of one document; lines are those of the document as it is, 0-based."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.cut: set[int] = set()
        self._put: dict[int, list[str]] = {}

    def __bool__(self) -> bool:
        return bool(self.cut or self._put)

    def insert(self, after: int, lines: Sequence[str]) -> None:
        """Put `lines` behind the line `after`. Raises `EditRejected` for what would be more lines than that."""
        if any(char in line for line in lines for char in "\r\n\0"):
            where = f"{self.document.source.path}:{after + 1}"
            raise EditRejected("a line of text has no line breaks in it", where=where)
        self._put.setdefault(after, []).extend(lines)

    def delete(self, first: int, last: int) -> None:
        """Take away the lines from `first` to `last`, not included."""
        self.cut.update(range(first, last))

    def behind(self, line: int) -> Sequence[str]:
        """The lines that are to come behind `line`."""
        return self._put.get(line, ())

    @property
    def added(self) -> list[int]:
        """For each line that comes the one behind which it does."""
        return sorted(after for after, lines in self._put.items() for _ in lines)

    @property
    def edits(self) -> list[Edit]:
        """The lines that come, as edits; those that go are taken away by whoever takes rows away."""
        source = self.document.source
        found = []
        for after, lines in self._put.items():
            at = source.line_span(after).end
            ending = source.text[source.ends[after] : at]
            text = (
                "".join(line + ending for line in lines) if ending else "".join(source.newline + line for line in lines)
            )
            found.append(Edit(Span(at, at), "", text))
        return found

    @property
    def texts(self) -> Texts:
        """What the second reader has to see come and go."""
        source = self.document.source
        gone = [source.line(line) for line in sorted(self.cut)]
        return Texts(gone, [line for after in sorted(self._put) for line in self._put[after]])

    @property
    def fresh(self) -> set[int]:
        """The lines that have come, as the text then has them."""
        added, cut, found = self.added, sorted(self.cut), set[int]()
        for after, lines in self._put.items():
            start = after + 1 + bisect_left(added, after) - bisect_right(cut, after)
            found.update(range(start, start + len(lines)))
        return found

    def changed(self, after: Document, moved: Callable[[int], int]) -> int | None:
        """The line of `after` where a block is other than it has to be; None where there is no such line.

        Blocks of nothing but lines that come or go are left out; of a list that has such lines only that it is one is
        asked here.
        """
        fresh = self.fresh
        old = [block for block in self.document.blocks if not self.cut.issuperset(range(block.first, block.last))]
        new = [block for block in after.blocks if not fresh.issuperset(range(block.first, block.last))]
        for was, now in zip(old, new, strict=False):
            loose = was.kind in _LOOSE and self._touches(was)
            if was.kind != now.kind or (not loose and self._shape(was, moved) != _shape(now)):
                return now.first
        return None if len(old) == len(new) else len(after.source.starts) - 1

    def _touches(self, block: Block) -> bool:
        inside = range(block.first, block.last)
        return any(line in inside for line in (*self.cut, *self._put))

    def _shape(self, block: Block, moved: Callable[[int], int]) -> list[tuple[str, int, int]]:
        return [(each.kind, moved(each.first), moved(each.last) - self._apart(each)) for each in walk([block])]

    def _apart(self, block: Block) -> int:
        """How many lines come behind `block` and are no part of it: a heading is over, and a blank line ends others."""
        lines = self._put.get(block.last - 1, [])
        return len(lines) if lines and (block.kind == "heading" or not lines[0].strip()) else 0


def _shape(block: Block) -> list[tuple[str, int, int]]:
    return [(each.kind, each.first, each.last) for each in walk([block])]
