"""Git merges trackers with forgemd: in everything that it does, wherever it is called, and whatever breaks."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable

import pytest

from forgemd.cli.interpreter import import_paths
from forgemd.git import driver_command
from forgemd.workspace import Workspace, install_merge
from tests.cli.test_merge import BASE, CLASH, OURS, THEIRS
from tests.gitrepo import Repo
from tests.shared import ROOT

PATH = "docs/T.md"
TOGETHER = OURS.replace("| A-3 | Sail | todo |", "| A-3 | Sail | blocked |") + (
    "| 2026-01-03 | A-3 | todo | blocked | x |\n"
)


def install(repo: Repo, *patterns: str) -> None:
    """`forgemd merge --install`, without a process of its own."""
    install_merge(Workspace(repo.path, os.environ), patterns, sys.executable, import_paths())


def branch(repo: Repo, name: str, text: str, start: str = "main") -> None:
    repo.git("checkout", "-q", "-b", name, start)
    repo.write(PATH, text)
    repo.commit(name)


@pytest.fixture
def apart(repo: Repo) -> Repo:
    """Git's driver is forgemd; `ours` and `theirs` changed different rows, and `ours` is checked out."""
    repo.write(PATH, BASE)
    repo.write("sub/deep/x", "")
    repo.git("add", ".")
    install(repo)
    repo.commit("base")
    branch(repo, "theirs", THEIRS)
    branch(repo, "ours", OURS)
    return repo


def text_of(repo: Repo, rev: str | None = None) -> str:
    raw = repo.read(PATH) if rev is None else repo.blob(PATH, rev)
    return raw.decode()


# Every operation that merges


def patch(repo: Repo, *options: str) -> bytes:
    return repo.raw("format-patch", "--stdout", *options, "main..theirs")


def stash(repo: Repo) -> None:
    repo.git("checkout", "-q", "main")
    repo.write(PATH, THEIRS)
    repo.git("stash", "-q")
    repo.git("checkout", "-q", "ours")
    repo.git("stash", "pop", "-q")


def checkout(repo: Repo) -> None:
    repo.git("checkout", "-q", "main")
    repo.write(PATH, THEIRS)
    repo.git("checkout", "-q", "-m", "ours")


OPERATIONS: dict[str, Callable[[Repo], object]] = {
    "merge": lambda repo: repo.git("merge", "-q", "--no-edit", "theirs"),
    "merge --squash": lambda repo: repo.git("merge", "-q", "--squash", "theirs"),
    "merge -s recursive": lambda repo: repo.git("merge", "-q", "--no-edit", "-s", "recursive", "theirs"),
    "rebase": lambda repo: repo.git("rebase", "-q", "theirs"),
    "rebase --apply": lambda repo: repo.git("rebase", "-q", "--apply", "theirs"),
    "cherry-pick": lambda repo: repo.git("cherry-pick", "theirs"),
    "am -3": lambda repo: repo.git("am", "-q", "-3", stdin=patch(repo)),
    "apply --3way": lambda repo: repo.git("apply", "-q", "--3way", stdin=patch(repo, "--full-index")),
    "stash pop": stash,
    "checkout -m": checkout,
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_both_sides_are_in(apart: Repo, operation: str) -> None:
    OPERATIONS[operation](apart)
    assert text_of(apart) == TOGETHER
    assert "U" not in apart.status()[:2]
    assert [name for name in os.listdir(apart.path) if "merge_file" in name] == []


def test_revert_takes_out_one_change(apart: Repo) -> None:
    apart.git("merge", "-q", "--no-edit", "theirs")
    apart.git("revert", "--no-edit", "ours^1")
    assert text_of(apart) == THEIRS


def test_merge_tree_without_a_work_tree(apart: Repo) -> None:
    tree = apart.git("merge-tree", "--write-tree", "ours", "theirs")
    assert text_of(apart, tree) == TOGETHER
    assert text_of(apart) == OURS


def test_in_a_bare_repository(apart: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    """There the attributes have to be the repository's own."""
    bare = Repo(str(tmp_path_factory.mktemp("bare")))
    bare.git("clone", "-q", "--bare", apart.path, ".")
    bare.git("config", "merge.forgemd.driver", apart.git("config", "merge.forgemd.driver"))
    bare.write("info/attributes", "*.md merge=forgemd\n")
    tree = bare.git("merge-tree", "--write-tree", "ours", "theirs")
    assert text_of(bare, tree) == TOGETHER


@pytest.mark.parametrize(("where", "operation"), [("sub/deep", "merge"), ("docs", "rebase")])
def test_from_a_subdirectory(apart: Repo, where: str, operation: str) -> None:
    OPERATIONS[operation](Repo(apart.full(where)))
    assert text_of(apart) == TOGETHER


@pytest.mark.parametrize("operation", ["merge", "rebase"])
def test_in_a_linked_work_tree(apart: Repo, operation: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    linked = Repo(str(tmp_path_factory.mktemp("linked") / "tree"))
    apart.git("worktree", "add", "-q", "-b", "linked", linked.path, "ours")
    OPERATIONS[operation](linked)
    assert text_of(linked) == TOGETHER
    assert text_of(apart) == OURS


def test_a_plain_patch_knows_no_driver_and_loses_nothing(apart: Repo) -> None:
    assert apart.run("am", "-q", stdin=patch(apart)).returncode != 0
    apart.git("am", "--abort")
    assert apart.run("apply", stdin=patch(apart)).returncode != 0
    assert (text_of(apart), apart.status()) == (OURS, "")


def test_an_octopus_knows_no_driver_and_says_so(apart: Repo) -> None:
    branch(apart, "third", CLASH)
    apart.git("checkout", "-q", "ours")
    done = apart.run("merge", "-q", "--no-edit", "theirs", "third")
    assert done.returncode == 2
    apart.git("reset", "-q", "--hard")
    assert text_of(apart) == OURS


# Conflicts


def conflict(repo: Repo, *options: str) -> str:
    """The file after a merge that has to end in a conflict."""
    done = repo.run(*options, "merge", "-q", "--no-edit", "theirs")
    assert done.returncode == 1, done.stderr
    assert repo.git("ls-files", "-u", "--", PATH) != ""
    return text_of(repo)


@pytest.fixture
def clashing(apart: Repo) -> Repo:
    """`ours` and `theirs` changed the same row."""
    apart.git("branch", "-q", "-D", "theirs")
    branch(apart, "theirs", CLASH)
    apart.git("checkout", "-q", "ours")
    return apart


def test_a_conflict_is_one_row_in_markers(clashing: Repo) -> None:
    text = conflict(clashing)
    named = re.sub(r"^([<|>]{7}) .*$", r"\1", text, flags=re.MULTILINE)  # git names the sides since 2.44
    rows = "| A-1 | Keel | doing | - |\n|||||||\n| A-1 | Keel | todo | - |\n=======\n| A-1 | Keel | blocked | - |\n"
    assert f"<<<<<<<\n{rows}>>>>>>>\n| A-2 |" in named
    assert text.endswith("| todo | blocked | x |\n| 2026-01-01 | A-1 | todo | doing | x |\n")


def test_markers_are_as_long_as_an_attribute_asks(clashing: Repo) -> None:
    """Longer ones do not mean that git makes up an ancestor."""
    with open(clashing.full(".git/info/attributes"), "a", encoding="utf-8") as file:
        file.write("*.md conflict-marker-size=12\n")
    text = conflict(clashing)
    assert re.search(r"^<{12}( |$)", text, re.MULTILINE)
    assert "doing" in text
    assert "blocked" in text


def test_trouble_wins_by_configuration(clashing: Repo) -> None:
    clashing.write(".forgemd.yaml", "merge: {policy: safety}\n")
    clashing.commit("configure")
    done = clashing.run("merge", "-q", "--no-edit", "theirs")
    assert done.returncode == 0
    assert b"blocked won over doing" in done.stderr
    assert "| A-1 | Keel | blocked | - |" in text_of(clashing)
    assert text_of(clashing).endswith("| doing | blocked | merge |\n")


# Drivers that break


@pytest.fixture
def programs(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty directory in front of the PATH, on which there is no other forgemd."""
    path = str(tmp_path_factory.mktemp("programs"))
    monkeypatch.setenv("PATH", f"{path}{os.pathsep}{os.defpath}")
    return path


def fake(programs: str, body: str) -> str:
    path = os.path.join(programs, "forgemd")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\n{body}\n")
    os.chmod(path, 0o755)
    return driver_command()


def no_module(programs: str) -> str:
    os.makedirs(os.path.join(programs, "site", "forgemd"))
    return driver_command(sys.executable, [os.path.join(programs, "site")])


BROKEN: dict[str, Callable[[str], str]] = {
    "not on the PATH": lambda programs: driver_command(),
    "removed with its environment": lambda programs: driver_command("/no/such/python", ["/no/such/site"]),
    "ModuleNotFoundError": no_module,
    "usage error": lambda programs: fake(programs, "exit 2"),
    "killed": lambda programs: fake(programs, "kill -9 $$"),
    "killed while writing": lambda programs: fake(programs, 'echo torn > "$3"; kill -9 $$'),
    "not executable": lambda programs: fake(programs, "exec /no/such/interpreter"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_driver_leaves_both_sides(apart: Repo, programs: str, case: str) -> None:
    apart.git("config", "merge.forgemd.driver", BROKEN[case](programs))
    text = conflict(apart)
    assert text.count("<<<<<<<") == text.count(">>>>>>>") == 1
    for line in ("| 2026-01-01 | A-1 | todo | doing | x |", "| 2026-01-03 | A-3 | todo | blocked | x |"):
        assert line in text
    assert "| A-1 | Keel | doing | - |" in text
    assert "| A-3 | Sail | blocked | - |" in text
    assert [name for name in os.listdir(apart.path) if "merge_file" in name] == []


def test_when_the_shell_is_killed_too_nothing_is_lost(apart: Repo, programs: str) -> None:
    """Before git 2.42 that is a conflict; since then git gives up and leaves the work tree alone."""
    apart.git("config", "merge.forgemd.driver", fake(programs, "kill -9 $PPID; exit 1"))
    done = apart.run("merge", "-q", "--no-edit", "theirs")
    assert done.returncode != 0
    text = text_of(apart)
    if apart.git("ls-files", "-u"):
        assert "| A-1 | Keel | doing | - |" in text
        assert "| A-3 | Sail | blocked | - |" in text
    else:
        assert text == OURS
    assert "merge_file" not in apart.status()


def test_a_configuration_with_mistakes_merges_as_text(apart: Repo) -> None:
    apart.write(".forgemd.yaml", "colums: {}\n")
    apart.commit("configure")
    done = apart.run("merge", "-q", "--no-edit", "theirs")
    assert done.returncode == 1
    assert b"MERGED AS TEXT" in done.stderr
    assert b"colums" in done.stderr
    assert "<<<<<<<" in text_of(apart)


def test_a_file_that_is_no_text_is_left_to_git(apart: Repo) -> None:
    apart.git("checkout", "-q", "theirs")
    apart.write(PATH, THEIRS + "\0")
    apart.commit("binary")
    apart.git("checkout", "-q", "ours")
    done = apart.run("merge", "-q", "--no-edit", "theirs")
    assert done.returncode == 1
    assert apart.git("ls-files", "-u") != ""


# Histories


def test_criss_cross(apart: Repo) -> None:
    """Two merge bases: git makes up an ancestor out of them, without markers in it."""
    apart.git("branch", "-q", "ours-too")
    apart.git("merge", "-q", "--no-edit", "theirs")
    apart.git("checkout", "-q", "theirs")
    apart.git("merge", "-q", "--no-edit", "ours-too")
    apart.write(PATH, text_of(apart).replace("| A-2 | Mast |", "| A-2 | Mast and boom |"))
    apart.commit("title")
    apart.git("checkout", "-q", "ours")
    apart.write(PATH, text_of(apart).replace("| A-3 | Sail |", "| A-3 | Sails |"))
    apart.commit("title")
    assert len(apart.git("merge-base", "--all", "ours", "theirs").split()) == 2
    apart.git("merge", "-q", "--no-edit", "theirs")
    both = TOGETHER.replace("| A-2 | Mast |", "| A-2 | Mast and boom |").replace("| A-3 | Sail |", "| A-3 | Sails |")
    assert text_of(apart) == both


def test_criss_cross_whose_bases_conflict(clashing: Repo) -> None:
    """The made-up ancestor has the row as its own ancestor had it: who settled it alike has no conflict again."""
    settled = OURS + CLASH.splitlines(keepends=True)[-1] + "| 2026-01-04 | A-1 | blocked | doing | merge |\n"
    clashing.git("branch", "-q", "ours-too")
    for name, other in (("ours", "theirs"), ("theirs", "ours-too")):
        clashing.git("checkout", "-q", name)
        assert clashing.run("merge", "-q", "--no-edit", other).returncode == 1
        clashing.write(PATH, settled)
        clashing.commit(f"merge into {name}")
    clashing.write(PATH, settled.replace("Mast", "Masts"))
    clashing.commit("title")
    clashing.git("checkout", "-q", "ours")
    clashing.write(PATH, settled.replace("Keel", "Keels"))
    clashing.commit("title")
    assert len(clashing.git("merge-base", "--all", "ours", "theirs").split()) == 2
    clashing.git("merge", "-q", "--no-edit", "theirs")
    assert text_of(clashing) == settled.replace("Mast", "Masts").replace("Keel", "Keels")


def test_a_file_that_one_side_renamed(apart: Repo) -> None:
    apart.git("mv", PATH, "docs/TASKS.md")
    apart.commit("rename")
    with open(apart.full(".git/info/attributes"), "a", encoding="utf-8") as file:
        file.write("/docs/TASKS.md merge=forgemd\n")
    apart.git("merge", "-q", "--no-edit", "theirs")
    assert apart.read("docs/TASKS.md").decode() == TOGETHER


def test_a_file_that_both_sides_renamed(apart: Repo) -> None:
    """Git asks for markers of eight signs then, and makes up no ancestor: the conflict has to be seen."""
    apart.write(".git/info/attributes", "*.md merge=forgemd\n")
    branch(apart, "one", OURS, "main")
    apart.git("mv", PATH, "docs/one.md")
    apart.commit("rename")
    branch(apart, "two", CLASH, "main")
    apart.git("mv", PATH, "docs/two.md")
    apart.commit("rename")
    assert apart.run("merge", "-q", "--no-edit", "one").returncode == 1
    for name in ("docs/one.md", "docs/two.md"):
        text = apart.read(name).decode()
        assert "<<<<<<<<" in text
        assert "| A-1 | Keel | doing | - |" in text
        assert "| A-1 | Keel | blocked | - |" in text


def test_a_branch_from_before_the_attributes(repo: Repo) -> None:
    """Git reads `.gitattributes` on our side; the repository's own attributes hold everywhere."""
    repo.write(PATH, BASE)
    repo.commit("base")
    branch(repo, "ours", OURS)
    branch(repo, "theirs", THEIRS, "main")
    install(repo)
    repo.commit("declare")
    repo.git("checkout", "-q", "ours")
    assert not os.path.exists(repo.full(".gitattributes"))
    repo.git("merge", "-q", "--no-edit", "theirs")
    assert text_of(repo) == TOGETHER


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (OURS.replace("\n", "\r\n"), THEIRS, TOGETHER.replace("\n", "\r\n")),
        (re.sub(r" \| ", "   |   ", OURS), THEIRS, None),
        (OURS.replace("Keel", "KÃ¼hl"), THEIRS.replace("Mast", "Masten"), None),
    ],
    ids=["CRLF against LF", "reformatted against edited", "mojibake"],
)
def test_texts_that_differ_everywhere(repo: Repo, ours: str, theirs: str, expected: str | None) -> None:
    repo.write(PATH, BASE)
    repo.git("add", ".")
    install(repo)
    repo.commit("base")
    branch(repo, "ours", ours)
    branch(repo, "theirs", theirs, "main")
    repo.git("checkout", "-q", "ours")
    repo.git("-c", "core.autocrlf=false", "merge", "-q", "--no-edit", "theirs")
    text = text_of(repo)
    squeezed = re.sub(" +", " ", text)
    assert expected is None or text == expected
    for row in ("| A-1 |", "| A-3 |"):
        assert squeezed.count(row) == 2  # its row, and its entry
    assert re.search(r"\| A-3 \| Sail \| blocked \|", squeezed)
    assert re.search(r"\| A-1 \| \S+ \| doing \|", squeezed)


def test_mojibake_that_one_side_repaired(repo: Repo) -> None:
    broken = BASE.replace("todo", "ðŸ”² PENDING")
    sound = BASE.replace("todo", "🔲 PENDING")
    repo.write(PATH, broken)
    repo.git("add", ".")
    install(repo)
    repo.commit("base")
    branch(repo, "ours", sound)
    branch(repo, "theirs", broken.replace("Sail", "Sails"), "main")
    repo.git("checkout", "-q", "ours")
    repo.git("merge", "-q", "--no-edit", "theirs")
    assert text_of(repo) == sound.replace("Sail", "Sails")


def test_a_tracker_that_only_one_side_parses(apart: Repo) -> None:
    """Their side lost the delimiter row: no table any more, so the sides are merged as text, and none is lost."""
    branch(apart, "broken", THEIRS.replace("|---|---|---|---|\n", ""), "main")
    apart.git("checkout", "-q", "ours")
    done = apart.run("merge", "-q", "--no-edit", "broken")
    text = text_of(apart)
    assert "| A-1 | Keel | doing | - |" in text
    assert "| A-3 | Sail | blocked | - |" in text
    assert "| 2026-01-03 | A-3 | todo | blocked | x |" in text
    assert (done.returncode == 0) == ("<<<<<<<" not in text)


def test_the_checkout_is_what_runs() -> None:
    assert import_paths()[0] == ROOT
