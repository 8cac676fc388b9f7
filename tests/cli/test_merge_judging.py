"""`forgemd merge --check` and `--verify`, as processes on real branches."""

from __future__ import annotations

import pytest

from tests.cli.shapes import hold
from tests.cli.test_merge import BASE, CLASH, OURS, THEIRS
from tests.e2e.program import forgemd
from tests.gitrepo import Repo


@pytest.fixture
def crossed(repo: Repo) -> Repo:
    """A tracker, a branch `other` that took A-3 on, and `main`, checked out, that took A-1 on."""
    repo.write("TASKS.md", BASE)
    repo.commit("Start")
    branch(repo, "other", THEIRS)
    repo.write("TASKS.md", OURS)
    repo.commit("Begin A-1")
    return repo


def branch(repo: Repo, name: str, text: str) -> None:
    """A branch from the first commit on, with this tracker."""
    root = repo.git("rev-list", "--max-parents=0", "HEAD")
    repo.git("switch", "--quiet", "--create", name, root)
    repo.write("TASKS.md", text)
    repo.commit(name)
    repo.git("switch", "--quiet", "main")


def merge(repo: Repo, name: str, *options: str) -> str:
    """Git's merge of a branch, resolved by its `options`."""
    repo.git("merge", "--quiet", "--no-edit", *options, name)
    return repo.head()


def together(repo: Repo, text: str | None) -> str:
    """A merge commit that has `text` as its tracker, or none."""
    repo.run("merge", "--no-commit", "other")
    if text is None:
        repo.git("rm", "--quiet", "--force", "TASKS.md")
    else:
        repo.write("TASKS.md", text)
    repo.add()
    repo.git("commit", "--quiet", "--no-edit")
    return repo.head()


BOTH = OURS.replace("| A-3 | Sail | todo |", "| A-3 | Sail | blocked |") + THEIRS.rstrip("\n").split("\n")[-1] + "\n"


# What is to come


def test_different_rows_will_merge(crossed: Repo) -> None:
    done = forgemd(crossed, "merge", "--check", "other")
    assert (done.code, done.out) == (0, "TASKS.md: merges clean\n")
    value = hold(forgemd(crossed, "merge", "--check", "other", "--format", "json").json, "merge-check")
    assert value["clean"]
    assert [file["path"] for file in value["files"]] == ["TASKS.md"]
    assert crossed.git("status", "--porcelain") == ""


def test_one_row_will_not(crossed: Repo) -> None:
    branch(crossed, "clash", CLASH)
    done = forgemd(crossed, "merge", "--check", "clash")
    assert done.code == 1
    assert "TASKS.md: conflict: A-1: both sides changed Status" in done.out
    value = hold(forgemd(crossed, "merge", "--check", "clash", "--format", "json").json, "merge-check")
    assert [(each["kind"], each["name"]) for each in value["files"][0]["conflicts"]] == [("cell", "A-1")]


def test_a_file_that_one_side_removed_or_gave_another_name(crossed: Repo) -> None:
    crossed.git("switch", "--quiet", "--create", "moved")
    crossed.git("mv", "TASKS.md", "PLAN.md")
    crossed.commit("Rename")
    assert forgemd(crossed, "merge", "--check", "other").out == "PLAN.md: merges clean\n"
    crossed.git("switch", "--quiet", "main")
    crossed.git("rm", "--quiet", "TASKS.md")
    crossed.commit("Remove")
    done = forgemd(crossed, "merge", "--check", "other")
    assert (done.code, done.out) == (1, "TASKS.md: our side removed the file, the other changed it\n")


def test_what_only_one_side_changed_is_not_merged(crossed: Repo) -> None:
    done = forgemd(crossed, "merge", "--check", "HEAD~1")
    assert (done.code, done.out) == (0, "")
    assert "no tracker was changed on both sides" in done.err


def test_branches_that_crossed(crossed: Repo) -> None:
    """Two common ancestors: their own merge stands for them."""
    for name in ("main", "other"):
        crossed.git("branch", f"old-{name}", name)
    together(crossed, BOTH)
    crossed.git("switch", "--quiet", "other")
    crossed.run("merge", "--no-commit", "old-main")
    crossed.write("TASKS.md", BOTH)
    crossed.commit("Merge")
    crossed.write("TASKS.md", BOTH.replace("Mast", "Main mast"))
    crossed.commit("Title")
    crossed.git("switch", "--quiet", "main")
    crossed.write("TASKS.md", BOTH.replace("Keel", "Long keel"))
    crossed.commit("Title")
    value = forgemd(crossed, "merge", "--check", "other", "--format", "json").json
    assert len(value["bases"]) == 2
    assert value["clean"]


# What was done


def test_a_good_merge(crossed: Repo) -> None:
    together(crossed, BOTH)
    done = forgemd(crossed, "merge", "--verify", "HEAD")
    assert (done.code, done.out) == (0, "")
    assert "1 tracker differs from a parent: nothing lost, nothing invented" in done.err
    value = hold(forgemd(crossed, "merge", "--verify", "HEAD", "--format", "json").json, "merge-verify")
    assert value["sound"]


@pytest.mark.parametrize("options", [("-X", "ours"), ("-X", "theirs"), ("-s", "ours")])
def test_a_side_that_was_thrown_away(crossed: Repo, options: tuple[str, ...]) -> None:
    merge(crossed, "other", *options)
    done = forgemd(crossed, "merge", "--verify", "HEAD", "--format", "json")
    value = hold(done.json, "merge-verify")
    assert done.code == 1
    lost = {(each["kind"], each["what"]) for each in value["files"][0]["departures"]}
    assert ("lost", "entry") in lost
    assert not any(kind == "invented" for kind, _ in lost)


def test_where_to_look(crossed: Repo) -> None:
    together(crossed, BOTH.replace("| A-3 | Sail | blocked |", "| A-3 | Sail | todo |").replace("Mast", "Flag"))
    done = forgemd(crossed, "merge", "--verify", "HEAD")
    assert done.code == 1
    assert done.out.splitlines() == [
        "TASKS.md:7: lost cell: A-3: status says 'todo', and parent 2 made it 'blocked'",
        "TASKS.md:6: invented cell: A-2: title says 'Flag', and no parent does",
    ]


def test_markers_and_files_that_are_gone(crossed: Repo) -> None:
    together(crossed, f"{BASE}\n<<<<<<< ours\n1\n=======\n2\n>>>>>>> theirs\n")
    assert forgemd(crossed, "merge", "--verify", "HEAD").out == "TASKS.md: conflict markers were committed\n"
    crossed.git("reset", "--quiet", "--hard", "HEAD~1")
    together(crossed, None)
    done = forgemd(crossed, "merge", "--verify", "HEAD")
    assert (done.code, done.out) == (1, "TASKS.md: the merge has no such file, and a parent that changed it has\n")


def test_a_file_that_one_side_gave_another_name(crossed: Repo) -> None:
    crossed.git("mv", "TASKS.md", "PLAN.md")
    crossed.commit("Rename")
    crossed.run("merge", "--no-commit", "other")
    crossed.write("PLAN.md", BOTH)
    crossed.commit("Merge")
    assert forgemd(crossed, "merge", "--verify", "HEAD").code == 0
    crossed.write("PLAN.md", OURS)
    crossed.add()
    crossed.git("commit", "--quiet", "--amend", "--no-edit")
    assert forgemd(crossed, "merge", "--verify", "HEAD", "PLAN.md").code == 1


def test_what_cannot_be_asked(crossed: Repo) -> None:
    done = forgemd(crossed, "merge", "--verify", "HEAD")
    assert (done.code, done.out) == (2, "")
    assert "HEAD is no merge: it has 1 parent" in done.err
    assert forgemd(crossed, "merge", "--verify", "nowhere").code == 2
    assert forgemd(crossed, "merge", "--check", "nowhere").code == 2
    assert "do not go together" in forgemd(crossed, "merge", "--check", "other", "--verify", "HEAD").err
