"""Which statuses there are, and which change of status is legal.

A workflow is data. Two are shipped: `strict`, the eight statuses of a `TASK-STATUS.md`, and `lenient`, over
categories, which objects only to taking finished work back to the start: in the histories of real trackers
most tasks go from todo to done in one commit.
"""

from __future__ import annotations

from forgemd.diagnostics import Severity
from forgemd.tracker.cells.status import Reading, Status, sense_in
from forgemd.tracker.words.vocabulary import CATEGORIES, CATEGORY_OF, Category, sense_of
from forgemd.typed import Iterable, Mapping, NamedTuple

__all__ = ["STRICT", "Conditions", "Required", "Workflow", "lenient", "strict", "strict_by_name"]

STRICT: dict[str, tuple[str, ...]] = {
    "pending": ("ready", "blocked"),
    "ready": ("assigned", "pending", "blocked"),
    "assigned": ("running", "ready", "blocked"),
    "running": ("review", "failed", "blocked", "ready"),
    "review": ("done", "running", "failed", "blocked"),
    "done": (),
    "failed": ("ready",),
    "blocked": ("pending", "ready", "running"),
}
"""The transitions of the strict workflow, by sense."""

_STRICT_REQUIRED = {"running": ("owner", "started"), "done": ("completed",)}
_FINISHED = ("done", "cancelled")
_TROUBLE = ("blocked", "failed", "cancelled", "deferred")
_START: tuple[Category, ...] = ("todo", "ready")


class Required(NamedTuple):
    """Columns (by role name) that must be filled for a status, and how much it matters.

    `other_reviewer`: the reviewer has to be somebody else than the owner.
    """

    roles: tuple[str, ...]
    severity: Severity
    other_reviewer: bool = False


class Conditions(NamedTuple):
    """What one step wants besides being drawn: columns filled (by role name), somebody else than the owner as
    reviewer, one of the people `by` as the log's actor (empty: anybody), a reason in the log."""

    requires: tuple[str, ...] = ()
    other_reviewer: bool = False
    by: tuple[str, ...] = ()
    reason: bool = False


class Workflow:
    """Statuses and the transitions between them. States are codes (or categories, for `lenient`).

    `conditions` are those of steps, by both ends; `limits` say how many tasks one owner may have in a state;
    `forcible` is whether a step that is not drawn may be taken if the log says that it was forced, and why.
    """

    def __init__(
        self,
        name: str,
        severity: Severity | None,
        why: str,
        edges: Mapping[str, tuple[str, ...]],
        *,
        initial: tuple[str, ...] = (),
        labels: Mapping[str, str] | None = None,
        required: Mapping[str, Required] | None = None,
        conditions: Mapping[tuple[str, str], Conditions] | None = None,
        limits: Mapping[str, int] | None = None,
        by_category: bool = False,
        forcible: bool = True,
    ) -> None:
        self.name = name
        self.forcible = forcible
        self.severity = severity
        self.why = why
        self.edges = dict(edges)
        self.initial = initial
        self.labels = dict(labels or {})
        self.required = dict(required or {})
        self.conditions = dict(conditions or {})
        self.limits = dict(limits or {})
        self.by_category = by_category
        self._states = {code.casefold(): state for state, code in self.labels.items()}
        self._states.update((state.casefold(), state) for state in self.edges)

    def state(self, reading: Reading) -> str | None:
        """The workflow's state that a status is in; None where the workflow does not know it."""
        if self.by_category:
            return None if reading.category == "unknown" else reading.category
        known = self._states.get(reading.code.casefold())
        if known is None and (sense := sense_of(reading.code)):
            known = sense if sense in self.edges else None
        return known

    def label(self, state: str) -> str:
        """How people call a state."""
        return self.labels.get(state, state)

    def allows(self, old: str, new: str) -> bool:
        """Whether one step leads from `old` to `new`; staying is always allowed."""
        return old == new or new in self.edges.get(old, ())

    def following(self, state: str) -> tuple[str, ...]:
        """The labels of the states that one legal step leads to."""
        return tuple(self.label(target) for target in self.edges.get(state, ()))

    def path(self, old: str, new: str) -> tuple[str, ...]:
        """The labels of a shortest legal way from `old` to `new`, both ends included; empty if there is none."""
        return self._way(old, new, frozenset())

    def usual_path(self, old: str, new: str) -> tuple[str, ...]:
        """A shortest legal way that does not lead through trouble; empty if there is none.

        `path` takes PENDING to RUNNING through BLOCKED, which is short and not how work goes: here blocked,
        failed, cancelled and deferred states are left out, unless the way begins or ends there.
        """
        return self._way(old, new, frozenset(state for state in self.edges if self._is_trouble(state)) - {new})

    def _is_trouble(self, state: str) -> bool:
        sense = sense_of(state) or sense_in(self.label(state)) or ""
        return (state if self.by_category else CATEGORY_OF.get(sense)) in _TROUBLE

    def _way(self, old: str, new: str, avoided: frozenset[str]) -> tuple[str, ...]:
        came: dict[str, str] = {old: old}
        wave = [old]
        while wave and new not in came:
            further: list[str] = []
            for state in wave:
                for target in self.edges.get(state, ()):
                    if target not in came and target not in avoided:
                        came[target] = state
                        further.append(target)
            wave = further
        if new not in came or new == old:
            return ()
        way = [new]
        while way[-1] != old:
            way.append(came[way[-1]])
        return tuple(self.label(state) for state in reversed(way))


def strict(statuses: Iterable[Status], why: str, severity: Severity | None = "error") -> Workflow | None:
    """The strict workflow for a legend that names its eight statuses, in any language; None for another legend."""
    listed = list(statuses)
    senses = {status.sense: status.code for status in listed if status.sense}
    if len(listed) != len(STRICT) or set(senses) != set(STRICT):
        return None
    return _strict(why, severity, {sense: senses[sense] for sense in STRICT})


def strict_by_name(why: str, severity: Severity | None = "error") -> Workflow:
    """The strict workflow with its own codes."""
    return _strict(why, severity, {sense: sense.upper() for sense in STRICT})


def _strict(why: str, severity: Severity | None, labels: Mapping[str, str]) -> Workflow:
    required = {state: Required(roles, "warning") for state, roles in _STRICT_REQUIRED.items()}
    initial = ("pending", "ready")
    return Workflow("strict", severity, why, STRICT, initial=initial, labels=labels, required=required)


def lenient(why: str, severity: Severity | None = "warning") -> Workflow:
    """The workflow over categories: anything goes but finished work put back to the start."""
    states: list[str] = [category for category in CATEGORIES if category != "unknown"]
    edges = {
        state: tuple(
            target for target in states if target != state and not (state in _FINISHED[:1] and target in _START)
        )
        for state in states
    }
    return Workflow("lenient", severity, why, edges, initial=tuple(states), by_category=True)
