"""The dependency graph for people: a tree, waves, the critical path, and what holds up or is held up."""

from __future__ import annotations

from forgemd.diagnostics import count, listed
from forgemd.markdown import display_width
from forgemd.output.escapes import visible
from forgemd.output.graph_json import Question, number
from forgemd.output.styled import Line, line, wrapped
from forgemd.tracker import ESTIMATE, Network, Node, Schedule, Task
from forgemd.typed import Iterable, Iterator, Sequence

__all__ = [
    "MARKS",
    "answer",
    "critical_path",
    "cut",
    "length",
    "needless_lines",
    "summary",
    "task_line",
    "tree",
    "waves",
]

MARKS = {
    "todo": ("o", ""),
    "ready": ("o", "place"),
    "active": (">", "warning"),
    "review": ("?", "rule"),
    "done": ("x", "good"),
    "blocked": ("!", "error"),
    "failed": ("!", "error"),
    "cancelled": ("-", "dim"),
    "deferred": ("-", "dim"),
    "partial": (">", "warning"),
    "unknown": ("o", ""),
}
"""One letter for each category, as in a check box, and its style."""

_SHOWN = 12
_DEEPEST = 60
"""The tree goes no further to the right than this."""
_LEAST = 8
"""Of a title shorter than this nothing is left."""
_ENOUGH = 12
"""What has to be left of a title, where something else can go into the next line."""


def task_line(
    name: str,
    task: Task,
    columns: int | None,
    *,
    front: str = "",
    back: str = "",
    strong: bool = False,
    remark: str = "",
) -> Line:
    """`> P1-004 Run the battery  RUNNING  8h`: the title gives way where the line would be too long."""
    mark, style = MARKS[task.status.category]
    title = _title(task)
    if columns is not None:
        room = columns - _taken(name, task, front, back, remark)
        title = cut(title, room) if room >= _LEAST else ""
    return line(
        ("frame", front),
        (style, mark),
        " ",
        ("error" if strong else "strong", name),
        title,
        ("dim", _figures(task)),
        ("hint", back),
        ("error", remark),
    )


def _title(task: Task) -> str:
    return "" if task.title == task.id else f" {visible(task.title)}"


def _figures(task: Task) -> str:
    estimate = task.text(ESTIMATE) if task.filled(ESTIMATE) else ""
    return "".join(f"  {text}" for text in (task.status.code, estimate) if text)


def _taken(name: str, task: Task, *others: str) -> int:
    """The columns that a task's line needs without its title."""
    return sum(display_width(visible(text)) for text in (name, _figures(task), *others)) + 2


def cut(text: str, columns: int) -> str:
    """As much of `text` as goes into `columns`, with dots for the rest."""
    if display_width(text) <= columns:
        return text
    while text and display_width(text) > columns - 3:
        text = text[:-1]
    return text.rstrip() + "..."


def tree(network: Network, schedule: Schedule, columns: int | None) -> Iterator[Line]:
    """Each task once, below the latest of those it waits for; the others are named behind it."""
    critical = set(schedule.chain.nodes) if len(schedule.chain.nodes) > 1 else set()
    parent: dict[int, int] = {}
    below: dict[int, list[int]] = {}
    linked = {end for edge in network.edges for end in (edge.source, edge.to)}
    wave_of = schedule.order.wave_of
    for node in schedule.order.sorted:
        before = network.before[node]
        if before:
            parent[node] = max(before, key=lambda one: (wave_of[one], one in critical))
            below.setdefault(parent[node], []).append(node)
    roots = [node for node in schedule.order.sorted if node in linked and not network.before[node]]
    stack = [(root, "", "") for root in reversed(roots)]
    deepest = _DEEPEST if columns is None else min(_DEEPEST, columns // 3)
    while stack:
        node, front, margin = stack.pop()
        # As deep as the page goes, who comes first is said in words.
        above = None if len(front) > len(margin) else parent.get(node)
        children = sorted(below.get(node, ()))
        rest = margin + ("│    " if children else "     ")
        also, remark = _also(network, node, above), "  critical" if node in critical else ""
        yield from _told(network.nodes[node], columns, front, rest, also, strong=node in critical, remark=remark)
        deep = len(margin) >= deepest
        for child in reversed(children):
            last = child == children[-1]
            further = margin if deep else margin + ("   " if last else "│  ")
            stack.append((child, margin + ("└─ " if last else "├─ "), further))
    yield from _rest(network, schedule, linked, columns)


def _told(
    node: Node, columns: int | None, front: str, rest: str, back: str, *, strong: bool = False, remark: str = ""
) -> Iterator[Line]:
    """One task; where `back` and `remark` leave no room for it they go below, behind `rest`."""
    below: list[tuple[str, str]] = []
    if columns is not None:
        least = min(_ENOUGH, display_width(_title(node.task)))
        while (back or remark) and columns - _taken(node.name, node.task, front, back, remark) < least:
            below.append(("hint", back) if back else ("error", remark))
            back, remark = ("", remark) if back else ("", "")
    yield task_line(node.name, node.task, columns, front=front, back=back, strong=strong, remark=remark)
    for style, text in below:
        room = None if columns is None else columns - display_width(rest)
        yield from ((("frame", rest), *pieces) for pieces in wrapped(text.strip(), room, 0, style))


def _also(network: Network, node: int, above: int | None) -> str:
    """What a node waits for besides the one above it."""
    names = [network.nodes[one].name for one in sorted(network.before[node]) if one != above]
    soft = [network.nodes[one].name for one in network.softly.get(node, ())]
    said = [f"{'after' if above is None else 'also after'} {listed(names, _SHOWN)}"] if names else []
    said += [f"softly after {listed(soft, _SHOWN)}"] if soft else []
    return "  " + ", ".join(said) if said else ""


def _rest(network: Network, schedule: Schedule, linked: set[int], columns: int | None) -> Iterator[Line]:
    alone = [node.name for at, node in enumerate(network.nodes) if at not in linked]
    if alone:
        head = (
            f"{count(len(alone), 'task')} without dependencies: "
            if linked
            else f"no dependencies between {count(len(alone), 'task')}: "
        )
        yield from wrapped(head + listed(alone, _SHOWN), columns, 0, "dim")
    ringed = schedule.order.stuck
    if ringed:
        names = [network.nodes[at].name for at in ringed]
        text = f"{count(len(names), 'task')} in a ring or behind one: {listed(names, _SHOWN)}"
        yield from wrapped(text, columns, 0, "error")


def waves(network: Network, schedule: Schedule, columns: int | None) -> Iterator[Line]:
    """What may run side by side, wave by wave."""
    for index, wave in enumerate(schedule.order.waves, 1):
        if index > 1:
            yield line()
        room = f"  {count(len(wave), 'task')}"
        yield line(("strong", f"wave {index}"), ("dim", room))
        for at in wave:
            node = network.nodes[at]
            after = sorted(network.before[at])
            back = f"  after {listed([network.nodes[one].name for one in after], _SHOWN)}" if after else ""
            yield from _told(node, columns, "  ", "      ", back)
    yield from _rest(network, schedule, set(range(len(network.nodes))), columns)


def critical_path(network: Network, schedule: Schedule, columns: int | None) -> Iterator[Line]:
    """The longest chain with what each step takes, and how late the other tasks may be."""
    unit, values = schedule.weights.unit, schedule.weights.values
    total = 0.0
    for at in schedule.chain.nodes:
        node = network.nodes[at]
        total += values[at]
        yield task_line(node.name, node.task, columns, back=f"  until {length(total, unit)}", strong=True)
    on_it = set(schedule.chain.nodes)
    others = sorted(
        (slack, at) for at, slack in enumerate(schedule.chain.slack) if slack is not None and at not in on_it
    )
    if others:
        yield line()
        yield line(("strong", "slack"))
        groups: dict[float, list[str]] = {}
        for slack, at in others:
            groups.setdefault(slack, []).append(network.nodes[at].name)
        for slack, names in groups.items():
            yield from wrapped(f"{length(slack, unit)}: {listed(names, _SHOWN)}", columns, 2)


def answer(network: Network, question: Question, columns: int | None) -> Iterator[Line]:
    """What keeps a task from starting, or what it holds up: nearest first."""
    asked = network.nodes[question.about]
    found = [network.nodes[at] for at in question.answer]
    if question.kind == "why":
        head = f"waits for {count(len(found), 'task')}" if found else "waits for no task that is unfinished"
    else:
        head = f"holds up {count(len(found), 'task')}" if found else "holds up no task"
    yield task_line(asked.name, asked.task, columns)
    yield line(f"  {head}{':' if found else ''}")
    direct = set((network.before if question.kind == "why" else network.after)[question.about])
    for at, node in zip(question.answer, found, strict=True):
        back = "" if at in direct else "  indirectly"
        yield task_line(node.name, node.task, columns, front="  ", back=back)
    missing = [one for one in network.missing if one.node == question.about and question.kind == "why"]
    for one in missing:
        yield line("  ", ("warning", "?"), f" {one.text}, which no tracker knows")


def summary(network: Network, schedule: Schedule, columns: int | None) -> Iterator[Line]:
    """How large it is, how long it takes, and what is wrong with it."""
    chain, order, weights = schedule.chain, schedule.order, schedule.weights
    size = [count(len(network.nodes), "task"), count(len(network.edges), "dependency", "dependencies")]
    yield from wrapped(", ".join([*size, count(len(order.waves), "wave")]), columns, 0)
    if len(chain.nodes) > 1:
        names = [network.nodes[at].name for at in chain.nodes]
        way = " → ".join(names if len(names) <= _SHOWN else [*names[: _SHOWN - 2], "...", names[-1]])
        yield from wrapped(f"critical path, {length(chain.length, weights.unit)}: {way}", columns, 0)
    for ring in network.cycles:
        names = [network.nodes[at].name for at in (*ring, ring[0])]
        place = network.nodes[ring[0]]
        where = f"{place.tracker.path}:{place.task.line + 1}: "
        yield from wrapped(f"{where}waits for itself: {' → '.join(names)}", columns, 0, "error")
    for one in network.missing:
        yield from wrapped(_missing(network, one.node, one.text, one.candidates, one.near), columns, 0, "warning")
    if weights.unit != "tasks" and len(chain.nodes) > 1:
        for what, nodes in (("cannot be added up", weights.unread), ("is missing", weights.empty)):
            if nodes:
                names = [network.nodes[at].name for at in nodes]
                text = f"counted as 0, for the estimate {what}: {listed(names, _SHOWN)}"
                yield from wrapped(text, columns, 0, "dim")


def needless_lines(network: Network, edges: Iterable[tuple[int, int]]) -> Iterator[Line]:
    """The dependencies that a longer way says already."""
    for source, to in edges:
        first, last = network.nodes[source], network.nodes[to]
        place = f"{last.tracker.path}:{last.task.line + 1}: "
        yield line(("place", place), f"{last.name} need not name {first.name}: a longer way leads there")


def _missing(network: Network, at: int, text: str, candidates: Sequence[str], near: Sequence[str]) -> str:
    node = network.nodes[at]
    place = f"{node.tracker.path}:{node.task.line + 1}: {node.name} waits for {text}, which "
    if candidates:
        return f"{place}may be {' or '.join(candidates)}"
    return f"{place}no tracker knows" + (f"; did you mean {' or '.join(near)}?" if near else "")


def length(value: float, unit: str) -> str:
    """`8h`, `2.5 points`, `1 task`."""
    figure = number(value)
    return f"{figure}h" if unit == "hours" else f"{figure} {unit if figure != 1 else unit[:-1]}"
