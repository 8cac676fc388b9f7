"""Which repository, and what it says of itself: ordinary ones, odd ones, and none."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable

import pytest

from forgemd.errors import GitError
from forgemd.git import Repository
from tests.gitrepo import Repo

Open = Callable[..., Repository]


def test_a_repository_is_found_from_a_directory_in_it(repo: Repo, opened: Open) -> None:
    repo.write("a/b/x.md", "")
    found = opened(repo, "a/b")
    real = os.path.realpath(repo.path)
    assert (found.root, found.git_dir, found.common_dir) == (real, f"{real}/.git", f"{real}/.git")
    assert (found.prefix, found.index_path, found.shallow) == ("a/b/", f"{real}/.git/index", False)
    assert opened(repo).prefix == ""


@pytest.mark.parametrize("name", ["a b", "é ☃", 'it\'s "q"', "tab\there", "-x", "$(x)"])
def test_the_path_of_a_repository_may_be_odd(tmp_path: object, name: str, opened: Open) -> None:
    repo = Repo.create(os.path.join(str(tmp_path), name))
    repo.write("x.md", "x")
    repo.commit("one")
    found = opened(repo)
    assert found.root == os.path.realpath(repo.path)
    assert found.blobs([":x.md"]) == [b"x"]


def test_a_line_feed_in_the_path_is_said(tmp_path: object, opened: Open) -> None:
    with pytest.raises(GitError, match="line feed"):
        opened(Repo.create(os.path.join(str(tmp_path), "a\nb")))


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)], ids=["sha1", "sha256"])
def test_head_and_branch_before_and_after_the_first_commit(
    tmp_path: object, options: tuple[str, ...], opened: Open
) -> None:
    repo = Repo.create(str(tmp_path), *options)
    found = opened(repo)
    assert (found.head(), found.branch()) == (None, "main")
    repo.write("x.md", "x")
    repo.commit("one")
    assert (found.head(), found.branch()) == (repo.head(), "main")
    repo.git("checkout", "--quiet", "-b", "feature/é")
    assert found.branch() == "feature/é"
    repo.git("checkout", "--quiet", "--detach")
    assert (found.head(), found.branch()) == (repo.head(), None)


def test_no_repository(tmp_path: object) -> None:
    with pytest.raises(GitError, match="no git repository") as caught:
        Repository.discover(str(tmp_path), {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path)})
    assert caught.value.hint == "git init"


def test_a_directory_that_is_not_there(tmp_path: object) -> None:
    with pytest.raises(GitError, match="No such file"):
        Repository.discover(os.path.join(str(tmp_path), "gone"), os.environ)


def test_a_bare_repository(tmp_path: object, opened: Open) -> None:
    with pytest.raises(GitError, match="bare"):
        opened(Repo.create(str(tmp_path), "--bare"))


def test_the_inside_of_a_git_directory(repo: Repo, opened: Open) -> None:
    with pytest.raises(GitError, match="inside of a git directory"):
        opened(repo, ".git/objects")


def test_a_repository_of_somebody_else(repo: Repo, opened: Open) -> None:
    with pytest.raises(GitError, match="another user") as caught:
        opened(repo, GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    hint = f"git config --global --add safe.directory {os.path.realpath(repo.path)}"
    assert hint in (caught.value.hint or "")


def test_git_is_missing(repo: Repo, opened: Open) -> None:
    with pytest.raises(GitError, match="git was not found") as caught:
        opened(repo, PATH="/nowhere")
    assert caught.value.hint


def test_git_is_broken(repo: Repo, opened: Open, tmp_path: object) -> None:
    path = os.path.join(str(tmp_path), "git")
    with open(path, "wb") as file:
        file.write(b"\x7fELF no program")
    os.chmod(path, 0o755)
    with pytest.raises(GitError, match="could not be started"):
        opened(repo, PATH=str(tmp_path))


def test_a_linked_work_tree(repo: Repo, opened: Open, tmp_path: object) -> None:
    repo.write("x.md", "x")
    repo.commit("one")
    linked = Repo(os.path.join(str(tmp_path), "linked"))
    repo.git("worktree", "add", "--quiet", "-b", "side", linked.path)
    found = opened(linked)
    real = os.path.realpath(repo.path)
    assert found.root == os.path.realpath(linked.path)
    assert (found.git_dir, found.common_dir) == (f"{real}/.git/worktrees/linked", f"{real}/.git")
    assert found.index_path == f"{found.git_dir}/index"
    assert found.branch() == "side"


def test_a_hook_names_the_repository_and_the_index(
    repo: Repo, opened: Open, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As git calls a hook: in the root, with relative variables; the answers do not depend on the directory."""
    repo.write("sub/x.md", "old")
    repo.commit("one")
    other = os.path.join(repo.path, ".git", "other-index")
    repo.write("sub/x.md", "new")
    repo.git("read-tree", "HEAD", env={"GIT_INDEX_FILE": other})
    repo.git("add", "sub/x.md", env={"GIT_INDEX_FILE": other})
    found = opened(repo, GIT_DIR=".git", GIT_INDEX_FILE=".git/other-index", GIT_PREFIX="sub/")
    assert found.index_path == os.path.join(found.root, ".git/other-index")
    monkeypatch.chdir(str(tmp_path))
    assert found.blobs(["HEAD:sub/x.md", ":sub/x.md"]) == [b"old", b"new"]
    assert [tuple(entry)[:3] for entry in found.staged()] == [("M", "sub/x.md", "sub/x.md")]


def test_a_relative_index_is_in_the_work_tree(repo: Repo, opened: Open) -> None:
    """Not in the directory that git is called from: git changes to the top before it opens the index."""
    repo.write("sub/x.md", "x")
    env = {"GIT_INDEX_FILE": "other-index"}
    Repo(repo.full("sub")).git("add", "x.md", env=env)
    assert opened(repo, "sub", **env).tracked() == ["sub/x.md"]
    assert opened(repo, "sub", **env).index_path == os.path.realpath(repo.full("other-index"))


def test_a_relative_git_directory_is_where_the_call_was(repo: Repo, opened: Open) -> None:
    repo.write("sub/x.md", "x")
    repo.add()
    found = opened(repo, "sub", GIT_DIR="../.git", GIT_WORK_TREE="..")
    assert (found.root, found.prefix, found.tracked()) == (os.path.realpath(repo.path), "sub/", ["sub/x.md"])


def test_odd_pathspec_variables_do_not_matter(repo: Repo, opened: Open) -> None:
    repo.write("[x].md", "")
    repo.write("x.md", "")
    repo.add()
    for name in ("GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_LITERAL_PATHSPECS"):
        found = opened(repo, **{name: "1"})
        assert found.tracked(["[x].md"]) == ["[x].md"]
        assert found.tracked() == ["[x].md", "x.md"]


@pytest.mark.parametrize(
    ("given", "cwd", "expected"),
    [
        ("x.md", ".", "x.md"),
        ("x.md", "a", "a/x.md"),
        ("../x.md", "a", "x.md"),
        ("./a/../a/x.md", ".", "a/x.md"),
        ("link/x.md", ".", "a/x.md"),
        ("alias.md", ".", "a/x.md"),
        (".", "a", "a"),
    ],
)
def test_a_path_as_the_repository_has_it(repo: Repo, opened: Open, given: str, cwd: str, expected: str) -> None:
    repo.write("a/x.md", "")
    os.symlink("a", repo.full("link"))
    os.symlink("a/x.md", repo.full("alias.md"))
    found = opened(repo)
    assert found.relative(given, os.path.join(repo.path, cwd)) == expected
    assert found.relative(os.path.join(repo.path, cwd, given), "/") == expected


@pytest.mark.parametrize("given", ["../x.md", "/etc/hosts", "out.md", "out/x.md"])
def test_a_path_outside(repo: Repo, opened: Open, given: str) -> None:
    os.symlink("/etc/hosts", repo.full("out.md"))
    os.symlink("/etc", repo.full("out"))
    with pytest.raises(GitError, match="outside"):
        opened(repo).relative(given, repo.path)


def test_resolve(repo: Repo, opened: Open) -> None:
    repo.write("x.md", "x")
    first = repo.commit("one")
    second = repo.commit("two")
    repo.git("tag", "-m", "annotated", "v1", first)
    found = opened(repo)
    assert [found.resolve(rev) for rev in ("HEAD", "main", second[:8], "HEAD~1", "v1")] == [
        second,
        second,
        second,
        first,
        first,
    ]


@pytest.mark.parametrize("rev", ["nothing", "HEAD~9", "HEAD:x.md", "", "-x", "--output=/tmp/x", "--all", "a\0b"])
def test_what_is_no_commit(repo: Repo, opened: Open, rev: str) -> None:
    repo.write("x.md", "x")
    repo.commit("one")
    with pytest.raises(GitError):
        opened(repo).resolve(rev)


def test_config(repo: Repo, opened: Open) -> None:
    repo.git("config", "--add", "x.key", "first")
    repo.git("config", "--add", "x.key", "two\nlines ")
    found = opened(repo)
    assert (found.config("x.key"), found.config("x.other")) == ("two\nlines ", None)


def test_identity(repo: Repo, opened: Open) -> None:
    assert opened(repo).identity() == ("Ada Example", "ada@example.com")
    assert opened(repo, GIT_AUTHOR_NAME="É <x", GIT_AUTHOR_EMAIL="e@x").identity() == ("É x", "e@x")


def test_no_identity(repo: Repo, opened: Open, sealed: str) -> None:
    with open(os.path.join(sealed, ".gitconfig"), "w", encoding="utf-8") as file:
        file.write("[user]\n\tuseConfigOnly = true\n")
    with pytest.raises(GitError, match="does not know who you are") as caught:
        opened(repo).identity()
    assert caught.value.hint == 'git config user.name "Your Name" && git config user.email you@example.com'


def _diverge(repo: Repo) -> None:
    repo.write("x.md", "base")
    repo.commit("base")
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write("x.md", "theirs")
    repo.commit("theirs")
    repo.git("checkout", "--quiet", "main")
    repo.write("x.md", "ours")
    repo.commit("ours")


@pytest.mark.parametrize(
    ("command", "operation"),
    [
        (("merge", "side"), "merge"),
        (("cherry-pick", "side"), "cherry-pick"),
        (("revert", "HEAD~1"), "revert"),
        (("rebase", "side"), "rebase"),
        (("rebase", "--apply", "side"), "rebase"),
        (("am", "patch"), "am"),
        (("bisect", "start"), "bisect"),
    ],
)
def test_operations_and_conflicts(repo: Repo, opened: Open, command: tuple[str, ...], operation: str) -> None:
    _diverge(repo)
    found = opened(repo)
    assert (found.operation(), found.unmerged(), found.merge_parents()) == (None, [], ())
    repo.write("patch", repo.raw("format-patch", "--stdout", "main..side"))
    repo.run(*command)
    assert found.operation() == operation
    side = repo.git("rev-parse", "side")
    assert found.merge_parents() == ((side,) if operation == "merge" else ())
    assert found.unmerged() == ([] if operation in ("bisect", "am") else ["x.md"])
    if operation == "merge":
        entry = found.entry("x.md")
        assert entry is not None
        assert (entry.stage, [each.stage for each in found.entries(["x.md"])]) == (1, [1, 2, 3])
        assert found.blobs([":x.md", ":1:x.md", ":2:x.md", ":3:x.md"]) == [None, b"base", b"ours", b"theirs"]


def test_ignored_and_tracked(repo: Repo, opened: Open) -> None:
    repo.write(".gitignore", "*.md\n")
    repo.write("in.md", "")
    repo.write("out.md", "")
    repo.write("dir/x.txt", "")
    repo.git("add", "--force", "in.md", "dir/x.txt")
    found = opened(repo)
    assert [found.is_ignored(path) for path in ("in.md", "out.md", "no.txt")] == [False, True, False]
    assert [found.is_tracked(path) for path in ("in.md", "out.md", "dir")] == [True, False, False]


def test_submodules(repo: Repo, opened: Open, tmp_path: object) -> None:
    inner = Repo.create(os.path.join(str(tmp_path), "inner"))
    inner.write("x.md", "inner")
    inner.commit("one")
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "deps/sub")
    repo.write("x.md", "outer")
    repo.commit("one")
    Repo.create(repo.full("own")).write("x.md", "own")
    found = opened(repo)
    paths = ("deps/sub/x.md", "deps/sub/a/b.md", "own/x.md", "x.md", "deps/x.md")
    assert [found.submodule_of(path) for path in paths] == ["deps/sub", "deps/sub", "own", None, None]
    assert found.submodule_of("deps/sub/x.md") == "deps/sub"
    assert opened(repo, "deps/sub").root == os.path.realpath(repo.full("deps/sub"))
    repo.git("submodule", "--quiet", "deinit", "--force", "deps/sub")
    assert found.submodule_of("deps/sub/x.md") == "deps/sub"
    assert found.entry("deps/sub/x.md") is None


def test_remotes(repo: Repo, opened: Open) -> None:
    repo.commit("one")
    found = opened(repo)
    assert (found.remote(), found.remote_url()) == (None, None)
    repo.git("remote", "add", "zeta", "https://ada:secret@example.com/x/y.git")
    assert (found.remote(), found.remote_url()) == ("zeta", "https://example.com/x/y.git")
    repo.git("remote", "add", "origin", "git@example.com:x/y.git")
    assert (found.remote(), found.remote_url()) == ("origin", "git@example.com:x/y.git")
    repo.git("config", "branch.main.remote", "zeta")
    assert found.remote() == "zeta"
    repo.git("config", "branch.main.pushRemote", "origin")
    assert found.remote() == "origin"
    assert found.remote_url("nothing") is None


def test_a_shallow_clone(repo: Repo, opened: Open, tmp_path: object) -> None:
    repo.commit("one")
    repo.commit("two")
    clone = Repo(os.path.join(str(tmp_path), "clone"))
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.path}", clone.path)
    found = opened(clone)
    assert found.shallow
    with pytest.raises(GitError) as caught:
        found.resolve("HEAD~1")
    assert caught.value.hint == "git fetch --unshallow"


def test_reading_changes_nothing(repo: Repo, opened: Open) -> None:
    """Not even the index's notes on file times, which `git status` refreshes in passing."""
    repo.write("x.md", "x")
    repo.commit("one")
    os.utime(repo.full("x.md"), (1, 1))
    index = repo.full(".git/index")
    before = (os.stat(index)[stat.ST_MTIME], repo.read(".git/index"))
    found = opened(repo)
    found.head(), found.staged(), found.tracked(), found.entry("x.md"), found.is_ignored("x.md")
    found.blobs(["HEAD:x.md"])
    assert (os.stat(index)[stat.ST_MTIME], repo.read(".git/index")) == before
