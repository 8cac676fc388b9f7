"""The dependency graph as JSON values in the shape of schemas/dependency-graph.schema.json."""

from __future__ import annotations

from forgemd.tracker import ESTIMATE, Missing, Network, Schedule, Task, owner_of
from forgemd.typed import Any, Iterable, NamedTuple, Sequence

__all__ = ["Question", "graph_values", "number", "task_values"]

SCHEMA_VERSION = 1


class Question(NamedTuple):
    """What was asked of the graph: `why` or `impact` of the node `about`, and the nodes that are the answer."""

    kind: str
    about: int
    answer: Sequence[int]


def graph_values(
    network: Network,
    schedule: Schedule,
    question: Question | None = None,
    needless: Iterable[tuple[int, int]] | None = None,
) -> dict[str, Any]:
    """An edge leads from what must come first to what waits. Estimates are in the critical path's unit."""
    names = [node.name for node in network.nodes]
    values: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "nodes": _nodes(network, schedule),
        "edges": [
            {"from": names[edge.source], "to": names[edge.to], "soft": edge.soft, "certain": edge.certain}
            for edge in network.edges
        ],
        "cycles": [[names[at] for at in ring] for ring in network.cycles],
        "waves": [[names[at] for at in wave] for wave in schedule.order.waves],
        "critical_path": {
            "ids": [names[at] for at in schedule.chain.nodes],
            "length": number(schedule.chain.length),
            "unit": schedule.weights.unit,
        },
        "missing": [_missing(network, one) for one in network.missing],
        "question": None,
        "redundant": None,
    }
    if question is not None:
        answer = [names[at] for at in question.answer]
        values["question"] = {"kind": question.kind, "id": names[question.about], "ids": answer}
    if needless is not None:
        values["redundant"] = [{"from": names[source], "to": names[to]} for source, to in needless]
    return values


def _nodes(network: Network, schedule: Schedule) -> list[dict[str, Any]]:
    weights = schedule.weights
    unknown = {*weights.unread, *weights.empty}
    found = []
    for at, node in enumerate(network.nodes):
        task = node.task
        known = weights.unit != "tasks" and at not in unknown
        found.append(
            {
                **task_values(node.name, node.tracker.path, task),
                "estimate": number(weights.values[at]) if known else None,
                "estimate_text": task.text(ESTIMATE) if task.filled(ESTIMATE) else None,
                "wave": schedule.order.wave_of[at] + 1 or None,
                "slack": number(schedule.chain.slack[at]),
            }
        )
    return found


def _missing(network: Network, one: Missing) -> dict[str, Any]:
    node = network.nodes[one.node]
    return {
        "id": node.name,
        "reference": one.text,
        "candidates": list(one.candidates),
        "similar": list(one.near),
        "path": node.tracker.path,
        "line": node.task.line + 1,
    }


def task_values(name: str, path: str, task: Task) -> dict[str, Any]:
    """A task in a list: what it is called, what it is, how it stands, and where."""
    return {
        "id": name,
        "title": task.title,
        "status": task.status.code or None,
        "category": task.status.category,
        "owner": owner_of(task) or None,
        "section": task.section.title,
        "path": path,
        "line": task.line + 1,
    }


def number(value: float | None) -> int | float | None:
    """A figure as short as it is exact enough: 204 and not 204.0."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(value, 2)
