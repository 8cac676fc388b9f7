"""A document's nodes, headings, sections, items, fences and tables."""

from __future__ import annotations

import pytest

from forgemd.markdown import Document
from forgemd.text import BOM, Source


def document(text: str) -> Document:
    return Document(Source(text, "T.md"))


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("", []),
        ("\n", [("blank", "\n")]),
        (BOM, [("bom", BOM)]),
        (BOM + "\na", [("bom", BOM), ("blank", "\n"), ("paragraph", "a")]),
        ("a\r\n\r\n# b", [("paragraph", "a\r\n"), ("blank", "\r\n"), ("heading", "# b")]),
        ("---\n---\n\n| a |\n|---|\n", [("front_matter", "---\n---\n"), ("blank", "\n"), ("table", "| a |\n|---|\n")]),
        ("> a\n>\n\nb\n \n", [("quote", "> a\n>\n"), ("blank", "\n"), ("paragraph", "b\n"), ("blank", " \n")]),
    ],
)
def test_nodes(text: str, nodes: list[tuple[str, str]]) -> None:
    found = document(text)
    assert [(node.kind, found.source.slice(node.span)) for node in found.nodes] == nodes


@pytest.mark.parametrize(
    ("text", "level", "title"),
    [
        ("# a", 1, "a"),
        ("#\ta \t", 1, "a"),
        ("## a ##", 2, "a"),
        ("# a#", 1, "a#"),
        ("# a #b", 1, "a #b"),
        ("# # a", 1, "# a"),
        ("###### ######", 6, ""),
        ("#", 1, ""),
        ("#   ", 1, ""),
        ("  a  \n===", 1, "a"),
        ("a\nb\n---", 2, "a\nb"),
        ("- # a", 1, "a"),
        ("> ## a ", 2, "a"),
        ("# **Fortschritt** ✅ #", 1, "**Fortschritt** ✅"),
        ("# a <!-- b --> <!-- c -->", 1, "a"),
        ("## a <!-- b --> ##", 2, "a"),
        (" a <!-- b -->\n===", 1, "a"),
        ("# a -->", 1, "a -->"),
    ],
)
def test_headings(text: str, level: int, title: str) -> None:
    found = document(text)
    (heading,) = found.headings
    assert (heading.level, heading.title) == (level, title)
    assert found.source.slice(heading.span) == title


def test_sections() -> None:
    found = document("a\n# B\n## C\n### D\nx\n## E\n| t |\n|---|\n# F\n")
    paths = [[heading.title for heading in found.path(line)] for line in range(9)]
    assert paths == [
        [],
        ["B"],
        ["B", "C"],
        ["B", "C", "D"],
        ["B", "C", "D"],
        ["B", "E"],
        ["B", "E"],
        ["B", "E"],
        ["F"],
    ]
    before = found.heading_before(6)
    assert before is not None
    assert before.title == "E"
    assert found.heading_before(0) is None


@pytest.mark.parametrize(
    ("text", "mark", "content"),
    [
        ("- [ ] a", " ", "a"),
        ("* [x]  a", "x", "a"),
        ("1. [X] a", "X", "a"),
        ("- [~] a", "~", "a"),
        ("- [✅] a", "✅", "a"),
        ("- [✓]\ta", "✓", "a"),
        ("> - [/] a", "/", "a"),
        ("- [x]a", None, "[x]a"),
        ("- [xx] a", None, "[xx] a"),
        ("- [q] a", None, "[q] a"),
        ("- [ ]", None, "[ ]"),
        ("- a", None, "a"),
        ("-", None, ""),
    ],
)
def test_items(text: str, mark: str | None, content: str) -> None:
    found = document(text)
    (item,) = found.items
    assert (found.source.slice(item.mark) if item.mark is not None else None) == mark
    assert found.source.slice(item.content) == content


def test_depth_counts_lists() -> None:
    found = document("- a\n  > 1. b\n  >    - c\n- d\n")
    assert [(item.line, item.depth) for item in found.items] == [(0, 0), (1, 1), (2, 2), (3, 0)]


def test_fences() -> None:
    assert [fence.info for fence in document("- ```mermaid\n\n~~~ py x\n").fences] == ["mermaid", "py x"]


def test_tables_of_all_containers_in_order() -> None:
    table = "| {} |\n|---|\n"
    text = (
        table.format("a")
        + "\n- "
        + table.format("b").replace("\n|", "\n  |")
        + "\n> "
        + table.format("c").replace("\n|", "\n> |")
    )
    assert [(found.line, found.columns) for found in document(text).tables] == [(0, ("a",)), (3, ("b",)), (6, ("c",))]


def test_rows_and_cells() -> None:
    (table,) = document("x\n  | a | b\\|c |\n  |:--|--:|\n  | 1 |\n| 2 | `x\\|y` | 3 |\nglued\n").tables
    assert (table.line, table.last, table.width, table.aligns) == (1, 5, 2, ("left", "right"))
    assert table.columns == ("a", "b|c")
    assert [row.values for row in table.rows] == [["1"], ["2", "`x|y`", "3"], ["glued"]]
    assert [row.surplus for row in table.rows] == [-1, 1, -1]
    assert [row.line for row in table.rows[1:]] == [4, 5]
    row = table.rows[1]
    cell = row.cells[1]
    assert (cell.raw, cell.text, cell.column) == ("`x\\|y`", "`x|y`", 1)
    assert table.source.slice(cell.outer) == " `x\\|y` "
    assert table.source.slice(row.span_of(1)) == "`x\\|y`"
    assert row.span_of(7) == row.span
    assert row.cell(3) is None
    assert row.cell(-1) is None
    assert (row.value(3), row.value(-1)) == ("", "")
    assert table.source.slice(table.span).startswith("| a")
    assert table.source.slice(table.span).endswith("glued")


@pytest.mark.parametrize(
    ("rows", "padded"),
    [
        (["| a  | b |", "|----|---|", "| cc | d |"], {0}),
        (["| a   | b |", "|----|---|", "| cc  | d |"], set()),
        (["| ✅ x | b   |", "|------|-----|", "| cc   | ddd |"], {0, 1}),
        (["| a | b |", "|---|---|", "| c | d |"], set()),
        (["| a  |", "|----|"], set()),
        (["| a  | b |", "|----|---|", "| cc |"], {0}),
    ],
)
def test_padded_columns(rows: list[str], padded: set[int]) -> None:
    (table,) = document("\n".join(rows)).tables
    assert table.padded == padded
