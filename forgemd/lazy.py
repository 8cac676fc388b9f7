"""What is loaded or compiled when somebody first asks for it: a hook uses a third of what there is, and everybody
waits for it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping

from forgemd.typed import Any

__all__ = ["door", "pattern"]


def door(room: str, module_of: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` (PEP 562) of the package `room`: `module_of` has the module, inside it, of each such name."""

    def load(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"{room}.{module_of[name]}"), name)
        setattr(sys.modules[room], name, value)
        return value

    return load


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when it is first used: 0.1 to 0.6 ms each, and modules hold sixty.

    From the second use of a method on it is as fast as that of the pattern itself.
    """
    late: Any = _Late(text, flags)
    compiled: re.Pattern[str] = late
    return compiled


class _Late:
    """A pattern to come. What is asked of it is asked of the pattern, and remembered."""

    __slots__ = ("__dict__", "_made")

    def __init__(self, text: str, flags: int) -> None:
        self._made = (text, flags)

    def __getattr__(self, name: str) -> Any:
        value = self.__dict__[name] = getattr(re.compile(*self._made), name)
        return value
