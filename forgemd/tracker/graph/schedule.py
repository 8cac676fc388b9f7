"""Arithmetic on a graph of what must come first: waves, the longest chain, slack, closures, needless edges.

Nodes are numbers from 0, so that a graph of 100,000 tasks costs a list and not an object for each. What waits in a
ring, or behind one, can never start: it is in no wave and on no chain, and `stuck` names it.
"""

from __future__ import annotations

from forgemd.lazy import tally
from forgemd.typed import Callable, NamedTuple, Sequence

__all__ = ["Chain", "Edges", "Order", "chain", "closure", "needless", "order"]

Edges = Sequence[Sequence[int]]
"""For each node the nodes at the other end; each once, and never the node itself."""


class Order(NamedTuple):
    """`waves`: what may run side by side, each wave waiting for the one before. `sorted`: all nodes in them, those
    that come first in front. `wave_of`: the number of each node's wave from 0; -1 for the `stuck`."""

    waves: list[list[int]]
    sorted: list[int]
    wave_of: list[int]
    stuck: list[int]


class Chain(NamedTuple):
    """The longest chain by weight, and how long each node may be late without making it longer.

    `slack` is None for nodes that are stuck.
    """

    nodes: list[int]
    length: float
    slack: list[float | None]


def order(before: Edges, after: Edges) -> Order:
    """Kahn's algorithm, wave by wave."""
    missing = [len(nodes) for nodes in before]
    wave = [node for node, count in enumerate(missing) if not count]
    wave_of = [-1] * len(before)
    waves: list[list[int]] = []
    placed: list[int] = []
    while wave:
        further: list[int] = []
        for node in wave:
            wave_of[node] = len(waves)
            for target in after[node]:
                missing[target] -= 1
                if not missing[target]:
                    further.append(target)
        waves.append(wave)
        placed += wave
        wave = sorted(further)
    return Order(waves, placed, wave_of, [node for node, number in enumerate(wave_of) if number < 0])


def chain(before: Edges, after: Edges, done: Order, weights: Sequence[float]) -> Chain:
    """The longest chain through what `done` has in its waves; of equal ones that of more nodes, then the first."""
    early: list[tuple[float, int]] = [(0.0, 0)] * len(before)
    came: list[int] = [-1] * len(before)
    for node in done.sorted:
        best = (0.0, 0)
        for source in before[node]:
            if early[source] > best:
                best, came[node] = early[source], source
        early[node] = (best[0] + weights[node], best[1] + 1)
    if not done.sorted:
        return Chain([], 0.0, [None] * len(before))
    last = max(done.sorted, key=lambda node: (early[node], -node))
    length = early[last][0]
    nodes = [last]
    while came[nodes[-1]] >= 0:
        nodes.append(came[nodes[-1]])
    return Chain(nodes[::-1], length, _slack(after, done, weights, [time for time, _ in early], length))


def _slack(
    after: Edges, done: Order, weights: Sequence[float], early: Sequence[float], length: float
) -> list[float | None]:
    """`early` is when each node is finished if nothing is late."""
    late = [length] * len(after)
    for node in reversed(done.sorted):
        # What is stuck never starts, so it is late for nobody.
        late[node] = min((late[to] - weights[to] for to in after[node] if done.wave_of[to] >= 0), default=length)
    return [None if done.wave_of[node] < 0 else round(late[node] - early[node], 6) for node in range(len(after))]


def closure(edges: Edges, start: int, passes: Callable[[int], bool]) -> list[int]:
    """Everything that `edges` lead to from `start`, nearest first; a node that does not pass is left out, and so is
    what only it leads to. `start` itself is never in it."""
    seen = {start}
    wave = [start]
    found: list[int] = []
    while wave:
        further: list[int] = []
        for node in wave:
            for target in edges[node]:
                if target not in seen:
                    seen.add(target)
                    if passes(target):
                        further.append(target)
        found += further
        wave = further
    return found


def needless(before: Edges, done: Order) -> list[tuple[int, int]]:
    """The edges (from, to) that say nothing new, because a longer way leads from one to the other.

    What comes before a node is a set of bits, by place in `done.sorted`; it is forgotten when nobody is left to ask
    for it, so that a long graph takes no more room than it is wide.
    """
    place = {node: number for number, node in enumerate(done.sorted)}
    askers = tally(source for node in done.sorted for source in before[node])
    ancestors: dict[int, int] = {}
    found: list[tuple[int, int]] = []
    for node in done.sorted:
        sources = before[node]
        further = 0
        for source in sources:
            further |= ancestors[source]
        if len(sources) > 1:
            found += [(source, node) for source in sources if further >> place[source] & 1]
        for source in sources:
            further |= 1 << place[source]
            askers[source] -= 1
            if not askers[source]:
                del ancestors[source]
        if node in askers:
            ancestors[node] = further
    return found
