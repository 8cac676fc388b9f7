"""`forgemd renumber OLD NEW`: everything that speaks of a task, in one change."""

from __future__ import annotations

import os
import sys

import pytest

from forgemd.cli.interpreter import import_paths
from forgemd.git import install_hook, render_hook
from forgemd.workspace import Workspace, install_merge
from tests.cli.shapes import hold
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo

TEXT = """\
# Boats

See B-2 and [the mast](#b-2), on branch `feature/B-2`.

| ID   | Task          | Status | Depends       | Branch     |
|------|---------------|--------|---------------|------------|
| B-1  | Keel          | done   | -             | -          |
| B-2  | Mast          | doing  | B-1           | x/B-2      |
| B-3  | Sail          | todo   | B-1 to B-2    | -          |
| B-4  | After B-2     | todo   | 2             | -          |

```mermaid
graph TD
  B-1 --> B-2
```

## Log

| Date       | Task       | Old  | New   |
|------------|------------|------|-------|
| 2026-01-01 | B-1 to B-4 | -    | todo  |
| 2026-01-02 | B-2        | todo | doing |
"""

AFTER = """\
# Boats

See B-20 and [the mast](#b-20), on branch `feature/B-2`.

| ID   | Task          | Status | Depends       | Branch     |
|------|---------------|--------|---------------|------------|
| B-1  | Keel          | done   | -             | -          |
| B-20 | Mast          | doing  | B-1           | x/B-2      |
| B-3  | Sail          | todo   | B-1, B-20     | -          |
| B-4  | After B-20    | todo   | B-20          | -          |

```mermaid
graph TD
  B-1 --> B-20
```

## Log

| Date       | Task       | Old  | New   |
|------------|------------|------|-------|
| 2026-01-01 | B-1, B-20, B-3 to B-4 | -    | todo  |
| 2026-01-02 | B-20       | todo | doing |
"""


@pytest.fixture
def boats(repo: Repo) -> Repo:
    """One tracker, committed."""
    repo.write("docs/T.md", TEXT)
    repo.commit("base")
    return repo


def renumber(repo: Repo, *args: str) -> Done:
    return forgemd(repo, "renumber", *args)


def test_everything_that_speaks_of_the_task(boats: Repo) -> None:
    dry = renumber(boats, "b-2", "B-20", "--dry-run", "--format", "json")
    value = hold(dry.json, "renumber")
    assert (boats.status(), value["written"], value["old"]) == ("", False, "B-2")
    assert "+| B-20 | Mast " in value["diff"]
    (file,) = value["files"]
    left = [mention["line"] for mention in file["mentions"] if mention["state"] == "left"]
    assert left == [3, 8]
    done = renumber(boats, "B-2", "B-20")
    assert (done.code, boats.read("docs/T.md").decode()) == (0, AFTER)
    assert "left alone: part of a longer word" in done.out
    assert "next: git commit -m" in done.err
    assert renumber(boats, "B-20", "B-2").code == 0
    assert "B-20" not in boats.read("docs/T.md").decode()


def guard(boats: Repo) -> None:
    """Let the hook judge every commit."""
    with open(os.path.join(os.path.dirname(__file__), "..", "..", "hooks", "shim"), encoding="utf-8") as file:
        script = render_hook(file.read(), "pre-commit", sys.executable, import_paths())
    repository = Workspace(boats.path, os.environ).need_repository()
    install_hook(repository, "pre-commit", script)


def test_the_hook_knows_a_task_again_that_is_named_by_its_own_id(boats: Repo) -> None:
    boats.write("docs/T.md", TEXT.replace("| Mast     ", "| B-2: mast"))
    boats.commit("Say it in the title")
    guard(boats)
    done = renumber(boats, "B-2", "B-20", "--commit")
    assert done.code == 0, done.err
    assert b"| B-20 | B-20: mast" in boats.blob("docs/T.md")
    judged = forgemd(boats, "check", "--range", "HEAD~1..HEAD")
    assert judged.code == 0, judged.out


def test_in_one_commit_that_the_hook_lets_through(boats: Repo) -> None:
    guard(boats)
    boats.write("other", "staged")
    boats.git("add", "other")
    done = renumber(boats, "B-2", "B-20", "--commit", "--format", "json")
    assert done.code == 0, done.err
    assert hold(done.json, "renumber")["commit"]["oid"] == boats.head()
    assert boats.blob("docs/T.md").decode() == AFTER
    *said, name = boats.git("log", "-1", "--format=%B").split("\n")
    assert said == ["tracker: renumber B-2 → B-20", "", "Task: B-20", "Task-Renumbered: B-2 → B-20"]
    assert name.startswith("Forgemd-Txn: ")
    assert boats.status() == "A  other"


def test_a_commit_takes_no_other_edits_along(boats: Repo) -> None:
    edited = TEXT.replace("Keel", "Keels")
    boats.write("docs/T.md", edited)
    done = renumber(boats, "B-2", "B-20", "--commit")
    assert (done.code, boats.read("docs/T.md").decode()) == (2, edited)
    assert "not committed" in done.err


def test_a_commit_that_is_refused_leaves_the_file(boats: Repo) -> None:
    hook = boats.write(".git/hooks/pre-commit", "#!/bin/sh\necho no; exit 1\n")
    os.chmod(hook, 0o755)
    done = renumber(boats, "B-2", "B-20", "--commit")
    assert done.code == 1
    assert (boats.status(), boats.read("docs/T.md").decode()) == ("", TEXT)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("B-9", "B-20"), "unknown task 'B-9'"),
        (("B-2", "B-3"), "T.md:9: 'B-3' is the id of another task: Sail"),
        (("B-2", "B-003"), "is the id of another task"),
        (("B-2", "x|y"), "does not look like an id"),
        (("B-2", "two words"), "does not look like an id"),
        (("B-2", "B-20", "--tracker", "no.md"), "no such file"),
    ],
)
def test_what_is_refused(boats: Repo, args: tuple[str, ...], words: str) -> None:
    done = renumber(boats, *args)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert boats.status() == ""


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("| B-4  | After B-2     |", "| B-2  | Another       |", "'B-2' is the id of 2 tasks (lines 8, 10)"),
        ("| 2026-01-02 | B-2  ", "| 2026-01-02 | B-20 ", "entries of the change log would speak of other tasks"),
        ("| 2             |", "| B-19 to B-21  |", "other tasks would wait for each other"),
        ("See B-2", "<<<<<<< a\nSee\n=======\nB-2\n>>>>>>> b\n", "conflict markers"),
    ],
    ids=["shared", "logged", "in a range", "in conflict"],
)
def test_what_is_in_doubt(boats: Repo, before: str, after: str, words: str) -> None:
    text = TEXT.replace(before, after)
    assert text != TEXT
    boats.write("docs/T.md", text)
    done = renumber(boats, "B-2", "B-20")
    assert (done.code, boats.read("docs/T.md").decode()) == (2, text)
    assert words in done.err


def test_numbers_that_may_mean_anything_change_only_where_ids_stand(repo: Repo) -> None:
    text = "2 boats.\n\n| # | Task | Status | Depends |\n|---|---|---|---|\n| 1 | Keel 2 | todo | 2 |\n"
    repo.write("T.md", text + "| 2 | Sail | todo | - |\n")
    repo.commit("base")
    assert renumber(repo, "2", "7").code == 0
    assert repo.read("T.md").decode() == text.replace("todo | 2", "todo | 7") + "| 7 | Sail | todo | - |\n"


def test_ids_that_are_words(repo: Repo) -> None:
    head = "| ID | Task | Status | Depends |\n|---|---|---|---|\n"
    text = f"{head}| mast-a | Mast | todo | - |\n| sail | Sail | todo | `mast-a`, x |\n"
    repo.write("T.md", text)
    repo.commit("base")
    assert renumber(repo, "mast-a", "main-mast").code == 0
    assert repo.read("T.md").decode() == text.replace("mast-a", "main-mast")


def test_an_allowance_under_the_old_id(boats: Repo) -> None:
    boats.write(".forgemd.yaml", "allow: {B-2: {ragged-row: it is meant}}\n")
    steps = hold(renumber(boats, "B-2", "B-20", "--format", "json").json, "renumber")["next"]
    assert steps[1:] == ["write B-20 for B-2 under `allow` in .forgemd.yaml", "git grep -n -w -e B-2"]


def test_other_trackers_that_speak_of_it(boats: Repo) -> None:
    rows = "| ID | Task | Status | Depends |\n|---|---|---|---|\n| C-1 | Crew | todo | B-2 |\n"
    boats.write("C.md", rows)
    boats.write("D.md", rows.replace("C-1", "B-2").replace("B-2 |\n", "- |\n"))
    boats.commit("more")
    done = renumber(boats, "B-2", "B-20")
    assert (done.code, "--tracker" in done.err) == (2, True)
    boats.git("rm", "-q", "D.md")
    assert renumber(boats, "B-2", "B-20").code == 0
    assert boats.read("C.md").decode() == rows.replace("B-2", "B-20")


def test_one_id_for_two_tasks_on_two_branches(boats: Repo) -> None:
    """The merge says so; the younger task is renumbered on its branch, and then there is no conflict."""
    install_merge(Workspace(boats.path, os.environ), (), sys.executable, import_paths())
    boats.commit("declare")
    row = "| B-4  | After B-2     | todo   | 2             | -          |\n"
    entry = "| 2026-01-02 | B-2        | todo | doing |\n"
    for branch, title in (("one", "Rudder"), ("two", "Anchor")):
        boats.git("checkout", "-q", "-b", branch, "main")
        new = TEXT.replace(row, f"{row}| B-5  | {title}        | todo   | -             | -          |\n")
        boats.write("docs/T.md", new.replace(entry, f"{entry}| 2026-01-0{3 + len(branch)} | B-5 | - | todo |\n"))
        boats.commit(branch)
    done = boats.run("merge", "-q", "--no-edit", "one")
    assert done.returncode == 1
    assert b"both sides gave this id to a new task" in done.stderr
    boats.git("merge", "--abort")
    assert renumber(boats, "B-5", "B-6", "--commit").code == 0
    boats.git("merge", "-q", "--no-edit", "one")
    text = boats.read("docs/T.md").decode()
    assert "| B-5  | Rudder" in text
    assert "| B-6  | Anchor" in text
    assert forgemd(boats, "check").code == 0
