"""The command line, the hook and a range come to the same verdict on a step, as the workflow does."""

from __future__ import annotations

import itertools

import pytest

from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.tracker.build import STRICT_LEGEND, table

CODES = ("PENDING", "READY", "ASSIGNED", "RUNNING", "REVIEW", "DONE", "FAILED", "BLOCKED")
LENIENT = ("Todo", "In progress", "Done", "Blocked")
LEGAL = {
    *(("PENDING", "READY"), ("PENDING", "BLOCKED"), ("READY", "ASSIGNED"), ("READY", "PENDING"), ("READY", "BLOCKED")),
    *(("ASSIGNED", "RUNNING"), ("ASSIGNED", "READY"), ("ASSIGNED", "BLOCKED"), ("RUNNING", "REVIEW")),
    *(("RUNNING", "FAILED"), ("RUNNING", "BLOCKED"), ("RUNNING", "READY"), ("REVIEW", "DONE"), ("REVIEW", "RUNNING")),
    *(("REVIEW", "FAILED"), ("REVIEW", "BLOCKED"), ("BLOCKED", "PENDING"), ("BLOCKED", "READY")),
    *(("BLOCKED", "RUNNING"), ("FAILED", "READY")),
}
ONLY = ("--select", "illegal-transition", "--fail-on", "warning", "--format", "json")


def rows(pairs: list[tuple[str, str]], side: int) -> list[str]:
    return [f"A-{at} | Keel | {pair[side]}" for at, pair in enumerate(pairs)]


def told(repo: Repo, *args: str) -> set[str]:
    """The tasks whose step is illegal."""
    done = forgemd(repo, "check", *args, *ONLY)
    assert done.code == bool(done.json["diagnostics"]), done.err
    return {one["task"] for one in done.json["diagnostics"]}


@pytest.mark.parametrize("legend", [STRICT_LEGEND, ""], ids=["strict", "lenient"])
def test_every_ordered_pair_edited_and_added(repo: Repo, legend: str) -> None:
    codes = CODES if legend else LENIENT
    pairs = list(itertools.permutations(codes, 2))
    new = [f"B-{at} | Ribs | {code}" for at, code in enumerate(codes)]
    repo.write("T.md", legend + table("ID | Task | Status", *rows(pairs, 0), "C-1 | Gone | " + codes[0]))
    first = repo.commit("Add a tracker")
    repo.write("T.md", legend + table("ID | Task | Status", *rows(pairs, 1), *new))
    if legend:
        illegal = {f"A-{at}" for at, pair in enumerate(pairs) if pair not in LEGAL}
        illegal |= {f"B-{at}" for at, code in enumerate(codes) if code not in ("PENDING", "READY")}
    else:
        illegal = {f"A-{at}" for at, pair in enumerate(pairs) if pair == ("Done", "Todo")}
    assert told(repo, "T.md") == illegal
    repo.git("add", "T.md")
    assert told(repo, "--staged") == illegal
    found = forgemd(repo, "workflow", "check", "T.md", "--format", "json").json["trackers"][0]["faults"]
    assert {one["about"] for one in found if one["schema"] == "transition"} == illegal
    hook = forgemd(repo, "hook", "pre-commit")
    assert hook.code == (1 if legend else 0)  # the lenient workflow warns
    repo.commit("Change everything")
    assert told(repo, "--rev", "HEAD") == illegal
    assert told(repo, "--range", f"{first}..HEAD") == illegal


PEOPLE = "Ada | 2026-05-01 | 2026-05-02"


def logged(legend: str, rows: list[tuple[str, str]], *entries: tuple[str, str, str]) -> str:
    tasks = table(
        "ID | Task | Status | Owner | Started | Completed", *(f"{id_} | Keel | {code} | {PEOPLE}" for id_, code in rows)
    )
    log = [f"2026-05-01 | {' | '.join(entry)} | Ada" for entry in entries]
    return legend + tasks + table("Date | Task | From | To | By", *log, heading="Change Log")


@pytest.mark.long
@pytest.mark.parametrize("legend", [STRICT_LEGEND, ""], ids=["strict", "lenient"])
def test_git_s_own_hook_says_the_same_of_each_pair_alone(repo: Repo, legend: str) -> None:
    repo.write("README.md", "x\n")
    repo.commit("Start")
    assert forgemd(repo, "hooks", "install").code == 0

    def verdict(before: str, after: str) -> tuple[bool, bool]:
        """Whether git refuses the commit, and whether it is told of a step."""
        repo.write("T.md", before)
        repo.add()
        repo.git("commit", "--quiet", "--allow-empty", "--no-verify", "-m", "Base")
        repo.write("T.md", after)
        repo.add()
        done = repo.run("commit", "--allow-empty", "-m", "Step")
        return done.returncode != 0, b"illegal-transition" in done.stderr

    codes = CODES if legend else LENIENT
    for old, new in itertools.product(codes, repeat=2):
        base = logged(legend, [("A-1", old)])
        # The lenient workflow warns, and a hook says nothing of what it does not refuse.
        illegal = bool(legend) and old != new and (old, new) not in LEGAL
        edited = logged(legend, [("A-1", new)], *([("A-1", old, new)] if old != new else []))
        assert verdict(base, edited) == (illegal, illegal), (old, new)
        late = bool(legend) and new not in ("PENDING", "READY")
        added = logged(legend, [("A-1", old), ("A-2", new)], ("A-2", "-", new))
        assert verdict(base, added) == (late, late), (old, new)
        two = logged(legend, [("A-1", old), ("A-2", new)])
        assert verdict(two, base) == (False, False), (old, new)
