"""How many columns a text takes on a terminal, near enough to keep an aligned table aligned."""

from __future__ import annotations

__all__ = ["display_width"]

_EMOJI_STYLE = "\ufe0f"
_JOINER = "\u200d"
_SOFT_HYPHEN = "\u00ad"
_SKIN = range(0x1F3FB, 0x1F400)


def display_width(text: str) -> int:
    """Display columns: wide and full-width characters take two, combining marks and controls none.

    A character before U+FE0F is shown as an emoji, two columns wide; what a joiner ties to the character before
    it, and a skin tone behind one, take none of their own (Unicode TR 51, sections 1.4 and 2).
    """
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width  # 1 MB, to be had where a width is asked for

    total, before = 0, ""
    for char in text:
        wide = east_asian_width(char) in "WF"
        if char == _EMOJI_STYLE:
            total += bool(before) and before != _JOINER and east_asian_width(before) not in "WF"
        elif before == _JOINER or (before and ord(char) in _SKIN):
            pass
        elif wide:
            total += 2
        elif category(char) not in ("Mn", "Me", "Mc", "Cc", "Cf") or char == _SOFT_HYPHEN:
            total += 1
        before = char
    return total
