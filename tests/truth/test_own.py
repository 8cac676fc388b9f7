"""Trackers of our own, as tools, agents and teams write them: read as labelled, and edited one line at a time."""

from __future__ import annotations

import os
from functools import cache

import pytest

from forgemd.changes import Context, SetStatus, make_plan
from forgemd.text import Source
from forgemd.tracker import read
from tests.changes.build import AT
from tests.e2e.test_wild import differ_by_one_line, edits
from tests.shared import ROOT
from tests.truth.labels import OWN, labels, reading_of
from tests.truth.measure import Agreement, recognition

_OWN = os.path.join(ROOT, "tests", "truth", OWN)
NAMES = sorted(name for name in os.listdir(_OWN) if name.endswith(".md"))
REACHED = {
    # sort, class (empty: all of them): least precision, least recall
    ("kind", "tasks"): (1.0, 0.95),
    ("kind", ""): (0.86, 0.86),
    ("role of tasks", ""): (0.91, 0.91),
    ("status", ""): (0.97, 0.82),
    ("id", ""): (1.0, 0.98),
    ("edge", ""): (1.0, 1.0),
    ("item", ""): (0.92, 0.82),
    ("status of items", ""): (1.0, 0.98),
}
"""What is reached is held: raise a figure when it can be raised."""
UNSEEN = {"conductor-tracks.md", "okr-english.md", "test-plan.md"}
"""Trackers in which no task is found."""


@cache
def _found() -> Agreement:
    return recognition(OWN)


def test_every_file_has_its_label() -> None:
    assert [label.file for label in labels(OWN)] == NAMES


@pytest.mark.parametrize(("sort", "name"), REACHED)
def test_recognition_is_no_worse(sort: str, name: str) -> None:
    least = REACHED[sort, name]
    score = _found().score(sort, name) if name else _found().total(sort)
    differences = [one for one in _found().differences if one.what == sort]
    assert score.precision >= least[0], differences
    assert score.recall >= least[1], differences


def test_no_table_without_tasks_is_read_as_tasks() -> None:
    assert _found().misread == []


def test_what_is_no_tracker_is_told_apart() -> None:
    said = {label.file for label in labels(OWN) if reading_of(label.file, OWN).tracker != label.tracker}
    assert said <= UNSEEN


@pytest.mark.parametrize(("ident", "written"), [("3", "✓&nbsp;done"), ("4", "►&nbsp;in-progress")])
def test_a_blank_as_tools_write_it_stays(ident: str, written: str) -> None:
    with open(os.path.join(_OWN, "taskmaster-readme.md"), "rb") as stream:
        found = read(Source.decode(stream.read(), "T.md"))
    intent = SetStatus(ident, "done" if ident == "3" else "in-progress")
    text = make_plan(found, found, [intent], Context(AT, "ada", None, None), read).after.text
    (line,) = (line for line in text.split("\n") if line.startswith(f"| {ident} |"))
    assert f" {written} |" in line


@pytest.mark.parametrize("name", NAMES)
def test_one_command_changes_one_line(name: str) -> None:
    with open(os.path.join(_OWN, name), "rb") as stream:
        found = read(Source.decode(stream.read(), name))
    old = found.source.text.split("\n")
    for text, intent in edits(found):
        assert differ_by_one_line(old, text.split("\n"), ("最終更新", "更新日期")), intent
