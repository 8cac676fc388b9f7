"""Reading a whole: which rows are tasks, and keys that stay what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.text import Source
from forgemd.tracker import Diff, Settings, Tracker, read
from tests.tracker.build import STRICT_LEGEND, table, tracker

HEADER = "ID | Task | Status | Owner"
NO_TASK = [
    "- | - | - | -",
    "— | — | — | —",
    " | | | ",
    "**Total** | | 5 | ",
    "Total | 7 | | ",
    "合计 | 7 | | ",
    "**Phase 1** | | | ",
    "**P0** | | | ",
    "Group of things | | | ",
]
TASK = [
    "A-9 | Sail | Todo | Ada",
    "A-9 | | | ",
    "A-9 | Sail | | ",
    "- | Sail | Todo | Ada",
    " | Sail | Todo | ",
    "**A-9** | Sail | - | -",
]


@pytest.mark.parametrize("row", NO_TASK)
def test_rows_that_are_no_tasks(row: str) -> None:
    found = tracker(table(HEADER, "A-1 | Keel | Done | Ada", row, "A-2 | Ribs | Todo | Bob"))
    assert [task.id for task in found.tasks] == ["A-1", "A-2"]


@pytest.mark.parametrize("row", TASK)
def test_rows_that_are_tasks(row: str) -> None:
    found = tracker(table(HEADER, "A-1 | Keel | Done | Ada", row))
    assert len(found.tasks) == 2
    assert found.tasks[1].id in ("A-9", "Sail")


def test_text_glued_to_a_table_is_no_task() -> None:
    found = tracker(table(HEADER, "A-1 | Keel | Done | Ada").rstrip("\n") + "\nA-7 and more\n")
    assert [task.id for task in found.tasks] == ["A-1"]


def test_a_row_cut_behind_its_id_is_a_task() -> None:
    found = tracker(table(HEADER, "A-1 | Keel | Done | Ada").rstrip("\n") + "\n| A-7 |\n")
    assert [(task.id, task.title, task.status_text) for task in found.tasks] == [
        ("A-1", "Keel", "Done"),
        ("A-7", "", ""),
    ]


def test_numbers_that_begin_again_per_section() -> None:
    one = table("# | Task | Status", "1 | a | Todo", "2 | b | Todo", heading="One")
    two = table("# | Task | Status", "1 | c | Todo", "2 | d | Todo", heading="Two")
    found = tracker(one + two)
    assert len(found.by_key) == 4
    assert len(found.find("1")) == 2


IDS = st.sampled_from(["A-1", "A-2", "a-1", "1", "01", "Keel", "-", "B-1 to B-3"])
TITLES = st.sampled_from(["Keel", "Ribs", "keel", "**Keel**", ""])
SECTIONS = st.lists(
    st.tuples(
        st.sampled_from(["One", "Two", "one"]),
        st.lists(st.tuples(IDS, TITLES, st.sampled_from(["Todo", "Done", ""])), max_size=4),
    ),
    max_size=4,
)


def text_of(sections: list[tuple[str, list[tuple[str, str, str]]]]) -> str:
    return "".join(
        table("ID | Task | Status", *(" | ".join(row) for row in rows), heading=name) for name, rows in sections
    )


@given(SECTIONS)
def test_keys_are_unique(sections: list[tuple[str, list[tuple[str, str, str]]]]) -> None:
    found = tracker(text_of(sections))
    assert len(found.by_key) == len(found.tasks)


@given(SECTIONS)
def test_a_tracker_does_not_differ_from_itself(sections: list[tuple[str, list[tuple[str, str, str]]]]) -> None:
    text = STRICT_LEGEND + text_of(sections)
    diff = Diff(tracker(text), tracker(text))
    assert (diff.changes, diff.transitions, diff.added, diff.removed, diff.new_entries) == ((), (), (), (), ())
    assert len(diff.pairs) == len(diff.after.tasks)


@given(SECTIONS, SECTIONS)
def test_every_task_is_paired_or_came_or_went(
    before: list[tuple[str, list[tuple[str, str, str]]]], after: list[tuple[str, list[tuple[str, str, str]]]]
) -> None:
    diff = Diff(tracker(text_of(before)), tracker(text_of(after)))
    assert diff.before is not None
    assert sorted(id(task) for task in diff.before.tasks) == sorted(
        [*(id(old) for old, _ in diff.pairs), *map(id, diff.removed)]
    )
    assert sorted(id(task) for task in diff.after.tasks) == sorted(
        [*(id(new) for _, new in diff.pairs), *map(id, diff.added)]
    )
    assert all(old.id.casefold() == new.id.casefold() for old, new in diff.pairs)


WIDE = "ID | Task | Status | Owner | Notes | Notes | notes | | Other"


@given(
    st.lists(
        st.lists(st.sampled_from(["", "-", "Todo", "Done", "x", "2026-01-05"]), min_size=7, max_size=7),
        min_size=1,
        max_size=4,
    ),
    st.data(),
)
def test_a_cell_that_is_edited_is_a_change(cells: list[list[str]], data: st.DataObject) -> None:
    rows = [[f"A-{number}", "Keel", *row] for number, row in enumerate(cells)]
    row, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(2, 8))
    edited = [list(texts) for texts in rows]
    edited[row][column] = data.draw(st.sampled_from(["new", "Blocked", "2026-02-02"]))
    before, after = (tracker(table(WIDE, *(" | ".join(texts) for texts in both))) for both in (rows, edited))
    (change,) = Diff(before, after).changes
    assert (change.after.id, change.old, change.new) == (f"A-{row}", rows[row][column], edited[row][column])


def differ(old: str, new: str) -> Diff:
    return Diff(tracker(old), tracker(new))


def names(diff: Diff) -> tuple[list[str], list[str], list[str]]:
    return (
        [transition.after.title for transition in diff.transitions],
        [task.title for task in diff.added],
        [task.title for task in diff.removed],
    )


ONE = table("# | Task | Status", "1 | a | Todo", "2 | b | Todo", heading="One")
TWO = table("# | Task | Status", "1 | c | Todo", "2 | d | Todo", heading="Two")


@pytest.mark.parametrize(
    ("old", "new", "moved", "added", "removed"),
    [
        (ONE, ONE + TWO, "", "c d", ""),
        (ONE, TWO + ONE, "", "c d", ""),
        (ONE + TWO, TWO, "", "", "a b"),
        (ONE + TWO, ONE + TWO.replace("| c | Todo", "| c | Done"), "c", "", ""),
        (ONE + TWO, TWO.replace("| c | Todo", "| c | Done") + ONE, "c", "", ""),
        (ONE, ONE.replace("## One", "## First"), "", "", ""),
        (ONE, ONE.replace("| 2 | b | Todo |\n", "| 2 | b | Todo |\n| 2 | e | Todo |\n"), "", "e", ""),
        (
            ONE,
            ONE.replace("| 1 | a | Todo |\n", "").replace("| 2 | b | Todo |\n", "| 2 | b | Todo |\n| 1 | a | Done |\n"),
            "a",
            "",
            "",
        ),
        (
            ONE,
            ONE.replace("| Status |", "| Owner | Status |")
            .replace("| Todo |", "| - | Todo |")
            .replace("---|---|", "---|---|---|", 1),
            "",
            "",
            "",
        ),
    ],
)
def test_who_changed_came_and_went(old: str, new: str, moved: str, added: str, removed: str) -> None:
    assert names(differ(old, new)) == (moved.split(), added.split(), removed.split())


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("Todo", "Done", 1),
        ("Todo", "todo", 0),
        ("In Progress", "in-progress", 0),
        ("In Progress", "IN_PROGRESS", 0),
        ("✅ Done", "**Done**", 0),
        ("Done", "Done (merged)", 0),
        ("Done", "", 1),
        ("-", "Done", 1),
        ("-", "", 0),
        ("Done", "Merged", 1),
    ],
)
def test_other_words_for_a_status_are_no_transition(old: str, new: str, count: int) -> None:
    diff = differ(*(table("ID | Task | Status", f"A-1 | Keel | {cell}") for cell in (old, new)))
    assert len(diff.transitions) == count


def test_new_entries_are_those_that_were_not_there() -> None:
    header, first, second = (
        "Date | Task ID | Old | New",
        "2026-01-01 | A-1 | Todo | Done",
        "2026-01-02 | A-1 | Todo | Done",
    )
    tasks = table("ID | Task | Status", "A-1 | Keel | Done")
    diff = differ(
        tasks + table(header, first, heading="Log"), tasks + table(header, first, second, first, heading="Log")
    )
    assert [entry.row.values[0] for entry in diff.new_entries] == ["2026-01-02", "2026-01-01"]


def test_a_new_tracker_adds_all_and_changes_nothing() -> None:
    diff = Diff(None, tracker(ONE))
    assert names(diff) == ([], ["a", "b"], [])
    assert diff.changes == ()


@given(st.text(alphabet="|-# \n*`A1✅:>\t", max_size=200))
def test_reading_never_fails(text: str) -> None:
    found: Tracker = tracker(text)
    assert len(found.by_key) == len(found.tasks)
    assert found.rollups is not None
    assert found.dependencies is not None
    assert found.facts is not None
    assert Diff(found, tracker(text)).changes == ()


def test_trackers_with_one_legend_share_its_workflow_and_not_what_is_configured() -> None:
    texts = [STRICT_LEGEND + table("ID | Task | Status", f"A-{number} | Keel | 🟦 READY") for number in (1, 2)]
    kept, forced, again = (
        read(Source(text), Settings(forcible=forcible))
        for text, forcible in ((texts[0], False), (texts[1], True), (texts[1], False))
    )
    assert [one.workflow.forcible for one in (kept, forced, again)] == [False, True, False]
    assert kept.legend == forced.legend
    assert kept.workflow is again.workflow


def test_a_legend_further_down_says_where_it_is() -> None:
    tasks = table("ID | Task | Status", "A-1 | Keel | 🟦 READY")
    above, below = tracker(STRICT_LEGEND + tasks), tracker("Before it.\n\n" + STRICT_LEGEND + tasks)
    assert above.legend is not None
    assert below.legend is not None
    lines = [[status.line for status in one.legend.statuses] for one in (above, below) if one.legend is not None]
    assert lines[1] == [line + 2 for line in lines[0]]
    assert (above.workflow.why, below.workflow.why) == (
        "the legend in line 3 is the strict set",
        "the legend in line 5 is the strict set",
    )
