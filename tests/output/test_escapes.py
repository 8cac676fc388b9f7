"""Nothing from a tracker can command a terminal, a runner or a reader's eyes."""

from __future__ import annotations

import json
import unicodedata
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from forgemd.output import json_text, line, painted, plain, visible, wrapped
from forgemd.output.escapes import visible_path

ANY = st.text(st.characters(), max_size=40)
"""Surrogates included: bytes that were no UTF-8."""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("P1-001 ✅ DONE", "P1-001 ✅ DONE"),
        ("ğŸŸ¦ READY", "ğŸŸ¦ READY"),
        ("工作 ⚠️ é", "工作 ⚠️ é"),
        ("\x1b[2Jx", "\\u001b[2Jx"),
        ("a\rb\x07", "a\\u000db\\u0007"),
        ("\u009b31m", "\\u009b31m"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("a\u200bb\u2028c\ufeff", "a\\u200bb\\u2028c\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("\udce9", "\\udce9"),
        ("x ##[error]y", "x ##\\u005berror]y"),
        ("[link=https://evil]x[/link]", "[link=https://evil]x[/link]"),
    ],
)
def test_controls_are_shown_by_number(text: str, shown: str) -> None:
    assert visible(text) == shown


def dangerous(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


@given(ANY)
@example("".join(map(chr, range(0x3000))))
@example("".join(map(chr, range(0xD7F0, 0x10000))))
@example("".join(map(chr, range(0x110B0, 0x110D0))))
@example("".join(map(chr, range(0x1BCA0, 0x1BCB0))))
@example("".join(map(chr, range(0xE0000, 0xE0080))))
def test_nothing_dangerous_is_left(text: str) -> None:
    assert not any(dangerous(char) for char in visible(text))
    assert "##[" not in visible(text)


def test_every_dangerous_character_of_this_unicode_is_known() -> None:
    left = [f"U+{code:04X}" for code in range(0x110000) if dangerous(chr(code)) and visible(chr(code)) == chr(code)]
    assert left == []


@pytest.mark.parametrize("path", ["::error::x.md", "  ::stop-commands::x"])
def test_a_path_cannot_begin_a_command(path: str) -> None:
    assert visible_path(path) == f"./{path}"


@given(st.recursive(st.none() | st.booleans() | st.integers() | ANY, st.lists), st.booleans())
def test_json_is_the_same_value_and_harmless(value: object, ascii_only: bool) -> None:
    text = json_text(value, ascii_only=ascii_only)
    assert json.loads(text) == value
    assert not any(dangerous(char) for char in text if char != "\n")
    assert text.isascii() or not ascii_only


def test_markup_is_text_in_colours_too() -> None:
    hostile = "[link=https://evil]x[/link] [/] [bold red] :smile: https://example.com"
    out = painted([line(("error", "bad"), f" {hostile}")])
    assert hostile in out
    assert "\x1b]8;" not in out
    assert out.startswith("\x1b[1;31mbad\x1b[0m")


@given(st.lists(ANY, max_size=5))
def test_colours_change_nothing_but_colours(texts: list[str]) -> None:
    lines = [line(("rule", text), text) for text in texts]
    out = StringIO(painted(lines)).read()
    console = Console(file=StringIO(), force_terminal=False)
    assert console.is_terminal is False
    bare = "".join(part.partition("m")[2] if index else part for index, part in enumerate(out.split("\x1b[")))
    assert [row.rstrip() for row in bare.split("\n")] == [row.rstrip() for row in plain(lines).split("\n")]


@given(st.text("ab 工é", max_size=60), st.integers(20, 60))
def test_wrapping_loses_no_word(text: str, columns: int) -> None:
    rows = list(wrapped(text, columns, 4))
    assert " ".join(row[1][1] for row in rows).split() == text.split()
    assert all(row[0][1] == "    " for row in rows)
