"""Directories without a repository, and paths that name nothing."""

from __future__ import annotations

import os

import pytest

from tests.cli.inside import inside
from tests.cli.test_check import TWICE
from tests.cli.test_places import piped
from tests.gitrepo import Repo


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A directory without a repository, some of which is nobody's tracker."""
    directory = tmp_path_factory.mktemp("nowhere")
    for path in ("T.md", "docs/U.MD", "docs/old/V.markdown", "docs/.venv/W.md", "node_modules/X.md", "docs/y.txt"):
        os.makedirs((directory / path).parent, exist_ok=True)
        (directory / path).write_text(TWICE)
    (directory / "docs/README.md").write_text("# Nothing\n")
    os.symlink("../T.md", directory / "docs/L.md")
    return str(directory)


@pytest.mark.parametrize(
    ("place", "paths", "files"),
    [
        ("", ["."], ["T.md", "docs/U.MD", "docs/old/V.markdown"]),
        ("", ["docs"], ["docs/U.MD", "docs/old/V.markdown"]),
        ("", ["docs", "docs/old", "T.md"], ["T.md", "docs/U.MD", "docs/old/V.markdown"]),
        ("docs/old", ["../../docs"], ["../U.MD", "V.markdown"]),
        ("", ["*.md"], ["T.md"]),
        ("", ["docs/*.MD"], ["docs/U.MD"]),
        ("docs", ["**/*.markdown"], ["old/V.markdown"]),
        ("docs/old", ["../../*.md"], ["../../T.md"]),
    ],
)
def test_a_directory_needs_no_repository(nowhere: str, place: str, paths: list[str], files: list[str]) -> None:
    done = inside(Repo(os.path.join(nowhere, place)), "check", "--format", "json", *paths)
    assert (done.code, sorted(done.json["files"])) == (1, sorted(files))
    assert "no git repository" in str(done.json["not_run"])


def test_what_stands_on_stdin_needs_no_repository(nowhere: str) -> None:
    done = piped(Repo(nowhere), TWICE.encode(), "--stdin-filename", "X.md", "--format", "json")
    assert (done.code, done.json["files"]) == (1, ["X.md"])


def test_who_names_nothing_where_no_repository_is_learns_what_to_name(nowhere: str) -> None:
    for words in (["check"], ["list"], ["graph"], ["fmt"]):
        done = inside(Repo(nowhere), *words)
        assert (done.code, "git init, or name what to read" in done.err) == (2, True)
    assert "hint: git init\n" in inside(Repo(nowhere), "check", "--staged").err


def test_without_a_repository_the_configuration_holds_too(nowhere: str) -> None:
    options = os.path.join(nowhere, "docs", ".forgemd.yaml")
    with open(options, "w", encoding="utf-8") as file:
        file.write("exclude: [old]\n")
    assert inside(Repo(os.path.join(nowhere, "docs")), "check", "--format", "json", ".").json["files"] == ["U.MD"]
    os.unlink(options)


@pytest.mark.parametrize("words", [("check", ""), ("check", "T.md", ""), ("list", ""), ("fmt", ""), ("explain", "")])
def test_an_empty_path_is_an_error_and_not_the_directory(repo: Repo, words: tuple[str, ...]) -> None:
    repo.write("T.md", TWICE)
    done = inside(repo, *words)
    assert (done.code, done.out, "an empty path names no file" in done.err) == (2, "", True)


def test_to_select_nothing_is_an_error(repo: Repo) -> None:
    done = inside(repo, "check", "--select", "")
    assert (done.code, done.out, "--select names no rule" in done.err) == (2, "", True)
