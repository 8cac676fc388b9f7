"""Texts in which a task is called by another id."""

from __future__ import annotations

import pytest

from forgemd.text import Source
from forgemd.tracker import Diff, is_telling, read, renamed, renamed_ids
from forgemd.tracker.cells.ids import expand


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("P1-096", "P2-7"),
        ("see **P1-096**, `P1-096` and [P1-096](#p1-096).", "see **P2-7**, `P2-7` and [P2-7](#p2-7)."),
        ("P1-096/P1-097, (P1-096)", "P2-7/P1-097, (P2-7)"),
        ("P1-0961 P1-096.2 P1-096-b XP1-096 x.P1-096", None),
        ("feature/P1-096 https://x.org/browse/P1-096 docs/P1-096.md", None),
        ("P1-096. P1-096: P1-096", "P2-7. P2-7: P2-7"),
    ],
)
def test_words(text: str, after: str | None) -> None:
    assert renamed(text, {"P1-096"}, "P2-7") == (text if after is None else after)


@pytest.mark.parametrize(
    ("text", "name", "after"),
    [
        ("T-1, T-2", "T-2", "T-1, T-9"),
        ("T-1 to T-3", "T-2", "T-1, T-9, T-3"),
        ("T-1 to T-3", "T-1", "T-9, T-2 to T-3"),
        ("T-1 to T-3", "T-3", "T-1 to T-2, T-9"),
        ("T1-T6, A1-A2", "A2", "T1-T6, A1, T-9"),
        ("T-115-T-119", "T-117", "T-115-T-116, T-9, T-118-T-119"),
        ("#240-242", "#241", "#240, T-9, #242"),
        ("#240-244", "#242", "#240-#241, T-9, #243-#244"),
        ("P1-001 to P1-095", "P1-096", "P1-001 to P1-095"),
        ("T-1～T-3", "T-2", "T-1～T-3"),
    ],
)
def test_lists_and_ranges(text: str, name: str, after: str) -> None:
    assert renamed_ids(text, {name}, "T-9") == after
    want = ["T-9" if each == name else each for each in expand(text)]
    assert sorted(expand(after)) == sorted(want)


@pytest.mark.parametrize(("name", "telling"), [("P1-001", True), ("#240", False), ("12", False), ("1.2", False)])
def test_what_can_mean_nothing_else(name: str, telling: bool) -> None:
    assert is_telling(name) == telling


HEAD = "| ID | Task | Status |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        (["T-1 | Keel"], ["T-9 | Keel"], [("T-1", "T-9")]),
        (["T-1 | T-1: lay the keel"], ["T-9 | T-9: lay the keel"], [("T-1", "T-9")]),
        (["T-1 | Keel of `T-1`", "T-2 | Mast"], ["T-2 | Mast", "T-9 | Keel of `T-9`"], [("T-1", "T-9")]),
        # The title still says the old id.
        (["T-1 | T-1: lay the keel"], ["T-9 | T-1: lay the keel"], [("T-1", "T-9")]),
        # One that says it anew, and one that never said it, would be one title: the words decide first.
        (["T-1 | Build", "T-2 | Build T-2"], ["T-8 | Build", "T-9 | Build T-9"], [("T-1", "T-8"), ("T-2", "T-9")]),
        # Two that could be it are none.
        (["T-1 | Build T-1", "T-2 | Build T-2"], ["T-8 | Build T-8", "T-9 | Build T-9"], []),
        (["T-1 | Build T-1"], ["T-8 | Build T-8", "T-9 | Build T-9"], []),
        (["T-1 | T-1"], ["T-9 | T-9"], []),
        (["T-1 | - T-1 -"], ["T-9 | - T-9 -"], []),
        (["T-1 | Part 1 of T-1"], ["T-9 | Part 9 of T-9"], []),
        (["T-1 | After T-10"], ["T-9 | After T-90"], []),
        (["1 | Take 1 of it"], ["9 | Take 9 of it"], []),
        (["T-1 | -"], ["T-9 | -"], []),
    ],
)
def test_rows_that_got_another_id(before: list[str], after: list[str], pairs: list[tuple[str, str]]) -> None:
    trackers = [
        read(Source(HEAD + "".join(f"| {row} | todo |\n" for row in [*rows, "Z-1 | Last"]), "T.md"))
        for rows in (before, after)
    ]
    assert [(old.id, new.id) for old, new in Diff(*trackers).renamed] == pairs
