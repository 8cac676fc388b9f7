"""Dates and times: read only when certain, the text always kept, written the way the column writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

__all__ = ["Moment", "parse_moment", "write_like"]

_ISO = re.compile(
    r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
    r"(?:([T ]+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]{1,9})?)?(?:[ ]?(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?)?$"
)
_CJK = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日?$")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})$")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)? ([A-Za-z]{3,9})\.?,? ([0-9]{4})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Moment(NamedTuple):
    """A date, with a time of day where the text has one. `zone` is as written, empty where there is none."""

    day: date
    clock: tuple[int, int, int] | None
    zone: str

    def key(self) -> tuple[int, int]:
        """For ordering: days, and seconds in UTC (a time without a zone counts as UTC)."""
        if self.clock is None:
            return (self.day.toordinal(), 0)
        hours, minutes, seconds = self.clock
        total = hours * 3600 + minutes * 60 + seconds - _offset(self.zone)
        return (self.day.toordinal() + total // 86400, total % 86400)


def parse_moment(text: str) -> Moment | None:
    """The moment that `text` states beyond doubt: ISO dates and times, dates with a named month, 年月日.

    `3/4/2025` is not certain (which is the month?), nor is a date without a year: None.
    """
    text = text.strip("*`_~ \u00a0")
    if not text or not any(char in "0123456789" for char in text):
        return None
    if match := _ISO.match(text):
        year, _, month, day, _, hour, minute, second, _, zone = match.groups()
        clock = None if hour is None else (int(hour), int(minute), int(second or 0))
        if clock is not None and (clock[0] > 23 or clock[1] > 59 or clock[2] > 60):
            return None
        return _moment(int(year), int(month), int(day), clock, zone or "")
    if match := _CJK.match(text):
        return _moment(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_FIRST.match(text):
        return _named(match[3], match[1], match[2])
    if match := _DAY_FIRST.match(text):
        return _named(match[3], match[2], match[1])
    return None


def write_like(sample: str, now: datetime) -> str:
    """`now` (aware) in the form and zone of `sample`; ISO with seconds and `Z` where that form is unknown."""
    sample = sample.strip("*`_~ \u00a0")
    match = _ISO.match(sample)
    if match is None:
        return _write_words(sample, now)
    _, separator, _, _, gap, hour, _, second, fraction, zone = match.groups()
    here = now.astimezone(_zone(zone or "Z"))
    text = f"{here.year:04d}{separator}{here.month:02d}{separator}{here.day:02d}"
    if hour is None:
        return text
    text += f"{gap}{here.hour:02d}:{here.minute:02d}"
    if second is not None:
        text += f":{here.second:02d}"
    if fraction is not None:
        text += f".{here.microsecond:06d}"[: len(fraction)].ljust(len(fraction), "0")
    if zone is None:
        return text
    blank = " " if sample[: -len(zone)].endswith(" ") else ""
    return text + blank + zone


def _write_words(sample: str, now: datetime) -> str:
    here = now.astimezone(UTC)
    if _CJK.match(sample):
        return f"{here.year}年{here.month}月{here.day}日"
    match = _MONTH_FIRST.match(sample) or _DAY_FIRST.match(sample)
    if match is None:
        return here.strftime("%Y-%m-%dT%H:%M:%SZ")
    month_first = match.re is _MONTH_FIRST
    word = match[1] if month_first else match[2]
    full = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    name = full[here.month - 1]
    name = name if len(word) > 3 else name[:3]
    comma = "," if "," in sample else ""
    return f"{name} {here.day}{comma} {here.year}" if month_first else f"{here.day} {name}{comma} {here.year}"


def _moment(
    year: int, month: int, day: int, clock: tuple[int, int, int] | None = None, zone: str = ""
) -> Moment | None:
    try:
        return Moment(date(year, month, day), clock, zone)
    except ValueError:
        return None


def _named(year: str, month: str, day: str) -> Moment | None:
    name = month.casefold()[:3]
    return _moment(int(year), _MONTHS.index(name) + 1, int(day)) if name in _MONTHS else None


def _offset(zone: str) -> int:
    """Seconds east of UTC."""
    if not zone or zone[0] not in "+-":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[-2:]) * 60
    return seconds if zone[0] == "+" else -seconds


def _zone(zone: str) -> timezone:
    return timezone(timedelta(seconds=_offset(zone)))
