"""Block quotes and list items while they are open (CommonMark 0.31.2, sections 5.1 to 5.3)."""

from __future__ import annotations

from forgemd.markdown.blocks import Block, Kind
from forgemd.markdown.cursor import Cursor

__all__ = ["Containers"]


class Containers:
    """The tree of blocks as far as it is read, and the containers that the next line may continue (`stack`).

    Containers learn where they end when they are closed, so that a line costs what it holds, however deep
    it lies. `quotes` are the depths of the quotes among them. Only the innermost can be an item without
    content (`empty`).
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.cursor = Cursor(text)
        self.root: list[Block] = []
        self.stack: list[Block] = []
        self.quotes: list[int] = []
        self.empty = False

    def continued(self) -> int:
        """How many of the open containers the line continues; the cursor passes their markers."""
        cursor, stack, count = self.cursor, self.stack, 0
        for block in stack:
            if block.kind == "quote":
                if cursor.indent > 3 or cursor.blank or self.text[cursor.at] != ">":
                    break
                self.pass_quote_mark()
            elif cursor.indent >= block.level:
                cursor.indent -= block.level
            elif cursor.blank:
                return self.continued_by_blank(count)
            else:
                break
            count += 1
        return count

    def continued_by_blank(self, count: int) -> int:
        """The same where nothing is left of the line: items go on, up to a quote or one without content."""
        stop = next((depth for depth in self.quotes if depth >= count), len(self.stack))
        return stop - 1 if self.empty and stop == len(self.stack) else stop

    def pass_quote_mark(self) -> None:
        self.cursor.skip(1)
        if self.cursor.indent:
            self.cursor.indent -= 1

    def add(self, kind: Kind, index: int) -> Block:
        """A new block on line `index`, in the innermost container."""
        self.empty = False
        parent = self.stack[-1] if self.stack else None
        block = Block(kind, index, self.cursor.at, parent)
        (parent.children if parent is not None else self.root).append(block)
        return block

    def close(self, depth: int) -> None:
        """Close the containers from `depth` on: each ends with its content."""
        stack = self.stack
        while len(stack) > depth:
            block = stack.pop()
            if block.children:
                block.last = max(block.last, block.children[-1].last)
            if block.kind == "quote":
                self.quotes.pop()
            elif block.parent is not None:
                block.parent.last = block.last
            self.empty = False

    def open_quote(self, index: int) -> None:
        """Open a quote whose mark the cursor stands at."""
        block = self.add("quote", index)
        self.quotes.append(len(self.stack))
        self.stack.append(block)
        self.pass_quote_mark()

    def open_item(self, marker: str, index: int) -> None:
        """Open an item whose marker the cursor stands at."""
        cursor = self.cursor
        block = Block("item", index, cursor.at, self.list_of(marker[-1], index))
        assert block.parent is not None
        block.parent.children.append(block)
        self.stack.append(block)
        block.level = cursor.indent + len(marker)
        cursor.skip(len(marker))
        self.empty = cursor.blank
        padding = 1 if cursor.blank or cursor.indent >= 5 else cursor.indent
        cursor.indent -= padding
        block.level += padding

    def list_of(self, marker: str, index: int) -> Block:
        """The list that an item with this marker belongs to: the one just before it, or a new one."""
        parent = self.stack[-1] if self.stack else None
        siblings = parent.children if parent is not None else self.root
        if siblings and siblings[-1].kind == "list" and siblings[-1].info == marker:
            return siblings[-1]
        found = Block("list", index, self.cursor.at, parent)
        found.info = marker
        siblings.append(found)
        return found
