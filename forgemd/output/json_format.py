"""JSON that is safe to look at: what could command a terminal is written as an escape."""

from __future__ import annotations

import json
import re

from forgemd.output.escapes import UNSAFE

__all__ = ["json_text"]

_SPACING = "\n\r\t"


def json_text(value: object, *, ascii_only: bool = False, indent: int | None = 2) -> str:
    """`value` as JSON (RFC 8259). Letters stay letters unless `ascii_only`; control and format characters do not."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    if "##[" in text:
        text = text.replace("##[", "##\\u005b")  # a GitHub runner would take it for a command
    if text.isascii() and "\x7f" not in text:
        return text
    return re.sub(f"[{UNSAFE}]", _escape, text)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    if char in _SPACING:
        return char  # of the layout: inside strings they are escaped already
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
