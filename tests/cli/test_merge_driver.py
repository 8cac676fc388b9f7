"""`forgemd merge-driver`, called as git calls it: what it answers, and that %A is whole whatever it answers."""

from __future__ import annotations

import os

import pytest

from tests.cli.test_merge import BASE, CLASH, NAMES, OURS, THEIRS, Bench
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo


@pytest.fixture
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(str(tmp_path_factory.mktemp("bench")))


def drive(bench: Bench, *rest: str) -> Done:
    return forgemd(bench.path, "merge-driver", *NAMES, *rest)


def test_clean(bench: Bench) -> None:
    bench.put(BASE, OURS, THEIRS)
    assert drive(bench, "7", "docs/T.md", "%S", "%X", "%Y") == (0, "", "")
    assert bench.read().count("| blocked |") == 2
    assert sorted(os.listdir(bench.path)) == sorted(NAMES)


_USUAL = ["<<<<<<< ours", "||||||| base", ">>>>>>> theirs"]


@pytest.mark.parametrize(
    ("rest", "marks"),
    [
        (("7", "T.md", "%S", "%X", "%Y"), _USUAL),
        (("8", "T.md", "old", "HEAD", "topic 'x'"), ["<<<<<<<< HEAD", "|||||||| old", ">>>>>>>> topic 'x'"]),
        (("", "T.md"), _USUAL),
        (("7", "T.md", "a\nb", "\x1b[2J", ""), _USUAL),
    ],
    ids=["before 2.44", "both renamed the file", "no size", "names that are none"],
)
def test_conflict(bench: Bench, rest: tuple[str, ...], marks: list[str]) -> None:
    bench.put(BASE, OURS, CLASH)
    done = drive(bench, *rest)
    assert (done.code, done.out) == (10, "")
    assert "T.md: conflict: A-1: both sides changed Status" in done.err
    lines = bench.read().split("\n")
    assert [line for line in lines if line.startswith(("<<<", ">>>", "|||"))] == marks


def test_an_ancestor_that_git_makes_up(bench: Bench) -> None:
    Repo.create(bench.path)
    bench.put(BASE, OURS, CLASH)
    done = drive(bench, "9", "T.md")
    assert (done.code, done.out, done.err) == (10, "", "")
    assert "| A-1 | Keel | todo | - |\n" in bench.read()
    assert "<<<" not in bench.read()


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        ((BASE, OURS, b"\0"), "a NUL byte"),
        ((BASE, OURS, "\xff\xfe".encode("latin-1")), "UTF-16"),
        ((BASE, OURS, THEIRS + " " * (8 << 20)), "too much to merge by rows"),
    ],
    ids=["NUL", "UTF-16", "too long"],
)
def test_what_is_left_to_git(bench: Bench, contents: tuple[str | bytes, ...], words: str) -> None:
    bench.put(*contents)
    done = drive(bench, "7", "docs/T.md")
    assert (done.code, bench.read()) == (2, OURS)
    assert f"docs/T.md{':1' if words == 'a NUL byte' else ''}: " in done.err
    assert words in done.err


def test_files_that_are_not_there(bench: Bench) -> None:
    assert drive(bench, "7", "T.md").code == 2
    assert forgemd(bench.path, "merge-driver").code == 2
    assert "Usage" in forgemd(bench.path, "merge-driver", "--help").out
