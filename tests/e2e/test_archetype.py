"""The main job on the tracker that the product was conceived from: 95 tasks under mojibake."""

from __future__ import annotations

import itertools
import os

import pytest

from tests.e2e.program import NOW, changed_lines, forgemd
from tests.gitrepo import Repo

PATH = "docs/TASK-STATUS.md"


@pytest.fixture
def archetype(repo: Repo, shared: str) -> Repo:
    """A repository with the archetype committed."""
    seeds = os.path.join(shared, "seeds")
    (name,) = [name for name in os.listdir(seeds) if name.startswith("003")]
    with open(os.path.join(seeds, name), "rb") as file:
        repo.write(PATH, file.read())
    repo.commit("Add the tracker")
    return repo


def edit(repo: Repo, task: str, old: str, new: str) -> str:
    """Change a word in the row of `task` by hand; gives the text before."""
    text = repo.read(PATH).decode()
    lines = text.split("\n")
    (at,) = [index for index, line in enumerate(lines) if line.startswith(f"| {task} ")]
    assert lines[at].count(old) == 1
    lines[at] = lines[at].replace(old, new)
    repo.write(PATH, "\n".join(lines))
    return text


def row(repo: Repo, task: str) -> str:
    return next(line for line in repo.read(PATH).decode().split("\n") if line.startswith(f"| {task} "))


def test_one_hand_edit_becomes_one_commit(archetype: Repo) -> None:
    before = edit(archetype, "P1-001", "PENDING", "READY")
    done = forgemd(archetype, "commit", "--agent", "backend-dev")
    assert done.code == 0, done.err
    assert archetype.git("rev-list", "--count", "HEAD") == "2"
    assert archetype.git("log", "-1", "--format=%s") == "status: P1-001 → READY"
    assert archetype.git("log", "-1", "--format=%(trailers:key=Task,valueonly)").strip() == "P1-001"
    assert archetype.git("status", "--porcelain") == ""
    after = archetype.read(PATH).decode()
    assert archetype.raw("show", f"HEAD:{PATH}").decode() == after
    assert changed_lines(before, after, 300) == [4, 47]
    assert after.split("\n")[3] == f"**Last Updated:** {NOW}  "
    assert row(archetype, "P1-001").split(" | ")[2] == "ğŸŸ¦ READY"
    assert after.split("\n")[300] == f"| {NOW} | P1-001 | PENDING | READY | backend-dev | - |"


def test_ready_to_assigned_changes_four_figures(archetype: Repo) -> None:
    edit(archetype, "P1-001", "PENDING", "READY")
    assert forgemd(archetype, "commit", "--agent", "backend-dev").code == 0
    before = edit(archetype, "P1-001", "READY", "ASSIGNED")
    assert forgemd(archetype, "commit", "--agent", "backend-dev").code == 0
    after = archetype.read(PATH).decode().split("\n")
    assert changed_lines(before, "\n".join(after), 301) == [47, 229, 246]
    assert after[228] == "| 1.1 Project Scaffolding | 5 | 0 | 1 | 0 | 4 |"
    assert after[245] == "| **PHASE 1 TOTAL** | **95** | **0** | **1** | **0** | **94** |"


def test_a_log_row_written_by_hand_is_adopted(archetype: Repo) -> None:
    edit(archetype, "P1-001", "PENDING", "READY")
    text = archetype.read(PATH).decode()
    entry = "| 2025-02-06T10:00:00Z | P1-001 | PENDING | READY | me | Mine |"
    seam = "Initial tracker created |\n"
    archetype.write(PATH, text.replace(seam, seam + entry + "\n"))
    assert forgemd(archetype, "commit").code == 0
    after = archetype.read(PATH).decode()
    assert after.count("| P1-001 | PENDING | READY |") == 1
    assert entry in after


HOPS = ("PENDING", "READY", "ASSIGNED", "RUNNING")


def test_legal_hops_that_are_logged_pass(archetype: Repo) -> None:
    edit(archetype, "P1-001", "PENDING", "RUNNING")
    text = archetype.read(PATH).decode()
    seam = "Initial tracker created |\n"
    rows = "".join(
        f"| 2025-02-06T1{hour}:00:00Z | P1-001 | {old} | {new} | me | hop |\n"
        for hour, (old, new) in enumerate(itertools.pairwise(HOPS))
    )
    archetype.write(PATH, text.replace(seam, seam + rows))
    done = forgemd(archetype, "commit", "--agent", "me")
    assert done.code == 0, done.err + done.out
    assert archetype.read(PATH).decode().count("| hop |") == 3


def test_the_same_jump_without_its_hops_is_refused(archetype: Repo) -> None:
    edit(archetype, "P1-001", "PENDING", "RUNNING")
    assert forgemd(archetype, "commit", "--agent", "me").code == 1


def test_an_illegal_transition_is_refused_and_nothing_is_touched(archetype: Repo) -> None:
    edit(archetype, "P1-002", "PENDING", "DONE")
    raw, head = archetype.read(PATH), archetype.head()
    done = forgemd(archetype, "commit", "--agent", "backend-dev")
    said = done.out + done.err
    assert done.code == 1
    assert "P1-002" in said
    assert f"{PATH}:48" in said or ":48:" in said or "48:" in said
    assert "PENDING → DONE" in said
    assert "READY" in said
    assert "BLOCKED" in said
    assert "READY → ASSIGNED → RUNNING → REVIEW → DONE" in said
    assert archetype.read(PATH) == raw
    assert archetype.head() == head
    assert archetype.git("diff", "--cached", "--name-only") == ""
    assert "Traceback" not in said


def test_a_dry_run_shows_the_diff_and_the_message(archetype: Repo) -> None:
    edit(archetype, "P1-001", "PENDING", "READY")
    raw = archetype.read(PATH)
    done = forgemd(archetype, "commit", "--agent", "backend-dev", "--dry-run")
    assert done.code == 0
    assert "status: P1-001 → READY" in done.out
    assert "+| P1-001" in done.out
    assert "-| P1-001" in done.out
    assert archetype.read(PATH) == raw
    assert archetype.git("rev-list", "--count", "HEAD") == "1"


def test_set_writes_row_log_and_figures(archetype: Repo) -> None:
    done = forgemd(archetype, "set", "P1-001=READY", "--agent", "backend-dev")
    assert done.code == 0, done.err
    assert "ğŸŸ¦ READY" in row(archetype, "P1-001")
    assert archetype.git("rev-list", "--count", "HEAD") == "1"
    assert forgemd(archetype, "commit", "--agent", "backend-dev").code == 0
    assert archetype.git("log", "-1", "--format=%s") == "status: P1-001 → READY"
    assert archetype.read(PATH).decode().count("| P1-001 | PENDING | READY |") == 1


def test_the_hook_refuses_what_plain_git_would_commit(archetype: Repo) -> None:
    assert forgemd(archetype, "hooks", "install").code == 0
    edit(archetype, "P1-002", "PENDING", "DONE")
    done = archetype.run("commit", "-am", "x")
    assert done.returncode == 1
    assert b"P1-002" in done.stderr + done.stdout
    archetype.git("checkout", "-q", "--", PATH)
    archetype.write("notes.txt", "not a tracker\n")
    archetype.git("add", "notes.txt")
    archetype.git("commit", "-q", "-m", "x")
    assert archetype.git("rev-list", "--count", "HEAD") == "2"


def test_what_else_is_staged_stays_staged(archetype: Repo) -> None:
    archetype.write("other.txt", "staged\n")
    archetype.git("add", "other.txt")
    edit(archetype, "P1-001", "PENDING", "READY")
    assert forgemd(archetype, "commit", "--agent", "me").code == 0
    assert archetype.git("status", "--porcelain") == "A  other.txt"


def test_an_unstaged_part_stays_unstaged(archetype: Repo) -> None:
    edit(archetype, "P1-001", "PENDING", "READY")
    archetype.git("add", PATH)
    edit(archetype, "P1-002", "PENDING", "BLOCKED")
    done = forgemd(archetype, "commit", "--agent", "me")
    assert done.code == 0, done.err
    committed = archetype.raw("show", f"HEAD:{PATH}").decode()
    assert "| P1-002 | Configure pyproject.toml with all dependencies | ğŸ”² PENDING |" in committed
    assert "| P1-001 | PENDING | READY | me |" in committed
    work = archetype.read(PATH).decode()
    assert "BLOCKED" in row(archetype, "P1-002")
    assert "| P1-001 | PENDING | READY | me |" in work
    assert "ğŸŸ¦ READY" in row(archetype, "P1-001")
    assert archetype.git("diff", "--name-only") == PATH
    assert archetype.git("diff", "--cached", "--name-only") == ""


def test_nothing_to_commit_is_no_error(archetype: Repo) -> None:
    done = forgemd(archetype, "commit")
    assert done.code == 0
    assert archetype.git("rev-list", "--count", "HEAD") == "1"


def test_check_never_crashes_on_it(archetype: Repo) -> None:
    assert forgemd(archetype, "check").code in (0, 1)


def test_the_hook_judges_by_the_configuration_of_head(archetype: Repo) -> None:
    assert forgemd(archetype, "hooks", "install").code == 0
    edit(archetype, "P1-002", "PENDING", "DONE")
    archetype.write(".forgemd.yaml", "rules: {illegal-transition: off, missing-entry: off}\n")
    archetype.git("add", ".")
    assert archetype.run("commit", "-m", "x").returncode == 1


def test_what_is_asked_for_goes_first_in_the_subject(archetype: Repo) -> None:
    edit(archetype, "P1-001", "PENDING", "READY")
    done = forgemd(archetype, "set", "P1-003=READY", "--agent", "me", "--commit")
    assert done.code == 0, done.err
    assert archetype.git("log", "-1", "--format=%s") == "status: P1-003 → READY (+1)"


def test_the_command_that_a_refusal_names_works(archetype: Repo) -> None:
    edit(archetype, "P1-003", "PENDING", "DONE")
    refused = forgemd(archetype, "commit", "--agent", "me")
    assert refused.code == 1
    assert "forgemd set P1-003=READY" in refused.out + refused.err
    done = forgemd(archetype, "set", "P1-003=READY", "--agent", "me")
    assert done.code == 0, done.out + done.err
    assert "| P1-003 | PENDING | READY | me |" in archetype.read(PATH).decode()
    assert forgemd(archetype, "commit", "--agent", "me").code == 0
    assert archetype.git("log", "-1", "--format=%s") == "status: P1-003 → READY"


def test_setting_back_what_nobody_logged_is_no_change(archetype: Repo) -> None:
    before = edit(archetype, "P1-003", "PENDING", "DONE")
    assert forgemd(archetype, "set", "P1-003=PENDING", "--agent", "me").code == 0
    assert archetype.read(PATH).decode() == before
