"""What rules ask of the repository around a tracker, from every place where they run, with real git."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo

HULL = "| ID | Task | Status |\n|---|---|---|\n| P1-001 | Keel | Todo |\n| P2-001 | Bow | Todo |\n"
STERN = "| ID | Task | Status |\n|---|---|---|\n| P2-001 | Stern | Todo |\n"
RIG = (
    "| ID | Task | Status | Depends on |\n|---|---|---|---|\n"
    "| P1-002 | Mast | Todo | - |\n| P1-003 | Sails | Todo | {} |\n"
)

PLACES: dict[str, Callable[[Repo], Done]] = {
    "worktree": lambda repo: forgemd(repo, "check", "RIG.md", "--base", "HEAD~1"),
    "commit": lambda repo: forgemd(repo, "check", "--rev", "HEAD"),
    "range": lambda repo: forgemd(repo, "check", "--range", "HEAD~1..HEAD"),
    "staged": lambda repo: staged(repo, "check", "--staged"),
    "hook": lambda repo: staged(repo, "hook", "pre-commit"),
}


def staged(repo: Repo, *args: str) -> Done:
    """The same change once more, but not yet committed."""
    repo.git("reset", "--soft", "HEAD~1")
    return forgemd(repo, *args)


@pytest.fixture
def fleet(repo: Repo) -> Repo:
    """Three trackers; `P2-001` stands in two of them."""
    repo.write("docs/HULL.md", HULL)
    repo.write("STERN.md", STERN)
    repo.write("RIG.md", RIG.format("-"))
    repo.commit("Begin")
    return repo


KNOWN = ("P1-001", "docs/HULL.md#P1-001", "HULL.md#p1-1, STERN.md#P2-001", "HULL.md#keel", "NOTES.md#P1-009")
LOST = ("P1-009", "P2-001", "HULL.md#P1-008")


@pytest.mark.parametrize("place", PLACES)
def test_dependencies_across_trackers(fleet: Repo, place: str) -> None:
    cells = (*KNOWN, *LOST)
    rows = (f"| P1-{number} | x | Todo | {cell} |\n" for number, cell in enumerate(cells, 101))
    fleet.write("RIG.md", RIG.format("-") + "".join(rows))
    fleet.commit("Wait")
    done = PLACES[place](fleet)
    said = done.out + done.err
    assert (done.code, said.count("depends on ")) == (1, len(LOST)), said
    for cell in LOST:
        assert f"depends on {cell}, which" in said


def test_the_hook_reads_no_other_tracker_unless_an_id_is_unknown(fleet: Repo) -> None:
    """One that cannot be read would be told of in no way, so git is: it names each object that it is asked for."""
    asked = []
    for cell in ("P1-002", "P1-001"):
        fleet.write("RIG.md", RIG.format(cell))
        fleet.add("RIG.md")
        trace = fleet.full(f"../trace-{cell}")
        assert forgemd(fleet, "hook", "pre-commit", env={"GIT_TRACE": trace}).code == 0
        with open(trace, encoding="utf-8") as file:
            asked.append(file.read().count("ls-files"))
    assert asked == [0, 1]


def test_an_id_that_two_other_trackers_have_says_in_which_it_may_be(fleet: Repo) -> None:
    fleet.write("RIG.md", RIG.format("P2-001") + "| P2-005 | Flag | Todo | - |\n")
    done = forgemd(fleet, "check", "--format", "json", "RIG.md")
    (found,) = done.json["diagnostics"]
    assert found["message"] == "P1-003: depends on P2-001, which 2 other trackers have"
    assert found["hint"] == "write STERN.md#P2-001 or docs/HULL.md#P2-001"


def test_a_change_that_a_command_makes_is_judged_alike(fleet: Repo) -> None:
    assert forgemd(fleet, "set", "P1-003", "--field", "Depends on=P1-001").code == 0
    refused = forgemd(fleet, "set", "P1-003", "--field", "Depends on=P1-009")
    assert (refused.code, "P1-009" in refused.out + refused.err) == (1, True)
