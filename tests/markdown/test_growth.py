"""No text makes reading or editing slow: twice the text takes twice the steps. Time is the benchmark's business."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from forgemd.markdown import Document, Rewrite, aligned
from forgemd.text import Source
from tests.markdown.pathological import PATHOLOGICAL

SIZE = 300
FREE = 3_000
"""Steps that may be spent whatever the size."""


def steps(work: Callable[[], object]) -> int:
    """How many lines of forgemd are run."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if "forgemd" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def read(text: str) -> None:
    document = Document(Source(text))
    assert document.nodes
    list(document.items)
    list(document.fences)
    for heading in document.headings:
        document.path(heading.line)
    for table in document.tables:
        assert table.columns is not None
        for row in table.rows:
            row.value(0)


@pytest.mark.parametrize("text", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_reading(text: Callable[[int], str]) -> None:
    few, many = text(SIZE), text(4 * SIZE)
    assert steps(lambda: read(many)) <= 4.2 * steps(lambda: read(few)) + FREE


def table(rows: int, columns: int) -> Document:
    lines = ["| a " * columns + "|", "|---" * columns + "|", *["| b " * columns + "|"] * rows]
    return Document(Source("\n".join(lines) + "\n"))


def set_all(document: Document) -> None:
    rewrite = Rewrite(document)
    for row in document.tables[0].rows:
        rewrite.set(row, 0, "longer")
    rewrite.apply(second=False)


def replace_all(document: Document) -> None:
    rewrite = Rewrite(document)
    (found,) = document.tables
    for row in found.rows:
        rewrite.delete(row)
        rewrite.insert(found, found.line + 1, ["x"] * found.width)
    rewrite.apply(second=False)


def insert_one(document: Document) -> None:
    rewrite = Rewrite(document)
    (found,) = document.tables
    rewrite.insert(found, found.last, ["x"] * found.width)
    rewrite.apply(second=False)


@pytest.mark.parametrize("work", [set_all, replace_all, insert_one, aligned])
@pytest.mark.parametrize(("rows", "columns"), [(1, 0), (0, 1)], ids=["rows", "columns"])
def test_editing(work: Callable[[Document], object], rows: int, columns: int) -> None:
    def sized(size: int) -> Document:
        return table(rows * size or 3, columns * size or 3)

    many = steps(lambda: work(sized(4 * SIZE)))
    assert many <= 4.2 * steps(lambda: work(sized(SIZE))) + FREE
