"""Schemas of one's own: found at the cell, taken from the commit that is judged, refused where they cannot be used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT
from tests.tracker.build import table

HEADER = "ID | Task | Status | Points"
POINTS = {"properties": {"cells": {"properties": {"Points": {"pattern": "^[0-9]+$"}}}}}


def configured(repo: Repo, schema: Any, *rows: str) -> None:
    repo.write("docs/task.schema.json", schema if isinstance(schema, str) else json.dumps(schema))
    repo.write(".forgemd.yaml", "schemas: [docs/task.schema.json]\n")
    repo.write("T.md", table(HEADER, *(rows or ("A-1 | Keel | Todo | 3",))))


def found(repo: Repo, *args: str) -> list[tuple[str, int, int, str]]:
    done = forgemd(repo, "check", "--format", "json", *args)
    assert done.err == ""
    return [(one["rule"], one["line"], one["column"], one["message"]) for one in done.json["diagnostics"]]


def test_the_finding_lies_on_the_cell(repo: Repo) -> None:
    configured(repo, POINTS, "A-1 | Keel | Todo | 3", "A-2 | Ribs | Todo | many")
    repo.commit("Add a tracker")
    assert found(repo) == [("schema-violation", 4, 23, "A-2: Points: 'many' does not match '^[0-9]+$'")]
    assert found(repo, "--rev", "HEAD") == found(repo)


def test_a_change_is_refused_by_hook_and_commit(repo: Repo) -> None:
    configured(repo, POINTS)
    repo.commit("Add a tracker")
    assert forgemd(repo, "hooks", "install").code == 0
    repo.write("T.md", table(HEADER, "A-1 | Keel | Todo | many"))
    refused = forgemd(repo, "commit", "-m", "x")
    assert refused.code == 1
    assert "schema-violation" in refused.out + refused.err
    repo.git("add", "T.md")
    assert forgemd(repo, "hook", "pre-commit").code == 1


def test_a_schema_cannot_be_relaxed_in_the_change_that_it_refuses(repo: Repo) -> None:
    configured(repo, POINTS)
    repo.commit("Add a tracker")
    configured(repo, True, "A-1 | Keel | Todo | many")
    assert forgemd(repo, "commit", "-m", "x").code == 1


def test_every_commit_of_a_range_has_its_own(repo: Repo) -> None:
    configured(repo, True)
    first = repo.commit("Add a tracker")
    configured(repo, True, "A-1 | Keel | Todo | many")
    repo.commit("Say many")
    configured(repo, POINTS, "A-1 | Keel | Todo | many")
    repo.commit("Ask for figures")
    configured(repo, POINTS, "A-1 | Keel | Todo | many", "A-2 | Ribs | Todo | lots")
    repo.commit("Say lots")
    done = forgemd(repo, "check", "--range", f"{first}..HEAD", "--format", "json")
    assert done.code == 1
    (found,) = done.json["diagnostics"]
    assert found["message"] == "A-2: Points: 'lots' does not match '^[0-9]+$'"


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("{", "docs/task.schema.json:1:2: not JSON"),
        ({"type": "strin"}, "/type: 'strin' is not valid"),
        ({"$ref": "http://127.0.0.1:9/x.json"}, "nothing is fetched"),
        ({"properties": {"id": {"pattern": "(?=a)b"}}}, "/properties/id/pattern: groups that begin with `(?`"),
        ({"properties": {"id": {"pattern": "a" * 201}}}, "200 are allowed"),
        ({"$ref": "#"}, "refers to itself without end"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_schema_that_cannot_be_used_is_told(repo: Repo, schema: Any, said: str) -> None:
    configured(repo, schema)
    repo.commit("Add a tracker")
    done = forgemd(repo, "check")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_schema_that_is_not_there_is_told(repo: Repo) -> None:
    configured(repo, POINTS)
    os.remove(repo.full("docs/task.schema.json"))
    done = forgemd(repo, "check", "T.md")
    assert (done.code, done.out) == (2, "")
    assert ".forgemd.yaml: `schemas`: there is no file docs/task.schema.json" in done.err


def test_a_hostile_pattern_ends(repo: Repo) -> None:
    configured(repo, {"properties": {"title": {"pattern": r"^(\w+\s?)*$"}}}, f"A-1 | {'a' * 60}! | Todo | 3")
    assert [one[0] for one in found(repo, "T.md")] == ["schema-violation"]


def test_without_schemas_jsonschema_is_not_loaded(repo: Repo) -> None:
    configured(repo, POINTS, "A-1 | Keel | Todo | many")
    assert "jsonschema" in modules(repo)
    repo.write(".forgemd.yaml", "fail_on: warning\n")
    assert {"jsonschema", "forgemd.schema"}.isdisjoint(modules(repo))


def modules(repo: Repo) -> set[str]:
    """What a check of the tracker loads."""
    script = "import sys; from forgemd.cli.main import main; main(['check', 'T.md']); print(*sys.modules)"
    environ = {**os.environ, "PYTHONPATH": ROOT}
    done = subprocess.run([sys.executable, "-c", script], cwd=repo.path, env=environ, capture_output=True, check=True)
    return set(done.stdout.decode().splitlines()[-1].split())
