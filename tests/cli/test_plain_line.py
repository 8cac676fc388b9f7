"""Command lines that are read without click say what click reads in them."""

from __future__ import annotations

from importlib import import_module

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.cli.commands import COMMANDS
from forgemd.cli.plain_line import GRAMMARS, parsed

WORDS = st.sampled_from(
    [
        *{option for grammar in GRAMMARS.values() for options in grammar[:3] for option in options},
        *("--note=a=b", "--format=json", "--format=xml", "--field=A=b", "--agent=", "--quiet=1", "-mword", "-qm"),
        *("json", "human", "P1-001=DONE", "A.md", "-", "--", "", "--help", "-x", "--messag", "--commit=1", "=", "ü"),
    ]
)
"""Options of all commands, given to each of them, and what is none."""


def read_by_click(name: str, words: list[str]) -> dict[str, object] | None:
    command: click.Command = getattr(import_module(COMMANDS[name].module), f"{name}_command")
    try:
        return command.make_context(name, words).params
    except (click.UsageError, click.exceptions.Exit):
        return None


@pytest.mark.parametrize("name", GRAMMARS)
@given(words=st.lists(WORDS, max_size=6))
def test_what_is_read_is_what_click_reads(name: str, words: list[str]) -> None:
    found = parsed(words, GRAMMARS[name])
    if found is None:
        return
    meant = read_by_click(name, words)
    assert meant is not None
    assert found == {option: meant[option] for option in found}
    left = {option: value for option, value in meant.items() if option not in found}
    assert all(value in (None, False, (), "human", "auto") for value in left.values())


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("commit", [], {"paths": ()}),
        ("commit", ["-m", "--note", "A.md", "-q"], {"subject": "--note", "paths": ("A.md",), "quiet": True}),
        ("commit", ["--note=a=b", "--format", "json"], {"note": "a=b", "format_": "json", "paths": ()}),
        ("set", ["A=B", "--commit", "C=D"], {"assignments": ("A=B", "C=D"), "commit_too": True}),
        ("set", ["A", "--field", "B=c", "--field=D=e"], {"assignments": ("A",), "fields": ("B=c", "D=e")}),
        ("check", ["--select", "ALL", "-q", "A.md"], {"select": "ALL", "quiet": True, "paths": ("A.md",)}),
        ("check", ["--staged", "--base", "HEAD"], None),
        ("check", ["--format", "sarif"], None),
        ("set", ["--commit"], None),
        ("commit", ["--help"], None),
        ("commit", ["--format", "xml"], None),
        ("commit", ["--agent"], None),
        ("commit", ["--mess", "x"], None),
        ("commit", ["--", "A.md"], None),
    ],
)
def test_what_is_left_to_click(name: str, words: list[str], found: dict[str, object] | None) -> None:
    assert parsed(words, GRAMMARS[name]) == found
