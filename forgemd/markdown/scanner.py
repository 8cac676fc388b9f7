"""Text to blocks: CommonMark's containers and GFM's tables, in one pass, offsets only.

This is the parsing strategy of CommonMark 0.31.2 (appendix, phase 1) with the table extension of cmark-gfm
0.29: for each line, first the open containers that it continues, then the blocks that begin on it, then text.
Nothing is copied and no row is made; `forgemd.markdown.document` makes those on demand.
"""

from __future__ import annotations

from forgemd.markdown import cells
from forgemd.markdown.blocks import Block, Kind
from forgemd.markdown.cursor import Cursor
from forgemd.markdown.starts import (
    ATX,
    FENCE,
    HTML_ENDS,
    INTERESTING,
    ITEM,
    SETEXT,
    THEMATIC,
    html_kind,
    is_reference,
)
from forgemd.text import Source

__all__ = ["scan"]


def scan(source: Source) -> list[Block]:
    """The top-level blocks of `source`, in order; never fails, whatever the text."""
    return _Scanner(source).run()


class _Open:
    """A container that the next line may continue."""

    __slots__ = ("block", "empty", "indent")

    def __init__(self, block: Block, indent: int = 0, empty: bool = False) -> None:
        self.block = block
        self.indent = indent
        self.empty = empty


class _Scanner:
    """The state between lines: open containers (`stack`) and the open leaf block, if any."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.starts, self.ends = source.starts, source.ends
        self.root: list[Block] = []
        self.stack: list[_Open] = []
        self.leaf: Block | None = None
        self.fence = ("", 0)
        self.html = 0
        self.text_at = 0
        self.header_tried = False
        self.cursor = Cursor(source.text)
        self.matched = 0
        self.opened = False

    def run(self) -> list[Block]:
        index, count = self.front_matter(), len(self.starts)
        while index < count:
            leaf = self.leaf
            if leaf is not None and leaf.kind == "table" and leaf.offsets is None:
                index = self.bar_rows(leaf, index)
                if index >= count:
                    break
            self.line(index)
            index += 1
        return self.root

    def front_matter(self) -> int:
        """Take YAML front matter off the top; returns the line to begin at."""
        text, starts, ends = self.text, self.starts, self.ends
        if not text.startswith("---", starts[0]) or text[starts[0] : ends[0]].rstrip(" \t") != "---":
            return 0
        for index in range(1, len(starts)):
            if text[starts[index] : ends[index]].rstrip(" \t") in ("---", "..."):
                block = Block("front_matter", 0, starts[0])
                block.last = index + 1
                self.root.append(block)
                return index + 1
        return 0

    def bar_rows(self, table: Block, index: int) -> int:
        """Take the run of lines that begin with a bar: at top level nothing else can begin there."""
        text, starts, ends, count = self.text, self.starts, self.ends, len(self.starts)
        while index < count and text.startswith("|", starts[index]):
            start, end = starts[index], ends[index]
            if end - start < 2 or (text[end - 1] in cells.BLANKS and not text[start + 1 : end].strip(cells.BLANKS)):
                break
            index += 1
        table.last = max(table.last, index)
        return index

    # One line

    def line(self, index: int) -> None:
        cursor, leaf = self.cursor, self.leaf
        cursor.begin(self.starts[index], self.ends[index])
        self.opened = False
        self.matched = self.continued(index) if self.stack else 0
        whole = self.matched == len(self.stack)
        if whole and leaf is not None and leaf.kind in _VERBATIM and _VERBATIM[leaf.kind](self, leaf, index):
            return
        done = self.blocks(index, whole)
        self.keep_open(index, done)
        if done:
            return
        if cursor.blank:
            self.blank_line(whole)
        else:
            self.text_line(index, whole)

    def continued(self, index: int) -> int:
        """How many of the open containers the line continues; the cursor passes their markers."""
        cursor, count = self.cursor, 0
        for container in self.stack:
            if container.block.kind == "quote":
                if cursor.indent > 3 or cursor.blank or self.text[cursor.at] != ">":
                    break
                cursor.advance(cursor.indent + 1)
                cursor.advance_over_one_blank()
            elif cursor.blank:
                if container.empty and index > container.block.first:
                    break
                cursor.advance(cursor.indent)
            elif cursor.indent >= container.indent:
                cursor.advance(container.indent)
            else:
                break
            count += 1
        return count

    def keep_open(self, index: int, done: bool) -> None:
        """Stretch the containers that this line belongs to."""
        if not self.stack:
            return
        blank = self.cursor.blank
        if not blank or self.opened:
            for container in self.stack if self.opened else self.stack[: self.matched]:
                self.stretch(container.block, index)
        if not blank:
            for container in self.stack[: self.matched]:
                container.empty = False
        if self.opened:
            for container in self.stack[:-1]:
                container.empty = False
            if done:
                self.stack[-1].empty = False

    def stretch(self, block: Block, index: int) -> None:
        block.last = index + 1
        if block.kind == "item" and block.parent is not None:
            block.parent.last = index + 1

    def blank_line(self, whole: bool) -> None:
        if self.opened:
            self.leaf = None
            return
        if not whole:
            del self.stack[self.matched :]
            self.leaf = None
        if self.leaf is not None and self.leaf.kind in ("paragraph", "table"):
            self.leaf = None

    def text_line(self, index: int, whole: bool) -> None:
        """A line that begins nothing: it goes on the open paragraph, lazily too, or opens one."""
        leaf = self.leaf
        if leaf is not None and leaf.kind == "paragraph" and not self.opened:
            leaf.last = index + 1
            self.text_at = self.cursor.at
            for container in self.stack:
                self.stretch(container.block, index)
            return
        if not self.opened and not whole:
            del self.stack[self.matched :]
        self.leaf = self.add("paragraph", index)
        self.text_at = self.cursor.at
        self.header_tried = False
        for container in self.stack:
            container.empty = False
            self.stretch(container.block, index)

    def add(self, kind: Kind, index: int) -> Block:
        parent = self.stack[-1].block if self.stack else None
        block = Block(kind, index, self.cursor.at, parent)
        (parent.children if parent is not None else self.root).append(block)
        return block

    def close_unmatched(self) -> None:
        """Before the first block that a line opens: what the line does not continue is over."""
        if not self.opened:
            del self.stack[self.matched :]
            self.leaf = None
            self.opened = True

    # Leaves that take lines as they are

    def in_fence(self, leaf: Block, index: int) -> bool:
        cursor = self.cursor
        char, length = self.fence
        leaf.last = index + 1
        if cursor.indent <= 3 and not cursor.blank and self.text[cursor.at] == char:
            mark = self.text[cursor.at : cursor.end].rstrip(" \t")
            if len(mark) >= length and not mark.strip(char):
                self.leaf = None
        for container in self.stack:
            self.stretch(container.block, index)
        return True

    def in_html(self, leaf: Block, index: int) -> bool:
        if self.html >= 6 and self.cursor.blank:
            self.leaf = None
            return False
        leaf.last = index + 1
        for container in self.stack:
            self.stretch(container.block, index)
        if self.html < 6 and HTML_ENDS[self.html].search(self.text, self.cursor.pos, self.cursor.end):
            self.leaf = None
        return True

    def in_code(self, leaf: Block, index: int) -> bool:
        if self.cursor.blank:
            return True
        if self.cursor.indent >= 4:
            leaf.last = index + 1
            for container in self.stack:
                self.stretch(container.block, index)
            return True
        self.leaf = None
        return False

    # What begins on a line

    def blocks(self, index: int, whole: bool) -> bool:
        """Open the blocks that begin here; True when the line is used up."""
        cursor = self.cursor
        while not cursor.blank:
            leaf = self.leaf
            lazy = leaf is not None and leaf.kind == "paragraph" and not self.opened
            paragraph = leaf if lazy and whole else None
            if cursor.indent >= 4:
                if lazy:
                    return False
                self.close_unmatched()
                self.leaf = self.add("code", index)
                return True
            char = self.text[cursor.at]
            if char in INTERESTING:
                if char == ">":
                    self.quote(index)
                    continue
                if self.leaf_block(char, index, paragraph, lazy):
                    return True
                if self.item(char, index, paragraph):
                    continue
                if char in "|:-" and paragraph is not None and self.table(index, paragraph):
                    return True
            return whole and not self.opened and self.row(index)
        return False

    def leaf_block(self, char: str, index: int, paragraph: Block | None, lazy: bool) -> bool:
        if char == "#":
            return self.heading(index)
        if char in "`~":
            return self.fenced(index)
        if char == "<":
            return self.html_block(index, lazy)
        if char in "=-" and paragraph is not None and self.setext(index, paragraph):
            return True
        if char in "*_-" and THEMATIC.match(self.text, self.cursor.at, self.cursor.end):
            self.close_unmatched()
            self.add("break", index)
            return True
        return False

    def quote(self, index: int) -> None:
        self.close_unmatched()
        block = self.add("quote", index)
        self.stack.append(_Open(block))
        self.cursor.advance(self.cursor.indent + 1)
        self.cursor.advance_over_one_blank()

    def heading(self, index: int) -> bool:
        match = ATX.match(self.text, self.cursor.at, self.cursor.end)
        if match is None:
            return False
        self.close_unmatched()
        block = self.add("heading", index)
        block.level, block.style = len(match[1]), "atx"
        return True

    def fenced(self, index: int) -> bool:
        match = FENCE.match(self.text, self.cursor.at, self.cursor.end)
        if match is None:
            return False
        self.close_unmatched()
        self.leaf = self.add("fence", index)
        mark, info = (match[1], match[2]) if match[1] else (match[3], match[4])
        self.leaf.info = info.strip(" \t")
        self.fence = (mark[0], len(mark))
        return True

    def html_block(self, index: int, lazy: bool) -> bool:
        at, end = self.cursor.at, self.cursor.end
        kind = html_kind(self.text, at, end, lazy)
        if not kind:
            return False
        self.close_unmatched()
        self.leaf, self.html = self.add("html", index), kind
        if kind < 6 and HTML_ENDS[kind].search(self.text, at + 1, end):
            self.leaf = None
        return True

    def setext(self, index: int, paragraph: Block) -> bool:
        if not SETEXT.match(self.text, self.cursor.at, self.cursor.end):
            return False
        lines = range(paragraph.first, paragraph.last)
        if all(is_reference(self.text, self.starts[line], self.ends[line]) for line in lines):
            return False
        paragraph.kind, paragraph.style = "heading", "setext"
        paragraph.level = 1 if self.text[self.cursor.at] == "=" else 2
        paragraph.last = index + 1
        self.leaf = None
        return True

    def item(self, char: str, index: int, paragraph: Block | None) -> bool:
        """A list item's marker (5.2, 5.3); only some interrupt a paragraph."""
        cursor, text = self.cursor, self.text
        match = ITEM.match(text, cursor.at, cursor.end) if char in "*+-0123456789" else None
        if match is None:
            return False
        marker = match[1]
        ordered = len(marker) > 1
        blank = not text[match.end() : cursor.end].strip(" \t")
        if paragraph is not None and (blank or (ordered and int(marker[:-1]) != 1)):
            return False
        self.close_unmatched()
        block = Block("item", index, cursor.at, self.list_of(marker[-1], index))
        assert block.parent is not None
        block.parent.children.append(block)
        indent = cursor.indent + len(marker)
        cursor.advance(indent)
        if cursor.blank:
            self.stack.append(_Open(block, indent + 1, empty=True))
        else:
            padding = 1 if cursor.indent >= 5 else cursor.indent
            cursor.advance(padding)
            self.stack.append(_Open(block, indent + padding))
        block.level = self.stack[-1].indent
        return True

    def list_of(self, marker: str, index: int) -> Block:
        """The list that an item with this marker belongs to: the one just before it, or a new one."""
        parent = self.stack[-1].block if self.stack else None
        siblings = parent.children if parent is not None else self.root
        if siblings and siblings[-1].kind == "list" and siblings[-1].info == marker:
            return siblings[-1]
        found = Block("list", index, self.cursor.at, parent)
        found.info = marker
        siblings.append(found)
        return found

    def table(self, index: int, paragraph: Block) -> bool:
        """A delimiter row under a paragraph: its last line is the header if the columns agree."""
        text, at, end = self.text, self.cursor.at, self.cursor.end
        if self.header_tried or not cells.delimiter(text, at, end):
            return False
        header = paragraph.last - 1
        aligns = cells.alignments(text, at, end)
        if len(cells.texts(text[self.text_at : self.ends[header]])) != len(aligns):
            # cmark-gfm looks for a header once in a paragraph (CMARK_NODE__TABLE_VISITED).
            self.header_tried = True
            return False
        siblings = paragraph.parent.children if paragraph.parent is not None else self.root
        if paragraph.first == header:
            siblings.pop()
        else:
            paragraph.last = header
        block = Block("table", header, self.text_at, paragraph.parent)
        block.last, block.aligns = index + 1, aligns
        if self.stack:
            block.offsets = [self.text_at, at]
        siblings.append(block)
        self.leaf = block
        return True

    def row(self, index: int) -> bool:
        """Any line under an open table is a row, glued text too; a lone bar ends it."""
        table, cursor = self.leaf, self.cursor
        if table is None or table.kind != "table":
            return False
        if self.text[cursor.at : cursor.end].strip(cells.BLANKS) == "|":
            return False
        table.last = index + 1
        if table.offsets is not None:
            table.offsets.append(cursor.at)
        return True


_VERBATIM = {"fence": _Scanner.in_fence, "html": _Scanner.in_html, "code": _Scanner.in_code}
