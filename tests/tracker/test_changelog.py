"""Change logs and metadata lines."""

from __future__ import annotations

import pytest

from forgemd.tracker import ChangeLog, updated_fact
from tests.tracker.build import table, tracker

HEADER = "Timestamp | Task ID | Old Status | New Status | Agent | Notes"
TASKS = table("ID | Task | Status", "A-1 | Keel | Done", "A-2 | Ribs | Todo")


def log(*rows: str) -> ChangeLog:
    found = tracker(TASKS + table(HEADER, *rows, heading="Change Log")).log
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("times", "order"),
    [
        ("2026-01-01 2026-01-02", "oldest first"),
        ("2026-01-02 2026-01-01", "newest first"),
        ("2026-01-01 2026-01-01 2026-01-02", "oldest first"),
        ("2026-01-02 - 2026-01-01", "newest first"),
        ("2026-01-01T23:30:00-02:00 2026-01-02T00:30:00Z", "newest first"),
        ("2026-01-01 2026-01-01", "undecided"),
        ("2026-01-01 2026-01-03 2026-01-02", "undecided"),
        ("2026-01-01", "undecided"),
        ("soon later", "undecided"),
        ("", "undecided"),
    ],
)
def test_order(times: str, order: str) -> None:
    assert log(*(f"{time} | A-1 | Todo | Done | - | -" for time in times.split())).order == order


@pytest.mark.parametrize(
    ("cell", "tasks", "every"),
    [
        ("A-1", "A-1", False),
        ("**A-1**", "A-1", False),
        ("A-1 to A-3", "A-1 A-2 A-3", False),
        ("A-1, A-2", "A-1 A-2", False),
        ("P1-001 to P1-003", "P1-001 P1-002 P1-003", False),
        ("ALL", "", True),
        ("all", "", True),
        ("**ALL**", "", True),
        ("全部", "", True),
        ("-", "", False),
        ("", "", False),
    ],
)
def test_whom_an_entry_names(cell: str, tasks: str, every: bool) -> None:
    (entry,) = log(f"2026-01-01 | {cell} | Todo | Done | - | -").entries
    assert (entry.tasks, entry.every) == (tuple(tasks.split()), every)
    assert entry.is_transition is bool(tasks or every)


@pytest.mark.parametrize(
    "row",
    [
        "{TIMESTAMP} | {TASK_ID} | {OLD} | {NEW} | {AGENT} | {NOTES}",
        "YYYY-MM-DD | A-1 | Todo | Done | - | -",
        "2026-01-01 | A-1 | <old> | Done | Ada | -",
        "2026-01-01 | [task] | Todo | Done | Ada | -",
    ],
)
def test_a_template_is_seen(row: str) -> None:
    assert log(row).entries[0].is_template


def test_who_acts_may_be_called_anything() -> None:
    assert not log("2026-01-01 | A-1 | Todo | Done | <b> | <!-- x").entries[0].is_template


def test_an_entry_is_no_template_for_its_links() -> None:
    (entry,) = log("2026-01-01 | [A-1](x.md) | Todo | Done | **Ada** | see [this](y.md)").entries
    assert not entry.is_template
    assert (entry.tasks, entry.actor, entry.note) == (("A-1",), "Ada", "see [this](y.md)")
    assert (entry.old.category, entry.new.category) == ("todo", "done")
    assert entry.when is not None


def test_two_logs_are_none() -> None:
    row = "2026-01-01 | A-1 | Todo | Done | - | -"
    found = tracker(TASKS + table(HEADER, row, heading="Log") + table(HEADER, row, heading="Old log"))
    assert (found.log, found.log_problem) == (None, "there are 2 change logs")
    assert tracker(TASKS).log_problem == "no change log records statuses"


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("**Last Updated:** 2026-01-05", "Last Updated", "2026-01-05"),
        ("**Last Updated**: 2026-01-05", "Last Updated", "2026-01-05"),
        ("Last Updated: 2026-01-05  ", "Last Updated", "2026-01-05"),
        ("*Last updated: 2026-01-05*", "Last updated", "2026-01-05"),
        ("_Last updated_: 2026-01-05", "Last updated", "2026-01-05"),
        ("> **Updated:** 2026-01-05", "Updated", "2026-01-05"),
        ("- **Last Updated:** 2026-01-05T10:00:00Z", "Last Updated", "2026-01-05T10:00:00Z"),
        ("**最后更新：** 2026-01-05", "最后更新", "2026-01-05"),
        ("最終更新：2026年1月5日", "最終更新", "2026年1月5日"),
        ("**Обновлено:** 2026-01-05", "Обновлено", "2026-01-05"),
        ("**Last Updated:** **2026-01-05**", "Last Updated", "2026-01-05"),
        ("**Last Updated:** `2026-01-05`", "Last Updated", "2026-01-05"),
    ],
)
def test_the_line_that_says_when(line: str, key: str, value: str) -> None:
    found = tracker(f"# T\n\n{line}\n\n{TASKS}")
    fact = found.updated
    assert fact is not None
    assert (fact.key, fact.value, fact.line) == (key, value, 2)
    assert found.source.slice(fact.span) == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("**Last Updated:** 2026-01-05\n\n## A\n\n**Last Updated:** 2026-01-06\n", 0),
        ("# T\n\n**Version:** 2\n**Last Updated:** 2026-01-05\n", 3),
        ("# T\n\n## A\n\n**Last Updated:** 2026-01-06\n", 4),
        ("## A\n\n**Last Updated:** 2026-01-06\n\n## B\n\n**Last Updated:** 2026-01-07\n", None),
        ("**Last Updated:** soon\n", None),
        ("```\nLast Updated: 2026-01-06\n```\n", None),
        ("# T\n\nLast Updated: 2026-01-05\n\nUpdated: 2026-01-06\n", None),
        ("# T\n\nLast Updated: 2026-01-05 (noon)\n\n## A\n\nText.\n\nUpdated: 2026-01-06\n", None),
        ("# T\n\nStand: firm\n\n## A\n\nText.\n\nUpdated: 2026-01-06\n", 8),
        ("# T\n\n### A-1: Keel\n\n**Updated:** 2026-01-06\n**Status:** Todo\n", None),
        ("# T\n\n### A-1: Keel\n**Status:** Todo\n\nText.\n\n---\n\n_Last updated: 2026-01-06_\n", 9),
        ("# T\n\n- [ ] A-1 Keel\n  - Updated: 2026-01-06\n- [ ] A-2 Ribs\n\nUpdated: 2026-01-07\n", 6),
        ("# T\n\n- [ ] A-1 Keel\n  - Updated: 2026-01-06\n- [ ] A-2 Ribs\n", None),
        ("# T\n\n- [ ] A-1 Keel\n\n  Updated: 2026-01-06\n", None),
        ("# A-1: Keel\n\n**Status:** Todo\n**Updated:** 2026-01-06\n", 3),
        ("", None),
    ],
)
def test_which_line_is_the_document_s(text: str, line: int | None) -> None:
    found = tracker(text)
    fact, why = updated_fact(found.document, found.updates)
    assert (fact.line if fact else None) == line
    assert bool(why) is (fact is None)
