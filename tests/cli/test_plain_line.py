"""Command lines that are read without click say what click reads in them."""

from __future__ import annotations

from importlib import import_module

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.cli.clicked import clicked
from forgemd.cli.commands import COMMANDS, attribute
from forgemd.cli.declared import Command, Grammar, Parameter, parsed
from forgemd.cli.plain_line import GRAMMARS


def declared(name: str) -> Command | None:
    found = getattr(import_module(COMMANDS[name].module), attribute(name))
    return found if isinstance(found, Command) else None


DECLARED = {name: command for name in COMMANDS if (command := declared(name)) is not None}
READ = {name: grammar for name, command in DECLARED.items() if (grammar := command.grammar) is not None}

WORDS = st.sampled_from(
    sorted(
        {
            *(option for grammar in READ.values() for options in grammar[:3] for option in options),
            *("--note=a=b", "--format=json", "--format=xml", "--field=A=b", "--agent=", "--quiet=1", "-mword", "-qm"),
            *("json", "human", "P1-001=DONE", "A.md", "-", "--", "", "--help", "-x", "--messag", "--commit=1", "="),
            *("ü", "1", "0", "-1", "+1", " 1", "1_0", "٣", "99999999999", "low", "csv", "--theirs", "--color=never"),
        }
    )
)
"""Options of all commands, given to each of them, and what is none."""


def read_by_click(name: str, words: list[str]) -> dict[str, object] | None:
    try:
        return clicked(DECLARED[name]).make_context(name, words).params
    except (click.UsageError, click.exceptions.Exit):
        return None


def test_what_only_click_can_read() -> None:
    assert set(COMMANDS) - set(DECLARED) == {"config", "hooks", "workflow"}
    assert set(DECLARED) - set(READ) == {"hook", "merge-driver", "rule", "schema", "undo"}


@pytest.mark.parametrize("name", READ)
@given(words=st.lists(WORDS, max_size=6))
def test_what_is_read_is_what_click_reads(name: str, words: list[str]) -> None:
    found = parsed(words, READ[name])
    if found is not None:
        defaults = {each.name: each.default for each in DECLARED[name].parameters}
        everywhere = {"quiet": False, "directory": None, "config": None, "color": "auto", "verbose": False}
        assert read_by_click(name, words) == {**everywhere, **defaults, **found}


@pytest.mark.parametrize("name", GRAMMARS)
@given(words=st.lists(WORDS, max_size=6))
def test_what_is_said_twice_is_the_same(name: str, words: list[str]) -> None:
    """What is read before a command is loaded."""
    found = parsed(words, GRAMMARS[name])
    assert found is None or found == parsed(words, READ[name])


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("commit", [], {"paths": ()}),
        ("commit", ["-m", "--note", "A.md", "-q"], {"subject": "--note", "paths": ("A.md",), "quiet": True}),
        ("commit", ["--note=a=b", "--format", "json"], {"note": "a=b", "format_": "json", "paths": ()}),
        ("set", ["A=B", "--commit", "C=D"], {"assignments": ("A=B", "C=D"), "commit_too": True}),
        ("set", ["A", "--field", "B=c", "--field=D=e"], {"assignments": ("A",), "fields": ("B=c", "D=e")}),
        ("check", ["--select", "ALL", "-q", "A.md"], {"select": "ALL", "quiet": True, "paths": ("A.md",)}),
        ("next", ["-n", "3", "--all"], {"most": 3, "every": True, "paths": ()}),
        ("show", ["P1-001", "--tracker=A.md"], {"reference": "P1-001", "paths": ("A.md",)}),
        ("renumber", ["A-1", "A-2", "--commit"], {"old": "A-1", "new": "A-2", "commit_too": True}),
        ("list", ["--status", "a,b", "--owner=-"], {"statuses": ("a,b",), "owners": ("-",), "paths": ()}),
        ("export", ["--to", "csv", "-C", "x"], {"form": "csv", "directory": "x", "paths": ()}),
        ("merge", ["--install", "--pattern", "*.md"], {"install": True, "pattern": ("*.md",), "files": ()}),
        ("next", ["-n", "0"], None),
        ("next", ["-n3"], None),
        ("show", [], None),
        ("show", ["A", "B"], None),
        ("merge", ["--ours"], None),
        ("export", ["--to", "xml"], None),
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
    assert parsed(words, GRAMMARS.get(name, READ[name])) == found


def test_a_parameter_has_the_name_that_click_gives_it() -> None:
    for names in (("-n", "most"), ("-j", "--jobs"), ("--dry-run",), ("-x",), ("-o", "--output-file"), ("--to", "form")):
        assert Parameter("option", names, {}).name == click.Option(list(names)).name


def test_nothing_is_read_where_an_argument_may_be_left_out() -> None:
    assert isinstance(READ["show"], Grammar)
    assert DECLARED["rule"].grammar is None
