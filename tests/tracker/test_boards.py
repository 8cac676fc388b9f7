"""A status of the heading's: the columns of a board, and parts that are over."""

from __future__ import annotations

import pytest

from forgemd.text import Source
from forgemd.tracker import Settings, Tracker, claims_of, read

ROWS = "| ID | Task |\n|---|---|\n| A-1 | Sow |\n| A-2 | Reap |\n"


def _read(text: str, settings: Settings | None = None) -> Tracker:
    return read(Source(text, "x.md"), settings or Settings())


SAID = {
    "Done": "done",
    "In Progress (3)": "active",
    "🚧 Doing": "active",
    "Done 🎉": "done",
    "3. Done": "done",
    "Status: Done": "done",
    "Tasks in progress": "active",
    "Recently Completed": "done",
    "Active Proposals": "active",
    "进行中任务 🚧": "active",
    "待开始任务 ⏳": "todo",
    "🟢 待分派（Round 1）": "todo",
    "Won't do": "cancelled",
    "Phase 4 – DONE": "done",
    "Phase 4 ✅ COMPLETE": "done",
    "Phase 1: Setup (Done)": "done",
    "Beta [DONE]": "done",
    "Phase 1 (Week 1-2) – DONE": "done",
    "Phase 5: Done (2026-01-02)": "done",
    "Beta (not started)": "todo",
    "Sprint 3 – Completed 2026-01-02": "done",
    "Etapa 2 – Concluída": "done",
    "第二阶段（已完成）": "done",
    "Phase 6 (Deferred)": "deferred",
    "Phase 2 - Auth - ✅ Done": "done",
}
NOT_SAID = [
    *("Phase 2: Core — IN PROGRESS", "Phase 4", "Stage 3", "Phase 3: Testing", "Phase 0: Foundation ✅", "Released"),
    *("Backend - Complete rewrite", "Complete Guide", "What is done", "Setup: Complete the form", "Phase 2: New"),
    *("Definition of Done", "High priority", "Phase 3 (Week 4, done by ann)"),
    *("Taken", "Deprecated", "Proposal", "Skeleton", "Error", "Prüfung", "レビュー"),
]


@pytest.mark.parametrize(("heading", "category"), SAID.items())
def test_a_heading_says_how_the_rows_below_it_stand(heading: str, category: str) -> None:
    found = _read(f"# Farm\n\n## {heading}\n\n{ROWS}")
    assert {(task.status.category, task.status.how) for task in found.tasks} == {(category, "heading")}


@pytest.mark.parametrize("heading", NOT_SAID)
def test_a_heading_that_says_something_else_says_nothing_of_rows(heading: str) -> None:
    found = _read(f"# Farm\n\n## {heading}\n\n{ROWS}")
    assert [task.status.how for task in found.tasks] == ["empty", "empty"]


def test_a_column_speaks_for_its_own_parts_and_a_title_for_nothing() -> None:
    parts = _read(f"# Backlog\n\n## Done\n\n### Hull\n\n{ROWS}\n## Rig\n\n{ROWS.replace('A-', 'B-')}")
    assert [task.status.category for task in parts.tasks] == ["done", "done", "unknown", "unknown"]


def test_a_part_with_a_name_does_not_speak_for_what_is_below_its_own_headings() -> None:
    found = _read(f"# Log\n\n## Area model — SHIPPED\n\n### Next steps\n\n{ROWS}")
    assert [task.status.how for task in found.tasks] == ["empty", "empty"]


def test_what_is_left_of_something_done_is_not_done() -> None:
    found = _read(f"# Log\n\n## Done\n\n### Remaining work\n\n{ROWS}")
    assert [task.status.how for task in found.tasks] == ["empty", "empty"]


def test_a_doubtful_word_is_a_column_beside_others() -> None:
    board = _read(f"## Review\n\n{ROWS}\n## To do\n\n{ROWS.replace('A-', 'B-')}\n## Done\n")
    assert [task.status.category for task in board.tasks] == ["review", "review", "todo", "todo"]


def test_a_cell_outweighs_the_heading() -> None:
    rows = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Sow | Todo |\n| A-2 | Reap | |\n"
    found = _read(f"## Done\n\n{rows}")
    assert [task.status.category for task in found.tasks] == ["todo", "unknown"]


def test_words_of_the_configuration_and_of_the_legend_are_columns_too() -> None:
    configured = _read(f"## Phase 4\n\n{ROWS}", Settings(statuses={"Phase 4": "review"}))
    assert {task.status for task in configured.tasks} == {("Phase 4", "review", "heading")}
    legend = "| Status | Meaning |\n|---|---|\n| Shaping | in review |\n| Done | finished |\n| Todo | not started |\n"
    shaped = _read(f"## Legend\n\n{legend}\n## Shaping\n\n{ROWS}\n## Shaping up\n\n{ROWS.replace('A-', 'B-')}")
    assert [task.status.how for task in shaped.tasks] == ["heading", "heading", "empty", "empty"]


def test_a_heading_does_not_bear_itself_out() -> None:
    assert not claims_of(_read(f"# Farm\n\n## Phase 4 – DONE\n\n{ROWS}"))


BOARDS = {
    "details": (
        "## Backlog\n\n- a\n  - how\n\n## Doing\n\n_None_\n\n## Done\n\n- ~~b~~\n- [c](x)\n\n## Notes\n\n- d\n",
        "a todo, b done, c done",
    ),
    "review": ("## To do\n\n- a\n\n## Review\n\n- b\n\n## Done\n\n- (none yet)\n- c\n", "a todo, b review, c done"),
    "chinese": ("## 待办\n\n- 甲\n\n## 进行中\n\n- 乙\n\n## 已完成\n\n- 无\n", "甲 todo, 乙 active"),
    "signs": (
        "## 📋 Backlog\n\n* 🐛 a\n* **b**: more\n\n## 🚧 In Progress\n\n* c\n\n## ✅ Done\n\n* ✅ d\n",
        "a todo, b todo, c active, d done",
    ),
    "outermost": ("# To do\n\n- a\n\n# Doing\n\n- b\n\n# Done\n\n- c\n", "a todo, b active, c done"),
    "some with ids": ("## To do\n\n- T-1: a\n- b\n\n## Done\n\n- T-2: c\n", "T-1 todo, b todo, T-2 done"),
    "numbers": ("## To Do\n1. a\n2. b\n## Done\n1. c\n", "a todo, b todo, c done"),
}
NO_BOARDS = {
    "news": "## 1.2 (2026-01-02)\n\n### Done\n\n- a\n\n### In Progress\n\n- b\n",
    "retro": "# Sprint retro\n\n## Done\n\n- a\n\n## To do\n\n- b\n",
    "one column": "## Done\n\n- a\n- b\n\n## Other\n\n- c\n",
    "prose": "## Done\n\nA lot.\n\n- a\n- b\n\n## In progress\n\n- c\n",
    "changes": "## Added\n\n- a\n\n## Fixed\n\n- b\n\n## Planned\n\n- c\n",
    "diary": "## Mon\n\n### Done\n\n- a\n\n### Todo\n\n- b\n\n## Tue\n\n### Done\n\n- c\n\n### Todo\n\n- d\n",
    "long": f"## Done\n\n- {'word ' * 40}\n\n## Todo\n\n- c\n",
    "nothing open": "## Completed\n\n- a\n\n## Deferred\n\n- b\n",
    "apart": "## Done\n\n- a\n\n## How\n\n- b\n\n## Todo\n\n- c\n",
    "levels": "## Done\n\n- a\n\n### Todo\n\n- b\n",
}


@pytest.mark.parametrize("name", BOARDS)
def test_plain_items_under_the_columns_of_a_board_are_cards(name: str) -> None:
    text, said = BOARDS[name]
    found = _read(text)
    assert ", ".join(f"{task.id} {task.status.category}" for task in found.tasks) == said
    assert found.holds_named_tasks


@pytest.mark.parametrize("name", NO_BOARDS)
def test_lists_under_headings_that_only_look_like_columns_are_none(name: str) -> None:
    assert _read(NO_BOARDS[name]).tasks == ()


_BOXED = "- [ ] cut\n- [x] plane\n\nOak.\n"
HEADED = {
    "ids, and boxes below": (
        f"## To Do\n\n### P1-001 Keel\n\n{_BOXED}\n### P1-002 Ribs\n\n## In Progress\n\n### P1-003: Deck\n\n## Done\n",
        "P1-001 todo, P1-002 todo, P1-003 active",
    ),
    "boxes of a card are its own": (
        "## In Progress\n\n### T-1: Keel\n\n- [ ] T-1.1: cut\n- [x] T-1.2: plane\n",
        "T-1 active, T-1.1 todo, T-1.2 done",
    ),
    "plans": (
        "## To Do\n\n### Lay the keel\n\n- priority: high\n\n## Done\n\n### Saw oak\n\n  - due: 2026-01-02\n",
        "Lay the keel todo, Saw oak done",
    ),
    "numbers": ("## Completed\n\n### 1. Keel\n\nOak.\n\n## Pending\n\n### 2. Rig\n\n- mast\n", "1 done, 2 todo"),
    "a word of its own": (
        "## In Progress\n\n### P1-001 Keel [BLOCKED]\n\n### P1-002 Ribs\n\n## Done\n",
        "P1-001 blocked, P1-002 active",
    ),
}
NOT_HEADED = {
    "groups": "## Completed\n\n### Hull\n\n- a\n- b\n\n### Rig\n\n- c\n\n## Pending\n\n### Hull\n\n- d\n",
    "how to": "## Running\n\n### 1. Start it\n\nText.\n\n### 2. Look\n\n## Layout\n",
    "news": "## Changelog\n\n### Done\n\n#### T-1: a\n\nText.\n\n#### T-2: b\n",
    "one word like an id": "## Planned\n\n### HTTP-2 support\n\nText.\n\n## Done\n",
    "decisions": "## Active\n\n### ADR-1: a\n\nText.\n\n### ADR-2: b\n\n## Done\n",
}


@pytest.mark.parametrize("name", HEADED)
def test_headings_under_the_columns_of_a_board_are_cards(name: str) -> None:
    text, said = HEADED[name]
    assert ", ".join(f"{task.id} {task.status.category}" for task in _read(f"# Boat\n\n{text}").tasks) == said


@pytest.mark.parametrize("name", NOT_HEADED)
def test_headings_under_a_status_that_only_look_like_cards_are_none(name: str) -> None:
    assert _read(f"# Boat\n\n{NOT_HEADED[name]}").tasks == ()


def test_rows_under_a_group_in_a_column_are_the_tasks() -> None:
    found = _read(f"## Done\n\n### P1 tasks\n\n{ROWS}\n### P2 tasks\n\n{ROWS.replace('A-', 'B-')}")
    assert [task.id for task in found.tasks] == ["A-1", "A-2", "B-1", "B-2"]


def test_what_is_left_open_of_something_done_says_nothing_of_what_lies_below() -> None:
    below = "### Flag\n**Priority:** low\n\n- [ ] cut\n\n"
    text = f"## Completed (2025-12-25) - Remaining Open Items\n\n{below}## Hull\n\n### Keel\n**Status:** Done\n"
    assert [task.id for task in _read(text).tasks if task.status.category == "done"] == []


def test_the_title_of_a_document_says_nothing_of_its_headings_and_outermost_columns_do() -> None:
    told = "# Work in progress\n\n## T-1: Keel\n**Owner:** ann\n\n## T-2: Ribs\n**Owner:** bo\n"
    assert [task.status.how for task in _read(told).tasks] == ["empty", "empty"]
    board = "# To do\n\n## T-1: Keel\n\n# Doing\n\n## T-2: Ribs\n\n# Done\n"
    assert [task.status.category for task in _read(board).tasks] == ["todo", "active"]


def _claimed(text: str) -> list[tuple[str, bool | None]]:
    return [(claim.stated, claim.holds) for claim in claims_of(_read(text))]


CARDS = "## To Do ({0})\n\n- **K-1**: Keel\n- **K-2**: Ribs\n\n## Doing ({1})\n\n- **K-3**: Deck\n\n## Done ({2})\n"


def test_a_number_in_the_heading_of_a_column_is_a_count_where_most_of_them_are() -> None:
    assert _claimed(CARDS.format(2, 1, 0)) == [("2", True), ("1", True), ("0", True)]
    assert _claimed(CARDS.format(2, 5, 0)) == [("2", True), ("5", False), ("0", True)]
    # Of what is done only the latest may be there, and a number may be how many there may be.
    assert _claimed(CARDS.format(2, 1, 40)) == [("2", True), ("1", True), ("40", None)]
    assert _claimed(CARDS.format(5, 1, 3)) == [("5", None), ("1", None), ("3", None)]
    assert _claimed(f"---\nkanban-plugin: board\n---\n\n{CARDS.format(2, 1, 0)}") == [(n, None) for n in "210"]
    assert _claimed(CARDS.format("3 tasks", "x", "y")) == [("3", False)]
    assert not _claimed(CARDS.format("week 2", "max 1", "2024"))
