"""Steps that the workflow does not draw, forced with a reason that everybody can read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.inside import inside
from tests.cli.shapes import hold
from tests.cli.test_edits import BOAT, PATH
from tests.e2e.program import forgemd
from tests.gitrepo import Repo

Start = Callable[[Repo], list[str]]

WORDS = ["set", "P1-001=DONE", "--agent", "ann"]
FORCED = [*WORDS, "--force", "--reason", "delivered | by hand"]


@pytest.fixture
def boat(repo: Repo) -> Repo:
    repo.write(PATH, BOAT)
    repo.commit("Begin")
    return repo


def test_a_forced_step_is_told_everywhere(boat: Repo) -> None:
    assert forgemd(boat, "hooks", "install").code == 0
    assert inside(boat, *WORDS).code == 1
    made = hold(inside(boat, *FORCED, "--commit", "--format", "json").json, "commit")
    (found,) = [each for each in made["diagnostics"] if each["rule"] == "illegal-transition"]
    assert (found["severity"], found["message"]) == (
        "warning",
        "P1-001: PENDING → DONE was forced: delivered | by hand",
    )
    assert {"key": "Task-Forced", "value": "P1-001: delivered | by hand"} in made["message"]["trailers"]
    assert b"| P1-001 | PENDING | DONE | ann | forced: delivered \\| by hand |" in boat.read(PATH)
    judged = inside(boat, "check", "--range", "HEAD~1..HEAD", "--select", "illegal-transition")
    assert (judged.code, "was forced" in judged.out) == (0, True)


def test_a_legal_step_is_not_forced(boat: Repo) -> None:
    assert inside(boat, "set", "P1-001=READY", "--agent", "ann", "--force", "--reason", "why").code == 0
    assert b"| P1-001 | PENDING | READY | ann | why |" in boat.read(PATH)


def test_the_configuration_may_forbid_it(boat: Repo) -> None:
    boat.write(".forgemd.yaml", "commit:\n  force: false\n")
    boat.commit("Forbid")
    before = boat.read(PATH)
    done = inside(boat, *FORCED)
    assert (done.code, "commit.force is false" in done.err, boat.read(PATH)) == (2, True, before)
    # By hand it is no better, and the commit that allows it is judged by what was before it.
    boat.write(".forgemd.yaml", "commit:\n  force: true\n")
    log = b"|----------------------|---------|------------|------------|-------|-------|\n"
    row = b"| 2026-06-01T12:34:56Z | P1-001 | PENDING | DONE | ann | forced: no |\n"
    text = before.replace(log, log + row).replace(b"PENDING | -     | -              | oak", b"DONE | - | - | oak")
    boat.write(PATH, text)
    refused = inside(boat, "commit")
    assert (refused.code, "PENDING → DONE is not allowed" in refused.out) == (1, True), refused.out


def test_a_reason_has_to_stand_somewhere(boat: Repo) -> None:
    boat.write(PATH, BOAT.split("## Change Log")[0])
    boat.commit("No log")
    done = inside(boat, *FORCED)
    assert (done.code, "no change log records statuses" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--force"], "wants a reason"),
        (["--force", "--reason", " "], "wants a reason"),
        (["--force", "--reason", "-"], "wants a reason"),
        (["--reason", "why"], "nothing is forced"),
        (["--force", "--reason", "a\nTask: X"], "U+000A"),
    ],
)
def test_half_a_force_is_none(boat: Repo, words: list[str], said: str) -> None:
    before = boat.read(PATH)
    done = inside(boat, *WORDS, *words)
    assert (done.code, said in done.err, boat.read(PATH)) == (2, True, before)


LEGEND = BOAT[BOAT.index("| Status ") : BOAT.index("## 1.1 Hull")]
BOARD = f"""\
# Board

{LEGEND}
## Pending

| ID  | Task |
|-----|------|
| A-1 | Keel |
| A-2 | Ribs |

## Done

| ID  | Task |
|-----|------|
| A-9 | Plan |

{BOAT[BOAT.index("## Change Log") :]}"""


@pytest.fixture
def board(repo: Repo) -> Repo:
    """Headings are the statuses of what stands below them."""
    repo.write(PATH, BOARD)
    repo.commit("Begin")
    return repo


def _by_hand(repo: Repo) -> list[str]:
    repo.write(PATH, BOAT.replace("| Keel | 🔲 PENDING", "| Keel | DONE      "))
    return ["commit"]


def _new_by_hand(repo: Repo) -> list[str]:
    row = "| P1-011 | Sail | 🔲 PENDING | -     | -       | -     |\n"
    repo.write(PATH, BOAT.replace(row, row + "| P1-012 | Bow | DONE | - | - | - |\n"))
    return ["commit"]


@pytest.mark.parametrize(
    ("start", "row", "said"),
    [
        (_by_hand, "P1-001 | PENDING | DONE", "P1-001: PENDING → DONE"),
        (_new_by_hand, "P1-012 | - | DONE", "P1-012: the beginning as DONE"),
        (
            lambda repo: ["add", "Bow", "--section", "1.2", "--status", "DONE", "--commit"],
            "P1-012 | - | DONE",
            "P1-012: the beginning as DONE",
        ),
    ],
    ids=["by hand", "new by hand", "new"],
)
def test_force_where_else_a_step_is_refused(boat: Repo, start: Start, row: str, said: str) -> None:
    words = [*start(boat), "--agent", "ann"]
    assert forgemd(boat, "hooks", "install").code == 0
    before = boat.read(PATH)
    refused = inside(boat, *words)
    assert (refused.code, "illegal-transition" in refused.out, boat.read(PATH)) == (1, True, before), refused
    done = inside(boat, *words, "--force", "--reason", "as built", "--format", "json")
    made = hold(done.json, "commit")
    assert [each["message"] for each in made["diagnostics"] if each["rule"] == "illegal-transition"] == [
        f"{said} was forced: as built"
    ]
    assert {"key": "Task-Forced", "value": f"{row[:6]}: as built"} in made["message"]["trailers"]
    assert f"| {row} | ann | forced: as built |" in boat.read(PATH).decode()
    judged = inside(boat, "check", "--range", "HEAD~1..HEAD", "--select", "illegal-transition")
    assert (judged.code, "was forced" in judged.out) == (0, True)


def test_a_move_between_headings_that_are_statuses(board: Repo) -> None:
    refused = inside(board, "move", "A-1", "--to", "Done", "--agent", "ann")
    assert (refused.code, "A-1: Pending → Done is not allowed" in refused.out) == (1, True), refused
    assert "next: forgemd move A-1 --to READY" in refused.out
    words = ["move", "A-1", "--to", "Done", "--agent", "ann", "--force", "--reason", "as built", "--commit"]
    made = hold(inside(board, *words, "--format", "json").json, "commit")
    assert made["message"]["subject"] == "status: A-1 → Done"
    assert "| A-1 | Pending | Done | ann | forced: as built |" in board.read(PATH).decode()
    text = board.read(PATH).decode()
    board.write(PATH, text.replace("| A-2 | Ribs |\n", "").replace("| A-9 |", "| A-2 | Ribs |\n| A-9 |"))
    by_hand = inside(board, "commit")
    assert (by_hand.code, "A-2: Pending → Done is not allowed" in by_hand.out) == (1, True), by_hand


def test_a_row_that_somebody_wrote_has_to_say_it(boat: Repo) -> None:
    log = "|----------------------|---------|------------|------------|-------|-------|\n"
    _by_hand(boat)
    row = "| 2026-06-01T12:34:56Z | P1-001 | PENDING | DONE | ann | - |\n"
    boat.write(PATH, boat.read(PATH).decode().replace(log, log + row))
    before = boat.read(PATH)
    done = inside(boat, "commit", "--force", "--reason", "as built")
    assert (done.code, boat.read(PATH)) == (2, before)
    assert f"{PATH}:41: P1-001: somebody has logged the step already, and not that it is forced" in done.err
    boat.write(PATH, before.replace(b"| ann | - |", b"| ann | forced: as built |"))
    assert inside(boat, "commit", "--force", "--reason", "as built").code == 0


@pytest.mark.parametrize("words", [["commit"], ["add", "Bow", "--section", "1.1"], ["move", "P1-001", "--to", "1.2"]])
def test_half_a_force_is_none_anywhere(boat: Repo, words: list[str]) -> None:
    assert "wants a reason" in inside(boat, *words, "--force").err
    assert "nothing is forced" in inside(boat, *words, "--reason", "why").err
