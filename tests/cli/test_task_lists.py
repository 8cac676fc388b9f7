"""A tracker that mixes tables, boxes and headings is one tracker, for every command."""

from __future__ import annotations

import pytest

from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo

MIXED = """# Boat

| ID | Task | Status |
|----|------|--------|
| A-1 | Keel | Done |

- [ ] **B-1**: Sand the hull (depends on: A-1) @bo
  - Completed:
- [ ] B-2: Paint (depends on: B-1)

### C-1: Rig

**Status:** In Progress

## Sign-off

- [ ] Read by two

## Change Log

| Date | Task | Old | New | By |
|------|------|-----|-----|----|
| 2026-01-01 | A-1 | Todo | Done | ann |
"""


@pytest.fixture
def boat(repo: Repo) -> Repo:
    repo.write("PLAN.md", MIXED)
    repo.write("NOTES.md", "# Notes\n\n- [ ] buy milk\n- [x] call\n")
    repo.add()
    repo.commit("Begin")
    return repo


def test_one_tracker_for_all_commands(boat: Repo) -> None:
    listed = forgemd(boat, "list", "--format", "json").json
    assert [(task["id"], task["category"]) for task in listed["tasks"]] == [
        *(("A-1", "done"), ("B-1", "todo"), ("B-2", "todo"), ("C-1", "active")),
    ]
    shown = hold(forgemd(boat, "show", "B-1", "--format", "json").json, "show")
    assert [cell["header"] for cell in shown["cells"] if cell["text"]] == [
        *("ID", "Task", "Status", "Owner", "Depends"),
    ]
    ready = forgemd(boat, "next", "--format", "json").json["ready"][0]
    assert ready["id"] == "B-1"
    assert "B-2" in forgemd(boat, "graph").out


def test_numbered_steps_with_signs_are_set_to_the_last(repo: Repo) -> None:
    repo.write(".forgemd.yaml", "trackers: [PLAN.md]\n")
    repo.write("PLAN.md", "# Boat\n\n## Next steps\n\n1. ✅ Lay the keel\n2. ⚪ Bend the ribs\n")
    repo.add()
    repo.commit("Begin")
    done = forgemd(repo, "set", "Bend the ribs=done")
    assert done.code == 0, done.err
    assert repo.read("PLAN.md").endswith(b"1. \xe2\x9c\x85 Lay the keel\n2. \xe2\x9c\x85 Bend the ribs\n")
    assert len(forgemd(repo, "list", "--format", "json").json["tasks"]) == 2


@pytest.mark.parametrize("columns", ["## {}\n", "{}\n----\n", "{}\n=====\n"])
def test_a_board_is_found_however_its_headings_are_written(repo: Repo, columns: str) -> None:
    cards = "\n### P-1 Keel\n\n", "\n### P-2 Deck\n"
    text = "".join(columns.format(name) + card for name, card in zip(("To Do", "Done"), cards, strict=True))
    repo.write("BOARD.md", text)
    repo.add()
    repo.commit("Begin")
    assert "2 of 2 tasks" in forgemd(repo, "list").out


def test_explain_says_which_boxes_are_tasks(boat: Repo) -> None:
    (file,) = hold(forgemd(boat, "explain", "PLAN.md", "--format", "json").json, "explain")["files"]
    assert [(found["form"], found["kind"], found["line"], found["count"]) for found in file["lists"]] == [
        ("list", "tasks", 7, 2),
        ("headings", "tasks", 11, 1),
        ("list", "checklist", 17, 1),
    ]
    assert "'Sign-off' above, and no ids" in forgemd(boat, "explain", "PLAN.md").out


def test_a_box_that_somebody_ticked_is_committed_with_its_log_row(boat: Repo) -> None:
    boat.write("PLAN.md", MIXED.replace("[ ] **B-1", "[x] **B-1"))
    done = forgemd(boat, "commit", "--agent", "cy")
    assert done.code == 0, done.err
    text = boat.read("PLAN.md").decode()
    assert "- [x] **B-1**: Sand the hull (depends on: A-1) @bo\n  - Completed: 2" in text
    assert "| B-1 | Todo | Done | cy |\n" in text
    assert text.count("\n") == MIXED.count("\n") + 1


def test_set_and_its_refusal(boat: Repo) -> None:
    done = forgemd(boat, "set", "B-2=done", "C-1=done", "--agent", "cy")
    assert done.code == 0, done.err
    assert "- [x] B-2: Paint" in boat.read("PLAN.md").decode()
    assert "**Status:** Done" in boat.read("PLAN.md").decode()
    refused = forgemd(boat, "set", "B-1=blocked")
    assert refused.code == 2
    assert "boxes of this file are [ ], [x]" in refused.err


def test_boxes_without_ids_make_a_tracker_of_files_that_are_named(boat: Repo) -> None:
    assert forgemd(boat, "list").out.count("buy milk") == 0
    assert forgemd(boat, "list", "NOTES.md").out.count("buy milk") == 1
    boat.write(".forgemd.yaml", "trackers: [NOTES.md]\n")
    assert forgemd(boat, "list").out.count("buy milk") == 1
