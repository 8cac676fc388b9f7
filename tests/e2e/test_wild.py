"""Trackers as tools and teams write them: read without configuration, and edited without another byte changed.

`wild/expect.json` says what a person reads in them: the kind of each table, and of each task its id or title, its
category, and where the file says so, who has it, when it is due and what it waits for.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest

from forgemd.changes import AddNote, Assign, Context, SetStatus, make_plan
from forgemd.errors import ForgemdError
from forgemd.text import Source
from forgemd.tracker import DUE, OWNER, Task, Tracker, read
from tests.changes.build import AT
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

WILD = os.path.join(ROOT, "tests", "e2e", "wild")
with open(os.path.join(WILD, "expect.json"), encoding="utf-8") as _stream:
    EXPECTED: dict[str, Any] = json.load(_stream)


def _raw(name: str) -> bytes:
    with open(os.path.join(WILD, name), "rb") as file:
        return file.read()


def _read(name: str) -> Tracker:
    return read(Source.decode(_raw(name), name))


def _said(found: Tracker, task: Task) -> str:
    due = task.get(DUE)
    waits = ", ".join(other.id for other in found.waits_for.get(task.key, ()))
    owner = f"@{task.text(OWNER).removeprefix('@')}" if task.filled(OWNER) else ""
    parts = (
        task.id,
        task.status.category,
        owner,
        due.day.isoformat() if due else "",
        f"after {waits}" if waits else "",
    )
    return " | ".join(filter(None, parts))


def test_every_file_has_its_expectation() -> None:
    assert {name for name in os.listdir(WILD) if name.endswith(".md")} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_person_reads(name: str) -> None:
    found = _read(name)
    assert [layout.kind for layout in found.layouts] == EXPECTED[name]["tables"]
    assert [_said(found, task) for task in found.tasks] == EXPECTED[name]["tasks"]


def edits(found: Tracker) -> Iterator[tuple[str, str]]:
    """Each text that one command on one task makes of the file, and which."""
    for task in found.tasks:
        for intent in (SetStatus(task.id, "done"), Assign(task.id, "kim"), AddNote(task.id, "seen")):
            try:
                plan = make_plan(found, found, [intent], Context(AT, "ada", None, None), read)
            except ForgemdError:
                continue
            yield plan.after.text, f"{intent}"


def differ_by_one_line(old: list[str], new: list[str], kept: tuple[str, ...] = ()) -> bool:
    """Whether one line is another, is new, or only lies elsewhere, in another column of a board.

    The line that begins with one of `kept`, which says when the file was changed or how far it is, may change, too.
    """
    if sorted(filter(None, old)) == sorted(filter(None, new)):
        return True
    if len(new) == len(old):
        changed = [was for was, now in zip(old, new, strict=True) if was != now]
        return len([line for line in changed if not line.startswith(kept)]) <= 1
    rest = iter(new)
    return len(new) == len(old) + 1 and all(line in rest for line in old)


@pytest.mark.parametrize("name", EXPECTED)
def test_one_command_changes_one_line(name: str) -> None:
    found = _read(name)
    old = found.source.text.split("\n")
    changed = 0
    for text, intent in edits(found):
        assert differ_by_one_line(old, text.split("\n")), intent
        changed += text != found.source.text
    assert changed or len({task.id for task in found.tasks}) < len(found.tasks)


def test_together_they_are_one_workspace(repo: Repo) -> None:
    for name in EXPECTED:
        repo.write(name, _raw(name).decode())
    repo.add()
    repo.commit("Begin")
    done = forgemd(repo, "check", "--format", "json")
    assert done.code == 0
    rules = {found["rule"] for found in done.json["diagnostics"]}
    assert rules <= {"unknown-status"}, rules
    # Boxes without ids make a tracker of a file only where the configuration names it.
    tasks = forgemd(repo, "list", "--format", "json").json["tasks"]
    assert {task["path"] for task in tasks} == EXPECTED.keys() - {"readme.md", "obsidian.md", "matrices.md"}
