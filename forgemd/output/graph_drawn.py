"""The dependency graph as a drawing for other programs: Mermaid and DOT."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from forgemd.lazy import pattern
from forgemd.output.escapes import visible
from forgemd.tracker import ESTIMATE, Network, Schedule

__all__ = ["FILL", "MERMAID_EDGES", "MERMAID_TEXT", "dot", "for_mermaid", "mermaid"]

FILL = {
    "todo": ("#f4f4f5", "#71717a"),
    "ready": ("#dbeafe", "#2563eb"),
    "active": ("#fef3c7", "#d97706"),
    "review": ("#ede9fe", "#7c3aed"),
    "done": ("#dcfce7", "#16a34a"),
    "blocked": ("#fee2e2", "#dc2626"),
    "failed": ("#fecaca", "#991b1b"),
    "cancelled": ("#e5e7eb", "#9ca3af"),
    "deferred": ("#e0e7ff", "#6366f1"),
    "partial": ("#fef9c3", "#ca8a04"),
    "unknown": ("#ffffff", "#71717a"),
}
"""Fill and border, light enough for black text."""
MERMAID_TEXT = 50_000
MERMAID_EDGES = 500
"""The longest drawing, and the most edges (invisible ones too), that Mermaid 11 takes unless it is told otherwise:
`maxTextSize` and `maxEdges` of its configuration."""
_CRITICAL = "#dc2626"
_ESCAPED = {'"': "quot", "&": "amp", "<": "lt", ">": "gt"} | {char: str(ord(char)) for char in "#$%*:;\\_`~"}
_MERMAID = str.maketrans({char: f"#{entity};" for char, entity in _ESCAPED.items()})
_DIRECTION = pattern(r"(?i)(direction)\s+(?=TB|BT|RL|LR|TD)")
_TITLE = 60
_ESTIMATE = 12


def mermaid(network: Network, schedule: Schedule) -> Iterator[str]:
    """Lines of a Mermaid flowchart. Dotted: soft. Red: the critical path."""
    critical = _critical(schedule)
    yield "flowchart LR"
    for path, numbers in _by_file(network):
        if path:
            yield f'  subgraph "{for_mermaid(path)}"'
            yield "    direction LR"  # else Mermaid turns what has no edge to the outside
        for number in numbers:
            name, estimate, title = map(for_mermaid, _label(network, number))
            label = f"<b>{name}</b>{estimate}<br/>{title}" if title else name + estimate
            yield f'  n{number}["{label}"]:::{network.nodes[number].task.status.category}'
        if path:
            yield "  end"
    red = []
    for position, edge in enumerate(network.edges):
        yield f"  n{edge.source} {'-.->' if edge.soft else '-->'} n{edge.to}"
        if (edge.source, edge.to) in critical:
            red.append(str(position))
    rows = list(_rows_alone(network))
    if len(network.edges) + sum(len(row) - 1 for row in rows) <= MERMAID_EDGES:
        yield from (f"  {' ~~~ '.join(f'n{number}' for number in row)}" for row in rows)
    for category in sorted({node.task.status.category for node in network.nodes}):
        fill, border = FILL[category]
        yield f"  classDef {category} fill:{fill},stroke:{border},color:#18181b"
    if red:
        yield f"  linkStyle {','.join(red)} stroke:{_CRITICAL},stroke-width:3px"


def dot(network: Network, schedule: Schedule) -> Iterator[str]:
    """Lines of a DOT digraph. Dashed: soft. Red: the critical path."""
    critical = _critical(schedule)
    yield "digraph tasks {"
    yield "  rankdir=LR;"
    yield '  node [shape=box, style="rounded,filled", fontname="sans-serif", fontsize=11];'
    for index, (path, numbers) in enumerate(_by_file(network)):
        if path:
            yield f"  subgraph cluster_{index} {{"
            yield f"  label={_for_dot(path)};"
        for number in numbers:
            name, estimate, title = _label(network, number)
            fill, border = FILL[network.nodes[number].task.status.category]
            label = _for_dot(f"{name}{estimate}\n{title}" if title else name + estimate)
            yield f'  n{number} [label={label}, fillcolor="{fill}", color="{border}"];'
        if path:
            yield "  }"
    for edge in network.edges:
        style = ["style=dashed"] if edge.soft else []
        style += [f'color="{_CRITICAL}", penwidth=2.5'] if (edge.source, edge.to) in critical else []
        yield f"  n{edge.source} -> n{edge.to}{' [' + ', '.join(style) + ']' if style else ''};"
    for row in _rows_alone(network):
        yield f"  {' -> '.join(f'n{number}' for number in row)} [style=invis];"
    yield "}"


def _critical(schedule: Schedule) -> set[tuple[int, int]]:
    nodes = schedule.chain.nodes
    return set(pairwise(nodes))


def _by_file(network: Network) -> list[tuple[str, list[int]]]:
    """The nodes of each file, framed by its name where there are several."""
    found: dict[str, list[int]] = {}
    for number, node in enumerate(network.nodes):
        found.setdefault(node.tracker.path, []).append(number)
    return list(found.items()) if len(found) > 1 else [("", numbers) for numbers in found.values()]


def _rows_alone(network: Network) -> Iterator[Sequence[int]]:
    """The tasks without edges, in rows for invisible links: a drawing would stack them to a tower. File by file."""
    linked = {end for edge in network.edges for end in (edge.source, edge.to)}
    for _, numbers in _by_file(network):
        alone = [number for number in numbers if number not in linked]
        wide = round(math.sqrt(len(alone) / 2))  # a box is about twice as wide as high
        if wide > 1:
            yield from (row for start in range(0, len(alone), wide) if len(row := alone[start : start + wide]) > 1)


def _label(network: Network, number: int) -> tuple[str, str, str]:
    """The name, the estimate with a blank in front, and as much of the title as a box takes."""
    node = network.nodes[number]
    title = "" if node.task.title == node.task.id else node.task.title
    short = title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"
    estimate = node.task.text(ESTIMATE) if node.task.filled(ESTIMATE) else ""
    said = f" {estimate}" if 0 < len(estimate) <= _ESTIMATE else ""
    return visible(node.task.id), visible(said), visible(short)


def for_mermaid(text: str) -> str:
    """`text` inside of a Mermaid label, where some characters would end or change it: Mermaid looks for comments and
    directives (`%%{..}%%`), formulas (`$$`) and `direction LR` before it looks for quotes."""
    return _DIRECTION.sub(r"\1#32;", text.translate(_MERMAID))


def _for_dot(text: str) -> str:
    return '"' + text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
