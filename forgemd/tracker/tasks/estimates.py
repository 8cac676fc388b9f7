"""What an estimate says: a span of working time, points, or nothing that is certain.

A day is eight hours and a week five days, as people plan. A range keeps both ends; whoever adds estimates up says
which end counts. A size (`M`, `XL`) is no time and is not turned into one.
"""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, lru_cache, pattern
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import ESTIMATE, is_placeholder
from forgemd.tracker.tasks.task import Task
from forgemd.typed import Literal, NamedTuple

__all__ = ["HOURS_PER_DAY", "Bound", "Estimate", "Unit", "estimate_of", "parse_estimate"]

Unit = Literal["hours", "points"]
Bound = Literal["low", "high"]

HOURS_PER_DAY = 8.0
_DAYS_PER_WEEK = 5

_HOURS: dict[str, float] = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分钟", "分", "분", "minuten", "minutos"), 1 / 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "小时", "时", "時間", "시간"), 1.0),
    **dict.fromkeys(("stunde", "stunden", "std", "hora", "horas", "heure", "heures", "час", "часа", "часов", "ч"), 1.0),
    **dict.fromkeys(("d", "day", "days", "天", "日", "일", "tag", "tage", "día", "días", "dia", "dias"), HOURS_PER_DAY),
    **dict.fromkeys(("jour", "jours", "день", "дня", "дней", "pd"), HOURS_PER_DAY),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks", "周", "週間", "주"), HOURS_PER_DAY * _DAYS_PER_WEEK),
    **dict.fromkeys(("woche", "wochen", "semana", "semanas", "semaine", "semaines"), HOURS_PER_DAY * _DAYS_PER_WEEK),
}
"""Working hours in one of each. A month is no certain number of working days and is left out."""
_POINTS = frozenset(["pt", "pts", "point", "points", "sp"])

_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,4})?"
_SPAN = pattern(rf"[~≈]?\s*({_NUMBER})\s*([^\W\d_]*)\.?(?:\s*(?:-|–|—|~|〜|to|bis)\s*({_NUMBER})\s*([^\W\d_]*)\.?)?\Z")
_SIZED = pattern(r"(?:XXS|XS|S|M|L|XL|XXL)\s*[(（]([^()（）]*)[)）]\Z", IGNORECASE)
_WORD = pattern(r"[^\W\d_]+")


class Estimate(NamedTuple):
    """`low` and `high` in `unit`; they are the same where the cell names one figure."""

    low: float
    high: float
    unit: Unit

    def at(self, bound: Bound) -> float:
        """The end of the range that counts."""
        return self.low if bound == "low" else self.high


def parse_estimate(text: str, header: str = "") -> Estimate | None:
    """The estimate that a cell states beyond doubt; a bare number gets the unit that `header` names, else points.

    `46h`, `2-4 days`, `1.5 weeks`, `30m`, `2h-1d`, `M (~1h)`, `5 pts`; None for `M`, `TBD`, `2 sprints`, `< 1s`.
    """
    text = bare(text)
    if sized := _SIZED.match(text):
        text = sized[1].strip()
        if not _WORD.search(text):
            return None
    match = _SPAN.match(text)
    if match is None:
        return None
    first, unit, last, unit_of_last = match.groups()
    if last is None:
        low = high = _figure(first, unit or _unit_in(header))
    else:
        high = _figure(last, unit_of_last or unit or _unit_in(header))
        low = _figure(first, unit or unit_of_last or _unit_in(header))
    if low is None or high is None or low[1] != high[1] or low[0] > high[0]:
        return None
    return Estimate(low[0], high[0], low[1])


def estimate_of(task: Task) -> Estimate | None:
    """The estimate in a task's row; None where there is none, or none that is certain."""
    at = task.layout.index(ESTIMATE.name)
    text = task.value(at)
    return None if is_placeholder(text) else _parsed(text, task.layout.columns[at].header)


@lru_cache(maxsize=4096)
def _parsed(text: str, header: str) -> Estimate | None:
    """A tracker has few different estimates; the number that is kept bounds what a hostile one can make us hold."""
    return parse_estimate(text, header)


def _figure(number: str, unit: str) -> tuple[float, Unit] | None:
    unit = unit.casefold()
    if not unit or unit in _POINTS:
        return float(number), "points"
    hours = _HOURS.get(unit)
    return None if hours is None else (float(number) * hours, "hours")


def _unit_in(header: str) -> str:
    """The unit that a header names: `Hours`, `Est. (h)`, `Effort in days`; empty for none, or for two."""
    found = {word for word in _WORD.findall(header.casefold()) if word in _HOURS}
    return found.pop() if len(found) == 1 else ""
