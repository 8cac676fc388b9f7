"""What rules ask of the repository around a tracker, from every place where they run, with real git."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo

HULL = "| ID | Task | Status |\n|---|---|---|\n| P1-001 | Keel | Todo |\n| P2-001 | Bow | Todo |\n"
STERN = "| ID | Task | Status |\n|---|---|---|\n| P2-001 | Stern | Todo |\n"
DECK = "| # | Task | Status |\n|---|---|---|\n" + "".join(
    f"| {number} | Plank {number} | Done |\n" for number in range(1, 10)
)
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


EVIDENCE = """\
| ID  | Task | Status | File | Branch | Commit |
|-----|------|--------|------|--------|--------|
| A-1 | Keel | Done | src/keel.py | kept | {known} |
| A-2 | Ribs | Done | src/ribs.py | squashed | 0123456789abcdef |
| A-3 | Deck | In progress | src/deck.py | nowhere | - |
| A-4 | Mast | Done | src/build/out.txt | forgotten | {known} |
| A-5 | Flag | Done | src/lib/flag.py | rebased | {short} |
"""
ASKED = ("missing-location", "missing-commit", "missing-branch", "unmerged-branch")


@pytest.fixture
def yard(repo: Repo) -> Repo:
    """A repository in which one branch was merged, one squashed, one picked, and one forgotten."""
    repo.write("src/keel.py", "keel\n")
    repo.write(".gitignore", "build/\n")
    known = repo.commit("Begin")
    for branch in ("kept", "squashed", "forgotten", "rebased"):
        repo.git("checkout", "-q", "-b", branch, "main")
        repo.write(f"src/{branch}.py", f"{branch}\n")
        repo.commit(f"Work on {branch}")
        repo.write(f"src/{branch}.py", f"{branch}, and more\n")
        repo.commit(f"Go on with {branch}")
    repo.git("checkout", "-q", "main")
    repo.write("README", "a boat\n")
    repo.commit("Go on")
    repo.git("merge", "-q", "--no-edit", "kept")
    repo.git("merge", "-q", "--squash", "squashed")
    repo.commit("Squash")
    repo.git("cherry-pick", "main..rebased")
    repo.write("src/squashed.py", "squashed, and changed since\n")
    repo.write("src/build/out.txt", "not tracked\n")
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repo.full(".git"), "src/lib")
    repo.write("T.md", EVIDENCE.format(known=known, short=known[:7]))
    repo.commit("Track")
    return repo


def evidence(repo: Repo | str, *args: str) -> Done:
    return forgemd(repo, "check", "T.md", "--format", "json", *args, "--select", ",".join(ASKED))


def told(done: Done) -> list[tuple[str, str]]:
    return [(each["rule"], each["message"]) for each in done.json["diagnostics"]]


GONE = [
    ("missing-location", "A-2: is Done, and there is no src/ribs.py"),
    ("missing-commit", "A-2: there is no commit 0123456789abcdef in this repository"),
    ("missing-branch", "A-3: is In progress on nowhere, and there is no such branch"),
    ("unmerged-branch", "A-4: is Done, and forgotten was not merged"),
]


def test_evidence_is_looked_for_in_the_repository(yard: Repo) -> None:
    assert told(evidence(yard)) == GONE
    # A commit holds nothing that is not tracked.
    unbuilt = ("missing-location", "A-4: is Done, and there is no src/build/out.txt")
    assert told(evidence(yard, "--rev", "HEAD")) == [*GONE[:3], unbuilt, GONE[3]]


def test_a_clone_that_cannot_know_says_so(yard: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    whys = {}
    for name, options in {"shallow": ["--depth=1"], "single": ["--single-branch"]}.items():
        place = str(tmp_path_factory.mktemp(name) / "clone")
        yard.git("clone", "-q", *options, f"file://{yard.path}", place)
        done = evidence(place)
        whys[name] = {each["rule"]: each["why"] for each in done.json["not_run"]}
        assert ("missing-commit", GONE[1][1]) in told(done) or "missing-commit" in whys[name]
    cut = "the history was cut off in this clone"
    one = "this clone has fetched one branch at most"
    assert whys["shallow"] == {"missing-branch": cut, "missing-commit": cut, "unmerged-branch": cut}
    assert whys["single"] == {"missing-branch": one, "unmerged-branch": one}


def test_outside_of_a_repository_nobody_is_asked(tmp_path: object) -> None:
    with open(f"{tmp_path}/T.md", "w", encoding="utf-8") as file:
        file.write(EVIDENCE.format(known="1234567a", short="1234567a"))
    done = evidence(str(tmp_path))
    assert told(done) == []
    assert {each["rule"] for each in done.json["not_run"]} == {*ASKED}


def test_without_such_columns_git_is_asked_nothing(fleet: Repo) -> None:
    done = forgemd(fleet, "check", "--format", "json", "RIG.md", "--select", ",".join(ASKED))
    assert done.json["not_run"] == []
    trace = fleet.full("../trace")
    forgemd(fleet, "check", "RIG.md", "--select=evidence", env={"GIT_TRACE": trace})
    with open(trace, encoding="utf-8") as file:
        words = file.read()
    assert not any(command in words for command in ("for-each-ref", "ls-files", "rev-list", "merge-base"))


def test_a_tracker_that_head_has_needs_no_proof_of_it(fleet: Repo) -> None:
    """Each process is a twentieth of the commit. In a repository within, what this one keeps is asked about."""
    trace = fleet.full("../trace")
    assert forgemd(fleet, "set", "P1-001=Done", "--commit", env={"GIT_TRACE": trace}).code == 0
    with open(trace, encoding="utf-8") as file:
        asked = file.read()
    assert (asked.count(" ls-files "), "check-ignore" in asked) == (1, False)
    fleet.git("init", "--quiet", "docs")
    done = forgemd(fleet, "set", "P1-001=Todo", "--commit")
    assert (done.code, "submodule docs" in done.err) == (2, True), done


def test_a_number_in_another_tracker_is_no_task_of_this_family(fleet: Repo) -> None:
    fleet.write("DECK.md", DECK)
    fleet.write("RIG.md", RIG.format("-").replace("P1-00", "T-").replace("| - |", "| T-9 |", 1))
    fleet.commit("Wait")
    done = forgemd(fleet, "check", "RIG.md", "--format", "concise")
    assert "RIG.md:3:23: error: T-2: depends on T-9, which is no task of this tracker" in done.out, done.out + done.err
    drawn = forgemd(fleet, "graph", "RIG.md", "DECK.md")
    assert "RIG.md:3: T-2 waits for T-9, which no tracker knows" in drawn.out + drawn.err
