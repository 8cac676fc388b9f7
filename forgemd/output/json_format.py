"""JSON that is safe to look at: what could command a terminal is written as an escape."""

from __future__ import annotations

from forgemd.lazy import json_dumps, pattern
from forgemd.output.escapes import UNSAFE
from forgemd.typed import TYPE_CHECKING, Any, Iterable, Iterator, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["json_pieces", "json_text"]

_UNSAFE = pattern(f"[{UNSAFE}]")
_SPACING = "\n\r\t"


def json_text(value: object, *, ascii_only: bool = False, indent: int | None = 2) -> str:
    """`value` as JSON (RFC 8259). Letters stay letters unless `ascii_only`; control and format characters do not."""
    return "".join(json_pieces(value, ascii_only=ascii_only, indent=indent))


def json_pieces(value: object, *, ascii_only: bool = False, indent: int | None = 2) -> Iterator[str]:
    """`json_text` piece by piece: of a graph of 100,000 nodes it is 50 MB, which nobody has to hold at once."""
    if indent is None:
        yield _harmless(json_dumps(value, ensure_ascii=ascii_only))
    else:
        yield from map(_harmless, _laid_out(value, ascii_only, "\n", " " * indent))


def _harmless(text: str) -> str:
    """A piece of JSON that ends and begins between strings, with escapes for what could command anybody."""
    if "##[" in text:
        text = text.replace("##[", "##\\u005b")  # a GitHub runner would take it for a command
    if text.isascii() and "\x7f" not in text:
        return text
    return _UNSAFE.sub(_escape, text)


def _laid_out(value: Any, ascii_only: bool, margin: str, step: str) -> Iterator[str]:
    """What `json.dumps` writes with an indent, which it leaves to Python code: that takes twice the time and memory
    of all the rest where a graph has 100,000 nodes. Here the last two levels of containers are written by its C code,
    with line breaks for blanks, many at once; a line break inside a string is an escape, and so cannot be one of them.
    """
    if not isinstance(value, _CONTAINERS) or not value:
        yield _encoded(value, ascii_only, "")
        return
    deeper = margin + step
    if _is_flat(value.values() if isinstance(value, dict) else value):
        text = _encoded(value, ascii_only, deeper)
        yield f"{text[0]}{deeper}{text[1:-1]}{margin}{text[-1]}"
    elif isinstance(value, dict):
        between = "{" + deeper
        for key, below in value.items():
            yield f"{between}{_encoded(key, ascii_only, '')}: "
            yield from _laid_out(below, ascii_only, deeper, step)
            between = "," + deeper
        yield margin + "}"
    else:
        yield from _rows(value, ascii_only, margin, step)


def _rows(values: Sequence[Any], ascii_only: bool, margin: str, step: str) -> Iterator[str]:
    deeper = margin + step
    begin, end = _brackets(values)
    between = "[" + deeper
    if not begin:
        for below in values:
            yield between
            yield from _laid_out(below, ascii_only, deeper, step)
            between = "," + deeper
    else:
        deepest = deeper + step
        for start in range(0, len(values), _AT_ONCE):
            text = _encoded(values[start : start + _AT_ONCE], ascii_only, deepest)[2:-2]
            text = text.replace(f"{end},{deepest}{begin}", f"{deeper}{end},{deeper}{begin}{deepest}")
            yield f"{between}{begin}{deepest}{text}{deeper}{end}"
            between = "," + deeper
    yield margin + "]"


_AT_ONCE = 1000
_CONTAINERS = (dict, list, tuple)
_SCALARS = frozenset((str, int, float, bool, type(None)))


def _is_flat(values: Iterable[Any]) -> bool:
    """Whether none of `values` holds others."""
    return _SCALARS.issuperset(map(type, values))


def _brackets(values: Sequence[Any]) -> tuple[str, str]:
    """The brackets of `values` where all are mappings, or all are lists, that hold scalars, at least one; else none."""
    if all(type(value) is dict and value and _SCALARS.issuperset(map(type, value.values())) for value in values):
        return "{", "}"
    if all(type(value) is list and value and _SCALARS.issuperset(map(type, value)) for value in values):
        return "[", "]"
    return "", ""


def _encoded(value: Any, ascii_only: bool, margin: str) -> str:
    return json_dumps(value, ensure_ascii=ascii_only, separators=("," + margin, ": "))


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    if char in _SPACING:
        return char  # of the layout: inside strings they are escaped already
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
