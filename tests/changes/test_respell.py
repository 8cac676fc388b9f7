"""A status set anew keeps what else its cell says."""

from __future__ import annotations

import pytest

from forgemd.changes import SetStatus
from forgemd.markdown import Rewrite
from forgemd.text import Source
from forgemd.tracker import read

HEAD = "| ID | Status |\n|---|---|\n"
ROWS = "| B-1 | ✅ Done |\n| B-2 | ✅ Done |\n| B-3 | ⬜ Todo |\n"


@pytest.mark.parametrize(
    ("cell", "after"),
    [
        ("⬜ Todo", "✅ Done"),
        ("⬜ Todo (Config)", "✅ Done (Config)"),
        ("⬜ Todo — see #12", "✅ Done — see #12"),
        ("**Todo**", "**✅ Done**"),
        ("**⬜ Todo**（角色）", "**✅ Done**（角色）"),
        ("~~Done~~ Todo", "~~Done~~ ✅ Done"),
        ("~~Done~~ **Todo** (again)", "~~Done~~ **✅ Done** (again)"),
        ("~~Todo~~", "✅ Done"),
        ("⬜ **Todo**", "✅ **Done**"),
        ("⬜ **Todo — see #12**", "✅ **Done — see #12**"),
        ("`[ ]`", "✅ Done"),
        ("[P]", "✅ Done"),
        ("-", "✅ Done"),
        ("[ ]", "✅ Done"),
        ("50%", "✅ Done"),
        ("", "✅ Done"),
    ],
)
def test_remarks_and_markup_stay(cell: str, after: str) -> None:
    tracker = read(Source(f"{HEAD}| A-1 | {cell} |\n{ROWS}", "T.md"))
    rewrite = Rewrite(tracker.document)
    SetStatus("A-1", "Done").edit(tracker, rewrite)
    assert read(rewrite.apply().source).tasks[0].status_text == after


def test_a_status_is_not_spelt_with_the_words_of_another_row() -> None:
    rows = "| A-1 | Todo |\n| B-1 | Active backlog |\n| B-2 | Active backlog |\n"
    tracker = read(Source(HEAD + rows, "T.md"))
    rewrite = Rewrite(tracker.document)
    SetStatus("A-1", "Active").edit(tracker, rewrite)
    assert read(rewrite.apply().source).tasks[0].status_text == "Active"
