"""Texts in which a task is called by another id."""

from __future__ import annotations

import pytest

from forgemd.tracker import is_telling, renamed, renamed_ids
from forgemd.tracker.ids import expand


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
