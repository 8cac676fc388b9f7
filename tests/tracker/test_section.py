"""Names of sections: the index finds what comparing every label with every heading would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.tracker.tables.section import Titles, same_name

_PIECES = ["1", "1.1", "2", "Phase 1", "**", "Model", "model", "Storage", "and", ":", "-", "(done)", "模型", "`x`"]
_NAMES = st.lists(st.sampled_from(_PIECES), max_size=4).map(" ".join)


@given(st.lists(_NAMES, max_size=8), _NAMES)
def test_the_index_agrees_with_plain_search(titles: list[str], label: str) -> None:
    known = {7 * line: title for line, title in enumerate(titles)}
    index = Titles(known)
    assert index.loosely(label) == [line for line, title in known.items() if same_name(label, title)]
    exact = label.casefold()
    assert index.exactly(label) == [line for line, title in known.items() if title.strip("*_` ").casefold() == exact]


@pytest.mark.parametrize(
    ("label", "title", "same"),
    [
        ("1.1", "1.1 Model", True),
        ("1.1 Model", "Phase 1.1: Model", False),
        ("Storage", "Storage and queries", True),
        ("Storage", "1.2 Storage", False),
        ("", "Model", False),
    ],
)
def test_one_label_and_one_heading(label: str, title: str, same: bool) -> None:
    assert Titles({3: title}).loosely(label) == ([3] if same else [])
