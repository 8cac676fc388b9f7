"""What cmark-gfm, GitHub's parser in C, sees in a text: the referee of the scanner's tests.

Its HTML carries source positions. Text in it is escaped and raw HTML left out, so that each tag that has a
position is the renderer's own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import cmarkgfm
from cmarkgfm.cmark import Options

from forgemd.markdown import Document, Table, walk
from forgemd.markdown.cells import texts
from forgemd.text import Source

__all__ = ["Seen", "SeenRow", "differences", "has_phantom_column", "referee", "seen"]

_TAG = re.compile(r'<(/?)(\w+)(?: [a-z]+="[^"]*")*? data-sourcepos="(\d+):\d+-(\d+):\d+"[^>]*>|</table>')
_CELL_END = re.compile("</t[dh]>")
_KINDS = {
    "blockquote": "quote",
    "hr": "break",
    "li": "item",
    "ol": "list",
    "pre": "code",
    "table": "table",
    "ul": "list",
    **{f"h{level}": f"h{level}" for level in range(1, 7)},
}


class SeenRow(NamedTuple):
    """A row: its line (0-based) and the HTML of its cells, as many as the table has columns."""

    line: int
    cells: tuple[str, ...]


class Seen(NamedTuple):
    """A block and its first line (0-based), of a table with its rows, the header first.

    `line` is -1 where cmark-gfm's position is no use: in a heading of several lines it counts the link
    definitions in front of it in.
    """

    kind: str
    line: int
    rows: tuple[SeenRow, ...] = ()


def referee(source: Source) -> list[Seen]:
    """The blocks that cmark-gfm renders, in order. Paragraphs and HTML blocks are not among them."""
    return _collect(_render(_body(Document(source))), _first(Document(source)))


def _first(document: Document) -> int:
    """The line behind the front matter, which cmark-gfm does not know."""
    return document.blocks[0].last if document.blocks and document.blocks[0].kind == "front_matter" else 0


def _body(document: Document) -> str:
    source, first = document.source, _first(document)
    return source.text[source.starts[first] :] if first < len(source.starts) else ""


def _render(text: str) -> str:
    text = text.encode("utf-8", "replace").decode("utf-8")
    html: str = cmarkgfm.markdown_to_html_with_extensions(
        text, options=Options.CMARK_OPT_SOURCEPOS, extensions=["table"]
    )
    return html


def _collect(html: str, base: int) -> list[Seen]:
    found: list[Seen] = []
    rows: list[SeenRow] = []
    table = last = 0
    for match in _TAG.finditer(html):
        tag = match[2]
        if tag is None:  # a table is over, and no table lies within another
            found[table] = Seen("table", _header(rows, last), (rows[0]._replace(line=_header(rows, last)), *rows[1:]))
        elif tag in _KINDS:
            if tag == "table":
                rows, table, last = [], len(found), int(match[4]) - 1 + base
            heading = tag[0] == "h" and tag != "hr"
            found.append(Seen(_KINDS[tag], -1 if heading and match[3] != match[4] else int(match[3]) - 1 + base))
        elif tag == "tr":
            rows.append(SeenRow(int(match[3]) - 1 + base, ()))
        elif tag in ("td", "th"):
            end = _CELL_END.search(html, match.end())
            assert end is not None
            rows[-1] = rows[-1]._replace(cells=(*rows[-1].cells, html[match.end() : end.start()]))
    return found


def _header(rows: list[SeenRow], last: int) -> int:
    """The header's line. cmark-gfm says the paragraph's where there is text over the header."""
    return rows[1].line - 2 if len(rows) > 1 else last - 1


def seen(document: Document) -> list[Seen]:
    """The same of our own reading: the cells are those that we cut, rendered by cmark-gfm."""
    tables = {id(table.block): table for table in document.tables}
    html = _cells(document) if tables else []
    found = []
    for block in walk(document.blocks):
        if block.kind == "table":
            found.append(_table(tables[id(block)], html.pop(0)))
        elif block.kind == "heading":
            found.append(Seen(f"h{block.level}", -1 if block.last - block.first > 1 else block.first))
        elif block.kind not in ("front_matter", "html", "paragraph"):
            found.append(Seen("code" if block.kind == "fence" else block.kind, block.first))
    return found


def _table(table: Table, html: Seen) -> Seen:
    lines = [row.line for row in (table.header, *table.rows)]
    rows = [SeenRow(line, row.cells) for line, row in zip(lines, html.rows, strict=True)]
    return Seen("table", table.line, tuple(rows))


def _cells(document: Document) -> list[Seen]:
    """Our tables, each written anew as plainly as can be. The text follows for its link definitions."""
    written = []
    for table in document.tables:
        rows = [[cell.raw for cell in row.cells] for row in (table.header, *table.rows)]
        rows.insert(1, ["---"] * table.width)
        lines = ["".join(f"| {cell} " for cell in (*row, *[""] * table.width)[: table.width]) + "|" for row in rows]
        written.append("\n".join(lines) + "\n")
    html = _render("\n".join([*written, _body(document)]))
    return [block for block in _collect(html, 0) if block.kind == "table"][: len(written)]


def differences(source: Source) -> list[str]:
    """Where cmark-gfm and we differ, one sentence for each block."""
    theirs, ours = referee(source), seen(Document(source))
    found = [f"cmark-gfm: {a}; we: {b}" for a, b in zip(theirs, ours, strict=False) if a != b]
    longer, name = (theirs, "cmark-gfm") if len(theirs) > len(ours) else (ours, "we")
    return found + [f"only {name}: {block}" for block in longer[min(len(theirs), len(ours)) :]]


def has_phantom_column(source: Source) -> bool:
    """Whether cmark-gfm gives a table a first column that nobody wrote.

    It keeps the indentation of a lazy line. Where such a line begins with a bar and becomes a header, the
    indentation is a cell; the other rows have none there.
    """
    tables = [block for block in referee(source) if block.kind == "table"]
    rows = [(table.rows[0].cells, source.line(table.line).lstrip(" \t>")) for table in tables]
    return any(not cells[0] and len(texts(line)) == len(cells) - 1 for cells, line in rows)
