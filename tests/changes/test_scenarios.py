"""The scenarios of `expect.json`: a hand edit by one person, and the whole change that follows from it."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any

import pytest

from forgemd.changes import Context, Plan, compose, make_plan
from forgemd.text import Source
from forgemd.tracker import Tracker, read
from tests.shared import ROOT
from tests.tracker.build import EXPECTED, NOW

SCENARIOS = [(path, step) for path, file in EXPECTED.items() for step in file["scenarios"]]
ILLEGAL = [(path, step) for path, file in EXPECTED.items() for step in file["illegal"]]


def _name(value: Any) -> str:
    return value if isinstance(value, str) else f"{value['task']}-{value['to']}"


def _raw(path: str) -> bytes:
    with open(os.path.join(ROOT, path), "rb") as stream:
        return stream.read()


def _planned(path: str, step: dict[str, Any]) -> tuple[Tracker, Plan]:
    before = read(Source.decode(_raw(path), path))
    lines = before.source.text.split(before.source.newline)
    at = step["edit"]["line"] - 1
    lines[at] = lines[at].replace(step["edit"]["old"], step["edit"]["new"], 1)
    edited = Source.decode(before.source.newline.join(lines).encode("utf-8", "surrogateescape"), path)
    args = step.get("args", ["commit", "--agent", "ada", "--note", "x"])
    agent, note = args[args.index("--agent") + 1], args[args.index("--note") + 1]
    context = Context(datetime.fromisoformat(NOW), agent, agent, note)
    return before, make_plan(before, read(edited), (), context, read)


def _cells(found: Tracker, line: int) -> dict[str, str]:
    """The row on `line` (1-based) by header."""
    for layout in found.layouts:
        for row in layout.table.rows:
            if row.line == line - 1:
                return dict(zip(layout.table.columns, row.values, strict=False))
    raise AssertionError(line)


@pytest.mark.parametrize(("path", "step"), SCENARIOS, ids=_name)
def test_only_the_expected_lines_change(path: str, step: dict[str, Any]) -> None:
    before, plan = _planned(path, step)
    ending = before.source.newline
    old, new = before.source.text.split(ending), plan.after.text.split(ending)
    inserted = step["log"]["insert_after_line"]
    without = new[:inserted] + new[inserted + 1 :]
    assert len(without) == len(old)
    assert [number for number, pair in enumerate(zip(old, without, strict=True), 1) if pair[0] != pair[1]] == step[
        "changed_lines"
    ]
    assert compose([plan.diff]).subject == step["subject"]


@pytest.mark.parametrize(("path", "step"), SCENARIOS, ids=_name)
def test_the_cells_are_the_expected_ones(path: str, step: dict[str, Any]) -> None:
    before, plan = _planned(path, step)
    after, new_row = plan.diff.after, int(step["log"]["insert_after_line"])

    def shifted(line: int) -> int:
        return line + int(line > new_row)

    old, new = _cells(before, step["row"]["line"]), _cells(after, shifted(step["row"]["line"]))
    differing = {name: {"before": old[name], "after": new[name]} for name in old if old[name] != new[name]}
    assert {name: both for name, both in differing.items() if name not in step["row"]["optional"]} == step["row"][
        "cells"
    ]
    for cell in step["rollup"]:
        assert _cells(before, cell["line"])[cell["column"]].strip("*") == str(cell["before"])
        assert _cells(after, shifted(cell["line"]))[cell["column"]].strip("*") == str(cell["after"])
    assert _cells(after, new_row + 1) == step["log"]["cells"]
    assert after.updated is not None
    assert (after.updated.line + 1, after.updated.value) == (shifted(step["updated"]["line"]), step["updated"]["after"])


@pytest.mark.parametrize(("path", "step"), SCENARIOS, ids=_name)
def test_a_committed_change_asks_for_no_other(path: str, step: dict[str, Any]) -> None:
    _, plan = _planned(path, step)
    again = make_plan(plan.diff.after, plan.diff.after, (), Context(datetime.fromisoformat(NOW), "ada"), read)
    assert again.is_empty
    assert again.surfaces == ()


@pytest.mark.parametrize(("path", "step"), ILLEGAL, ids=_name)
def test_an_illegal_change_is_worked_out_for_the_rules_to_judge(path: str, step: dict[str, Any]) -> None:
    _, plan = _planned(path, step)
    (transition,) = plan.asked.transitions
    assert (transition.old.code, transition.new.code) == (step["from"], step["to"])
    workflow = plan.asked.after.workflow
    old, new = workflow.state(transition.old), workflow.state(transition.new)
    assert old is not None
    assert new is not None
    assert not workflow.allows(old, new)
    assert sorted(workflow.following(old)) == sorted(step["next"])
    assert workflow.path(old, new) == tuple(step["shortest"] or ())
    assert [entry.tasks for entry in plan.diff.new_entries] == [(step["task"],)]


@pytest.mark.parametrize(("path", "step"), [step for step in SCENARIOS if "crlf" in step[0]], ids=_name)
def test_line_endings_the_mark_and_the_open_end_stay(path: str, step: dict[str, Any]) -> None:
    raw = _planned(path, step)[1].after.encode()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r") == _raw(path).count(b"\n") + 1
    assert raw.endswith(b" |")
