"""The environment of the tests is sealed, and the scratch repository is a real one."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import GITCONFIG, LEAKS
from tests.gitrepo import Repo
from tests.shared import ROOT

SET = {
    "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_EDITOR",
    "GIT_TERMINAL_PROMPT",
    "LC_ALL",
    "XDG_CONFIG_HOME",
}


def test_nothing_leaks_in() -> None:
    """Run in a second pytest, into which everything is made to leak."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        f"{__file__}::test_only_ours_is_set",
    ]
    leaks = {
        "CI": "true",
        "FORGEMD_NOW": "never",
        "GIT_AUTHOR_DATE": "1 +0000",
        "GIT_DIR": "/nowhere",
        "GIT_INDEX_FILE": "/nowhere/index",
        "LANG": "tr_TR.UTF-8",
        "NO_COLOR": "1",
    }
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **leaks}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_only_ours_is_set() -> None:
    assert {name for name in os.environ if name.startswith(LEAKS)} == SET


def test_only_our_configuration_counts(repo: Repo, sealed: str) -> None:
    origins = {line.split("\t")[0] for line in repo.git("config", "--list", "--show-origin").splitlines()}
    assert origins == {f"file:{sealed}/.gitconfig", "file:.git/config"}
    assert repo.git("var", "GIT_AUTHOR_IDENT").startswith("Ada Example <ada@example.com>")


@pytest.mark.parametrize("attempt", [1, 2])
def test_each_test_finds_the_home_as_it_was(attempt: int, repo: Repo, sealed: str) -> None:
    assert os.listdir(sealed) == [".gitconfig"], attempt
    with open(os.path.join(sealed, ".gitconfig"), encoding="utf-8") as file:
        assert file.read() == GITCONFIG
    repo.git("config", "--global", "user.name", "Eve")
    os.mkdir(os.path.join(sealed, ".config"))


def test_a_repository_keeps_the_bytes(repo: Repo) -> None:
    raw = b"\xef\xbb\xbf| a |\r\n|---|\n| \xff |\r"
    repo.write("docs/tracker.md", raw)
    first = repo.commit("first")
    assert repo.read("docs/tracker.md") == repo.blob("docs/tracker.md") == raw
    repo.write("docs/tracker.md", "| b |\n")
    assert repo.status() == " M docs/tracker.md"
    repo.add("docs/tracker.md")
    assert repo.blob("docs/tracker.md", rev="") == b"| b |\n"
    assert repo.head() == first
    assert repo.commit("second") == repo.head() != first
    assert repo.git("rev-parse", "HEAD^") == first


def test_a_git_that_fails_says_why(repo: Repo) -> None:
    with pytest.raises(AssertionError, match="ended with 128: fatal"):
        repo.head()
    assert repo.run("rev-parse", "--verify", "HEAD").returncode == 128
