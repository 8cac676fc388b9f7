"""Link reference definitions at the beginning of a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.markdown.references import definitions


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[a]: b", 1),
        ("[a]:b", 1),
        ("[a]:\nb", 2),
        ("[a]:\n\tb\n'c'", 3),
        ("[a]: b 'c'", 1),
        ("[a]: b 'c\nd'", 2),
        ('[a]: b "c"', 1),
        ("[a]: b (c)", 1),
        ("[a]: <b c> 'd'", 1),
        ("[a]: <>", 1),
        ("[a]: b\n'c' d", 1),
        ("[a]: b 'c' d", 0),
        ("[a]: b\n[c]: d\ne", 2),
        ("[a\nb]: c", 2),
        (r"[a\]]: b", 1),
        ("[a]: b(c)d", 1),
        ("[a]: b(c", 0),
        ("[a]: b)", 0),
        ("[a]: " + "(" * 32 + ")" * 32, 1),
        ("[a]: " + "(" * 33 + ")" * 33, 0),
        ("[a]: b'c'", 1),
        ("[a]:", 0),
        ("[a] : b", 0),
        ("[]: b", 0),
        ("[ ]: b", 0),
        ("[a[b]: c", 0),
        ("[a]: <b\nc>", 0),
        ("[" + "a" * 1000 + "]: b", 1),
        ("[" + "a" * 1001 + "]: b", 0),
        ("a", 0),
    ],
)
def test_definitions(text: str, count: int) -> None:
    assert definitions(text.split("\n")) == count


@given(st.lists(st.text(st.sampled_from("[]:ab'\"()<>\\ \t"), min_size=1, max_size=8), min_size=1, max_size=4))
def test_counts_whole_lines(lines: list[str]) -> None:
    """What follows the definitions does not begin with one."""
    count = definitions(lines)
    assert 0 <= count <= len(lines)
    assert count == len(lines) or definitions(lines[count:]) == 0
