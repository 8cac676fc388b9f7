"""Log rows: adopted where somebody wrote them, appended where nobody did, never made up."""

from __future__ import annotations

from itertools import pairwise

import pytest

from forgemd.changes import SetStatus, Surface
from tests.changes.build import BASE, LOG, changed_lines, commit, edit, log_rows, plan, tracker_with
from tests.tracker.build import table, tracker

FIRST = "2026-05-01T08:00:00Z | A-9 | PENDING | READY | Ada | -"
NOW = "2026-06-01T12:34:56Z"
LAST = f"| {FIRST} |\n"


def states(surfaces: tuple[Surface, ...], name: str) -> list[tuple[str, str]]:
    return [(surface.state, surface.why) for surface in surfaces if surface.surface == name]


def with_rows(text: str, *rows: str) -> str:
    return edit(text, LAST, LAST + "".join(f"| {row} |\n" for row in rows))


def test_nothing_written() -> None:
    done = commit(BASE, "🔲 PENDING | -", "🔲 READY | -", note="go")
    assert log_rows(done) == [FIRST, f"{NOW} | A-1 | PENDING | READY | ada | go"]
    assert states(done.surfaces, "log") == [("changed", "PENDING → READY")]


READY = edit(BASE, "🔲 PENDING | -", "🔲 READY | -")
ASSIGNED = edit(BASE, "🔲 PENDING | -", "🟨 ASSIGNED | -")
RUNNING = edit(BASE, "🔲 PENDING | -", "🟧 RUNNING | -")


@pytest.mark.parametrize(
    ("after", "rows"),
    [
        (READY, ["2026-05-30 | A-1 | PENDING | READY | me | hand"]),
        (READY, ["2026-05-30 | **A-1** | 🔲 PENDING | 🟦 READY | me | hand"]),
        (READY, ["2026-05-30 | a-01 | pending | ready | me | hand"]),
        (READY, ["2026-05-30 | A-1 to A-3 | PENDING | READY | me | hand"]),
        (READY, ["2026-05-30 | ALL | PENDING | READY | me | hand"]),
        (ASSIGNED, ["2026-05-30 | A-1 | PENDING | READY | me | -", "2026-05-30 | A-1 | READY | ASSIGNED | me | -"]),
        (
            RUNNING,
            [
                f"2026-05-30 | A-1 | {step} | me | -"
                for step in ("PENDING | READY", "READY | ASSIGNED", "ASSIGNED | RUNNING")
            ],
        ),
    ],
)
def test_rows_that_somebody_wrote_are_adopted(after: str, rows: list[str]) -> None:
    done = plan(BASE, with_rows(after, *rows))
    assert log_rows(done) == [FIRST, *rows]
    count = len(rows)
    assert states(done.surfaces, "log") == [
        ("unchanged", f"adopted {count} row{'s' if count > 1 else ''} that somebody wrote")
    ]


def test_a_template_that_nobody_filled_in_is_no_entry() -> None:
    done = plan(BASE, with_rows(READY, "YYYY-MM-DD | A-1 | PENDING | READY | me | -"))
    assert log_rows(done)[-1] == f"{NOW} | A-1 | PENDING | READY | ada | -"


@pytest.mark.parametrize(
    ("after", "row", "expected"),
    [
        # The last step is missing.
        (
            ASSIGNED,
            "2026-05-30T09:00:00Z | A-1 | PENDING | READY | me | -",
            ["{row}", f"{NOW} | A-1 | READY | ASSIGNED | ada | -"],
        ),
        # The first step is missing: a hand edit, then a command that logged.
        (
            ASSIGNED,
            "2026-05-30T09:00:00Z | A-1 | READY | ASSIGNED | me | -",
            ["2026-05-30T09:00:00Z | A-1 | PENDING | READY | ada | -", "{row}"],
        ),
        # Both ends are missing.
        (
            RUNNING,
            "2026-05-30T09:00:00Z | A-1 | READY | ASSIGNED | me | -",
            [
                "2026-05-30T09:00:00Z | A-1 | PENDING | READY | ada | -",
                "{row}",
                f"{NOW} | A-1 | ASSIGNED | RUNNING | ada | -",
            ],
        ),
        # What was written ends where the change begins: an older row that somebody mended.
        (
            READY,
            "2026-05-30T09:00:00Z | A-1 | READY | PENDING | me | -",
            ["{row}", f"{NOW} | A-1 | PENDING | READY | ada | -"],
        ),
    ],
)
def test_a_way_half_written_is_completed(after: str, row: str, expected: list[str]) -> None:
    done = plan(BASE, with_rows(after, row))
    assert log_rows(done) == [FIRST, *(line.replace("{row}", row) for line in expected)]
    chain = [(entry.old.code, entry.new.code) for entry in done.diff.new_entries]
    assert all(left[1] == right[0] for left, right in pairwise(chain))
    assert chain[0][0] == "PENDING" or chain[-1] == ("PENDING", "READY")
    log = done.diff.after.log
    assert log is not None
    assert log.order == "oldest first"


NEWEST = tracker_with(
    *("A-1 | Keel | 🔲 PENDING | - | - | -", "A-2 | Ribs | 🟧 RUNNING | Bob | 2026-05-02 | -"),
    log=("2026-05-02T08:00:00Z | A-8 | PENDING | READY | Ada | -", FIRST),
)


def test_newest_first() -> None:
    top = "| 2026-05-02T08:00:00Z"
    after = edit(
        edit(NEWEST, "🔲 PENDING | -", "🟧 RUNNING | -"),
        top,
        f"| 2026-05-30T09:00:00Z | A-1 | READY | ASSIGNED | me | - |\n{top}",
    )
    done = plan(NEWEST, after)
    assert log_rows(done)[:3] == [
        f"{NOW} | A-1 | ASSIGNED | RUNNING | ada | -",
        "2026-05-30T09:00:00Z | A-1 | READY | ASSIGNED | me | -",
        "2026-05-30T09:00:00Z | A-1 | PENDING | READY | ada | -",
    ]
    assert done.diff.after.log is not None
    assert done.diff.after.log.order == "newest first"
    _, new = changed_lines(done)
    assert new == {surface.line for surface in done.surfaces if surface.surface == "log"}


def test_several_tasks_newest_first_and_oldest_first() -> None:
    for text in (NEWEST, BASE):
        done = plan(text, edit(edit(text, "🔲 PENDING | -", "🟦 READY | -"), "🟧 RUNNING | Bob", "🟪 REVIEW | Bob"))
        rows = [row for row in log_rows(done) if row.startswith(NOW)]
        assert [row.split(" | ")[1] for row in rows] == ["A-1", "A-2"]
        lines = [surface.line for surface in done.surfaces if surface.surface == "log"]
        written = [done.after.text.split("\n")[line - 1] for line in lines if line]
        assert [row.split(" | ")[1] for row in written] == ["A-1", "A-2"]


@pytest.mark.parametrize(
    ("after", "rows"),
    [
        (READY, ["2026-05-30 | A-1 | PENDING | DONE | me | wrong new"]),
        (READY, ["2026-05-30 | A-1 | PENDING | BLOCKED | me | -", "2026-05-31 | A-1 | RUNNING | READY | me | a gap"]),
        (
            ASSIGNED,
            ["2026-05-30 | A-1 | PENDING | ASSIGNED | me | illegal", "2026-05-30 | A-1 | ASSIGNED | RUNNING | me | -"],
        ),
        (ASSIGNED, ["2026-05-30 | A-1 | DONE | ASSIGNED | me | illegal"]),
    ],
)
def test_rows_that_do_not_fit_are_left_to_the_rules(after: str, rows: list[str]) -> None:
    done = plan(BASE, with_rows(after, *rows))
    assert log_rows(done) == [FIRST, *rows]
    ((state, why),) = states(done.surfaces, "log")
    assert (state, why.split(" do not")[0]) == ("unchanged", "the rows that somebody wrote")


@pytest.mark.parametrize("status", ["RUNNING", "REVIEW", "DONE"])
def test_no_illegal_jump_is_made_legal_by_rows_of_our_own(status: str) -> None:
    """Each step that is appended is one step; a jump stays one, and is judged."""
    after = edit(BASE, "🔲 PENDING | -", f"{status} | -")
    for rows in (
        [],
        ["2026-05-30 | A-1 | ASSIGNED | RUNNING | me | -"],
        ["2026-05-30 | A-1 | RUNNING | REVIEW | me | -"],
    ):
        done = plan(BASE, with_rows(after, *rows) if rows else after)
        workflow = tracker(BASE).workflow
        steps = [(workflow.state(entry.old), workflow.state(entry.new)) for entry in done.diff.new_entries]
        assert (
            not all(old is not None and new is not None and workflow.allows(old, new) for old, new in steps)
            or steps[0][0] != "pending"
        )


def test_an_edit_by_hand_and_then_a_command() -> None:
    done = plan(BASE, READY, SetStatus("A-1", "ASSIGNED"))
    (transition,) = done.diff.transitions
    assert (transition.old.code, transition.new.code) == ("PENDING", "ASSIGNED")
    # The command logged against the work tree; the commit sees that the way began one step before.
    worked = plan(READY, READY, SetStatus("A-1", "ASSIGNED")).after.text
    assert log_rows(plan(BASE, worked))[1:] == [
        f"{NOW} | A-1 | PENDING | READY | ada | -",
        f"{NOW} | A-1 | READY | ASSIGNED | ada | -",
    ]
    assert states(plan(BASE, worked).surfaces, "log") == [
        ("changed", "PENDING → READY, the step before the row that somebody wrote")
    ]


def test_rows_that_come_and_go_are_logged() -> None:
    done = plan(BASE, edit(BASE, "| A-3 | Deck | 🟪 REVIEW | - | - | - |\n", "| A-4 | Mast | 🟦 READY | - | - | - |\n"))
    assert log_rows(done)[1:] == [f"{NOW} | A-4 | - | READY | ada | -", f"{NOW} | A-3 | REVIEW | - | ada | -"]
    assert done.diff.after.tasks[2].status_text == "🟦 READY", "a new row stays as it was written"


@pytest.mark.parametrize(
    ("log", "why"),
    [
        ("", "no change log records statuses"),
        (table("Date | Change", "2026-05-01 | begun", heading="Change Log"), "no change log records statuses"),
        (table(LOG, FIRST, heading="Log") + table(LOG, FIRST, heading="Log of old"), "there are 2 change logs"),
        (
            table("When | From | To", "2026-05-01 | PENDING | READY", heading="Change Log"),
            "it has no column that names the task",
        ),
    ],
)
def test_why_there_is_no_row(log: str, why: str) -> None:
    text = BASE[: BASE.index("## Change Log")] + log
    done = commit(text, "🔲 PENDING | -", "🟦 READY | -")
    assert states(done.surfaces, "log") == [("refused", why)]
    assert done.diff.after.tasks[0].status.code == "READY"


NO_NOTES = BASE[: BASE.index("## Change Log")] + table(
    "Date | Task | From | To", "2026-05-01 | A-9 | PENDING | READY", heading="Change Log"
)
NO_LOG = BASE[: BASE.index("## Change Log")]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (NO_LOG, edit(NO_LOG, "🔲 PENDING | -", "🟦 READY | -"), "no change log records statuses"),
        (NO_NOTES, edit(NO_NOTES, "🔲 PENDING | -", "🟦 READY | -"), "the change log has no column for notes"),
        (BASE, edit(BASE, "Keel", "Keel and stem"), "no row was written into the change log"),
        (
            BASE,
            with_rows(READY, "2026-05-30 | A-1 | PENDING | READY | me | hand"),
            "no row was written into the change log",
        ),
    ],
)
def test_a_note_that_stands_nowhere_is_told(before: str, after: str, why: str) -> None:
    done = plan(before, after, note="no wood")
    assert "no wood" not in done.after.text
    assert states(done.surfaces, "log")[-1] == ("refused", f"it stands nowhere: {why}")
    assert [each for each in plan(before, after).surfaces if each.name == "note"] == []


def test_an_empty_log_gets_its_first_row() -> None:
    text = tracker_with("A-1 | Keel | 🔲 PENDING | - | - | -", log=())
    assert log_rows(commit(text, "🔲 PENDING | -", "🟦 READY | -")) == [f"{NOW} | A-1 | PENDING | READY | ada | -"]


def test_an_edit_that_leaves_the_status_leaves_the_log() -> None:
    done = commit(BASE, "Keel", "Keel and stem")
    assert log_rows(done) == [FIRST]
    assert states(done.surfaces, "log") == []


def test_alias_in_the_log() -> None:
    text = table("ID | Task | Status", "01 | Keel | Todo") + table(
        "Date | Task | From | To", "2026-05-01 | WS-02 | Todo | Done", heading="Log"
    )
    after = edit(text, "Keel | Todo", "Keel | Done").replace(
        "| Todo | Done |\n", "| Todo | Done |\n| 2026-05-02 | WS-01 | Todo | Done |\n"
    )
    assert log_rows(plan(text, after)) == ["2026-05-01 | WS-02 | Todo | Done", "2026-05-02 | WS-01 | Todo | Done"]
