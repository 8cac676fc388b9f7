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
