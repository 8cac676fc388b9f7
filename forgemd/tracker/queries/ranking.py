"""What to do next: which tasks may start, in which order, and why each other one may not.

A task may start if its status is todo, ready, or missing because its table has no statuses, and everything that it
waits for is finished (done or cancelled). Where a tracker has a status that means ready, todo is not ready yet.

The score is out of 100, more is more urgent:

- 40 for the priority: all of it for P0 or critical, 30 for P1 or high, 20 for P2, medium or none, 10 for P3 or low,
  none for P4. The cell counts; without one a heading that names it (`P0 - Critical`, `High Priority`).
- 30 for what the task holds up, directly or not: the estimates of the tasks behind it (of one without, the mean; at
  most 1000 tasks are counted), compared with the ready task that holds up most.
- 20 for how near it is to the critical path of what is unfinished: all of it on the path, less with its slack.
- 10 for its age: a third of a point for each day since the log says that it may start, up to 30 days.

Equal scores keep the order of the files.
"""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, date, pattern, quote
from forgemd.tracker.cells.roles import PRIORITY, STATUS
from forgemd.tracker.graph.network import Network, Node, Schedule, schedule_of
from forgemd.tracker.queries.filters import owner_of
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.typed import Literal, NamedTuple

__all__ = ["Candidate", "Held", "Kind", "Ranking", "priority_in", "priority_of", "rank"]

Kind = Literal["active", "review", "waits", "ring", "missing", "pending", "blocked", "taken", "status"]

_CLASS = pattern(r"\bP([0-4])\b", IGNORECASE)
_WORDS: dict[str, int] = {
    **dict.fromkeys(("critical", "urgent", "highest", "blocker", "紧急"), 0),
    **dict.fromkeys(("high", "must", "高", "높음", "alta", "haute", "hoch"), 1),
    **dict.fromkeys(("medium", "med", "normal", "should", "中", "보통", "media", "moyenne", "mittel"), 2),
    **dict.fromkeys(("low", "could", "低", "낮음", "baja", "basse", "niedrig"), 3),
    **dict.fromkeys(("lowest", "trivial"), 4),
}
_WORD = pattern(r"[^\W\d_]+")
_MIDDLE = 2
_MOST = 1000
_OLDEST = 30


class Candidate(NamedTuple):
    """A task that may start. `priority` is 0 to 4 or None; `holds_up` counts unfinished tasks, `weight` adds up
    their estimates; `slack` is in the schedule's unit, None where nothing waits for anything; `days` since it may
    start, None where no log says."""

    node: int
    score: float
    priority: int | None
    holds_up: int
    weight: float
    slack: float | None
    days: int | None


class Held(NamedTuple):
    """A task that may not start, and why; `waits_for` are the nodes that it waits for directly."""

    node: int
    kind: Kind
    why: str
    waits_for: tuple[int, ...] = ()
    command: str | None = None


class Ranking(NamedTuple):
    """`ready` best first, `held` in the order of the files. `schedule` is that of what is unfinished."""

    ready: list[Candidate]
    held: list[Held]
    schedule: Schedule


def rank(network: Network, today: date, agent: str | None = None) -> Ranking:
    """What may start today; for `agent` nothing that somebody else has."""
    left = [at for at, node in enumerate(network.nodes) if not node.finished]
    judge = _Judge(network, agent)
    held: list[Held] = []
    ready: list[int] = []
    for at in left:
        reason = judge.reason(at)
        if reason is None:
            ready.append(at)
        else:
            held.append(reason)
    schedule = schedule_of(network.only(left))
    slack = {at: schedule.chain.slack[new] for new, at in enumerate(left)} if any(network.before) else {}
    since = _since(network, ready)
    weights = _weights(schedule, left)
    behind = {at: _behind(network, at) for at in ready}
    heaviest = max((sum(weights[one] for one in nodes) for nodes in behind.values()), default=0.0)
    found = []
    for at in ready:
        weight = sum(weights[one] for one in behind[at])
        days = (today - since[at]).days if at in since else None
        priority = priority_of(network.nodes[at].task)
        score = _score(priority, weight / heaviest if heaviest else 0.0, _nearness(slack.get(at), schedule), days)
        found.append(Candidate(at, round(score, 1), priority, len(behind[at]), weight, slack.get(at), days))
    return Ranking(sorted(found, key=lambda one: -one.score), held, schedule)


def _score(priority: int | None, share: float, nearness: float, days: int | None) -> float:
    rank_of = _MIDDLE if priority is None else priority
    age = min(max(days or 0, 0), _OLDEST) / _OLDEST
    return 40 * (4 - rank_of) / 4 + 30 * share + 20 * nearness + 10 * age


def _nearness(slack: float | None, schedule: Schedule) -> float:
    return 0.0 if slack is None or not schedule.chain.length else 1 - slack / schedule.chain.length


def _weights(schedule: Schedule, left: list[int]) -> dict[int, float]:
    """By node of the whole network what it takes, for one without an estimate the mean."""
    values, unknown = schedule.weights.values, {*schedule.weights.unread, *schedule.weights.empty}
    if schedule.weights.unit == "tasks":
        return dict.fromkeys(left, 1.0)
    known = [value for at, value in enumerate(values) if at not in unknown]
    mean = sum(known) / len(known) if known else 1.0
    return {at: mean if new in unknown else values[new] for new, at in enumerate(left)}


def _behind(network: Network, start: int) -> list[int]:
    """What waits for a node, directly or not, unfinished, nearest first; at most `_MOST`."""
    seen = {start}
    found: list[int] = []
    position = -1
    while position < len(found) and len(found) < _MOST:
        node = start if position < 0 else found[position]
        for target in network.after[node]:
            if target not in seen and not network.nodes[target].finished:
                seen.add(target)
                found.append(target)
        position += 1
    return found[:_MOST]


class _Judge:
    """Why a task may not start."""

    def __init__(self, network: Network, agent: str | None) -> None:
        self._network = network
        self._agent = None if agent is None else agent.casefold()
        self._missing = {one.node: one.text for one in network.missing}
        self._rings = {at: ring for ring in network.cycles for at in ring if len(ring) > 1}
        trackers = {id(node.tracker): node.tracker for node in network.nodes}
        self._ready_code = {key: _ready_code(tracker) for key, tracker in trackers.items()}

    def reason(self, at: int) -> Held | None:
        """None for a task that may start."""
        node = self._network.nodes[at]
        reading, owner = node.task.status, owner_of(node.task)
        if reading.category in ("active", "partial"):
            return Held(at, "active", f"in work: {reading.code}{f', {owner}' if owner else ''}")
        if reading.category == "review":
            return Held(at, "review", f"waits for a review{f' of the work of {owner}' if owner else ''}")
        return self._dependencies(at) or self._own(at, node, owner)

    def _dependencies(self, at: int) -> Held | None:
        network = self._network
        if at in self._rings:
            ring = self._rings[at]
            return Held(
                at, "ring", f"waits for itself: {' → '.join(network.nodes[one].name for one in (*ring, ring[0]))}"
            )
        waits = tuple(one for one in network.before[at] if not network.nodes[one].finished)
        if waits:
            names = [_with_status(network.nodes[one]) for one in waits]
            return Held(at, "waits", f"waits for {', '.join(names)}", waits)
        if at in self._missing:
            return Held(at, "missing", f"waits for {self._missing[at]}, which no tracker knows")
        return None

    def _own(self, at: int, node: Node, owner: str) -> Held | None:
        """What its own row says against it; everything that it waits for is finished."""
        category, code = node.task.status.category, node.task.status.code
        met = "everything that it waits for is finished" if self._network.before[at] else "it waits for no other task"
        if category in ("blocked", "failed", "deferred"):
            return Held(at, "blocked", f"its status is {code}; {met}")
        if category == "unknown" and node.task.has(STATUS) and node.task.status.how != "empty":
            return Held(at, "status", f"its status '{code}' is not known")
        ready = self._ready_code[id(node.tracker)]
        if category == "todo" and ready is not None:
            command = f"forgemd set {quote(f'{node.task.id}={ready}')}"
            return Held(at, "pending", f"{code} and not {ready} yet; {met}", (), command)
        if self._agent is not None and owner and owner.casefold() != self._agent:
            return Held(at, "taken", f"{owner} has it")
        return None


def _ready_code(tracker: Tracker) -> str | None:
    """The status of a tracker that means ready, as its legend or some task has it; None where todo must do."""
    defined = (status.code for status in tracker.statuses.statuses if status.category == "ready")
    used = (task.status.code for task in tracker.tasks if task.status.category == "ready")
    return next(defined, None) or next(used, None)


def _with_status(node: Node) -> str:
    return f"{node.name} ({node.task.status.code})" if node.task.status.code else node.name


def _since(network: Network, numbers: list[int]) -> dict[int, date]:
    """By node, the day of the latest log entry that gave the task a status in which it may start."""
    by_task = {id(network.nodes[at].task): at for at in numbers}
    found: dict[int, date] = {}
    for tracker in {id(network.nodes[at].tracker): network.nodes[at].tracker for at in numbers}.values():
        for entry in tracker.log.entries if tracker.log is not None else ():
            if entry.when is None or entry.new.category not in ("todo", "ready"):
                continue
            for name in entry.tasks:
                task = tracker.task(name)
                at = None if task is None else by_task.get(id(task))
                if at is not None and entry.when.day > found.get(at, date.min):
                    found[at] = entry.when.day
    return found


def priority_of(task: Task) -> int | None:
    """0 (critical) to 4, by the cell, else by the nearest heading that names a priority; None where none does."""
    if task.filled(PRIORITY):
        return priority_in(task.text(PRIORITY))
    for heading in reversed(task.section.path):
        if match := _CLASS.search(heading.title):
            return int(match[1])
        if "priority" in heading.title.casefold() and (found := priority_in(heading.title)) is not None:
            return found
    return None


def priority_in(text: str) -> int | None:
    """The priority that a text names: `P1`, `High`, `高`; None for none."""
    if match := _CLASS.search(text):
        return int(match[1])
    return next((_WORDS[word] for word in _WORD.findall(text.casefold()) if word in _WORDS), None)
