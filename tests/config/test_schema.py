"""The published schema is fresh, and takes and refuses what the loader does."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from forgemd.config import InvalidConfig, config_schema, config_schema_text, load
from forgemd.config.options import CONFIG
from forgemd.config.schema import FILE, WORKFLOW_FILE, workflow_schema_text
from tests.config.cases import BAD, GOOD, Bad
from tests.config.strategies import configurations
from tests.shared import ROOT

VALIDATOR = Draft202012Validator(config_schema())

GENERATED = {FILE: config_schema_text(), WORKFLOW_FILE: workflow_schema_text()}

ONLY_OURS = ("is not defined in", "differ only in case")
"""Parts of the messages for what a schema cannot say."""


def regenerate() -> None:
    """Write the schema files anew, after a change to the options."""
    for name, text in GENERATED.items():
        with open(os.path.join(ROOT, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


def parsed(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


@pytest.mark.parametrize("name", GENERATED)
def test_the_committed_file_is_fresh(name: str) -> None:
    with open(os.path.join(ROOT, name), encoding="utf-8", newline="") as file:
        assert file.read() == GENERATED[name], "stale; run python -m tests.config.test_schema"


def test_it_is_a_schema() -> None:
    schema = config_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith("/config.schema.json")


def described(schema: dict[str, Any]) -> Any:
    """Every property of ours with its schema, at any depth."""
    for name, property_schema in schema.get("properties", {}).items():
        if name != "$schema":
            yield name, property_schema
    for inner in (*schema.get("properties", {}).values(), *schema.get("anyOf", ())):
        yield from described(inner)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from described(schema["additionalProperties"])


@pytest.mark.parametrize(("name", "schema"), list(described(config_schema())), ids=lambda value: str(value)[:20])
def test_every_property_is_described_and_its_examples_and_default_are_valid(name: str, schema: dict[str, Any]) -> None:
    assert schema["description"]
    validator = Draft202012Validator(schema)
    for value in [*schema["examples"], *([schema["default"]] if "default" in schema else [])]:
        assert list(validator.iter_errors(value)) == []


def test_it_describes_every_option() -> None:
    names = {name for name, _ in described(config_schema())}
    assert {option.name for option in CONFIG.options} <= names
    assert {"subject", "trailers", "label", "category", "initial", "to", "requires"} <= names


@pytest.mark.parametrize("name", [name for name in GOOD if name != "old YAML, where off is false"])
def test_it_takes_what_is_good(name: str) -> None:
    assert list(VALIDATOR.iter_errors(parsed(GOOD[name].removeprefix("\ufeff")))) == []


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_it_refuses_what_is_bad(case: Bad) -> None:
    assert VALIDATOR.is_valid(parsed(case.text)) is not case.schema_sees


def test_with_rules_it_lists_them() -> None:
    validator = Draft202012Validator(config_schema(["bad-date"]))
    assert validator.is_valid({"rules": {"bad-date": "off", "ALL": "note"}, "select": ["bad-date"]})
    assert not validator.is_valid({"rules": {"bad-dates": "off"}})
    assert not validator.is_valid({"select": ["bad-dates"]})


@given(configurations())
def test_it_agrees_with_the_loader(made: dict[str, Any]) -> None:
    raw = json.dumps(made, ensure_ascii=False).encode()
    try:
        load("x.yaml", raw)
        messages = []
    except InvalidConfig as error:
        messages = [problem.message for problem in error.problems]
    seen = [message for message in messages if not any(part in message for part in ONLY_OURS)]
    errors = [error.message for error in VALIDATOR.iter_errors(made)]
    assert bool(errors) == bool(seen), (made, errors, messages)


if __name__ == "__main__":
    regenerate()
