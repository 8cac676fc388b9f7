"""Edits that are no change of status: each a tracker, an intent, and the rows and remarks that come of it."""

from __future__ import annotations

import pytest

from forgemd.changes import AddNote, AddTasks, Assign, Depend, Intent, MoveTask, Plan, RemoveTask, SetField
from forgemd.errors import EditRejected, UsageError
from tests.changes.build import BASE, log_rows, plan, tracker_with
from tests.tracker.build import table, tracker

BOAT = """\
# Boat

## Hull

| ID  | Task | Status | Depends  | Notes     | Owner |
|-----|------|--------|----------|-----------|-------|
| B-1 | Keel | Done   | -        | oak       | ann   |
| B-2 | Ribs | Todo   | B-1      | -         | -     |
| B-3 | Deck | Todo   | B-1, B-2 | teak; oil | -     |

## Rig

| ID  | Task | Status | Depends | Notes | Owner |
|-----|------|--------|---------|-------|-------|
| B-7 | Mast | Todo   | `B-3`   | -     | -     |
| B-8 | Sail | Todo   | `B-7`   | -     | -     |

## Paint

| ID  | Task | Status | Who |
|-----|------|--------|-----|
| B-9 | Red  | Todo   | -   |

## Extras

- [ ] **X-1**: Flag
- [ ] **X-2**: Horn
"""


def done(text: str, *intents: Intent) -> Plan:
    return plan(text, text, *intents)


def difference(before: str, after: str) -> list[str]:
    """The lines that go and come, with `-` and `+` in front."""
    from difflib import ndiff

    return [line.rstrip() for line in ndiff(before.split("\n"), after.split("\n")) if line[0] in "-+"]


ADDED = [
    pytest.param(
        AddTasks(("Bow", "Stern"), "Hull"),
        [
            "+ | B-10 | Bow | Todo   | -        | -         | -     |",
            "+ | B-11 | Stern | Todo   | -        | -         | -     |",
        ],
        id="the next ids of the whole family",
    ),
    pytest.param(
        AddTasks(("Boom",), "rig", None, "B-20", "Done", (("owner", "bo"), ("Notes", "a|b"))),
        [r"+ | B-20 | Boom | Done   | -       | a\|b  | bo    |"],
        id="everything said",
    ),
    pytest.param(
        AddTasks(("Frames",), after="B-2"),
        ["+ | B-10 | Frames | Todo   | -        | -         | -     |"],
        id="behind a task",
    ),
    pytest.param(AddTasks(("Blue",), "Paint"), ["+ | B-10 | Blue | Todo   | -   |"], id="the columns of that table"),
    pytest.param(AddTasks(("Mast",), "Rig"), [], id="already there"),
    pytest.param(
        AddTasks(("**mast**", "Boom"), "Rig"), ["+ | B-10 | Boom | Todo   | -       | -     | -     |"], id="one there"
    ),
]


@pytest.mark.parametrize(("intent", "lines"), ADDED)
def test_rows_that_are_new(intent: AddTasks, lines: list[str]) -> None:
    result = done(BOAT, intent)
    assert difference(BOAT, result.after.text) == lines
    assert [task.title for task in result.diff.added] == [line.split("|")[2].strip() for line in lines]
    for surface in result.surfaces:
        if surface.surface == "row":
            (task,) = tracker(result.after.text).find(surface.name)
            assert surface.line == task.line + 1


@pytest.mark.parametrize(
    ("intent", "lines"),
    [
        (Assign("B-2", "bo"), ["+ | B-2 | Ribs | Todo   | B-1      | -         | bo    |"]),
        (Assign("B-1", ""), ["+ | B-1 | Keel | Done   | -        | oak       | -     |"]),
        (Assign("B-1", "ann"), []),
        (Assign("B-2", ""), []),
        (AddNote("B-2", "ash"), ["+ | B-2 | Ribs | Todo   | B-1      | ash       | -     |"]),
        (AddNote("B-1", "dry"), ["+ | B-1 | Keel | Done   | -        | oak; dry  | ann   |"]),
        (AddNote("B-1", "dry", replace=True), ["+ | B-1 | Keel | Done   | -        | dry       | ann   |"]),
        (AddNote("B-3", "oil"), []),
        (AddNote("B-3", "teak"), []),
        (Depend("B-2", on=("B-1",)), []),
        (Depend("B-2", off=("B-3",)), []),
        (Depend("B-1", on=("B-9",)), ["+ | B-1 | Keel | Done   | B-9      | oak       | ann   |"]),
        (Depend("B-2", on=("b-9",)), ["+ | B-2 | Ribs | Todo   | B-1, B-9 | -         | -     |"]),
        (Depend("B-8", on=("B-1",)), ["+ | B-8 | Sail | Todo   | `B-7`, `B-1` | -     | -     |"]),
        (Depend("B-3", off=("B-1",)), ["+ | B-3 | Deck | Todo   | B-2      | teak; oil | -     |"]),
        (Depend("B-3", off=("B-2", "B-1")), ["+ | B-3 | Deck | Todo   | -        | teak; oil | -     |"]),
        (Depend("B-3", ("B-7",), ("B-2",)), ["+ | B-3 | Deck | Todo   | B-1, B-7 | teak; oil | -     |"]),
        (SetField("B-1", "title", "Keel, long"), ["+ | B-1 | Keel, long | Done   | -        | oak       | ann   |"]),
    ],
    ids=str,
)
def test_cells_of_a_row(intent: Intent, lines: list[str]) -> None:
    result = done(BOAT, intent)
    changed = difference(BOAT, result.after.text)
    assert [line for line in changed if line[0] == "+"] == lines
    assert len(changed) == 2 * len(lines)
    assert {surface.state for surface in result.surfaces if surface.surface == "row"} == (
        {"changed"} if lines else {"unchanged"}
    )


def test_a_row_that_moves_stays_as_it_is() -> None:
    text = BOAT.replace("| B-2 | Ribs | Todo   |", "|B-2| Ribs   | Todo |")
    result = done(text, MoveTask("B-2", "Rig"))
    row = "|B-2| Ribs   | Todo | B-1      | -         | -     |"
    assert difference(text, result.after.text) == [f"- {row}", f"+ {row}"]
    assert [(old.section.title, new.section.title) for old, new in result.diff.moved] == [("Hull", "Rig")]
    assert [task.id for task in tracker(result.after.text).tasks][2:5] == ["B-7", "B-8", "B-2"]
    assert not result.diff.changes
    assert done(result.after.text, MoveTask("B-2", "Rig")).after.text == result.after.text


def test_a_row_that_moves_goes_where_it_is_said() -> None:
    result = done(BOAT, MoveTask("B-2", after="B-7"), MoveTask("B-8", "Hull"))
    assert [task.id for task in tracker(result.after.text).tasks][:5] == ["B-1", "B-3", "B-8", "B-7", "B-2"]
    assert done(BOAT, MoveTask("B-3", after="B-2")).after.text == BOAT


def test_a_row_that_moves_to_other_columns() -> None:
    text = BOAT.replace("| B-9 | Red  | Todo   | -   |", "| B-9 | Red  | Todo   | bo  |")
    result = done(text, MoveTask("B-9", "Hull"))
    assert "+ | B-9 | Red | Todo   |          |           | bo    |" in difference(text, result.after.text)


@pytest.mark.parametrize(
    ("intent", "message", "hint"),
    [
        (AddTasks(("Bow",)), "there are 3 tables of tasks", "'Hull', 'Rig', 'Paint'"),
        (AddTasks(("Bow",), "Hul"), "no section 'Hul'", "did you mean 'Hull'?"),
        (AddTasks(("Bow",), "Rig", "B-1"), "'B-1' does not stand under 'Rig'", "one of the two"),
        (AddTasks(("Bow",), "Hull", None, "B-2"), "the id B-2 is taken by 'Ribs'", "next free one"),
        (AddTasks(("Bow",), "Hull", None, "b-02"), "the id b-02 is taken by 'Ribs'", "next free one"),
        (AddTasks(("Bow", "bow"), "Hull"), "'bow' is asked for twice", "once"),
        (AddTasks(("Bow",), "Hull", fields=(("Status", "Done"),)), "'Status' is not set as a field", "--status"),
        (AddTasks(("Bow",), "Hull", fields=(("Wood", "oak"),)), "the new task: no column 'Wood'", "its table has"),
        (AddTasks(("Bow",), "Hull", status="Dnoe"), "unknown status 'Dnoe'", "Done"),
        (AddNote("B-9", "x"), "B-9: its table has no column for notes", "explain"),
        (Depend("B-9", ("B-1",)), "B-9: its table has no column for what it waits for", "explain"),
        (Depend("B-1", ("B-1",)), "B-1: it cannot wait for itself", "another task"),
        (Depend("B-2", ("B-99",)), "unknown task 'B-99'", "B-9"),
        (Depend("B-2", ("B-1",), ("B-1",)), "it cannot wait for b-1 and not wait for it", ""),
        (MoveTask("B-1", "Paint"), "has no column for Notes, which says 'oak'", "empty the cell"),
        (MoveTask("X-1", "Hull"), "no list of tasks that it could go to", "by hand"),
        (RemoveTask("B-99"), "unknown task 'B-99'", "B-9"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_a_way_on(intent: Intent, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        done(BOAT, intent)
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")


def test_what_is_part_of_a_range_is_left_to_people() -> None:
    text = BOAT.replace("| `B-3`   |", "| B-1 to B-3 |")
    with pytest.raises(UsageError, match="speaks of B-2 and of others"):
        done(text, Depend("B-7", off=("B-2",)))


@pytest.mark.parametrize("title", ["Total", "**Total**", "~~Mast~~ (dropped)", "a | b", "`x` \\", "B-1", "-"])
def test_a_title_reads_back_or_nothing_is_written(title: str) -> None:
    try:
        result = done(BOAT, AddTasks((title,), "Rig"))
    except (EditRejected, UsageError):
        return
    (task,) = result.diff.added
    assert task.id == "B-10"
    assert task.row.value(1) == title


def test_a_row_that_comes_and_one_that_goes_are_logged_and_counted() -> None:
    text = BASE + table("Section | Total | Done | In Progress | Blocked | Pending", "1.1 Hull | 3 | 0 | 2 | 0 | 1")
    result = done(text, AddTasks(("Mast",), "1.1"), RemoveTask("A-1"))
    assert log_rows(result)[1:] == [
        "2026-06-01T12:34:56Z | A-10 | - | PENDING | ada | -",
        "2026-06-01T12:34:56Z | A-1 | PENDING | - | ada | -",
    ]
    again = done(result.after.text, RemoveTask("A-1"))
    assert again.after.text == result.after.text
    assert again.surfaces[0].why.startswith("it was removed already, says line ")


def test_a_row_with_a_line_of_its_own_in_a_list_is_left() -> None:
    text = BOAT.replace("- [ ] **X-1**: Flag", "- [ ] **B-2**: Ribs\n- [ ] **X-1**: Flag")
    with pytest.raises(UsageError, match="B-2: it stands in line 26 too"):
        done(text, RemoveTask("B-2"))


def test_an_id_is_not_given_twice() -> None:
    assert [task.id for task in done(BASE, AddTasks(("Mast",))).diff.added] == ["A-10"], "the log knows A-9"


FAMILIES = [
    (("1 | Keel | Todo", "2 | Ribs | Todo"), ("1 | Mast | Todo",), "2", "numbers that begin anew"),
    (("1 | Keel | Todo", "2 | Ribs | Todo"), ("3 | Mast | Todo",), "4", "numbers that go on"),
    (("1.1 | Keel | Todo",), ("2.1 | Mast | Todo", "2.9 | Sail | Todo"), "2.10", "numbers with points"),
    (("H-001 | Keel | Todo",), ("R-099 | Mast | Todo",), "R-100", "a prefix for each section"),
    (("H-001 | Keel | Todo",), ("**R-009** | Mast | Todo",), "**R-010**", "emphasis"),
    (("`T1` | Keel | Todo",), ("`T2` | Mast | Todo",), "`T3`", "backticks"),
    (("#12 | Keel | Todo",), ("#9 | Mast | Todo",), "#13", "issues"),
]


@pytest.mark.parametrize(("hull", "rig", "name", "why"), FAMILIES)
def test_the_next_id_of_the_family(hull: tuple[str, ...], rig: tuple[str, ...], name: str, why: str) -> None:
    text = table("ID | Task | Status", *hull, heading="Hull") + table("ID | Task | Status", *rig, heading="Rig")
    result = done(text, AddTasks(("Boom",), "Rig"))
    (row,) = [line for line in result.after.text.split("\n") if "Boom" in line]
    assert row.split("|")[1].strip() == name, why


def test_a_workflow_says_where_tasks_begin() -> None:
    text = tracker_with("A-1 | Keel | 🟩 READY | - | - | -")
    (task,) = done(text, AddTasks(("Mast",), "1.1 Hull")).diff.added
    assert task.status_text == "🔲 PENDING"


def test_tasks_without_ids_go_by_their_titles() -> None:
    text = table("Task | Status", "Keel | Todo", "Ribs | Todo", heading="Hull")
    result = done(text, AddTasks(("Mast",)), RemoveTask("Keel"))
    assert [task.title for task in tracker(result.after.text).tasks] == ["Ribs", "Mast"]
