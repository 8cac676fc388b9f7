"""The same job on trackers of every shape: other headers, other columns, Chinese, CRLF, mojibake; unconfigured."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from forgemd.markdown import Document
from forgemd.text import Source
from tests.e2e.program import NOW, Done, forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

with open(os.path.join(ROOT, "tests", "trackers", "expect.json"), encoding="utf-8") as file:
    EXPECT: dict[str, Any] = json.load(file)["files"]

SCENARIOS = [
    pytest.param(path, scenario, id=f"{os.path.basename(path)}-{scenario['task']}")
    for path, expected in EXPECT.items()
    for scenario in expected.get("scenarios", [])
]
ILLEGAL = [
    pytest.param(path, case, id=f"{os.path.basename(path)}-{case['task']}")
    for path, expected in EXPECT.items()
    for case in expected.get("illegal", [])
]


def edited(repo: Repo, path: str, edit: dict[str, Any]) -> str:
    """Commit the tracker at `path` as `T.md`, edit it by hand; gives the text before the edit."""
    with open(os.path.join(ROOT, path), "rb") as file:
        raw = file.read()
    repo.write("T.md", raw)
    repo.commit("Add the tracker")
    text = raw.decode()
    lines = text.split("\n")
    line = lines[edit["line"] - 1]
    assert line.count(edit["old"]) >= 1
    lines[edit["line"] - 1] = line.replace(edit["old"], edit["new"], 1)
    repo.write("T.md", "\n".join(lines))
    return text


def cells(text: str, line: int) -> dict[str, str]:
    """The cells of the table row on `line` (1-based), by header."""
    document = Document(Source(text))
    table = next(table for table in document.tables if table.line < line <= table.last + 1)
    row = table.row_at(line - 1)
    return {header: row.value(index) for index, header in enumerate(table.columns)}


@pytest.mark.parametrize(("path", "scenario"), SCENARIOS)
def test_the_main_job(repo: Repo, path: str, scenario: dict[str, Any]) -> None:
    before = edited(repo, path, scenario["edit"])
    done = forgemd(repo, *scenario["args"])
    assert done.code == 0, done.out + done.err
    assert repo.git("log", "-1", "--format=%s") == scenario["subject"]
    assert repo.git("status", "--porcelain") == ""
    after = repo.read("T.md").decode()
    shift = 0
    lines, new = before.split("\n"), after.split("\n")
    if scenario.get("log"):
        at = scenario["log"]["insert_after_line"]
        assert {key: value for key, value in cells(after, at + 1).items() if key in scenario["log"]["cells"]} == (
            scenario["log"]["cells"]
        )
        del new[at]
        shift = at
    changed = [
        index + 1 for index, (left, right) in enumerate(zip(lines, new, strict=False)) if _strip(left) != _strip(right)
    ]
    assert changed == scenario["changed_lines"]
    row = scenario["row"]
    line = row["line"] + (1 if shift and row["line"] > shift else 0)
    found = cells(after, line)
    for header, cell in row["cells"].items():
        assert found[header] == cell["after"]


def _strip(line: str) -> str:
    """A line without its ending: the last line of a file may get one when a row goes behind it."""
    return line.rstrip("\r")


@pytest.mark.parametrize(("path", "case"), ILLEGAL)
def test_an_illegal_edit_is_refused(repo: Repo, path: str, case: dict[str, Any]) -> None:
    edited(repo, path, case["edit"])
    raw = repo.read("T.md")
    done: Done = forgemd(repo, "commit", "--agent", "somebody", env={"FORGEMD_NOW": NOW})
    said = done.out + done.err
    assert done.code == 1, said
    assert case["task"] in said
    for code in case["next"]:
        assert code in said
    assert repo.read("T.md") == raw
    assert repo.git("rev-list", "--count", "HEAD") == "1"
