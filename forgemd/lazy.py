"""What is loaded or compiled when somebody first asks for it: a hook uses a third of what there is, and everybody
waits for it."""

from __future__ import annotations

import marshal
import sys

from forgemd.typed import TYPE_CHECKING, Any, Callable, Iterable, Mapping, NamedTuple, TypeVar

if TYPE_CHECKING:
    import re
    from datetime import UTC, date, datetime, timedelta, timezone
    from functools import cache, cached_property, lru_cache
    from operator import attrgetter, itemgetter, lt
    from types import MappingProxyType, ModuleType
else:
    try:  # Python 3.11 defines the same classes in Python first, which takes 1 ms, and drops them for these
        from _datetime import date, datetime, timedelta, timezone
    except ImportError:
        from datetime import date, datetime, timedelta, timezone
    try:
        from _operator import attrgetter, itemgetter, lt
    except ImportError:
        from operator import attrgetter, itemgetter, lt
    UTC = timezone.utc  # noqa: UP017
    MappingProxyType = type(type.__dict__)

    class cached_property:  # noqa: N801
        """What `functools` has under this name, which takes 1 ms to be loaded, and in 3.11 holds a lock."""

        def __init__(self, function):
            self._function = function
            self.__doc__ = function.__doc__

        def __set_name__(self, owner, name):
            self._name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            value = instance.__dict__[self._name] = self._function(instance)
            return value

    def lru_cache(maxsize):
        """The same for `lru_cache`; what it makes says nothing of the function that it calls."""
        try:
            from _functools import _lru_cache_wrapper
        except ImportError:
            from functools import lru_cache as slow

            return slow(maxsize)
        return lambda function: _lru_cache_wrapper(function, maxsize, False, _Uses)

    def cache(function):
        """The same for `cache`."""
        return lru_cache(None)(function)


__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "UTC",
    "MappingProxyType",
    "attrgetter",
    "cache",
    "cached_property",
    "date",
    "datetime",
    "door",
    "imported",
    "itemgetter",
    "json_dumps",
    "known",
    "lru_cache",
    "lt",
    "pattern",
    "quote",
    "tally",
    "timedelta",
    "timezone",
    "unknown",
]

_Value = TypeVar("_Value")

IGNORECASE, MULTILINE, DOTALL, ASCII = 2, 8, 16, 256
"""The flags of `re`, which takes 3 ms to be loaded."""

known: dict[tuple[str, int], bytes] = {}
"""Patterns, by text and flags, as they are once they were parsed: what `_sre.compile` takes besides the text, in the
form of `marshal`; empty for one that has to be parsed each time. Who keeps them from one process to the next, as
`forgemd.bundle` does, puts them here."""
unknown: set[tuple[str, int]] = set()
"""Those that were used and were not there."""


class _Uses(NamedTuple):
    """What a cache says of itself."""

    hits: int
    misses: int
    maxsize: int | None
    currsize: int


def door(room: str, module_of: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` (PEP 562) of the package `room`: `module_of` has the module, inside it, of each such name."""

    def load(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        value = getattr(imported(f"{room}.{module_of[name]}"), name)
        setattr(sys.modules[room], name, value)
        return value

    return load


def imported(name: str) -> ModuleType:
    """The module called `name`, as `importlib.import_module` gives it, which takes 0.3 ms to be loaded itself."""
    __import__(name)
    return sys.modules[name]


def tally(values: Iterable[_Value]) -> dict[_Value, int]:
    """How often each of the values comes, in the order in which they come first: a `collections.Counter`, which takes
    1 ms to be loaded, to look at."""
    found: dict[_Value, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")
"""What means itself to a shell, wherever it stands in a word (POSIX, 2.2)."""


def quote(word: str) -> str:
    """`word` as one word of a shell's, which `shlex` gives just so; that takes 4 ms to be loaded."""
    if word and _BARE.issuperset(word):
        return word
    return "'" + word.replace("'", "'\"'\"'") + "'"


def json_dumps(value: object, *, ensure_ascii: bool = True, separators: tuple[str, str] = (", ", ": ")) -> str:
    """What `json` has as `dumps`, in its own C code; with what reads JSON, and `re`, that takes 6 ms to be loaded."""
    try:
        from _json import encode_basestring, encode_basestring_ascii, make_encoder
    except ImportError:
        from json import dumps

        return dumps(value, ensure_ascii=ensure_ascii, separators=separators)
    between, behind_key = separators
    quoted = encode_basestring_ascii if ensure_ascii else encode_basestring
    pieces = make_encoder({}, _no_json, quoted, None, behind_key, between, False, False, True)(value, 0)
    return "".join(pieces)


def _no_json(value: object) -> None:
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when it is first used: 0.1 to 0.6 ms each, and modules hold sixty. One that
    is `known` takes a hundredth of that, and does without `re`. `text` is kept, so that it has to be a constant.

    From the second use of a method on it is as fast as that of the pattern itself.
    """
    late: Any = _Late(text, flags)
    compiled: re.Pattern[str] = late
    return compiled


class _Late:
    """A pattern to come. What is asked of it is asked of the pattern, and remembered."""

    __slots__ = ("__dict__", "_made")

    def __init__(self, text: str, flags: int) -> None:
        self._made = (text, int(flags))  # a flag of `re` itself could not be kept in a bundle

    def __getattr__(self, name: str) -> Any:
        value = self.__dict__[name] = getattr(_compiled(*self._made), name)
        return value


def _compiled(text: str, flags: int) -> re.Pattern[str]:
    parsed = known.get((text, flags))
    if parsed:
        from _sre import compile as make  # type: ignore[import-not-found]

        made: re.Pattern[str] = make(text, *marshal.loads(parsed))
        return made
    import re

    if parsed is None:
        unknown.add((text, flags))
    return re.compile(text, flags)
