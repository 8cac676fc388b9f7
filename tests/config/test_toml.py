"""[tool.forgemd] in a pyproject.toml says the same as YAML, and mistakes in it are found again in the text."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from forgemd.config import DEFAULT, Config, load
from tests.config.cases import GOOD
from tests.config.test_load import refusal

PATH = "pyproject.toml"
NOT_IN_TOML = re.compile("YAML|null|of one's own|merge")
"""TOML has no null."""


def written(value: Any) -> str:
    """`value` as an inline TOML value."""
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key, ensure_ascii=False)} = {written(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("name", [name for name in GOOD if not NOT_IN_TOML.search(name)])
def test_it_says_the_same_as_yaml(name: str) -> None:
    parsed = YAML(typ="safe", pure=True).load(GOOD[name].removeprefix("\ufeff")) or {}
    text = "[project]\nname = 'x'\n[tool.forgemd]\n"
    text += "".join(f"{json.dumps(key)} = {written(value)}\n" for key, value in parsed.items())
    assert load(PATH, text.encode()) == load("x.yaml", GOOD[name].encode())


def test_other_tables_are_none_of_our_business() -> None:
    text = """\
[tool.other]
unknown = 1
[tool.forgemd]
"$schema" = "x"
fail_on = "note"
[tool.forgemd.rules]
bad-date = "off"
"""
    assert load(PATH, text.encode()) == Config(fail_on="note", rules={"bad-date": "off"})
    assert load(PATH, b"[tool.other]\n") is DEFAULT
    assert load(PATH, b"[tool]\nforgemd = {}\n") == DEFAULT


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[tool.forgemd]\nfail_on = 'note'\n  trackerz = []\n", [(3, 3)]),
        ("[tool.forgemd.rulez]\na = 1\n", [(1, 2)]),
        ("[x]\nfail_on = 1\n[tool.forgemd]\n\nfail_on = 1\n", [(5, 1)]),
        ("[tool.forgemd.rules]\nbad-date = 'of'\n\n[tool.forgemd.commit]\ntrailers = 1\n", [(2, 1), (5, 1)]),
        ("[tool.forgemd]\ncommit = {subject = 'trailerz', trailerz = true}\n", [(2, 33)]),
        ("[tool.forgemd]\ncommit.trailers = 'yes'\n", [(2, 1)]),
        ("[tool]\nforgemd = {\"fail_on\" = 'nope'}\n", [(2, 12)]),
        ("tool.forgemd.fail_on = 'nope'\n", [(1, 1)]),
        ('[tool.forgemd]\ntrackers = [\n  "a.md",\n  "/b.md",\n  "/b.md",\n]\n', [(4, 3), (5, 3)]),
        ("[tool.forgemd]\ncolumns = {Agent = 'owner', \"Bad Word\" = 'nobody'}\n", [(2, 29)]),
        ("[tool.forgemd.workflow.statuses]\nA.to = ['B']\n\nC = {to = ['A', 'D']}\n", [(2, 9), (4, 17)]),
        ("[tool.forgemd]\nfail_on = 2025-01-01\n", [(2, 1)]),
        ("[tool]\nforgemd = 1\n", [(2, 1)]),
        ("[tool.forgemd]\nx = " + "[" * 60 + "]" * 60, [(2, 1)]),
        ("[tool.forgemd]\nx = " + "[" * 9000, [(1, 1)]),
        ("[tool.forgemd]\n" + "a." * 3000 + "b = 1", [(2, 1)]),
        ("[tool.forgemd]\nx = " + "1" * 5000, [(1, 1)]),
    ],
)
def test_mistakes_have_places(text: str, places: list[tuple[int, int]]) -> None:
    assert [problem.at for problem in refusal(text, PATH).problems] == places


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[tool.forgemd]\nfail_on = 'note'\nfail_on = 'note'\n", 3),
        ("[tool.forgemd]\nfail_on = note\n\n", 2),
        ("[tool.forgemd]\nfail_on = [\n", 2),
        ("[project\n[tool.forgemd]\n", 1),
    ],
)
def test_what_is_no_toml(text: str, line: int) -> None:
    (problem,) = refusal(text, PATH).problems
    assert problem.at.line == line
    assert problem.message.startswith("not TOML: ")
    assert "(at" not in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "columns = {" + ",".join(f"h{i}='owner'" for i in range(12_000)) + "}",
        "trackers = [" + ",".join(f'"\\u00e4{i}"' for i in range(12_000)) + "]",
    ],
)
def test_looking_for_places_is_not_quadratic(text: str) -> None:
    load(PATH, f"[tool.forgemd]\n{text}\n".encode())
