"""Git's merge of texts that lie in no repository."""

from __future__ import annotations

import os

import pytest

from forgemd.errors import GitError
from forgemd.git import Git
from forgemd.git.textmerge import text_merger

BASE = "one\ntwo\nthree\nfour\nfive\n"


def merge_text(base: str, ours: str, theirs: str, marker_size: int = 7) -> tuple[str, int]:
    return text_merger(Git(os.sep, dict(os.environ)))(base, ours, theirs, marker_size)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_changes_apart(ending: str) -> None:
    base, ours, theirs = (
        text.replace("\n", ending) for text in (BASE, BASE.replace("one", "1"), BASE.replace("five", "5"))
    )
    assert merge_text(base, ours, theirs) == ("1\ntwo\nthree\nfour\n5\n".replace("\n", ending), 0)


@pytest.mark.parametrize("size", [7, 9])
def test_a_conflict_shows_all_three(size: int) -> None:
    text, count = merge_text("a\n", "b\n", "c\n", size)
    signs = [sign * size for sign in "<|=>"]
    assert text == f"{signs[0]} ours\nb\n{signs[1]} base\na\n{signs[2]}\nc\n{signs[3]} theirs\n"
    assert count == 1


def test_whatever_the_configuration_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "merge.conflictStyle")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "merge")
    assert "||||||| base\n" in merge_text("a\n", "b\n", "c\n")[0]


def test_bytes_that_are_no_text_come_back() -> None:
    broken = "\udcff\udc00".replace("\udc00", "\udc80") + " \u0085\u2028 end\n"
    assert merge_text(broken + BASE, broken + BASE + "six\n", "zero\n" + broken + BASE)[0] == (
        "zero\n" + broken + BASE + "six\n"
    )


def test_nul_is_refused() -> None:
    with pytest.raises(GitError):
        merge_text("a\0\n", "b\0\n", "c\0\n")


def test_many_conflicts() -> None:
    def text(word: str) -> str:
        return "".join(f"{word} {number}\nsame\nsame\nsame\n" for number in range(200))

    _, count = merge_text(text("a"), text("b"), text("c"))
    assert count >= 100
