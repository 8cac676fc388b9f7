"""Values from the command line and from cells: on their way into tables, messages, terminals and JSON."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from forgemd.markdown import display_width
from tests.e2e.example import PATH, committed, edit, example, hook, swap
from tests.e2e.program import NOW, forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT


@cache
def validator(name: str) -> Draft202012Validator:
    """For `schemas/NAME.schema.json`; they refer to each other by name."""
    directory = os.path.join(ROOT, "schemas")
    schemas: dict[str, Any] = {}
    for file_name in os.listdir(directory):
        if file_name.endswith(".json"):
            with open(os.path.join(directory, file_name), encoding="utf-8") as file:
                schemas[file_name] = json.load(file)
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()
    )
    return Draft202012Validator(schemas[f"{name}.schema.json"], registry=registry)


def test_every_answer_in_json_is_as_its_schema_says(repo: Repo) -> None:
    committed(repo)

    def ask(schema: str, *args: str) -> Any:
        done = forgemd(repo, *args, "--format", "json")
        validator(schema).validate(done.json)
        return done.json

    ask("set", "set", "P1-010=READY", "--dry-run")
    ask("set", "set", "P1-010=READY")
    ask("set", "set", "P1-010=READY")
    ask("refusal", "set", "P1-010=DONE")
    ask("error", "set", "NOPE=DONE")
    ask("error", "set")
    ask("commit", "commit", "--dry-run")
    ask("commit", "commit")
    assert ask("commit", "commit", PATH)["unchanged"] == [PATH]
    assert ask("commit", "set", "P1-010=READY", "--commit")["unchanged"] == [PATH]
    repo.git("mv", PATH, "NEW.md")
    ask("commit", "commit")
    edit(repo, "P1-011", "PENDING", "DONE", "NEW.md")
    ask("refusal", "commit")
    ask("error", "commit", "nowhere.md")
    edit(repo, "P1-011", "DONE", "READY", "NEW.md")
    hook(repo, "pre-commit", "echo no; exit 1")
    ask("error", "commit")
    os.unlink(repo.full(".git/hooks/pre-commit"))
    repo.add("NEW.md")
    edit(repo, "P1-015", "PENDING", "READY", "NEW.md")
    assert [file["partial"] for file in ask("commit", "commit")["files"]] == [True]


@pytest.mark.parametrize(
    "args",
    [
        ("--note", "two\nlines"),
        ("--note", "\x1b[31mred"),
        ("--note", "a\u2028b"),
        ("--field", "Branch=a\nb"),
        ("--field", "Branch=\x07"),
        ("--agent", "a\nb"),
    ],
)
def test_what_fits_no_cell_is_refused_by_the_name_of_its_option(repo: Repo, args: tuple[str, ...]) -> None:
    committed(repo)
    done = forgemd(repo, "set", "P1-010=READY", *args)
    assert done.code == 2
    assert args[0] in done.err
    assert "hint:" in done.err
    assert repo.read(PATH) == example().encode()


def test_bars_and_backslashes_stay_in_their_cells(repo: Repo) -> None:
    committed(repo)
    args = ("--note", "a|b\\|c\\", "--agent", "w|x\\", "--field", "Branch=c:\\dir\\", "--commit")
    assert forgemd(repo, "set", "P1-010=READY", *args).code == 0
    text = repo.blob(PATH).decode()
    assert f"| {NOW} | P1-010 | PENDING | READY | w\\|x\\ | a\\|b\\\\|c\\ |" in text.replace("\\\\\\|", "\\\\|")
    assert " | c:\\dir\\ | - | - | - |\n" in text
    assert forgemd(repo, "set", "P1-010=ASSIGNED", "--commit").code == 0


def test_an_empty_note_is_no_note(repo: Repo) -> None:
    committed(repo)
    assert forgemd(repo, "set", "P1-010=READY", "--note", "  ").code == 0
    assert f"| {NOW} | P1-010 | PENDING | READY | Ada Example | - |\n" in repo.read(PATH).decode()


def test_blanks_around_a_value_are_not_said_to_be_written(repo: Repo) -> None:
    committed(repo)
    assert "'-' → 'pad'\n" in forgemd(repo, "set", "P1-010", "--field", "Branch=  pad  ").out


def test_a_task_that_is_asked_for_twice(repo: Repo) -> None:
    committed(repo)
    done = forgemd(repo, "set", "P1-010=READY", "p1-010=BLOCKED")
    assert (done.code, "asked for twice" in done.err, "hint:" in done.err) == (2, True, True)
    done = forgemd(repo, "set", "P1-010", "--field", "Branch=a", "--field", "branch=b")
    assert (done.code, "named twice" in done.err) == (2, True)
    assert repo.read(PATH) == example().encode()
    assert forgemd(repo, "set", "P1-010=READY", "P1-010=READY").code == 0


def test_an_id_may_hold_an_equals_sign(repo: Repo) -> None:
    repo.write("T.md", "| ID | Task | Status |\n|---|---|---|\n| e=1 | Keel | todo |\n| A-2 | Ribs | done |\n")
    repo.commit("Add the tracker")
    assert forgemd(repo, "set", "e=1=done", "--commit").code == 0
    assert repo.git("log", "-1", "--format=%s") == "status: e=1 → done"


def test_an_empty_subject_is_refused_also_when_dry(repo: Repo) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    for args in (("-m", ""), ("-m", " ", "--dry-run")):
        done = forgemd(repo, "commit", *args)
        assert (done.code, "-m" in done.err) == (2, True)


def test_cells_cannot_command_the_terminal_or_the_message(repo: Repo) -> None:
    row = "| {} | Keel | {} |\n"
    ids = ("a\x1b[31mb", "\u202er-1", "# x", "Signed-off-by: Eve <e@x>", "x" * 100, "日-1")
    head = "| ID | Task | Status |\n|---|---|---|\n| A-0 | z | done |\n"
    repo.write("T.md", head + "".join(row.format(name, "todo") for name in ids))
    repo.commit("Add the tracker")
    repo.write("T.md", head + "".join(row.format(name, "done") for name in ids))
    done = forgemd(repo, "commit")
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    assert "\\u001b" in done.out
    keys = repo.git("log", "-1", "--format=%(trailers:keyonly)").split()
    assert set(keys) == {"Task", "Task-Transition", "Forgemd-Txn"}
    assert repo.git("log", "-1", "--format=%s").startswith("status: a [31mb → done")


def test_columns_line_up_behind_wide_names(repo: Repo) -> None:
    head = "| ID | Task | Status | Started |\n|---|---|---|---|\n"
    repo.write(
        "T.md", head + "| 任务-1 | 甲 | todo | - |\n| A-2 | b | todo | - |\n| A-3 | c | in progress | 2026-01-01 |\n"
    )
    repo.commit("Add the tracker")
    out = forgemd(repo, "set", "任务-1=in progress", "A-2=in progress").out
    rows = [line for line in out.split("\n") if " row " in line]
    starts = {display_width(line[: line.index("todo →")]) for line in rows if "todo →" in line}
    assert len(starts) == 1


def test_two_findings_in_one_row_are_told_apart(repo: Repo) -> None:
    committed(repo)
    swap(repo, "| 1.4 Ingest Service | 6 | 1 | 0 | 0 | 5 |", "| 1.4 Ingest Service | 6 | 1 | 2 | 0 | 3 |")
    out = forgemd(repo, "check").out
    assert out.count("In Progress says 2") == 1
    assert out.count("Pending says 3") == 1


def test_the_second_run_says_already(repo: Repo) -> None:
    committed(repo)
    assert forgemd(repo, "set", "P1-010=READY", "--commit").code == 0
    head = repo.head()
    done = forgemd(repo, "set", "P1-010=READY", "--commit")
    assert done.code == 0
    assert "already READY" in done.out
    assert "nothing to commit" in done.out
    assert repo.head() == head


def test_a_partial_commit_says_so(repo: Repo) -> None:
    committed(repo)
    edit(repo, "P1-010", "PENDING", "READY")
    repo.add()
    edit(repo, "P1-011", "PENDING", "READY")
    out = forgemd(repo, "commit").out
    assert f"{PATH}  (the staged part; the rest stays as it is)" in out
    assert repo.git("diff", "--numstat").split("\t")[:2] == ["1", "1"]
