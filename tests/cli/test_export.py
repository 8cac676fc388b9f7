"""`forgemd export`: the typed model for other programs, and a file for each task."""

from __future__ import annotations

import csv
import io
import json
import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.output import export_csv, export_jsonl, file_names
from forgemd.tracker import tracker_record
from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.tracker.build import table, tracker

TEXT = table(
    "ID | Task | Status | Owner | Estimate | Due | Depends On",
    'A-1 | **Keel**, "oak" | Done | ada | 8h | 2026-05-01 | -',
    "A-2 | =cmd()\\|' /C calc'!A0 | In progress | @bob | 2-3d | soon | A-1, B-9",
    "../../etc/passwd | Ribs — Ä | Todo | - | M | - | A-2",
    "CON | Mast | Todo | - | - | - | -",
    "a-1 | Sail | Todo | - | - | - | -",
    heading="Hull",
)


def records(text: str = TEXT) -> list[dict[str, Any]]:
    return [tracker_record(tracker(text))]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_is_what_a_reader_of_csv_reads() -> None:
    text = export_csv(records())
    assert text.count("\r\n") == text.count("\n") == 6
    keel, ribs, *_ = rows(text)
    assert (keel["id"], keel["title"], keel["status"]) == ("A-1", '**Keel**, "oak"', "Done")
    assert (keel["estimate"], keel["estimate_low"], keel["estimate_unit"]) == ("8h", "8", "hours")
    assert (keel["due"], keel["depends"], keel["section"]) == ("2026-05-01", "", "Hull")
    assert (ribs["due"], ribs["depends"], ribs["estimate_high"]) == ("", "A-1, B-9", "24")


def test_csv_runs_no_formula() -> None:
    _, ribs, *_ = rows(export_csv(records()))
    assert ribs["title"].startswith("'=cmd()")
    assert ribs["owner"] == "'@bob"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_survives_csv(text: str) -> None:
    (record,) = records()
    record["tasks"] = [{**record["tasks"][0], "title": text}]
    (row,) = rows(export_csv([record]))
    assert row["title"] == (f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and text else text)


def test_json_lines_are_tasks() -> None:
    lines = export_jsonl(records()).splitlines()
    assert [hold(json.loads(line), "task")["id"] for line in lines] == [
        "A-1", "A-2", "../../etc/passwd", "CON", "a-1",
    ]  # fmt: skip


def test_file_names_are_safe_everywhere() -> None:
    assert file_names(records()[0]["tasks"]) == [
        "A-1.json", "A-2.json", "etc-passwd.json", "task-CON.json", "a-1-2.json",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=120), max_size=8))
def test_file_names_are_safe_whatever_ids_are(ids: list[str]) -> None:
    names = file_names([{"id": name} for name in ids])
    assert len({name.casefold() for name in names}) == len(ids)
    for name in names:
        assert name == os.path.basename(name)
        assert name[0] not in ".-"
        assert not set(name) & set('<>:"/\\|?*\0 \n')
        assert len(name.encode("utf-8", "replace")) < 100


def test_the_whole_model_on_stdout(repo: Repo) -> None:
    repo.write("T.md", TEXT)
    repo.commit("Add")
    (found,) = hold(forgemd(repo, "export").json, "export")["trackers"]
    assert found["path"] == "T.md"
    assert [task["id"] for task in found["tasks"]] == [task["id"] for task in records()[0]["tasks"]]
    done = forgemd(repo, "export", "--to", "csv", "T.md")
    assert rows(done.out)[0]["path"] == "T.md"


def test_a_file_for_each_task(repo: Repo) -> None:
    repo.write("T.md", TEXT)
    repo.commit("Add")
    dry = forgemd(repo, "export", "--split", "out", "--dry-run", "--format", "json")
    assert not os.path.exists(repo.full("out"))
    assert {file["action"] for file in hold(dry.json, "export-files")["files"]} == {"new"}
    first = forgemd(repo, "export", "--split", "out")
    assert first.out.endswith("5 tasks: 5 files written\n")
    with open(repo.full("out/etc-passwd.json"), encoding="utf-8") as file:
        assert hold(json.load(file), "task")["id"] == "../../etc/passwd"
    repo.write("T.md", TEXT.replace("In progress", "Done"))
    assert forgemd(repo, "export", "--split", "out").out == (
        f"{os.path.join('out', 'A-2.json')}: changed\n5 tasks: 1 file written, 4 as before\n"
    )


@pytest.mark.parametrize("foreign", ["{}", "no json", '{"id": "A-2", "path": "U.md", "category": "", "cells": {}}'])
def test_what_is_not_ours_stays(repo: Repo, foreign: str) -> None:
    repo.write("T.md", TEXT)
    repo.commit("Add")
    repo.write("out/A-2.json", foreign)
    done = forgemd(repo, "export", "--split", "out")
    assert (done.code, done.out) == (2, "")
    assert "no earlier export" in done.err
    assert os.listdir(repo.full("out")) == ["A-2.json"]


def test_no_link_is_followed_and_nothing_goes_into_git(repo: Repo) -> None:
    repo.write("T.md", TEXT)
    repo.commit("Add")
    os.mkdir(repo.full("out"))
    os.symlink(repo.full("T.md"), repo.full("out/A-1.json"))
    assert "no regular file" in forgemd(repo, "export", "--split", "out").err
    assert "git directory" in forgemd(repo, "export", "--split", ".git/out").err


def test_a_file_of_the_whole(repo: Repo) -> None:
    repo.write("T.md", TEXT)
    repo.commit("Add")
    done = forgemd(repo, "export", "--to", "csv", "-o", "tasks.csv", "--format", "json")
    assert hold(done.json, "export-files")["files"][0]["action"] == "new"
    with open(repo.full("tasks.csv"), encoding="utf-8", newline="") as file:
        assert len(rows(file.read())) == 5
    refused = forgemd(repo, "export", "-o", "T.md")
    assert (refused.code, repo.read("T.md").decode()) == (2, TEXT)
    assert forgemd(repo, "export", "--split", "out", "-o", "x").code == 2
