"""Rows moved: the same characters on another line, and nothing else."""

from __future__ import annotations

import pytest

from forgemd.errors import EditRejected
from forgemd.markdown import Document, Rewrite
from forgemd.text import Source

TEXT = "| a | b |\n|---|---|\n|  1 |x|\n| 2 | y |\n| 3 | z \\| |\n\n> | a | b |\n> |---|---|\n> | 4 | w |"


def moved(line: int, table: int, after: int, text: str = TEXT) -> str:
    document = Document(Source(text))
    row = next(row for found in document.tables for row in found.rows if row.line == line)
    rewrite = Rewrite(document)
    rewrite.move(row, document.tables[table], after)
    return rewrite.apply().source.text


@pytest.mark.parametrize(
    ("line", "after", "order"),
    [(2, 4, "2 3 1"), (4, 1, "3 1 2"), (3, 1, "2 1 3"), (2, 3, "2 1 3"), (2, 2, "1 2 3"), (2, 1, "1 2 3")],
)
def test_within_a_table(line: int, after: int, order: str) -> None:
    lines = TEXT.split("\n")
    expected = [*lines[:2], *(lines[int(number) + 1] for number in order.split()), *lines[5:]]
    assert moved(line, 0, after).split("\n") == expected


def test_into_a_quote_and_out_of_it() -> None:
    assert moved(2, 1, 8).endswith("> | 4 | w |\n> |  1 |x|")
    assert moved(8, 0, 4).startswith("| a | b |\n|---|---|\n|  1 |x|\n| 2 | y |\n| 3 | z \\| |\n| 4 | w |\n\n> | a")


def test_there_and_back_gives_the_text() -> None:
    assert moved(4, 0, 1, moved(2, 0, 4)) == TEXT


def test_line_endings_stay() -> None:
    assert moved(2, 0, 4, TEXT.replace("\n", "\r\n")) == moved(2, 0, 4).replace("\n", "\r\n")


def test_not_into_another_width() -> None:
    with pytest.raises(EditRejected, match="2 columns in a table of 1"):
        moved(2, 1, 6, "| a | b |\n|---|---|\n| 1 | 2 |\n\n| a |\n|---|\n")


def test_not_while_it_changes() -> None:
    document = Document(Source(TEXT))
    rewrite = Rewrite(document)
    rewrite.set(document.tables[0].rows[0], 0, "9")
    with pytest.raises(EditRejected, match="not both"):
        rewrite.move(document.tables[0].rows[0], document.tables[0], 4)
