"""All rows of a table in one go: the same as line by line, whatever the lines look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.markdown import Document, cells
from forgemd.text import Source

_CELL = st.text(alphabet="ab \t\\|\u00a0é🔲-", max_size=6)
_EDGE = st.sampled_from(["|", "| ", " |", "|  ", "||", "", "\\|", "|\t"])
_LINE = st.builds(
    lambda left, found, right: left + " | ".join(found) + right, _EDGE, st.lists(_CELL, max_size=3), _EDGE
)


@given(st.lists(_LINE.filter(lambda line: line.strip(" \t|") != ""), min_size=1, max_size=4), st.integers(1, 4))
def test_whole_bodies_and_single_lines_agree(lines: list[str], width: int) -> None:
    body, one_by_one = "\n".join(lines), [cells.texts(line) for line in lines]
    assert cells.barred_rows(body, len(lines)) in (None, one_by_one)
    plain = cells.plain_rows(body, len(lines), width)
    assert plain is None or (plain == one_by_one and all(len(row) == width and all(row) for row in plain))


@pytest.mark.parametrize(
    ("body", "plain", "found"),
    [
        ("| a | b |\n| c | d |", True, [["a", "b"], ["c", "d"]]),
        ("| a  | b |\n|c|d|", False, [["a", "b"], ["c", "d"]]),
        ("| a | |\n|| b |", False, [["a", ""], ["", "b"]]),
        ("| a | b | c |\n| d |", False, [["a", "b", "c"], ["d"]]),
        ("| a\u00a0 | b |", True, [["a\u00a0", "b"]]),
        ("| a|b | c |", False, [["a", "b", "c"]]),
        ("| a \\| b | c |", False, None),
        ("| \\a | b |", True, None),
        ("| \ta | b |", False, [["a", "b"]]),
        ("| a | b", False, None),
        ("a | b |", False, None),
        ("| a |\nb\n| c |", False, None),
        ("| a |\r\n| b |", False, None),
    ],
)
def test_one_body(body: str, plain: bool, found: list[list[str]] | None) -> None:
    lines = body.split("\n")
    assert cells.barred_rows(body, len(lines)) == found
    assert cells.plain_rows(body, len(lines), 2) == ([cells.texts(line) for line in lines] if plain else None)


@pytest.mark.parametrize(
    "body", ["| a | b |\n| c |", "| a \\| b | c |\nglued\n| c | d |", "  | a | b", "", "| a |\r\n| b |"]
)
@pytest.mark.parametrize("quote", ["", "> "])
def test_rows_know_what_the_table_knows(body: str, quote: str) -> None:
    text = "".join(quote + line for line in f"| x | y |\n|---|---|\n{body}".splitlines(True))
    table, other = (Document(Source(text)).tables[0] for _ in range(2))
    assert table.values == [row.values for row in other.rows]
    assert [(row.line, row.span, row.values) for row in table.rows] == [
        (row.line, row.span, row.values) for row in other.rows
    ]


@pytest.mark.parametrize("count", [3, 2000])
def test_the_first_rows_of_a_table_without_the_others(count: int) -> None:
    text = "| A | B |\n|---|---|\n" + "".join(f"  | {number} | x \\| y |\n" for number in range(count))
    (table,), (whole,) = (Document(Source(text)).tables for _ in range(2))
    assert table.sample(2) == whole.values[:2] == [["0", "x | y"], ["1", "x | y"]]
    assert whole.sample(2) == whole.values[:2]


@pytest.mark.parametrize(
    "odd", ["| e | f |", "| e |", "| e | f | g |", "| e  | f |", "| e | |", "  | e | f |", "e", ""]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_tables_with_one_header_are_split_together(odd: str, ending: str) -> None:
    head = "| x | y |\n|---|---|\n"
    tables = [f"{head}| {number} | b |\n| c | d |\n" for number in range(40)]
    tables[20] = f"{head}| a | b |\n{odd}\n"
    source = Source("\n".join([*tables, "| x |\n|---|\n| 1 | 2 |\n"]).replace("\n", ending))
    found = Document(source).tables
    assert [table.values for table in found] == [
        [row.values for row in table.rows] for table in Document(source).tables
    ]
    for table in found:
        assert not table.whole or all(len(row) == table.width and all(row) for row in table.values)
    assert [table.whole for table in (found[0], found[39], found[40])] == [True, True, False]
