"""How many columns a text takes on a terminal, near enough to keep an aligned table aligned."""

from __future__ import annotations

from unicodedata import category, east_asian_width

__all__ = ["width"]

_EMOJI_STYLE = "\ufe0f"


def width(text: str) -> int:
    """Display columns: wide and full-width characters take two, combining marks and joiners none.

    A character before U+FE0F is shown as an emoji, two columns wide (Unicode TR 51, section 1.4).
    """
    if text.isascii():
        return len(text)
    total = 0
    for index, char in enumerate(text):
        if char == _EMOJI_STYLE:
            if index and east_asian_width(text[index - 1]) not in "WF":
                total += 1
        elif east_asian_width(char) in "WF":
            total += 2
        elif category(char) not in ("Mn", "Me", "Cf"):
            total += 1
    return total
