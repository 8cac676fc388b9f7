"""Dates and times: read only when certain, the text always kept, written the way the column writes them."""

from __future__ import annotations

from forgemd.lazy import UTC, date, datetime, lru_cache, pattern, timedelta, timezone
from forgemd.typed import NamedTuple

__all__ = ["NO_DAYS", "Moment", "are_plain", "parse_moment", "write_like"]

_ISO = pattern(
    r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
    r"(?:([T ]+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]{1,9})?)?(?:[ ]?(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?)?$"
)
_PLAIN = pattern(
    r"(?:(?:[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)?|-?)\n)*+"
)
"""What most dates look like, seen to be right without being read: every month has 28 days."""
NO_DAYS = frozenset(("", "-"))
"""What is plain in this way, and no date."""
_CJK = pattern(r"([0-9]{4})(?:年|(년 ?))([0-9]{1,2})(?(2)월( ?)|月)([0-9]{1,2})(?(2)일|日?)$")
_MONTH_FIRST = pattern(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})$")
_DAY_FIRST = pattern(
    r"([0-9]{1,2})(?:st|nd|rd|th|er|º|\.)? (?:de )?([^\W\d_]{3,12})\.?,? (?:del? )?([0-9]{4})(?: г\.)?$"
)
# Where the parts of a date stand between full stops and the year is last, the day is first.
_DOTTED = pattern(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?:(,? )([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?$")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


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
        total = hours * 3600 + minutes * 60 + seconds - (_offset(self.zone) or 0)
        return (self.day.toordinal() + total // 86400, total % 86400)


def parse_moment(text: str) -> Moment | None:
    """The moment that `text` states beyond doubt: ISO dates and times, dates with a named month, 年月日, 31.12.2025.

    `3/4/2025` is not certain (which is the month?), nor is a date without a year: None.
    """
    if text in _known:
        return _known[text]
    found = _parse(text)
    if len(text) < _LONG:
        if len(_known) >= _MOST:
            _known.clear()
        _known[text] = found
    return found


def are_plain(lines: str) -> bool:
    """Whether each line is a day in its usual ISO form, maybe with a time in UTC, or a hyphen, or empty: all of them
    together are seen to be right in the time that it takes to read a few. Such texts lie in time as in the alphabet."""
    return _PLAIN.fullmatch(lines) is not None


def _parse(text: str) -> Moment | None:
    if len(text) == 20 and text[19] == "Z" and (day := _day(text[:10])) and (clock := _clock(text[10:19])):
        return tuple.__new__(Moment, (day, clock, "Z"))  # half the time of `Moment`
    text = text.strip("*`_~ \u00a0")
    if not text:
        return None
    if match := _ISO.match(text):
        year, _, month, number, _, hour, minute, second, _, zone = match.groups()
        clock = None if hour is None else (int(hour), int(minute), int(second or 0))
        if clock is not None and (clock[0] > 23 or clock[1] > 59 or clock[2] > 60 or _offset(zone or "") is None):
            return None
        return _moment(int(year), int(month), int(number), clock, zone or "")
    if match := _CJK.match(text):
        return _moment(int(match[1]), int(match[3]), int(match[5]))
    if match := _DOTTED.match(text):
        clock = None if match[5] is None else (int(match[5]), int(match[6]), int(match[7] or 0))
        if clock is not None and (clock[0] > 23 or clock[1] > 59 or clock[2] > 60):
            return None
        return _moment(int(match[3]), int(match[2]), int(match[1]), clock)
    if match := _MONTH_FIRST.match(text):
        return _named(match[3], match[1], match[2])
    if match := _DAY_FIRST.match(text):
        return _named(match[3], match[2], match[1])
    return None


# Rules ask for the same dates one after the other, and the trackers of one repository share days. Nearly every moment
# in a log or a tracker written by tools has the form of `2025-03-01T08:21:00Z`, and their days and times of day recur.
# The number that is kept, and how long a text is, bound what a hostile file can make us hold. Of a column that is
# longer, a cache that forgets the oldest would never know the next.

_LONG = 64
_MOST = 16384
_known: dict[str, Moment | None] = {}


@lru_cache(maxsize=1024)
def _day(text: str) -> date | None:
    moment = _parse(text) if text[4] == text[7] == "-" else None
    return moment.day if moment is not None and moment.clock is None else None


@lru_cache(maxsize=4096)
def _clock(text: str) -> tuple[int, int, int] | None:
    if text[0] != "T" or text[3] != ":" or text[6] != ":":
        return None
    digits = text[1:3] + text[4:6] + text[7:]
    if not (digits.isascii() and digits.isdecimal()):
        return None
    hour, minute, second = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    return (hour, minute, second) if hour < 24 and minute < 60 and second <= 60 else None


def write_like(sample: str, now: datetime) -> str:
    """`now` (aware) in the form and zone of `sample`; ISO with seconds and `Z` where that form is unknown."""
    sample = sample.strip("*`_~ \u00a0")
    if parse_moment(sample) is None:
        return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    match = _ISO.match(sample)
    if match is None:
        return _write_words(sample, now)
    _, separator, month, day, gap, hour, _, second, fraction, zone = match.groups()
    here = now.astimezone(_zone(zone or "Z"))
    wide = 1 if len(month) == 1 or len(day) == 1 else 2
    text = f"{here.year:04d}{separator}{here.month:0{wide}d}{separator}{here.day:0{wide}d}"
    if hour is None:
        return text
    text += f"{gap}{here.hour:0{len(hour)}d}:{here.minute:02d}"
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
    if match := _CJK.match(sample):
        wide = 1 if len(match[3]) == 1 or len(match[5]) == 1 else 2
        year, month = sample[match.end(1) : match.start(3)], sample[match.end(3) : match.start(5)]
        return f"{here.year}{year}{here.month:0{wide}d}{month}{here.day:0{wide}d}{sample[match.end(5) :]}"
    if match := _DOTTED.match(sample):
        wide = 1 if len(match[1]) == 1 or len(match[2]) == 1 else 2
        text = f"{here.day:0{wide}d}.{here.month:0{wide}d}.{here.year:04d}"
        if match[5] is None:
            return text
        text += f"{match[4]}{here.hour:0{len(match[5])}d}:{here.minute:02d}"
        return text if match[7] is None else f"{text}:{here.second:02d}"
    match = _MONTH_FIRST.match(sample) or _DAY_FIRST.match(sample)
    assert match is not None, sample
    month_first = match[1].isalpha()
    word = match[1] if month_first else match[2]
    if not _english(word):
        return _write_foreign(sample, word, here)
    name = _MONTHS[here.month - 1]
    name = name if word.islower() else name.capitalize()
    if len(word) <= 4 and word.casefold() not in ("june", "july"):
        # `Sept` is the one abbreviation of four letters; `May` may be one too.
        name = name[:3]
    if f"{word}." in sample and len(name) == 3 and here.month != 5:
        name += "."
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
    number = _english(month)
    if not number:
        from forgemd.tracker.words.months import month_named  # few trackers name months, and fewer in other languages

        number = month_named(month)
    return _moment(int(year), number, int(day)) if number else None


def _english(month: str) -> int:
    """The number of an English month, abbreviated or not; 0 for what is none."""
    name = month.casefold()
    for number, full in enumerate(_MONTHS, 1):
        if name in (full, full[:3]) or (name == "sept" and number == 9):
            return number
    return 0


def _write_foreign(sample: str, word: str, here: datetime) -> str:
    """`here` with the name of its month in the language of `word`; in ISO form where that may be one of several."""
    from forgemd.tracker.words.months import months_like

    match = _DAY_FIRST.match(sample)
    assert match is not None, sample
    # In French only the first of a month is an ordinal.
    front = sample[match.end(1) : match.start(2)].removeprefix("er").removeprefix("º")
    names = {months[here.month - 1] for months in months_like(word, front.strip())}
    if len(names) != 1:
        return here.strftime("%Y-%m-%d")
    day = f"{here.day:0{2 if match[1][0] == '0' else 1}d}"
    return day + front + names.pop() + sample[match.end(2) : match.start(3)] + str(here.year) + sample[match.end(3) :]


def _offset(zone: str) -> int | None:
    """Seconds east of UTC; None for an offset that no clock has."""
    if not zone or zone[0] not in "+-":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 23 or minutes > 59:
        return None
    seconds = hours * 3600 + minutes * 60
    return seconds if zone[0] == "+" else -seconds


def _zone(zone: str) -> timezone:
    return timezone(timedelta(seconds=_offset(zone) or 0))
