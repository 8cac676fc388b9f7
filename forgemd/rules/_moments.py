"""Which of two moments was first, where that is certain."""

from __future__ import annotations

from forgemd.tracker import Moment

__all__ = ["earlier"]

_ZONES = 14 * 3600
"""Seconds between UTC and the clocks that are farthest from it."""
_DAY = 86400


def earlier(first: Moment, second: Moment) -> bool:
    """Whether `first` certainly lies before `second`.

    Two days are compared as days, two times as times; of a day and a time the days. Where one names its zone and the
    other does not, they must lie farther apart than zones do.
    """
    if first.clock is None or second.clock is None:
        slack = 1 if first.clock is not None or second.clock is not None else 0
        return second.day.toordinal() - first.day.toordinal() > slack
    (day, seconds), (later_day, later_seconds) = first.key(), second.key()
    slack = _ZONES if bool(first.zone) != bool(second.zone) else 0
    return (later_day - day) * _DAY + later_seconds - seconds > slack
