"""The nearest file up to the repository's root counts, and a pyproject.toml only with our table."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from forgemd.config import FILE_NAMES, candidates, find, holds, read
from forgemd.errors import ConfigError

OURS = "[tool.forgemd]\nfail_on = 'note'\n"


def tree(root: Path, files: dict[str, str]) -> str:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (root / "repo/a/b").mkdir(parents=True, exist_ok=True)
    return os.path.realpath(root / "repo")


@pytest.mark.parametrize(
    ("files", "start", "found"),
    [
        ({}, "a/b", None),
        ({"repo/.forgemd.yaml": ""}, "a/b", ".forgemd.yaml"),
        ({"repo/.forgemd.yaml": ""}, ".", ".forgemd.yaml"),
        ({"repo/.forgemd.yml": ""}, "a", ".forgemd.yml"),
        ({"repo/a/.forgemd.yaml": "", "repo/.forgemd.yaml": ""}, "a/b", "a/.forgemd.yaml"),
        ({"repo/a/.forgemd.yaml": "", "repo/.forgemd.yaml": ""}, ".", ".forgemd.yaml"),
        ({"repo/pyproject.toml": OURS}, "a/b", "pyproject.toml"),
        ({"repo/pyproject.toml": "[tool.ruff]\n"}, "a/b", None),
        ({"repo/a/pyproject.toml": "[project]\nname = 'forgemd'\n", "repo/.forgemd.yaml": ""}, "a", ".forgemd.yaml"),
        ({"repo/pyproject.toml": OURS, "repo/.forgemd.yaml": ""}, "a", ".forgemd.yaml"),
        ({"repo/a/pyproject.toml": OURS, "repo/.forgemd.yaml": ""}, "a", "a/pyproject.toml"),
        ({".forgemd.yaml": ""}, "a", None),
        ({".forgemd.yaml": "", "elsewhere/.forgemd.yaml": ""}, "../elsewhere", None),
        ({"repo/.forgemd.yaml": "", "elsewhere/.forgemd.yaml": ""}, "../elsewhere", ".forgemd.yaml"),
        ({"repo/.forgemd.yaml": "", "repository/x": ""}, "../repository", ".forgemd.yaml"),
    ],
)
def test_find(files: dict[str, str], start: str, found: str | None, tmp_path: Path) -> None:
    root = tree(tmp_path, files)
    expected = None if found is None else os.path.join(root, found)
    assert find(os.path.join(root, start), root) == expected


def test_through_a_link(tmp_path: Path) -> None:
    root = tree(tmp_path, {"repo/.forgemd.yaml": ""})
    link = tmp_path / "link"
    link.symlink_to(root)
    assert find(str(link / "a"), root) == os.path.join(root, ".forgemd.yaml")
    assert find(os.path.join(root, "a"), str(link)) == os.path.join(root, ".forgemd.yaml")


def test_two_files_in_one_directory_are_refused(tmp_path: Path) -> None:
    root = tree(tmp_path, {"repo/.forgemd.yaml": "", "repo/.forgemd.yml": ""})
    with pytest.raises(ConfigError, match="two configuration files") as caught:
        find(root, root)
    assert caught.value.hint is not None
    assert ".forgemd.yml" in caught.value.hint


def test_a_file_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    root = tree(tmp_path, {})
    path = os.path.join(root, ".forgemd.yaml")
    os.symlink("nowhere", path)
    assert find(root, root) == path
    with pytest.raises(ConfigError, match="cannot be read"):
        read(path)
    os.remove(path)
    os.mkdir(path)
    with pytest.raises(ConfigError, match="cannot be read") as caught:
        read(path)
    assert caught.value.where == path


def test_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    assert read(str(path)) == b"\xef\xbb\xbfa: 1\r\n"


def test_candidates_serve_to_look_into_a_commit(tmp_path: Path) -> None:
    root = tree(tmp_path, {})
    relative = [os.path.relpath(path, root) for path in candidates(os.path.join(root, "a"), root)]
    assert relative == [*(f"a/{name}" for name in FILE_NAMES), *FILE_NAMES]


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        (OURS, True),
        ("[tool.forgemd.rules]\nbad-date = 'off'\n", True),
        ("[project]\n\n  [ tool . forgemd ]\n", True),
        ("[tool]\nforgemd = {fail_on = 'note'}\n", True),
        ("tool.forgemd.fail_on = 'note'\n", True),
        ('[tool."forgemd"]\n', True),
        ("[tool.forgemd\nfail_on = 'note'\n", True),
        ("[tool.forgemd-extra]\n", False),
        ("# see [tool.forgemd]\n", False),
        ("dependencies = ['forgemd']\n", False),
        ("", False),
    ],
)
def test_holds(text: str, is_ours: bool) -> None:
    assert holds("x/pyproject.toml", text.encode()) is is_ours
    assert holds("x/.forgemd.yaml", text.encode())
