"""A list of tasks: for people by section, and as JSON values in the shape of schemas/list.schema.json."""

from __future__ import annotations

from forgemd.diagnostics import count
from forgemd.output.escapes import visible_path
from forgemd.output.graph_human import task_line
from forgemd.output.graph_json import number, task_values
from forgemd.output.styled import Line, line
from forgemd.tracker import ESTIMATE, Network, estimate_of, owner_of, priority_of
from forgemd.typed import Any, Collection, Iterator, Sequence

__all__ = ["list_lines", "list_values"]

SCHEMA_VERSION = 1


def list_values(
    network: Network, found: Sequence[int], ready: Collection[int], blocked: Collection[int]
) -> dict[str, Any]:
    """The nodes `found`, in the order of the files."""
    return {
        "schema_version": SCHEMA_VERSION,
        "count": len(found),
        "total": len(network.nodes),
        "tasks": [{**_task(network, at), "ready": at in ready, "blocked": at in blocked} for at in found],
    }


def _task(network: Network, at: int) -> dict[str, Any]:
    node = network.nodes[at]
    estimate = estimate_of(node.task)
    return {
        **task_values(node.name, node.tracker.path, node.task),
        "priority": priority_of(node.task),
        "estimate": None if estimate is None else number(estimate.high),
        "estimate_unit": None if estimate is None else estimate.unit,
        "estimate_text": node.task.text(ESTIMATE) if node.task.filled(ESTIMATE) else None,
    }


def list_lines(network: Network, found: Sequence[int], columns: int | None) -> Iterator[Line]:
    """One line for each task below its file and section; how many of how many at the end."""
    place: tuple[str, int] | None = None
    path = ""
    for at in found:
        node = network.nodes[at]
        here = (node.tracker.path, node.task.section.line)
        if node.tracker.path != path:
            if path:
                yield line()
            path = node.tracker.path
            yield line(("path", visible_path(path)))
        if here != place and node.task.section.title:
            yield line("  ", ("dim", node.task.section.title))
        place = here
        owner = owner_of(node.task)
        yield task_line(node.task.id, node.task, columns, front="    ", back=f"  {owner}" if owner else "")
    if found:
        yield line()
    yield line(("dim", f"{len(found)} of {count(len(network.nodes), 'task')}"))
