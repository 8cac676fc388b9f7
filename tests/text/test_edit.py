"""Edits on a text: all of them or none, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.errors import EditConflict, ForgemdError, StaleEdit
from forgemd.text import Edit, Source, Span, apply


def edit(start: int, old: str, new: str) -> Edit:
    return Edit(Span(start, start + len(old)), old, new)


@pytest.mark.parametrize(
    ("edits", "result"),
    [
        ([], "abcdef"),
        ([edit(0, "a", "A")], "Abcdef"),
        ([edit(4, "ef", ""), edit(0, "ab", "x")], "xcd"),
        ([edit(0, "ab", "x"), edit(2, "cd", "y")], "xyef"),
        ([edit(6, "", "!")], "abcdef!"),
        ([edit(3, "", "1"), edit(3, "", "2")], "abc12def"),
        ([edit(3, "d", "D"), edit(3, "", "1")], "abc1Def"),
        ([edit(0, "abcdef", "")], ""),
    ],
)
def test_applies(edits: list[Edit], result: str) -> None:
    source = Source("abcdef", "T.md")
    assert apply(source, edits).text == result
    assert apply(source, edits).path == "T.md"
    assert source.text == "abcdef"


@pytest.mark.parametrize(
    ("edits", "error", "where"),
    [
        ([edit(0, "b", "x")], StaleEdit, "T.md:1:1"),
        ([edit(5, "fg", "x")], StaleEdit, "T.md:1:6"),
        ([edit(0, "abc", "x"), edit(2, "c", "y")], EditConflict, "T.md:1:3"),
        ([edit(0, "abc", "x"), edit(1, "", "y")], EditConflict, "T.md:1:2"),
        ([edit(0, "a", "x"), edit(0, "a", "y")], EditConflict, "T.md:1:1"),
    ],
)
def test_refuses(edits: list[Edit], error: type[ForgemdError], where: str) -> None:
    with pytest.raises(error) as caught:
        apply(Source("abcdef", "T.md"), edits)
    assert caught.value.where == where


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text(max_size=3))))
def test_is_local(text: str, wanted: list[tuple[int, int, str]]) -> None:
    """Between the edits nothing changes, and undoing each gives the text back."""
    edits, at = [], 0
    for start, length, new in sorted(wanted):
        if at <= start <= len(text):
            edits.append(Edit(Span(start, min(start + length, len(text))), text[start : start + length], new))
            at = edits[-1].span.end + 1
    result = apply(Source(text), reversed(edits)).text
    undo, moved = [], 0
    for span, old, new in edits:
        undo.append(Edit(Span(span.start + moved, span.start + moved + len(new)), new, old))
        moved += len(new) - len(old)
    assert len(result) == len(text) + moved
    assert apply(Source(result), undo).text == text
