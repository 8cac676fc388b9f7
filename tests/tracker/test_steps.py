"""Which log entries record a change of which task."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forgemd.tracker import Tracker, by_task
from tests.tracker.build import table, tracker

STATES = ("Todo", "In progress", "Done", "-", "{new}")
NAMES = ("A-0", "A-1", "A-2", "A-1, A-2", "A-0 to A-2", "ALL", "B-9", "-")
ENTRIES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(STATES)), max_size=8)


def logged(entries: list[tuple[str, str]]) -> Tracker:
    rows = [f"A-{at} | Keel | Todo" for at in range(3)]
    log = [f"2026-05-01 | {name} | Todo | {new}" for name, new in entries]
    return tracker(
        table("ID | Task | Status", *rows, heading="Tasks")
        + table("Date | Task | From | To", "2026-04-01 | A-0 | - | Todo", *log, heading="Change Log")
    )


@given(ENTRIES)
def test_every_task_has_its_own_entries_and_those_for_all_in_the_log_s_order(entries: list[tuple[str, str]]) -> None:
    read = logged(entries)
    assert read.log is not None
    every = read.log.entries
    written = by_task(read, every, read.tasks)
    for task in read.tasks:
        real = [entry for entry in every if entry.is_transition and not entry.is_template]
        mine = [entry for entry in real if entry.every or task.id in entry.tasks]
        assert written[task.key] == mine
        assert written.naming(task.key) == [entry for entry in mine if not entry.every]
        assert written.tells(task.key) == bool(mine)


def test_entries_for_all_tasks_are_kept_once() -> None:
    read = logged([("ALL", "Done")] * 50)
    assert read.log is not None
    written = by_task(read, read.log.entries, read.tasks)
    assert len(written.every) == 50
    assert {key: len(own) for key, own in written.own.items()} == {"a-0": 1}
