"""`forgemd list`, as a process: filters and expressions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd import resources
from forgemd.errors import UsageError
from forgemd.tracker import Listed, Tracker, normal, parse_where
from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.tracker.build import table, tracker

TEXT = table(
    "ID | Task | Status | Owner | Priority | Estimate | Due | Depends On | Risk Level | Files",
    "A-1 | Lay the keel | Done | ada | P0 | 8h | 2026-05-01 | - | high | 12",
    "A-2 | Bend the ribs | In progress | bob | P1 | 2-3d | 2026-06-15 | A-1 | - | 3",
    "A-3 | Caulk | Todo | - | low | M | 2026-07-01 | A-2 | High | ~4",
    "A-4 | Paint (blue) | Todo | ada | - | 4h | - | - | low | -",
    "A-5 | Launch | Blocked | eve | P2 | 5 pts | soon | A-4 | - | 0",
    heading="Hull",
)


def picked(read: Tracker, expression: str) -> list[str]:
    headers = {normal(column.header): column.header for layout in read.layouts for column in layout.columns}
    where = parse_where(expression, headers)
    return [task.id for task in read.tasks if where(Listed(task, read.path, task.id == "A-4", task.id == "A-5"))]


@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        ("estimate > 8h", "A-2"),
        ("estimate >= 8h", "A-1 A-2"),
        ("estimate > 0.5d", "A-1 A-2"),
        ("estimate<1d", "A-4"),
        ("estimate <= 5", "A-4 A-5"),
        ("estimate = 5pts", "A-5"),
        ("estimate", "A-1 A-2 A-3 A-4 A-5"),
        ("estimate ~ M", "A-3"),
        ("status = done", "A-1"),
        ("status = 'In progress'", "A-2"),
        ("status == active", "A-2"),
        ("status != todo", "A-1 A-2 A-5"),
        ("category = blocked", "A-5"),
        ("owner = ADA", "A-1 A-4"),
        ("not owner", "A-3"),
        ("owner != ada", "A-2 A-3 A-5"),
        ("priority >= P1", "A-1 A-2"),
        ("priority < high", "A-3 A-5"),
        ("priority = low", "A-3"),
        ("due < 2026-06-30", "A-1 A-2"),
        ("due >= 2026-06-15 and not status = done", "A-2 A-3"),
        ("title ~ the", "A-1 A-2"),
        ("title !~ the", "A-3 A-4 A-5"),
        ('title ~ "(blue)"', "A-4"),
        ("id = a-3", "A-3"),
        ("line > 5 and line <= 7", "A-2 A-3"),
        ("ready", "A-4"),
        ("blocked or ready", "A-4 A-5"),
        ("'Risk Level' = high", "A-1 A-3"),
        ("files > 3", "A-1"),
        ("Files = 0", "A-5"),
        ("depends ~ A-2", "A-3"),
        ("owner = ada and status = done or owner = eve", "A-1 A-5"),
        ("owner = ada and (status = done or owner = eve)", "A-1"),
        ("not (owner = ada or owner = eve)", "A-2 A-3"),
        ("not not ready", "A-4"),
    ],
)
def test_what_an_expression_means(expression: str, ids: str) -> None:
    assert picked(tracker(TEXT), expression) == ids.split()


@pytest.mark.parametrize(
    ("expression", "place", "message"),
    [
        ("", 1, "nothing is asked"),
        ("estimat > 8h", 1, "there is no field and no column 'estimat'"),
        ("estimate > ", 12, "a value is missing at the end"),
        ("estimate > soon", 12, "'soon' is no estimate"),
        ("due < 3/4/2025", 7, "'3/4/2025' is no date"),
        ("> 8h", 1, "'>' stands where a field should be"),
        ("(ready", 6, "a bracket is not closed"),
        ("ready)", 6, "')' is one too many"),
        ("ready blocked", 7, "'blocked' is one too many"),
        ("owner = 'ada", 9, "a quote that does not end"),
        ("(" * 99 + "ready", 51, "too many brackets"),
        ("__import__('os')", 1, "there is no field and no column '__import__'"),
    ],
)
def test_mistakes_have_a_place(expression: str, place: int, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        picked(tracker(TEXT), expression)
    assert caught.value.message.startswith(message)
    assert caught.value.where == f"--where:{place}"


@given(st.lists(st.sampled_from([*"()<>=~!'\"\\ ", "and", "or", "not", "owner", "estimate", "8h", "ready", "x", "!="])))
def test_no_expression_breaks_it(words: list[str]) -> None:
    try:
        found = picked(tracker(TEXT), " ".join(words))
    except UsageError:
        return
    assert set(found) <= {"A-1", "A-2", "A-3", "A-4", "A-5"}


def asked(repo: Repo, *args: str) -> list[str]:
    done = forgemd(repo, "list", "T.md", *args, "--format", "json")
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = hold(done.json, "list")
    assert found["count"] == len(found["tasks"])
    return [task["id"] for task in found["tasks"]]


def test_the_options(repo: Repo) -> None:
    repo.write("T.md", TEXT)
    assert asked(repo) == ["A-1", "A-2", "A-3", "A-4", "A-5"]
    assert asked(repo, "--ready") == ["A-4"]
    assert asked(repo, "--blocked") == ["A-3", "A-5"]
    assert asked(repo, "--status", "todo,done", "--owner", "ada") == ["A-1", "A-4"]
    assert asked(repo, "--section", "hull", "--where", "estimate > 8h") == ["A-2"]
    assert asked(repo, "--section", "rig") == []
    out = forgemd(repo, "list", "T.md", "--where", "estimate > 8h").out
    assert out == "T.md\n  Hull\n    > A-2 Bend the ribs  In progress  2-3d  bob\n\n1 of 5 tasks\n"
    refused = forgemd(repo, "list", "T.md", "--where", "estimat > 8h", "--format", "json")
    assert (refused.code, refused.json["error"]["where"]) == (2, "--where:1")


def test_the_examples_in_the_schema_are_right() -> None:
    for example in json.loads(resources.read("schemas", "list.schema.json"))["examples"]:
        hold(example, "list")
