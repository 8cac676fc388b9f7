"""The dependencies of several trackers as one graph.

A task is called by its id where no other has it, else by `PATH#ID`, else by `PATH#ID:LINE`. An edge leads from what
must come first to what waits. A soft dependency is kept apart and holds nobody up. A name that its own tracker does not
know is looked for in the others; `TASK-STATUS.md#P1-001` says in which.
"""

from __future__ import annotations

from forgemd.lazy import cached_property, tally
from forgemd.tracker.cells.ids import references, similar
from forgemd.tracker.cells.placed import lies_at, placed_references
from forgemd.tracker.cells.roles import BLOCKS, DEPENDS, ESTIMATE
from forgemd.tracker.graph.schedule import Chain, Order, chain, closure, order
from forgemd.tracker.tasks.dependencies import rings
from forgemd.tracker.tasks.estimates import Bound, estimate_of
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.typed import Collection, Iterable, Iterator, NamedTuple, Sequence

__all__ = ["Edge", "Missing", "Network", "Node", "Schedule", "Weights", "network_of", "schedule_of"]

_SUGGESTED = 20
"""For how many mentions that lead nowhere it is worked out what they may be slips for."""
FINISHED = ("done", "cancelled")
"""The categories that nobody waits for any more."""


class Node(NamedTuple):
    """A task with the name that no other has."""

    name: str
    task: Task
    tracker: Tracker

    @property
    def finished(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.task.status.category in FINISHED


class Edge(NamedTuple):
    """`to` waits for `source` (both are numbers of nodes). `certain`: the cell holds nothing but ids there."""

    source: int
    to: int
    soft: bool
    certain: bool


class Missing(NamedTuple):
    """A mention that leads nowhere: `node` waits for `text`, which is nobody or, with `candidates`, several."""

    node: int
    text: str
    candidates: tuple[str, ...]
    near: tuple[str, ...]


class Weights(NamedTuple):
    """How long each node takes, in `unit`: hours, points, or tasks where nothing is estimated.

    `unread` are the nodes whose estimate is not certain or in another unit, `empty` those without; they count 0.
    """

    values: list[float]
    unit: str
    unread: list[int]
    empty: list[int]


class Schedule(NamedTuple):
    """What follows from a network: waves, weights, the critical path."""

    order: Order
    weights: Weights
    chain: Chain


class Network:
    """Tasks and what waits for what. `before` and `after` hold what holds up, `soft` edges are in `edges` only."""

    def __init__(self, nodes: Sequence[Node], edges: Sequence[Edge], missing: Sequence[Missing]) -> None:
        self.nodes = tuple(nodes)
        self.edges = tuple(edges)
        self.missing = tuple(missing)
        self.before: list[list[int]] = [[] for _ in self.nodes]
        self.after: list[list[int]] = [[] for _ in self.nodes]
        for edge in self.edges:
            if not edge.soft and edge.source != edge.to:
                self.before[edge.to].append(edge.source)
                self.after[edge.source].append(edge.to)

    @cached_property
    def softly(self) -> dict[int, list[int]]:
        """By node, what it softly waits for."""
        found: dict[int, list[int]] = {}
        for edge in self.edges:
            if edge.soft:
                found.setdefault(edge.to, []).append(edge.source)
        return found

    @cached_property
    def order(self) -> Order:
        """The waves."""
        return order(self.before, self.after)

    @cached_property
    def cycles(self) -> list[list[int]]:
        """One shortest ring for each group of tasks that wait for each other; a task that waits for itself is one."""
        stuck = self.order.stuck
        # Sorted as text, so that the result does not depend on how many nodes there are.
        label = {node: f"{node:09d}" for node in stuck}
        waits = {label[node]: {label[source] for source in self.before[node] if source in label} for node in stuck}
        own = [[edge.to] for edge in self.edges if edge.source == edge.to and edge.certain and not edge.soft]
        return [*own, *([int(name) for name in ring] for ring in rings(waits))] if stuck else own

    @cached_property
    def _by_name(self) -> dict[str, int]:
        return {node.name: number for number, node in enumerate(self.nodes)}

    def find(self, reference: str) -> list[int]:
        """The nodes that `reference` may mean: a name, an id as people write it, or `PATH#ID`."""
        if reference in self._by_name:
            return [self._by_name[reference]]
        path, found, name = reference.rpartition("#")
        numbers = {id(node.task): number for number, node in enumerate(self.nodes)}
        trackers = {id(node.tracker): node.tracker for node in self.nodes}.values()
        meant = [task for tracker in trackers for task in tracker.find(reference)]
        if not meant and found and path:
            meant = [task for tracker in trackers if lies_at(tracker.path, path) for task in tracker.find(name)]
        return [numbers[id(task)] for task in meant if id(task) in numbers]

    def like(self, reference: str) -> list[str]:
        """Names that `reference` may be a slip for."""
        return similar(reference, self._by_name)

    def only(self, kept: Collection[int]) -> Network:
        """The part of it that has the nodes `kept`, in their old order, and what lies between them."""
        numbers = sorted(kept)
        new = {old: number for number, old in enumerate(numbers)}
        edges = [
            edge._replace(source=new[edge.source], to=new[edge.to])
            for edge in self.edges
            if edge.source in new and edge.to in new
        ]
        missing = [one._replace(node=new[one.node]) for one in self.missing if one.node in new]
        return Network([self.nodes[number] for number in numbers], edges, missing)

    def keeping(self, number: int) -> list[int]:
        """Everything that keeps a node from starting: what it waits for, and what that waits for, until finished."""
        return closure(self.before, number, lambda node: not self.nodes[node].finished)

    def waiting(self, number: int) -> list[int]:
        """Everything that a node holds up: what waits for it, and what waits for that, until finished."""
        return closure(self.after, number, lambda node: not self.nodes[node].finished)


def network_of(trackers: Sequence[Tracker]) -> Network:
    """The network of all tasks of `trackers`."""
    nodes = [
        Node(name, task, tracker)
        for tracker, names in zip(trackers, _names(trackers), strict=True)
        for task, name in zip(tracker.tasks, names, strict=True)
    ]
    numbers = {id(node.task): number for number, node in enumerate(nodes)}
    edges: dict[tuple[int, int], Edge] = {}
    missing: dict[tuple[int, str], Missing] = {}
    for tracker in trackers:
        for found in _links(tracker, trackers, numbers):
            if isinstance(found, Missing):
                missing.setdefault((found.node, found.text), found)
                continue
            known = edges.get((found.source, found.to))
            # What one cell says softly and another firmly is firm.
            if known is None or (known.soft and not found.soft):
                edges[found.source, found.to] = found
    lost = [_with_near(one, nodes) if at < _SUGGESTED else one for at, one in enumerate(missing.values())]
    return Network(nodes, list(edges.values()), lost)


def _with_near(one: Missing, nodes: Sequence[Node]) -> Missing:
    """A mention of nobody, with the names of its own tracker that it may be a slip for."""
    if one.candidates or next(placed_references(one.text), None) is not None:
        return one
    return one._replace(near=tuple(similar(one.text, nodes[one.node].tracker.named)))


def _names(trackers: Sequence[Tracker]) -> Iterator[list[str]]:
    plain = tally(task.id for tracker in trackers for task in tracker.tasks)
    for tracker in trackers:
        own = tally(task.id for task in tracker.tasks)
        yield [
            task.id
            if plain[task.id] == 1
            else f"{tracker.path}#{task.id}" + (f":{task.line + 1}" if own[task.id] > 1 else "")
            for task in tracker.tasks
        ]


def _links(tracker: Tracker, trackers: Sequence[Tracker], numbers: dict[int, int]) -> Iterator[Edge | Missing]:
    for found in tracker.dependencies:
        number = numbers[id(found.task)]
        if found.on is not None:
            yield Edge(numbers[id(found.on)], number, found.soft, found.certain)
        elif found.certain:
            yield _elsewhere(tracker, trackers, numbers, number, found.text, found.soft)
    for layout in tracker.layouts:
        if layout.kind == "tasks" and (layout.index(DEPENDS) >= 0 or layout.index(BLOCKS) >= 0):
            break
    else:
        return
    if "md#" in tracker.source.text.lower() or "markdown#" in tracker.source.text.lower():
        for task in tracker.tasks:
            yield from _across(task, trackers, numbers)
    if len(trackers) > 1:
        for task in tracker.tasks:
            if task.has(BLOCKS) and task.filled(BLOCKS):
                yield from _blocked(task, tracker, trackers, numbers)


def _elsewhere(
    tracker: Tracker, trackers: Sequence[Tracker], numbers: dict[int, int], number: int, text: str, soft: bool
) -> Edge | Missing:
    """Where another tracker knows the name: the edge to it. Else what the name may have meant."""
    known = tracker.find(text) or _in_others(text, tracker, trackers)
    if len(known) == 1:
        return Edge(numbers[id(known[0])], number, soft, True)
    return Missing(number, text, tuple(f"{task.id} (line {task.line + 1})" for task in known), ())


def _in_others(name: str, tracker: Tracker, trackers: Sequence[Tracker]) -> list[Task]:
    """The tasks of the other trackers that `name` may mean: whole, since each of them may have a task 9."""
    return [task for other in trackers if other is not tracker for task in other.find(name, whole=True)]


def _across(task: Task, trackers: Sequence[Tracker], numbers: dict[int, int]) -> Iterator[Edge | Missing]:
    """What the cells say with a path: `TASK-STATUS.md#P1-001`."""
    for role in (DEPENDS, BLOCKS):
        for placed in placed_references(task.text(role)):
            found = [one for other in trackers if lies_at(other.path, placed.path) for one in other.find(placed.name)]
            here = numbers[id(task)]
            if len(found) == 1:
                there = numbers[id(found[0])]
                yield Edge(there, here, False, True) if role is DEPENDS else Edge(here, there, False, True)
            elif role is DEPENDS:
                yield Missing(here, placed.text, tuple(f"{one.id} (line {one.line + 1})" for one in found), ())


def _blocked(task: Task, tracker: Tracker, trackers: Sequence[Tracker], numbers: dict[int, int]) -> Iterator[Edge]:
    for reference in references(task.text(BLOCKS)):
        if reference.certain and not tracker.find(reference.text):
            found = _in_others(reference.text, tracker, trackers)
            if len(found) == 1:
                yield Edge(numbers[id(task)], numbers[id(found[0])], reference.soft, True)


def schedule_of(network: Network, bound: Bound = "high") -> Schedule:
    """Waves and the critical path; of an estimate that is a range, the end `bound` counts."""
    weights = _weights(network.nodes, bound)
    return Schedule(network.order, weights, chain(network.before, network.after, network.order, weights.values))


def _weights(nodes: Iterable[Node], bound: Bound) -> Weights:
    found = [estimate_of(node.task) for node in nodes]
    units = tally(estimate.unit for estimate in found if estimate is not None)
    if not units:
        written = [number for number, node in enumerate(nodes) if node.task.filled(ESTIMATE)]
        return Weights([1.0] * len(found), "tasks", written, [])
    unit = max(units, key=lambda one: (units[one], one))
    weights = Weights([0.0] * len(found), unit, [], [])
    for number, (node, estimate) in enumerate(zip(nodes, found, strict=True)):
        if estimate is not None and estimate.unit == unit:
            weights.values[number] = estimate.at(bound)
        elif node.task.filled(ESTIMATE):
            weights.unread.append(number)
        else:
            weights.empty.append(number)
    return weights
