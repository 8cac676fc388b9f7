"""Waves, chains, closures and needless edges, against slow ways to the same answers; and how long it takes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.tracker import network_of, parse_estimate, schedule_of
from forgemd.tracker.graph.schedule import chain, closure, needless, order
from tests.tracker.build import table, tracker

GRAPHS = st.integers(1, 7).flatmap(
    lambda count: st.tuples(st.just(count), st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))))
)


def ends(count: int, pairs: set[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    """What comes before and after each, for pairs (first, then)."""
    real = sorted((a, b) for a, b in pairs if a != b)
    return (
        [[a for a, b in real if b == node] for node in range(count)],
        [[b for a, b in real if a == node] for node in range(count)],
    )


def reach(count: int, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    found = {(a, b) for a, b in pairs if a != b}
    for _ in range(count):
        found |= {(a, d) for a, b in found for c, d in found if b == c}
    return found


@given(GRAPHS, st.lists(st.integers(0, 5), min_size=7, max_size=7))
def test_waves_and_chain(graph: tuple[int, set[tuple[int, int]]], weights: list[int]) -> None:
    count, pairs = graph
    before, after = ends(count, pairs)
    closed = reach(count, pairs)
    done = order(before, after)
    ringed = {node for node in range(count) if (node, node) in closed}
    assert set(done.stuck) == ringed | {node for node in range(count) if any((one, node) in closed for one in ringed)}
    for number, wave in enumerate(done.waves):
        for node in wave:
            assert number == max((done.wave_of[one] + 1 for one in before[node]), default=0)

    def longest(node: int) -> float:
        return weights[node] + max((longest(one) for one in before[node]), default=0)

    found = chain(before, after, done, weights)
    assert found.length == max((longest(node) for node in done.sorted), default=0)
    assert sum(weights[node] for node in found.nodes) == found.length
    for node in range(count):
        slack = found.slack[node]
        assert (slack is None) == (node in done.stuck)
        if slack is not None:
            later = [*weights]
            later[node] += int(slack)
            assert chain(before, after, done, later).length == found.length
            later[node] += 1
            assert chain(before, after, done, later).length > found.length


@given(GRAPHS)
def test_closure_and_needless(graph: tuple[int, set[tuple[int, int]]]) -> None:
    count, pairs = graph
    before, after = ends(count, pairs)
    closed = reach(count, pairs)
    for node in range(count):
        assert set(closure(before, node, lambda _: True)) == {a for a, b in closed if b == node} - {node}
    done = order(before, after)
    expected = {
        (a, b) for b in done.sorted for a in before[b] if any((a, one) in closed for one in before[b] if one != a)
    }
    assert set(needless(before, done)) == expected


def test_a_clique_and_a_long_chain_do_no_harm() -> None:
    clique = {(a, b) for a in range(300) for b in range(a + 1, 300)}
    began = time.perf_counter()
    before, after = ends_of(300, clique)
    done = order(before, after)
    assert len(done.waves) == 300
    assert len(needless(before, done)) == len(clique) - 299
    before, after = ends_of(5000, {(at, at + 1) for at in range(4999)})
    done = order(before, after)
    assert len(closure(before, 4999, lambda _: True)) == 4999
    assert chain(before, after, done, [1.0] * 5000).length == 5000
    assert time.perf_counter() - began < 5


def ends_of(count: int, pairs: set[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for first, then in pairs:
        before[then].append(first)
        after[first].append(then)
    return before, after


def test_ten_thousand_tasks() -> None:
    rows = [
        f"T-{at} | x | Todo | 2h | {', '.join(f'T-{at - back}' for back in (1, 7, 90) if at >= back) or '-'}"
        for at in range(10_000)
    ]
    text = table("ID | Task | Status | Estimate | Depends On", *rows)
    read = tracker(text)
    began = time.perf_counter()
    network = network_of([read])
    found = schedule_of(network)
    assert network.cycles == []
    assert (found.chain.length, found.weights.unit) == (20_000, "hours")
    assert time.perf_counter() - began < 5  # 0.4 s on a machine that has nothing else to do


@pytest.mark.parametrize(
    ("text", "header", "expected"),
    [
        ("46h", "Hours", (46, 46, "hours")),
        ("4 hrs", "", (4, 4, "hours")),
        ("2-4h", "", (2, 4, "hours")),
        ("2h - 1d", "", (2, 8, "hours")),
        ("1–2 weeks", "", (40, 80, "hours")),
        ("~1.5 days", "", (12, 12, "hours")),
        ("30m", "", (0.5, 0.5, "hours")),
        ("2-3日", "", (16, 24, "hours")),
        ("**8h**", "", (8, 8, "hours")),
        ("M (~1h)", "", (1, 1, "hours")),
        ("5", "Hours", (5, 5, "hours")),
        ("3-5", "Est. (days)", (24, 40, "hours")),
        ("5", "Points", (5, 5, "points")),
        ("8", "Size", (8, 8, "points")),
        ("3 pts", "", (3, 3, "points")),
        ("M", "", None),
        ("M (2)", "", None),
        ("S-M", "", None),
        ("2 sprints", "", None),
        ("1 month", "", None),
        ("< 1s", "", None),
        ("4h-2h", "", None),
        ("$40", "", None),
        ("Complete", "", None),
    ],
)
def test_estimates_are_read_when_certain(text: str, header: str, expected: tuple[float, float, str] | None) -> None:
    found = parse_estimate(text, header)
    assert (None if found is None else tuple(found)) == expected


def test_estimates_that_do_not_add_up_are_told() -> None:
    rows = (
        "A-1 | a | Todo | 2-4h | -",
        "A-2 | b | Todo | M | A-1",
        "A-3 | c | Todo | - | A-2",
        "A-4 | d | Todo | 1d | A-3",
    )
    network = network_of([tracker(table("ID | Task | Status | Estimate | Depends On", *rows))])
    high, low = schedule_of(network), schedule_of(network, "low")
    assert (high.chain.length, low.chain.length) == (12, 10)
    assert (high.weights.unread, high.weights.empty) == ([1], [2])
