"""Tables lined up by display width: nothing but padding changes, and only once."""

from __future__ import annotations

import re

import pytest

from forgemd.errors import EditRejected
from forgemd.markdown import Document, aligned, display_width
from forgemd.text import Source
from tests.markdown.generator import documents
from tests.markdown.laws import readers_agree
from tests.markdown.material import trackers


def lines(*lines: str) -> str:
    return "".join(line + "\n" for line in lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            lines("| a | bb |", "|---|---|", "| ccc | d |"),
            lines("| a   | bb |", "|-----|----|", "| ccc | d  |"),
        ),
        (
            lines("|a|b|", "| - | - |", "|✅ DONE|表|"),
            lines("| a       | b   |", "| ------- | --- |", "| ✅ DONE | 表  |"),
        ),
        (
            lines("| n | t | l |", "|--:|:-:|:--|", "| 100 | title | left |"),
            lines("|   n |   t   | l    |", "|----:|:-----:|:-----|", "| 100 | title | left |"),
        ),
        (
            lines("a | b", "--- | ---", "long | x", "y | longer"),
            lines("a    | b", "---- | ------", "long | x", "y    | longer"),
        ),
        (
            lines("| a | b |", "|---|---|", "| long |", "| c | d | surplus   |"),
            lines("| a    | b |", "|------|---|", "| long |", "| c    | d | surplus   |"),
        ),
        (
            lines("> - | a |", ">   |---|", ">   | bb |"),
            lines("> - | a  |", ">   |----|", ">   | bb |"),
        ),
        (
            "| a |\r\n|---|\r\n|  bb  |  ",
            "| a  |\r\n|----|\r\n| bb |  ",
        ),
        (
            lines("| a |", "|---|", "| b |", "", "| cc |", "|-|", "| d |"),
            lines("| a |", "|---|", "| b |", "", "| cc |", "|----|", "| d  |"),
        ),
        (
            lines("| a |", "|---|", "| \\| |", "|  |"),
            lines("| a  |", "|----|", "| \\| |", "|    |"),
        ),
        (
            lines("a | b", "--- | ---", "-|x", "1.|x"),
            lines("a   | b", "--- | ---", "-| x", "1.| x"),
        ),
        (
            lines("x | b", "--: | --:", "100 | 1", "1 | 100"),
            lines("x   |   b", "--: | --:", "100 |   1", "1   | 100"),
        ),
        (
            lines("| a |", "|---|", "| \fb |", "| longer |"),
            lines("| a      |", "|--------|", "| \fb |", "| longer |"),
        ),
    ],
)
def test_aligns(before: str, after: str) -> None:
    assert aligned(Document(Source(before))).source.text == after


@pytest.mark.parametrize("text", ["", "no table | here\n", "| a |\n|---|\n| b |\n", "```\n|a|b|\n|-|-|\n```\n"])
def test_leaves_alone(text: str) -> None:
    document = Document(Source(text))
    assert aligned(document) is document


def check(document: Document) -> None:
    done = aligned(document)
    assert re.sub(r"[ \t]+|-(?=-)", "", done.source.text) == re.sub(r"[ \t]+|-(?=-)", "", document.source.text)
    assert aligned(Document(done.source)).source.text == done.source.text
    assert len(done.source.starts) == len(document.source.starts)
    for before, after in zip(document.tables, done.tables, strict=True):
        assert before.aligns == after.aligns
        assert [row.values for row in before.rows] == [row.values for row in after.rows]
    inside = {line for table in document.tables for line in range(table.line, table.last + 1)}
    for index in range(len(document.source.starts)):
        assert index in inside or document.source.line(index) == done.source.line(index)


@pytest.mark.usefixtures("shared")
def test_trackers() -> None:
    for source in trackers():
        check(Document(source))
        for table in aligned(Document(source)).tables:
            rows = [table.header, table.delimiter, *table.rows]
            if all(row.surplus == 0 and row.cut.leading and row.cut.trailing for row in rows):
                assert len({display_width(source_line(row.insides)) for row in rows}) == 1


def source_line(insides: list[str]) -> str:
    return "|".join(insides)


def test_generated_documents() -> None:
    """Only where the two readers disagree about a table is it refused."""
    for text in documents(5, 1_500):
        document = Document(Source(text))
        try:
            check(document)
        except EditRejected:
            assert not readers_agree(document.source)
