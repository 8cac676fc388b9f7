"""What to do next as JSON values in the shape of schemas/next.schema.json."""

from __future__ import annotations

from forgemd.output.graph_json import number, task_values
from forgemd.tracker import Candidate, Held, Network, Node, Ranking
from forgemd.typed import Any, Collection

__all__ = ["next_values"]

SCHEMA_VERSION = 1


def next_values(network: Network, ranking: Ranking, agent: str | None, most: int | None) -> dict[str, Any]:
    """The `most` best tasks that may start, and every unfinished one that may not."""
    critical = {node.name for node in _path(network, ranking)}
    ready = [_ready(network.nodes[one.node], one, critical) for one in ranking.ready[:most]]
    held = [_held(network, one) for one in ranking.held]
    return {
        "schema_version": SCHEMA_VERSION,
        "agent": agent,
        "unit": ranking.schedule.weights.unit,
        "count": len(ranking.ready),
        "ready": ready,
        "not_ready": held,
    }


def _ready(node: Node, one: Candidate, critical: Collection[str]) -> dict[str, Any]:
    return {
        **task_values(node.name, node.tracker.path, node.task),
        "score": one.score,
        "priority": one.priority,
        "holds_up": one.holds_up,
        "weight": number(one.weight),
        "slack": number(one.slack),
        "critical": node.name in critical,
        "days": one.days,
    }


def _held(network: Network, one: Held) -> dict[str, Any]:
    node = network.nodes[one.node]
    return {
        **task_values(node.name, node.tracker.path, node.task),
        "kind": one.kind,
        "why": one.why,
        "waits_for": [network.nodes[at].name for at in one.waits_for],
        "command": one.command,
    }


def _path(network: Network, ranking: Ranking) -> list[Node]:
    """The nodes on the critical path of what is unfinished; a path of one is none."""
    left = [node for node in network.nodes if not node.finished]
    nodes = ranking.schedule.chain.nodes
    return [left[at] for at in nodes] if len(nodes) > 1 else []
