"""Patterns for ids: the usual ones pass, those that could run for long do not."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.config.pattern import MAX_TEXT, trouble


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-Z]+-[0-9]+",
        r"P\d+-\d{3}",
        r"P\d+(?:\.\d+){0,3}",
        "(?:[A-Z]+-)?[A-Z]+[0-9]*-[0-9]+[a-z]?",
        "TASK-[0-9]{1,5}(?:[a-z]|-[0-9]{1,3})?",
        r"(?P<area>[A-Z]{2,4})[-_](?P<number>[0-9]+)",
        r"(?:\d{1,3}\.){1,4}\d{1,3}",
        "[]a]+x{}",
        r"[\]a]+",
        r"\(a+\)+",
        "(?:ab)+",
        "#[0-9]++",
        "",
    ],
)
def test_accepted(pattern: str) -> None:
    assert trouble(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "part"),
    [
        (r"^(\w+\s?)*$", "repeated group"),
        ("(a+)+", "repeated group"),
        ("(a|a)*", "repeated group"),
        ("((a?)b)*", "repeated group"),
        ("(a{1,9}){2,}", "repeated group"),
        ("a?" * 40 + "a" * 40, "too many repetitions"),
        ("(a|a)" * 30, "too many repetitions"),
        (".*" * 6, "too many repetitions"),
        ("((((((a?){64}){64}){64}){64}){64})", "too many repetitions"),
        (r"(\w)\1", "reference back"),
        ("(?=a)b", "only plain groups"),
        ("(?i)a", "only plain groups"),
        ("(?P<a>x)(?P=a)", "only plain groups"),
        ("[a", "not a regular expression"),
        ("*", "not a regular expression"),
        ("\\", "not a regular expression"),
        ("[[a]", "not a regular expression"),
        ("a{99999999999999}", "not a regular expression"),
    ],
)
def test_refused(pattern: str, part: str) -> None:
    assert part in (trouble(pattern) or "")


PIECES = ["a", "a?", "a*", "a+", "(?:a|a)", "(?:a|a|a)", "[ab]+", "a{1,8}", ".*", "(?:aa|a)", "(?:a?){3}"]
PIECES += ["(?:a*|a)", "a{0,60}", "(?:a|aa){8}", "(?:a?){20}", "a*?", "(?:a)*", "(?:a+-?){0,2}", "(?:a*)?"]


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_what_is_accepted_is_quick(pattern: str) -> None:
    if trouble(pattern) is None:
        compiled = re.compile(pattern)
        start = time.perf_counter()
        for length in (8, 20, MAX_TEXT - 1):
            compiled.fullmatch("a" * length + "!")
        assert time.perf_counter() - start < 3


@given(st.text("(a|b)*+?{1,9}[]^\\:P<>=!-", max_size=12))
def test_any_text_gets_an_answer(pattern: str) -> None:
    if trouble(pattern) is None:
        re.compile(pattern)
