"""Cells that have nothing to say."""

from __future__ import annotations

import sys

import pytest

from forgemd.tracker.cells.roles import BEGINNINGS, is_placeholder


@pytest.mark.parametrize(
    "text", ["", "-", "—", "N/A", "TBD", "**-**", "`none`", " ~~tba~~ ", "НЕТ", "无", "\u212aeine"]
)
def test_nothing_to_say(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["0", "T-1", "nobody", "**A**", "--x", "#3"])
def test_something_to_say(text: str) -> None:
    assert not is_placeholder(text)


def test_no_character_that_begins_a_placeholder_is_forgotten() -> None:
    words = [word for word in ("n/a", "tbd", "aucun", "keine", "x", "нет", "无") if is_placeholder(word)]
    for char in map(chr, range(sys.maxunicode + 1)):
        if char not in BEGINNINGS:
            assert not any((char + word[1:]).casefold() == word for word in words), char
