"""Files that are all new or all as they were, seen from the one who finds them later."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable

import pytest

from forgemd.errors import GitError, StaleEdit
from forgemd.git import FileError, FileWrite, Repository, exclusive, replaced
from tests.gitrepo import Repo

Open = Callable[..., Repository]
JOURNAL = ".git/forgemd-journal"


@pytest.fixture
def two(repo: Repo) -> Repo:
    repo.write("a.md", "a\n")
    repo.write("docs/b.md", "b\n")
    repo.commit("Begin")
    return repo


WRITES = [FileWrite("a.md", b"a\n", b"A\n"), FileWrite("docs/b.md", b"b\n", b"B\n")]


def texts(repo: Repo) -> tuple[bytes, bytes]:
    return repo.read("a.md"), repo.read("docs/b.md")


def clean(repo: Repo) -> None:
    names = [name for _, directories, files in os.walk(repo.path) for name in directories + files]
    assert [name for name in names if "forgemd" in name and name != "forgemd.lock"] == []


def killed(repo: Repo, repository: Repository) -> None:
    """What a process leaves that is killed when the files are written."""
    if not (child := os.fork()):
        with replaced(repository, repo.head(), WRITES):
            os._exit(0)
    os.waitpid(child, 0)
    assert texts(repo) == (b"A\n", b"B\n")
    assert os.path.exists(repo.full(JOURNAL))


def refused(repo: Repo, opened: Open, writes: list[FileWrite], act: Callable[[], object]) -> GitError:
    """The error that ends a transaction, once `act` is done in it."""
    with pytest.raises(GitError, match="refused") as raised, replaced(opened(repo), repo.head(), writes):
        _then_refuse(act)
    return raised.value


def _then_refuse(act: Callable[[], object]) -> None:
    act()
    raise GitError("refused")


def test_all_is_written(two: Repo, opened: Open) -> None:
    with replaced(opened(two), two.head(), WRITES):
        assert texts(two) == (b"A\n", b"B\n")
    assert texts(two) == (b"A\n", b"B\n")
    clean(two)


def test_an_error_inside_takes_all_back_to_the_time(two: Repo, opened: Open) -> None:
    times = [os.stat(two.full(path)).st_mtime_ns for path in ("a.md", "docs/b.md")]
    with pytest.raises(ValueError, match="inside"), replaced(opened(two), two.head(), WRITES):
        raise ValueError("inside")
    assert texts(two) == (b"a\n", b"b\n")
    assert [os.stat(two.full(path)).st_mtime_ns for path in ("a.md", "docs/b.md")] == times
    clean(two)


def test_the_second_was_changed_meanwhile(two: Repo, opened: Open) -> None:
    two.write("docs/b.md", "theirs\n")
    with pytest.raises(StaleEdit) as raised, replaced(opened(two), two.head(), WRITES):
        pass
    assert raised.value.where == "docs/b.md"
    assert raised.value.hint == "run the command again"
    assert texts(two) == (b"a\n", b"theirs\n")
    clean(two)


def test_the_second_must_not_be_written(two: Repo, opened: Open) -> None:
    writes = [WRITES[0], FileWrite(".git/config", two.read(".git/config"), b"")]
    with pytest.raises(FileError), replaced(opened(two), two.head(), writes):
        pass
    assert two.read("a.md") == b"a\n"
    clean(two)


def test_what_somebody_changed_inside_is_left_and_told(two: Repo, opened: Open) -> None:
    error = refused(two, opened, WRITES, lambda: two.write("a.md", "theirs\n"))
    assert texts(two) == (b"theirs\n", b"b\n")
    assert "a.md was changed meanwhile and keeps what forgemd wrote" in (error.hint or "")
    clean(two)


def test_the_next_command_takes_back_what_a_killed_one_wrote(two: Repo, opened: Open) -> None:
    repository = opened(two)
    killed(two, repository)
    with exclusive(repository):
        assert texts(two) == (b"a\n", b"b\n")
    clean(two)


def test_but_not_what_was_committed_since(two: Repo, opened: Open) -> None:
    killed(two, opened(two))
    two.git("commit", "--quiet", "--all", "--message", "By hand")
    with exclusive(opened(two)):
        assert texts(two) == (b"A\n", b"B\n")
    clean(two)


def test_nor_what_was_edited_since(two: Repo, opened: Open) -> None:
    killed(two, opened(two))
    two.write("a.md", "edited\n")
    with exclusive(opened(two)):
        assert texts(two) == (b"edited\n", b"b\n")
    clean(two)


@pytest.mark.parametrize("raw", [b"", b"\0", b"forgemd journal 1\0", b"forgemd journal 1\0abc\0a.md\0", b"\xff" * 9])
def test_a_torn_journal_says_nothing(two: Repo, opened: Open, raw: bytes) -> None:
    two.write(JOURNAL, raw)
    with exclusive(opened(two)):
        assert texts(two) == (b"a\n", b"b\n")
    clean(two)


def test_while_git_holds_the_index_nothing_is_taken_back(two: Repo, opened: Open) -> None:
    killed(two, opened(two))
    two.write(".git/index.lock", "")
    with exclusive(opened(two)):
        assert texts(two) == (b"A\n", b"B\n")
    os.unlink(two.full(".git/index.lock"))
    with exclusive(opened(two)):
        assert texts(two) == (b"a\n", b"b\n")


@pytest.mark.parametrize("links", [False, True], ids=["no links", "another disk"])
def test_where_the_git_directory_takes_no_second_name(
    two: Repo, opened: Open, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    link = os.link

    def fails(source: str, target: str) -> None:
        if links and os.path.dirname(source) == os.path.dirname(target):
            link(source, target)
            return
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", fails)
    repository = opened(two)
    killed(two, repository)
    with exclusive(repository):
        assert texts(two) == (b"a\n", b"b\n")
    clean(two)


def test_links_and_modes_stay(two: Repo, opened: Open) -> None:
    os.symlink("docs/b.md", two.full("link.md"))
    os.chmod(two.full("docs/b.md"), 0o640)
    writes = [FileWrite("link.md", b"b\n", b"B\n")]
    inside = []
    refused(two, opened, writes, lambda: inside.extend([os.lstat(two.full(name)) for name in ("link.md", "docs/b.md")]))
    assert [stat.S_ISLNK(found.st_mode) for found in inside] == [True, False]
    assert inside[1].st_mode & 0o777 == 0o640
    assert os.path.islink(two.full("link.md"))
    assert texts(two)[1] == b"b\n"
    with replaced(opened(two), two.head(), writes):
        pass
    assert os.path.islink(two.full("link.md"))
    assert texts(two)[1] == b"B\n"
    clean(two)
