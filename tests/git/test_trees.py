"""What trees say as objects is what git's own commands say."""

from __future__ import annotations

import os

import pytest

from forgemd.git import IndexEntry, Repository
from forgemd.git.commits.filters import plain_id
from forgemd.git.commits.outcome import abbreviated, outcome
from forgemd.git.index import tree
from forgemd.git.trees import differences, entries_at
from tests.gitrepo import Repo

FILES = ("a.md", "d/a.md", "d/e/ü.md", "d/e/b b.md", "x", "with\nfeed.md")
OTHERS = ("d", "d/e", "nowhere/at/all.md", "a.md/below")


def filled(repo: Repo) -> None:
    for path in FILES:
        repo.write(path, path)
    os.chmod(repo.full("x"), 0o755)
    os.symlink("a.md", repo.full("link"))


def by_git(repo: Repo, *revs: str) -> dict[str, tuple[IndexEntry, IndexEntry]]:
    options = ("-r", "--root", "--no-commit-id", "--raw", "--no-renames", "-z")
    fields = iter(repo.raw("diff-tree", *options, *revs).decode().split("\0")[:-1])
    found = {}
    for head, path in zip(fields, fields, strict=True):
        old_mode, new_mode, old, new, _ = head.removeprefix(":").split(" ")
        found[path] = (IndexEntry(old_mode, old, 0, path), IndexEntry(new_mode, new, 0, path))
    return found


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_what_a_commit_holds_and_changes(tmp_path_factory: pytest.TempPathFactory, form: str) -> None:
    repo = Repo.create(str(tmp_path_factory.mktemp("trees")), f"--object-format={form}")
    filled(repo)
    first = repo.commit("one")
    opened = Repository.discover(repo.path, os.environ)
    for paths in (FILES, FILES[:5], ("link",)):
        assert entries_at(opened.git, first, (*paths, *OTHERS)) == tree(opened.git, first, paths)
    made = outcome(opened.git)
    assert (made.oid, made.parents, made.changes) == (first, (), by_git(repo, first))

    repo.write("a.md", "other")
    os.chmod(repo.full("x"), 0o644)
    for path in ("d/e/ü.md", "d/e/b b.md"):
        os.unlink(repo.full(path))
    os.rmdir(repo.full("d/e"))
    repo.write("d/e", "a file where a directory was")
    os.unlink(repo.full("link"))
    repo.write("link/a.md", "a directory where a link was")
    second = repo.commit("two")
    made = outcome(opened.git)
    assert (made.oid, made.parents) == (second, (first,))
    assert made.changes == by_git(repo, first, second)
    assert {"d/e", "d/e/ü.md", "link", "link/a.md", "x", "a.md"} <= made.changes.keys()
    assert abbreviated(opened.git, second) == repo.git("rev-parse", "--short", "HEAD")
    trees = [repo.git("rev-parse", f"{rev}^{{tree}}") for rev in (second, first)]
    assert differences(opened.git, *trees) == by_git(repo, second, first)


def test_a_merge_changes_nothing_of_its_own(repo: Repo) -> None:
    repo.write("a.md", "a")
    repo.commit("one")
    repo.git("checkout", "--quiet", "-b", "other")
    repo.write("b.md", "b")
    repo.commit("two")
    repo.git("checkout", "--quiet", "main")
    repo.write("c.md", "c")
    first = repo.commit("three")
    repo.git("merge", "--quiet", "--no-edit", "other")
    made = outcome(Repository.discover(repo.path, os.environ).git)
    assert (made.parents, made.changes) == ((first, repo.git("rev-parse", "other")), {})


def test_an_id_is_as_short_as_it_names_one_object(repo: Repo) -> None:
    git = Repository.discover(repo.path, os.environ).git
    seen: dict[str, bytes] = {}
    for number in range(1 << 17):  # some 20,000 do
        raw = b"%d" % number
        start = plain_id(raw, 40)[:7]
        if start in seen:
            break
        seen[start] = raw
    one, other = (repo.git("hash-object", "-w", "--stdin", stdin=content) for content in (seen[start], raw))
    assert one[:7] == other[:7]
    short = abbreviated(git, one)
    assert (len(short) > 7, one.startswith(short), other.startswith(short)) == (True, True, False)
    assert short == repo.git("rev-parse", "--short", one)


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_the_id_of_a_blob(tmp_path_factory: pytest.TempPathFactory, form: str) -> None:
    repo = Repo.create(str(tmp_path_factory.mktemp("ids")), f"--object-format={form}")
    for raw in (b"", b"a\n", b"\0" * 70_000):
        oid = repo.git("hash-object", "--stdin", stdin=raw)
        assert plain_id(raw, len(oid)) == oid
