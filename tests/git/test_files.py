"""A file is written whole or not at all, and only where a tracker may lie."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forgemd.errors import GitError, StaleEdit
from forgemd.git import FileError, read_file, write_file
from tests.shared import ROOT


@pytest.fixture
def root(tmp_path: object) -> str:
    top = os.path.join(str(tmp_path), "work")
    os.makedirs(os.path.join(top, "docs"))
    os.makedirs(os.path.join(top, ".git", "hooks"))
    put(top, "t.md", b"old")
    return top


@contextmanager
def unprivileged(root: str) -> Iterator[None]:
    """Not root, whom no permission stops; the way to `root` is opened."""
    mine = os.geteuid()
    above = root
    while mine == 0 and "pytest-of-" in above:
        os.chmod(above, 0o755)
        above = os.path.dirname(above)
    os.seteuid(mine or 65534)
    try:
        yield
    finally:
        os.seteuid(mine)


def put(root: str, path: str, raw: bytes) -> str:
    full = os.path.join(root, path)
    with open(full, "wb") as file:
        file.write(raw)
    return full


def get(root: str, path: str) -> bytes:
    with open(os.path.join(root, path), "rb") as file:
        return file.read()


def litter(root: str) -> list[str]:
    return [name for _, _, names in os.walk(root) for name in names if name.endswith(".tmp")]


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o444, 0o664])
def test_the_new_bytes_are_there_with_the_old_mode(root: str, mode: int) -> None:
    os.chmod(os.path.join(root, "t.md"), mode)
    write_file(root, "t.md", b"new\0\xff", expect=b"old")
    assert get(root, "t.md") == b"new\0\xff"
    assert stat.S_IMODE(os.stat(os.path.join(root, "t.md")).st_mode) == mode
    assert litter(root) == []


def test_a_new_file_has_the_mode_that_the_umask_leaves(root: str) -> None:
    before = os.umask(0o027)
    try:
        write_file(root, "docs/new é.md", b"new", expect=None)
    finally:
        os.umask(before)
    full = os.path.join(root, "docs/new é.md")
    assert (get(root, full), stat.S_IMODE(os.stat(full).st_mode)) == (b"new", 0o640)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(root: str) -> None:
    os.chown(os.path.join(root, "t.md"), 65534, 65534)
    write_file(root, "t.md", b"new", expect=b"old")
    found = os.stat(os.path.join(root, "t.md"))
    assert (found.st_uid, found.st_gid) == (65534, 65534)


@pytest.mark.parametrize("expect", [b"older", b"", None])
def test_what_changed_meanwhile_stays(root: str, expect: bytes | None) -> None:
    with pytest.raises(StaleEdit, match="nothing was written") as caught:
        write_file(root, "t.md", b"new", expect=expect)
    assert (caught.value.where, get(root, "t.md"), litter(root)) == ("t.md", b"old", [])


def test_what_went_meanwhile_stays_away(root: str) -> None:
    with pytest.raises(StaleEdit):
        write_file(root, "gone.md", b"new", expect=b"old")
    assert sorted(os.listdir(root)) == [".git", "docs", "t.md"]


def test_a_change_while_writing_is_seen(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look at the old bytes is the last thing before the new ones take their place."""
    flush = os.fsync

    def edited(end: int) -> None:
        flush(end)
        put(root, "t.md", b"an editor was here")

    monkeypatch.setattr(os, "fsync", edited)
    with pytest.raises(StaleEdit):
        write_file(root, "t.md", b"new", expect=b"old")
    assert (get(root, "t.md"), litter(root)) == (b"an editor was here", [])


def test_a_link_within_the_work_tree_is_followed_and_kept(root: str) -> None:
    os.symlink("../t.md", os.path.join(root, "docs", "link.md"))
    os.symlink("docs", os.path.join(root, "dir"))
    write_file(root, "dir/link.md", b"new", expect=b"old")
    assert os.readlink(os.path.join(root, "docs", "link.md")) == "../t.md"
    assert get(root, "t.md") == b"new"
    assert not os.path.islink(os.path.join(root, "t.md"))


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("../x.md", None),
        ("/etc/x.md", None),
        (".", None),
        ("out.md", "/etc/hosts"),
        ("out.md", "../x.md"),
        ("out/x.md", "/etc"),
        ("out/../../x.md", "docs"),
        (".git/x.md", None),
        (".git/hooks/pre-commit", None),
        (".GIT/x.md", None),
        (".git./x.md", None),
        (".git /x.md", None),
        ("git~1/x.md", None),
        (".g\u200cit/x.md", None),
        (".git::$INDEX_ALLOCATION/x.md", None),
        ("docs/.git", None),
        ("docs/.git/config", None),
        ("out/x.md", ".git/hooks"),
        ("out", ".git/config"),
        ("loop", "loop"),
        ("docs", None),
        ("gone/x.md", None),
        ("t.md/x.md", None),
    ],
)
def test_where_nothing_may_be_written(root: str, path: str, link: str | None) -> None:
    if link is not None:
        os.symlink(link, os.path.join(root, path.split("/", maxsplit=1)[0]))
    tree = {name: sorted(inner) for name, _, inner in os.walk(os.path.dirname(root))}
    with pytest.raises((FileError, StaleEdit)):
        write_file(root, path, b"new", expect=None)
    assert {name: sorted(inner) for name, _, inner in os.walk(os.path.dirname(root))} == tree


def test_a_git_directory_of_another_name(root: str) -> None:
    with pytest.raises(FileError, match="into a git directory"):
        write_file(root, "docs/x.md", b"new", expect=None, forbidden=[os.path.join(root, "docs")])


def test_names_that_only_look_like_it_are_fine(root: str) -> None:
    for path in (".github.md", "git.md", ".gitignore", "docs/.git-notes.md"):
        write_file(root, path, b"new", expect=None)
        assert get(root, path) == b"new"


def test_a_name_as_long_as_names_get(root: str) -> None:
    for name in ("x" * 255, "é" * 127):
        write_file(root, name, b"new", expect=None)
        assert get(root, name) == b"new"


def test_a_directory_that_is_read_only(root: str) -> None:
    os.chmod(root, 0o555)
    with unprivileged(root), pytest.raises(FileError, match="nothing was written: Permission denied"):
        write_file(root, "t.md", b"new", expect=b"old")
    assert (get(root, "t.md"), litter(root)) == (b"old", [])
    os.chmod(root, 0o755)


def test_a_disk_that_is_full(root: str) -> None:
    """The limit on file sizes stands for it: the write itself fails, half way."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(FileError, match="nothing was written"):
            write_file(root, "t.md", b"new" * 100_000, expect=b"old")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (get(root, "t.md"), litter(root)) == (b"old", [])


STEPS = ("open", "fchmod", "fsync", "replace")


@pytest.mark.parametrize("step", STEPS)
def test_any_step_may_fail(root: str, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(FileError, match="Input/output error"):
        write_file(root, "t.md", b"new", expect=b"old")
    monkeypatch.undo()
    assert (get(root, "t.md"), litter(root)) == (b"old", [])


@pytest.mark.parametrize("point", range(8))
def test_it_may_be_killed_at_any_step(root: str, point: int) -> None:
    """Killed before its n-th call, and after the last: old or new, never anything else; the last one is new."""
    code = f"""
        import os
        from forgemd.git import write_file
        count = 0
        def counted(call):
            def step(*args):
                global count
                count += 1
                if count == {point + 1}:
                    os._exit(9)
                return call(*args)
            return step
        for name in {STEPS}:
            setattr(os, name, counted(getattr(os, name)))
        write_file({root!r}, "t.md", b"new", expect=b"old")
        print(count)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) in [(9, ""), (0, "6\n")], done.stderr
    assert get(root, "t.md") == (b"old" if point < 4 else b"new")
    assert all(name.startswith(".t.md.forgemd-") for name in litter(root))


def test_reading(root: str) -> None:
    assert read_file(root, "t.md") == b"old"


@pytest.mark.parametrize(
    ("path", "words"),
    [("docs", "a directory"), ("gone.md", "No such file"), ("t.md/x", "Not a directory"), ("fifo", "no regular file")],
)
def test_what_cannot_be_read(root: str, path: str, words: str) -> None:
    os.mkfifo(os.path.join(root, "fifo"))
    with pytest.raises(GitError, match=words) as caught:
        read_file(root, path)
    assert caught.value.where == path


def test_what_may_not_be_read(root: str) -> None:
    put(root, "secret.md", b"")
    os.chmod(os.path.join(root, "secret.md"), 0)
    with unprivileged(root), pytest.raises(GitError, match="Permission denied"):
        read_file(root, "secret.md")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.binary(max_size=5000), after=st.binary(max_size=5000), wrong=st.binary(max_size=3))
def test_any_bytes_replace_any_others(root: str, before: bytes, after: bytes, wrong: bytes) -> None:
    put(root, "law.md", before)
    if wrong != before:
        with pytest.raises(StaleEdit):
            write_file(root, "law.md", after, expect=wrong)
        assert get(root, "law.md") == before
    write_file(root, "law.md", after, expect=before)
    assert get(root, "law.md") == after
