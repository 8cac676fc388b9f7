"""Which records a schema of ours cannot tell apart.

jsonschema takes 150 us for a task and 30 us for a dependency, however often it has seen their like, and a tracker is
ten thousand tasks of three kinds. What the schemas ask of a record is its shape, a few values, and whether a text is
empty.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from forgemd.lazy import pattern
from forgemd.typed import Any

__all__ = ["likeness", "one_of_each"]

_BY_VALUE = frozenset(["status", "category", "unit", "kind", "schema_version"])
"""Keys whose values schemas list."""
_BY_FORM = frozenset(["started", "completed", "due"])
"""Keys whose values schemas give a pattern, of digits and what stands between them."""
_DIGIT = pattern("[0-9]")


def likeness(value: Any, key: str = "") -> Hashable:
    """What is the same for two records only if task schemas and the schema of graphs say the same of them; `key` is
    where the value stands in its record."""
    if isinstance(value, str):
        return value if key in _BY_VALUE else _DIGIT.sub("0", value) if key in _BY_FORM else bool(value)
    if isinstance(value, dict):
        return tuple([(name, likeness(below, name)) for name, below in value.items()])
    if isinstance(value, list):
        return ("list", frozenset([likeness(below, key) for below in value]))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (type(value).__name__, (value > 0) - (value < 0))
    return ("constant", value)


def one_of_each(values: Iterable[Any]) -> list[Any]:
    """The first of all that are alike."""
    return list({likeness(value): value for value in reversed([*values])}.values())
