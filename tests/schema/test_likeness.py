"""Records that are judged only once because a schema cannot tell them apart."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from forgemd.output import graph_values
from forgemd.schema import Validator, graph_schema, judged_task, likeness, one_of_each, task_schema
from forgemd.tracker import network_of, schedule_of
from tests.rules.pages import reading

HEADER = (
    "| ID | Task | Status | Agent | Reviewer | Started | Completed | Estimate | Depends on |\n" + "|---" * 9 + "|\n"
)
ROW = "| {} | Keel {} | {} | ada | bob | 2026-05-0{} | 2026-05-09T10:00:00Z | 3h | T-1, T-2 |\n"
OTHERS: tuple[Any, ...] = (None, "", "x", 0, -1, 1, 1.5, True, [], ["x"], [1], {}, {"x": 1}, "2026-5-1")


def record(text: str, at: int = 0) -> dict[str, Any]:
    tracker = reading(text)
    return judged_task(tracker.tasks[at], tracker)


def tracker_text(status: str) -> str:
    return HEADER + "".join(ROW.format(f"T-{at}", at, status, at) for at in range(1, 4))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every part of a value."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in below for place in places(part, (*path, key)))] if path or below else []


def with_other(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    changed = copy.deepcopy(value)
    part = changed
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = other
    return changed


@pytest.mark.parametrize("status", ["Done", "In progress", "DONE", "wobbly"])
def test_what_a_schema_refuses_is_never_like_what_it_takes(status: str) -> None:
    text = tracker_text(status)
    sound = record(text)
    schema = Validator(task_schema(reading(text).workflow))
    assert schema.accepts(sound)
    refused = 0
    for path in places(sound)[1:]:
        for other in OTHERS:
            changed = with_other(sound, path, other)
            if not schema.accepts(changed):
                refused += 1
                assert likeness(changed) != likeness(sound), (path, other)
    assert refused > 200
    assert likeness({**sound, "more": 1}) != likeness(sound)


def test_tasks_that_differ_in_words_alone_are_alike() -> None:
    text = tracker_text("Done")
    one, other = record(text), record(text.replace("ada", "eve").replace("Keel", "Hull"), 1)
    assert one != other
    assert likeness(one) == likeness(other)
    assert likeness(record(tracker_text("Todo"))) != likeness(one)


def test_one_node_and_one_edge_stand_for_all_that_are_alike() -> None:
    network = network_of([reading(tracker_text("Done"))])
    values = graph_values(network, schedule_of(network))
    schema = Validator(graph_schema())
    short = {**values, **{part: one_of_each(values[part]) for part in ("nodes", "edges", "missing")}}
    assert len(short["edges"]) == 1 < len(values["edges"])
    assert [one.path for one in schema.violations(short)] == [one.path for one in schema.violations(values)]
    for path in places(values["edges"][0])[1:]:
        edges = [*values["edges"], with_other(values["edges"][0], path, 7)]
        assert not schema.accepts({**short, "edges": one_of_each(edges)})
