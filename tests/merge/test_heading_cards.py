"""Boards whose cards are headings: no card goes where neither side put it, and columns count what lies in them."""

from __future__ import annotations

import pytest

from forgemd.changes import Context, Intent, MoveTask, RemoveTask, make_plan
from forgemd.text import Source
from forgemd.tracker import claims_of, read
from tests.changes.build import AT
from tests.merge.merging import merged

BOARD = (
    "# Board\n\n## To Do (2)\n\n### P-1 Keel\n\nOak.\n\n#### How\n\nSaw.\n\n### P-2 Ribs\n\n#### How\n\nBend.\n\n"
    "## Doing (1)\n\n### P-3 Deck\n\n## Done (1)\n\n### P-4 Mast\n\nSpruce.\n"
)
KEEL = "### P-1 Keel\n\nOak.\n\n#### How\n\nSaw.\n\n"


def _after(*intents: Intent) -> str:
    start = read(Source(BOARD, "x.md"))
    return make_plan(start, start, intents, Context(AT, "ada", None, None), read).after.text


def _columns(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("## "):
            found[line] = []
        elif line.startswith("### "):
            found[list(found)[-1]].append(line[4:7])
    return found


SOUND: list[tuple[str, str, dict[str, list[str]]]] = [
    (
        _after(MoveTask("P-1", "Done")),
        _after(MoveTask("P-3", "Done")),
        {"## To Do (1)": ["P-2"], "## Doing (0)": [], "## Done (3)": ["P-4", "P-1", "P-3"]},
    ),
    (
        _after(MoveTask("P-1", "Done")),
        _after(MoveTask("P-2", "Doing"), MoveTask("P-3", "Done")),
        {"## To Do (0)": [], "## Doing (1)": ["P-2"], "## Done (3)": ["P-4", "P-1", "P-3"]},
    ),
    (
        _after(MoveTask("P-1", "Done"), MoveTask("P-4", "To Do")),
        _after(MoveTask("P-2", "Done")),
        {"## To Do (1)": ["P-4"], "## Doing (1)": ["P-3"], "## Done (2)": ["P-1", "P-2"]},
    ),
    (
        _after(MoveTask("P-1", "Done")),
        BOARD.replace("Oak.", "Ash."),
        {"## To Do (1)": ["P-2"], "## Doing (1)": ["P-3"], "## Done (2)": ["P-4", "P-1"]},
    ),
    (
        _after(MoveTask("P-1", "Done")),
        BOARD.replace("## Done (1)", "## Finished (1)"),
        {"## To Do (1)": ["P-2"], "## Doing (1)": ["P-3"], "## Finished (2)": ["P-4", "P-1"]},
    ),
    (
        _after(MoveTask("P-1", "Done")),
        _after(MoveTask("P-1", "Done")),
        {"## To Do (1)": ["P-2"], "## Doing (1)": ["P-3"], "## Done (2)": ["P-4", "P-1"]},
    ),
    (
        _after(RemoveTask("P-1")),
        _after(RemoveTask("P-2")),
        {"## To Do (0)": [], "## Doing (1)": ["P-3"], "## Done (1)": ["P-4"]},
    ),
]


@pytest.mark.parametrize("close", ["", "\n---\n\n*Kept by the mate.*\n"])
@pytest.mark.parametrize(("ours", "theirs", "columns"), SOUND)
def test_cards_lie_where_a_side_put_them_and_are_counted(
    ours: str, theirs: str, columns: dict[str, list[str]], close: str
) -> None:
    base = BOARD + close
    for one, other in ((ours + close, theirs + close), (theirs + close, ours + close)):
        found = merged(base, one, other)
        assert found.conflicts == ()
        cards = _columns(found.source.text)
        assert {title: sorted(ids) for title, ids in cards.items()} == {
            title: sorted(ids) for title, ids in columns.items()
        }
        assert all(claim.holds for claim in claims_of(read(found.source)))
        assert found.source.text.endswith(close)
        lines = [line for line in found.source.text.splitlines() if line and line[:3] != "## "]
        assert len(lines) <= sum(1 for line in base.splitlines() if line and line[:3] != "## ")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (_after(MoveTask("P-1", "Done")), _after(MoveTask("P-1", "Doing"))),
        (_after(MoveTask("P-1", "Done")), _after(RemoveTask("P-1"))),
        (_after(MoveTask("P-3", "Done")), _after(MoveTask("P-3", "To Do"))),
    ],
)
def test_what_each_side_did_otherwise_with_a_card_is_a_conflict(ours: str, theirs: str) -> None:
    for one, other in ((ours, theirs), (theirs, ours)):
        found = merged(BOARD, one, other)
        assert found.conflicts
        assert all(found.source.text.count(line) for line in ("Oak.", "Saw.", "Bend.", "Spruce.", "Deck"))
