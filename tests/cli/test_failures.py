"""`forgemd check` that comes to no end: what the readers of its formats get."""

from __future__ import annotations

import json
import os

import pytest

from tests.cli.inside import inside
from tests.cli.shapes import hold
from tests.cli.test_check import TWICE
from tests.gitrepo import Repo
from tests.output.runner import commands

MACHINES = ("json", "jsonl", "github", "gitlab", "sarif", "junit", "rdjson")


@pytest.fixture
def broken(repo: Repo) -> Repo:
    """A repository whose configuration has two mistakes."""
    repo.write("T.md", TWICE)
    repo.write(".forgemd.yaml", "fail_on: note\ntrakers: [T.md]\nworkflow: strikt\n")
    repo.commit("Begin")
    return repo


@pytest.mark.parametrize("format_", MACHINES)
def test_a_broken_configuration_is_told_in_every_format(broken: Repo, format_: str) -> None:
    done = inside(broken, "check", "--format", format_)
    assert done.code == 2
    assert "trakers" in done.out
    assert "strikt" in done.out
    if format_ in ("json", "gitlab", "sarif", "rdjson"):
        json.loads(done.out)
    if format_ != "json":
        assert "trakers" in done.err


def test_each_mistake_is_an_annotation_in_its_line(broken: Repo) -> None:
    told = commands(inside(broken, "check", "--format", "github").out)
    assert [(each.name, each.properties["file"], each.properties["line"]) for each in told] == [
        ("error", ".forgemd.yaml", "2"),
        ("error", ".forgemd.yaml", "3"),
    ]


def test_it_is_written_where_the_report_would_be(broken: Repo) -> None:
    done = inside(broken, "check", "--format=sarif", "--output-file", "r.sarif")
    assert (done.code, done.out) == (2, "")
    (run,) = json.loads(broken.read("r.sarif"))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    broken.write("sub/.keep", "")
    above = Repo(broken.full("sub"))
    assert inside(above, "-C", "..", "check", "--format", "gitlab", "--output-file", "r.json").code == 2
    assert len(json.loads(broken.read("r.json"))) == 2


@pytest.mark.parametrize(
    "words",
    [("nowhere.md",), ("--nope",), ("--select", "no-such-rule"), ("--base", "nobody"), ("--rev", "HEAD", "--staged")],
)
def test_every_failure_is_json_where_json_is_read(repo: Repo, words: tuple[str, ...]) -> None:
    repo.write("T.md", TWICE)
    repo.commit("Begin")
    for format_ in ("gitlab", "sarif", "rdjson"):
        done = inside(repo, "check", "--format", format_, *words)
        assert done.code == 2
        json.loads(done.out)
    for line in inside(repo, "check", "--format", "jsonl", *words).out.splitlines():
        hold(json.loads(line), "check-line")


def test_a_report_that_cannot_be_written_is_told_on_stderr(repo: Repo) -> None:
    repo.write("T.md", TWICE)
    repo.commit("Begin")
    done = inside(repo, "check", "--format", "sarif", "--output-file", os.path.join("no", "where.sarif"))
    assert (done.code, done.out) == (2, "")
    assert "cannot be written" in done.err
