"""The dependency graph: built, ordered and measured as trackers grow, and in shapes that hurt careless algorithms."""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from functools import partial

from forgemd.text import Source
from forgemd.tracker import network_of, read, schedule_of
from tests.bench.clock import Entrant, Launcher, race, timed
from tests.bench.result import Result, Target, compare
from tests.shared import ROOT

__all__ = ["graph", "graph_text"]

_EDGES_PER_TASK = 1.6
_NEAR = 5000
_MOST_MEMORY = 600e6
_HEAD = "| ID | Task | Status | Estimate | Depends On |\n|---|---|---|---|---|\n"


def graph_text(tasks: int, seed: int = 7) -> str:
    """A tracker of `tasks` tasks with 1.6 times as many dependencies, each on one of the 5,000 tasks before."""
    chance = random.Random(seed)
    before: list[set[int]] = [set() for _ in range(tasks)]
    left = int(tasks * _EDGES_PER_TASK)
    while left:
        to = chance.randrange(1, tasks)
        source = chance.randrange(max(0, to - _NEAR), to)
        left -= source not in before[to]
        before[to].add(source)
    return _table(before)


def _table(before: list[set[int]]) -> str:
    rows = (
        f"| T-{at} | Task number {at} | {'Todo' if at % 3 else 'Done'} | {1 + at % 8}h | "
        f"{', '.join(f'T-{source}' for source in sorted(sources)) or '-'} |\n"
        for at, sources in enumerate(before)
    )
    return _HEAD + "".join(rows)


def _shapes() -> Iterator[tuple[str, str]]:
    yield "chain of 5,000", _table([{at - 1} if at else set() for at in range(5000)])
    yield "ring of 5,000", _table([{(at - 1) % 5000} for at in range(5000)])
    yield "300 that wait for each other", _table([set(range(300)) - {at} for at in range(300)])
    yield "300, each for all before", _table([set(range(at)) for at in range(300)])
    yield "5,000 references to nobody", _table([{at + 100_000} for at in range(5000)])


def graph(quick: bool) -> Iterator[Result]:
    """Growth in process, whole processes with their memory, and hostile shapes beside a usual graph of 10,000."""
    sizes = (1_000, 10_000) if quick else (1_000, 10_000, 100_000)
    texts = {tasks: graph_text(tasks) for tasks in sizes}
    base = f"{sizes[0]} tasks"
    yield compare(
        "graph: read, network, cycles, waves, critical path",
        "1.6 dependencies for each task, in process, garbage collector off",
        race([Entrant(f"{tasks} tasks", timed(partial(_whole, text))) for tasks, text in texts.items()], 3),
        base,
        targets=tuple(Target(f"{tasks} tasks", "at most", 1.5 * tasks / sizes[0], base) for tasks in sizes[1:]),
        notes=("the target leaves a half for caches that overflow",),
    )
    yield _processes(texts)
    usual = "10,000 tasks, usual"
    entrants = [Entrant(usual, timed(partial(_whole, graph_text(10_000))))]
    entrants += [Entrant(name, timed(partial(_whole, text))) for name, text in _shapes()]
    targets = tuple(Target(entrant.name, "at most", 10.0, usual) for entrant in entrants[1:])
    yield compare("graph: hostile shapes", "in process", race(entrants, 3), usual, targets=targets)


def _whole(text: str) -> object:
    network = network_of([read(Source(text, "T.md"))])
    return network.cycles, schedule_of(network)


def _processes(texts: dict[int, str]) -> Result:
    env = {**os.environ, "PYTHONPATH": ROOT}
    with tempfile.TemporaryDirectory() as directory, Launcher() as launcher:
        entrants = [Entrant("python -c pass", partial(launcher.sample, [sys.executable, "-c", "pass"], directory, env))]
        for tasks, text in texts.items():
            with open(os.path.join(directory, f"{tasks}.md"), "w", encoding="utf-8") as file:
                file.write(text)
            command = [sys.executable, "-m", "forgemd", "graph", f"{tasks}.md", "--format", "json"]
            entrants.append(Entrant(f"{tasks} tasks", partial(launcher.sample, command, directory, env)))
        targets = tuple(Target(f"{tasks} tasks", "peak", _MOST_MEMORY) for tasks in texts)
        title = "graph: forgemd graph --format json"
        series = race(entrants, 3)
        return compare(title, "whole processes", series, "python -c pass", by="wall", targets=targets)
