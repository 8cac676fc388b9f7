"""One-byte code pages in which UTF-8 gets read by mistake, and what it looks like then."""

from __future__ import annotations

from forgemd.lazy import cache, pattern
from forgemd.typed import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import re

__all__ = ["PAGES", "Page", "has_leads", "is_suspect", "misread", "reread", "utf8"]

Page = Literal["cp1252", "cp1254", "latin-1"]
PAGES: tuple[Page, ...] = ("cp1252", "cp1254", "latin-1")
"""The code pages that are looked for: Western European and Turkish Windows, and ISO 8859-1."""

_NO_BYTE = 0xFFFF


def misread(text: str, page: Page, *, drop: bool = False) -> str:
    """What becomes of `text` when its UTF-8 is read in `page`.

    Bytes that the page does not define become control characters (U+0080 to U+009F), or nothing if `drop`.
    """
    raw = text.encode("utf-8", "surrogatepass").decode("latin-1")
    return raw.translate(_defined(page) if drop else _kept(page))


def reread(text: str, page: Page) -> str:
    """`text` with each character that `page` has a byte for as the character of that number, up to U+00FF.

    Nothing else comes to lie between U+0080 and U+00FF; offsets stay what they are.
    """
    return text if page == "latin-1" else text.translate(_back(page))


@cache
def _defined(page: Page) -> dict[int, str]:
    return {byte: bytes([byte]).decode(page, "ignore") for byte in range(0x80, 0x100)}


@cache
def _kept(page: Page) -> dict[int, str]:
    return {byte: char or chr(byte) for byte, char in _defined(page).items()}


@cache
def _back(page: Page) -> dict[int, int]:
    strangers = dict.fromkeys(range(0x80, 0x100), _NO_BYTE)
    return strangers | {ord(char): byte for byte, char in _kept(page).items()}


@cache
def utf8() -> re.Pattern[str]:
    """Characters beyond ASCII, as many as follow each other, in the bytes of their UTF-8 (RFC 3629, section 4)."""
    tail = "[\x80-\xbf]"
    one = "|".join(
        (
            f"[\xc2-\xdf]{tail}",
            f"[\xe1-\xec\xee\xef]{tail}{tail}",
            f"\xe0[\xa0-\xbf]{tail}",
            f"\xed[\x80-\x9f]{tail}",
            f"\xf0[\x90-\xbf]{tail}{tail}",
            f"[\xf1-\xf3]{tail}{tail}{tail}",
            f"\xf4[\x80-\x8f]{tail}{tail}",
        )
    )
    return pattern(f"(?:{one})+")


def is_suspect(text: str) -> bool:
    """A cheap test that nearly all sound texts fail: does a letter that a first byte becomes stand before what
    a second one does?"""
    if text.isascii():
        return False
    return has_leads(text.encode("utf-8", "surrogatepass")) and _pair().search(text) is not None


def has_leads(raw: bytes) -> bool:
    """Whether UTF-8 may hold a letter that a first byte becomes: U+00C0 to U+017F, in two bytes, begin with one of
    these."""
    return b"\xc3" in raw or b"\xc4" in raw or b"\xc5" in raw


@cache
def _pair() -> re.Pattern[str]:
    first, second = (
        "".join(sorted({_kept(page)[byte] for page in PAGES for byte in numbers}))
        for numbers in (range(0xC2, 0xF5), range(0x80, 0xC0))
    )
    return pattern(f"[{first}][{second}]")  # none of them is ASCII, and so none has a meaning of its own
