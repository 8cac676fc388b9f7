"""Items of boards that each side moves, or names alike: no line is changed twice, and yet they are one task."""

from __future__ import annotations

import pytest

from forgemd.merge import Markers
from tests.merge.merging import merged

BOARD = (
    "# Board\n\n## To Do\n\n- K-1: Keel\n  - oak\n- K-2: Ribs\n\n## Doing\n\n- K-3: Sail\n\n## Done\n\n- K-4: Mast\n"
)
KEEL = "- K-1: Keel\n  - oak\n"
SAIL, MAST = "- K-3: Sail\n", "- K-4: Mast\n"


def _moved(text: str, behind: str) -> str:
    return text.replace(KEEL, "").replace(behind, behind + KEEL)


def _sides(form: str) -> list[str]:
    """The three versions: with ids or without, with these line endings or those."""
    texts = [BOARD, _moved(BOARD, SAIL), _moved(BOARD, MAST)]
    if "cards" in form:
        for number in "1234":
            texts = [text.replace(f"K-{number}: ", "") for text in texts]
    return [text.replace("\n", "\r\n") for text in texts] if "crlf" in form else texts


@pytest.mark.parametrize("form", ["ids", "cards", "ids, crlf", "cards, crlf"])
def test_an_item_that_each_side_moved_elsewhere(form: str) -> None:
    base, ours, theirs = _sides(form)
    found = merged(base, ours, theirs)
    assert [(conflict.kind, conflict.name) for conflict in found.conflicts] == [
        ("move", "Keel" if "cards" in form else "K-1")
    ]
    end = "\r\n" if "crlf" in form else "\n"
    for side, text in (("ours", ours), ("theirs", theirs)):
        assert _kept(found.source.text, side, end) == text
    assert merged(base, ours, theirs, markers=Markers(9, virtual=True)).source.text == base


def _kept(text: str, side: str, end: str) -> str:
    """What is left of a text in conflict when one side is kept everywhere."""
    kept, now = [], "both"
    for line in text.split(end):
        now = {"<<<<<<<": "ours", "|||||||": "base", "=======": "theirs"}.get(line[:7], now)
        if line[:7] == ">>>>>>>":
            now = "both"
        elif line[:7] not in ("<<<<<<<", "|||||||", "=======") and now in ("both", side):
            kept.append(line)
    return end.join(kept)


def test_an_id_that_each_side_gave_to_something_else() -> None:
    ours, theirs = BOARD.replace(SAIL, f"{SAIL}- K-5: Oars\n"), BOARD.replace(MAST, f"{MAST}- K-5: Rudder\n")
    found = merged(BOARD, ours, theirs)
    assert [(conflict.kind, conflict.name) for conflict in found.conflicts] == [("id", "K-5")]
    assert (_kept(found.source.text, "ours", "\n"), _kept(found.source.text, "theirs", "\n")) == (ours, theirs)


def test_items_that_both_sides_move_to_one_place_or_each_another_are_no_conflict() -> None:
    assert not merged(BOARD, _moved(BOARD, SAIL), _moved(BOARD, SAIL)).conflicts
    ribs = "- K-2: Ribs\n"
    found = merged(BOARD, _moved(BOARD, SAIL), BOARD.replace(ribs, "").replace(MAST, MAST + ribs))
    assert found.conflicts == ()
    assert found.source.text.count("K-1") == found.source.text.count("K-2") == 1
