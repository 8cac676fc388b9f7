"""Edits of cells and rows: what is written, to the character, and that nothing else is."""

from __future__ import annotations

import os
from itertools import zip_longest
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.errors import EditRejected
from forgemd.markdown import Document, Rewrite, Row, Table
from forgemd.text import BOM, Source
from tests.markdown.material import trackers

VALUES = (
    "", "x", "✅ DONE", "a | b", "back\\", "\\", "|", "||", "\\|", "- x", "# h", "> q", "```", "~~~", "---", ":-:",
    "1. x", "<!-- c", "<div>", "  pad  ", "**b**", "`a|b`", "表表表", "👩‍💻", "long " * 20, "\u00a0", "\x85", "=",
    "-", "+ a", "[r]: /u", "    code", "\t", "*", "_ _ _", "&nbsp;", "<", "<script>", "0", "a\\|b", "\\\\|", "|-|",
    "\f", "\vx\v", "é",
)  # fmt: skip
"""What people and programs put into cells, and what could begin a block or end a cell."""

COUNT = int(os.environ.get("FORGEMD_FUZZ_EDITS", "10000"))
BLANKS = " \t\v\f"


def document(text: str) -> Document:
    return Document(Source(text, "T.md"))


def set_cell(text: str, line: int, column: int, value: str) -> str:
    found = document(text)
    rewrite = Rewrite(found)
    rewrite.set(found.tables[0].row_at(line), column, value)
    return rewrite.apply().source.text


@pytest.mark.parametrize(
    ("row", "column", "value", "result"),
    [
        ("| a | b |", 1, "x", "| a | x |"),
        ("| a | b |", 0, "longer", "| longer | b |"),
        ("| longer | b |", 0, "a", "| a | b |"),
        ("| a    | b |", 0, "bbb", "| bbb  | b |"),
        ("| aaa  | b |", 0, "c", "| c    | b |"),
        ("| a    | b |", 0, "too long", "| too long | b |"),
        ("|    a | b |", 0, "bbb", "|  bbb | b |"),
        ("|a|b|", 0, "cc", "|cc|b|"),
        ("| a   | b |", 0, "✅", "| ✅  | b |"),
        ("| a | b |", 0, "", "|  | b |"),
        ("|  | b |", 0, "a", "| a | b |"),
        ("|    | b |", 0, "a", "| a  | b |"),
        ("|| b |", 0, "a", "|a| b |"),
        ("|| b |", 0, "\\", "|\\ | b |"),
        ("|a|b|", 0, "\\", "|\\ |b|"),
        ("| a | b |", 1, "c | d", "| a | c \\| d |"),
        ("| a | b |", 1, "c \\| d", "| a | c \\\\| d |"),
        ("|\ta\t|\tb\t|", 0, "c", "|\tc\t|\tb\t|"),
        ("| a |", 1, "b", "| a | b |"),
        ("| a", 1, "b", "| a | b |"),
        ("glued", 1, "b", "glued | b |"),
        ("a | b", 0, "c", "c | b"),
        ("a | b", 1, "", "a |  |"),
        ("a | b", 0, "", "|  | b"),
        ("a | b", 0, "- c", "| - c | b"),
        ("a | b", 0, "# c", "| # c | b"),
        ("  | a | b |", 0, "c", "  | c | b |"),
        ("| a | b | surplus |", 2, "kept", "| a | b | kept |"),
    ],
)
def test_set(row: str, column: int, value: str, result: str) -> None:
    text = "| h | i |\n|---|---|\n{}\n| next | row |\n"
    assert set_cell(text.format(row), 2, column, value) == text.format(result)


@pytest.mark.parametrize(
    ("row", "values", "result"),
    [
        ("| a | b |", ["x", "y"], "| x | y |"),
        ("| a", ["x", "y"], "| x | y |"),
        ("| a |  ", ["x", "y"], "| x | y |  "),
        ("glued", ["x", "y"], "x | y |"),
        ("glued ", ["x", "y"], "x  | y |"),
        ("glued ", ["\\", "y"], "\\  | y |"),
        ("glued  ", ["longer one", "y"], "longer one  | y |"),
        ("a | b  ", ["", ""], "|  |    |"),
    ],
)
def test_set_all_cells_of_a_row(row: str, values: list[str], result: str) -> None:
    text = "| h | i |\n|---|---|\n{}\n"
    found = document(text.format(row))
    rewrite = Rewrite(found)
    for column, value in enumerate(values):
        rewrite.set(found.tables[0].row_at(2), column, value)
    assert rewrite.apply().source.text == text.format(result)


@pytest.mark.parametrize(
    ("text", "line", "result"),
    [
        ("> | a |\n> |---|\n> | b |\n", 2, "> | a |\n> |---|\n> | x |\n"),
        ("- | a |\r\n  |---|\r\n  | b |", 2, "- | a |\r\n  |---|\r\n  | x |"),
        (BOM + "| a |\r|---|\r| b |\r", 0, BOM + "| x |\r|---|\r| b |\r"),
        ("a\n:-\nb\n", 2, "a\n:-\nx\n"),
    ],
)
def test_set_keeps_what_is_around(text: str, line: int, result: str) -> None:
    assert set_cell(text, line, 0, "x") == result


def test_values_that_no_cell_holds() -> None:
    found = document("| a | b |\n|---|---|\n| c |\n")
    row = found.tables[0].rows[0]
    for column, value in [(0, "x\ny"), (0, "x\r"), (0, "\0"), (0, "\ud800"), (2, "x"), (-1, "x")]:
        rewrite = Rewrite(found)
        with pytest.raises(EditRejected) as caught:
            rewrite.set(row, column, value)
        assert caught.value.where in {"T.md:3", "T.md:3:1"}
        assert rewrite.apply() is found


def test_the_last_value_counts() -> None:
    found = document("| a | b |\n|---|---|\n| c |\n")
    row = found.tables[0].rows[0]
    rewrite = Rewrite(found)
    for column, value in [(0, "x"), (1, "y"), (0, "z"), (1, "yy")]:
        rewrite.set(row, column, value)
    assert rewrite.apply().source.text.endswith("\n| z | yy |\n")
    rewrite.set(row, 0, "c")
    rewrite.set(row, 1, "")
    assert rewrite.apply() is found


@pytest.mark.parametrize(
    ("text", "after", "values", "result"),
    [
        ("| a | b |\n|---|---|\n", 1, ["1", "2"], "| a | b |\n|---|---|\n| 1 | 2 |\n"),
        ("| a |\n|---|\n| b |", 2, ["c"], "| a |\n|---|\n| b |\n| c |"),
        ("| a |\r\n|---|\r\n| b |\r\n", 1, ["c"], "| a |\r\n|---|\r\n| c |\r\n| b |\r\n"),
        ("|a|b|\n|-|-|\n|1|2|\n", 2, ["3", "\\"], "|a|b|\n|-|-|\n|1|2|\n|3|\\ |\n"),
        ("a | b\n--|--\nc | d\n", 2, ["", "x"], "a | b\n--|--\nc | d\n| | x\n"),
        ("a | b\n--|--\nc | d\n", 2, ["x", ""], "a | b\n--|--\nc | d\nx | |\n"),
        ("a | b\n--|--\nc | d\n", 2, ["- x", "y"], "a | b\n--|--\nc | d\n|- x | y\n"),
        ("a | b\n--|--\nc | d\n", 2, ["1. x", "y"], "a | b\n--|--\nc | d\n|1. x | y\n"),
        ("a | b\n--|--\nc | d\n", 2, ["2026-01-05", "y"], "a | b\n--|--\nc | d\n2026-01-05 | y\n"),
        ("a | b\n--|--\nc | d\n", 2, ["5.1.2026", "y"], "a | b\n--|--\nc | d\n5.1.2026 | y\n"),
        ("> | a |\n> |---|\n> | b |\n\nc", 2, ["x|y"], "> | a |\n> |---|\n> | b |\n> | x\\|y |\n\nc"),
        ("- | a |\n  |---|\n", 1, ["x"], "- | a |\n  |---|\n  | x |\n"),
        ("| a    |\n|------|\n| ✅ x |\n", 2, ["y"], "| a    |\n|------|\n| ✅ x |\n| y    |\n"),
        ("| a | b |\n|---|---|\n| short |\n", 2, ["1", "2"], "| a | b |\n|---|---|\n| short |\n| 1 | 2 |\n"),
    ],
)
def test_insert(text: str, after: int, values: list[str], result: str) -> None:
    found = document(text)
    rewrite = Rewrite(found)
    rewrite.insert(found.tables[0], after, values)
    written = rewrite.apply()
    assert written.source.text == result
    back = Rewrite(written)
    back.delete(written.tables[0].row_at(after + 1))
    assert back.apply().source.text == text


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize("lines", [[2], [3], [4], [2, 3], [3, 4], [2, 4], [2, 3, 4]])
def test_delete(lines: list[int], end: str) -> None:
    newline = end or "\n"
    text = newline.join(["| a |", "|---|", "| 2 |", "| 3 |", "| 4 |"]) + end
    found = document(text)
    rewrite = Rewrite(found)
    for line in lines:
        rewrite.delete(found.tables[0].row_at(line))
    left = ["| a |", "|---|", *[f"| {line} |" for line in (2, 3, 4) if line not in lines]]
    assert rewrite.apply().source.text == newline.join(left) + end


@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize(
    ("inserted", "deleted", "left"),
    [
        ([(2, "x")], [2], "x34"),
        ([(3, "x")], [4], "23x"),
        ([(4, "x")], [4], "23x"),
        ([(4, "x"), (4, "y")], [], "234xy"),
        ([(1, "x"), (1, "y")], [2, 3, 4], "xy"),
        ([(3, "x"), (4, "y")], [4], "23xy"),
        ([(1, "4")], [4], "423"),
        ([(4, "2")], [2], "342"),
        ([(2, "x"), (4, "y")], [3, 4], "2xy"),
    ],
)
def test_replace_and_move_rows(inserted: list[tuple[int, str]], deleted: list[int], left: str, end: str) -> None:
    found = document("| a |\n|---|\n| 2 |\n| 3 |\n| 4 |" + end)
    rewrite = Rewrite(found)
    for line in deleted:
        rewrite.delete(found.tables[0].row_at(line))
    for after, value in inserted:
        rewrite.insert(found.tables[0], after, [value])
    assert rewrite.apply().source.text == "\n".join(["| a |", "|---|", *[f"| {char} |" for char in left]]) + end


def test_a_deleted_row_is_not_written_first() -> None:
    found = document("| a |\n|---|\n| b |\n| c |\n")
    rewrite = Rewrite(found)
    rewrite.set(found.tables[0].rows[0], 0, "x")
    rewrite.delete(found.tables[0].rows[0])
    assert rewrite.apply().source.text == "| a |\n|---|\n| c |\n"


def test_wrong_number_of_values() -> None:
    found = document("| a | b |\n|---|---|\n")
    with pytest.raises(EditRejected, match="1 values for 2 columns"):
        Rewrite(found).insert(found.tables[0], 1, ["x"])


def test_several_tables_at_once() -> None:
    found = document("| a |\n|---|\n| 1 |\n\n# H\n\n| b |\n|---|\n| 2 |\n| 3 |")
    first, second = found.tables
    rewrite = Rewrite(found)
    rewrite.insert(first, 1, ["0"])
    rewrite.set(second.rows[0], 0, "two")
    rewrite.delete(second.rows[1])
    rewrite.replace(found.headings[0].span, "Heading")
    text = "| a |\n|---|\n| 0 |\n| 1 |\n\n# Heading\n\n| b |\n|---|\n| two |"
    assert rewrite.apply().source.text == text


@pytest.mark.parametrize(
    ("text", "span_of", "new"),
    [
        ("a\n", "a", "# a"),
        ("a\n\n| b |\n|---|\n", "a", "<!--"),
        ("# a\n\n| b |\n|---|\n", "# a", "| a |"),
        ("x\n\n    c\n", "x", "- x"),
    ],
)
def test_replacing_text_may_not_change_the_structure(text: str, span_of: str, new: str) -> None:
    found = document(text)
    start = text.index(span_of)
    rewrite = Rewrite(found)
    rewrite.replace(found.source.line_span(0)._replace(start=start, end=start + len(span_of)), new)
    with pytest.raises(EditRejected):
        rewrite.apply()
    assert found.source.text == text


def test_replacing_text_may_not_change_a_table() -> None:
    found = document("| a |\n|---|\n| b |\n")
    rewrite = Rewrite(found)
    rewrite.replace(found.tables[0].rows[0].cells[0].span, "c")
    with pytest.raises(EditRejected, match="outside tables"):
        rewrite.apply()


def test_a_header_cannot_become_a_delimiter_row() -> None:
    found = document("a\n| b |\n|---|\n")
    rewrite = Rewrite(found)
    rewrite.set(found.tables[0].header, 0, "-")
    with pytest.raises(EditRejected) as caught:
        rewrite.apply()
    assert caught.value.where == "T.md:1"
    assert caught.value.hint


def test_replace_stays_on_its_line() -> None:
    found = document("a\nb\n")
    with pytest.raises(EditRejected):
        Rewrite(found).replace(found.source.line_span(0), "x")


# Laws, on real trackers


def pick(random: Random) -> tuple[Document, Table]:
    found = Document(random.choice([source for source in trackers() if "|--" in source.text or "| --" in source.text]))
    return (found, random.choice(found.tables)) if found.tables else pick(random)


def rows_of(table: Table) -> list[Row]:
    return [table.header, *table.rows]


def edit_one_cell(random: Random) -> None:
    """One line differs, the cell reads as asked, and every other cell as before."""
    before, table = pick(random)
    row, column, value = random.choice(rows_of(table)), random.randrange(table.width), random.choice(VALUES)
    rewrite = Rewrite(before)
    rewrite.set(row, column, value)
    after = rewrite.apply()
    changed = [
        index
        for index, (old, new) in enumerate(zip_longest(lines_of(before.source), lines_of(after.source)))
        if old != new
    ]
    assert changed == ([row.line] if value.strip(BLANKS) != row.value(column) else [])
    (written,) = (found for found in after.tables if found.line == table.line)
    assert written.row_at(row.line).value(column) == value.strip(BLANKS)
    assert Source.decode(after.source.encode()).text == after.source.text


def insert_then_delete(random: Random) -> None:
    before, table = pick(random)
    values = [random.choice(VALUES) for _ in range(table.width)]
    after = random.choice([table.line + 1, *[row.line for row in table.rows]])
    rewrite = Rewrite(before)
    rewrite.insert(table, after, values)
    inserted = rewrite.apply()
    (written,) = (found for found in inserted.tables if found.line == table.line)
    assert written.row_at(after + 1).values == [value.strip(BLANKS) for value in values]
    back = Rewrite(inserted)
    back.delete(written.row_at(after + 1))
    assert back.apply().source.encode() == before.source.encode()


def lines_of(source: Source) -> list[str]:
    return [source.slice(source.line_span(index)) for index in range(len(source.starts))]


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("law", [edit_one_cell, insert_then_delete])
def test_random_edits_of_trackers(law: object) -> None:
    assert callable(law)
    random = Random(11)
    for _ in range(150):
        law(random)


@pytest.mark.long
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("law", [edit_one_cell, insert_then_delete])
def test_ten_thousand_edits_of_trackers(law: object) -> None:
    assert callable(law)
    random = Random(12)
    for _ in range(COUNT):
        law(random)


# Laws, on any table

CELLS = st.text(st.sampled_from("ab |\\`-#>*:<=~1.[]é✅\t"), max_size=6)
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.tuples(
        st.lists(CELLS, min_size=width, max_size=width),
        st.lists(st.lists(CELLS, min_size=1, max_size=width + 1), min_size=1, max_size=3),
        st.sampled_from(["", "> ", "  ", "x\n\n", "- a\n\n  "]),
        st.sampled_from(["\n", "\r\n", "\r"]),
        st.booleans(),
    )
)


@given(TABLES, st.data())
def test_set_then_read_and_set_what_is_there(
    made: tuple[list[str], list[list[str]], str, str, bool], data: st.DataObject
) -> None:
    header, body, prefix, newline, ended = made
    rows = [header, ["---"] * len(header), *body]
    escaped = ["| " + " | ".join(cell.replace("|", "\\|") + " " for cell in row) + "|" for row in rows]
    mark = prefix.rsplit("\n", 1)[-1]
    text = prefix + ("\n" + mark).join(escaped) + "\n" * ended
    before = document(text.replace("\n", newline))
    (table,) = before.tables
    row = data.draw(st.sampled_from(rows_of(table)))
    column = data.draw(st.integers(0, table.width - 1))
    same = Rewrite(before)
    same.set(row, column, row.value(column))
    assert same.edits == []
    assert same.apply() is before
    value = data.draw(CELLS)
    rewrite = Rewrite(before)
    rewrite.set(row, column, value)
    after = rewrite.apply()
    assert after.tables[0].row_at(row.line).value(column) == value.strip(BLANKS)
    assert [line for index, line in enumerate(lines_of(after.source)) if index != row.line] == [
        line for index, line in enumerate(lines_of(before.source)) if index != row.line
    ]
