"""`forgemd graph`, as a process: the second seed, several files, and trackers that are wrong."""

from __future__ import annotations

import json
import os
import shutil
from typing import Any

import pytest

from forgemd import resources
from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.tracker.build import table


def graph(repo: Repo, *args: str) -> dict[str, Any]:
    done = forgemd(repo, "graph", *args, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return dict(hold(done.json, "dependency-graph"))


@pytest.fixture
def workstreams(repo: Repo, shared: str) -> Repo:
    seeds = os.path.join(shared, "seeds")
    (name,) = [name for name in os.listdir(seeds) if name.startswith("002")]
    shutil.copy(os.path.join(seeds, name), repo.full("WORKSTREAMS.md"))
    repo.commit("Add the workstreams")
    return repo


def test_the_second_seed(workstreams: Repo) -> None:
    found = graph(workstreams)
    assert (len(found["nodes"]), len(found["edges"]), found["cycles"], found["missing"]) == (23, 24, [], [])
    assert found["critical_path"] == {"ids": ["01", "09", "16", "23"], "length": 204, "unit": "hours"}
    phases = [range(1, 5), range(5, 10), range(10, 23), range(23, 24)]
    stated = {f"{at:02d}": phase for phase, numbers in enumerate(phases, 1) for at in numbers}
    waves = {node["id"]: node["wave"] for node in found["nodes"]}
    other = {name: wave for name, wave in waves.items() if wave != stated[name]}
    assert other == {"18": 2, "19": 2, "21": 2, "11": 4, "13": 4, "15": 4}
    assert {name for name, wave in waves.items() if wave == 4} == {"11", "13", "15", "23"}
    assert [[name for name, wave in waves.items() if wave == at] for at in (1, 2, 3, 4)] == found["waves"]


def test_why_and_impact_are_exactly_the_closure(workstreams: Repo) -> None:
    why = graph(workstreams, "--why", "23")
    assert set(why["question"]["ids"]) == {"05", "16", "01", "02", "09"}
    assert {node["id"] for node in why["nodes"]} == {"05", "16", "01", "02", "09", "23"}
    impact = graph(workstreams, "--impact", "WS-01")["question"]["ids"]
    assert set(impact) == {f"{at:02d}" for at in range(5, 24)} - {"19", "21"}
    done = forgemd(workstreams, "graph", "--impact", "01")
    assert [line.split()[1] for line in done.out.splitlines()[2:]] == impact


def test_people_see_every_task_once(workstreams: Repo) -> None:
    done = forgemd(workstreams, "graph")
    for at in range(1, 24):
        assert sum(f" {at:02d} " in f"{line} " for line in done.out.split("\n\n")[0].split("\n")) >= 1, at
    assert "critical path, 204h: 01 → 09 → 16 → 23" in done.out
    assert "\x1b" not in done.out
    assert "\x1b" in forgemd(workstreams, "graph", "--color", "always").out


@pytest.mark.parametrize("format_", ["mermaid", "dot"])
def test_drawings_have_every_task_and_edge(workstreams: Repo, format_: str) -> None:
    out = forgemd(workstreams, "graph", "--format", format_).out
    assert out.count("-->" if format_ == "mermaid" else " -> ") == 24
    assert sum((line.startswith("  n") and "[label=" in line) or "]:::" in line for line in out.split("\n")) == 23


def test_titles_do_not_break_a_drawing(repo: Repo) -> None:
    repo.write(
        "T.md", table("ID | Task | Status | Depends On", 'A-1 | say "end" <b> `x` | Todo | -', "A-2 | b | Todo | A-1")
    )
    out = forgemd(repo, "graph", "T.md", "--format", "mermaid").out
    assert '["<b>A-1</b><br/>say #quot;end#quot; #lt;b#gt; #96;x#96;"]' in out
    assert 'say \\"end\\" <b> `x`' in forgemd(repo, "graph", "T.md", "--format", "dot").out


@pytest.mark.parametrize(
    ("title", "mermaid", "dot"),
    [
        ("%%{wrap}%% off", "#37;#37;{wrap}#37;#37; off", "%%{wrap}%% off"),
        ("turn direction LR", "turn direction#32;LR", "turn direction LR"),
        ("&lt;b&gt; & $$x$$", "#amp;lt#59;b#amp;gt#59; #amp; #36;#36;x#36;#36;", "&amp;lt;b&amp;gt; &amp; $$x$$"),
        (
            "__init__ of a*b*c ~~x~~",
            "#95;#95;init#95;#95; of a#42;b#42;c #126;#126;x#126;#126;",
            "__init__ of a*b*c ~~x~~",
        ),
        ("end", "end", "end"),
    ],
)
def test_what_other_programs_would_take_for_orders_is_escaped(repo: Repo, title: str, mermaid: str, dot: str) -> None:
    """Mermaid 11.17 in a browser and Graphviz 2.43 were asked: they show each title as it is."""
    repo.write("T.md", table("ID | Task | Status", f"A-1 | {title} | Todo"))
    assert f'["<b>A-1</b><br/>{mermaid}"]' in forgemd(repo, "graph", "T.md", "--format", "mermaid").out
    assert f'label="A-1\\n{dot}"' in forgemd(repo, "graph", "T.md", "--format", "dot").out


def test_tasks_without_edges_stand_in_rows_and_boxes_tell_estimates(repo: Repo) -> None:
    rows = [f"A-{at} | t | Todo | {'A-1' if at == 2 else '-'} | {12 - at}h" for at in range(1, 12)]
    repo.write("T.md", table("ID | Task | Status | Depends On | Estimate", *rows))
    lines = forgemd(repo, "graph", "T.md", "--format", "mermaid").out.splitlines()
    assert "  n2 ~~~ n3" in lines
    assert "  n8 ~~~ n9" in lines
    assert '  n10["<b>A-11</b> 1h<br/>t"]:::todo' in lines
    # The links are numbered by the order they stand in, so that the red one has to stand before the invisible ones.
    assert lines.index("  n0 --> n1") < lines.index("  n2 ~~~ n3")
    assert "  linkStyle 0 stroke:#dc2626,stroke-width:3px" in lines
    assert "  n2 -> n3 [style=invis];" in forgemd(repo, "graph", "T.md", "--format", "dot").out


def test_a_drawing_that_mermaid_refuses_is_told(repo: Repo) -> None:
    for count, said in ((500, False), (501, True)):
        rows = [f"A-{at} | t | Todo | {f'A-{at - 1}' if at else '-'}" for at in range(count + 1)]
        repo.write("T.md", table("ID | Task | Status | Depends On", *rows))
        done = forgemd(repo, "graph", "T.md", "--format", "mermaid")
        assert done.code == 0
        assert ("500 edges" in done.err) is said
    repo.write("T.md", table("ID | Task | Status", *(f"A-{at} | t | Todo" for at in range(600))))
    done = forgemd(repo, "graph", "T.md", "--format", "mermaid")
    assert (done.err, "~~~" in done.out) == ("", False)


def test_rings_are_told_and_do_no_harm(repo: Repo) -> None:
    rows = (
        "A | a | Todo | A-1",
        "A-1 | b | Todo | A-2",
        "A-2 | c | Todo | A-1",
        "A-3 | d | Todo | A-2",
        "A-4 | e | Todo | A-4",
    )
    repo.write("T.md", table("ID | Task | Status | Depends On", *rows))
    found = graph(repo, "T.md")
    assert found["cycles"] == [["A-4"], ["A-1", "A-2"]]
    assert found["waves"] == [["A-4"]]
    for view in ([], ["--waves"], ["--critical-path"], ["--redundant"], ["--why", "A-3"], ["--impact", "A-4"]):
        assert forgemd(repo, "graph", "T.md", *view).code == 0
    assert "T.md:4: waits for itself: A-1 → A-2 → A-1" in forgemd(repo, "graph", "T.md").out


def test_soft_edges_are_marked_and_hold_nobody_up(repo: Repo) -> None:
    repo.write(
        "T.md",
        table(
            "ID | Task | Status | Depends On",
            "007 | a | Todo | -",
            "008 | b | Todo | -",
            "009 | c | Todo | 007 (008 soft)",
        ),
    )
    found = graph(repo, "T.md")
    assert {(edge["from"], edge["soft"]) for edge in found["edges"]} == {("007", False), ("008", True)}
    assert graph(repo, "T.md", "--why", "009")["question"]["ids"] == ["007"]
    assert "n1 -.-> n2" in forgemd(repo, "graph", "T.md", "--format", "mermaid").out
    assert "softly after 008" in forgemd(repo, "graph", "T.md").out


def test_across_files(repo: Repo) -> None:
    repo.write(
        "A.md",
        table("ID | Task | Status | Depends On", "A-1 | a | Todo | -", "X-1 | x | Done | -", "A-2 | b | Todo | A-11"),
    )
    repo.write(
        "B.md",
        table(
            "ID | Task | Status | Depends On",
            "B-1 | b | Todo | A-1",
            "X-1 | y | Todo | A.md#X-1",
            "B-2 | c | Todo | X-1",
        ),
    )
    repo.commit("Add two")
    found = graph(repo)
    edges = {(edge["from"], edge["to"]) for edge in found["edges"]}
    assert edges == {("A-1", "B-1"), ("A.md#X-1", "B.md#X-1"), ("B.md#X-1", "B-2")}
    (missing,) = found["missing"]
    assert (missing["id"], missing["reference"], missing["similar"][0]) == ("A-2", "A-11", "A-1")
    refused = forgemd(repo, "graph", "--why", "X-1")
    assert (refused.code, "B.md#X-1" in refused.err) == (2, True)
    assert graph(repo, "--why", "B.md#X-1")["question"]["ids"] == []


def test_a_part_of_it(repo: Repo) -> None:
    one = table(
        "ID | Task | Status | Owner | Depends On",
        "A-1 | a | Done | ada | -",
        "A-2 | b | Todo | - | A-1",
        heading="1.1 Hull",
    )
    two = table("ID | Task | Status | Owner | Depends On", "A-3 | c | In progress | bob | A-2", heading="1.2 Rig")
    repo.write("T.md", one + two)
    parts = {
        ("--open",): ["A-2", "A-3"],
        ("--section", "1.2"): ["A-3"],
        ("--section", "hull"): ["A-1", "A-2"],
        ("--owner", "ada,bob"): ["A-1", "A-3"],
        ("--owner", "-"): ["A-2"],
        ("--status", "active"): ["A-3"],
        ("--status", "in progress", "--status", "done"): ["A-1", "A-3"],
    }
    for options, names in parts.items():
        assert [node["id"] for node in graph(repo, "T.md", *options)["nodes"]] == names, options


def test_a_long_chain_stays_on_the_page(repo: Repo) -> None:
    rows = [f"A-{at} | a | Todo | {f'A-{at - 1}' if at else '-'}" for at in range(2000)]
    repo.write("T.md", table("ID | Task | Status | Depends On", *rows))
    lines = forgemd(repo, "graph", "T.md").out.split("\n")
    assert max(map(len, lines)) < 140
    assert lines[1999].strip() == "└─ o A-1999 a  Todo  after A-1998  critical"


def test_what_is_not_there(repo: Repo) -> None:
    repo.write("T.md", table("ID | Task | Status", "A-1 | a | Done"))
    done = forgemd(repo, "graph", "T.md", "--why", "A-11")
    assert (done.code, "did you mean A-1?" in done.err) == (2, True)
    assert forgemd(repo, "graph", "T.md", "--waves", "--why", "A-1").code == 2
    assert "no dependencies between 1 task: A-1" in forgemd(repo, "graph", "T.md").out


def test_the_examples_in_the_schema_are_right() -> None:
    for example in json.loads(resources.read("schemas", "dependency-graph.schema.json"))["examples"]:
        hold(example, "dependency-graph")
