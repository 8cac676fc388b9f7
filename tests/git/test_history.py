"""History, remotes and pushes, over GitPython's command layer."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from forgemd.errors import GitError
from forgemd.git import Repository, log, push, remotes, worktrees
from tests.gitrepo import Repo

Open = Callable[..., Repository]


@pytest.fixture
def published(repo: Repo, tmp_path: object) -> tuple[Repo, Repo]:
    """A repository with one commit, and the bare one that it pushes to."""
    remote = Repo.create(os.path.join(str(tmp_path), "a remote é.git"), "--bare")
    repo.write("t.md", "x")
    repo.commit("one")
    repo.git("remote", "add", "origin", remote.path)
    return repo, remote


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)], ids=["sha1", "sha256"])
def test_log(tmp_path: object, opened: Open, options: tuple[str, ...]) -> None:
    repo = Repo.create(str(tmp_path), *options)
    env = {"GIT_AUTHOR_NAME": "É <x", "GIT_AUTHOR_DATE": "2030-01-02T03:04:05+02:00"}
    repo.write("[t].md", "x")
    repo.add()
    repo.git("commit", "--quiet", "--message", "status: P1-001 → READY\n\nbody", env=env)
    first = repo.head()
    repo.write("t.md", "x")
    second = repo.commit("two")
    found = opened(repo)
    assert log(found)[1] == (first, (), "É x", "2030-01-02T03:04:05+02:00", "status: P1-001 → READY")
    assert [(entry.oid, entry.parents) for entry in log(found)] == [(second, (first,)), (first, ())]
    assert [entry.oid for entry in log(found, paths=["[t].md"])] == [first], "the path is no pattern"
    assert [entry.oid for entry in log(found, limit=1)] == [second]
    assert [entry.oid for entry in log(found, first)] == [first]


@pytest.mark.parametrize("rev", ["nothing", "--output=evil", "-p", ""])
def test_log_of_what_is_not_there(published: tuple[Repo, Repo], opened: Open, rev: str) -> None:
    with pytest.raises(GitError):
        log(opened(published[0]), rev)
    assert published[0].status() == ""


def test_push(published: tuple[Repo, Repo], opened: Open) -> None:
    repo, remote = published
    found = opened(repo)
    assert remotes(found) == [("origin", remote.path)]
    assert "[new branch]" in push(found, "origin", "main")
    assert remote.git("rev-parse", "refs/heads/main") == repo.head()


def test_a_push_that_is_rejected_forces_nothing(published: tuple[Repo, Repo], opened: Open) -> None:
    repo, remote = published
    repo.git("push", "--quiet", "origin", "main")
    there = repo.head()
    repo.git("commit", "--quiet", "--amend", "--message", "another")
    with pytest.raises(GitError, match="rejected") as caught:
        push(opened(repo), "origin", "main")
    assert "force" not in f"{caught.value.hint}"
    assert remote.git("rev-parse", "refs/heads/main") == there


def test_what_the_remote_says_is_given(published: tuple[Repo, Repo], opened: Open, hooked: Callable[..., str]) -> None:
    repo, remote = published
    hooked(remote, "post-receive", "echo 'review: https://example.com/1' >&2")
    hooked(repo, "pre-push", 'echo "before: ${FORGEMD_X-}" >&2')
    said = push(opened(repo, FORGEMD_X="é"), "origin", "main")
    assert "review: https://example.com/1" in said
    assert "before: é" in said


@pytest.mark.parametrize(
    ("remote", "branch"),
    [
        ("nothing", "main"),
        ("ext::sh -c 'touch evil'", "main"),
        ("--receive-pack=touch evil", "main"),
        ("origin", "nothing"),
        ("origin", "--force"),
        ("origin", "+main"),
        ("origin", "main:other"),
        ("origin", ""),
    ],
)
def test_what_cannot_be_pushed(published: tuple[Repo, Repo], opened: Open, remote: str, branch: str) -> None:
    with pytest.raises(GitError):
        push(opened(published[0]), remote, branch)
    assert published[0].status() == ""
    assert published[1].git("for-each-ref") == ""


def test_worktrees(published: tuple[Repo, Repo], opened: Open, tmp_path: object) -> None:
    repo, _ = published
    for name, options in (("side é", ("-b", "feature/é")), ("loose", ("--detach",))):
        repo.git("worktree", "add", "--quiet", *options, os.path.join(str(tmp_path), name))
    head = repo.head()
    real = os.path.realpath(str(tmp_path))
    assert sorted(worktrees(opened(repo))) == sorted(
        [
            (os.path.realpath(repo.path), "main", head),
            (f"{real}/side é", "feature/é", head),
            (f"{real}/loose", None, head),
        ],
        key=lambda tree: tree[0],
    )


def test_a_work_tree_without_a_commit(repo: Repo, opened: Open) -> None:
    assert worktrees(opened(repo)) == [(os.path.realpath(repo.path), "main", None)]
