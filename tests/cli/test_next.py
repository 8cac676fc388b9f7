"""`forgemd next`, as a process: what is ready, in which order, and why the rest is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from forgemd import resources
from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.tracker.build import STRICT_LEGEND, table

HEAD = "ID | Task | Status | Owner | Priority | Estimate | Depends On"


def asked(repo: Repo, *args: str) -> dict[str, Any]:
    done = forgemd(repo, "next", "T.md", *args, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return dict(hold(done.json, "next"))


@pytest.mark.parametrize(
    ("row", "kind", "why"),
    [
        ("A-9 | x | Todo | - | - | - | -", None, ""),
        ("A-9 | x | Todo | - | - | - | A-1", None, ""),
        ("A-9 | x | Todo | - | - | - | (A-2 soft)", None, ""),
        ("A-9 | x | - | - | - | - | -", None, ""),
        ("A-9 | x | Todo | - | - | - | A-2", "waits", "waits for A-2 (Todo)"),
        ("A-9 | x | Todo | - | - | - | A-77", "missing", "waits for A-77, which no tracker knows"),
        ("A-9 | x | In progress | ada | - | - | -", "active", "in work: In progress, ada"),
        ("A-9 | x | In review | ada | - | - | -", "review", "waits for a review of the work of ada"),
        (
            "A-9 | x | Blocked | - | - | - | A-1",
            "blocked",
            "its status is Blocked; everything that it waits for is finished",
        ),
        ("A-9 | x | Wobbly | - | - | - | -", "status", "its status 'Wobbly' is not known"),
        ("A-9 | x | Todo | bob | - | - | -", "taken", "bob has it"),
        ("A-9 | x | Todo | eve | - | - | -", None, ""),
    ],
)
def test_each_reason(repo: Repo, row: str, kind: str | None, why: str) -> None:
    repo.write("T.md", table(HEAD, "A-1 | a | Done | - | - | - | -", "A-2 | b | Todo | - | - | - | A-1", row))
    found = asked(repo, "--agent", "Eve", "-n", "99")
    ready = [task["id"] for task in found["ready"]]
    held = {task["id"]: (task["kind"], task["why"]) for task in found["not_ready"]}
    assert "A-1" not in ready
    assert ("A-9" in ready, held.get("A-9")) == (kind is None, None if kind is None else (kind, why))


def test_a_ring_never_starts(repo: Repo) -> None:
    repo.write(
        "T.md",
        table(
            HEAD,
            "A-1 | a | Todo | - | - | - | A-2",
            "A-2 | b | Todo | - | - | - | A-1",
            "A-3 | c | Todo | - | - | - | A-1",
        ),
    )
    found = asked(repo)
    assert found["ready"] == []
    assert [(task["kind"], task["why"]) for task in found["not_ready"]] == [
        ("ring", "waits for itself: A-1 → A-2 → A-1"),
        ("ring", "waits for itself: A-1 → A-2 → A-1"),
        ("waits", "waits for A-1 (Todo)"),
    ]


def test_a_tracker_that_knows_ready_means_it(repo: Repo) -> None:
    rows = ("P-1 | a | 🔲 PENDING | - | - | - | -", "P-2 | b | 🟦 READY | - | - | - | -")
    repo.write("T.md", STRICT_LEGEND + table(HEAD, *rows, heading="Tasks"))
    repo.commit("Add a tracker")
    found = asked(repo)
    assert [task["id"] for task in found["ready"]] == ["P-2"]
    (held,) = found["not_ready"]
    assert (held["kind"], held["command"]) == ("pending", "forgemd set P-1=READY")
    assert forgemd(repo, *held["command"].split()[1:], "--agent", "ada").code == 0
    assert [task["id"] for task in asked(repo)["ready"]] == ["P-1", "P-2"]


def test_the_score_is_the_documented_one(repo: Repo) -> None:
    rows = (
        "A-1 | a | Todo | - | P0 | 4h | -",
        "A-2 | b | Todo | - | High | 8h | -",
        "A-3 | c | Todo | - | - | 10h | A-2",
        "A-4 | d | Todo | - | low | 9h | -",
    )
    repo.write("T.md", table(HEAD, *rows))
    found = {task["id"]: task for task in asked(repo)["ready"]}
    # The critical path is: 18h. A-1 may be 14h late and A-4 9h.
    assert list(found) == ["A-2", "A-1", "A-4"]
    assert found["A-2"]["score"] == 30 + 30 + 20
    assert found["A-1"]["score"] == pytest.approx(40 + 20 * (1 - 14 / 18), abs=0.05)
    assert found["A-4"]["score"] == pytest.approx(10 + 20 * (1 - 9 / 18), abs=0.05)
    assert (found["A-2"]["critical"], found["A-2"]["holds_up"], found["A-2"]["weight"]) == (True, 1, 10)


def test_age_comes_from_the_log_and_priority_from_a_heading(repo: Repo) -> None:
    tasks = table("ID | Task | Status", "A-1 | a | Ready", "A-2 | b | Ready", heading="P1 - High Priority")
    log = table("Date | Task | Old | New | By", "2026-05-17 | A-2 | Todo | Ready | ada", heading="Change Log")
    repo.write("T.md", tasks + log)
    first, second = asked(repo)["ready"]
    assert (first["id"], first["days"], first["score"]) == ("A-2", 15, 35)
    assert (second["id"], second["days"], second["score"], second["priority"]) == ("A-1", None, 30, 1)


def test_people_get_the_best_and_the_reasons(repo: Repo) -> None:
    rows = [f"A-{at} | a | Todo | - | - | - | {f'A-{at - 1}' if at % 2 else '-'}" for at in range(16)]
    repo.write("T.md", table(HEAD, *rows))
    out = forgemd(repo, "next", "T.md", "-n", "2").out
    assert out.startswith(" 1  o A-0 a  Todo  score 70\n      holds up 1 task, on the critical path\n 2  o A-2 ")
    assert "and 6 more that are ready: -n 8" in out
    assert "      waits for A-0 (Todo)\n" in out
    assert "and 3 more: --all" in out
    assert "A-15 a\n      waits for A-14" in forgemd(repo, "next", "T.md", "--all").out


def test_nothing_to_do(repo: Repo) -> None:
    repo.write("T.md", table(HEAD, "A-1 | a | Done | - | - | - | -"))
    assert forgemd(repo, "next", "T.md").out == "nothing is ready\n"
    assert asked(repo) == {
        "schema_version": 1,
        "agent": None,
        "unit": "tasks",
        "count": 0,
        "ready": [],
        "not_ready": [],
    }


def test_the_examples_in_the_schema_are_right() -> None:
    for example in json.loads(resources.read("schemas", "next.schema.json"))["examples"]:
        hold(example, "next")
