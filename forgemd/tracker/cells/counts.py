"""The cells of a rollup: how a figure is written, and how the true one would be, with all but its digits kept."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.tracker.cells.values import TASKS

__all__ = ["expected_count", "expected_share", "whole_number"]

_DIGITS = 1000
"""The most that a number has: Python refuses to read 4,301."""
_WHOLE = pattern(rf"([^\w]*)([0-9]{{1,{_DIGITS}}})( ?" + TASKS + r")?([^\w%/.,+]*)\Z")
_PERCENT = pattern(
    r"(?P<bar>[█▓▒░■□▰▱▮▯●○⬛⬜🟩]{0,99})(?P<before>[^\w]{0,20})(?P<percent>[0-9]+(?:\.(?P<decimals>[0-9]+))?)(?P<after>\s*%[^\w]*)\Z"
)
_SHARE = pattern(
    r"(?P<start>[^\w]*)(?P<done>[0-9]+)(?P<slash>\s*/\s*)(?P<all>[0-9]+)"
    r"(?P<middle>[^0-9]{0,40}?)(?:(?P<percent>[0-9]+)(?P<end>\s*%[^0-9]*))?\Z"
)
_BAR = pattern(r"(?P<bar>[█▓▒░■□▰▱▮▯●○⬛⬜🟩]{3,})\Z")
_OFF = 1.0
"""Points by which a percentage may be off: people round up as well as down."""


def whole_number(text: str) -> int | None:
    """The number that a cell states exactly: `95`, `**95**`, `✅ 42`; None for `~700`, `450+` and `3/5`."""
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:  # nearly every cell
        return int(text)
    match = _WHOLE.match(text)
    return int(match[2]) if match and "~" not in match[1] and "≈" not in match[1] else None


def expected_count(count: int, stated: str) -> str | None:
    """`stated` with the number `count`; None if it states none exactly."""
    if stated.isascii() and stated.isdigit():
        return str(count)
    match = _WHOLE.match(stated)
    if match is None or whole_number(stated) is None:
        return None
    return f"{match[1]}{count}{_one_or_many(match[3] or '', count)}{match[4]}"


def _one_or_many(noun: str, count: int) -> str:
    """`noun`, which `count` stands in front of: ` task` or ` tasks`."""
    if not noun or not noun.isascii():
        return noun
    return noun.rstrip("sS") if count == 1 else noun if noun[-1] in "sS" else f"{noun}s"


def expected_share(done: int, every: int, stated: str) -> str | None:
    """How `50%`, `3/6`, `3/6 (50%)` and `███░░░ 50%` should read where `done` of `every` are; None for other cells.

    A percentage that is off by less than one stays, and so does a bar that is off by less than a character.
    """
    if not every:
        return None
    if match := _PERCENT.match(stated):
        number = _percent(done, every, match["percent"], len(match["decimals"] or ""))
        return f"{_bar(match['bar'], done, every)}{match['before']}{number}{match['after']}"
    if (match := _SHARE.match(stated)) and not set(match["start"]) & {"~", "≈"}:
        behind = ""
        if match["percent"] is not None:
            behind = f"{_percent(done, every, match['percent'], 0)}{match['end']}"
        return f"{match['start']}{done}{match['slash']}{every}{match['middle']}{behind}"
    if match := _BAR.match(stated):
        return _bar(match["bar"], done, every)
    return None


def _percent(done: int, every: int, stated: str, decimals: int) -> str:
    share = 100 * done / every
    return stated if abs(share - float(stated)) < _OFF else f"{share:.{decimals}f}"


def _bar(bar: str, done: int, every: int) -> str:
    """A bar of as many characters; the full one is its first if any is done, the empty one its last if any is not."""
    if not bar:
        return ""
    filled = bar.count(bar[0]) if bar[0] in "█▓■▰▮●⬛🟩" else 0
    wanted = len(bar) * done / every
    if abs(filled - wanted) < 1:
        return bar
    full, empty = (bar[0] if filled else "█"), (bar[-1] if filled < len(bar) else "░")
    number = round(wanted)
    return full * number + empty * (len(bar) - number)
