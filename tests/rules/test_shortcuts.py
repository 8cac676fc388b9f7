"""What is decided for all tasks at once, held against the same asked of one task after the other."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.rules import REGISTRY, Dated, Project, load, traits
from forgemd.rules._moments import earlier
from forgemd.text import Source
from forgemd.tracker import COMPLETED, ID, ROLES, STARTED, STATUS, Role, Task, Tracker, read
from forgemd.tracker.cells.dates import NO_DAYS, parse_moment
from forgemd.tracker.cells.roles import DATED, says_nothing
from forgemd.tracker.reader import DEFAULTS, layouts_of, tasks_of
from forgemd.tracker.tasks.roster import Roster
from forgemd.tracker.tasks.taskrows import task_rows
from tests.rules.pages import reading
from tests.rules.test_laws import EVERYTHING, texts

_LEGEND = ("🔲 PENDING", "🟦 READY", "🟨 ASSIGNED", "🟧 RUNNING", "🟪 REVIEW", "✅ DONE", "❌ FAILED", "🚫 BLOCKED")
_STATUSES = ("✅ DONE", "DONE", "done", "❌ DONE", "🟧 RUNNING", "Running", "🔲 PENDING", "-", "odd")
_PEOPLE = ("ada", "Ada", "bob", "-", "TBD", "nobody", "")
_DATES = (
    *("2025-03-01", "2025-03-02", "2025-03-01T08:00:00Z", "2025-03-02T07:00:00Z", "2025-02-30", "2025-03-01 10:00"),
    *("-", "", "TBD", "Jan 5, 2025", "soon", "2025-13-01T00:00:00Z", "2025-03-02T23:59:60Z"),
)
_IDS = (
    "P1-{:03}",
    "P1-{}",
    "p1-{:03}",
    "O1-{:02}",
    "X{:02}l",
    "Р1-{:03}",
    "-",
    "",
    "TBD",
    "1",
    "✅",
    "P1-001 to P1-{:03}",
)
_HEADER = "| ID | Task | Status | Agent | Started | Completed | Reviewer |"


@st.composite
def strict(draw: st.DrawFn) -> str:
    """A tracker with the strict legend, most of whose cells are usual, in one table or two."""
    legend = [f"| {label} | `{label.split()[1]}` | x |" for label in _LEGEND]
    lines = ["# Plan", "", "| Status | Code | Description |", "|---|---|---|", *legend, ""]
    usual = draw(st.booleans())
    number = 0
    for _ in range(draw(st.integers(1, 2))):
        lines += [_HEADER, "|---|---|---|---|---|---|---|"]
        for _ in range(draw(st.integers(1, 4))):
            number += 1
            lines.append(_row(draw, number, most=2 if usual else 99))
        lines.append("")
    return "\n".join(lines)


def _row(draw: st.DrawFn, number: int, most: int) -> str:
    """A row; of what may stand in a cell, the first `most`."""
    name, *cells = [
        draw(st.sampled_from(words[:most])) for words in (_IDS, _STATUSES, _PEOPLE, _DATES, _DATES, _PEOPLE)
    ]
    row = [name.format(number), "Build it", *cells]
    return f"| {' | '.join(row[: draw(st.sampled_from((7, 7, 7, 5)))])} |"


_ANY = st.one_of(strict(), texts()).map(reading)


@given(_ANY)
def test_columns_and_what_is_known_of_them(tracker: Tracker) -> None:
    tasks = tracker.tasks
    for role in map(_role, ROLES):
        assert [*tracker.column(role)] == [task.text(role) for task in tasks]
        assert tracker.texts(role) == {task.text(role) for task in tasks}
        assert tracker.blanks(role) == {task.text(role) for task in tasks if not task.filled(role)}
    assert tracker.plain == {task.id.casefold() for task in tasks}
    assert tracker.has_twins == (len(tracker.plain) < len(tasks))
    assert set(tracker.readings) == {task.status for task in tasks}
    assert [task for _, run in tracker.runs for task in run] == [*tasks]
    assert not tracker.all_single or not any(task.stands_for for task in tasks)


@given(_ANY)
def test_a_roster_says_at_once_what_each_of_its_tasks_says(tracker: Tracker) -> None:
    again = read(tracker.source)
    alone = {name: again.keyed(name.casefold()) for name in again.names[::2]}
    careful = Roster(again.tasks)
    assert [task for task in alone.values() if task and again.by_key[task.key] is not task] == []
    assert all(again.keyed(key) is task for key, task in again.by_key.items())
    for roster in (tracker.roster, again.roster):
        assert [*roster.names] == [*careful.names]
        assert [*roster.categories] == [*careful.categories]
        assert roster.has_fields == careful.has_fields
        told, known = ([(section.line, places) for section, places in each.sections] for each in (roster, careful))
        assert told == known


@given(_ANY)
def test_rows_that_are_usual_are_the_tasks_that_a_closer_look_finds(tracker: Tracker) -> None:
    document, statuses = tracker.document, tracker.statuses
    placed = layouts_of(document, DEFAULTS)
    usual = task_rows(document, placed, statuses)
    if usual is not None:
        careful = tasks_of(document, placed, statuses)
        assert [_told(task) for task in usual.tasks] == [_told(task) for task in careful]
        assert len({task.key for task in careful}) == len(careful)


@pytest.mark.parametrize("name", ["-", "TBD", "Total", "**A-2**", "`A-2`", "A-1", "a-1", "✅2"])
def test_a_row_that_is_not_usual_takes_a_closer_look(name: str) -> None:
    tracker = read(Source(f"| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | Done |\n| {name} | Mast | Done |\n"))
    placed = layouts_of(tracker.document, DEFAULTS)
    assert task_rows(tracker.document, placed, tracker.statuses) is None


def _told(task: Task) -> object:
    return task.id, task.key, task.line, task.section.line, task.values, task.status, task.layout.columns


@given(_ANY)
def test_plain_dates_are_dates_that_lie_in_time_as_in_the_alphabet(tracker: Tracker) -> None:
    written = {text for name in DATED for text in tracker.texts(_role(name)) if text}
    assert tracker.dates >= written
    said = {text: moment for text in tracker.dates if (moment := parse_moment(text)) is not None}
    assert tracker.newest.toordinal() == max((moment.day.toordinal() for moment in said.values()), default=1)
    if tracker.plain_dates:
        assert tracker.dates - said.keys() <= NO_DAYS
        days = [said[text].day for text in sorted(said)]
        assert days == sorted(days)


@given(_ANY)
def test_where_the_ids_are_the_cells_and_single_none_is_missing(tracker: Tracker) -> None:
    if tracker.all_single and [task.id for task in tracker.tasks] == [*tracker.column(ID)]:
        assert not tracker.blanks(ID)


@given(_ANY)
def test_settled_labels_say_one_status(tracker: Tracker) -> None:
    reader = tracker.statuses
    for label in reader.settled:
        said = reader.find(reader.read(label).code)
        assert reader.read(label).how == "configured" or (said is not None and said.label == label)


@given(_ANY)
def test_a_rule_that_does_not_apply_finds_nothing(tracker: Tracker) -> None:
    there = traits(tracker)
    assert EVERYTHING.now is not None
    for name, listing in REGISTRY.items():
        if listing.judges not in ("change", "merge") and not listing.applies(there):
            found = load(name)
            subject = {"time": Dated(tracker, EVERYTHING.now), "project": Project(tracker)}.get(listing.judges, tracker)
            assert [*found.judge(subject)] == []


@given(strict().map(reading))
def test_missing_fields_are_those_that_tasks_lack(tracker: Tracker) -> None:
    required = tracker.workflow.required
    assert required
    lacking = [
        (task.id, name)
        for task in tracker.tasks
        if (state := tracker.workflow.state(task.status)) in required
        for name in required[state].roles
        if _lacks(task, _role(name))
    ]
    assert [(found.task, found.role) for found in load("missing-field").judge(tracker)] == lacking


def _role(name: str) -> Role[Any]:
    return ROLES[name]


def _lacks(task: Task, role: Role[Any]) -> bool:
    return task.has(role) and says_nothing(role, task.text(role))


@given(strict().map(reading))
def test_completed_before_started_is_told_of_those_that_were(tracker: Tracker) -> None:
    wrong = [
        task.id
        for task in tracker.tasks
        if (first := task.get(STARTED)) is not None
        and (last := task.get(COMPLETED)) is not None
        and earlier(last, first)
    ]
    assert [found.task for found in load("completed-before-started").judge(tracker)] == wrong


@given(strict().map(reading))
def test_what_drifts_from_the_legend_is_told_whatever_the_other_rows_say(tracker: Tracker) -> None:
    wrong = [task.id for task in tracker.tasks if task.text(STATUS) == "❌ DONE"]
    assert [found.task for found in load("legend-drift").judge(tracker)] == wrong
