"""Rollups in all the forms that trackers have: shares, bars, rows of statuses, columns of priorities, subtotals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.tracker import Column, Layout
from forgemd.tracker.cells.counts import expected_count, expected_share
from forgemd.tracker.rollups.rollup import Rollup, read_rollup
from tests.tracker.build import table, tracker
from tests.tracker.test_rollup import one, sections, wrong

TWO = sections(("1.1 Hull", "Done, Done, Todo"), ("1.2 Rig", "In Progress, Blocked, Done"))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        *(("2/3", "2/3"), ("1/3", "2/3"), ("**1 / 4**", "**2 / 3**"), ("✅ 1/3 tasks", "✅ 2/3 tasks")),
        *(("1/3 (33%)", "2/3 (67%)"), ("2/3 (66%)", "2/3 (66%)"), ("50%", "67%"), ("66.6%", "66.6%")),
        *(("██████░░░ 67%", "██████░░░ 67%"), ("███░░░░░░ 33%", "██████░░░ 67%"), ("██████░░░", "██████░░░")),
        *(("░░░░░░ 0%", "████░░ 67%"), ("██████ 100%", "████░░ 67%"), ("■■□ 67 %", "■■□ 67 %")),
        *(("~2/3", None), ("2 of 3", None), ("67", None), ("", None), ("2/3/4", None), ("1/3 since 2024", None)),
    ],
)
def test_shares(stated: str, expected: str | None) -> None:
    assert expected_share(2, 3, stated) == expected


@given(
    st.integers(0, 40), st.integers(1, 40), st.sampled_from(["50%", "1/2", "✅ 1/2 (50%)", "█████░░░░░ 50%", "▓▓▒▒"])
)
def test_what_is_written_anew_is_right(done: int, more: int, stated: str) -> None:
    every = done + more
    written = expected_share(done, every, stated)
    assert written is not None
    assert expected_share(done, every, written) == written


@pytest.mark.parametrize(
    ("count", "stated", "expected"),
    [(6, "5 tasks", "6 tasks"), (1, "2 tasks", "1 task"), (3, "1 task ✅", "3 tasks ✅"), (3, "2个任务", "3个任务")],
)
def test_counts_with_a_noun(count: int, stated: str, expected: str) -> None:
    assert expected_count(count, stated) == expected


@given(st.integers(0, 10**6), st.sampled_from(["7", "**7**", "✅ 7", "`7` ✅"]))
def test_only_digits_change(count: int, stated: str) -> None:
    written = expected_count(count, stated)
    assert written is not None
    assert written.replace(str(count), "7", 1) == stated


def test_a_column_of_shares() -> None:
    text = TWO + table("Section | Done | Progress", "1.1 Hull | 2 | 2/3", "1.2 Rig | 1 | 1/3")
    (layout,) = [layout for layout in tracker(text).layouts if layout.kind == "rollup"]
    columns = tuple(
        Column(each.header, role, "") for each, role in zip(layout.columns, ("key", "count", "progress"), strict=True)
    )
    found = read_rollup(Layout(layout.table, "rollup", "", columns), tracker(text).outline)
    assert (found.problem, wrong(found)) == (None, [])


def by_status(*rows: str) -> Rollup:
    read = tracker(TWO + table("Status | Count", *rows))
    layout = read.layouts[-1]
    columns = (Column("Status", "key", ""), Column("Count", "total", ""))
    return read_rollup(Layout(layout.table, "rollup", "", columns), read.outline)


def test_rows_of_statuses() -> None:
    right = by_status("✅ Done | 3", "In progress | 1", "Blocked | 1", "Todo | 1", "**Total** | **6**")
    assert (right.problem, wrong(right)) == (None, [])
    stale = by_status("Done | 2", "In progress | 2", "Blocked | 1", "Todo | 1", "Total | 6")
    assert wrong(stale) == [("Done", "Count", "2", "3"), ("In progress", "Count", "2", "1")]


def test_rows_of_statuses_that_count_other_tasks() -> None:
    assert by_status("Done | 20", "In progress | 4", "Blocked | 2", "Todo | 3").problem == (
        "it counts 29 tasks, and this file has 6"
    )


def test_a_status_without_a_row_leaves_the_rollup_alone() -> None:
    assert by_status("Done | 3", "Todo | 1").problem is not None


def test_columns_of_priorities() -> None:
    tasks = "".join(
        table("ID | Task | Priority | Status", *rows, heading=name)
        for name, rows in {
            "Hull": ("A-1 | a | High | Todo", "A-2 | b | **Low** | Done"),
            "Rig": ("B-1 | c | high | Todo",),
        }.items()
    )
    rollup = one(tasks + table("Section | Total | High | Low", "Hull | 2 | 1 | 1", "Rig | 1 | 0 | 1"))
    assert rollup.problem is None
    assert wrong(rollup) == [("Rig", "High", "0", "1"), ("Rig", "Low", "1", "0")]
    assert one(tasks.replace("high", "-") + table("Section | Total | High | Low", "Hull | 2 | 1 | 1")).problem == (
        "not every task has one of the priorities that its columns count"
    )


def test_subtotals_count_what_stands_above_or_what_they_name() -> None:
    text = (
        "# Plan\n\n## Phase 1\n\n"
        + sections(("1.1 Hull", "Done, Todo"), ("1.2 Rig", "Done")).replace("## 1", "### 1")
        + "## Phase 2\n\n"
        + sections(("2.1 Sail", "Todo")).replace("## 2", "### 2").replace("A-1", "C-1")
    )
    rows = [
        "1.1 Hull | 2 | 1",
        "1.2 Rig | 1 | 1",
        "**Phase 1 total** | 3 | 2",
        "2.1 Sail | 1 | 0",
        "**Subtotal** | 1 | 0",
    ]
    rollup = one(text + table("Section | Total | Done", *rows, "**Total** | 4 | 2"))
    assert [row.is_total for row in rollup.rows] == [False, False, True, False, True, True]
    assert (rollup.problem, wrong(rollup)) == (None, [])


@pytest.mark.parametrize(
    ("label", "title", "same"),
    [
        ("2. YAML 输入模型", "2. YAML 输入数据模型 (`models.py`)", True),
        ("20. 安全与稳定", "20. 安全与稳定性增强", True),
        ("2. Web App", "2. The Web Based App", True),
        ("2. Web API", "2. Web app", False),
        ("2. 数据", "3. 数据驱动", False),
    ],
)
def test_a_label_may_leave_out_words(label: str, title: str, same: bool) -> None:
    rollup = one(sections((title, "Done")) + table("Section | Total | Done", f"{label} | 1 | 1", f"{title} x | 1 | 1"))
    assert (rollup.rows[0].tasks is not None) == same
