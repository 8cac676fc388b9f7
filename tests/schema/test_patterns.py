"""Patterns match what Python's engine matches, in time that a hostile one cannot blow up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.schema import Pattern, PatternError


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("", ("", "a"), ()),
        ("^$", ("",), ("a", "\n")),
        ("^[0-9]+$", ("0", "12"), ("", "1a", "12\n", "１２")),
        (r"^\d{4}-\d{2}-\d{2}$", ("2026-05-01",), ("2026-5-1",)),
        ("b", ("abc",), ("ac",)),
        ("^(?:P[0-9]|none)$", ("P1", "none"), ("P", "P1 none")),
        ("a|b|", ("a", "", "c"), ()),
        ("^a{2,3}$", ("aa", "aaa"), ("a", "aaaa")),
        ("^a{2,}b?$", ("aa", "aaaab"), ("a", "aabb")),
        ("a{,2}", ("a{,2}",), ("aa",)),
        (r"^[\w.-]+@x\.de$", ("a.b-c@x.de",), ("a@xxde", "ä@x.de")),
        (r"^[^\s|]*$", ("abc", ""), ("a b", "a|b")),
        (r"^[\]]$", ("]",), ("[",)),
        (r"\bcat\b", ("a cat!", "cat"), ("concat", "cats")),
        (r"\Bcat", ("concat",), ("cat",)),
        (r"^\u00e4\x41\t$", ("äA\t",), ("aA\t",)),
        ("^.$", ("a", "🟦"), ("\n", "ab")),
        ("^(a*)*$", ("", "aaa"), ("b",)),
        ("^a+?b*?$", ("a", "aabb"), ("b",)),
    ],
)
def test_patterns(pattern: str, yes: tuple[str, ...], no: tuple[str, ...]) -> None:
    read = Pattern(pattern)
    assert [text for text in yes if not read.search(text)] == []
    assert [text for text in no if read.search(text)] == []


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("a" * 201, "200 are allowed"),
        ("(a{1,30}){1,40}", "more than 1000 states"),
        ("a{1001}", "a repeat of {1001}"),
        ("a{3,2}", "a repeat of {3,2}"),
        ("(?=a)", "are not supported"),
        ("(?<name>a)", "are not supported"),
        (r"(a)\1", "is not supported"),
        (r"\p{L}", "is not supported"),
        ("a++", "possessive"),
        ("(a", "ends too early"),
        ("a)", "closes nothing"),
        ("[a", "ends too early"),
        ("[z-a]", "wrong way round"),
        ("*", "nothing to repeat"),
        ("a\\", "ends too early"),
        (r"\u12", "4 hexadecimal digits"),
    ],
)
def test_what_cannot_be_walked_is_refused(pattern: str, why: str) -> None:
    with pytest.raises(PatternError, match=re.escape(why)):
        Pattern(pattern)


HOSTILE = (
    r"^(\w+\s?)*$",
    "^(a+)+$",
    "^(a|a)*$",
    "(x+x+)+y",
    "^(a|aa)+$",
    "(.*)(.*)(.*)(.*)(.*)z",
    "^(([a-z])+.)+[A-Z]$",
)


@pytest.mark.parametrize("pattern", HOSTILE)
def test_hostile_patterns_end(pattern: str) -> None:
    """Each would take Python's engine longer than the test suite has."""
    assert not Pattern(pattern).search("a" * 2000 + "!")


ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\d", r"\W", "(?:ab|b)", "^", "$", r"\b", "1"])
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{0,2}", "{1,}", "*?"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)


@given(PATTERNS, st.lists(st.text("ab1 !", max_size=6), min_size=1, max_size=5))
def test_the_same_verdict_as_python(pattern: str, texts: list[str]) -> None:
    # In ECMA 262 and here `$` is the end alone; without line breaks Python agrees.
    peer = re.compile(pattern, re.ASCII)
    read = Pattern(pattern)
    assert [text for text in texts if read.search(text) != (peer.search(text) is not None)] == []
