"""The plan as a whole: stamps, figures, the date, and that nothing changes but what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.changes import MoveTask, Plan, RemoveTask, SetField, SetStatus, Surface
from forgemd.tracker import claims_of
from tests.changes.build import BASE, LOG, changed_lines, commit, edit, log_rows, plan, tracker_with
from tests.tracker.build import STRICT_LEGEND, table, tracker


def said(done: Plan, surface: str) -> list[tuple[str, str, str]]:
    return [(found.name, found.state, found.why) for found in done.surfaces if found.surface == surface]


@pytest.mark.parametrize(
    ("row", "old", "new", "cells"),
    [
        ("A-1 | Keel | READY | - | - | -", "READY", "ASSIGNED", "🟨 ASSIGNED|ada|2026-06-01|-"),
        ("A-1 | Keel | ASSIGNED | Bob | - | -", "ASSIGNED", "RUNNING", "🟧 RUNNING|Bob|2026-06-01|-"),
        ("A-1 | Keel | REVIEW | Bob | 2026-05-03 | -", "REVIEW", "DONE", "✅ DONE|Bob|2026-05-03|2026-06-01"),
        ("A-1 | Keel | REVIEW | - | TBD | 2026-05-09", "REVIEW", "DONE", "✅ DONE|-|TBD|2026-05-09"),
        ("A-1 | Keel | RUNNING | - | - | -", "RUNNING", "BLOCKED", "🚫 BLOCKED|-|-|-"),
        ("A-1 | Keel | BLOCKED | - |  | ", "BLOCKED", "RUNNING", "🟧 RUNNING|ada|2026-06-01|"),
        ("A-1 | Keel | READY", "READY", "ASSIGNED", "🟨 ASSIGNED|ada|2026-06-01"),
    ],
)
def test_empty_cells_are_filled_and_full_ones_kept(row: str, old: str, new: str, cells: str) -> None:
    text = tracker_with(row, "A-2 | Ribs | ✅ DONE | Bob | 2026-05-01 | 2026-05-02")
    after = commit(text, f"Keel | {old}", f"Keel | {new}").diff.after
    assert after.tasks[0].row.values[2:] == cells.split("|")


def test_nobody_is_written_down_as_agent_who_gave_no_name() -> None:
    text = tracker_with("A-1 | Keel | 🟦 READY | - | - | -")
    done = commit(text, "🟦 READY | -", "🟨 ASSIGNED | -", agent=None)
    assert done.diff.after.tasks[0].row.values[3] == "-"
    assert "git-name" in log_rows(done)[-1]


def test_another_agent_stays_and_is_said() -> None:
    text = tracker_with("A-1 | Keel | 🟨 ASSIGNED | Bob | - | -")
    done = commit(text, "🟨 ASSIGNED | Bob", "🟧 RUNNING | Bob")
    assert ("A-1 Agent", "refused", "it says 'Bob', and 'ada' acts") in said(done, "row")


TASKS = table("ID | Task | Status | Owner", "A-1 | Keel | Done | Ada", "A-2 | Ribs | Todo | Bob", heading="Hull")
MORE = table("ID | Task | Status | Owner", "B-1 | Mast | Todo | Ada", heading="Rig")
ROLLUP = table(
    "Section | Total | Done | Pending", "Hull | 2 | 1 | 1", "Rig | 1 | 0 | 1", "**Total** | **3** | **1** | **2**"
)


@pytest.mark.parametrize(
    ("before", "old", "new", "rollup"),
    [
        (ROLLUP, "Ribs | Todo", "Ribs | Done", "2 2 0 1 0 1 **3** **2** **1**"),
        (
            ROLLUP,
            "| B-1 | Mast | Todo | Ada |\n",
            "| B-1 | Mast | Todo | Ada |\n| B-2 | Sail | Todo | Ada |\n",
            "2 1 1 2 0 2 **4** **1** **3**",
        ),
        (ROLLUP, "| A-1 | Keel | Done | Ada |\n", "", "1 0 1 1 0 1 **2** **0** **2**"),
        (ROLLUP, "Ribs | Todo | Bob", "Ribs | Todo | Eve", "2 1 1 1 0 1 **3** **1** **2**"),
        # The row of Hull was wrong before: it stays, and so does the total that was right.
        (
            ROLLUP.replace("Hull | 2 | 1 | 1", "Hull | 2 | 0 | 2"),
            "Ribs | Todo",
            "Ribs | Done",
            "2 0 2 1 0 1 **3** **2** **1**",
        ),
        # Counted by hand already.
        (ROLLUP, "Mast | Todo", "Mast | Done", "2 1 1 1 1 0 **3** **2** **1**"),
    ],
)
def test_figures_follow_the_rows(before: str, old: str, new: str, rollup: str) -> None:
    done = commit(TASKS + MORE + before, old, new)
    (found,) = done.diff.after.rollups
    assert [value for row in found.rows for value in row.row.values[1:]] == rollup.split()


def test_a_task_that_moved_to_another_section_is_counted_there() -> None:
    row = "| A-2 | Ribs | Todo | Bob |\n"
    text = TASKS + MORE + ROLLUP
    done = plan(text, edit(edit(text, row, ""), "| B-1 | Mast | Todo | Ada |\n", "| B-1 | Mast | Todo | Ada |\n" + row))
    (found,) = done.diff.after.rollups
    assert [row.row.values[1] for row in found.rows] == ["1", "2", "**3**"]
    assert (done.diff.added, done.diff.removed) == ((), ())


def test_a_row_that_was_wrong_is_reported() -> None:
    wrong = ROLLUP.replace("Hull | 2 | 1 | 1", "Hull | 9 | 1 | 1")
    done = commit(TASKS + MORE + wrong, "Ribs | Todo", "Ribs | Done")
    (refused,) = [found for found in said(done, "rollup") if found[1] == "refused"]
    assert refused == ("Hull", "refused", "wrong before this change: it said 9 under 'Total' where 2 was true")


def test_a_false_figure_alone_is_counted_again() -> None:
    """Nothing is left of such an edit, and so not even a new time is written."""
    text = TASKS + MORE + ROLLUP + "**Last Updated:** 2026-05-01\n"
    alone = commit(text, "Hull | 2 | 1 | 1", "Hull | 2 | 2 | 0")
    assert (alone.is_empty, alone.diff.after.source.text) == (True, text)
    assert said(alone, "rollup") == [("Hull Done", "changed", "2 → 1"), ("Hull Pending", "changed", "0 → 1")]
    both = plan(text, edit(edit(text, "Hull | 2 | 1 | 1", "Hull | 9 | 1 | 1"), "Mast", "Tall mast"))
    assert both.after.text.replace("2026-06-01", "2026-05-01") == edit(text, "Mast", "Tall mast")


def test_without_a_rollup_that_is_said_once_and_only_where_it_matters() -> None:
    assert said(commit(TASKS, "Ribs | Todo", "Ribs | Done"), "rollup") == [
        ("rollup", "refused", "this tracker has no rollup")
    ]
    assert said(commit(TASKS, "Todo | Bob", "Todo | Eve"), "rollup") == []


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("**Last Updated:** 2026-05-01", "**Last Updated:** 2026-06-01"),
        ("**Last Updated:** 2026-05-01  ", "**Last Updated:** 2026-06-01  "),
        ("*Last Updated: May 1, 2026*", "*Last Updated: Jun 1, 2026*"),
        ("> **最后更新：** 2026年5月1日", "> **最后更新：** 2026年6月1日"),
        ("- Last Updated: `2026-05-01 10:00`", "- Last Updated: `2026-06-01 12:34`"),
        ("**Last Updated:** yesterday", "**Last Updated:** yesterday"),
        ("**Version:** 1.2", "**Version:** 1.2"),
    ],
)
def test_the_date_of_the_document(line: str, written: str) -> None:
    done = commit(f"# Boat\n\n{line}\n\n{TASKS}", "Ribs | Todo", "Ribs | Done")
    assert done.after.text.split("\n")[2] == written


def test_the_day_of_another_task_is_its_own() -> None:
    text = "# Boat\n\n### A-1: Keel\n**Status:** Todo\n\n### A-2: Ribs\n**Updated:** 2026-05-01\n**Status:** Todo\n"
    done = plan(None, text, SetStatus("A-1", "done"))
    assert "\n**Updated:** 2026-05-01\n" in done.after.text
    assert [verdict for _, verdict, _ in said(done, "metadata")] == ["refused"]


def test_the_date_that_somebody_just_wrote_stays() -> None:
    text = f"**Last Updated:** 2026-05-01\n\n{TASKS}"
    done = plan(text, edit(text, "2026-05-01", "2026-05-31").replace("Ribs | Todo", "Ribs | Done"))
    assert done.after.text.startswith("**Last Updated:** 2026-05-31\n")
    assert said(done, "metadata") == [("Last Updated", "unchanged", "already '2026-05-31'")]


QUOTED = "".join(f"> {line}\n" if line else ">\n" for line in BASE.split("\n"))
LISTED = "- item\n\n" + "".join(f"  {line}\n" if line else "\n" for line in BASE.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        BASE,
        QUOTED,
        LISTED,
        BASE.rstrip("\n"),
        BASE.replace("\n", "\r\n"),
        "\ufeff" + BASE,
        "\ufeff" + BASE.rstrip("\n").replace("\n", "\r\n"),
    ],
)
def test_wherever_the_tables_lie_and_however_lines_end(text: str) -> None:
    done = commit(text, "🔲 PENDING | -", "🔲 READY | -")
    assert "A-1 | PENDING | READY | ada" in log_rows(done)[-1]
    assert done.after.text.startswith("\ufeff") is text.startswith("\ufeff")
    assert done.after.text.count("\r") == (done.after.text.count("\n") if "\r" in text else 0)
    assert done.after.text.endswith("\n") is text.endswith("\n")
    old, new = text.split("\n"), done.after.text.split("\n")
    assert len(new) == len(old) + 1
    lines = {surface.line for surface in done.surfaces if surface.state == "changed"}
    changed, added = changed_lines(done)
    assert changed | added <= lines | {len(new) - 1, len(new)}


def test_no_text_no_change() -> None:
    done = plan(BASE, BASE)
    assert done.is_empty
    assert done.surfaces == ()


def test_a_new_tracker_is_left_as_it_is_but_for_its_date() -> None:
    done = plan(None, BASE)
    assert log_rows(done) == log_rows(plan(BASE, BASE))
    assert changed_lines(done) == ({3}, set())


CODES = ["PENDING", "READY", "ASSIGNED", "RUNNING", "REVIEW", "DONE", "FAILED", "BLOCKED"]
GLYPHS = ["🔲", "🟦", "🟨", "🟧", "🟪", "✅", "❌", "🚫"]
CELL = st.builds(lambda code, glyph: f"{glyph} {code}".strip(), st.sampled_from(CODES), st.sampled_from(["", *GLYPHS]))
ROW = st.tuples(
    CELL,
    st.sampled_from(["-", "Bob", ""]),
    st.sampled_from(["-", "2026-05-02", ""]),
    st.sampled_from(["-", "2026-05-03"]),
)
ENTRY = st.builds(
    "2026-05-{:02d}T08:00:00Z | A-{} | {} | {} | me | -".format,
    st.integers(1, 28),
    st.integers(0, 3),
    st.sampled_from(CODES),
    st.sampled_from(CODES),
)


def _text(rows: list[tuple[str, str, str, str]], entries: list[str], where: int) -> str:
    """A tracker with its log above, between or below."""
    body = table(
        "ID | Task | Status | Agent | Started | Completed",
        *(f"A-{n} | T{n} | {' | '.join(row)}" for n, row in enumerate(rows)),
        heading="Hull",
    )
    rollup = table(
        "Section | Total | Done | In Progress | Blocked | Pending", f"Hull | {len(rows)} | 0 | 0 | 0 | {len(rows)}"
    )
    parts = ["# Boat\n\n", STRICT_LEGEND, body, rollup, "**Last Updated:** 2026-05-01\n\n"]
    parts.insert(where, table(LOG, *entries, heading="Change Log"))
    return "".join(parts)


@given(
    st.lists(ROW, min_size=1, max_size=4),
    st.lists(ENTRY, max_size=4),
    st.lists(ENTRY, max_size=3),
    st.integers(1, 5),
    st.data(),
)
def test_a_plan_changes_nothing_but_what_it_says(
    rows: list[tuple[str, str, str, str]], entries: list[str], more: list[str], where: int, data: st.DataObject
) -> None:
    edited = [(data.draw(CELL), *row[1:]) if data.draw(st.booleans()) else row for row in rows]
    before, after = _text(rows, entries, where), _text(edited, entries + more, where)
    done = plan(before, after)
    assert len(done.after.text.split("\n")) == len(after.split("\n")) + sum(
        1 for s in done.surfaces if s.surface == "log" and s.state == "changed"
    )
    _lines_are_those_of_the_surfaces(done)
    # Cells that somebody filled in are kept: only signs of nothing were written over.
    for task, row in zip(done.diff.after.tasks, edited, strict=True):
        for was, now in zip(row[1:], task.row.values[3:], strict=True):
            assert now == was or was in ("", "-")
    # It comes to rest: what was planned is not planned again.
    again = plan(done.after.text, done.after.text)
    assert again.is_empty


def _lines_are_those_of_the_surfaces(done: Plan) -> None:
    rows = {surface.line for surface in done.surfaces if surface.surface == "log" and surface.state == "changed"}
    others = {surface.line for surface in done.surfaces if surface.surface != "log" and surface.state == "changed"}
    new = done.after.text.split("\n")
    kept = [(number, line) for number, line in enumerate(new, 1) if number not in rows]
    old = done.before.text.split("\n")
    assert len(kept) == len(old)
    assert {number for (number, line), was in zip(kept, old, strict=True) if line != was} == others


@given(st.lists(ROW, min_size=2, max_size=3), st.sampled_from(CODES), st.integers(1, 5))
def test_commands_say_what_they_change_too(rows: list[tuple[str, str, str, str]], code: str, where: int) -> None:
    text = _text(rows, [], where)
    done = plan(text, text, SetStatus("A-0", code), SetField("A-1", "Agent", "Eve"))
    _lines_are_those_of_the_surfaces(done)
    assert done.diff.after.tasks[0].status.code == code
    assert done.diff.after.tasks[1].row.values[3] == "Eve"
    assert all(isinstance(surface, Surface) for surface in done.surfaces)
    assert len(tracker(done.after.text).tasks) == len(rows)


_FIGURES = (
    "# Boat\n\n**Total tasks:** 3\n**Progress:** {progress}\n\n1 done, 2 open\n\n## Hull (1/3 done)\n\n"
    "| ID | Task | Status |\n|--|--|--|\n| K-1 | Keel | Todo |\n| K-2 | Ribs | Todo |\n| K-3 | Deck | Done |\n"
)


def test_figures_in_prose_that_were_right_are_counted_again() -> None:
    done = plan(_FIGURES.format(progress="1/3"), _FIGURES.format(progress="1/3"), SetStatus("K-1", "done"))
    assert [line for line in done.after.text.split("\n") if line[:1] in "*#12" and line] == [
        *("# Boat", "**Total tasks:** 3", "**Progress:** 2/3", "2 done, 1 open", "## Hull (2/3 done)"),
    ]
    assert said(done, "claim") == [
        ("Progress", "changed", "1/3 → 2/3"),
        ("This line", "changed", "1 done → 2 done"),
        ("This line", "changed", "2 open → 1 open"),
        ("Hull", "changed", "1/3 → 2/3"),
    ]
    assert not [claim for claim in claims_of(tracker(done.after.text)) if not claim.holds]


def test_figures_in_prose_that_were_wrong_are_left() -> None:
    text = _FIGURES.format(progress="0/3")
    assert "**Progress:** 0/3" in plan(text, text, SetStatus("K-1", "done")).after.text


def test_the_numbers_of_columns_follow_their_cards() -> None:
    board = "## To do (2)\n\n- **K-1**: Keel\n- **K-2**: Ribs\n\n## Doing ({doing})\n\n- **K-3**: Deck\n\n## Done (0)\n"
    text = board.format(doing=1)
    after = plan(text, text, SetStatus("K-1", "doing"), SetStatus("K-3", "done")).after.text
    assert [line for line in after.split("\n") if line[:1] == "#"] == ["## To do (1)", "## Doing (1)", "## Done (1)"]
    text = board.format(doing=7)
    after = plan(text, text, SetStatus("K-1", "doing")).after.text
    assert [line for line in after.split("\n") if line[:1] == "#"] == ["## To do (1)", "## Doing (7)", "## Done (0)"]


def test_of_two_columns_of_one_name_the_one_whose_card_went_is_counted_again() -> None:
    board = "# {name}\n\n## To do (2)\n\n{cards}## Doing (1)\n\n### {id}-9 Mast\n\n## Done ({done})\n\n"
    first = board.format(name="One", cards="".join(f"### K-{at} Keel\n\n" for at in (1, 2, 3)), id="K", done=0)
    second = board.format(name="Two", cards="### L-1 Ribs\n\n### L-2 Deck\n\n", id="L", done=0)
    after = plan(first + second, first + second, MoveTask("L-1", None, "L-9")).after.text
    assert after.startswith(first)
    assert [line for line in after[len(first) :].split("\n") if line[:3] == "## "] == [
        *("## To do (1)", "## Doing (2)", "## Done (0)"),
    ]
    # Below one heading nobody can tell which of the two was right.
    both = first + second[second.index("## ") :]
    after = plan(both, both, MoveTask("L-1", None, "L-9")).after.text
    assert [line for line in after.split("\n") if line[:3] == "## "] == [
        *("## To do (2)", "## Doing (1)", "## Done (0)"),
        *("## To do (2)", "## Doing (2)", "## Done (0)"),
    ]


def test_a_count_keeps_its_zeros() -> None:
    text = "## To do: 02\n\n### K-1 Keel\n\n### K-2 Ribs\n\n## Done: 01\n\n### K-3 Deck\n"
    after = plan(text, text, SetStatus("K-2", "done")).after.text
    assert [line for line in after.split("\n") if line[:3] == "## "] == ["## To do: 01", "## Done: 02"]


@pytest.mark.parametrize(
    "limit", ["Review (WIP: 1)", "Review (max 1)", "Review (limit: 1)", "Review – WIP: 1", "Review: 1%"]
)
def test_what_a_column_may_hold_is_no_count(limit: str) -> None:
    text = f"## To do (1)\n\n### K-1 Keel\n\n## {limit}\n\n### K-2 Ribs\n\n## Done (1)\n\n### K-3 Deck\n"
    after = plan(text, text, SetStatus("K-2", "done")).after.text
    assert [line for line in after.split("\n") if line[:3] == "## "] == ["## To do (1)", f"## {limit}", "## Done (2)"]


def test_full_columns_of_what_is_begun_may_have_limits() -> None:
    doing = "## Doing (2)\n\n### K-2 Ribs\n\n### K-3 Deck\n\n## Review (1)\n\n### K-4 Mast\n\n"
    text = f"## To do\n\n### K-1 Keel\n\n{doing}## Done\n"
    after = plan(text, text, SetStatus("K-2", "done")).after.text
    assert "## Doing (2)" in after
    assert "## Review (1)" in after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("**Progress:** 1/3 (33%)", "**Progress:** 2/3 (67%)"),
        ("**Progress:** 1/3 tasks done (33.3%)", "**Progress:** 2/3 tasks done (66.7%)"),
        ("**Progress:** 1/3 – 33%", "**Progress:** 2/3 – 67%"),
        ("**Progress:** 1/3 = **33%** | **Coverage:** ok", "**Progress:** 2/3 = **67%** | **Coverage:** ok"),
        # What another percentage is of is not known, and half of a line would deny the other.
        ("**Progress:** 1/3 (40%)", None),
        ("**Progress:** 1/3, coverage 33%", None),
        ("1 done, 2 open (33%)", None),
        ("**Progress:** 1/3 (as of 2026-05-01)", None),
        ("**Progress:** 1/3, as of yesterday", None),
        ("**Progress:** 1/3 | **Updated:** 2026-05-01", "**Progress:** 2/3 | **Updated:** 2026-05-01"),
    ],
)
def test_a_figure_goes_with_its_percentage_and_its_day(before: str, after: str | None) -> None:
    text = _FIGURES.format(progress="x").replace("**Progress:** x", before)
    assert (after or before) in plan(text, text, SetStatus("K-1", "done")).after.text.split("\n")


def test_a_share_of_which_only_the_open_tasks_are_listed_is_left() -> None:
    table = "| ID | Task | Status |\n|--|--|--|\n"
    text = (
        f"# Boat\n\n## Hull (11 of 12 done)\n\n{table}| K-1 | Keel | Todo |\n\n## Rig\n\n{table}| K-2 | Mast | Todo |\n"
    )
    assert any(claim.holds for claim in claims_of(tracker(text)))
    assert "## Hull (11 of 12 done)" in plan(text, text, MoveTask("K-2", "Hull")).after.text


_SUMS = (
    "| ID | Task | Days | Cost | Status |\n|--|--|--|--|--|\n| K-1 | Keel | 3 | $1,200 | Todo |\n"
    "| K-2 | Ribs | 2.5 | $900 | Todo |\n| K-3 | Deck | 4 | $50 | Done |\n| | **Total** | **{days}** | $2,150 | |\n"
)


def test_a_total_row_that_was_right_is_added_up_again() -> None:
    text = _SUMS.format(days="9.5")
    assert "| | **Total** | **7** | $1,250 | |" in plan(text, text, RemoveTask("K-2")).after.text
    assert "| | **Total** | **10.5** | $2,150 | |" in plan(text, text, SetField("K-1", "Days", "4")).after.text
    wrong = _SUMS.format(days="9")
    assert "| | **Total** | **9** | $1,250 | |" in plan(wrong, wrong, RemoveTask("K-2")).after.text
    assert "**9.5**" in plan(text, text, SetField("K-1", "Days", "~4")).after.text


@pytest.mark.parametrize(
    "said",
    ["Last sprint: 1/3 done", "2026-05-01 – Progress: 1/3", "Target: 1/3 done", "## 2026-05-01\n\n1 done, 2 open"],
)
def test_figures_of_another_time_are_history(said: str) -> None:
    text = f"# Boat\n\n{said}\n\n## Tasks\n\n" + _FIGURES[_FIGURES.index("| ID") :]
    assert said in plan(text, text, SetStatus("K-1", "done")).after.text
    assert said in plan(text, text, RemoveTask("K-1")).after.text
