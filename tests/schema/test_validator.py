"""A validator that fetches nothing, ends, and says where."""

from __future__ import annotations

from typing import Any

import pytest

from forgemd.schema import Validator, graph_schema, problems_of
from tests.tracker.build import table, tracker

TASK = "https://forgemd.dev/schemas/task.schema.json"


@pytest.mark.parametrize(
    ("schema", "pointer", "message"),
    [
        ({"type": "strin"}, "/type", "is not valid under any of the given schemas"),
        ({"properties": {"a/b": {"minimum": "x"}}}, "/properties/a~1b/minimum", "is not of type 'number'"),
        ({"$ref": "https://example.com/x.json"}, "/$ref", "nothing is fetched"),
        ({"allOf": [{"$ref": "file:///etc/passwd"}]}, "/allOf/0/$ref", "nothing is fetched"),
        ({"properties": {"x": {"pattern": "(?=a)"}}}, "/properties/x/pattern", "are not supported"),
        ({"patternProperties": {"(a": True}}, "/patternProperties", "ends too early"),
        ({"pattern": "a" * 300}, "/pattern", "200 are allowed"),
        ({"$ref": "#/$defs/none"}, "/$ref", "leads nowhere"),
        ({"$ref": "#"}, "", "without end"),
        ("text", "", "is not of type"),
    ],
)
def test_schemas_that_cannot_be_used(schema: Any, pointer: str, message: str) -> None:
    (problem,) = problems_of(schema)[:1]
    assert problem.pointer == pointer
    assert message in problem.message


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {},
        {"$ref": TASK},
        {"$ref": f"{TASK}#/properties/id"},
        {"$id": "urn:x", "$defs": {"a": {"type": "string"}}, "properties": {"b": {"$ref": "#/$defs/a"}}},
        {"properties": {"pattern": {"type": "string"}, "$ref": {"type": "string"}}},
        {"const": {"pattern": "("}, "enum": [{"$ref": "x"}], "examples": [{"pattern": "("}]},
    ],
)
def test_schemas_that_can(schema: Any) -> None:
    assert problems_of(schema) == []


def test_violations_say_where() -> None:
    schema = Validator({"properties": {"a/b": {"items": {"type": "integer"}}}, "required": ["c"]})
    found = schema.violations({"a/b": [1, "x", None]})
    assert [(one.pointer, one.message) for one in found] == [
        ("", "'c' is a required property"),
        ("/a~1b/1", "'x' is not of type 'integer'"),
        ("/a~1b/2", "it is empty"),
    ]


def test_patterns_in_schemas_end() -> None:
    schema = Validator({"pattern": "^(a+)+$", "type": "string"})
    assert not schema.accepts("a" * 1000 + "!")
    schema = Validator({"patternProperties": {"^(a|a)*$": {"type": "integer"}}})
    assert [one.pointer for one in schema.violations({"a" * 60: "x", "a" * 60 + "!": "x"})] == ["/" + "a" * 60]


def test_a_value_that_is_wrong_throughout_is_told_in_parts() -> None:
    assert len(Validator({"items": {"type": "string"}}).violations(list(range(1000)))) == 100


def test_a_cycle_is_an_error_of_the_graph_s_schema() -> None:
    from forgemd.output import graph_values
    from forgemd.tracker import network_of, schedule_of

    rows = ("A-1 | a | Todo | A-2", "A-2 | b | Todo | A-1", "A-3 | c | Todo | A-1")
    network = network_of([tracker(table("ID | Task | Status | Depends On", *rows))])
    values = graph_values(network, schedule_of(network))
    assert [one.pointer for one in Validator(graph_schema()).violations(values)] == ["/cycles/0"]
    assert Validator(graph_schema()).accepts({**values, "cycles": []})
