"""What is damaged is told apart from what is not there: a change is not new because its old side cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from forgemd.errors import GitError
from forgemd.git import Repository
from tests.gitrepo import Repo

Open = Callable[..., Repository]


def begun(repo: Repo) -> Repo:
    repo.write("a.md", "a\n")
    repo.write("docs/deep/b.md", "b\n")
    repo.commit("one")
    return repo


def lose(repo: Repo, name: str, *, garbage: bool = False) -> None:
    """The object called `name` is gone, or holds what git cannot read."""
    oid = repo.git("rev-parse", name)
    path = repo.full(f".git/objects/{oid[:2]}/{oid[2:]}")
    os.unlink(path)
    if garbage:
        repo.write(f".git/objects/{oid[:2]}/{oid[2:]}", b"garbage")


@pytest.mark.parametrize("garbage", [False, True], ids=["gone", "garbage"])
@pytest.mark.parametrize("what", ["HEAD:docs/deep/b.md", "HEAD:docs/deep", "HEAD:docs", "HEAD^{tree}"])
def test_what_cannot_be_read_is_an_error(repo: Repo, opened: Open, what: str, garbage: bool) -> None:
    begun(repo)
    head, oid = repo.head(), repo.git("rev-parse", "HEAD:docs/deep/b.md")
    lose(repo, what, garbage=garbage)
    names = [f"{head}:docs/deep/b.md", *([oid] if what.endswith(".md") else [])]
    for name in names:
        with pytest.raises(GitError) as caught:
            opened(repo).blobs([f"{head}:none.md", name])
        assert "git cannot read" in caught.value.message or "cat-file" in caught.value.message
        assert (caught.value.hint or "").startswith("git fsck")
    if what != "HEAD^{tree}":
        assert opened(repo).blobs([f"{head}:a.md", f"{head}:none.md"]) == [b"a\n", None]


def test_what_is_not_there_is_none(repo: Repo, opened: Open) -> None:
    begun(repo)
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    repo.git("commit", "-qm", "a submodule")
    names = ["x.md", "docs", "docs/x.md", "docs/deep", "a.md/b", "no/such/x.md", "module", "module/x.md", "eep/b.md"]
    assert opened(repo).blobs([f"HEAD:{name}" for name in names]) == [None] * len(names)
    first = repo.git("rev-list", "--max-parents=0", "HEAD")
    assert opened(repo).blobs([f"{first}^:a.md", "nobody:a.md", ":0:none.md"]) == [None, None, None]


def test_a_name_that_another_one_ends_in_is_not_there(repo: Repo, opened: Open) -> None:
    repo.write("My TASKS.md", "a\n")
    repo.write("of docs/my docs/x.md", "b\n")
    repo.commit("names with blanks")
    names = ["TASKS.md", "docs/x.md", "of docs/docs/x.md"]
    assert opened(repo).blobs([f"HEAD:{name}" for name in names]) == [None] * len(names)
    lose(repo, "HEAD:My TASKS.md")
    with pytest.raises(GitError):
        opened(repo).blobs(["HEAD:TASKS.md", "HEAD:My TASKS.md"])


@pytest.mark.parametrize("garbage", [False, True], ids=["gone", "garbage"])
def test_a_commit_that_cannot_be_read_is_not_none(repo: Repo, opened: Open, garbage: bool) -> None:
    assert opened(repo).head() is None
    begun(repo)
    lose(repo, "HEAD", garbage=garbage)
    with pytest.raises(GitError) as caught:
        opened(repo).head()
    assert (caught.value.hint or "").startswith("git fsck")
