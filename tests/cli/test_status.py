"""`forgemd status`, as a process: progress, what is stopped or stale, and what summaries claim."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from forgemd import resources
from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT
from tests.tracker.build import EXPECTED, table


def asked(directory: Repo | str, *args: str) -> list[dict[str, Any]]:
    done = forgemd(directory, "status", *args, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return list(hold(done.json, "status")["trackers"])


@pytest.mark.parametrize("path", [path for path in EXPECTED if path.startswith("examples/")])
def test_the_counts_are_those_of_the_rows(path: str) -> None:
    (found,) = asked(ROOT, path)
    expected = EXPECTED[path]["tasks"]
    rows = [task for task in expected if task["category"] is not None]
    for category, amount in found["counts"].items():
        if category != "unknown":
            assert amount >= sum(task["category"] == category for task in rows)
    assert found["total"] >= len(expected)
    assert sum(section["total"] for section in found["sections"]) == found["total"] == sum(found["counts"].values())


def test_a_tracker_at_a_glance(repo: Repo) -> None:
    head = "ID | Task | Status | Started"
    one = table(head, "A-1 | a | Done | -", "A-2 | b | Cancelled | -", "A-3 | c | Todo | -", heading="Hull")
    two = table(
        head,
        "B-1 | d | In progress | 2026-05-01",
        "B-2 | e | In progress | 2026-05-25",
        "B-3 | f | Blocked | -",
        heading="Rig",
    )
    sums = table("Section | Total | Done", "Hull | 3 | 2", "Rig | 3 | 0", heading="Summary")
    repo.write("T.md", one + two + sums)
    repo.commit("Add a tracker")
    (found,) = asked(repo)
    assert [(section["title"], section["share"]) for section in found["sections"]] == [("Hull", 0.5), ("Rig", 0)]
    assert [task["id"] for task in found["blocked"]] == ["B-3"]
    assert [task["id"] for task in found["in_work"]] == ["B-1", "B-2"]
    assert [(task["id"], task["days"]) for task in found["stale"]] == [("B-1", 31)]
    assert found["rollups"]["right"] == 3
    (wrong,) = found["rollups"]["wrong"]
    assert (wrong["label"], wrong["column"], wrong["stated"], wrong["expected"]) == ("Hull", "Done", "2", "1")
    assert found["ready"] == 1
    out = forgemd(repo, "status").out
    assert "Hull  [##########..........]   50%  1/3" in out
    assert "Rig   [>>>>>>>>>>>>>!!!!!!!]    0%  0/3" in out
    assert f"T.md:{wrong['line']}: Hull: Done says 2, and 1 is true" in out
    assert "B-1 d  In progress  31 days" in out
    assert "\x1b" in forgemd(repo, "status", "--color", "always").out
    assert asked(repo, "--stale-days", "3")[0]["stale"][1]["id"] == "B-2"


def test_the_log_says_that_work_goes_on(repo: Repo) -> None:
    tasks = table("ID | Task | Status | Started", "A-1 | a | In progress | 2026-01-01", heading="Hull")
    log = table("Date | Task | Old | New | By", "2026-05-30 | A-1 | Todo | In progress | ada", heading="Change Log")
    repo.write("T.md", tasks + log)
    assert asked(repo, "T.md")[0]["stale"] == []


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 300, "0%"), (1, 300, "1%"), (299, 300, "99%"), (300, 300, "100%")]
)
def test_nearly_is_not_all(repo: Repo, done: int, total: int, percent: str) -> None:
    rows = [f"A-{at} | a | {'Done' if at < done else 'Todo'}" for at in range(total)]
    repo.write("T.md", table("ID | Task | Status", *rows))
    bar = re.search(r"all  \[([^\]]*)\] +([0-9]+%)", forgemd(repo, "status", "T.md").out)
    assert bar is not None
    assert bar[2] == percent
    assert (len(bar[1]), "." in bar[1], "#" in bar[1]) == (20, done < total, done > 0)


def test_a_file_without_tasks(repo: Repo) -> None:
    repo.write("T.md", "# Nothing\n")
    assert forgemd(repo, "status", "T.md").out == "T.md\n  no tasks\n"
    assert asked(repo, "T.md")[0]["share"] is None


def test_the_examples_in_the_schema_are_right() -> None:
    for example in json.loads(resources.read("schemas", "status.schema.json"))["examples"]:
        hold(example, "status")
