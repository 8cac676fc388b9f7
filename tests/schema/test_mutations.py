"""One wrong cell in a sound tracker: the expected rule finds it at its line and column, and no unrelated one speaks."""

from __future__ import annotations

import os
import random
import re
from functools import cache
from typing import NamedTuple

import pytest

from forgemd.check import Subject, run
from forgemd.text import Edit, Source, Span, apply
from forgemd.tracker import COMPLETED, DUE, ID, STARTED, STATUS, Task, Tracker, read
from tests.shared import ROOT

PATHS = (
    *(f"examples/trackers/{name}.md" for name in ("TASK-STATUS", "MASTER-TRACKER", "WORKSTREAMS", "PRIORITIES")),
    # Other languages, line endings, columns and orders, task lists, no ids.
    *(f"tests/trackers/{name}.md" for name in ("chinese", "crlf", "lists", "minimal", "mojibake.sound")),
    *(f"tests/trackers/{name}.md" for name in ("other-headers", "reordered")),
)
_COUNTS = {"stale-rollup", "rollup-arithmetic", "false-claim"}
_LOG = {"missing-entry", "log-contradicts-status", "broken-chain"}
_WAITING = {"done-before-dependency", "started-before-dependency", "dependency-cycle", "self-dependency"}


class Kind(NamedTuple):
    """A mutation: the rule that has to find it, and those that follow from it."""

    rule: str
    follows: frozenset[str]


KINDS = {
    "illegal status": Kind(
        "illegal-transition", frozenset(_COUNTS | _LOG | _WAITING | {"missing-field", "open-issue"})
    ),
    "unknown status": Kind("unknown-status", frozenset(_COUNTS | _LOG | _WAITING)),
    "date": Kind("bad-date", frozenset({"missing-field", "placeholder-timestamp"})),
    "id": Kind("duplicate-id", frozenset(_COUNTS | _LOG | _WAITING | {"unknown-dependency", "unknown-task-in-log"})),
    "dependency": Kind("unknown-dependency", frozenset(_COUNTS)),
    "missing field": Kind("missing-field", frozenset()),
}
_ALWAYS = {"id-changed", "task-removed", "row-loss", "stale-last-updated"}
"""What any edit by hand of an id, or any edit at all, rightly calls up."""


class Mutation(NamedTuple):
    """`task` is the mutated row in the sound tracker, `span` the cell before, `text` what it says now."""

    kind: str
    task: Task
    span: Span
    text: str


@cache
def sound(path: str) -> Tracker:
    with open(os.path.join(ROOT, path), "rb") as stream:
        return read(Source.decode(stream.read(), path))


def mutations(tracker: Tracker, kind: str) -> list[Mutation]:
    """Every cell that `kind` can go wrong in, with what it might say then."""
    found = []
    for task in tracker.tasks:
        for role, text in _wrong(tracker, task, kind):
            at = task.layout.index(role)
            if at >= 0 and task.value(at) and task.value(at) != text:
                span = task.row.span_of(at)
                box = tracker.source.text[span.start : span.end].startswith("[") and role == STATUS.name
                # With an unknown box a line is no task any more.
                if not (box and kind == "unknown status"):
                    found.append(Mutation(kind, task, span, "[ ]" if box else text))
    return found


def _wrong(tracker: Tracker, task: Task, kind: str) -> list[tuple[str, str]]:
    workflow, state = tracker.workflow, tracker.workflow.state(task.status)
    if kind == "illegal status" and state is not None and not workflow.by_category:
        legal = {state, *workflow.edges[state]}
        return [(STATUS.name, workflow.label(target)) for target in workflow.edges if target not in legal]
    if kind == "illegal status" and state == "done" and workflow.by_category:
        return [(STATUS.name, "TODO"), (STATUS.name, "READY")]
    # Unknown words are one note for a table, at the first of them: where there is none yet, that is the mutated one.
    if kind == "unknown status" and all(each.status.category != "unknown" for each in tracker.tasks):
        return [(STATUS.name, "BANANA"), (STATUS.name, "🍌 Peeled")]
    if kind == "date":
        dates = [role for role in (STARTED, COMPLETED, DUE) if task.filled(role)]
        return [(role.name, text) for role in dates for text in ("2026-13-45", "2026-02-30T08:00:00Z")]
    if kind == "id" and task.has_id:
        return [(ID.name, other.id) for other in tracker.tasks[:3] if other.line < task.line]
    if kind == "dependency":
        return [("depends", re.sub("[0-9]+$", number, task.id)) for number in ("987", "876")] if task.has_id else []
    required = workflow.required.get(state) if state and kind == "missing field" else None
    return [(name, "-") for name in (required.roles if required else ())]


def judge(path: str, mutation: Mutation) -> None:
    before = sound(path)
    source = before.source
    edit = Edit(mutation.span, source.text[mutation.span.start : mutation.span.end], mutation.text)
    after = read(apply(source, [edit]))
    base = run([Subject(before, before)]).diagnostics
    known = {(each.rule, each.message) for each in base}
    found = [each for each in run([Subject(after, before)]).diagnostics if (each.rule, each.message) not in known]
    kind = KINDS[mutation.kind]
    lines = [(each.rule, *after.source.position(each.span.start), each.message) for each in found]
    where = after.source.position(mutation.span.start)
    mine = [line for line in lines if line[0] == kind.rule and line[1] == where.line]
    assert mine, (mutation, lines)
    assert (where.line, where.column) in {line[1:3] for line in mine}, (mutation, lines)
    others = {line[0] for line in lines} - {kind.rule} - kind.follows - _ALWAYS
    assert not others, (mutation, lines)


def chosen(count: int) -> list[tuple[str, Mutation]]:
    """`count` mutations, each kind equally often, and in each kind every tracker that has it; the same every time."""
    chance = random.Random(20260521)
    found: list[tuple[str, Mutation]] = []
    for kind in KINDS:
        by_path = [(path, wrong) for path in PATHS if (wrong := mutations(sound(path), kind))]
        for at in range(count // len(KINDS)):
            path, wrong = by_path[at % len(by_path)]
            found.append((path, chance.choice(wrong)))
    return found


def test_a_slice_of_the_mutations() -> None:
    for path, mutation in chosen(60):
        judge(path, mutation)


@pytest.mark.long
def test_a_thousand_mutations() -> None:
    for path, mutation in chosen(1002):
        judge(path, mutation)
