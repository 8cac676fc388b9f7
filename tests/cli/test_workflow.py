"""`forgemd workflow`, as a process: what is in force, what the schemas object to and where."""

from __future__ import annotations

import json
from typing import Any

import pytest

from forgemd.config import load
from forgemd.output import in_force
from forgemd.text import Source
from forgemd.tracker import DEFAULTS, Settings, Tracker, Workflow, lenient, read, strict_by_name
from forgemd.workspace import settings_of
from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.tracker.build import STRICT_LEGEND, table

OWN = """\
workflow:
  statuses:
    OPEN: {glyph: ⬜, category: todo, to: [DOING]}
    DOING: {category: active, limit: 2, requires: [owner], to: {CLOSED: {requires: [reviewer]}, STUCK: {reason: true}}}
    STUCK: {category: blocked, to: [STUCK2]}
    STUCK2: {category: blocked, to: [STUCK]}
    CLOSED: {category: done, other_reviewer: true, to: {}}
    LEGACY: {category: todo, to: [OPEN]}
"""
HEADER = "ID | Task | Status | Owner | Reviewer | Depends On"


def json_of(repo: Repo, *args: str, code: int = 0) -> dict[str, Any]:
    done = forgemd(repo, "workflow", *args, "--format", "json")
    assert (done.code, done.err) == (code, ""), done.err
    return dict(hold(done.json, f"workflow-{'check' if args[0] == 'check' else 'show'}"))


def tracker(text: str, settings: Settings) -> Tracker:
    return read(Source(text, "T.md"), settings)


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        (STRICT_LEGEND, DEFAULTS),
        ("", Settings(workflow=strict_by_name("x"))),
        ("", Settings(workflow=lenient("x"))),
        ("", settings_of(load(".forgemd.yaml", OWN.encode()))),
    ],
    ids=["strict by legend", "strict", "lenient", "own"],
)
def test_what_is_shown_can_be_configured(text: str, settings: Settings) -> None:
    (shown,) = in_force([tracker(text, settings)])
    hold(shown.definition, "workflow")
    raw = json.dumps({"workflow": shown.definition}, ensure_ascii=False).encode()
    again = settings_of(load("x.yaml", raw)).workflow
    assert again is not None
    assert labelled(again) == labelled(shown.workflow)


def labelled(workflow: Workflow) -> tuple[Any, ...]:
    name = workflow.label
    return (
        {name(state): sorted(map(name, targets)) for state, targets in workflow.edges.items()},
        sorted(map(name, workflow.initial)),
        {name(state): (set(each.roles), each.other_reviewer) for state, each in workflow.required.items()},
        {(name(old), name(new)): each for (old, new), each in workflow.conditions.items()},
        {name(state): limit for state, limit in workflow.limits.items()},
    )


def test_every_tracker_has_its_own(repo: Repo) -> None:
    repo.write("A.md", STRICT_LEGEND + table(HEADER, "A-1 | Keel | READY | - | - | -"))
    repo.write("B.md", table(HEADER, "B-1 | Keel | Todo | - | - | -"))
    repo.write("C.md", table(HEADER, "C-1 | Keel | Done | - | - | -"))
    repo.commit("Add trackers")
    found = json_of(repo, "show")["workflows"]
    assert [(each["name"], each["trackers"]) for each in found] == [("strict", ["A.md"]), ("lenient", ["B.md", "C.md"])]
    assert {"from": "DONE", "to": "READY"} not in found[0]["transitions"]
    assert len(found[0]["transitions"]) == 20
    assert json_of(repo, "graph") == json_of(repo, "show")
    done = forgemd(repo, "workflow", "graph", "--format", "mermaid")
    assert done.code == 2
    assert "name a file: A.md (strict), B.md (lenient)" in done.err


def test_the_drawing_has_every_status_and_step(repo: Repo) -> None:
    repo.write(".forgemd.yaml", OWN)
    repo.write("A.md", table(HEADER, "A-1 | Keel | OPEN | - | - | -"))
    repo.commit("Add a tracker")
    lines = forgemd(repo, "workflow", "graph", "--format", "mermaid").out.splitlines()
    assert lines[:3] == ["stateDiagram-v2", "  direction LR", '  state "⬜ OPEN" as s0']
    assert "  [*] --> s0" in lines
    assert "  s1 --> s4 : wants reviewer" in lines
    assert "  s1 --> s2 : with a reason" in lines
    assert "  s4 --> [*]" in lines
    text = forgemd(repo, "workflow", "show").out
    for part in ("begins here; → DOING", "at most 2 for each owner", "→ CLOSED: wants reviewer", "wants owner"):
        assert part in text


def test_where_nearly_everything_is_allowed_the_exceptions_are_drawn(repo: Repo) -> None:
    repo.write("A.md", table(HEADER, "A-1 | Keel | Todo | - | - | -"))
    lines = forgemd(repo, "workflow", "graph", "A.md", "--format", "mermaid").out.splitlines()
    assert '  state "each of these may become each other" as any {' in lines
    assert '    state "partial" as s9' in lines
    assert "    not done → todo, ready" in lines
    assert not any("-->" in line for line in lines)
    codes = "ABCDE"
    steps = {code: [other for other in codes if other != code] for code in codes}
    steps["E"] = ["A"]
    text = "".join(
        f"    {code}: {{initial: {str(code == 'A').lower()}, to: [{', '.join(to)}]}}\n" for code, to in steps.items()
    )
    repo.write(".forgemd.yaml", f"workflow:\n  statuses:\n{text}".replace("to: [A]", "to: {A: {reason: true}}"))
    lines = forgemd(repo, "workflow", "graph", "A.md", "--format", "mermaid").out.splitlines()
    assert "    not E → B, C, D" in lines
    assert [line for line in lines if "-->" in line] == ["  [*] --> s0", "  s4 --> s0 : with a reason"]


def test_names_do_not_break_a_drawing(repo: Repo) -> None:
    """In Mermaid a semicolon or a second colon would end what is said of a step; its parser was asked."""
    step = '{by: [\'x: "y"\', "a;b"], reason: true}'
    repo.write(".forgemd.yaml", f"workflow: {{statuses: {{end: {{label: 'a \"b\" #c', to: {{x: {step}}}}}, x: }}}}\n")
    repo.write("A.md", table(HEADER, "A-1 | Keel | end | - | - | -"))
    lines = forgemd(repo, "workflow", "graph", "A.md", "--format", "mermaid").out.splitlines()
    assert '  state "a #quot;b#quot; #35;c" as s0' in lines
    assert "  s0 --> s1 : by x#58; #quot;y#quot; or a#59;b#59; with a reason" in lines


def test_faults_have_their_place(repo: Repo) -> None:
    repo.write(".forgemd.yaml", OWN)
    rows = ["A-1 | Keel | OPEN | - | - | -", "A-2 | Ribs | OPEN | - | - | A-1", "A-3 | Deck | OPEN | Ada | - | -"]
    repo.write("A.md", table(HEADER, *rows))
    repo.commit("Add a tracker")
    assert json_of(repo, "check")["trackers"][0]["faults"] == []
    rows = [
        "A-1 | Keel | DOING | - | - | A-2",
        "A-2 | Ribs | CLOSED | Ada | ada | A-1",
        "A-4 | Mast | STUCK | - | - | -",
    ]
    repo.write("A.md", table(HEADER, *rows))
    found = json_of(repo, "check", code=1)
    (checked,) = found["trackers"]
    assert (checked["tasks"], checked["steps"], checked["not_compared"]) == (3, 4, None)
    assert [(one["line"], one["column"], one["about"], one["schema"], one["pointer"]) for one in checked["faults"]] == [
        (3, 24, "A-1", "task", "/fields/owner"),
        (3, 32, "A-1", "graph", "/cycles/0"),
        (4, 16, "A-2", "transition", "/to"),
        (4, 31, "A-2", "task", "/self_reviewed"),
        (5, 16, "A-4", "transition", "/to"),
    ]
    assert [(one["where"], one["message"]) for one in found["remarks"]] == [
        (".forgemd.yaml:5", "no final status can be reached from STUCK"),
        (".forgemd.yaml:6", "no final status can be reached from STUCK2"),
        (".forgemd.yaml:8", "LEGACY cannot be reached from where a new task begins"),
    ]
    text = forgemd(repo, "workflow", "check")
    assert text.code == 1
    assert "A.md:4:16  A-2  to: CLOSED is none of OPEN, DOING" in text.out
    assert "A.md: 5 faults under the configured workflow (3 tasks, 4 steps since the base)" in text.out


def test_without_a_base_it_says_so(repo: Repo) -> None:
    repo.write("A.md", table(HEADER, "A-1 | Keel | Todo | - | - | -"))
    (checked,) = json_of(repo, "check", "A.md")["trackers"]
    assert checked["not_compared"] == "there is no commit yet to compare with"


def test_mistakes_in_the_workflow_are_told_by_their_place(repo: Repo) -> None:
    repo.write("A.md", table(HEADER, "A-1 | Keel | Todo | - | - | -"))
    repo.write(".forgemd.yaml", "workflow:\n  statuses:\n    A: {to: {B: {by: ada}}}\n    C: {limit: 0}\n")
    done = forgemd(repo, "workflow", "show", "A.md")
    assert done.code == 2
    for place in (".forgemd.yaml:3:14: `workflow.statuses.A.to`: `B` is not defined", ".forgemd.yaml:3:22:", ":4:16:"):
        assert place in done.err
