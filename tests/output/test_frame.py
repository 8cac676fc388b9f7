"""The carets stand under what they mean, on a terminal of any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.markdown import display_width
from forgemd.output.frame import frame
from forgemd.text import Source, Span

ROW = "| P1-002 | Configure 工作 and more words to fill the line with | ğŸ”² DONE | - | - |"


def marked(text: str, at: int, carets: int) -> str:
    """What stands above the carets."""
    start = next(index for index in range(len(text) + 1) if display_width(text[:index]) >= at)
    end = next(index for index in range(start, len(text) + 1) if display_width(text[start:index]) >= carets)
    return text[start:end]


@pytest.mark.parametrize("columns", [20, 30, 40, 80, 120])
@pytest.mark.parametrize("word", ["P1-002", "工作", "ğŸ”² DONE"])
def test_the_carets_are_under_the_word(word: str, columns: int) -> None:
    source = Source(f"head\n{ROW}\ntail\n")
    start = source.text.index(word)
    shown = frame(source, Span(start, start + len(word)), columns)
    assert shown.number == 2
    assert marked(shown.text, shown.at, shown.carets) == word
    assert display_width(shown.text) <= columns


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        pytest.param("a\tb", Span(2, 3), ("a    b", 5, 1), id="tab"),
        pytest.param("a\x1bb", Span(2, 3), ("a\\u001bb", 7, 1), id="control"),
        pytest.param("ab", Span(1, 1), ("ab", 1, 1), id="nothing marked"),
        pytest.param("ab\ncd", Span(1, 4), ("ab", 1, 1), id="two lines"),
        pytest.param("", Span(0, 0), ("", 0, 1), id="empty"),
        pytest.param("ab\n", Span(3, 3), ("ab", 2, 1), id="end of file"),
        pytest.param("\ufeff|a|", Span(0, 1), ("|a|", 0, 1), id="byte order mark"),
    ],
)
def test_edges(text: str, span: Span, expected: tuple[str, int, int]) -> None:
    assert frame(Source(text), span, 60)[1:] == expected


@given(st.text("ab |工\t\x1b✅️", max_size=80), st.data(), st.integers(20, 90))
def test_a_frame_fits_and_marks_something(text: str, draw: st.DataObject, columns: int) -> None:
    start = draw.draw(st.integers(0, len(text)))
    end = draw.draw(st.integers(start, len(text)))
    shown = frame(Source(text), Span(start, end), columns)
    assert shown.carets >= 1
    assert display_width(shown.text) <= columns + 1
    assert shown.at + shown.carets <= max(columns, display_width(shown.text) + 1) + 1
