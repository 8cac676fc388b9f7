"""What the code needs of `typing` while it runs, at a tenth of the price.

Everybody waits for a hook, and of 80 ms that one took, `typing` had 10: 2 to load it and 8 to make 56 named tuples,
of which each is compiled and each field's type looked at. Here a named tuple is made in a hundredth of that, its
constructor compiled when the first value is made, and a type says nothing at run time. Type checkers see `typing`
itself; what is made here keeps its contract, which tests/test_typed.py holds it to.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""Type checkers take it for true, by its name."""

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from typing import Any, Generic, Literal, NamedTuple, Protocol, TextIO, TypeAlias, TypeVar, overload
else:
    try:
        from _collections import _tuplegetter
    except ImportError:  # a Python that has it elsewhere; `collections` does the same

        def _tuplegetter(index, _):
            return property(lambda self: self[index])

    try:  # what `collections.abc` is made of, without `collections`, which takes 1 ms
        from _collections_abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    except ImportError:
        from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    class _Form:
        """A type, or a way to write one: subscribed, called or joined with another it stays what it is."""

        def __getitem__(self, _):
            return self

        def __call__(self, *_, **__):
            return self

        def __or__(self, _):
            return self

        __ror__ = __or__

        def __mro_entries__(self, _):
            return ()

    Any = Generic = Literal = Protocol = TextIO = TypeAlias = TypeVar = _Form()

    def overload(function):
        """One of several signatures; the function itself comes last."""
        return function

    _new = tuple.__new__
    _SHAPES = (
        lambda _cls, a: _new(_cls, (a,)),
        lambda _cls, a, b: _new(_cls, (a, b)),
        lambda _cls, a, b, c: _new(_cls, (a, b, c)),
        lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
        lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
        lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
        lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
        lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
        lambda _cls, a, b, c, d, e, f, g, h, i: _new(_cls, (a, b, c, d, e, f, g, h, i)),
    )
    """Constructors of named tuples with one to nine fields. To give one other names takes 3 us, to compile one 70."""

    def _constructor(fields, defaults):
        """`__new__` of a named tuple, as `collections.namedtuple` makes it: nothing is as fast to call."""
        if 0 < len(fields) <= len(_SHAPES):
            shape = _SHAPES[len(fields) - 1]
            made = type(shape)(shape.__code__.replace(co_varnames=("_cls", *fields)), globals())
        else:
            given = "".join(f", {name}" for name in fields)
            made = eval(f"lambda _cls{given}: _new(_cls, ({', '.join(fields)}{',' * bool(fields)}))", {"_new": _new})
        made.__name__ = made.__qualname__ = "__new__"
        made.__defaults__ = tuple(defaults.values()) or None
        return made

    class _Named(type):
        """Makes the class of a named tuple from its annotations."""

        def __new__(cls, name, bases, namespace):
            if "_fields" in namespace or any(hasattr(base, "_fields") for base in bases if base.__base__ is not tuple):
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one that has one")
            namespace.update((field, _tuplegetter(index, "")) for index, field in enumerate(fields))
            namespace.update(__slots__=(), __match_args__=fields, _fields=fields, _field_defaults=defaults)
            return super().__new__(cls, name, bases, namespace)

    class NamedTuple(tuple, metaclass=_Named):
        """A tuple whose items have names: the annotations of the class are its fields, in their order."""

        _fields = ()
        _field_defaults = {}
        __slots__ = ()

        def __new__(cls, /, *args, **given):
            owner = next(each for each in cls.__mro__ if "_fields" in each.__dict__)
            owner.__new__ = _constructor(owner._fields, owner._field_defaults)
            return owner.__new__(cls, *args, **given)

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, /, **given):
            made = tuple.__new__(type(self), map(given.pop, self._fields, self))
            if given:
                raise ValueError(f"Got unexpected field names: {list(given)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            shown = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({shown})"

        def __getnewargs__(self):
            return tuple(self)


__all__ = [
    "TYPE_CHECKING",
    "Any",
    "Callable",
    "Collection",
    "Generic",
    "Iterable",
    "Iterator",
    "Literal",
    "Mapping",
    "NamedTuple",
    "Protocol",
    "Sequence",
    "TextIO",
    "TypeAlias",
    "TypeVar",
    "overload",
]
