"""Display columns."""

from __future__ import annotations

import pytest

from forgemd.markdown import display_width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("—…│", 3),
        ("表格", 4),
        ("한국", 4),
        ("ｶ", 1),
        ("Ａ", 2),
        ("✅", 2),
        ("⏳", 2),
        ("☐", 1),
        ("✔", 1),
        ("✔️", 2),
        ("⚠️", 2),
        ("✅️", 2),
        ("1️⃣", 2),
        ("🇩🇪", 2),
        ("👍🏽", 2),
        ("👩‍💻", 2),
        ("👩🏽‍💻", 2),
        ("👨‍👩‍👧", 2),
        ("🏳️‍🌈", 2),
        ("a\u200bb", 2),
        ("\u00ad", 1),
        ("\x85", 0),
        ("\ufe0f", 0),
        ("✅ DONE", 7),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert display_width(text) == columns


@pytest.mark.parametrize("text", ["✅ DONE", "表格", "⚠️ x", "👩‍💻", "é", "🔄", "—", "한국"])
def test_rich_says_the_same(text: str) -> None:
    from rich.cells import cell_len

    assert display_width(text) == cell_len(text)
