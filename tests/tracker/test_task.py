"""Tasks: what their cells say, one by one and all in one go."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from forgemd.text import Source
from forgemd.tracker import Layout, Task, Tracker, read
from forgemd.tracker.cells.roles import DATED, ROLES, is_placeholder
from tests.shared import ROOT
from tests.tracker.build import from_file, table, tracker


def _trackers() -> Iterator[Tracker]:
    directory = os.path.join(ROOT, "tests/trackers")
    for name in sorted(os.listdir(directory)):
        if name.endswith(".md"):
            yield from_file(os.path.join("tests/trackers", name))


def _tasks() -> Iterator[Task]:
    return (task for found in _trackers() for task in found.tasks)


def test_all_cells_in_one_go_are_the_cells_one_by_one() -> None:
    count = 0
    for found in _trackers():
        rows = list(found.meanings)
        assert len(rows) == len(found.tasks)
        for task, row in zip(found.tasks, rows, strict=True):
            assert len(row) == len(task.values) == len(task.row.values)
            for column, text, meant in zip(task.layout.columns, task.values, row, strict=False):
                said = None if is_placeholder(text) else ROLES[column.role].parse(text)
                assert meant == said, (task, column)
                count += 1
    assert count > 400


@pytest.mark.parametrize("cell", ["2025-01-02", "", "-", "—", "N/A", "*-*", "soon", "2025-01-02 | surplus"])
@pytest.mark.parametrize("number", [1, 3])
def test_columns_of_rows_of_any_length(cell: str, number: int) -> None:
    rows = [*[f"A{at} | Keel | Done | 2025-01-01" for at in range(number)], f"B1 | Ribs | Todo | {cell}", "B2 | Deck"]
    found = tracker(table("ID | Task | Status | Started", *rows))
    for task, row in zip(found.tasks, found.meanings, strict=True):
        for column, text, meant in zip(task.layout.columns, task.values, row, strict=False):
            assert meant == (None if is_placeholder(text) else ROLES[column.role].parse(text))
        assert len(row) == len(task.values)
    assert len(found.tasks) == number + 2


def test_a_task_is_its_row() -> None:
    for task in _tasks():
        assert task.row.values == task.values
        assert task.row.line == task.line
        if isinstance(task.layout, Layout):
            assert task.row in list(task.layout.table.rows)


def test_a_comment_in_the_middle_of_a_title_is_no_part_of_it() -> None:
    (task,) = tracker(table("Task | Status", "Keel <!-- the first --> of oak | Done")).tasks
    assert (task.id, task.title) == ("Keel of oak", "Keel of oak")


def test_dated_columns_are_those_of_the_roles_that_read_moments() -> None:
    assert {name for name, role in ROLES.items() if role.parse.__name__ == "parse_moment"} == DATED


@pytest.mark.parametrize(
    ("cell", "name"),
    [("A-1", "A-1"), ("`A-1`", "A-1"), ("T1", "T1"), ("**12**", "12"), ("a", "a"), ("-", "Keel")],
)
@pytest.mark.parametrize("more", ["", "C-9 | "])
def test_the_id_is_the_cell_without_markup(cell: str, name: str, more: str) -> None:
    rows = [f"{cell} | Keel | Done", f"{more}Ribs | Todo"]
    task = tracker(table("ID | Task | Status", *rows)).tasks[0]
    assert (task.id, task.key, task.status.category) == (name, name.casefold(), "done")


def test_rows_that_are_no_tasks_are_none_in_any_table() -> None:
    rows = ("1 | Keel | Done", "Total | 3 | Done", "- | - | -", "A2 | - | -")
    plain = "".join(f"| {row} |\n" for row in rows)
    found = read(Source(f"| ID | Task | Status |\n|---|---|---|\n{plain}"))
    assert [task.id for task in found.tasks] == ["1", "A2"]
