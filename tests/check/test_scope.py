"""Globs: what they mean, held against git's own reading of `.gitignore`."""

from __future__ import annotations

import itertools

import pytest

from forgemd.check import matches
from tests.gitrepo import Repo

DIRECTORIES = ("", "a/", "ab/", "a/docs/", "docs/a/b/")
PATHS = [directory + name for directory in DIRECTORIES for name in ("x.md", "a.md", "ab.md", "[x].md")]
PARTS = ("*", "**", "?", "a*", "*.md", "[ax].md", "docs", "[!a]*")
GLOBS = [
    lead + "/".join(parts)
    for number in (1, 2, 3)
    for parts in itertools.product(PARTS, repeat=number)
    for lead in ("", "./")
    if any(sign in part for part in parts for sign in "*?[")
]


def test_a_glob_means_what_it_means_to_git(repo: Repo) -> None:
    """Of those with several parts a few: git takes a process for each."""
    for glob in GLOBS[: 2 * len(PARTS)] + GLOBS[2 * len(PARTS) :: 29]:
        repo.write(".gitignore", f"/{glob[2:]}\n" if glob.startswith("./") else f"{glob}\n")
        said = repo.run("check-ignore", "--no-index", *PATHS).stdout.decode().splitlines()
        assert [path for path in PATHS if matches(path, [glob])] == [path for path in PATHS if path in said], glob


@pytest.mark.parametrize(
    ("pattern", "path", "found"),
    [
        ("docs", "docs/a.md", True),
        ("docs/", "docs/a.md", True),
        ("./docs", "docs/a.md", True),
        ("docs", "a/docs/b.md", False),
        ("T.md", "T.md", True),
        ("T.md", "docs/T.md", False),
        (".", "docs/T.md", True),
        ("docs/[x].md", "docs/[x].md", True),
        ("docs/[x].md", "docs/x.md", True),
        ("**/" * 40 + "x", "a/" * 40 + "y", False),
    ],
)
def test_a_path_means_itself_and_what_lies_below_it(pattern: str, path: str, found: bool) -> None:
    assert matches(path, [pattern]) is found
