"""The commands that edit rows, from outside: one commit for all, told place by place, and nothing the second time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.inside import inside
from tests.cli.shapes import hold
from tests.e2e.program import NOW, Done
from tests.gitrepo import Repo

PATH = "BOAT.md"
BOAT = """\
# Boat

**Last Updated:** 2026-05-01T08:00:00Z

| Status     | Code       | Meaning   |
|------------|------------|-----------|
| 🔲 PENDING | `PENDING`  | Not ready |
| 🟩 READY   | `READY`    | May start |
| ASSIGNED   | `ASSIGNED` | Taken     |
| RUNNING    | `RUNNING`  | In work   |
| REVIEW     | `REVIEW`   | Read      |
| DONE       | `DONE`     | Merged    |
| FAILED     | `FAILED`   | Given up  |
| BLOCKED    | `BLOCKED`  | Stuck     |

## 1.1 Hull

| ID     | Task | Status     | Agent | Depends        | Notes |
|--------|------|------------|-------|----------------|-------|
| P1-001 | Keel | 🔲 PENDING | -     | -              | oak   |
| P1-002 | Ribs | 🔲 PENDING | -     | P1-001         | -     |

## 1.2 Rig

| ID     | Task | Status     | Agent | Depends | Notes |
|--------|------|------------|-------|---------|-------|
| P1-010 | Mast | 🔲 PENDING | -     | -       | -     |
| P1-011 | Sail | 🔲 PENDING | -     | -       | -     |

## Summary

| Section  | Total | Done | In Progress | Blocked | Pending |
|----------|-------|------|-------------|---------|---------|
| 1.1 Hull | 2     | 0    | 0           | 0       | 2       |
| 1.2 Rig  | 2     | 0    | 0           | 0       | 2       |

## Change Log

| Timestamp            | Task ID | Old Status | New Status | Agent | Notes |
|----------------------|---------|------------|------------|-------|-------|
"""
EDITS: list[tuple[list[str], str, list[str]]] = [
    (["add", "Bow", "Stern", "--section", "1.1"], "tracker: add P1-012 (+1)", ["P1-012", "P1-013"]),
    (["assign", "P1-010", "P1-011", "--to", "ann"], "tracker: edit P1-010 (+1)", ["P1-010", "P1-011"]),
    (["note", "P1-001", "see #12", "P1-011", "later"], "tracker: edit P1-001 (+1)", ["P1-001", "P1-011"]),
    (["edit", "P1-010", "--field", "Task=Mast, short"], "tracker: edit P1-010", ["P1-010"]),
    (["depend", "P1-011", "--on", "P1-010"], "tracker: edit P1-011", ["P1-011"]),
    (["move", "P1-002", "--to", "1.2"], "tracker: move P1-002", ["P1-002"]),
    (["remove", "P1-011", "--note", "not needed"], "tracker: remove P1-011", ["P1-011"]),
]


def logged(text: bytes, task: str) -> int:
    return text.decode().count(f"| {NOW} | {task}")


def states(value: Any) -> set[tuple[str, str]]:
    return {(each["surface"], each["state"]) for file in value["files"] for each in file["surfaces"]}


@pytest.fixture
def tide(repo: Repo) -> Repo:
    repo.write(PATH, BOAT)
    repo.commit("Begin")
    return repo


def run(repo: Repo, words: list[str], *more: str) -> Done:
    return inside(repo, *words, "--agent", "ann", "--format", "json", *more)


@pytest.mark.parametrize(("words", "subject", "tasks"), EDITS, ids=[words[0] for words, _, _ in EDITS])
def test_one_commit_and_then_nothing(tide: Repo, words: list[str], subject: str, tasks: list[str]) -> None:
    before = tide.read(PATH)
    shown = hold(run(tide, words, "--dry-run").json, "set")
    assert tide.read(PATH) == before
    assert shown["diff"].startswith(f"--- a/{PATH}\n+++ b/{PATH}\n")
    made = hold(run(tide, words, "--commit").json, "commit")
    assert (made["committed"], made["message"]["subject"]) == (True, subject)
    assert [each["value"] for each in made["message"]["trailers"] if each["key"] == "Task"] == tasks
    assert states(made) == states(shown)
    named = f"Forgemd-Txn: {made['commit']['transaction']}"
    assert tide.git("log", "-1", "--format=%(trailers:key=Forgemd-Txn)").strip() == named
    assert made["message"]["trailers"][-1] == {"key": "Forgemd-Txn", "value": made["commit"]["transaction"]}
    assert tide.git("status", "--porcelain") == ""
    assert tide.git("log", "-1", "--format=%s") == subject
    assert logged(tide.read(PATH), tasks[0]) == (1 if words[0] in ("add", "remove") else 0)
    again = hold(run(tide, words).json, "set")
    assert (again["written"], [file["already"] for file in again["files"]]) == (False, [True])
    assert states(again) == {("row", "unchanged")}
    assert again["next"] == []


def test_a_warning_of_an_edit_is_told(tide: Repo) -> None:
    words = ["set", "P1-002=DONE", "--force", "--reason", "bought"]
    made = hold(run(tide, words).json, "set")
    assert [each["rule"] for each in made["diagnostics"]] == ["illegal-transition", "done-before-dependency"]
    tide.git("checkout", "-q", PATH)
    done = inside(tide, *words, "--agent", "ann")
    assert (done.code, done.out.count("  warning  ")) == (0, 2), done.out
    done = inside(tide, "set", "P1-010=READY", "--agent", "ann")
    assert (done.code, "1 finding from before this change" in done.err, "warning" in done.out) == (0, True, False), done


def test_a_warning_about_what_was_derived(tide: Repo) -> None:
    """It points into the text as it became: what was asked for has no such place."""
    done = inside(tide, "set", "P1-001=READY", "--note", "left \u202eright", "--agent", "ann", "--commit")
    line = (
        tide.read(PATH)
        .decode()
        .split("\n")
        .index("| " + NOW + " | P1-001 | PENDING | READY | ann | left \u202eright |")
    )
    assert (done.code, f"  {line + 1}:64  warning  control-character" in done.out) == (0, True), done


def test_a_refusal_about_what_was_derived_is_at_the_task(tide: Repo) -> None:
    """The log row that names the wrong one is written nowhere: people look at the task."""
    steps = "PENDING: {initial: true, to: {READY: {by: [cy]}}}\n    READY: {to: [DONE]}\n    DONE: {category: done}"
    tide.write(".forgemd.yaml", f"workflow:\n  statuses:\n    {steps}\n")
    tide.write(PATH, BOAT.replace("| ASSIGNED   | `ASSIGNED` | Taken     |\n", ""))
    tide.commit("Configure")
    assert inside(tide, "set", "P1-001=READY", "--agent", "cy").code == 0
    line = tide.read(PATH).decode().split("\n").index("| P1-010 | Mast | 🔲 PENDING | -     | -       | -     |") + 1
    done = inside(tide, "set", "P1-010=READY", "--agent", "ann")
    assert (done.code, f"  {line}:19  error  illegal-transition" in done.out) == (1, True), done.out
    assert "P1-010: PENDING → READY is for cy, not ann" in done.out


TEXTS = ["a; b", "x | y", "`c|d`", "**bold** it", "ends;", "-", "DONE", "P1-001", "<br>", "\\", " a\tb ", "\u00a0", "1"]


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_once_more_is_nothing(tide: Repo, text: str) -> None:
    for words in (
        ["add", text, "--section", "1.1"],
        ["add", "Bow", "--section", "1.2", "--field", f"Notes={text}"],
        ["note", "P1-002", text],
        ["note", "P1-001", text],
        ["edit", "P1-010", "--field", f"Task={text}"],
        ["assign", "P1-011", "--to", text],
        ["set", "P1-010=READY", "--note", text],
    ):
        if inside(tide, *words, "--agent", "ann").code == 0:
            once = tide.read(PATH)
            assert (inside(tide, *words, "--agent", "ann").code, tide.read(PATH) == once) == (0, True), words


@pytest.mark.parametrize("staged", [False, True])
def test_a_hand_edit_against_what_is_asked_for_is_taken_back(tide: Repo, staged: bool) -> None:
    """HEAD has the status that is asked for, the work tree another: there is nothing to commit, and something to do."""
    assert inside(tide, "set", "P1-001=READY", "--commit", "--agent", "ann").code == 0
    held = tide.read(PATH)
    (row,) = (line for line in held.splitlines() if b"| Keel" in line)
    tide.write(PATH, held.replace(row, row.replace(b"READY ", b"FAILED")))
    if staged:
        tide.git("add", PATH)
    tried = inside(tide, "set", "P1-001=READY", "--commit", "--agent", "ann", "--dry-run")
    assert (tried.code, tide.read(PATH) == held) == (0, False)
    done = inside(tide, "set", "P1-001=READY", "--commit", "--agent", "ann", "--format", "json")
    told = hold(done.json, "commit")
    assert (done.code, told["committed"], [file["already"] for file in told["files"]]) == (0, False, [False])
    assert (tide.read(PATH), tide.status(), tide.git("rev-list", "--count", "HEAD")) == (held, "", "2")


def test_a_commit_without_trailers_has_no_name(tide: Repo) -> None:
    tide.write(".forgemd.yaml", "commit:\n  trailers: false\n")
    tide.commit("No trailers")
    made = hold(run(tide, ["set", "P1-001=READY"], "--commit").json, "commit")
    assert (made["commit"]["transaction"], made["message"]["trailers"]) == (None, [])


def test_what_comes_next(tide: Repo) -> None:
    added = run(tide, ["add", "Bow", "--section", "1.1"]).json
    assert added["next"] == ["forgemd commit", "forgemd set P1-012=READY"]
    assert added["files"][0]["added"] == ["P1-012"]
    given = run(tide, ["assign", "P1-012", "--to", "bo"]).json
    assert given["next"] == ["forgemd commit", "forgemd set P1-012=READY"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "A task"], 2, "say which section: --section '1.1 Hull'"),
        (["add", " "], 2, "a task without a name"),
        (["add", "A", "B", "--id", "P1-099"], 2, "one id cannot be that of several tasks"),
        (["add", "A\nB", "--section", "1.1"], 2, "U+000A"),
        (["add", "A", "--section", "1.1", "--status", "DONE"], 1, "a new task cannot begin as DONE"),
        (["assign", "P1-001"], 2, "--to NAME, or --nobody"),
        (["assign", "P1-001", "--to", "x", "--nobody"], 2, "--to NAME, or --nobody"),
        (["note", "P1-001"], 2, "has no text"),
        (["edit", "P1-001"], 2, "which cell says what?"),
        (["edit", "P1-001", "--field", "Status=DONE"], 2, "forgemd set P1-001=DONE"),
        (["depend", "P1-002"], 2, "on what?"),
        (["depend", "P1-001", "--on", "P1-001"], 2, "itself"),
        (["move", "P1-001"], 2, "where do they go?"),
        (["move", "P1-001", "--to", "9.9"], 2, "there is no section '9.9'"),
        (["remove", "P1-999"], 2, "unknown task 'P1-999'"),
    ],
    ids=str,
)
def test_what_is_refused_writes_nothing(tide: Repo, words: list[str], code: int, said: str) -> None:
    before = tide.read(PATH)
    done = inside(tide, *words)
    assert (done.code, tide.read(PATH)) == (code, before)
    assert said in done.out + done.err
    assert "Traceback" not in done.err


def test_a_task_that_others_wait_for_is_not_removed(tide: Repo) -> None:
    before = tide.read(PATH)
    done = inside(tide, "remove", "P1-001", "--format", "json")
    refused = hold(done.json, "refusal")
    assert (done.code, {found["rule"] for found in refused["diagnostics"]}) == (1, {"unknown-dependency"})
    assert tide.read(PATH) == before
