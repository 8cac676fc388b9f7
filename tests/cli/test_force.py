"""Steps that the workflow does not draw, forced with a reason that everybody can read."""

from __future__ import annotations

import pytest

from tests.cli.inside import inside
from tests.cli.shapes import hold
from tests.cli.test_edits import BOAT, PATH
from tests.e2e.program import forgemd
from tests.gitrepo import Repo

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
