"""Hand edits that are more than one thing at a time, and places that are not as usual."""

from __future__ import annotations

import json

import pytest

from tests.cli.inside import inside
from tests.cli.shapes import hold
from tests.cli.test_edits import BOAT, PATH
from tests.e2e.example import hook
from tests.gitrepo import Repo

ROW = "| P1-002 | Ribs | 🔲 PENDING | -     | P1-001         | -     |\n"
LAST = "| P1-011 | Sail | 🔲 PENDING | -     | -       | -     |\n"
KEEL = "| P1-001 | Keel | 🔲 PENDING"
HEADER = "| Task | Status     | Agent | Depends        |"
STUCK = "| BLOCKED    | `BLOCKED`  | Stuck     |\n"
RUNNING = BOAT.replace("| P1-010 | Mast | 🔲 PENDING", "| P1-010 | Mast | RUNNING   ")


def swapped(text: str) -> str:
    """The ids of mast and sail the other way round."""
    text = text.replace("| P1-010 | Mast", "| P1-0xx | Mast").replace("| P1-011 | Sail", "| P1-010 | Sail")
    return text.replace("| P1-0xx | Mast", "| P1-011 | Mast")


def renamed(text: str) -> str:
    return text.replace("| P1-001 | Keel", "| P1-100 | Keel").replace("| P1-001         |", "| P1-100         |")


LEGAL = [
    pytest.param(
        BOAT,
        renamed(BOAT).replace("| Keel | 🔲 PENDING", "| Keel | 🟩 READY"),
        "tracker: add P1-100 (+2)",
        ["P1-100 | - | READY", "P1-001 | PENDING | -"],
        id="renamed, and on to another status",
    ),
    pytest.param(BOAT, swapped(BOAT), "tracker: edit P1-011 (+1)", [], id="ids swapped where all else is equal"),
    pytest.param(
        BOAT,
        BOAT.replace(ROW, "").replace(LAST, LAST + ROW),
        "tracker: move P1-002",
        [],
        id="a row moved to another section",
    ),
    pytest.param(
        BOAT,
        BOAT.replace(ROW, "").replace(LAST, LAST + ROW.replace("🔲 PENDING", "🟩 READY  ")),
        "status: P1-002 → READY",
        ["P1-002 | PENDING | READY"],
        id="a row moved, and on to another status",
    ),
    pytest.param(
        BOAT,
        BOAT.replace(HEADER, HEADER.replace("Status", "State ")).replace(KEEL, "| P1-001 | Keel | 🟩 READY  "),
        "status: P1-001 → READY",
        ["P1-001 | PENDING | READY"],
        id="the status column renamed",
    ),
    pytest.param(
        BOAT,
        BOAT.replace(STUCK, STUCK + "| PARKED     | `PARKED`   | Later     |\n").replace(
            KEEL, "| P1-001 | Keel | PARKED    "
        ),
        "status: P1-001 → PARKED",
        ["P1-001 | PENDING | PARKED"],
        id="a status that the legend has from now on",
    ),
]
ILLEGAL = [
    pytest.param(
        BOAT,
        renamed(BOAT).replace("| Keel | 🔲 PENDING", "| Keel | DONE      "),
        "P1-100: a new task cannot begin as DONE",
        id="renamed, and on to an illegal status",
    ),
    pytest.param(RUNNING, swapped(RUNNING), "P1-011: PENDING → RUNNING is not allowed", id="ids swapped"),
    pytest.param(
        BOAT,
        BOAT.replace(ROW, "").replace(LAST, LAST + ROW.replace("🔲 PENDING", "DONE      ")),
        "P1-002: PENDING → DONE is not allowed",
        id="a row moved",
    ),
    pytest.param(
        BOAT,
        BOAT.replace(HEADER, HEADER.replace("Status", "State ")).replace(KEEL, "| P1-001 | Keel | DONE      "),
        "P1-001: PENDING → DONE is not allowed",
        id="the status column renamed",
    ),
    pytest.param(
        BOAT,
        BOAT.replace("| 🔲 PENDING | `PENDING`  | Not ready |\n", ""),
        "PENDING is in use and was taken out of the legend",
        id="the legend sheds a status in use",
    ),
]


def begun(repo: Repo, text: str = BOAT) -> Repo:
    repo.write(PATH, text)
    repo.commit("Begin")
    return repo


@pytest.mark.parametrize(("before", "after", "subject", "entries"), LEGAL)
def test_what_is_legal_is_logged_and_counted(
    repo: Repo, before: str, after: str, subject: str, entries: list[str]
) -> None:
    begun(repo, before).write(PATH, after)
    done = inside(repo, "commit", "--agent", "ann")
    assert done.code == 0, done.out + done.err
    assert repo.git("log", "-1", "--format=%s") == subject
    text = repo.read(PATH).decode()
    assert [line for line in text.split("\n") if line.startswith("| 2026-06-01T12:34:56Z")] == [
        f"| 2026-06-01T12:34:56Z | {entry} | ann | - |" for entry in entries
    ]
    checked = inside(repo, "check", "--select", "figures,log")
    assert (checked.code, "error" in checked.out) == (0, False), checked.out
    assert repo.git("status", "--porcelain") == ""


@pytest.mark.parametrize(("before", "after", "said"), ILLEGAL)
def test_what_is_illegal_is_refused_and_nothing_is_touched(repo: Repo, before: str, after: str, said: str) -> None:
    begun(repo, before).write(PATH, after)
    head = repo.head()
    done = inside(repo, "commit")
    assert (done.code, said in done.out, repo.head()) == (1, True, head), done.out
    assert repo.read(PATH).decode() == after


def test_one_illegal_edit_keeps_two_trackers_back(repo: Repo) -> None:
    repo.write("other.md", BOAT.replace("P1-", "Q1-"))
    begun(repo)
    repo.write(
        "other.md", BOAT.replace("P1-", "Q1-").replace("| Q1-001 | Keel | 🔲 PENDING", "| Q1-001 | Keel | 🟩 READY")
    )
    repo.write(PATH, BOAT.replace(KEEL, "| P1-001 | Keel | DONE"))
    before = repo.read("other.md"), repo.read(PATH), repo.head()
    refused = hold(inside(repo, "commit", "--format", "json").json, "refusal")
    assert {found["path"] for found in refused["diagnostics"]} == {PATH}
    assert (repo.read("other.md"), repo.read(PATH), repo.head()) == before


def test_paths_that_differ_in_case_only(repo: Repo) -> None:
    repo.write("boat.md", BOAT.replace("P1-", "Q1-"))
    begun(repo)
    if repo.read(PATH) == repo.read("boat.md"):
        pytest.skip("this file system knows one name for both")
    done = inside(repo, "set", "P1-001=READY", "Q1-001=BLOCKED", "--commit")
    assert done.code == 0, done.err
    assert repo.git("show", "--format=", "--name-only").split() == [PATH, "boat.md"]
    assert b"P1-001 | PENDING | READY" in repo.blob(PATH)
    assert b"Q1-001 | PENDING | BLOCKED" in repo.blob("boat.md")
    assert repo.git("status", "--porcelain") == ""


def test_a_filter_stands_between_file_and_blob(repo: Repo) -> None:
    repo.git("config", "filter.loud.clean", "sed s/Keel/KEEL/")
    repo.git("config", "filter.loud.smudge", "sed s/KEEL/Keel/")
    repo.write(".gitattributes", "*.md filter=loud\n")
    begun(repo)
    done = inside(repo, "set", "P1-001=READY", "--commit")
    assert done.code == 0, done.err
    assert b"| P1-001 | KEEL | \xf0\x9f\x9f\xa9 READY" in repo.blob(PATH)
    assert b"| P1-001 | Keel | \xf0\x9f\x9f\xa9 READY" in repo.read(PATH)
    assert repo.git("status", "--porcelain") == ""


def test_a_filter_that_fails_keeps_everything_as_it_was(repo: Repo) -> None:
    begun(repo)
    repo.git("config", "filter.lfs.clean", "false")
    repo.git("config", "filter.lfs.required", "true")
    repo.write(".git/info/attributes", "*.md filter=lfs\n")
    before, head = repo.read(PATH), repo.head()
    done = inside(repo, "set", "P1-001=READY", "--commit")
    assert done.code in (1, 2)
    assert "filter" in done.err
    assert (repo.read(PATH), repo.head()) == (before, head)


@pytest.mark.parametrize(
    ("raw", "code"), [(BOAT.encode() + b"\0\n", 2), (BOAT.encode().replace(b"oak", b"o\xed\xa0\x80\xff"), 0)]
)
def test_json_of_bytes_that_are_no_text(repo: Repo, raw: bytes, code: int) -> None:
    repo.write(PATH, raw)
    repo.commit("Begin")
    for words in (["set", "P1-001=READY"], ["edit", "P1-001", "--field", "Agent=x"], ["commit"]):
        done = inside(
            repo, *words, "--dry-run", "--tracker" if words[0] != "commit" else "--agent", PATH, "--format=json"
        )
        assert done.code == code, done.out
        done.out.encode("utf-8")
        value = json.loads(done.out)
        hold(value, "error" if code else "commit" if words[0] == "commit" else "set")


@pytest.mark.parametrize("words", [["note", "P1-001", "a\0b"], ["edit", "P1-001", "--field", "Notes=a\udcffb"]])
def test_arguments_that_are_no_text(repo: Repo, words: list[str]) -> None:
    begun(repo)
    done = inside(repo, *words, "--format", "json")
    json.loads(done.out)
    assert done.code in (0, 2)
    done.out.encode("utf-8")


def test_a_push_that_fails_tells_of_the_commit(repo: Repo, tmp_path: object) -> None:
    repo.write(PATH, BOAT)
    repo.commit("Begin")
    repo.git("init", "-q", "--bare", f"{tmp_path}/remote")
    repo.git("remote", "add", "origin", f"{tmp_path}/remote")
    hook(repo, "pre-push", "echo not today >&2; exit 1")
    repo.write(PATH, BOAT.replace("| Keel |", "| Long keel |"))
    done = inside(repo, "commit", "--push", "--agent", "ann")
    short = repo.git("rev-parse", "--short", "HEAD")
    assert (done.code, f"[{short}] tracker: edit P1-001 is committed, and not pushed: " in done.err) == (2, True), done
    assert "not today" in done.err
    again = inside(repo, "commit", "--agent", "ann")
    assert (again.code, again.err, "nothing to commit" in again.out) == (0, "", True)


def test_a_clock_that_is_behind_the_log(repo: Repo) -> None:
    begun(repo)
    assert inside(repo, "set", "P1-001=READY", "--agent", "ann", "--commit").code == 0
    late = inside(
        repo, "set", "P1-001=BLOCKED", "--agent", "ann", "--commit", env={"FORGEMD_NOW": "2026-06-01T12:00:00Z"}
    )
    assert late.code == 0, late.out
    assert "with the time of line 41, which the clock is behind" in late.out
    assert b"| 2026-06-01T12:34:56Z | P1-001 | READY | BLOCKED | ann | - |" in repo.read(PATH)
    before = repo.read(PATH)
    wrong = inside(repo, "set", "P1-001=READY", env={"FORGEMD_NOW": "2026-05-01T12:00:00Z"})
    assert (wrong.code, repo.read(PATH)) == (2, before)
    assert "its newest entry is of 2026-06-01T12:34:56Z, and by the clock it is 2026-05-01T12:00:00Z" in wrong.err
