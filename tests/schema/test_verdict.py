"""The compiled schema and the rules say the same of every step, whatever the workflow."""

from __future__ import annotations

import itertools
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.check import Selection, Subject, run
from forgemd.config import load
from forgemd.schema import Validator, judged_task, span_in, task_schema, transition_records, transition_schema
from forgemd.text import Source
from forgemd.tracker import DEFAULTS, Diff, Settings, Tracker, Workflow, lenient, read, strict_by_name
from forgemd.workspace import settings_of
from tests.tracker.build import STRICT_LEGEND, table

OWN = """\
workflow:
  statuses:
    OPEN: {category: todo, initial: true, to: [DOING]}
    DOING: {category: active, requires: [owner], to: {REVIEW: {requires: [notes]}, STUCK: {reason: true}, OPEN: }}
    REVIEW: {category: review, to: {SHIPPED: {requires: [reviewer], other_reviewer: true}, DOING: }}
    STUCK: {category: blocked, requires: [notes], to: [DOING]}
    SHIPPED: {category: done, other_reviewer: true, to: {DOING: {by: [ada, "Zoë (lead)"], reason: true}}}
"""
RULES = Selection(only=("illegal-transition", "missing-field"))


def own() -> Settings:
    return settings_of(load(".forgemd.yaml", OWN.encode()))


WORKFLOWS: dict[str, Settings] = {
    "strict by legend": DEFAULTS,
    "strict": Settings(workflow=strict_by_name("asked for")),
    "lenient": Settings(workflow=lenient("asked for")),
    "own": own(),
}
LEGENDS = {"strict by legend": STRICT_LEGEND}
# Words that the reader understands for the states of the lenient workflow, which are categories.
CODES: dict[str, list[str]] = {
    "strict by legend": ["PENDING", "READY", "ASSIGNED", "RUNNING", "REVIEW", "DONE", "FAILED", "BLOCKED"],
    "strict": ["PENDING", "READY", "ASSIGNED", "RUNNING", "REVIEW", "DONE", "FAILED", "BLOCKED"],
    "lenient": [
        "Todo",
        "Ready",
        "In progress",
        "Review",
        "Done",
        "Blocked",
        "Failed",
        "Cancelled",
        "Deferred",
        "Partial",
    ],
    "own": ["OPEN", "DOING", "REVIEW", "STUCK", "SHIPPED"],
}


def tracker(name: str, *rows: str, log: str = "") -> Tracker:
    text = LEGENDS.get(name, "") + table("ID | Task | Status | Owner | Reviewer | Notes", *rows, heading="Tasks") + log
    return read(Source(text, "T.md"), WORKFLOWS[name])


@cache
def schemas(name: str) -> tuple[Validator, Validator]:
    workflow = tracker(name, "A-0 | Keel | - | - | - | -").workflow
    return Validator(transition_schema(workflow)), Validator(task_schema(workflow))


def by_rules(name: str, old: Tracker, new: Tracker) -> set[tuple[str, int]]:
    """The findings that the change introduces, by task and offset."""
    found = run([Subject(new, old)], RULES).diagnostics
    return {(each.task or "", each.span.start) for each in found}


def by_schemas(name: str, old: Tracker, new: Tracker) -> set[tuple[str, int]]:
    step, state = schemas(name)
    found = set()
    for judged in transition_records(Diff(old, new)):
        for one in step.violations(judged.record):
            found.add((judged.task.id, span_in(one.path, judged.task, judged.entry).start))
    for task in new.tasks:
        for one in state.violations(judged_task(task, new)):
            found.add((task.id, span_in(one.path, task).start))
    return found


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_ordered_pair_of_statuses_edited_added_and_removed(name: str) -> None:
    codes = CODES[name]
    people = "Ada | Bob | so"
    verdicts = 0
    for old, new in itertools.product(codes, repeat=2):
        base = tracker(name, f"A-1 | Keel | {old} | {people}")
        for rows in ([f"A-1 | Keel | {new} | {people}"], [f"A-2 | Ribs | {new} | {people}"], []):
            after = tracker(name, *rows)
            assert by_rules(name, base, after) == by_schemas(name, base, after), (old, new, rows)
            verdicts += bool(by_schemas(name, base, after))
    assert verdicts


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_schema_takes_exactly_the_edges(name: str) -> None:
    workflow: Workflow = tracker(name, "A-0 | Keel | - | - | - | -").workflow
    schema = Validator(transition_schema(workflow))
    for old, new in itertools.product(workflow.edges, repeat=2):
        record: dict[str, Any] = {"id": "A", "path": "T.md", "line": 1, "kind": "edited", "self_reviewed": False}
        record |= {"from": workflow.label(old), "to": workflow.label(new), "actor": "ada", "reason": "so"}
        record["fields"] = dict.fromkeys(("owner", "reviewer", "notes"), "x")
        assert schema.accepts(record) == workflow.allows(old, new), (old, new)
        starts = {**record, "kind": "added", "from": None}
        assert schema.accepts(starts) == (new in workflow.initial), new


@pytest.mark.parametrize("name", [name for name in WORKFLOWS if name != "lenient"])
def test_the_error_names_what_is_legal(name: str) -> None:
    base, after = (tracker(name, f"A-1 | Keel | {code} | Ada | Bob | -") for code in (CODES[name][0], CODES[name][-2]))
    (judged,) = transition_records(Diff(base, after))
    (found,) = schemas(name)[0].violations(judged.record)
    assert found.pointer == "/to"
    workflow = base.workflow
    for code in workflow.following(next(iter(workflow.edges))):
        assert code in found.message


def test_messages_of_the_rule_name_the_next_statuses_and_the_shortest_path() -> None:
    for name in ("strict by legend", "own"):
        workflow = tracker(name, "A-0 | Keel | - | - | - | -").workflow
        for old, new in itertools.product(workflow.edges, repeat=2):
            if workflow.allows(old, new):
                continue
            rows = (f"A-1 | Keel | {workflow.label(code)} | Ada | Bob | so" for code in (old, new))
            base, after = (tracker(name, row) for row in rows)
            found = run([Subject(after, base)], Selection(only=("illegal-transition",))).diagnostics
            (hint,) = [each.hint or "" for each in found if "is not allowed" in each.message]
            assert all(label in hint for label in workflow.following(old))
            path = workflow.path(old, new)
            assert " → ".join(path) in hint


# Any change at all

STATES = st.sampled_from([*CODES["own"], "-", ""])
PEOPLE = st.sampled_from(["-", "Ada", "ada", "Bob", "Zoë (lead)", "`Bob`"])
NOTE = st.sampled_from(["-", "", "waits for timber"])
ROW = st.tuples(STATES, PEOPLE, PEOPLE, NOTE)
ENTRY = st.tuples(st.sampled_from(["A-1", "A-2", "A-1, A-2", "ALL"]), STATES, STATES, PEOPLE, NOTE)
LOGS = ("Date | Task | From | To | By | Notes", "Date | Task | From | To | By")


def written(rows: list[tuple[str, ...]]) -> list[str]:
    return [f"A-{at} | Keel | {' | '.join(row)}" for at, row in enumerate(rows, 1)]


def both(old: list[str], new: list[str], header: str, entries: list[str] | None) -> set[tuple[str, int]]:
    """What rules and schemas find in a change of the tracker of one's own, which is the same."""
    logs = ["", ""]
    if entries is not None:
        logs = [table(header, *each, heading="Change Log") for each in ([], entries)]
    base, after = (tracker("own", *rows, log=log) for rows, log in zip((old, new), logs, strict=True))
    found = by_rules("own", base, after)
    assert found == by_schemas("own", base, after), (old, new, header, entries)
    return found


@pytest.mark.parametrize("header", LOGS)
def test_every_step_of_one_s_own_with_everything_that_it_may_lack(header: str) -> None:
    edges = tracker("own", "A-0 | Keel | - | - | - | -").workflow.edges
    verdicts = set()
    for old, new in [(old, new) for old, targets in edges.items() for new in targets]:
        for people, note in itertools.product(("Ada | Bob", "Ada | `ada`", "- | Bob", "Ada | -"), ("-", "so")):
            before, after = ([f"A-1 | Keel | {code} | {people} | {note}"] for code in (old, new))
            logs: list[list[str] | None] = [None, []]
            for actor, why in itertools.product(("ADA", "zoë (lead)", "Bob", "-"), ("-", "so")):
                cells = ("2026-05-01", "A-1", old, new, actor, why)
                logs.append([" | ".join(cells[: header.count("|") + 1])])
            for log in logs:
                verdicts.add((old, new, bool(both(before, after, header, log))))
    assert {verdict for *edge, verdict in verdicts if edge == ["SHIPPED", "DOING"]} == {True, False}
    assert {verdict for *edge, verdict in verdicts if edge == ["DOING", "STUCK"]} == {True, False}


def test_a_step_that_is_logged_and_does_not_lead_there_is_judged_beside_the_change_itself() -> None:
    row = "A-1 | Keel | {} | - | - | -"
    found = both([row.format("OPEN")], [row.format("REVIEW")], LOGS[1], ["2026-05-01 | A-1 | DOING | REVIEW | -"])
    assert len(found) == 2


@given(st.lists(ROW, max_size=3), st.lists(ROW, max_size=3), st.none() | st.lists(ENTRY, max_size=4), st.booleans())
def test_any_change_under_a_workflow_with_conditions(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]], entries: list[tuple[str, ...]] | None, noted: bool
) -> None:
    header = LOGS[0 if noted else 1]
    width = header.count("|") + 1
    rows = None if entries is None else [" | ".join(("2026-05-01", *entry)[:width]) for entry in entries]
    both(written(old), written(new), header, rows)
