"""The dependency graph: who waits for whom."""

from __future__ import annotations

from forgemd.markdown import Fields, Row
from forgemd.text import Span
from forgemd.tracker.cells.ids import mentioned_at
from forgemd.tracker.cells.roles import DEPENDS, Role
from forgemd.tracker.tasks.task import Task
from forgemd.typed import Iterable, NamedTuple

__all__ = ["Dependency", "cycles", "mention_span", "rings"]


class Dependency(NamedTuple):
    """A mention of one task in another's dependency cell.

    `task` waits for `on`; `on` is None when nothing is called `text`. The mention stands in the row of `teller`,
    in the cell for `role`. It is `certain` when the cell holds nothing but ids, `soft` when it says that it need
    not be met.
    """

    task: Task
    on: Task | None
    text: str
    teller: Task
    role: Role[str]
    soft: bool
    certain: bool

    @property
    def span(self) -> Span:
        """Where the mention stands, or the range that it is one of: found only when something is wrong with it."""
        name = self.text if self.role is DEPENDS else self.task.id
        return mention_span(self.teller.row, self.teller.layout.index(self.role.name), name)


def mention_span(row: Row | Fields, column: int, name: str) -> Span:
    """Where a cell of `row` mentions the task `name`; the whole cell where it is not written so."""
    cell, text = row.span_of(column), row.value(column)
    at = mentioned_at(name, text) if cell.end - cell.start == len(text) else None
    return cell if at is None else Span(cell.start + at[0], cell.start + at[1])


def cycles(dependencies: Iterable[Dependency]) -> list[list[Task]]:
    """One shortest cycle for each group of tasks that wait for each other, each in the order of waiting.

    `graphlib` decides in a few milliseconds that there is none, which is nearly always so; only then is
    networkx asked. Its `find_cycle` is quadratic on graphs without cycles and is not used.
    """
    waits: dict[str, set[str]] = {}
    tasks: dict[str, Task] = {}
    for dependency in dependencies:
        if dependency.on is None or dependency.on is dependency.task:
            continue
        tasks[dependency.task.key], tasks[dependency.on.key] = dependency.task, dependency.on
        waits.setdefault(dependency.task.key, set()).add(dependency.on.key)
    return [[tasks[key] for key in keys] for keys in rings(waits)]


def rings(waits: dict[str, set[str]]) -> list[list[str]]:
    """`cycles` by the keys of tasks; nobody may wait for himself."""
    from graphlib import CycleError, TopologicalSorter

    try:
        TopologicalSorter(waits).prepare()
    except CycleError:
        pass
    else:
        return []
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph(
        (left, right) for left, others in sorted(waits.items()) for right in sorted(others)
    )
    found = []
    for component in networkx.strongly_connected_components(graph):
        if len(component) > 1:
            first = min(component)
            part = graph.subgraph(component)
            back = min(
                (networkx.shortest_path(part, after, first) for after in sorted(part.successors(first))), key=len
            )
            found.append([first, *back[:-1]])
    return sorted(found)
