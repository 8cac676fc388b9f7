"""`forgemd schema`: what is shipped, by name."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from forgemd import resources
from forgemd.rules import ALL, CATEGORIES
from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.shared import ROOT

NAMES = [name.removesuffix(".schema.json") for name in resources.names("schemas")]


def test_the_list() -> None:
    done = forgemd(ROOT, "schema")
    assert (done.code, done.err) == (0, "")
    assert [row.split()[0] for row in done.out.splitlines()] == NAMES
    shown = hold(forgemd(ROOT, "schema", "--format", "json").json, "schemas")["schemas"]
    assert [each["name"] for each in shown] == NAMES


@pytest.mark.parametrize("name", ["check", "task.schema.json"])
def test_one_is_printed_as_it_is_shipped(name: str) -> None:
    file = name if name.endswith(".json") else f"{name}.schema.json"
    assert forgemd(ROOT, "schema", name).out == resources.read("schemas", file)


def test_that_of_the_configuration_knows_the_rules() -> None:
    schema = json.loads(forgemd(ROOT, "schema", "config").out)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert all(validator.is_valid({"rules": {name: "off"}}) for name in (*ALL, *CATEGORIES, "ALL"))
    assert not validator.is_valid({"rules": {"no-such-rule": "off"}})


def test_a_name_that_is_none() -> None:
    done = forgemd(ROOT, "schema", "comit")
    assert (done.code, done.out) == (2, "")
    assert "did you mean commit" in done.err
    assert forgemd(ROOT, "schema", "../pyproject").code == 2
