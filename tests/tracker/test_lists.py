"""Tasks that are no rows: boxes, headings, front matter, and what is a checklist instead."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.text import Source
from forgemd.tracker import FieldTask, Task, Tracker, read
from tests.shared import ROOT


def _read(text: str) -> Tracker:
    return read(Source(text, "x.md"))


def _said(task: Task) -> dict[str, str]:
    """What a task says by role, but for its title and what follows from its status."""
    return {
        column.role if column.role != "other" else column.header: text
        for column, text in zip(task.layout.columns, task.values, strict=True)
        if text and column.role not in ("id", "title")
    }


with open(os.path.join(ROOT, "tests", "tracker", "lists.json"), encoding="utf-8") as _stream:
    LINES: list[dict[str, Any]] = json.load(_stream)


@pytest.mark.parametrize("case", LINES, ids=lambda case: case["line"])
def test_a_line(case: dict[str, Any]) -> None:
    (task,) = _read(f"# Work\n\n{case['line']}\n").tasks
    seen = {"line": case["line"], "id": task.id, "title": task.title.rstrip("~*"), "said": _said(task)}
    assert seen == case
    assert task.has_id == (case["id"] != case["title"])


def test_ids_that_need_company() -> None:
    """`S3: …` alone is no id; with another of its family it is, and so is one without any sign behind it."""
    found = _read("- [ ] S3: upload\n- [ ] S4: download\n- [x] T001 Plan\n- [ ] T002 [P] Build\n- [ ] GPT4 support\n")
    assert [(task.id, task.title) for task in found.tasks] == [
        ("S3", "upload"),
        ("S4", "download"),
        ("T001", "Plan"),
        ("T002", "Build"),
        ("GPT4 support", "GPT4 support"),
    ]
    numbered = _read("- [ ] 1. Set up\n  - [ ] 1.1 Directories\n  - [x] 1.2 Data\n")
    assert [task.id for task in numbered.tasks] == ["1", "1.1", "1.2"]


def test_a_status_in_capitals_in_front_of_every_item() -> None:
    found = _read("- TODO Sow beans @ann\n- DOING **T-2**: Reap\n- IN PROGRESS Mow\n- DONE Rake\n")
    assert [(task.id, task.title, task.status.category) for task in found.tasks] == [
        *(("Sow beans", "Sow beans", "todo"), ("T-2", "Reap", "active")),
        *(("Mow", "Mow", "active"), ("Rake", "Rake", "done")),
    ]
    others = ["- FIXED a leak\n- NEW oars\n", "- TODO one\n- and more\n", "- TODO alone\n", "- PASS a\n- FAIL b\n"]
    assert [_read(text).tasks for text in others] == [()] * len(others)


def test_numbered_steps_of_a_plan_that_begin_with_a_sign() -> None:
    steps = "1. ✅ Sow beans\n2. ⚪ Mow\n3. ⏳ Rake\n"
    found = _read(f"## 3. Next steps\n\n**Today:**\n\n{steps}").tasks
    assert [(task.title, task.status.category) for task in found] == [
        *(("Sow beans", "done"), ("Mow", "todo"), ("Rake", "unknown")),
    ]
    done = steps.replace("⚪", "✅").replace("⏳", "✅")
    assert len(_read(f"## 下一步\n\n{done}").tasks) == 3
    # Praise, a list of which only some lines have a sign, bullets, and what the signs mean.
    assert not _read(f"## Why beans\n\n{steps}").tasks
    assert not _read(f"## Next steps\n\n{steps}4. Rest\n").tasks
    assert not _read("## Next steps\n\n- ✅ Sow beans\n- ⚪ Mow\n").tasks
    assert not _read("## Plan\n\n1. ✅ Done\n2. ⚪ Not started\n").tasks


def test_numbered_headings_with_a_status_in_words() -> None:
    text = "## 2 Parts\n\n### 2.1 Hull (📋 Not Started)\n\nOak.\n\n### 2.2 Rig (✅ Done)\n\n### 2.3 Why\n"
    assert [(task.id, task.status.category) for task in _read(text).tasks] == [
        *(("2.1", "todo"), ("2.2", "done"), ("2.3", "unknown")),
    ]
    assert not _read(text.replace(" (📋 Not Started)", "")).tasks


def test_phases_of_which_a_third_says_how_it_stands() -> None:
    """What comes next has no word yet; of a few headings, half have to say it."""
    begun = "".join(f"### Phase {number}: Hull — DONE\n\nOak.\n\n" for number in range(1, 5))
    ahead = "".join(f"### Phase {number}: Rig\n\nPine.\n\n" for number in range(5, 12))
    assert len(_read(f"## Phases\n\n{begun}{ahead}").tasks) == 11
    assert not _read(f"## Phases\n\n{begun[: begun.index('### Phase 3')]}{ahead}").tasks


def test_a_plan_of_kiro_has_a_mark_of_its_own_for_what_is_in_work() -> None:
    plan = "- [x] 1. Hull\n  - [-] 1.1 Keel\n    - _Requirements: 1.1_\n  - [ ]* 1.2 Tests\n"
    assert [task.status.category for task in _read(plan).tasks] == ["done", "active", "todo"]
    assert [task.status.category for task in _read(plan.replace("_Requirements", "_Needs").replace("]*", "]")).tasks][
        1
    ] == "cancelled"


CHECKLISTS = [
    *("## Acceptance Criteria", "## Definition of Done", "## Sign-off", "## Review", "### Final Review"),
    *("## ✅ Checklist", "## Verification Checklist", "### How can this be enabled?", "## Test T6-001: New user"),
    *("## 验收标准", "## Критерии приёмки", "## チェックリスト", "**Success criteria:**", "Questions for the owner:"),
]
WORK = [
    *("## Tasks", "## In Review", "## Under Review", "# Release Checklist", "## Task checklist", "## Template engine"),
    *("## 标准化", "## Next steps", "**Included subtasks**:", "## Launch checklist"),
]


@pytest.mark.parametrize("above", CHECKLISTS)
def test_a_checklist_is_none(above: str) -> None:
    found = _read(f"# File\n\n{above}\n\n- [ ] It works\n- [x] It lasts\n")
    assert found.tasks == ()
    (listed,) = found.lists
    assert (listed.verdict, listed.count) == ("checklist", 2)
    assert listed.why.startswith("'")


@pytest.mark.parametrize("above", WORK)
def test_work_is_work(above: str) -> None:
    assert len(_read(f"# File\n\n{above}\n\n- [ ] Make it\n- [x] Mend it\n").tasks) == 2


def test_ids_outweigh_the_words_above_them() -> None:
    assert len(_read("## Verification\n\n- [ ] V-1: a\n- [ ] V-2: b\n").tasks) == 2
    assert _read("## Acceptance Criteria\n\n- [ ] #1 a\n- [ ] #2 b\n").tasks == ()
    assert _read("## Acceptance Criteria\n\n- [ ] AC-1: a\n- [ ] AC-2: b\n").tasks == ()


def test_boxes_without_ids_inside_of_tasks_with_ids_are_their_steps() -> None:
    found = _read("- [ ] T-1: a\n  - [x] one\n  - Tasks:\n    - [ ] two\n- [ ] T-2: b\n")
    assert [task.id for task in found.tasks] == ["T-1", "T-2"]
    nested = _read("- [ ] Paint\n  - [x] walls\n  - [ ] doors\n")
    assert [task.id for task in nested.tasks] == ["Paint", "walls", "doors"]


HEADINGS = """# Plan

### T-1: Keel
**Status:** ✅ Done | **Owner**: ann

### T-2: Ribs — BLOCKED

- **Depends on**: T-1

### T-3: ~~Deck~~ (P2)

Priority: low
"""


def test_headings_with_ids() -> None:
    found = _read(HEADINGS)
    assert [(task.id, task.line, task.status.category, task.section.title) for task in found.tasks] == [
        ("T-1", 2, "done", "Plan"),
        ("T-2", 5, "blocked", "Plan"),
        ("T-3", 9, "unknown", "Plan"),
    ]
    assert _said(found.tasks[0]) == {"status": "✅ Done", "owner": "ann"}
    assert [(edge.task.id, edge.on.id) for edge in found.dependencies if edge.on] == [("T-2", "T-1")]
    assert [_said(task).get("priority") for task in found.tasks] == [None, None, "P2"]


def test_headings_that_group_tasks_are_sections() -> None:
    table = "| ID | Task | Status |\n|---|---|---|\n| {0}-1 | a | Done |\n"
    phases = "".join(f"## Phase {n}: x ✅ COMPLETE\n\n{table.format('P' + str(n))}\n" for n in (1, 2))
    assert [task.id for task in _read(phases).tasks] == ["P1-1", "P2-1"]
    bare = "".join(f"### ✅ Phase {n}: x [COMPLETE]\n\nProse.\n\n" for n in (1, 2))
    assert [(task.id, task.title, task.status.category) for task in _read(bare).tasks] == [
        ("Phase 1", "x", "done"),
        ("Phase 2", "x", "done"),
    ]
    assert _read("## P0 issues\n\n- a\n\n## P1 issues\n\n- b\n").tasks == ()


def test_headings_of_one_level_that_state_a_status() -> None:
    text = "## Charts\n\n**Status:** Active\n\n- [ ] draw\n\n## Tables\n\nStatus: Deferred until May\n"
    found = _read(text)
    assert [(task.id, task.status.category) for task in found.tasks] == [
        ("Charts", "active"),
        ("draw", "todo"),
        ("Tables", "deferred"),
    ]
    rows = "| ID | Task | Status |\n|---|---|---|\n| {0}-1 | a | Done |\n\n"
    over = "".join(f"## {name}\n\n**Status:** Done\n\n{rows.format(name[0])}" for name in ("Hull", "Rig"))
    assert [task.id for task in _read(over).tasks] == ["H-1", "R-1"]
    assert _read("## Only one\n\n**Status:** Active\n").tasks == ()


FRONT = """---
id: task-7
title: 'Mow: the lawn'
status: In Progress  # since May
assignee:
  - '@ann'
  - bo
dependencies: [task-3, "task-4"]
priority: high
---

## Acceptance Criteria

- [ ] #1 short
"""


def test_front_matter_that_is_a_task() -> None:
    found = _read(FRONT)
    (task,) = found.tasks
    assert (task.id, task.title, task.status.category) == ("task-7", "Mow: the lawn", "active")
    assert _said(task) == {
        "status": "In Progress",
        "depends": 'task-3, "task-4"',
        "priority": "high",
        "owner": "@ann, bo",
    }
    assert [listed.verdict for listed in found.lists] == ["tasks", "checklist"]


GARDEN = [(1, "Dig", "done"), (2, "Sow", "todo")]


def test_front_matter_that_lists_tasks() -> None:
    mappings = "".join(f"  - id: G{n}\n    title: {title}\n    status: {status}\n" for n, title, status in GARDEN)
    text = f"---\ntitle: Garden\ntasks:\n{mappings}---\n"
    assert [(task.id, task.title, task.status.category, task.line) for task in _read(text).tasks] == [
        ("G1", "Dig", "done", 3),
        ("G2", "Sow", "todo", 6),
    ]


@pytest.mark.parametrize(
    "front",
    [
        "title: Report\nstatus: Final",
        "status: Done",
        "id: x\ntitle: y",
        "id: [1]\nstatus: done",
        "tasks:\n  - a\n  - b",
    ],
)
def test_other_front_matter_is_no_task(front: str) -> None:
    assert _read(f"---\n{front}\n---\n\nText.\n").tasks == ()


def test_a_row_and_a_box_of_one_id_are_one_task() -> None:
    text = "| ID | Task | Status |\n|---|---|---|\n| A-1 | a | Done |\n\n- [ ] **A-1**: a\n- [x] **A-2**: b\n"
    found = _read(text)
    assert [(task.id, isinstance(task, FieldTask)) for task in found.tasks] == [("A-1", False), ("A-2", True)]
    assert [(view.id, view.line) for view in found.views] == [("A-1", 4)]
    told = _read(text.replace("**A-1**: a", "**a-1**: a (depends on: A-2)"))
    assert [(edge.task.id, edge.on.id, edge.teller.line) for edge in told.dependencies if edge.on] == [
        ("A-1", "A-2", 4)
    ]


def test_tasks_come_in_the_order_of_the_text() -> None:
    text = "- [ ] B-1: b\n\n| ID | Task | Status |\n|---|---|---|\n| A-1 | a | Done |\n\n### C-1: c\n\nStatus: Done\n"
    assert [task.id for task in _read(text).tasks] == ["B-1", "A-1", "C-1"]


def _states(text: str) -> list[tuple[str, str, str]]:
    return [(task.id, task.status.category, task.status.how) for task in _read(text).tasks]


def test_the_columns_of_a_board() -> None:
    """Items with ids under headings that are statuses need no box; `Review` is one where others are beyond doubt."""
    text = "## To Do\n- K-3 Deck — @ada\n- K-4 Mast\n\n## 🚧 In Progress (WIP 2)\n- **K-2**: Ribs\n  - aft\n\n"
    text += "## Review\n- K-5 Sail\n\n## Done\n* K-1 Keel\n"
    stated = [("K-3", "todo"), ("K-4", "todo"), ("K-2", "active"), ("K-5", "review"), ("K-1", "done")]
    assert _states(text) == [(name, category, "heading") for name, category in stated]
    assert _read(text).tasks[0].title == "Deck"
    assert _states("## Review\n- K-5 Sail\n- K-6 Oar\n") == []
    assert _states("## Done\n- Keel\n- Ribs\n") == []


def test_a_column_of_a_board_in_parts() -> None:
    """Items with ids lie under the column also below headings of its own."""
    text = "# Board\n\n## To Do\n\n### Hull\n- K-1: Keel\n- K-2: Ribs\n\n## Done\n\n### Hull\n- K-9: Mast\n"
    assert _states(text) == [("K-1", "todo", "heading"), ("K-2", "todo", "heading"), ("K-9", "done", "heading")]
    assert _states("# Done\n\n## Hull\n- K-1: Keel\n- K-2: Ribs\n") == []


@pytest.mark.parametrize("title", ["Changelog", "Release notes 1.2", "更新日志", "Журнал изменений"])
def test_what_news_tell_was_done_elsewhere(title: str) -> None:
    """Numbers of issues in release notes are no tasks, whatever stands above them or in front."""
    text = "## 1.2.0\n\n### Implemented\n- K-1: Keel\n- **K-2**: Ribs\n\n### Planned\n- ✅ K-3: Mast\n"
    assert _states(f"# {title}\n\n{text}") == []
    assert len(_states(f"# Farm\n\n{text}")) == 3
    assert len(_states(f"# {title}\n\n- [ ] K-1: Keel\n- [x] K-2: Ribs\n")) == 2, "boxes are for ticking"


def test_an_empty_box_under_the_column_of_a_board() -> None:
    text = "## Backlog\n- [ ] Mast\n## Doing\n- [ ] Deck\n- [x] Ribs\n## Done\n- [ ] Sail\n- [x] Keel\n"
    assert [category for _, category, _ in _states(text)] == ["todo", "active", "done", "todo", "done"]


def test_a_sign_or_a_word_stands_for_a_box_where_there_is_an_id() -> None:
    text = "- ✅ K-1: Keel\n- 🚧 K-2: Ribs\n- ⏳ K-3: Deck\n\n* **K-4** Mast — *done*\n* **K-5** Sail — in progress\n"
    assert _states(text) == [
        ("K-1", "done", "glyph"),
        ("K-2", "active", "glyph"),
        ("K-3", "unknown", "unknown"),
        ("K-4", "done", "word"),
        ("K-5", "active", "word"),
    ]
    assert _states("- ✅ Keel\n- ✅ Ribs\n- 🚧 Deck\n- ❌ Mast\n") == []
    assert _states("✅ done · 🚧 in work\n\n- ✅ - fully supported\n- 🚧 - in work\n") == []


_WORDS = st.text(alphabet="ab1-#.:()[]*`~_@ \t✅—|\\\u00a0é任", max_size=24)


@given(
    st.lists(
        st.tuples(st.sampled_from(["- [ ] ", "  - [x] ", "1. [~] ", "## ", "- ", "", "> - [ ] "]), _WORDS), max_size=12
    )
)
def test_spans_hold_what_tasks_say(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(mark + words for mark, words in lines)
    found = _read(text)
    assert len({task.key for task in found.tasks}) == len(found.tasks)
    for task in found.tasks:
        if isinstance(task, FieldTask):
            for at, span in enumerate(task.fields.spans):
                if span is not None:
                    assert text[span.start : span.end] == task.value(at)
                    assert "\n" not in task.value(at)


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_no_box_of_the_seeds_is_a_task(shared: str, number: str) -> None:
    (name,) = [name for name in os.listdir(os.path.join(shared, "seeds")) if name.startswith(number)]
    with open(os.path.join(shared, "seeds", name), "rb") as stream:
        found = read(Source.decode(stream.read(), name))
    assert [task for task in found.tasks if isinstance(task, FieldTask)] == []


def test_titles_with_a_status_below_are_known_for_a_tracker() -> None:
    found = _read("# Plan\n\n## Add login\n\n**Status:** Done\n\n## Add logout\n\nStatus: Todo\n\n## Notes\n\nNone.\n")
    assert [(task.id, task.status.category) for task in found.tasks] == [("Add login", "done"), ("Add logout", "todo")]
    assert found.holds_named_tasks


def test_boxes_tell_how_a_heading_stands_that_says_nothing_itself() -> None:
    text = (
        "## T-1: a\n\n- [x] one\n- [-] two\n\n## T-2: b\n\n- [x] one\n\n### More\n\n- [ ] two\n\n"
        "## T-3: c\n\n- [ ] one\n\n**Acceptance Criteria:**\n\n- [x] two\n\n"
        "## T-4: d\n\n**Status:** Todo\n\n- [x] one\n\n## T-5: e\n\nProse.\n"
    )
    assert [(task.id, task.status) for task in _read(text).tasks] == [
        *(("T-1", ("1/2", "done", "boxes")), ("T-2", ("1/2", "active", "boxes"))),
        *(("T-3", ("0/1", "todo", "boxes")), ("T-4", ("Todo", "todo", "word")), ("T-5", ("", "unknown", "empty"))),
    ]


@pytest.mark.parametrize(
    ("one", "other", "ids"),
    [
        ("AUTH-1: a", "AUTH-2: b", ["AUTH-1", "AUTH-2"]),
        ("Task 1: a", "Task 2: b", ["Task 1", "Task 2"]),
        ("P0: must", "P1: should", ["sow", "reap"]),
        ("Week 1: a", "Week 2: b", ["sow", "reap"]),
        ("SPRINT-1: a", "SPRINT-2: b", ["sow", "reap"]),
    ],
)
def test_headings_with_boxes_under_each_are_tasks_by_their_ids(one: str, other: str, ids: list[str]) -> None:
    found = _read(f"## {one}\n\n- [ ] sow\n\n## {other}\n\n- [ ] reap\n")
    assert [task.id for task in found.tasks] == ids
