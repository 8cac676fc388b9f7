"""`forgemd check` with allowances in the configuration, and with baselines."""

from __future__ import annotations

import json

import pytest

from tests.cli.inside import inside
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


def known(repo: Repo, *args: str) -> list[tuple[str, str, str]]:
    done = inside(repo, "check", "--baseline", "known.json", "--format", "json", *args)
    return [(each["path"], each["rule"], each["message"]) for each in done.json["diagnostics"]]


def test_a_baseline_follows_files_and_tasks_to_their_new_names(repo: Repo) -> None:
    rows = "".join(f"| A-{number} | Timber {number} | todo | A-9{number} |\n" for number in range(1, 6))
    text = "| ID | Task | Status | Depends |\n|---|---|---|---|\n" + rows
    repo.write("T.md", text)
    repo.write("U.md", text.replace("A-", "B-"))
    repo.commit("x")
    inside(repo, "check", "--write-baseline", "known.json")
    repo.git("mv", "T.md", "N.md")
    repo.write("N.md", text.replace("| A-92 |", "| A-1 |") + "| A-6 | Timber 6 | todo | A-99 |\n")
    repo.write("U.md", text.replace("A-", "B-").replace("| B-3 |", "| B-30 |"))
    repo.commit("Call them by other names")
    assert known(repo) == [
        ("N.md", "unknown-dependency", "A-6: depends on A-99, which is no task of this tracker"),
        ("known.json", STALE_BASELINE, "T.md is taken for N.md"),
        ("known.json", STALE_BASELINE, "B-3 is taken for B-30 in U.md"),
    ]
    # What was mended is not free for somebody else.
    repo.write("U.md", text.replace("A-", "B-").replace("| B-93 |", "| - |") + "| B-7 | Timber 7 | todo | B-99 |\n")
    repo.write("T.md", text)
    assert [path for path, rule, _ in known(repo) if rule == "unknown-dependency"] == [*["N.md"] * 5, "U.md"]


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
