"""jsonschema, kept on a short lead: it fetches nothing, and matches patterns in bounded time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

from forgemd import resources
from forgemd.schema.patterns import Pattern, PatternError
from forgemd.typed import Any, NamedTuple

__all__ = ["SchemaProblem", "Validator", "Violation", "problems_of"]

MOST = 100
"""More violations in one value say nothing more."""

_ENDLESS = "the schema refers to itself without end"

HOME = "https://forgemd.dev/schemas/"


class Violation(NamedTuple):
    """What is wrong with a value: `path` leads to the part that is, `rule` to the keyword that says so."""

    path: tuple[str | int, ...]
    rule: tuple[str | int, ...]
    message: str

    @property
    def pointer(self) -> str:
        """The path as a JSON Pointer (RFC 6901)."""
        return _pointer(self.path)


class SchemaProblem(NamedTuple):
    """Why a schema cannot be used, and where in it, as a JSON Pointer."""

    pointer: str
    message: str


class Validator:
    """Judges values by one schema, which has no `problems_of`. A `$ref` may lead to schemas that forgemd ships."""

    def __init__(self, schema: Any) -> None:
        from jsonschema import validators

        extend: Any = validators.extend
        kind = extend(_draft(), {"pattern": _pattern, "patternProperties": _pattern_properties})
        self._validator = kind(schema, registry=_registry())

    def violations(self, value: Any) -> list[Violation]:
        """What is wrong with `value`, in the order of its parts; the first 100."""
        found: list[Violation] = []
        try:
            found += map(_violation, islice(self._validator.iter_errors(value), MOST))
        except RecursionError:
            found.append(Violation((), (), _ENDLESS))
        return sorted(found, key=lambda one: ([str(part) for part in one.path], one.message))

    def accepts(self, value: Any) -> bool:
        """Whether nothing is wrong with `value`."""
        return bool(self._validator.is_valid(value))


def problems_of(schema: Any) -> list[SchemaProblem]:
    """Why `schema` cannot be used: it is no JSON Schema (2020-12), refers to what is not at hand, or has a pattern
    that could take for ever."""
    found = [SchemaProblem(_pointer(error.absolute_path), error.message) for error in _errors_of(schema)]
    if found:
        return found
    own = {schema.get("$id", "")} if isinstance(schema, dict) else set()
    for pointer, key, value in _keywords(schema, ""):
        if key == "pattern" and isinstance(value, str):
            found += _unreadable(pointer, value)
        elif key == "patternProperties" and isinstance(value, dict):
            for pattern in value:
                found += _unreadable(pointer, pattern)
        elif key in ("$ref", "$dynamicRef") and isinstance(value, str):
            base, _, _ = value.partition("#")
            if base and base not in own and base not in _shipped():
                message = f"refers to {base}, and nothing is fetched; known are {HOME}task.schema.json and its like"
                found.append(SchemaProblem(pointer, message))
    return found or _dangling(schema)


def _dangling(schema: Any) -> list[SchemaProblem]:
    """References into the schema itself that lead nowhere, or round in a circle."""
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012

    base = schema.get("$id", "") if isinstance(schema, dict) else ""
    registry = _registry().with_resource(base, DRAFT202012.create_resource(schema))
    resolver = registry.resolver(base_uri=base)
    for pointer, key, value in _keywords(schema, ""):
        if key == "$ref" and isinstance(value, str):
            try:
                resolver.lookup(value)
            except Unresolvable:
                return [SchemaProblem(pointer, f"{value} leads nowhere")]
    try:
        Validator(schema).accepts({})
    except RecursionError:
        return [SchemaProblem("", _ENDLESS)]
    return []


def _errors_of(schema: Any) -> Iterator[Any]:
    kind = _draft()
    return iter(kind(kind.META_SCHEMA).iter_errors(schema))


def _unreadable(pointer: str, pattern: str) -> list[SchemaProblem]:
    try:
        _compiled(pattern)
    except PatternError as error:
        return [SchemaProblem(pointer, str(error))]
    return []


_VALUES = frozenset(["const", "enum", "default", "examples"])
"""Keywords whose values are no schemas."""


def _keywords(schema: Any, pointer: str) -> Iterator[tuple[str, str, Any]]:
    """Every key of every mapping in a schema, with its place."""
    left = [(schema, pointer)]
    while left:
        value, pointer = left.pop()
        if isinstance(value, dict):
            for key, below in value.items():
                here = f"{pointer}/{_escaped(key)}"
                yield here, key, below
                if key not in _VALUES:
                    left.append((below, here))
        elif isinstance(value, list):
            left += [(below, f"{pointer}/{number}") for number, below in enumerate(value)]


def _pointer(path: Any) -> str:
    return "".join(f"/{_escaped(part)}" for part in path)


def _escaped(part: object) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def _violation(error: Any) -> Violation:
    return Violation(tuple(error.absolute_path), tuple(error.absolute_schema_path), _wording(error))


def _wording(error: Any) -> str:
    """jsonschema's words where they say it; ours where it could only repeat a whole value."""
    value = error.instance
    if error.validator == "enum" and not isinstance(value, (dict, list)):
        known = ", ".join(str(one) if one not in (None, "") else "nothing" for one in error.validator_value)
        return f"{value if value not in (None, '') else 'nothing'} is none of {known}"
    if error.validator == "type" and value is None:
        return "it is empty"
    if error.validator == "not":
        return "it may not be there"
    message = str(error.message)
    return message if len(message) <= 200 else message[:199] + "…"


def _draft() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator


@cache
def _compiled(pattern: str) -> Pattern:
    return Pattern(pattern)


@cache
def _matcher(pattern: str) -> Callable[[str], object]:
    """Patterns of users were read before; what cannot be walked is of our own schemas."""
    try:
        return _compiled(pattern).search
    except PatternError:
        import re

        return re.compile(pattern).search


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if isinstance(instance, str) and not _matcher(pattern)(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, patterns: dict[str, Any], instance: Any, _: Any) -> Iterator[Any]:
    if isinstance(instance, dict):
        for pattern, below in patterns.items():
            for key, value in instance.items():
                if _matcher(pattern)(key):
                    yield from validator.descend(value, below, path=key, schema_path=pattern)


@cache
def _shipped() -> dict[str, Any]:
    """The schemas that forgemd ships, by their `$id`."""
    texts = [resources.read("schemas", name) for name in resources.names("schemas")]
    return {schema["$id"]: schema for schema in map(json.loads, texts)}


@cache
def _registry() -> Any:
    """Everything that a `$ref` may lead to. A registry fetches nothing unless it is told how."""
    from referencing import Registry, Resource

    return Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in _shipped().items())
