"""Whether the values of a column speak against a role that its header allows."""

from __future__ import annotations

from forgemd.tracker.cells.values import (
    is_amount,
    is_code,
    is_duration,
    is_grade,
    is_link,
    is_long,
    is_mark,
    is_moment,
    is_number,
    is_path,
    is_share,
    is_sign,
    is_status,
    is_when,
)
from forgemd.tracker.tables.evidence import Field
from forgemd.tracker.words.headers import exactly
from forgemd.typed import Callable

__all__ = ["GRADED", "fits"]

GRADED = frozenset(
    ["impact", "likelihood", "probability", "risk", "risk level", "影响", "概率", "impacto", "auswirkung"]
)
"""Headers over prose, or over how much: `High`."""
_DOUBTFUL = frozenset(["target", "expected", "目标", "planned"])
"""Headers that mean a time only over times."""
_TOLD = frozenset(["evidence", "proof", "证据", "refs", "references"])
"""Headers over what proves something: where it is, or a sentence on it."""
_HOURS = frozenset("time zeit hora heure tempo время 时间 時間 시간 saat".split())
"""Headers of when, or of how long."""
_SPANNED = frozenset(["timeline", "timespan", "timeframe"])
"""Headers of when something is to be, or of how long it takes."""
_DAYS = ("date", "日", "日期", "일", "날짜", "datum", "tarihi")
"""How headers end that ask for a day, and for no count."""
_DESCRIBING = frozenset(["scope", "context"])
"""Headers of what a row belongs to, or of sentences about it."""
_STATE_BEFORE = ("previous status", "old status", "from status")
_NEVER = ("id", "metric", "reference", "symbol", "new")
"""What a column is not that names no rows."""


def fits(field: Field, role: str) -> bool:
    """Whether the values of `field` do not speak against `role`, which its header allows."""
    test = _TESTS.get(role)
    return role not in _NEVER if test is None else test(field)


def _as_date(field: Field) -> bool:
    """A word that ends a header may be another one: `Real Data`."""
    if field.name in _HOURS and field.at_least(1) and not field.mostly(is_when, 0.3):
        return False
    return bool(exactly(field.header)) or not field.mostly(is_long, 0.8) or field.mostly(is_when, 0.3)


def _as_group(field: Field) -> bool:
    """Rows belong to no release that is a link, and to no sentence of their own."""
    if field.name in ("release", "version") and field.linked:
        return False
    return not (field.name in _DESCRIBING and field.mostly(is_long, 0.5) and field.distinct)


def _as_time(field: Field) -> bool:
    """`Completed` over counts or check marks is no date; over nothing yet it may be. `Target` has to show times."""
    if field.name in _SPANNED and field.mostly(is_duration):
        return False
    if field.name in _DOUBTFUL or field.name.startswith("target "):
        return field.mostly(is_when, 0.5)
    if field.mostly(is_number, dates=False):
        # `3/13` looks like a share, and nothing is due at one, nor is a day.
        return ("due" in field.roles or field.name.endswith(_DAYS)) and field.mostly(is_when, 0.5)
    return not field.mostly(is_status, dates=False)


def _as_estimate(field: Field) -> bool:
    if field.name in _SPANNED:
        return field.mostly(is_duration)
    if field.mostly(_is_order, 0.5):
        return False
    return not ((field.at_least(2) and field.mostly(is_moment)) or field.mostly(is_amount))


def _is_order(text: str) -> bool:
    """How the time of an algorithm grows: `O(n)`."""
    return text.startswith(("O(", "Θ(", "$O("))


def _as_notes(field: Field) -> bool:
    """Prose for all that one can see: no links to issues, no names of tests, no mere grades."""
    if field.roles[:1] == ("issue",) and field.mostly(is_link):
        return False
    if field.roles[:1] == ("test",) and field.mostly(is_code, 0.5):
        return False
    if field.name == "outcome":
        # Of a task it says what that brings, of a check how it went.
        return field.at_least(1) and not (field.mostly(is_status, 0.5) or field.mostly(is_mark, 0.5))
    graded = (is_grade, is_sign, is_number)
    return not (field.name in GRADED and any(field.mostly(test, 0.8) for test in graded))


def _as_link(field: Field) -> bool:
    """A reference points somewhere; what it is called elsewhere (参考) may as well be a remark."""
    if not field.name.isascii() and field.at_least(1) and not field.mostly(_refers, 0.1):
        return False
    if field.name in _TOLD and field.mostly(_is_told, 0.8) and not field.mostly(_refers, 0.3):
        return False
    return not field.mostly(_is_remark) and not field.mostly(_is_figure)


def _refers(text: str) -> bool:
    """Whether a text may point somewhere: to a number, a path, an address, a commit."""
    return is_link(text) or is_path(text) or text[-1:].isdecimal()


def _is_remark(text: str) -> bool:
    return len(text) > 40 and not is_link(text)


def _is_told(text: str) -> bool:
    return text.count(" ") > 1


def _is_figure(text: str) -> bool:
    return is_number(text) and not is_link(text)


def _as_depends(field: Field) -> bool:
    """What blocks is called by its id, or told in prose."""
    if field.roles[:1] == ("issue",):
        return not field.at_least(1) or field.mostly(_has_number)
    return not field.mostly(is_status, 0.8)


def _has_number(text: str) -> bool:
    return any(char.isdecimal() for char in text)


def _as_result(field: Field) -> bool:
    """A `Resolution` may be a remark: nothing says so where there is none yet."""
    return not field.mostly(is_long, 0.5) and (field.name != "resolution" or field.at_least(1))


def _as_location(field: Field) -> bool:
    if field.mostly(is_number, 0.8):
        # `Files` may be how many.
        return False
    if not field.name.endswith("code"):
        return True
    return field.quoted or field.mostly(is_code, 0.5) or field.mostly(is_path, 0.5)


def _as_count(field: Field) -> bool:
    """`3/5` is how far something is, and no count."""
    return field.mostly(is_number, 0.8) and not field.mostly(is_share, 0.8)


def _as_owner(field: Field) -> bool:
    """`Wie` asks for people in Dutch, and how something is done in German."""
    return field.name != "wie" or not field.mostly(_is_told, 0.5)


def _as_old(field: Field) -> bool:
    return field.name.endswith(_STATE_BEFORE)


_TESTS: dict[str, Callable[[Field], bool]] = {
    **dict.fromkeys(("due", "completed", "started"), _as_time),
    **dict.fromkeys(("total", "count"), _as_count),
    "owner": _as_owner,
    "date": _as_date,
    "group": _as_group,
    "estimate": _as_estimate,
    "notes": _as_notes,
    "link": _as_link,
    "depends": _as_depends,
    "result": _as_result,
    "location": _as_location,
    "old": _as_old,
}
"""By role; others have none."""
