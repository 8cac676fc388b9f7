"""The fix of a finding as the lines that it changes."""

from __future__ import annotations

import pytest

from forgemd.diagnostics import Diagnostic, Fix
from forgemd.markdown import display_width
from forgemd.output import Report, findings, plain
from forgemd.text import Edit, Source, Span

TEXT = "| A | Keel 工 | todo |\n| B | Ribs | done |\n| C | Mast | todo |\n"


def shown(text: str, *changes: tuple[str, str], columns: int = 80) -> list[str]:
    """The lines of a diff that the report of one finding has, whose fix puts the second text for the first."""
    source = Source(text, "T.md")
    edits = tuple(
        Edit(Span(text.index(old), text.index(old) + len(old)), old, new) if old else Edit(Span(0, 0), "", new)
        for old, new in changes
    )
    found = Diagnostic("bad-date", "T.md", edits[0].span, "error", "wrong", fix=Fix("mend it", edits, "unsafe"))
    lines = plain(findings(Report(["T.md"], [found], {"T.md": source}), columns)).split("\n")
    assert "    fix: mend it (its author may not mean it: --unsafe-fixes)" in lines
    return [row for row in lines if row.startswith(("    - |", "    + |"))]


@pytest.mark.parametrize(
    ("changes", "diff"),
    [
        ([("done", "DONE")], ["- | | B | Ribs | done |", "+ | | B | Ribs | DONE |"]),
        (
            [("Keel 工", "Keel"), ("Mast", "Deck")],
            [
                *("- | | A | Keel 工 | todo |", "- | | B | Ribs | done |", "- | | C | Mast | todo |"),
                *("+ | | A | Keel | todo |", "+ | | B | Ribs | done |", "+ | | C | Deck | todo |"),
            ],
        ),
        ([("| B | Ribs | done |\n", "")], ["- | | B | Ribs | done |"]),
        ([("| B", "| X |\n| B")], ["+ | | X |"]),
        ([("", "\n" * 3)], ["+ |", "+ |", "+ |"]),
        ([("| A", "\x1b[2J")], ["- | | A | Keel 工 | todo |", "+ | \\u001b[2J | Keel 工 | todo |"]),
    ],
    ids=["a cell", "two rows", "a row goes", "a row comes", "lines", "hostile"],
)
def test_the_lines_that_differ(changes: list[tuple[str, str]], diff: list[str]) -> None:
    assert [row.strip() for row in shown(TEXT, *changes)] == diff


@pytest.mark.parametrize("columns", [40, 60])
def test_a_long_line_is_cut_around_what_differs(columns: int) -> None:
    text = f"| {'工' * 90} | done | {'x' * 90} |\n"
    rows = shown(text, ("done", "DONE"), columns=columns)
    assert ["done" in rows[0], "DONE" in rows[1]] == [True, True]
    assert max(map(display_width, rows)) <= columns


def test_many_lines_are_counted() -> None:
    rows = shown("| a |\n" * 9, ("| a |\n" * 9, "| b |\n" * 9))
    assert [row.strip() for row in rows if "more" in row] == ["- | and 5 lines more", "+ | and 5 lines more"]
