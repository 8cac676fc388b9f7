"""What cmark-gfm, GitHub's parser in C, sees in a text: the referee of the second reader's tests."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple

import cmarkgfm
from cmarkgfm.cmark import Options

from forgemd.markdown.second import SecondTable

__all__ = ["RefereeTable", "referee", "rendered"]


class RefereeTable(NamedTuple):
    """A table: its columns, and per body row its line (0-based) and per row the HTML of its cells, header first."""

    columns: int
    lines: list[int]
    cells: list[list[str]]


def referee(text: str) -> list[RefereeTable]:
    """The tables that cmark-gfm renders. Its header lines are not reliable under a paragraph, and not given."""
    options = Options.CMARK_OPT_SOURCEPOS
    text = text.encode("utf-8", "replace").decode("utf-8")
    html = cmarkgfm.markdown_to_html_with_extensions(text, options=options, extensions=["table"])
    collector = _Collector()
    collector.feed(html)
    collector.close()
    return collector.tables


def rendered(tables: Iterable[SecondTable], text: str) -> list[RefereeTable]:
    """The tables as read, written anew and rendered by cmark-gfm; `text` follows for its link definitions."""
    written = [_table(table) for table in tables]
    return referee("\n".join([*written, text]))[: len(written)]


def _table(table: SecondTable) -> str:
    rows = [_row(row.cells, table.columns) for row in table.rows]
    rows.insert(1, _row(("---",) * table.columns, table.columns))
    return "\n".join(rows) + "\n"


def _row(cells: tuple[str, ...], columns: int) -> str:
    cells = (*cells, *[""] * columns)[:columns]
    return "".join("| " + cell.replace("|", "\\|") + " " for cell in cells) + "|"


class _Collector(HTMLParser):
    """Collects the tables that carry positions: raw HTML in the text has none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tables: list[RefereeTable] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        place = dict(attrs).get("data-sourcepos")
        if place is None or tag not in ("table", "tr", "td", "th"):
            self._add(self.get_starttag_text() or "")
        elif tag == "table":
            self.tables.append(RefereeTable(0, [], []))
        elif tag == "tr":
            self.tables[-1].cells.append([])
            if len(self.tables[-1].cells) > 1:
                self.tables[-1].lines.append(int(place.split(":")[0]) - 1)
        else:
            self._in_cell = True
            self.tables[-1].cells[-1].append("")
            if tag == "th":
                self.tables[-1] = self.tables[-1]._replace(columns=self.tables[-1].columns + 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False
        else:
            self._add(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._add(f"<!--{data}-->")

    def _add(self, text: str) -> None:
        if self._in_cell:
            self.tables[-1].cells[-1][-1] += text
