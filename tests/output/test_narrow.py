"""What reading commands show fits the page, whatever its width, and goes to no tower of one letter a line."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache

import pytest

from forgemd.markdown import display_width
from forgemd.output import (
    Line,
    Question,
    answer,
    critical_path,
    in_force,
    list_lines,
    next_lines,
    standing_lines,
    summary,
    tree,
    waves,
    workflow_lines,
)
from forgemd.tracker import Network, Tracker, network_of, rank, schedule_of, standing_of
from tests.tracker.build import from_file, table, tracker

NOW = datetime.date(2026, 3, 20)
TITLE = "测试任务 with a title that goes on"
CHAIN = [f"A-{at} | {TITLE} | Blocked | me | 8h | {f'A-{at - 1}' if at else '-'}" for at in range(300)]
EVERYTHING = ", ".join(f"A-{at}" for at in range(300))
HARD = table("ID | Task | Status | Owner | Estimate | Depends On", *CHAIN, f"B-1 | all | Todo | me | 2h | {EVERYTHING}")


@cache
def trackers() -> dict[str, Tracker]:
    names = ("TASK-STATUS", "WORKSTREAMS", "PRIORITIES", "MASTER-TRACKER")
    return {**{name: from_file(f"examples/trackers/{name}.md") for name in names}, "hard": tracker(HARD)}


def views(one: Tracker, columns: int) -> Iterator[Line]:
    network: Network = network_of([one])
    schedule = schedule_of(network)
    last = len(network.nodes) - 1
    for draw in (tree, waves, critical_path, summary):
        yield from draw(network, schedule, columns)
    yield from answer(network, Question("why", last, network.keeping(last)), columns)
    yield from next_lines(network, rank(network, NOW), 5, True, columns)
    yield from list_lines(network, range(len(network.nodes)), columns)
    yield from standing_lines(standing_of(one, NOW, 14), 3, columns)
    yield from workflow_lines(in_force([one]), columns)


CASES = [(name, columns) for name in trackers() for columns in (60, 80, 120)]
# Names and headings are not cut: where they are long themselves 40 columns are too few.
CASES += [(name, 40) for name in ("TASK-STATUS", "WORKSTREAMS", "hard")]


@pytest.mark.parametrize(("name", "columns"), CASES)
def test_no_line_is_wider_than_the_page(name: str, columns: int) -> None:
    lines = ["".join(text for _, text in pieces).rstrip() for pieces in views(trackers()[name], columns)]
    assert len(lines) > 20
    assert not [line for line in lines if display_width(line) > columns and "forgemd " not in line]


def test_where_there_is_no_room_the_tree_says_below_what_it_waits_for() -> None:
    network = network_of([trackers()["WORKSTREAMS"]])
    lines = ["".join(text for _, text in pieces) for pieces in tree(network, schedule_of(network), 40)]
    assert lines[2:5] == [
        "├─ o 05 Cleaning of Au...  56h  critical",
        "│  │    also after 01",
        "│  └─ o 06 Merging of...  48h  critical",
    ]
