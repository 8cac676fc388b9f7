"""What stands in for `typing` keeps its contract: everything that a named tuple of the library does."""

from __future__ import annotations

import pickle
import subprocess
import sys
import typing
from typing import Any

import pytest

from forgemd import typed
from forgemd.text import Position, Span
from tests.shared import ROOT


class Ours(typed.NamedTuple):
    """Three fields, two of them with defaults."""

    first: int
    second: tuple[int, ...] = ()
    third: str = "x"

    @property
    def double(self) -> int:
        """A method lives beside the fields."""
        return 2 * self.first


class Theirs(typing.NamedTuple):
    """The same, made by the library."""

    first: int
    second: tuple[int, ...] = ()
    third: str = "x"


class Narrow(Ours):
    """A class of one's own over a named tuple."""

    @property
    def double(self) -> int:
        """Called through the parent."""
        return super().double + 1


def kinds() -> tuple[Any, Any]:
    """The two classes, out of the type checker's sight: what is asked of them here is mostly wrong."""
    return Ours, Theirs


def outcome(ask: Any, cls: Any) -> object:
    try:
        return ask(cls)
    except (AttributeError, TypeError, ValueError) as error:
        return type(error)


ASKED: dict[str, Any] = {
    "fields": lambda cls: (cls._fields, cls._field_defaults, cls.__match_args__),
    "positional": lambda cls: tuple(cls(1, (2,), "z")),
    "by name": lambda cls: tuple(cls(third="z", first=1)),
    "defaults": lambda cls: tuple(cls(1)),
    "attributes": lambda cls: (cls(1).first, cls(1).second, cls(1).third),
    "repr": lambda cls: repr(cls(1)).partition("(")[2],
    "equal to a tuple": lambda cls: cls(1) == (1, (), "x"),
    "hash": lambda cls: hash(cls(1)) == hash((1, (), "x")),
    "order": lambda cls: cls(1) < cls(2),
    "replace": lambda cls: (tuple(cls(1)._replace(third="y")), type(cls(1)._replace(third="y")) is cls),
    "replace the unknown": lambda cls: cls(1)._replace(fourth=1),
    "as a dict": lambda cls: cls(1)._asdict(),
    "make": lambda cls: tuple(cls._make([1, (2,), "z"])),
    "make of too few": lambda cls: cls._make([]),
    "make of too many": lambda cls: cls._make([1, 2, 3, 4]),
    "too few": lambda cls: cls(),
    "too many": lambda cls: cls(1, (), "x", 4),
    "unknown name": lambda cls: cls(1, fourth=4),
    "given twice": lambda cls: cls(1, first=1),
    "assign": lambda cls: setattr(cls(1), "first", 2),
    "assign the unknown": lambda cls: setattr(cls(1), "fourth", 2),
    "no dict": lambda cls: cls(1).__dict__,
    "iterate": lambda cls: list(cls(1)),
    "pickle": lambda cls: (
        pickle.loads(pickle.dumps(cls(1))) == cls(1),
        type(pickle.loads(pickle.dumps(cls(1)))) is cls,
    ),
    "doc": lambda cls: isinstance(cls.__doc__, str),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_named_tuple_answers_as_the_librarys_does(asked: str) -> None:
    ours, theirs = kinds()
    assert outcome(ASKED[asked], ours) == outcome(ASKED[asked], theirs)


def test_a_class_over_a_named_tuple_keeps_its_fields() -> None:
    narrow = Narrow(3)
    assert (narrow.double, narrow.third, Ours(3).double) == (7, "x", 6)
    assert type(narrow._replace(first=4)) is Narrow


class Wide(typed.NamedTuple):
    """More fields than there are constructors ready."""

    a: int = 1
    b: int = 2
    c: int = 3
    d: int = 4
    e: int = 5
    f: int = 6
    g: int = 7
    h: int = 8
    i: int = 9
    j: int = 10


class Empty(typed.NamedTuple):
    """No field at all."""


def test_many_fields_and_none() -> None:
    assert Wide(0, j=0) == (0, 2, 3, 4, 5, 6, 7, 8, 9, 0)
    assert Empty() == ()


def test_matching_by_position() -> None:
    match Span(1, 2):
        case Span(start, end):
            assert (start, end) == (1, 2)
        case _:
            pytest.fail("no match")


def test_a_field_without_default_behind_one_with_is_refused() -> None:
    make: Any = type(Ours)
    with pytest.raises(TypeError, match="without a default"):
        make("Wrong", (typed.NamedTuple,), {"__annotations__": {"a": "int", "b": "int"}, "a": 1})


def test_two_named_tuples_of_equal_items_are_equal_as_tuples_are() -> None:
    assert tuple(Span(1, 2)) == tuple(Position(1, 2))


def test_no_room_that_a_hook_loads_loads_typing() -> None:
    rooms = "forgemd.cli.hook, forgemd.workspace, forgemd.check, forgemd.rules, forgemd.git"
    code = f"import sys; sys.path.insert(0, {ROOT!r}); import {rooms}; print('typing' in sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
