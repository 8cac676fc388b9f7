"""The trackers agree with `expect.json` and with themselves; judged by cmark-gfm and arithmetic, never by forgemd."""

from __future__ import annotations

import json
import os
import re
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from tests.shared import ROOT

HERE = os.path.dirname(os.path.abspath(__file__))
LEGAL = {
    "PENDING": {"READY", "BLOCKED"},
    "READY": {"ASSIGNED", "PENDING", "BLOCKED"},
    "ASSIGNED": {"RUNNING", "READY", "BLOCKED"},
    "RUNNING": {"REVIEW", "FAILED", "BLOCKED", "READY"},
    "REVIEW": {"DONE", "RUNNING", "FAILED", "BLOCKED"},
    "BLOCKED": {"PENDING", "READY", "RUNNING"},
    "FAILED": {"READY"},
    "DONE": set[str](),
}
# What a rollup column counts, in the words of the three trackers that have one.
COUNTS = {
    "done": {"Done", "Finished", "已完成"},
    "active": {"In Progress", "Ongoing", "进行中"},
    "review": {"In Progress", "Ongoing", "进行中"},
    "blocked": {"Blocked", "Stuck", "阻塞"},
    "failed": {"Blocked", "Stuck", "阻塞"},
    "todo": {"Pending", "Open", "待开始"},
    "ready": {"Pending", "Open", "待开始"},
}
TOTALS = {"Total", "All", "总数"}
LOG_ROLES = (
    ("Timestamp", "Task ID", "Old Status", "New Status"),
    ("When", "Item", "From", "To"),
    ("时间", "任务编号", "旧状态", "新状态"),
)

Expected = dict[str, Any]


def _expected() -> dict[str, Expected]:
    with open(os.path.join(HERE, "expect.json"), encoding="utf-8") as stream:
        files: dict[str, Expected] = json.load(stream)["files"]
    return files


FILES = _expected()
LOGGED = [path for path, file in FILES.items() if file["scenarios"]]


def raw(path: str) -> bytes:
    with open(os.path.join(ROOT, path), "rb") as stream:
        return stream.read()


def lines(path: str) -> list[str]:
    return raw(path).decode("utf-8-sig").replace("\r\n", "\n").split("\n")


def cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner.removesuffix("|"))]


def records(path: str, kind: str) -> list[dict[str, str]]:
    text = lines(path)
    return [
        dict(zip(table["header"], cells(line), strict=True))
        for table in FILES[path]["tables"]
        if table["kind"] == kind
        for line in text[table["line"] + 1 : table["end_line"]]
    ]


def span_of_ids(text: str) -> list[str]:
    if " to " not in text:
        return text.split(", ")
    first, last = (re.fullmatch(r"(.*?)(\d+)", end) for end in text.split(" to "))
    assert first is not None
    assert last is not None
    width = len(first[2])
    return [f"{first[1]}{n:0{width}}" for n in range(int(first[2]), int(last[2]) + 1)]


def test_every_tracker_is_expected_and_every_expected_tracker_is_here() -> None:
    found = {
        f"{folder}/{name}"
        for folder in ("examples/trackers", "tests/trackers")
        for name in os.listdir(os.path.join(ROOT, folder))
        if name.endswith(".md") and name != "README.md"
    }
    assert found == set(FILES)


@pytest.mark.parametrize("path", FILES)
def test_cmark_gfm_sees_the_expected_tables(path: str) -> None:
    markdown = raw(path).decode("utf-8-sig")
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_SOURCEPOS)
    seen = re.findall(r'<table data-sourcepos="(\d+):\d+-(\d+):', html)
    tables = FILES[path]["tables"]
    assert [(int(start), int(end)) for start, end in seen] == [(t["line"], t["end_line"]) for t in tables]
    text = lines(path)
    for table in tables:
        assert cells(text[table["line"] - 1]) == table["header"]
        assert table["rows"] == table["end_line"] - table["line"] - 1


@pytest.mark.parametrize("path", FILES)
def test_tasks_stand_on_their_lines(path: str) -> None:
    text = lines(path)
    for task in FILES[path]["tasks"]:
        line = text[task["line"] - 1]
        assert (task["status"] or "") in line
        assert (task["id"] or "") in line
        assert task["title"] in line


@pytest.mark.parametrize("path", LOGGED)
def test_rollups_count_their_rows(path: str) -> None:
    rollup = records(path, "rollup")
    sections = list(dict.fromkeys(task["section"] for task in FILES[path]["tasks"]))
    key = next(column for column in rollup[0] if column in {"Section", "Area", "章节"})
    assert [row[key] for row in rollup[:-1]] == sections
    for row in rollup:
        tasks = [t for t in FILES[path]["tasks"] if t["section"] == row[key] or "**" in row[key]]
        for column in row.keys() - {key}:
            counted = [t for t in tasks if column in TOTALS | COUNTS[t["category"]]]
            assert int(row[column].strip("*")) == len(counted), f"{row[key]}, {column}"


@pytest.mark.parametrize("path", LOGGED)
def test_the_log_leads_to_the_rows(path: str) -> None:
    rows = records(path, "log")
    when, item, old, new = next(names for names in LOG_ROLES if names[0] in rows[0])
    if rows[0][when] > rows[-1][when]:
        rows.reverse()
    assert [row[when] for row in rows] == sorted(row[when] for row in rows)
    reached: dict[str, str] = {}
    for row in rows:
        for task in span_of_ids(row[item]) if row[item] != "-" else []:
            assert row[new] in LEGAL[row[old]]
            assert row[old] == reached.get(task, row[old])
            assert task in reached or row[old] in {"PENDING", "READY"}
            reached[task] = row[new]
    for task in FILES[path]["tasks"]:
        assert task["code"] == reached.get(task["id"], task["code"])
        assert task["id"] in reached or task["code"] in {"PENDING", "READY"}


@pytest.mark.parametrize("path", LOGGED)
def test_scenarios_start_from_what_is_there(path: str) -> None:
    text, file = lines(path), FILES[path]
    codes = {task["id"]: task["code"] for task in file["tasks"]}
    for step in file["scenarios"] + file["illegal"]:
        edit = step["edit"]
        assert codes[step["task"]] == step["from"]
        assert text[edit["line"] - 1].count(edit["old"]) == 1
        assert (step["to"] in LEGAL[step["from"]]) == (step in file["scenarios"])
    for step in file["scenarios"]:
        surfaces = [step["row"]["line"], step["updated"]["line"], *(cell["line"] for cell in step["rollup"])]
        assert step["changed_lines"] == sorted(set(surfaces))
        assert step["updated"]["before"] in text[step["updated"]["line"] - 1]
        for cell in step["rollup"]:
            assert cell["row"] in text[cell["line"] - 1]
            assert abs(cell["after"] - cell["before"]) == 1


def test_mojibake_is_its_sound_twin_read_as_cp1254() -> None:
    sound = raw("tests/trackers/mojibake.sound.md")
    assert raw("tests/trackers/mojibake.md") == sound.decode("cp1254", "ignore").encode()


def test_crlf_has_a_mark_and_no_last_line_ending() -> None:
    content = raw("tests/trackers/crlf.md")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    assert content.endswith(b" |")


def test_hours_of_the_workstreams_add_up() -> None:
    rows = records("examples/trackers/WORKSTREAMS.md", "tasks")
    hours = dict.fromkeys(("Phase 1", "Phase 2", "Phase 3", "Phase 4"), 0)
    for row in rows:
        hours[row["Phase"]] += int(row["Hours"].removesuffix("h"))
    stated = re.findall(r"\*\*Total Hours:\*\* (\d+)h", "\n".join(lines("examples/trackers/WORKSTREAMS.md")))
    assert [int(figure) for figure in stated] == [sum(hours.values()), *hours.values()]
