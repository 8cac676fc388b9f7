"""`forgemd check` with allowances in the configuration, and with baselines."""

from __future__ import annotations

import json

import pytest

from tests.cli.shapes import hold
from tests.cli.test_check import MINIMAL, TWICE, rules
from tests.e2e.program import forgemd
from tests.gitrepo import Repo

STALE_BASELINE = "unused-suppression"


@pytest.fixture
def old(repo: Repo) -> Repo:
    """A repository with an old tracker that breaks a rule."""
    repo.write("T.md", TWICE)
    repo.commit("x")
    return repo


def test_a_baseline_is_written_and_kept_to(old: Repo) -> None:
    done = forgemd(old, "check", "--write-baseline", "known.json")
    assert (done.code, done.out) == (0, "")
    assert done.err == "1 finding, written to known.json\n"
    hold(json.loads(old.read("known.json")), "baseline")
    done = forgemd(old, "check", "--baseline", "known.json")
    assert (done.code, done.out) == (
        0,
        "1 finding allowed by comments, configuration or baseline\nnothing found in 1 file\n",
    )
    old.write("T.md", "# New\n\n" + TWICE + "| A-2 | Deck | todo |\n")
    done = forgemd(old, "check", "--baseline", "known.json", "--format", "json")
    assert (done.code, rules(done)) == (1, ["duplicate-id"])
    assert done.json["diagnostics"][0]["task"] == "A-2"
    assert done.json["summary"]["suppressed"] == 1


def test_stale_entries_are_told_with_their_line(old: Repo) -> None:
    old.write("U.md", TWICE.replace("A-", "B-"))
    old.add()
    forgemd(old, "check", "--write-baseline", "known.json")
    old.write("T.md", MINIMAL)
    old.commit("Mended")
    (found,) = forgemd(old, "check", "--baseline", "known.json", "--format", "json").json["diagnostics"]
    assert (found["rule"], found["path"], found["line"]) == (STALE_BASELINE, "known.json", 4)
    assert "T.md has no `duplicate-id` any more (task A-1)" in found["message"]
    # What was not looked at is not known to be stale.
    assert rules(forgemd(old, "check", "U.md", "--baseline", "known.json", "--format", "json")) == []
    assert rules(forgemd(old, "check", "T.md", "--baseline", "known.json", "--format", "json")) == [STALE_BASELINE]
    args = ("--baseline", "known.json", "--ignore", "duplicate-id", "--format", "json")
    assert rules(forgemd(old, "check", *args)) == []


def test_a_baseline_that_is_none(old: Repo) -> None:
    done = forgemd(old, "check", "--baseline", "no.json")
    assert done.code == 2
    assert "forgemd check --write-baseline no.json" in done.err
    old.write("known.json", "{}")
    done = forgemd(old, "check", "--baseline", "known.json")
    assert (done.code, "this is no baseline" in done.err) == (2, True)


def test_the_configuration_allows_a_task(old: Repo) -> None:
    old.write(".forgemd.yaml", "allow:\n  A-1:\n    duplicate-id: two boats, one number\n  A-2:\n    bad-date: x\n")
    done = forgemd(old, "check", "--format", "json")
    (found,) = done.json["diagnostics"]
    assert (done.code, found["rule"], found["path"], found["line"]) == (0, STALE_BASELINE, ".forgemd.yaml", 5)
    assert rules(forgemd(old, "check", "--format", "json", "T.md")) == []


def test_categories_select(old: Repo) -> None:
    assert forgemd(old, "check", "--select", "ids").code == 1
    assert forgemd(old, "check", "--select", "figures").code == 0
    assert forgemd(old, "check", "--ignore", "ids").code == 0
    old.write(".forgemd.yaml", "rules: {ids: note}\n")
    assert hold(forgemd(old, "check", "--format", "json").json, "check")["summary"]["notes"] == 1
    old.write(".forgemd.yaml", "rules: {ids: off, duplicate-id: error}\n")
    assert forgemd(old, "check").code == 1
    old.write(".forgemd.yaml", "rules: {ids: off}\n")
    assert forgemd(old, "check").code == 0
    assert forgemd(old, "check", "--select", "duplicate-id").code == 1
    done = forgemd(old, "check", "--select", "idz")
    assert (done.code, "did you mean ids" in done.err) == (2, True)


def test_the_hook_heeds_a_comment_with_a_reason(repo: Repo) -> None:
    forgemd(repo, "hooks", "install")
    repo.write("T.md", MINIMAL)
    repo.commit("x")
    repo.write("T.md", TWICE)
    assert repo.run("commit", "-a", "-m", "y").returncode == 1
    repo.write("T.md", "<!-- forgemd-allow duplicate-id: two boats, one number -->\n\n" + TWICE)
    assert repo.run("commit", "-a", "-m", "y").returncode == 0
