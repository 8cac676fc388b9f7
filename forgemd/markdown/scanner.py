"""Text to blocks: CommonMark's containers and GFM's tables, in one pass, offsets only.

This is the parsing strategy of CommonMark 0.31.2 (appendix, phase 1) with the table extension of cmark-gfm
0.29: for each line, first the open containers that it continues, then the blocks that begin on it, then text.
Nothing is copied and no row is made; `forgemd.markdown.document` makes those on demand.
"""

from __future__ import annotations

from forgemd.markdown import cells
from forgemd.markdown.blocks import Block
from forgemd.markdown.plain import Plain, line_count
from forgemd.markdown.starts import (
    ATX,
    FENCE,
    HTML_ENDS,
    INTERESTING,
    ITEM,
    SETEXT,
    end_of_marks,
    front_matter,
    html_kind,
)
from forgemd.text import Source

__all__ = ["scan"]


def scan(source: Source) -> list[Block]:
    """The top-level blocks of `source`, in order; never fails, whatever the text."""
    return _Scanner(source).run()


class _Scanner(Plain):
    """What else belongs to the open leaf block, and to the line that is looked at."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.fence = ("", 0)
        self.html = 0
        self.no_break_before = 0
        self.matched = 0
        self.opened = False

    def run(self) -> list[Block]:
        self.front_matter()
        while self.at < self.size:
            leaf = self.leaf
            if self.newline and not self.stack and (leaf is None or leaf.kind not in _VERBATIM):
                self.plain()
                if self.at >= self.size:
                    break
            self.line(self.index, *self.next_line())
            leaf = self.leaf
            if leaf is not None and leaf.kind == "table" and leaf.offsets is None and self.newline:
                self.bar_rows(leaf)
        self.close(0)
        return self.root

    def front_matter(self) -> None:
        at = self.at
        self.at = front_matter(self.text, at)
        if self.at > at:
            block = self.add("front_matter", 0)
            block.start = at
            block.last = self.index = line_count(self.text, at, self.at)

    # One line

    def line(self, index: int, start: int, end: int) -> None:
        cursor, leaf = self.cursor, self.leaf
        if start == end and not self.stack and (leaf is None or leaf.kind not in _VERBATIM):
            self.leaf = None
            return
        cursor.begin(start, end)
        self.opened = False
        self.matched = self.continued() if self.stack else 0
        whole = self.matched == len(self.stack)
        if whole and leaf is not None and leaf.kind in _VERBATIM and _VERBATIM[leaf.kind](self, leaf, index):
            return
        if cursor.blank:
            self.blank_line(index, whole)
        elif not self.blocks(index, whole):
            self.text_line(index)

    def blank_line(self, index: int, whole: bool) -> None:
        if not whole:
            self.close(self.matched)
            self.leaf = None
        if self.quotes:
            self.stack[self.quotes[-1]].last = index + 1
        leaf = self.leaf
        if leaf is not None and leaf.kind in ("paragraph", "table"):
            self.leaf = None
            if self.definitions is not None and leaf.kind == "paragraph" and leaf.parent is not None:
                self.empty = leaf.parent.kind == "item" and self.vanishes(leaf, leaf.parent.children)

    def vanishes(self, paragraph: Block, siblings: list[Block]) -> bool:
        """Whether a paragraph and all before it are link definitions: to cmark-gfm nothing is left of them."""
        if len(siblings) > 1 and siblings[-2].style != "definitions":
            return False
        if self.defined(paragraph) < paragraph.last - paragraph.first:
            return False
        paragraph.style = "definitions"
        return True

    def text_line(self, index: int) -> None:
        """A line that begins nothing: it goes on the open paragraph, lazily too, or opens one."""
        leaf, at, end = self.leaf, self.cursor.at, self.cursor.end
        self.text_at, self.text_end = at, end
        if leaf is not None and leaf.kind == "paragraph" and not self.opened:
            leaf.last = index + 1
            # cmark-gfm keeps a lazy line's indentation: as a header it would have a cell more, before its bar.
            if self.cursor.indent and self.text[at] == "|" and self.matched < len(self.stack):
                self.text_at = -1
            if self.definitions is not None:
                self.definitions.append((at, end))
            return
        if not self.opened:
            self.close(self.matched)
        self.leaf = self.add("paragraph", index)
        self.definitions = [(at, end)] if self.text[at] == "[" else None
        self.header_tried = False

    def close_unmatched(self) -> None:
        """Before the first block that a line opens: what the line does not continue is over."""
        if not self.opened:
            self.close(self.matched)
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
        return True

    def in_html(self, leaf: Block, index: int) -> bool:
        if self.html >= 6 and self.cursor.blank:
            self.leaf = None
            return False
        leaf.last = index + 1
        if self.html < 6 and HTML_ENDS[self.html].search(self.text, self.cursor.at, self.cursor.end):
            self.leaf = None
        return True

    def in_code(self, leaf: Block, index: int) -> bool:
        if self.cursor.blank:
            return False
        if self.cursor.indent < 4:
            self.leaf = None
            return False
        leaf.last = index + 1
        return True

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
        return True

    def leaf_block(self, char: str, index: int, paragraph: Block | None, lazy: bool) -> bool:
        if char == "#":
            return self.heading(index)
        if char in "`~":
            return self.fenced(index)
        if char == "<":
            return self.html_block(index, paragraph is not None)
        if char in "=-" and paragraph is not None and self.setext(index, paragraph):
            return True
        return char in "*_-" and self.thematic_break(char, index)

    def thematic_break(self, char: str, index: int) -> bool:
        """Nothing but three or more of one mark. What stops one stops those that begin before it, too."""
        at, end = self.cursor.at, self.cursor.end
        if at < self.no_break_before:
            return False
        self.no_break_before = end_of_marks(char, self.text, at, end)
        if self.no_break_before < end or self.text.count(char, at, end) < 3:
            return False
        self.close_unmatched()
        self.add("break", index)
        return True

    def quote(self, index: int) -> None:
        self.close_unmatched()
        self.open_quote(index)

    def heading(self, index: int) -> bool:
        match = ATX.match(self.text, self.cursor.at, self.cursor.end)
        if match is None:
            return False
        self.close_unmatched()
        block = self.add("heading", index)
        block.level, block.style, block.body = len(match[1]), "atx", (match.end(1), self.cursor.end)
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

    def html_block(self, index: int, interrupts: bool) -> bool:
        at, end = self.cursor.at, self.cursor.end
        kind = html_kind(self.text, at, end, interrupts)
        if not kind:
            return False
        self.close_unmatched()
        self.leaf, self.html = self.add("html", index), kind
        if kind < 6 and HTML_ENDS[kind].search(self.text, at + 1, end):
            self.leaf = None
        return True

    def setext(self, index: int, paragraph: Block) -> bool:
        """A line of dashes makes the paragraph a heading, but for the link definitions at its beginning."""
        if not SETEXT.match(self.text, self.cursor.at, self.cursor.end):
            return False
        defined = self.defined(paragraph)
        if paragraph.first + defined == paragraph.last:
            self.leaf = None
            self.text_line(index)
            return True
        if defined:
            assert self.definitions is not None
            block = self.add("heading", index)
            block.first, block.start = paragraph.first + defined, self.definitions[defined][0]
            paragraph.last, paragraph = block.first, block
        paragraph.kind, paragraph.style = "heading", "setext"
        paragraph.level = 1 if self.text[self.cursor.at] == "=" else 2
        paragraph.last = index + 1
        self.leaf = None
        return True

    def defined(self, paragraph: Block) -> int:
        """How many lines of the paragraph are link reference definitions."""
        if self.definitions is None:
            return 0
        from forgemd.markdown.references import definitions  # most documents have none

        return definitions([self.text[at:end] for at, end in self.definitions])

    def item(self, char: str, index: int, paragraph: Block | None) -> bool:
        """A list item's marker (5.2, 5.3); only some interrupt a paragraph."""
        cursor, text = self.cursor, self.text
        match = ITEM.match(text, cursor.at, cursor.end) if char in "*+-0123456789" else None
        if match is None:
            return False
        marker = match[1]
        ordered = len(marker) > 1
        if paragraph is not None:
            blank = not text[match.end() : cursor.end].strip(" \t")
            if blank or (ordered and int(marker[:-1]) != 1):
                return False
        self.close_unmatched()
        self.open_item(marker, index)
        return True

    def table(self, index: int, paragraph: Block) -> bool:
        """A delimiter row under a paragraph: its last line is the header if the columns agree."""
        text, at, end = self.text, self.cursor.at, self.cursor.end
        if self.header_tried or not cells.delimiter(text, at, end):
            return False
        header = paragraph.last - 1
        aligns = cells.alignments(text, at, end)
        if self.text_at < 0 or len(cells.texts(text[self.text_at : self.text_end])) != len(aligns):
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
        table.last, table.body = index + 1, None
        if table.offsets is not None:
            table.offsets.append(cursor.at)
        return True


_VERBATIM = {"fence": _Scanner.in_fence, "html": _Scanner.in_html, "code": _Scanner.in_code}
