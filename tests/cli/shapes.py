"""Hold what forgemd prints as JSON to the schemas that it ships."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from forgemd import resources

__all__ = ["hold"]


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = _schema(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, registry=_registry())


@cache
def _registry() -> Registry[Any]:
    names = [name.removesuffix(".schema.json") for name in resources.names("schemas")]
    return Registry().with_resources((each["$id"], Resource.from_contents(each)) for each in map(_schema, names))


@cache
def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(resources.read("schemas", f"{name}.schema.json"))
    return schema


def hold(value: Any, name: str) -> Any:
    """`value`, which has the shape of schemas/`name`.schema.json; fails the test otherwise."""
    problems = [f"{error.json_path}: {error.message}" for error in _validator(name).iter_errors(value)]
    assert problems == []
    return value
