"""Our lines in a file of somebody else: in, anew, and out again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.errors import GitError
from forgemd.git.setup.blocks import NEW_DIRECTORY, NEW_FILE, has_block, with_block, without_block

FILES = (b"", b"a", b"a\n", b"a\r\nb", b"a\r\nb\r\n", b"\n\n", b"\r\n", b"\xff\n# x")


@pytest.mark.parametrize("raw", [None, *FILES])
def test_in_and_out(raw: bytes | None) -> None:
    flags = [NEW_FILE, NEW_DIRECTORY] if raw is None else []
    first = with_block(raw, ["x", "y"], flags)
    assert with_block(first, ["x", "y"]) == first
    again = with_block(first, ["z"])
    assert (b"z" in again, b"\nx" in again, has_block(again)) == (True, False, True)
    assert without_block(again) == (raw, raw is None)


def test_the_lines_stand_last_and_end_as_the_others_do() -> None:
    raw = with_block(b"*.md merge=union\r\n", ["/T.md merge=forgemd"])
    assert raw.split(b"\r\n")[2] == b"/T.md merge=forgemd"
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("before", [None, *FILES])
def test_what_others_wrote_behind_it_stays(before: bytes | None) -> None:
    raw = with_block(before, ["x"], [NEW_FILE] if before is None else [])
    after, _ = without_block(raw + b"theirs\n")
    separator = b"" if not before or before.endswith(b"\n") else b"\r\n" if b"\r\n" in before else b"\n"
    assert after == (before or b"") + separator + b"theirs\n"


def test_a_file_that_others_use_by_now_is_kept() -> None:
    raw = with_block(None, ["x"], [NEW_FILE])
    assert without_block(b"theirs\n" + raw) == (b"theirs\n", False)


@pytest.mark.parametrize("half", [0, 1])
def test_half_a_block_is_nobodys(half: int) -> None:
    raw = with_block(b"a\n", ["x"])
    begin, _, rest = raw.partition(b"x\n")
    torn = begin + b"x\n" if half else b"x\n" + rest
    for judge in (without_block, lambda raw: with_block(raw, ["y"])):
        with pytest.raises(GitError, match="not whole"):
            judge(torn)


def test_two_blocks_as_a_merge_of_branches_leaves_them() -> None:
    raw = with_block(b"a\n", ["x"]) + with_block(b"b\n", ["y"])
    assert without_block(raw)[0] == b"a\nb\n"
    assert with_block(raw, ["z"]) == with_block(b"a\nb\n", ["z"])


BEGIN, END = (line.decode() for line in with_block(None, []).splitlines())


@pytest.mark.parametrize(
    "raw",
    [
        f"{BEGIN}\n<<<<<<< HEAD\n/B.md x\n=======\n>>>>>>> c0a7574\n{END}\n",
        f"<<<<<<< HEAD\n{BEGIN}\n/A.md x\n=======\n*.png binary\n{BEGIN}\n/B.md x\n>>>>>>> c0a7574\n{END}\n",
    ],
)
def test_a_conflict_in_it_is_for_people(raw: str) -> None:
    for judge in (without_block, lambda raw: with_block(raw, ["y"])):
        with pytest.raises(GitError, match="a merge left its markers"):
            judge(raw.encode())


def test_nothing_is_taken_from_between_two_beginnings() -> None:
    raw = f"{BEGIN}\n/A.md x\n*.png binary\n{BEGIN}\n/B.md x\n{END}\n".encode()
    with pytest.raises(GitError, match="not whole"):
        with_block(raw, ["y"])


@given(st.binary(max_size=40), st.lists(st.text("ab #[]", max_size=5), max_size=3))
def test_any_file_comes_back(raw: bytes, lines: list[str]) -> None:
    assert without_block(with_block(with_block(raw, ["x"]), lines))[0] == raw
