"""Dependencies: who waits for whom, and who for himself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.check import Selection, Subject, run
from forgemd.tracker import cycles, network_of, similar
from tests.tracker.build import table, tracker

ONLY = Selection(only=("unknown-dependency",))


def _graph(count: int, pairs: set[tuple[int, int]]) -> str:
    rows = [
        f"T-{n} | x | Todo | {', '.join(f'T-{b}' for a, b in sorted(pairs) if a == n) or '-'}" for n in range(count)
    ]
    return table("ID | Task | Status | Depends On", *rows)


@given(st.integers(1, 6), st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_cycles_are_those_that_trying_everything_finds(count: int, pairs: set[tuple[int, int]]) -> None:
    pairs = {(a, b) for a, b in pairs if a != b and a < count and b < count}
    reach = set(pairs)
    for _ in range(count):
        reach |= {(a, d) for a, b in reach for c, d in reach if b == c}
    knots = {frozenset(b for b in range(count) if (a, b) in reach and (b, a) in reach) for a in range(count)} - {
        frozenset()
    }
    found = cycles(tracker(_graph(count, pairs)).dependencies)
    assert len(found) == len(knots)
    for ring in found:
        numbers = [int(task.id[2:]) for task in ring]
        assert len(set(numbers)) == len(numbers)
        assert all((a, b) in pairs for a, b in zip(numbers, numbers[1:] + numbers[:1], strict=True))
        assert any(set(numbers) <= knot for knot in knots)


def test_a_long_ring_is_shown_in_the_order_of_waiting() -> None:
    (ring,) = cycles(tracker(_graph(4, {(0, 1), (1, 2), (2, 3), (3, 0)})).dependencies)
    assert [task.id for task in ring] == ["T-0", "T-1", "T-2", "T-3"]


@pytest.mark.parametrize(
    ("cell", "edges"),
    [
        ("1", "01"),
        ("WS-01", "01"),
        ("WS-01, WS-02", "01 02"),
        ("01-02", ""),
        ("01 to 02", "01 02"),
        ("WS-01–WS-02", "01 02"),
        ("**01**", "01"),
        ("01 ✅", "01"),
        ("None", ""),
        ("-", ""),
        ("", ""),
        ("99", ""),
    ],
)
def test_edges_by_any_name(cell: str, edges: str) -> None:
    found = tracker(
        table("ID | Task | Status | Blocked By", "01 | a | Todo | -", "02 | b | Todo | -", f"03 | c | Todo | {cell}")
    )
    assert [edge.on.id for edge in found.dependencies if edge.on is not None] == edges.split()
    assert all(edge.task.id == "03" for edge in found.dependencies)


@pytest.mark.parametrize(
    ("cell", "edges"),
    [
        ("WS-A", "WS-A"),
        ("WS-A + login", "WS-A login"),
        ("`login`, 1208331", "login 1208331"),
        ("ws-a ✅", "WS-A"),
        ("a login that works", ""),
        ("WS-Z", ""),
    ],
)
def test_ids_that_look_like_none_are_known_where_they_stand_alone(cell: str, edges: str) -> None:
    rows = ("WS-A | a | Todo | -", "login | b | Todo | -", "1208331 | c | Todo | -", f"T-1 | d | Todo | {cell}")
    found = tracker(table("ID | Task | Status | Blocked By", *rows))
    assert [edge.on.id for edge in found.dependencies if edge.on is not None] == edges.split()


def test_an_unknown_name_is_kept() -> None:
    (edge,) = tracker(table("ID | Task | Status | Depends On", "A-1 | a | Todo | A-9")).dependencies
    assert (edge.on, edge.text, edge.certain, edge.soft) == (None, "A-9", True, False)


def test_what_is_blocked_waits() -> None:
    found = tracker(table("ID | Task | Status | Blocks", "A-1 | a | Todo | A-2", "A-2 | b | Todo | -"))
    assert {key: [task.id for task in tasks] for key, tasks in found.waits_for.items()} == {"a-2": ["A-1"]}


def test_a_number_means_the_task_of_its_own_section() -> None:
    one = table("# | Task | Status | Depends On", "1 | a | Todo | -", "2 | b | Todo | 1", heading="One")
    two = table("# | Task | Status | Depends On", "1 | c | Todo | -", "2 | d | Todo | 1", heading="Two")
    found = tracker(one + two)
    pairs = [(edge.on.title, edge.task.title) for edge in found.dependencies if edge.on is not None]
    assert pairs == [("a", "b"), ("c", "d")]


def test_a_row_for_a_range_answers_to_each_of_its_ids() -> None:
    found = tracker(table("ID | Task | Status | Depends On", "B-1 to B-4 | a | Todo | -", "A-1 | b | Todo | B-3"))
    assert [edge.on.id for edge in found.dependencies if edge.on is not None] == ["B-1 to B-4"]


def test_many_references_to_nobody_do_no_harm() -> None:
    """Suggestions for each of them would compare every name with every other: minutes."""
    rows = [f"T-{at} | Keel | Todo | T-{at + 1}{(at + 1) % 10}" for at in range(1000, 4000)]
    found = network_of([tracker(table("ID | Task | Status | Depends On", *rows))])
    assert len(found.missing) == 3000
    assert found.missing[0].near
    assert sum(1 for one in found.missing if one.near) == 20
    diagnostics = run([Subject(tracker(table("ID | Task | Status | Depends On", *rows)))], ONLY).diagnostics
    assert len(diagnostics) == 3000
    assert diagnostics[0].hint == "did you mean T-1011 or T-1001?"


def test_of_many_names_the_next_in_the_alphabet_are_suggested() -> None:
    names = [f"T-{at:05d}" for at in range(5000)]
    assert similar("T-049999", names) == ["T-04999"]
    assert similar("zzz", names) == []


@pytest.mark.parametrize(
    ("cell", "waits_for"),
    [
        ("`lib/money`, search and replace", "lib/money search and replace"),
        ("lib/money & lib/dates", "lib/money lib/dates"),
        ("lib/money / lib/dates", "lib/money lib/dates"),
    ],
)
def test_names_that_hold_what_stands_between_names(cell: str, waits_for: str) -> None:
    names = ("`lib/money`", "lib/dates", "Search and replace")
    rows = [f"{name} | Done | -" for name in names]
    found = tracker(table("Module | Status | Requires", *rows, f"core | Todo | {cell}"))
    said = " ".join(edge.on.id for edge in found.dependencies if edge.on is not None)
    assert said.casefold() == waits_for


def test_a_number_in_prose_is_no_task_of_a_table_that_numbers_something_else() -> None:
    plan = table("Phase | Status | Depends On", "Phase 1 | Done | -", "Pilot | Todo | after the phase 1")
    points = table("Nr | Point | Status", "1 | Ask for access | Done")
    assert [edge.on for edge in tracker(plan + points).dependencies if edge.on is not None] == []
    (edge,) = tracker(
        table("Nr | Task | Status | After", "1 | Keel | Done | -", "2 | Mast | Todo | when 1 is dry")
    ).dependencies
    assert edge.on is not None
    assert edge.on.id == "1"
