"""Rollups: what each figure counts, and when it is better to say nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.tracker import Rollup, whole_number
from tests.tracker.build import table, tracker

STATUSES = ["Todo", "Ready", "In Progress", "Review", "Done", "Blocked", "Failed"]


def sections(*groups: tuple[str, str], extra: str = "") -> str:
    """Sections with a task for each status (their initials would do, but words read better)."""
    made, number = "", 0
    for heading, statuses in groups:
        rows = []
        for status in statuses.split(","):
            number += 1
            rows.append(f"A-{number} | Task {number} | {status.strip()}{extra}")
        made += table("ID | Task | Status" + (" | Owner | Priority" if extra else ""), *rows, heading=heading)
    return made


def one(text: str) -> Rollup:
    (rollup,) = tracker(text).rollups
    return rollup


def wrong(rollup: Rollup) -> list[tuple[str, str, str, str]]:
    return [
        (figure.row.label, figure.column.header, figure.stated, figure.expected)
        for row in rollup.rows
        for figure in rollup.figures(row)
        if not figure.holds
    ]


TWO = sections(("1.1 Hull", "Done, Done, Todo"), ("1.2 Rig", "In Progress, Blocked, Failed, Review, Ready"))


def test_sections_with_a_bold_total() -> None:
    text = TWO + table(
        "Section | Total | Done | In Progress | Blocked | Pending",
        *(
            "1.1 Hull | 3 | 2 | 0 | 0 | 1",
            "1.2 Rig | 5 | 0 | 2 | 2 | 1",
            "**TOTAL** | **8** | **2** | **2** | **2** | **2**",
        ),
    )
    rollup = one(text)
    assert rollup.problem is None
    assert wrong(rollup) == []
    assert wrong(one(text.replace("**8**", "**9**").replace("| 3 | 2 |", "| 3 | 1 |"))) == [
        ("1.1 Hull", "Done", "1", "2"),
        ("TOTAL", "Total", "**9**", "**8**"),
    ]


@pytest.mark.parametrize(
    "label", ["1.1", "1.1 Hull", "**1.1 Hull**", "`1.1 Hull`", "[1.1 Hull](#hull)", "1.1 hull", "1.1: Hull"]
)
def test_a_label_names_its_section(label: str) -> None:
    rollup = one(TWO + table("Section | Total | Done", f"{label} | 3 | 2", "1.2 Rig | 5 | 0"))
    assert rollup.problem is None
    assert wrong(rollup) == []


@pytest.mark.parametrize("label", ["1.10", "1.1 Deck and Mast", "Phase 1", "Hull", "Sails"])
def test_a_label_that_names_none_leaves_the_rollup_alone(label: str) -> None:
    rollup = one(TWO + table("Section | Total | Done", f"{label} | 3 | 9", "1.2 Rig | 5 | 9"))
    assert rollup.problem == f"no section, priority or owner of this tracker is called '{label}'"
    assert wrong(rollup) == []


@pytest.mark.parametrize(
    "label",
    ["Total", "TOTAL", "**PHASE 1 TOTAL**", "总计", "**Overall**", "合计", "Итого", "**Everything**", "__Alles__"],
)
def test_total_rows(label: str) -> None:
    rollup = one(TWO + table("Section | Total | Done", "1.1 Hull | 3 | 2", "1.2 Rig | 5 | 0", f"{label} | 8 | 2"))
    assert rollup.problem is None
    assert [row.is_total for row in rollup.rows] == [False, False, True]
    assert wrong(rollup) == []


def test_a_section_may_have_all_or_total_in_its_name() -> None:
    text = sections(("All platforms", "Done, Todo"), ("Total cost", "Todo")) + table(
        "Section | Total | Done", "All platforms | 2 | 1", "Total cost | 1 | 0", "**Total** | **3** | **1**"
    )
    rollup = one(text)
    assert [row.is_total for row in rollup.rows] == [False, False, True]
    assert (rollup.problem, wrong(rollup)) == (None, [])


def test_a_label_that_recurs_is_summed() -> None:
    text = sections(("Web", "Done"), ("Web", "Todo, Done"), ("Core", "Todo"))
    rollup = one(text + table("Area | Total | Done", "Web | 3 | 2", "Core | 1 | 0"))
    assert (rollup.problem, wrong(rollup)) == (None, [])


def test_a_section_counts_what_lies_under_its_subsections() -> None:
    text = (
        "# Plan\n\n## Phase 1: Hull\n\n"
        + sections(("x", "Done, Todo")).replace("## x", "### Keel")
        + "## Phase 2: Rig\n\n"
    )
    text += table("ID | Task | Status", "B-1 | a | Todo") + table(
        "Phase | Total | Done", "Phase 1 | 2 | 1", "Phase 2 | 1 | 0"
    )
    assert (one(text).problem, wrong(one(text))) == (None, [])


@pytest.mark.parametrize(("key", "labels"), [("Priority", "P0 P1"), ("Owner", "Ada Bob")])
def test_rows_keyed_by_a_column(key: str, labels: str) -> None:
    first, second = labels.split()
    text = table(
        f"ID | Task | Status | {key}",
        f"A-1 | a | Done | {first}",
        f"A-2 | b | Todo | **{second}**",
        f"A-3 | c | Done | {second}",
    )
    rollup = one(text + table(f"{key} | Open | Resolved", f"{first} | 0 | 1", f"{second} | 1 | 1"))
    assert (rollup.problem, wrong(rollup)) == (None, [])


def test_columns_in_any_order() -> None:
    rollup = one(TWO + table("Done | Total | Section", "2 | 3 | 1.1 Hull", "1 | 5 | 1.2 Rig"))
    assert wrong(rollup) == [("1.2 Rig", "Done", "1", "0")]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        *(("7", "2"), ("**7**", "**2**"), ("✅ 7", "✅ 2"), ("✅ **7**", "✅ **2**"), ("`7`", "`2`"), ("7 ✅", "2 ✅")),
        *(
            ("~7", None),
            ("≈7", None),
            ("7+", None),
            ("7 (Zoho)", None),
            ("3/7", None),
            ("1,007", None),
            ("—", None),
            ("", None),
        ),
    ],
)
def test_only_the_digits_of_an_exact_figure_change(stated: str, expected: str | None) -> None:
    rollup = one(TWO + table("Section | Total | Done", f"1.1 Hull | 3 | {stated}", "1.2 Rig | 5 | 0"))
    assert wrong(rollup) == ([] if expected is None else [("1.1 Hull", "Done", stated, expected)])


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("67%", None),
        ("66%", None),
        ("66.7%", None),
        ("**67%**", None),
        ("50%", "67%"),
        ("**50.0%**", "**66.7%**"),
        ("~70 %", "~67 %"),
        ("—", None),
    ],
)
def test_percentages(stated: str, expected: str | None) -> None:
    rollup = one(TWO + table("Section | Total | % Complete", f"1.1 Hull | 3 | {stated}", "1.2 Rig | 5 | 0%"))
    assert wrong(rollup) == ([] if expected is None else [("1.1 Hull", "% Complete", stated, expected)])


def test_what_remains_is_what_no_other_column_counts() -> None:
    rollup = one(TWO + table("Section | Total | Done | Remaining", "1.1 Hull | 3 | 2 | 1", "1.2 Rig | 5 | 0 | 4"))
    assert wrong(rollup) == [("1.2 Rig", "Remaining", "4", "5")]


@pytest.mark.parametrize(
    ("header", "row", "why"),
    [
        ("Section | Done | In Progress", "1 | 1", "no column counts tasks that are todo"),
        ("Section | Total | Done | Completed", "3 | 2 | 2", "two of its columns count the same statuses"),
        ("Section | Total | High | Low", "3 | 2 | 1", "'High' does not count a status"),
    ],
)
def test_why_a_rollup_is_left_alone(header: str, row: str, why: str) -> None:
    rollup = one(sections(("Hull", "Done, Todo")) + table(header, f"Hull | {row}"))
    assert rollup.problem == why
    assert all(rollup.figures(row) == [] for row in rollup.rows)


def test_cancelled_tasks_want_a_column_of_their_own() -> None:
    text = sections(("Hull", "Done, Cancelled"))
    assert (
        one(text + table("Section | Done | Pending", "Hull | 1 | 0")).problem
        == "no column counts tasks that are cancelled"
    )
    assert one(text + table("Section | Done | Pending | Cancelled", "Hull | 1 | 0 | 1")).problem is None


@given(st.lists(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=5), min_size=1, max_size=4))
def test_figures_expected_are_counts(groups: list[list[str]]) -> None:
    text = sections(*((f"Part {number}", ",".join(group)) for number, group in enumerate(groups)))
    rows = [f"Part {number} | 0 | 0 | 0 | 0 | 0" for number, _ in enumerate(groups)]
    rollup = one(
        text + table("Section | Total | Done | In Progress | Blocked | Pending", *rows, "Total | 0 | 0 | 0 | 0 | 0")
    )
    assert rollup.problem is None
    columns = [(), ("Done",), ("In Progress", "Review"), ("Blocked", "Failed"), ("Todo", "Ready")]
    for row, counted in zip(rollup.rows, [*groups, [status for group in groups for status in group]], strict=True):
        counts = [sum(1 for status in counted if not names or status in names) for names in columns]
        assert [int(figure.expected) for figure in rollup.figures(row)] == counts
        assert sum(counts[1:]) == counts[0]


@given(
    st.lists(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=3), min_size=1, max_size=3),
    st.lists(
        st.sampled_from(["0", "1", "2", "**1**", "**2", "~1", "1 task", "", "-", "1/2", "03"]), min_size=12, max_size=12
    ),
    st.sampled_from(["Part 0", "**Total**", "Part 1 total", "Part 9"]),
)
def test_what_is_seen_at_once_is_what_is_found_by_figure(groups: list[list[str]], cells: list[str], last: str) -> None:
    text = sections(*((f"Part {number}", ",".join(group)) for number, group in enumerate(groups)))
    labels = [f"Part {number}" for number, _ in enumerate(groups)] + [last]
    rows = [" | ".join([label, *cells[3 * at : 3 * at + 3]]) for at, label in enumerate(labels)]
    for rollup in tracker(text + table("Section | Total | Done | Pending", *rows)).rollups:
        slow = [[figure for figure in rollup.figures(row) if not figure.holds] for row in rollup.rows]
        assert [rollup.wrong(row) for row in rollup.rows] == slow
        assert not rollup.is_plainly_right or (rollup.problem is None and not any(slow))


@pytest.mark.parametrize(
    ("total", "right"), [("2", True), ("**2**", True), ("02", False), ("✅ 2", False), ("3", False)]
)
def test_what_is_plainly_right(total: str, right: bool) -> None:
    text = sections(("Hull", "Done, Todo"), ("Rig", "Done"))
    rollup = one(text + table("Section | Total | Done", f"Hull | {total} | 1", "Rig | 1 | 1", "Total | 3 | 2"))
    assert rollup.is_plainly_right == right


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("95", 95),
        ("**95**", 95),
        ("✅ 42", 42),
        ("5 tasks", 5),
        ("**5个任务**", 5),
        ("5 phases", None),
        ("~700", None),
        ("450+", None),
        ("3/5", None),
        ("a 3", None),
        ("", None),
        ("9" * 6000, None),
        (f"**{'9' * 6000}**", None),
    ],
)
def test_whole_number(text: str, number: int | None) -> None:
    assert whole_number(text) == number
