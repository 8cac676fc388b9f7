"""Lines to cells: where the bars are and what stands between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.markdown import cells

LINES = st.text(st.sampled_from("ab|\\ \t\v\f-:é\u00a0\x85"), max_size=20)


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("| a | b", ["a", "b"]),
        ("a | b |", ["a", "b"]),
        (" \t| a |  ", ["a"]),
        ("||", [""]),
        ("|||", ["", ""]),
        ("| |", [""]),
        ("|", []),
        ("|  ", []),
        ("| a", ["a"]),
        ("a", ["a"]),
        ("", [""]),
        (r"| a \| b |", [r"a \| b"]),
        (r"| a \\| b |", [r"a \\| b"]),
        (r"| a \\\| b | c", [r"a \\\| b", "c"]),
        (r"| `a|b` |", ["`a", "b`"]),
        (r"\| a |", [r"\| a"]),
        ("| a\\|", ["a\\|"]),
        ("|\u00a0a\u3000|\x85|", ["\u00a0a\u3000", "\x85"]),
        ("\f| a |", ["", "a"]),
    ],
)
def test_texts(line: str, texts: list[str]) -> None:
    assert cells.texts(line) == texts


@pytest.mark.parametrize(
    ("line", "bounds", "leading", "trailing"),
    [
        ("| a | b |", [" a ", " b "], True, True),
        ("a | b", ["a ", " b"], False, False),
        ("| a | b  ", [" a ", " b  "], True, False),
        ("a||", ["a", ""], False, True),
        ("|", [], True, False),
        ("|\t ", [], True, False),
        ("", [""], False, False),
    ],
)
def test_cut(line: str, bounds: list[str], leading: bool, trailing: bool) -> None:
    found = cells.cut("xx" + line + "yy", 2, 2 + len(line))
    assert [("xx" + line)[start:end] for start, end in found.bounds] == bounds
    assert (found.leading, found.trailing) == (leading, trailing)


@pytest.mark.parametrize(
    ("line", "aligns"),
    [
        ("---", ("",)),
        (":-", ("left",)),
        ("-:", ("right",)),
        (":-:", ("center",)),
        ("|---|:--|--:|:-:|", ("", "left", "right", "center")),
        (" - | - ", ("", "")),
        ("|-\t|\v-\f", ("", "")),
        ("|-", ("",)),
        ("-|", ("",)),
    ],
)
def test_delimiter_rows(line: str, aligns: tuple[str, ...]) -> None:
    assert cells.delimiter("x" + line + "y", 1, 1 + len(line))
    assert cells.alignments("x" + line + "y", 1, 1 + len(line)) == aligns


@pytest.mark.parametrize(
    "line", ["", "|", "||", ":", "::-", "- -", "-:-", "|---||", "||---|", "|-|x", "|- - |", "—", "\\-"]
)
def test_no_delimiter_rows(line: str) -> None:
    assert not cells.delimiter(line, 0, len(line))


@given(LINES)
def test_both_ways_to_cut_agree(line: str) -> None:
    """`texts` is the fast way to what `cut` finds."""
    bounds = cells.cut(line, 0, len(line)).bounds
    assert [line[start:end].strip(cells.BLANKS) for start, end in bounds] == cells.texts(line)


@given(LINES)
def test_what_is_cut_and_the_bars_are_the_line(line: str) -> None:
    found = cells.cut(line, 0, len(line))
    inside = "|".join(line[start:end] for start, end in found.bounds)
    if found.bounds:
        whole = "|" * found.leading + inside + "|" * found.trailing
        assert line.strip(cells.BLANKS).startswith(whole.strip(cells.BLANKS))


@given(st.text(st.sampled_from("ab|\\ é"), max_size=12))
def test_escaping_is_undone(value: str) -> None:
    assert cells.unescape(cells.escape(value)) == value
    assert not cells.cut(cells.escape(value), 0, len(cells.escape(value))).bounds[1:]
