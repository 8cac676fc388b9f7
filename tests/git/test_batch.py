"""One process answers for objects, as often as it is asked, and never with an old answer."""

from __future__ import annotations

import os
import signal

import pytest

from forgemd.errors import GitError
from forgemd.git import Repository
from forgemd.git.process import Running
from tests.gitrepo import Repo


def test_a_branch_that_moves_is_seen(repo: Repo) -> None:
    found = Repository.discover(repo.path, os.environ)
    assert found.head() is None
    for text in ("one", "two"):
        repo.write("x.md", text)
        repo.commit(text)
        assert found.head() == repo.git("rev-parse", "HEAD")
        assert found.blobs(["HEAD:x.md"]) == [text.encode()]


def test_packed_and_pruned_history_is_seen(repo: Repo) -> None:
    repo.write("x.md", "one")
    repo.commit("one")
    found = Repository.discover(repo.path, os.environ)
    first = found.head()
    repo.git("gc", "--quiet", "--prune=now")
    repo.write("x.md", "two")
    repo.commit("two")
    repo.git("gc", "--quiet", "--prune=now")
    assert found.blobs([f"{first}:x.md", "HEAD:x.md"]) == [b"one", b"two"]


def test_the_index_is_read_anew(repo: Repo) -> None:
    repo.write("x.md", "one")
    repo.commit("one")
    found = Repository.discover(repo.path, os.environ)
    for text in ("two", "three"):
        repo.write("x.md", text)
        repo.add()
        assert found.blobs([":0:x.md", "HEAD:x.md"]) == [text.encode(), b"one"]


def test_large_and_many_and_missing(repo: Repo) -> None:
    big = bytes(range(256)) * 20_000
    repo.write("big.md", big)
    repo.write("empty.md", "")
    repo.commit("one")
    found = Repository.discover(repo.path, os.environ)
    names = ["HEAD:big.md", "HEAD:none.md", "HEAD:empty.md", "nothing", "HEAD", "HEAD:big.md"]
    assert found.blobs(names * 30) == [big, None, b"", None, None, big] * 30


def test_more_damaged_objects_than_a_pipe_holds_complaints_about(repo: Repo) -> None:
    """Git says some lines of each, and nobody may leave it waiting there."""
    for number in range(1000):
        path = os.path.join(repo.path, ".git", "objects", f"{number % 256:02x}", f"{number:038x}")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(b"damage")
    names = [f"{number % 256:02x}{number:038x}".encode() for number in range(1000)]
    assert Repository.discover(repo.path, os.environ).git.objects(names) == [None] * 1000


def test_a_process_that_was_killed_is_replaced(repo: Repo) -> None:
    repo.write("x.md", "one")
    repo.commit("one")
    found = Repository.discover(repo.path, os.environ)
    for _ in range(2):
        assert found.head() == repo.git("rev-parse", "HEAD")
        assert found.git._batch is not None
        os.kill(found.git._batch._running.pid, signal.SIGKILL)
    os.rename(repo.full(".git"), repo.full("gone"))
    with pytest.raises(GitError, match="cat-file ended"):
        found.head()
    os.rename(repo.full("gone"), repo.full(".git"))
    assert found.head() == repo.git("rev-parse", "HEAD")


def test_an_answer_asked_for_ahead_is_taken_once(repo: Repo) -> None:
    found = Repository.discover(repo.path, os.environ)
    found.git.foresee("ls-files")
    repo.write("x.md", "one")
    first = found.git.read("ls-files")
    repo.add()
    assert (first, found.git.read("ls-files")) == (b"", b"x.md\n")


def test_no_process_stays_behind(repo: Repo) -> None:
    found = Repository.discover(repo.path, os.environ)
    found.head()
    found.git.foresee("ls-files")
    assert found.git._batch is not None
    pids = [
        found.git._batch._running.pid,
        *(each.pid for each in found.git._ahead.values() if isinstance(each, Running)),
    ]
    del found
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_what_was_foreseen_is_answered_once(repo: Repo) -> None:
    big = bytes(range(256)) * 2_000
    repo.write("big.md", big)
    repo.write("x.md", "one")
    repo.commit("one")
    git = Repository.discover(repo.path, os.environ).git
    names = [b"HEAD:big.md", b"HEAD:none.md", b"HEAD:x.md"]
    git.foresee_objects([*names, b"HEAD:x.md"])
    one = git.foreseen_object(b"HEAD:x.md")
    repo.write("x.md", "two")
    repo.commit("two")
    git.foresee_objects([b"HEAD"])
    assert one is not None
    assert git.foreseen_object(b"HEAD:x.md") == one
    found = git.objects([b"HEAD:x.md", b"HEAD^{tree}:x.md", *names])
    assert [each and each.raw for each in found] == [b"one", b"two", big, None, b"one"]
    assert [each and each.raw for each in git.objects(names)] == [big, None, b"two"]
    later = git.foreseen_object(b"HEAD")
    assert later is not None
    assert later.oid == repo.git("rev-parse", "HEAD")


def test_what_was_foreseen_of_a_command_stays_until_it_is_asked(repo: Repo) -> None:
    git = Repository.discover(repo.path, os.environ).git
    assert git.foreseen("hash-object", "x") is None
    repo.write("x", "one")
    git.foresee("hash-object", "x")
    one = git.foreseen("hash-object", "x")
    repo.write("x", "two")
    assert git.foreseen("hash-object", "x") == one == git.ask("hash-object", "x")
    assert git.ask("hash-object", "x") != one
    git.foresee("hash-object", "x")
    git.foreseen("hash-object", "x")
    git.rest()


def test_what_was_foreseen_and_is_not_asked_for_keeps_nobody(repo: Repo) -> None:
    repo.write("big.md", bytes(1 << 20))
    repo.commit("one")
    git = Repository.discover(repo.path, os.environ).git
    git.foresee_objects([b"HEAD:big.md"])
    assert git._batch is not None
    running = git._batch._running
    del git
    assert running.ended()
