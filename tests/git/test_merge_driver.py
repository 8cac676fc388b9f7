"""What makes git merge with forgemd: patterns, values and files that git reads as they are meant."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from forgemd.errors import GitError, StaleEdit, UsageError
from forgemd.git import (
    Repository,
    attribute_pattern,
    attributes_of,
    carry_out,
    driver_command,
    install_edits,
    uninstall_edits,
)
from tests.gitrepo import Repo

Opened = Callable[..., Repository]

ODD = ["T.md", "docs/T.md", "a b/c.md", "#x.md", "!x.md", 'q"t.md', "st*r.md", "[a].md", "back\\slash.md", "ü/ş.md"]


def test_every_path_is_meant_and_no_other(repo: Repo, opened: Opened) -> None:
    repository = opened(repo)
    carry_out(install_edits(repository, "x", [attribute_pattern(path) for path in ODD]))
    others = ["docs/docs/T.md", "x/T.md", "star.md", "a.md", "x.md", "c.md", "backslash.md"]
    found = attributes_of(repository.git, "merge", ODD + others)
    assert found == ["forgemd"] * len(ODD) + [None] * len(others)


@pytest.mark.parametrize("pattern", ["", "!x", "#x", "[attr]x", "a\nb", "a\tb"])
def test_what_no_attributes_file_can_have(repo: Repo, opened: Opened, pattern: str) -> None:
    with pytest.raises(UsageError):
        install_edits(opened(repo), "x", [pattern])


def test_git_reads_the_value_as_it_was_written(repo: Repo, opened: Opened) -> None:
    command = "sh 'a\"b' \\n $x; # c\n\td %%"
    repository = opened(repo)
    carry_out(install_edits(repository, command, ["*.md"]))
    assert repository.config("merge.forgemd.driver") == command


def test_a_path_with_every_sign_in_it(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Git takes a per cent sign in the command for a placeholder, the shell a quote for its own."""
    site = str(tmp_path_factory.mktemp("site") / 'it\'s 100%O "odd" $HOME')
    os.makedirs(os.path.join(site, "forgemd", "cli"))
    for name in ("forgemd/__init__.py", "forgemd/cli/__init__.py"):
        open(os.path.join(site, name), "w").close()
    with open(os.path.join(site, "forgemd/cli/merge_driver.py"), "w", encoding="utf-8") as file:
        file.write("def main(argv):\n    open(argv[1], 'w').write('made by ' + argv[4])\n    return 0\n")
    repo.write(".gitattributes", "*.md merge=forgemd\n")
    for branch, text in (("main", "a\n"), ("one", "b\n"), ("two", "c\n")):
        repo.git("checkout", "-q", "-B", branch, *(["main"] if branch != "main" else []))
        repo.write("it's.md", text)
        repo.commit(branch)
    command = driver_command(sys.executable, [site])
    repo.git("-c", f"merge.forgemd.driver={command}", "merge", "-q", "--no-edit", "one")
    assert repo.read("it's.md") == b"made by it's.md"


def snapshot(repo: Repo) -> dict[str, bytes | None]:
    """Every file and directory, also of git's own."""
    found: dict[str, bytes | None] = {}
    for directory, _, files in os.walk(repo.path):
        found[directory] = None
        for name in files:
            with open(os.path.join(directory, name), "rb") as file:
                found[os.path.join(directory, name)] = file.read()
    return found


def bare_of_everything(repo: Repo) -> None:
    subprocess.run(["rm", "-rf", repo.full(".git/info")], check=True)


def unended(repo: Repo) -> None:
    repo.write(".gitattributes", "*.png binary")
    repo.write(".git/config", repo.read(".git/config").rstrip(b"\n"))
    repo.write(".git/info/exclude", b"*.pyc\r\n*.o")


def empty(repo: Repo) -> None:
    for name in (".gitattributes", ".git/info/attributes", ".git/info/exclude"):
        repo.write(name, b"")


@pytest.mark.parametrize("prepare", [lambda repo: None, bare_of_everything, unended, empty])
def test_uninstalled_without_a_trace(repo: Repo, opened: Opened, prepare: Callable[[Repo], None]) -> None:
    prepare(repo)
    before = snapshot(repo)
    repository = opened(repo)
    for patterns in (["*.md"], ["/T.md", "/U.md"]):
        carry_out(install_edits(repository, "x", patterns))
    assert not any(edit.changed for edit in install_edits(repository, "x", patterns))
    assert snapshot(repo) != before
    carry_out(uninstall_edits(repository))
    assert snapshot(repo) == before
    assert not any(edit.changed for edit in uninstall_edits(repository))


def test_git_goes_on_writing_its_configuration(repo: Repo, opened: Opened) -> None:
    repository = opened(repo)
    carry_out(install_edits(repository, "x", ["*.md"]))
    repo.git("config", "alias.st", "status")
    repo.git("remote", "add", "origin", "/no/where")
    carry_out(uninstall_edits(repository))
    assert repo.git("config", "alias.st") == "status"
    assert repo.git("remote") == "origin"
    assert repo.run("config", "--get-regexp", "^merge").returncode == 1


def test_what_is_ignored_anyway_is_not_excluded_again(repo: Repo, opened: Opened) -> None:
    repo.write(".gitignore", ".*\n")
    assert not any(edit.path.endswith("exclude") for edit in install_edits(opened(repo), "x", ["*.md"]))


def test_a_locked_configuration_is_left_alone(repo: Repo, opened: Opened) -> None:
    repo.write(".git/config.lock", "")
    with pytest.raises(GitError, match="locked"):
        carry_out(install_edits(opened(repo), "x", ["*.md"]))
    assert repo.read(".git/config.lock") == b""
    assert repo.run("config", "merge.forgemd.driver").returncode == 1


def test_a_file_that_changed_meanwhile_is_left_alone(repo: Repo, opened: Opened) -> None:
    edits = install_edits(opened(repo), "x", ["*.md"])
    repo.git("config", "alias.st", "status")
    with pytest.raises(StaleEdit):
        carry_out(edits)
    assert repo.git("config", "alias.st") == "status"
    assert not os.path.exists(repo.full(".git/config.lock"))


def test_attributes_behind_a_link_git_does_not_read(repo: Repo, opened: Opened) -> None:
    repo.write("real", "*.png binary\n")
    os.symlink("real", repo.full(".gitattributes"))
    with pytest.raises(GitError, match="symbolic link"):
        install_edits(opened(repo), "x", ["*.md"])
    assert not any(edit.changed for edit in uninstall_edits(opened(repo)))
