"""What the text of one cell looks like: the tests that recognition puts to a column's values."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker.cells.dates import parse_moment
from forgemd.tracker.cells.ids import expand, looks_like_id
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.status import sense_in

__all__ = [
    "TASKS",
    "is_amount",
    "is_code",
    "is_duration",
    "is_figure",
    "is_grade",
    "is_id",
    "is_link",
    "is_long",
    "is_mark",
    "is_measure",
    "is_measured",
    "is_moment",
    "is_number",
    "is_path",
    "is_share",
    "is_status",
    "is_when",
]

_NUMBER = pattern(
    r"(?:[^\w\s]{1,3}\s*)?[~≈]?[0-9][0-9,.]*(?:[ \u00a0\u202f][0-9]{3}(?![0-9]))*+(?:,[0-9]+)?\+?(?:\s*\([^)]*\))?\s*%?\Z|[0-9]+\s*/\s*[0-9]+(?:\s*\([^)]*\))?\Z"
)
_UNIT = (
    r"h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|months?|sprints?|person-?days?|stunden?|tage?n?|wochen?|monate?|heures?|jours?|"
    r"semaines?|mois|horas?|días?|dias?|semanas?|mes(?:es)?|ore|giorni|settimane|mesi|小时|天|周|个月|時間|日|週間|ヶ月|시간|일|주|개월"
)
_DURATION = pattern(
    r"[~≈<>≤]?[0-9]{1,3}(?:[.,][0-9]{1,2})?(?: ?(?:-|–|—|to|bis|à|a) ?[0-9]{1,3}(?:[.,][0-9]{1,2})?)? ?(?:"
    + _UNIT
    + r")\b",
    IGNORECASE,
)
_WHEN = pattern(
    r"(?:after |before |by |end of |early |mid |late )?(?:[12][0-9]{3}\b|q[1-4]\b|[0-3]?[0-9](?:[/-][01]?[0-9]\b(?! ?(?:"
    + _UNIT
    + r")\b)|\.[01]?[0-9]\b(?! ?[^\W\d_]{1,3}\b))|"
    r"[01]?[0-9]/[0-3]?[0-9]\b|"
    r"(?:week|day|sprint|month|w|d)[ -]?[0-9]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?[0-9]|"
    r"[0-9]{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:mon|tue|wed|thu|fri|sat|sun)\b|"
    r"第?[0-9]+ ?[周天月日週]|[0-9]+年|semana [0-9]|semaine [0-9]|tbd\b|\[?yyyy)",
    IGNORECASE,
)
TASKS = r"(?:(?:sub)?tasks?|items?|tickets?|个任务|个|件|タスク|개)"
"""What a figure may say that it counts, where one can be told from many; a pattern."""
_OF_TASKS = pattern(r"[0-9]{1,5} ?" + TASKS + r"\Z", IGNORECASE)
_SHARE = pattern(r"[0-9]{1,5} ?/ ?[0-9]{1,5}\b")
_PATH = pattern(
    r"[\w.*@~$-]*(?:/[\w.*@{}()\[\]-]+)+/?\Z|[\w-]+\.(?:[a-z]{1,4}|json|yaml|tsx|jsx)(?::[0-9].*)?\Z|.*\w/\w.*\.[a-z]{1,4}\b"
)
_RATE = pattern(r"[~≈]?[$€£¥]?[0-9][0-9.,]*[$€£¥%]?/[^\W\d_]+\Z")
_FIGURE = r"[~≈<>≤≥+−-]?[0-9][0-9.,]*(?:[–-]~?[0-9][0-9.,]*)?"
_SIZE = pattern(
    _FIGURE
    + r"(?:K\b| ?[KMGT]i?B\b| ?(?:[Bb]ytes|[Ll]ines?|LOC|px)\b)|[~≈<>≤≥]?(?:[$€£¥₽₹]|R\$) ?[0-9][0-9.,]*[KkMm]?(?:/\w+)?\Z|"
    + _FIGURE
    + r"[KkMm]? ?(?:[$€£¥₽₹]|元|円|원|zł|kr|USD|EUR|CHF)(?:/\w+)?\Z"
)
_MEASURE = pattern(
    _FIGURE + r"[+%]?(?:[ -]?[^\W\d_]{1,8}(?: or more| [^\W\d_]{1,8})?|/[^\W\d_]{1,8})?(?: \([^()]*\))*\Z"
)
_LINK = pattern(r"(?:\[[^\]]*\]\(|<?https?://|\[[^\]]+\]\[|(?:pr |issue )?#[0-9]+\b|![0-9]+\b|!\[)", IGNORECASE)
_CODE = pattern(r"[A-Za-z_]\w*(?:(?:[._]|::|->)\w+)+(?:\([^()]*\))?\Z|[A-Za-z_]\w*\(\)\Z")
_LOOKED = 200
"""So many characters say whether a text is a path, and more are no ids: a cell may hold a book."""
_CHECKS = "✅❌⬜🔲✓✔☐☑✗✘"
_GLYPHS = _CHECKS + "⚠🟢🟡🔴🔵⚪🚧⛔🚫🟩🟨🟥🔶🟠❓➖"
_SIGNS = _GLYPHS + "◐◑◒◓◔◕●○◯◌⏳🔄⏸📋🟣🟤⚫🔒💤🛑👀🔘🆕"
_DUTY = pattern(r"[RACIS](?:[ /,&]*[RACIS])*\Z")
_MARKS = frozenset(
    "teilweise|partly|partially|en partie|parcial|parcialmente|частично|部分|一部|부분|yes|no|y|n|+|-|x|true|false|full|partial|none|wip|limited|supported|unsupported|是|否|○|×|△|o|ja|nein|да|нет|sí|si".split(
        "|"
    )
)


def is_number(text: str) -> bool:
    """A figure: `42`, `~700`, `450+`, `1,024`, `12%`, `3/5 (60%)`; no date."""
    if text.isdecimal() and text.isascii():
        return True
    if text[-1:].isalpha():
        # As most texts that are none.
        return False
    # `01.04.2026` is a date, whatever it looks like.
    return _NUMBER.match(text) is not None and (text.count(".") < 2 or parse_moment(text) is None)


def is_figure(text: str) -> bool:
    """A number, also one that says of what: `5 tasks`."""
    return is_number(text) or _OF_TASKS.match(text) is not None


def is_share(text: str) -> bool:
    """`3/5`, whatever follows."""
    return _SHARE.match(text) is not None


def is_id(text: str) -> bool:
    """An id, or a range or list of ids."""
    text = text if text[:1].isalnum() else bare(text)
    return len(text) < _LOOKED and any(char.isdigit() for char in text) and (looks_like_id(text) or bool(expand(text)))


def is_status(text: str) -> bool:
    """A word for a status, a check mark or a box."""
    if text[:4].isdecimal():
        # A year or an amount: no word for a status begins so.
        return False
    return len(text) < 40 and (sense_in(text) is not None or text[:1] in _CHECKS or text[:3] in ("[x]", "[ ]"))


def is_mark(text: str) -> bool:
    """Yes, no or in part: what a matrix holds."""
    if text[:1] in _GLYPHS:
        return True
    return (text.partition(" (")[0] if text[-1:] == ")" else text).casefold() in _MARKS


def is_sign(text: str) -> bool:
    """One glyph that stands for a status, whichever: `🟢`, `❌`, `⏳`."""
    return text[:1] in _SIGNS and len(text.replace("\ufe0f", "")) == 1


def is_duty(text: str) -> bool:
    """Letters that say who answers for something (RACI): `R`, `A/C`."""
    return _DUTY.match(text) is not None


def is_moment(text: str) -> bool:
    """A date or a time of day that says which."""
    return text[:1].isdecimal() and parse_moment(text) is not None


def is_when(text: str) -> bool:
    """A time, however vague: a date, `Week 3`, `Q2 2026`, `12/22`."""
    return parse_moment(text) is not None or _WHEN.match(text) is not None


def is_duration(text: str) -> bool:
    """How long something takes: `2-4 weeks`, `3 days`."""
    return _DURATION.match(text) is not None


def is_amount(text: str) -> bool:
    """How big something is, or what it costs, and not how long it takes: `4 GB`, `8.9K`, `300 lines`, `$5,000`."""
    return _SIZE.match(text) is not None


def is_measure(text: str) -> bool:
    """A figure with what it counts: `~50µs`, `1/sec`, `8-core or more`, `~30–45 min`, `2% (200 bps)`."""
    return _MEASURE.match(text) is not None


def is_measured(text: str) -> bool:
    """A figure in any form: a number, an amount, or what is counted."""
    return is_number(text) or is_amount(text) or is_measure(text)


def is_grade(text: str) -> bool:
    """How much of something, in a word: `High`, `medium`."""
    return text.casefold() in _GRADES


_GRADES = frozenset(
    "high medium low critical severe moderate minor major none very high|very low|hoch mittel niedrig gering alta média media "
    "baja baixa élevé moyen faible 高 中 低 높음 중간 낮음 높 высокий средний низкий yüksek orta düşük".replace(
        "|", " "
    ).split()
)


def is_code(text: str) -> bool:
    """Names in a program: `sensor.band`, `test_it`, `a_b, c_d`."""
    return len(text) < _LOOKED and all(_CODE.match(part.strip("` ")) for part in text.split(","))


def is_link(text: str) -> bool:
    """A link, or the number of an issue or a pull request."""
    return _LINK.match(text) is not None


def is_path(text: str) -> bool:
    """A file or a directory, or several."""
    first = text[:_LOOKED].split(",", maxsplit=1)[0].strip("`* ")
    # `2026/02/20` and `5/5` have slashes, too.
    return _PATH.match(first) is not None and any(char.isalpha() for char in first) and not _RATE.match(first)


def is_long(text: str) -> bool:
    """A phrase rather than a name: prose."""
    return len(text) > 28 or (not text.isascii() and len(text) > 10) or text.count(" ") > 3
