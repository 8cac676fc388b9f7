"""Text from a tracker made safe to print: nothing in it can command a terminal or reorder what is read."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re

__all__ = ["UNSAFE", "visible", "visible_path"]

_PLAIN = pattern(r"[ -~]*\Z")

UNSAFE = (
    r"\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: cursor, colour, title and link sequences
    r"\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"  # format characters (Unicode category Cf)
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # of which bidi controls, and line separators
    r"\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    r"\ud800-\udfff"  # halves of pairs: bytes that were no UTF-8
)
"""The inside of a character class: what is never printed as it is."""
_UNSAFE = pattern(f"[{UNSAFE}]")


def visible(text: str) -> str:
    """`text` with every control, bidi and format character as `\\uXXXX` (`\\UXXXXXXXX` beyond U+FFFF).

    `##[` loses its bracket: a GitHub runner takes what follows for a command wherever in a line it stands.
    """
    if "##[" in text:
        text = text.replace("##[", "##\\u005b")
    if _PLAIN.match(text):
        return text
    return _UNSAFE.sub(_number, text)


def visible_path(path: str) -> str:
    """A path that may begin a line: `::` there would be a command to a GitHub runner."""
    return visible(f"./{path}" if path.lstrip().startswith("::") else path)


def _number(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
