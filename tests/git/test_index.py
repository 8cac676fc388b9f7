"""Paths, entries and blobs, with the names that break what splits on spaces and lines."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forgemd.git import Repository, at, foresee_tracked, staged_at, stamp
from forgemd.git.index import CHANGED, parsed
from tests.gitrepo import Repo

Open = Callable[..., Repository]

ODD = [
    "x.md",
    "a b.md",
    "é ☃ 表.md",
    "tab\t.md",
    "line\nfeed.md",
    "-x.md",
    ":x.md",
    "1:x.md",
    "quote\"'.md",
    "back\\slash.md",
    "dir/sub/x.md",
    "*.md",
    "[x].md",
    ":(glob)x.md",
    os.fsdecode(b"latin-\xe9.md"),
    "x missing.md",
    " .md",
]


@pytest.mark.parametrize("path", ODD)
def test_odd_paths(repo: Repo, opened: Open, path: str) -> None:
    repo.write("x.md", "other")
    repo.write(path, "old")
    repo.commit("one")
    repo.write(path, "new")
    repo.add()
    found = opened(repo)
    assert found.blobs([at("HEAD", path), staged_at(path), at("HEAD", "no" + path)]) == [b"old", b"new", None]
    if path[1:2] != ":":
        assert found.blobs([f":{path}"]) == [b"new"], "the short form says it too, but for what looks like a stage"
    assert found.tracked([path]) == [path]
    assert path in found.tracked()
    entry = found.entry(path)
    assert entry is not None
    assert (entry.mode, entry.stage, entry.path) == ("100644", 0, path)
    assert entry.oid == repo.git("hash-object", "--stdin", stdin=b"new")
    assert [tuple(each)[:3] for each in found.staged()] == [("M", path, path)]
    assert found.is_tracked(path)
    assert not found.is_ignored(path)


def test_markdown_in_any_case(repo: Repo, opened: Open) -> None:
    for path in ("a.md", "B.MD", "c/d.Markdown", "e.mdx", "f.txt", "md", "g.md.txt"):
        repo.write(path, "")
    repo.add()
    assert opened(repo, "c").tracked() == ["B.MD", "a.md", "c/d.Markdown"]
    assert opened(repo, "c").tracked(["c", "f.txt"]) == ["c/d.Markdown", "f.txt"]
    assert opened(repo).tracked([]) == []


def test_what_is_staged(repo: Repo, opened: Open) -> None:
    repo.write("gone.md", "gone\n")
    repo.write("old name.md", "a file that is long enough to be found again\n" * 5)
    repo.write("same.md", "same\n")
    repo.write("mode.md", "mode\n")
    repo.commit("one")
    os.rename(repo.full("old name.md"), repo.full("new é.md"))
    os.unlink(repo.full("gone.md"))
    os.chmod(repo.full("mode.md"), 0o755)
    repo.write("fresh.md", "fresh\n")
    repo.add()
    repo.write("same.md", "not staged\n")
    assert {tuple(each)[:3] for each in opened(repo).staged()} == {
        ("D", "gone.md", "gone.md"),
        ("R", "new é.md", "old name.md"),
        ("M", "mode.md", "mode.md"),
        ("A", "fresh.md", "fresh.md"),
    }


def test_what_is_staged_names_the_blobs_on_both_sides(repo: Repo, opened: Open) -> None:
    repo.write("x.md", "old")
    repo.write("gone.md", "gone")
    repo.commit("one")
    repo.write("x.md", "new")
    repo.write("fresh.md", "fresh")
    os.unlink(repo.full("gone.md"))
    repo.add()
    found = opened(repo)
    blobs = {each.path: [found.blobs([oid])[0] if oid else None for oid in each[3:5]] for each in found.staged()}
    assert blobs == {"x.md": [b"new", b"old"], "fresh.md": [b"fresh", None], "gone.md": [None, b"gone"]}


def test_what_is_staged_before_the_first_commit(repo: Repo, opened: Open) -> None:
    repo.write("x.md", "x")
    found = opened(repo)
    assert found.staged() == []
    repo.add()
    assert [tuple(each)[:3] for each in found.staged()] == [("A", "x.md", "x.md")]
    assert found.blobs(["HEAD:x.md", ":x.md"]) == [None, b"x"]


def test_configuration_does_not_change_the_answers(repo: Repo, opened: Open) -> None:
    repo.write("a/x.md", "x\n" * 50)
    repo.commit("one")
    repo.git("mv", "a/x.md", "a/é.md")
    for key, value in (
        ("core.quotePath", "true"),
        ("diff.relative", "true"),
        ("diff.renames", "false"),
        ("color.ui", "always"),
        ("diff.external", "false"),
        ("diff.noprefix", "true"),
        ("core.pager", "false"),
    ):
        repo.git("config", key, value)
    assert [tuple(each)[:3] for each in opened(repo, "a").staged()] == [("R", "a/é.md", "a/x.md")]


def test_modes(repo: Repo, opened: Open) -> None:
    repo.write("plain.md", "")
    os.chmod(repo.write("run.md", ""), 0o755)
    os.symlink("plain.md", repo.full("link.md"))
    repo.add()
    modes = {entry.path: (entry.mode, entry.symlink) for entry in opened(repo).entries(["."])}
    assert modes == {
        "plain.md": ("100644", False),
        "run.md": ("100755", False),
        "link.md": ("120000", True),
    }


def test_what_is_no_blob(repo: Repo, opened: Open) -> None:
    repo.write("a/x.md", "x")
    repo.commit("one")
    oid = repo.git("rev-parse", "HEAD:a/x.md")
    names = ["HEAD:a", "HEAD", oid, "nothing:a/x.md", ":a", "HEAD:", "HEAD:a/x.md"]
    assert opened(repo).blobs(names) == [None, None, b"x", None, None, None, b"x"]
    assert opened(repo).blobs([]) == []


@pytest.mark.parametrize(
    "setup",
    [
        ("config", "index.version", "4"),
        ("update-index", "--index-version", "4"),
        ("config", "core.splitIndex", "true"),
        ("config", "feature.manyFiles", "true"),
        ("config", "core.untrackedCache", "true"),
    ],
    ids=" ".join,
)
def test_forms_of_the_index(repo: Repo, opened: Open, setup: tuple[str, ...]) -> None:
    repo.write("a.md", "a")
    repo.commit("one")
    repo.git(*setup)
    repo.write("b.md", "b")
    repo.add()
    found = opened(repo)
    assert found.tracked() == ["a.md", "b.md"]
    assert found.blobs([":a.md", ":b.md"]) == [b"a", b"b"]


@pytest.fixture(scope="module")
def bare_bones(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return Repo.create(str(tmp_path_factory.mktemp("law")))


CONTENTS = st.lists(
    st.binary(max_size=200) | st.sampled_from([b"x missing\n", b"0" * 40 + b" blob 3\nabc\n", b"\n"]), max_size=6
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=CONTENTS, gaps=st.sets(st.integers(0, 6)))
def test_any_bytes_come_back_in_order(bare_bones: Repo, opened: Open, contents: list[bytes], gaps: set[int]) -> None:
    oids = [bare_bones.git("hash-object", "-w", "--stdin", stdin=content) for content in contents]
    asked: list[tuple[str, bytes | None]] = []
    for number, (oid, content) in enumerate(zip(oids, contents, strict=True)):
        asked += [(f"HEAD:gap {number}", None)] if number in gaps else []
        asked.append((oid, content))
    assert opened(bare_bones).blobs([name for name, _ in asked]) == [content for _, content in asked]


def test_two_rewrites_in_one_tick_are_told_apart(repo: Repo, opened: Open) -> None:
    """The same number, time and size: a new file may be where the one before the last was."""
    repo.write("x.md", "one")
    repo.commit("one")
    path = opened(repo).index_path
    stamps = []
    for text in ("two", "six"):
        repo.write("x.md", text)
        repo.add()
        with open(path, "rb") as file:
            raw = file.read()
        with open(path, "r+b") as file:
            file.write(raw)
        os.utime(path, ns=(10**18, 10**18))
        stamps.append(stamp(path))
    assert [each and each[1:3] for each in stamps] == [(10**18, len(raw))] * 2
    assert stamps[0] != stamps[1]
    assert stamp(f"{path}.none") is None


@pytest.mark.parametrize("moved", [False, True], ids=["same commit", "another one"])
def test_what_the_work_tree_changes_is_foreseen_for_the_commit_that_is_checked_out(repo: Repo, moved: bool) -> None:
    for text in ("one", "two"):
        repo.write(f"{text}.md", text)
        repo.commit(text)
    head = repo.git("rev-parse", "HEAD")
    repo.write("one.md", "other")
    if moved:
        repo.git("reset", "--quiet", "--soft", "HEAD~1")
    git = foresee_tracked(repo.path, os.environ)
    done = git.foreseen("diff", *CHANGED, "HEAD")
    assert done is not None
    assert [each.path for each in parsed(done.out)] == (["one.md", "two.md"] if moved else ["one.md"])
    found = Repository.discover(repo.path, os.environ, git)
    assert [(each.path, each.status) for each in found.changed(head, was_head=True)] == [("one.md", "M")]
