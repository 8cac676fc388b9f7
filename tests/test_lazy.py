"""What stands in for `functools` and `re` until they are needed keeps their contract."""

from __future__ import annotations

import datetime
import functools
import json
import re
import shlex
import sys
import types
from collections import Counter
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import forgemd
from forgemd import bundle, lazy


class Ours:
    """Counts how often it is asked."""

    asked = 0

    @lazy.cached_property
    def answer(self) -> int:
        """The answer."""
        self.asked += 1
        if self.asked < 2:
            raise ValueError
        return 42


def test_a_cached_property_is_asked_until_it_answers() -> None:
    one, other = Ours(), Ours()
    for each in (one, other):
        with pytest.raises(ValueError, match=r"^$"):
            _ = each.answer
    assert (one.answer, one.answer, one.asked) == (42, 42, 2)
    del one.answer
    assert (one.answer, one.asked, other.asked) == (42, 3, 1)
    prop: Any = Ours.answer
    assert prop.__doc__ == "The answer."


@pytest.mark.parametrize("size", [None, 0, 2])
def test_a_cache_holds_what_the_library_s_holds(size: int | None) -> None:
    def double(number: int) -> int:
        return 2 * number

    ours, theirs = lazy.lru_cache(maxsize=size)(double), functools.lru_cache(maxsize=size)(double)
    for number in (1, 2, 3, 1, 3, 3, 2):
        assert ours(number) == theirs(number) == 2 * number
    assert tuple(ours.cache_info()) == tuple(theirs.cache_info())
    ours.cache_clear()
    assert ours.cache_info().currsize == 0


@given(st.text("a'b \"\\$-_é\n=0", max_size=6) | st.text(max_size=6))
def test_words_are_quoted_as_the_library_does(word: str) -> None:
    assert lazy.quote(word) == shlex.quote(word)


@given(st.lists(st.integers(0, 5)))
def test_values_are_counted_as_the_library_does(values: list[int]) -> None:
    assert list(lazy.tally(iter(values)).items()) == list(Counter(values).items())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=3), below, max_size=3),
)


@given(JSON, st.booleans(), st.sampled_from([(", ", ": "), (",\n  ", ": "), (",", ":")]))
def test_json_is_written_as_the_library_does(value: object, ascii_only: bool, separators: tuple[str, str]) -> None:
    ours = lazy.json_dumps(value, ensure_ascii=ascii_only, separators=separators)
    assert ours == json.dumps(value, ensure_ascii=ascii_only, separators=separators)


def test_what_is_no_json_is_refused_as_the_library_does() -> None:
    ring: list[object] = []
    ring.append(ring)
    for value, error in (({1, 2}, TypeError), (ring, ValueError), ({(): 1}, TypeError)):
        with pytest.raises(error) as ours:
            lazy.json_dumps(value)
        with pytest.raises(error) as theirs:
            json.dumps(value)
        assert str(ours.value) == str(theirs.value)
    assert lazy.json_dumps({1: float("nan"), None: -float("inf"), "\ud800": "é"}) == json.dumps(
        {1: float("nan"), None: -float("inf"), "\ud800": "é"}
    )


def test_names_of_other_modules_mean_the_same() -> None:
    for name in ("UTC", "date", "datetime", "timedelta", "timezone"):
        assert getattr(lazy, name) is getattr(datetime, name)
    assert lazy.MappingProxyType is types.MappingProxyType


def test_flags_are_those_of_the_library() -> None:
    assert (lazy.ASCII, lazy.DOTALL, lazy.IGNORECASE) == (re.ASCII, re.DOTALL, re.IGNORECASE)


def test_every_pattern_of_forgemd_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is, made of what is kept, the pattern that it is."""
    for module in walk_packages(forgemd.__path__, "forgemd."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    late = {
        value._made: value
        for name, module in sys.modules.items()
        if name.startswith("forgemd.")
        for value in vars(module).values()
        if isinstance(value, lazy._Late)
    }
    assert len(late) > 50
    for key in late:
        kept = bundle._parsed(*key)
        assert kept, key
        monkeypatch.setitem(lazy.known, key, kept)
        assert lazy._compiled(*key) == re.compile(*key)


def test_what_cannot_be_kept_is_parsed_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(lazy.known, ("a+", 0), b"")
    assert lazy.pattern("a+").findall("aa b a") == ["aa", "a"]
    assert ("a+", 0) not in lazy.unknown
