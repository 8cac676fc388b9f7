"""Where we read otherwise than cmark-gfm 0.29.0.gfm.13, each on purpose: these tests are the list."""

from __future__ import annotations

import pytest

from forgemd.markdown import Document, walk
from forgemd.text import Source
from tests.markdown.laws import check_tiling
from tests.markdown.referee import differences, has_phantom_column, referee, seen

AB = "| a | b |\n|---|---|\n"


def cells_of(text: str) -> list[list[str]]:
    (table,) = Document(Source(text)).tables
    return [row.values for row in table.rows]


def cells_of_cmark(text: str) -> list[list[str]]:
    (table,) = (block for block in referee(Source(text)) if block.kind == "table")
    return [list(row.cells) for row in table.rows[1:]]


@pytest.mark.parametrize(
    ("row", "ours", "theirs"),
    [
        ("| x\f | y\v |", ["x", "y"], ["x\f", "y\v"]),
        ("| \fx | y |", ["x", "y"], ["x", "y"]),
        ("\f", [""], ["\f", ""]),
        ("\fx | y", ["x", "y"], ["\fx", "y"]),
        ("\v| x | y |", ["", "x", "y"], ["\v", "x"]),
    ],
)
def test_form_feeds_and_vertical_tabs_around_a_cell_are_blanks(row: str, ours: list[str], theirs: list[str]) -> None:
    """cmark-gfm takes them off only behind a bar. What people see is the same: browsers collapse both."""
    assert cells_of(AB + row + "\n") == [ours]
    assert cells_of_cmark(AB + row + "\n") == [theirs]
    for text in (AB + row + "\n", row + "\n---|---\n"):
        check_tiling(Source(text))


@pytest.mark.parametrize("blank", ["  ", "\t"])
def test_indentation_of_a_lazy_line_is_no_cell(blank: str) -> None:
    """cmark-gfm keeps the indentation of a lazy line, so that it becomes a first cell of a header.

    Its rows then have a cell less than its header. We see no table there, and neither do those who write one:
    with as many columns in the delimiter row as in the header, cmark-gfm sees none, too.
    """
    text = f"> a\n{blank}| b |\n> |-|-|\n> | c |\n"
    assert has_phantom_column(Source(text))
    assert [row.cells for row in referee(Source(text))[1].rows] == [("", "b"), ("c", "")]
    assert not Document(Source(text)).tables
    assert differences(Source(f"> a\n{blank}| b |\n> |-|\n> | c |\n")) == []


def test_front_matter_is_no_markdown() -> None:
    """cmark-gfm has no front matter: to it, this is a break, and a heading over two lines."""
    text = "---\na: 1\nb: 2\n---\n# T\n"
    assert [block.kind for block in walk(Document(Source(text)).blocks)] == ["front_matter", "heading"]
    assert [block.kind for block in seen(Document(Source(text)))] == ["h1"]


def test_surplus_cells_are_kept() -> None:
    """GFM drops cells beyond the columns; to lose them on the next edit would be worse than to show them."""
    assert cells_of(AB + "| 1 | 2 | 3 |\n") == [["1", "2", "3"]]
    assert cells_of_cmark(AB + "| 1 | 2 | 3 |\n") == [["1", "2"]]


def test_short_rows_stay_short() -> None:
    assert cells_of(AB + "| 1 |\n") == [["1"]]
    assert cells_of_cmark(AB + "| 1 |\n") == [["1", ""]]


def test_link_definitions_before_a_heading_are_a_paragraph() -> None:
    """cmark-gfm counts them into the heading's position; its text does not have them."""
    document = Document(Source("[r]: /u\nTitle\n===\n"))
    assert [(block.kind, block.first, block.last) for block in document.blocks] == [
        ("paragraph", 0, 1),
        ("heading", 1, 3),
    ]
    assert document.headings[0].title == "Title"
