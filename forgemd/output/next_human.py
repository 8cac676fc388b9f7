"""What to do next, for people: the best first with the reasons for its place, then why the rest has to wait."""

from __future__ import annotations

from forgemd.diagnostics import count
from forgemd.markdown import display_width
from forgemd.output.escapes import visible
from forgemd.output.graph_human import cut, length, task_line
from forgemd.output.graph_json import number
from forgemd.output.styled import Line, line, wrapped
from forgemd.tracker import Candidate, Held, Network, Ranking
from forgemd.typed import Iterator

__all__ = ["next_lines"]

_HEADS = {
    "active": "in work",
    "review": "in review",
    "pending": "not ready yet",
    "waits": "waiting",
    "ring": "in a ring",
    "missing": "waiting for nobody knows what",
    "blocked": "stopped",
    "taken": "taken",
    "status": "not known",
}
_SHOWN = 5


def next_lines(network: Network, ranking: Ranking, most: int, every: bool, columns: int | None) -> Iterator[Line]:
    """The `most` best; of the others all reasons with `every`, else the first few of each kind."""
    if not ranking.ready:
        yield line(("warning", "nothing is ready"))
    for place, one in enumerate(ranking.ready[:most], 1):
        node = network.nodes[one.node]
        yield task_line(node.name, node.task, columns, front=f"{place:>2}  ", back=f"  score {number(one.score)}")
        if reasons := _reasons(one, ranking):
            yield from wrapped(", ".join(reasons), columns, 6, "dim")
    more = len(ranking.ready) - most
    if more > 0:
        yield line(("dim", f"    and {more} more that {'is' if more == 1 else 'are'} ready: -n {len(ranking.ready)}"))
    for kind, head in _HEADS.items():
        held = [one for one in ranking.held if one.kind == kind]
        if held:
            yield line()
            yield line(("strong", head), ("dim", f"  {len(held)}"))
            yield from _held(network, held, every, columns)


def _reasons(one: Candidate, ranking: Ranking) -> list[str]:
    unit = ranking.schedule.weights.unit
    found = [f"P{one.priority}"] if one.priority is not None else []
    if one.priority is None and any(each.priority is not None for each in ranking.ready):
        found.append("no priority")
    if one.holds_up:
        weight = "" if unit == "tasks" else f" ({length(one.weight, unit)})"
        found.append(f"holds up {count(one.holds_up, 'task')}{weight}")
    if one.slack == 0:
        found.append("on the critical path")
    elif one.slack is not None and one.holds_up:
        found.append(f"may be {length(one.slack, unit)} late")
    if one.days is not None:
        found.append("ready since today" if one.days <= 0 else f"ready for {count(one.days, 'day')}")
    return found


def _held(network: Network, held: list[Held], every: bool, columns: int | None) -> Iterator[Line]:
    shown = held if every else held[:_SHOWN]
    for one in shown:
        node = network.nodes[one.node]
        title = "" if node.task.title == node.task.id else f" {visible(node.task.title)}"
        room = columns - 2 - display_width(node.name) if columns is not None else display_width(title)
        yield line("  ", ("strong", node.name), cut(title, max(12, room)))
        yield from wrapped(one.why, columns, 6, "dim")
        if one.command is not None:
            yield from wrapped(one.command, columns, 6, "hint")
    if len(shown) < len(held):
        yield line(("dim", f"  and {len(held) - len(shown)} more: --all"))
