"""What to do next as JSON values in the shape of schemas/next.schema.json."""

from __future__ import annotations

from forgemd.output.graph_json import number, task_values
from forgemd.tracker import Network, Ranking
from forgemd.typed import Any

__all__ = ["next_values"]

SCHEMA_VERSION = 1


def next_values(network: Network, ranking: Ranking, agent: str | None, most: int | None) -> dict[str, Any]:
    """The `most` best tasks that may start, and every unfinished one that may not."""
    on_path = {node.name for node in _path(network, ranking)}
    ready = []
    for one in ranking.ready[:most]:
        node = network.nodes[one.node]
        ready.append(
            {
                **task_values(node.name, node.tracker.path, node.task),
                "score": one.score,
                "priority": one.priority,
                "holds_up": one.holds_up,
                "weight": number(one.weight),
                "slack": number(one.slack),
                "critical": node.name in on_path,
                "days": one.days,
            }
        )
    held = []
    for other in ranking.held:
        node = network.nodes[other.node]
        held.append(
            {
                **task_values(node.name, node.tracker.path, node.task),
                "kind": other.kind,
                "why": other.why,
                "waits_for": [network.nodes[at].name for at in other.waits_for],
                "command": other.command,
            }
        )
    return {
        "schema_version": SCHEMA_VERSION,
        "agent": agent,
        "unit": ranking.schedule.weights.unit,
        "count": len(ranking.ready),
        "ready": ready,
        "not_ready": held,
    }


def _path(network: Network, ranking: Ranking) -> list[Any]:
    """The nodes on the critical path of what is unfinished; a path of one is none."""
    left = [node for node in network.nodes if not node.finished]
    nodes = ranking.schedule.chain.nodes
    return [left[at] for at in nodes] if len(nodes) > 1 else []
