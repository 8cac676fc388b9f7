"""Bugs are tasks where a document tracks nothing else, and are kept beside the tasks elsewhere."""

from __future__ import annotations

import pytest

from forgemd.tracker import Layout
from tests.tracker.build import table, tracker

BUGS = table("Bug ID | Description | Severity | Status", "B-1 | Leak | High | Open", "B-2 | Rot | Low | Fixed")


def test_the_bugs_of_a_list_of_bugs_are_tasks() -> None:
    found = tracker(BUGS)
    assert [(task.id, task.status.category) for task in found.tasks] == [("B-1", "todo"), ("B-2", "done")]
    assert [layout.kind for layout in found.layouts] == ["tasks"]
    (layout,) = {task.layout for task in found.tasks}
    assert isinstance(layout, Layout)
    assert layout.why.endswith("the document tracks nothing else, and these have ids and statuses")


@pytest.mark.parametrize("work", ["- [ ] Sow\n", "- [ ] T-1: Sow\n", table("ID | Task | Status", "T-1 | Sow | Todo")])
def test_beside_tasks_they_are_none(work: str) -> None:
    found = tracker(f"{work}\n## Bugs\n\n{BUGS}")
    assert len(found.tasks) == 1
    assert found.layouts[-1].kind == "issues"


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("ID | Risk | Impact | Status", ("R-1 | Leak | High | Open", "R-2 | Rot | Low | Closed")),
        ("ID | Question | Status", ("Q-1 | Why | Open", "Q-2 | How | Resolved")),
        ("Issue | Severity | Status", ("Leak | High | Open", "Rot | Low | Fixed")),
        ("ID | Issue | Severity | Mended", ("B-1 | Leak | High | with tar", "B-2 | Rot | Low | with oak")),
        ("ID | Issue | Severity | Status", ("B-1 | Leak | High | by the mast", "B-2 | Rot | Low | below")),
    ],
)
def test_what_nobody_closes_by_its_id_is_no_task(header: str, rows: tuple[str, ...]) -> None:
    assert tracker(table(header, *rows)).tasks == ()
