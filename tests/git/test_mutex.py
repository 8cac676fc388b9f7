"""One command at a time, and what a killed one leaves behind."""

from __future__ import annotations

import fcntl
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from forgemd.errors import GitError
from forgemd.git import Repository, exclusive
from forgemd.git.commits.lock import IndexLock, abandoned
from tests.gitrepo import Repo

Open = Callable[..., Repository]


def test_the_second_waits_and_then_says_who_holds_it(repo: Repo, opened: Open) -> None:
    repository = opened(repo)
    with exclusive(repository), pytest.raises(GitError) as raised, exclusive(repository, patience=0.1):
        pass
    assert f"process {os.getpid()}" in raised.value.message
    assert raised.value.hint
    with exclusive(repository, patience=0):
        pass


def test_who_waits_behind_many_waits_on(repo: Repo, opened: Open) -> None:
    """As long as they take turns: it is the one that does not come to its end who is given up."""
    repository = opened(repo)
    with open(os.path.join(repository.common_dir, "forgemd.lock"), "wb", buffering=0) as turns:
        fcntl.flock(turns, fcntl.LOCK_EX)

        def pass_on() -> None:
            for number in range(30):
                time.sleep(0.05)
                os.pwrite(turns.fileno(), f"{10000 + number}\n".encode(), 0)
            fcntl.flock(turns, fcntl.LOCK_UN)

        thread = threading.Thread(target=pass_on)
        thread.start()
        with exclusive(repository, patience=0.8):
            pass
        thread.join()


def test_work_trees_share_it(repo: Repo, opened: Open, tmp_path_factory: pytest.TempPathFactory) -> None:
    repo.commit("Begin")
    other = str(tmp_path_factory.mktemp("other") / "tree")
    repo.git("worktree", "add", "--quiet", other)
    with exclusive(opened(repo)), pytest.raises(GitError), exclusive(opened(Repo(other)), patience=0):
        pass


@pytest.fixture
def full_disk(repo: Repo) -> Iterator[None]:
    """No byte fits on the disk any more, while files of none can still be made."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    signal.signal(signal.SIGXFSZ, before)


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_takes_nothing_away_from_the_lock(repo: Repo, opened: Open) -> None:
    repository = opened(repo)
    with exclusive(repository), pytest.raises(GitError, match="another forgemd"), exclusive(repository, patience=0):
        pass


@pytest.mark.usefixtures("full_disk")
def test_a_lock_on_the_index_that_names_nobody_does_not_stay(repo: Repo, opened: Open) -> None:
    repository = opened(repo)
    with pytest.raises(GitError, match="cannot be locked") as raised, IndexLock(repository.index_path, "abc"):
        pass
    assert raised.value.hint
    assert not os.path.exists(f"{repository.index_path}.lock")


def test_an_error_inside_sets_it_free(repo: Repo, opened: Open) -> None:
    repository = opened(repo)
    with pytest.raises(ValueError, match="inside"), exclusive(repository):
        raise ValueError("inside")
    with exclusive(repository, patience=0):
        pass


def test_a_held_index_lock_is_not_abandoned(repo: Repo, opened: Open) -> None:
    repository = opened(repo)
    with IndexLock(repository.index_path, "abc"):
        assert abandoned(repository.index_path) is None
    assert abandoned(repository.index_path) is None


@pytest.mark.parametrize(
    ("raw", "head"),
    [("forgemd 4711 abc\n", "abc"), ("forgemd 4711 \n", ""), ("forgemd 4711\n", ""), ("", None), ("DIRC", None)],
)
def test_only_our_own_lock_is_ever_abandoned(repo: Repo, opened: Open, raw: str, head: str | None) -> None:
    repository = opened(repo)
    repo.write(".git/index.lock", raw)
    found = abandoned(repository.index_path)
    assert (None if found is None else (found.pid, found.head)) == (None if head is None else (4711, head))
