"""The options in force and where they come from."""

from __future__ import annotations

from forgemd.config import DEFAULT, load, origins, rows
from forgemd.config.show import DEFAULT_ORIGIN

TEXT = b"""\
fail_on: error
commit: {trailers: false}
rules:
  bad-date: off
trackers:
"""


def test_without_a_file_everything_is_default() -> None:
    listed = rows(DEFAULT, {})
    assert {row.origin for row in listed} == {DEFAULT_ORIGIN}
    assert [row.key for row in listed] == [
        *(
            "extends",
            "trackers",
            "exclude",
            "workflow",
            "columns",
            "statuses",
            "rules",
            "select",
            "per_file",
            "allow",
            "fail_on",
        ),
        *("commit.subject", "commit.trailers", "commit.undo", "commit.force", "merge.policy", "schemas"),
    ]


def test_what_is_set_says_where() -> None:
    listed = rows(load("x.yaml", TEXT), origins("x.yaml", TEXT))
    assert [tuple(row) for row in listed if row.origin != DEFAULT_ORIGIN] == [
        ("rules", {"bad-date": "off"}, "x.yaml:3"),
        ("fail_on", "error", "x.yaml:1"),
        ("commit.trailers", False, "x.yaml:2"),
    ]


def test_values_are_plain() -> None:
    text = b"workflow: {statuses: {A: {to: [B]}, B: }}\n"
    (workflow,) = (row.value for row in rows(load("x.yaml", text), {}) if row.key == "workflow")
    step: dict[str, object] = {"requires": [], "other_reviewer": False, "by": [], "reason": False}
    unset: dict[str, object] = {"label": None, "glyph": None, "category": None, "limit": None}
    unset = {**unset, "requires": [], "other_reviewer": False}
    assert workflow == {
        "statuses": {"A": {**unset, "initial": True, "to": {"B": step}}, "B": {**unset, "initial": False, "to": {}}}
    }
    assert type(workflow["statuses"]) is dict


def test_the_same_in_toml() -> None:
    text = b"[tool.forgemd]\n\nfail_on = 'note'\n[tool.forgemd.commit]\ntrailers = false\n"
    assert origins("pyproject.toml", text)["fail_on"] == "pyproject.toml:3"
    assert origins("pyproject.toml", text)["commit.trailers"] == "pyproject.toml:5"
