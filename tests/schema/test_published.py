"""The schemas in schemas/ are sound, say what they are, and know the words that the code knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from forgemd import resources
from forgemd.tracker import CATEGORIES, ROLES
from tests.cli.shapes import hold

NAMES = [name.removesuffix(".schema.json") for name in resources.names("schemas")]
DOMAIN = ("changelog-entry", "task", "tracker", "transition", "workflow")


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.read("schemas", f"{name}.schema.json"))
    return found


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a schema, those in examples left out."""
    if isinstance(value, dict):
        yield value
        for key, below in value.items():
            if key not in ("examples", "default"):
                yield from objects(below)
    elif isinstance(value, list):
        for below in value:
            yield from objects(below)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_says_what_it_is(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["$id"].endswith(f"/{name}.schema.json")
    assert found["title"]
    assert found["description"].endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_points_at_schemas_that_are_there(name: str) -> None:
    for each in objects(schema(name)):
        file, _, _ = each.get("$ref", "#").partition("#")
        assert not file or file.rpartition("/")[2].removesuffix(".schema.json") in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_has_the_words_of_the_code(name: str) -> None:
    for each in objects(schema(name)):
        words = each.get("enum", [])
        if "cancelled" in words:
            assert [word for word in words if word is not None] == list(CATEGORIES)
        if "reviewer" in words and "key" in words and None not in words:
            assert set(words) - {"other"} == set(ROLES) - {"other"}


@pytest.mark.parametrize("name", DOMAIN)
def test_examples_are_valid_and_every_property_is_described(name: str) -> None:
    found = schema(name)
    assert found["examples"]
    for example in found["examples"]:
        hold(example, name)
    for each in objects(found):
        for key, below in each["properties"].items() if isinstance(each.get("properties"), dict) else ():
            assert below.get("description") or "$ref" in below, key
