"""Bytes to text and back, and the index of lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.errors import SourceError
from forgemd.text import BOM, MAX_BYTES, Position, Source, Span

TEXTS = st.text(st.sampled_from("ab\r\n\u2028\u0085\f é✅" + BOM), max_size=30)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("\n", [""]),
        ("a\nb", ["a", "b"]),
        ("a\r\nb\r\n", ["a", "b"]),
        ("a\rb\r", ["a", "b"]),
        ("a\r\r\nb\n\r", ["a", "", "b", ""]),
        ("a\n\n", ["a", ""]),
        (BOM, [""]),
        (BOM + "a\n", ["a"]),
        ("a\u2028b\x85c\fd\ve\x1cf", ["a\u2028b\x85c\fd\ve\x1cf"]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    source = Source(text)
    assert [source.line(index) for index in range(len(source.starts))] == lines


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("", "\n"),
        ("a", "\n"),
        ("a\r\nb", "\r\n"),
        ("a\rb", "\r"),
        ("a\r\nb\nc\n", "\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\rb\rc\n", "\r"),
    ],
)
def test_newline_is_what_most_lines_end_in(text: str, newline: str) -> None:
    assert Source(text).newline == newline


@pytest.mark.parametrize(
    ("raw", "message", "where"),
    [
        (b"\xff\xfea\0", "UTF-16", "T.md"),
        (b"\xfe\xff\0a", "UTF-16", "T.md"),
        (b"a\n\nb\0", "NUL", "T.md:3"),
        (b" " * (MAX_BYTES + 1), "64 MiB", "T.md"),
    ],
    ids=["utf-16-le", "utf-16-be", "nul", "large"],
)
def test_refuses(raw: bytes, message: str, where: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        Source.decode(raw, "T.md")
    assert caught.value.where == where
    assert caught.value.hint


def test_the_largest_text_is_read() -> None:
    assert len(Source.decode(b" " * MAX_BYTES).text) == MAX_BYTES


@pytest.mark.parametrize(
    ("offset", "position"),
    [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (1, 4)), (4, (2, 1)), (5, (2, 2)), (6, (2, 3)), (99, (2, 96))],
)
def test_position(offset: int, position: Position) -> None:
    assert Source("ab\r\ncd", "T.md").position(offset) == position


def test_a_byte_order_mark_has_no_column() -> None:
    source = Source(BOM + "ab")
    assert source.bom
    assert source.position(1) == (1, 1)
    assert source.line_span(0) == Span(1, 3)


@given(st.binary(max_size=60).filter(lambda raw: b"\0" not in raw and raw[:2] not in (b"\xff\xfe", b"\xfe\xff")))
def test_any_bytes_come_back(raw: bytes) -> None:
    assert Source.decode(raw).encode() == raw


@given(TEXTS)
def test_lines_with_their_endings_are_the_text(text: str) -> None:
    source = Source(text)
    spans = [source.line_span(index) for index in range(len(source.starts))]
    assert text[: source.bom] + "".join(map(source.slice, spans)) == text
    for index, span in enumerate(spans):
        assert re.fullmatch(r"(?s)(.*?)(\r\n|\r|\n)?", source.slice(span))
        assert not re.search(r"[\r\n]", source.line(index))


@given(TEXTS, st.data())
def test_an_offset_lies_in_its_line(text: str, data: st.DataObject) -> None:
    source = Source(text)
    offset = data.draw(st.integers(int(source.bom), max(len(text) - 1, int(source.bom))))
    span = source.line_span(source.line_of(offset))
    assert span.start <= offset <= span.end
    assert offset < span.end or offset == len(text)
    line, column = source.position(offset)
    assert source.starts[line - 1] + column - 1 == offset
