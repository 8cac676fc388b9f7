"""`read` sees in every tracker of `expect.json`, and in the four seeds, what people wrote down by reading them."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest

from forgemd.text import Source
from forgemd.tracker import STATUS, Tracker, read
from tests.tracker.build import EXPECTED, from_file

TABLES = [path for path in EXPECTED if EXPECTED[path]["tables"]]
READABLE = [path for path in TABLES if "refused" not in EXPECTED[path]]


def _section(found: Tracker, line: int) -> str:
    heading = found.document.heading_before(line)
    return heading.title if heading else ""


@pytest.mark.parametrize("path", EXPECTED)
def test_tables(path: str) -> None:
    found = from_file(path)
    seen = [
        {
            "line": layout.table.line + 1,
            "end_line": layout.table.last + 1,
            "kind": layout.kind,
            "section": _section(found, layout.table.line),
            "header": list(layout.table.columns),
            "rows": len(layout.table.rows),
        }
        for layout in found.layouts
    ]
    assert seen == EXPECTED[path]["tables"]


def _task(task: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    cell = task.row.cell(task.layout.index(STATUS))
    seen = {
        "id": task.id if task.has_id else None,
        "title": task.title,
        "status": (cell.raw if cell else "") if task.has(STATUS) else None,
        "code": task.status.code,
        "category": task.status.category,
        "section": task.section.title,
        "line": task.line + 1,
    }
    return {key: value for key, value in seen.items() if key not in ("code", "category") or wanted[key] is not None}


@pytest.mark.parametrize("path", READABLE)
def test_tasks(path: str) -> None:
    tasks = [task for task in from_file(path).tasks if not task.stands_for]
    wanted = EXPECTED[path]["tasks"]
    assert [task.id for task in tasks] == [one["id"] or one["title"] for one in wanted]
    for task, one in zip(tasks, wanted, strict=True):
        judged = {key: value for key, value in one.items() if key != "depends"}
        judged = {key: value for key, value in judged.items() if key not in ("code", "category") or value is not None}
        assert _task(task, one) == judged


@pytest.mark.parametrize("path", READABLE)
def test_rows_that_stand_for_ranges(path: str) -> None:
    seen = [
        (task.line + 1, task.title, task.stands_for[0], task.stands_for[-1], len(task.stands_for), task.status_text)
        for task in from_file(path).tasks
        if task.stands_for
    ]
    wanted = [
        tuple(one[key] for key in ("line", "title", "first", "last", "count", "status"))
        for one in EXPECTED[path]["ranges"]
    ]
    assert seen == wanted


@pytest.mark.parametrize("path", READABLE)
def test_dependencies(path: str) -> None:
    found = from_file(path)
    seen = sorted([edge.on.id, edge.task.id] for edge in found.dependencies if edge.on is not None)
    assert seen == sorted(EXPECTED[path]["edges"])
    assert [edge.text for edge in found.dependencies if edge.on is None] == []
    depends = {task["id"] or task["title"]: sorted(task["depends"]) for task in EXPECTED[path]["tasks"]}
    waits = {
        task.id: sorted(other.id for other in found.waits_for.get(task.key, []))
        for task in found.tasks
        if not task.stands_for
    }
    assert waits == depends


@pytest.mark.parametrize("path", READABLE)
def test_legends_and_workflows(path: str) -> None:
    found = from_file(path)
    seen = [(status.label, status.code, status.category) for status in found.legend.statuses] if found.legend else []
    assert seen == [(one["label"], one["code"], one["category"]) for one in EXPECTED[path]["legend"]]
    assert found.workflow.name == ("strict" if seen else "lenient")


@pytest.mark.parametrize("path", READABLE)
def test_every_figure_holds(path: str) -> None:
    rollups = from_file(path).rollups
    assert len(rollups) == sum(1 for one in EXPECTED[path]["tables"] if one["kind"] == "rollup")
    for rollup in rollups:
        assert rollup.problem is None
        figures = [figure for row in rollup.rows for figure in rollup.figures(row)]
        assert len(figures) == len(rollup.rows) * (len(rollup.layout.columns) - 1)
        assert [figure for figure in figures if not figure.holds] == []


def test_task_lists() -> None:
    found = from_file("tests/trackers/lists.md")
    wanted = EXPECTED["tests/trackers/lists.md"]
    seen = [
        {
            "id": task.id,
            "title": task.title,
            "status": task.status_text,
            "code": None,
            "category": task.status.category,
            "section": task.section.title,
            "line": task.line + 1,
            "depends": [edge.on.id for edge in found.dependencies if edge.task is task and edge.on is not None],
        }
        for task in found.tasks
    ]
    assert seen == wanted["tasks"]
    edges = [[edge.on.id, edge.task.id] for edge in found.dependencies if edge.on is not None]
    assert edges == wanted["edges"]


def test_mojibake_reads_like_its_sound_twin() -> None:
    broken, sound = from_file("tests/trackers/mojibake.md"), from_file("tests/trackers/mojibake.sound.md")
    assert [task.status for task in broken.tasks] == [task.status for task in sound.tasks]
    assert [layout.kind for layout in broken.layouts] == [layout.kind for layout in sound.layouts]


# The four seeds, by the numbers that the product was promised with


def _seed(shared: str, number: str) -> Tracker:
    (name,) = [name for name in os.listdir(os.path.join(shared, "seeds")) if name.startswith(number)]
    with open(os.path.join(shared, "seeds", name), "rb") as stream:
        return read(Source.decode(stream.read(), name))


def test_the_archetype(shared: str) -> None:
    found = _seed(shared, "003")
    assert (len(found.tasks), len({task.section.line for task in found.tasks})) == (95, 17)
    assert found.legend is not None
    assert len(found.legend.statuses) == 8
    assert found.workflow.name == "strict"
    (rollup,) = found.rollups
    assert len(rollup.rows) == 18
    assert [row.is_total for row in rollup.rows] == [False] * 17 + [True]
    assert rollup.problem is None
    assert all(figure.holds for row in rollup.rows for figure in rollup.figures(row))
    assert found.log is not None
    kinds = Counter(layout.kind for layout in found.layouts)
    assert kinds == {"tasks": 17, "legend": 1, "rollup": 1, "reviews": 1, "issues": 1, "log": 1}


def test_the_workstreams(shared: str) -> None:
    found = _seed(shared, "002")
    assert len(found.tasks) == 23
    assert len(found.dependencies) == 24
    assert all(edge.on is not None for edge in found.dependencies)


def test_the_priorities(shared: str) -> None:
    found = _seed(shared, "001")
    ordinary = Counter(task.section.title[:4] for task in found.tasks if not task.stands_for)
    assert sorted(ordinary.values()) == [3, 4, 5]
    assert sum(1 for task in found.tasks if task.stands_for) == 4


def test_the_streams_without_ids(shared: str) -> None:
    found = _seed(shared, "000")
    groups = [layout for layout in found.layouts if layout.kind == "tasks"]
    assert [(layout.columns[layout.index(STATUS)].header, len(layout.table.rows)) for layout in groups] == [
        ("Status", 4),
        ("Current State", 4),
    ]
    assert all(task.key == task.title.casefold() for task in found.tasks)
