"""What holds for every text: checks that raise `AssertionError`, for tests on examples, trackers and fuzz."""

from __future__ import annotations

from itertools import pairwise

from forgemd.markdown import Block, Document, Table, walk
from forgemd.markdown.second import SecondReaderLost, tables
from forgemd.text import Source

__all__ = ["check_tiling", "readers_agree"]


def check_tiling(source: Source) -> None:
    """The nodes are the text, without gaps; blocks lie in their containers, in order; rows are lines."""
    document = Document(source)
    nodes = document.nodes
    assert "".join(source.slice(node.span) for node in nodes) == source.text
    assert all(node.span.start < node.span.end for node in nodes)
    assert all(before.span.end == after.span.start for before, after in pairwise(nodes))
    for node in nodes:
        assert (node.block is None) == (node.kind in ("blank", "bom"))
        if node.kind == "blank":
            assert not source.slice(node.span).strip(" \t\r\n")
    for block in walk(document.blocks):
        _check_block(source, block)
    for table in document.tables:
        _check_table(source, table)
    # Each way to read the rows, on tables that were asked for nothing before.
    together = [table.values for table in Document(source).tables]
    assert together == [[row.values for row in table.rows] for table in document.tables]
    assert [table.columns for table in Document(source).tables] == [
        tuple(table.header.values) for table in document.tables
    ]


def _check_block(source: Source, block: Block) -> None:
    assert 0 <= block.first < block.last <= len(source.starts)
    assert source.starts[block.first] <= block.start <= source.ends[block.first]
    if block.body is not None:
        first = block.first + 2 * (block.kind == "table")
        assert source.starts[first] <= block.body[0] <= block.body[1] == source.ends[block.last - 1]
        assert block.kind == "heading" or all(source.line(line)[0] == "|" for line in range(first, block.last))
    at = block.first
    for child in block.children:
        assert child.parent is block
        assert at <= child.first < child.last <= block.last
        at = child.last
    if block.parent is None:
        assert block.kind != "item"


def _check_table(source: Source, table: Table) -> None:
    assert len(table.columns) == table.width == len(table.delimiter.cells)
    assert [row.line for row in table.rows] == list(range(table.line + 2, table.last + 1))
    for row in (table.header, table.delimiter, *table.rows):
        assert source.starts[row.line] <= row.start <= row.end == source.ends[row.line]
        assert [cell.text for cell in row.cells] == row.values
        assert row.surplus == len(row.cells) - table.width
        bars = [cell.outer for cell in row.cells]
        assert all(source.text[before.end] == "|" and before.end + 1 == after.start for before, after in pairwise(bars))
        for cell in row.cells:
            assert row.start <= cell.outer.start <= cell.span.start <= cell.span.end <= cell.outer.end <= row.end


def readers_agree(source: Source) -> bool:
    """Whether the second reader sees the same tables."""
    try:
        second = [(table.line, table.columns, [list(row.cells) for row in table.rows]) for table in tables(source)]
    except SecondReaderLost:
        return False
    return second == [
        (table.line, table.width, [row.values for row in (table.header, *table.rows)])
        for table in Document(source).tables
    ]
