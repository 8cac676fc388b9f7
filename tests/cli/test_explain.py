"""`forgemd explain`: what it says about the trackers that we wrote, and about those that people wrote."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

with open(os.path.join(ROOT, "tests", "trackers", "expect.json"), encoding="utf-8") as stream:
    EXPECTED: dict[str, Any] = json.load(stream)["files"]


def explained(path: str, directory: str = ROOT) -> dict[str, Any]:
    done = forgemd(directory, "explain", path, "--format", "json")
    assert (done.code, done.err) == (0, "")
    (file,) = hold(done.json, "explain")["files"]
    return dict(file)


@pytest.fixture(scope="module", params=list(EXPECTED))
def pair(request: pytest.FixtureRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    """What forgemd says of a tracker, and what a reader must see."""
    return explained(request.param), EXPECTED[request.param]


def test_every_table_with_its_kind(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    found, expected = pair
    keys = ("line", "end_line", "kind", "section", "header", "rows")
    assert [[table[key] for key in keys] for table in found["tables"]] == [
        [table[key] for key in keys] for table in expected["tables"]
    ]


def test_every_task(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    found, expected = pair
    if expected.get("markers"):
        pytest.skip("two versions of the rows at once")
    tasks = {task["line"]: task for task in found["tasks"] if not task["stands_for"]}
    assert sorted(tasks) == sorted(task["line"] for task in expected["tasks"])
    for wanted in expected["tasks"]:
        task = tasks[wanted["line"]]
        assert task["id"] == (wanted["id"] or wanted["title"])
        assert task["keyed_by"] == ("id" if wanted["id"] else "title")
        assert task["title"] == wanted["title"]
        assert task["section"] == wanted["section"]
        assert sorted(task["depends"]) == sorted(wanted["depends"])
        if wanted["category"] is not None:
            assert task["category"] == wanted["category"], task
        if wanted["code"] is not None:
            assert task["status"] == wanted["code"]


def test_the_legend(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    found, expected = pair
    keys = ("code", "label", "category")
    assert [[status[key] for key in keys] for status in found["legend"]] == [
        [status[key] for key in keys] for status in expected["legend"]
    ]


def seed(shared: str, number: str) -> str:
    seeds = os.path.join(shared, "seeds")
    (name,) = [name for name in os.listdir(seeds) if name.startswith(number)]
    return os.path.join(seeds, name)


def kinds(file: dict[str, Any]) -> list[str]:
    return [table["kind"] for table in file["tables"]]


def test_the_archetype(shared: str) -> None:
    file = explained(seed(shared, "003"))
    assert len(file["tasks"]) == 95
    assert len({task["section"] for task in file["tasks"]}) == 17
    assert [status["code"] for status in file["legend"]] == [
        *("PENDING", "READY", "ASSIGNED", "RUNNING", "REVIEW", "DONE", "FAILED", "BLOCKED"),
    ]
    found = kinds(file)
    assert [found.count(kind) for kind in ("tasks", "legend", "rollup", "log", "reviews", "issues", "other")] == [
        *(17, 1, 1, 1, 1, 1, 0),
    ]
    (rollup,) = [table for table in file["tables"] if table["kind"] == "rollup"]
    assert (rollup["rows"], rollup["problem"]) == (18, None)
    assert file["workflow"]["name"] == "strict"
    assert file["workflow"]["severity"] == "error"
    assert all(task["id"].startswith("P1-") for task in file["tasks"])


def test_dependencies_and_aliases(shared: str) -> None:
    file = explained(seed(shared, "002"))
    assert len(file["tasks"]) == 23
    assert sum(len(task["depends"]) for task in file["tasks"]) == 24
    assert {"written": "WS-01", "id": "01"}.items() <= file["aliases"][0].items()
    assert file["advice"] == []


def test_priorities_and_ranges(shared: str) -> None:
    file = explained(seed(shared, "001"))
    plain = [task["section"] for task in file["tasks"] if not task["stands_for"]]
    assert [sum(f" {name} - " in section for section in plain) for name in ("P0", "P1", "P2")] == [3, 5, 4]
    ranges = [task for task in file["tasks"] if task["stands_for"]]
    assert len(ranges) == 4
    assert len(plain) == 12


def test_streams_without_ids(shared: str) -> None:
    file = explained(seed(shared, "000"))
    tables = [table for table in file["tables"] if table["kind"] == "tasks"]
    assert [table["rows"] for table in tables] == [4, 4]
    status = [column["header"] for table in tables for column in table["columns"] if column["role"] == "status"]
    assert status == ["Status", "Current State"]
    assert [task["keyed_by"] for task in file["tasks"]] == ["title"] * 8


def test_the_roles_are_the_readers(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    from forgemd.tracker import ROLES

    for table in pair[0]["tables"]:
        assert [column["header"] for column in table["columns"]] == table["header"]
        assert {column["role"] for column in table["columns"]} <= set(ROLES)
        assert all(column["why"] for column in table["columns"])


@pytest.mark.parametrize("path", EXPECTED)
def test_people_are_told_about_every_table(path: str) -> None:
    done = forgemd(ROOT, "explain", path)
    assert (done.code, done.err) == (0, "")
    for table in EXPECTED[path]["tables"]:
        assert f"\n  {table['line']}-{table['end_line']} " in done.out


def test_what_is_not_recognised_comes_with_its_cure(repo: Repo) -> None:
    text = "| ID | Task | Phase |\n|---|---|---|\n| A-1 | Keel | done |\n| A-2 | Ribs | todo |\n"
    repo.write("T.md", text)
    before = explained("T.md", repo.path)
    (advice,) = [item for item in before["advice"] if "looks like statuses" in item["message"]]
    assert advice["config"] == 'columns: {"Phase": status}'
    repo.write(".forgemd.yaml", f"{advice['config']}\n")
    after = explained("T.md", repo.path)
    assert after["advice"] == []
    assert [task["category"] for task in after["tasks"]] == ["done", "todo"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Just prose.\n", "no tasks: the file has no table, and no list with boxes or ids and statuses"),
        ("## Sign-off\n\n- [ ] Ada\n- [ ] Bo\n", "no tasks: the file has 1 checklist"),
        (
            "| Part | iOS | Web |\n|---|---|---|\n| Sails | ✅ | ❌ |\n\n| Test | Verdict |\n|---|---|\n| x | Pass |\n",
            "no tasks: the file has 1 matrix, 1 table of tests",
        ),
        (
            "| Package | Status |\n|---|---|\n| core | stable |\n| rig | beta |\n",
            "no tasks: the file has 1 other table; the largest with a status is in line 1 (how mature things are)",
        ),
    ],
)
def test_a_file_without_tasks_is_told_what_it_holds_instead(repo: Repo, text: str, said: str) -> None:
    repo.write("T.md", text)
    (advice,) = explained("T.md", repo.path)["advice"]
    assert advice["message"] == said
    if advice["config"]:
        repo.write(".forgemd.yaml", f"{advice['config']}\n")
        assert [task["id"] for task in explained("T.md", repo.path)["tasks"]] == ["core", "rig"]


def test_headings_that_number_the_steps_of_a_process_may_be_statuses(repo: Repo) -> None:
    rows = "| Task | Owner |\n|---|---|\n| Keel | ann |\n| Ribs | bo |\n"
    repo.write("x.md", f"# Proposals\n\n## Stage 3 - Ready\n\n{rows}\n## Stage 2\n\n{rows.replace('Keel', 'Mast')}")
    (advice,) = explained("x.md", repo.path)["advice"]
    assert "their headings, 'Stage 3', 'Stage 2', say one only if they are told to" in advice["message"]
    assert advice["config"] == 'statuses: {"Stage 3": active}'
    repo.write(".forgemd.yaml", "statuses: {Stage 3: review, Stage 2: active}\n")
    told = explained("x.md", repo.path)
    assert [(word["code"], word["category"], word["how"]) for word in told["statuses"]] == [
        ("Stage 3", "review", "heading"),
        ("Stage 2", "active", "heading"),
    ]
    assert told["advice"] == []


def test_signs_without_ids_are_asked_about(repo: Repo) -> None:
    repo.write("T.md", "- ✅ Keel\n- 🚧 Ribs\n")
    assert "2 items begin with a sign and have no id" in explained("T.md", repo.path)["advice"][1]["message"]


def test_the_advice_for_a_status_word_works(repo: Repo) -> None:
    repo.write("T.md", '| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | Wobbly: "x" |\n| A-2 | Ribs | todo |\n')
    (advice,) = explained("T.md", repo.path)["advice"]
    repo.write(".forgemd.yaml", f"{advice['config']}\n")
    after = explained("T.md", repo.path)
    assert after["advice"] == []
    assert after["tasks"][0]["category"] == "active"


def test_outside_of_a_repository(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("nowhere")
    (directory / "T.md").write_text("| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | done |\n")
    file = explained("T.md", str(directory))
    assert [task["id"] for task in file["tasks"]] == ["A-1"]


def test_several_files_are_told_in_order() -> None:
    done = forgemd(ROOT, "explain", "examples/trackers/PRIORITIES.md", "examples/trackers/WORKSTREAMS.md")
    assert done.code == 0
    assert done.out.index("PRIORITIES.md\n") < done.out.index("WORKSTREAMS.md\n")


def test_conflict_markers_are_named() -> None:
    assert any("conflict markers" in item["message"] for item in explained("tests/trackers/conflict.md")["advice"])
