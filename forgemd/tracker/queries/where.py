"""A small language to say which tasks are meant: `estimate > 8h and not (owner = ada or status = done)`.

    expression:  comparison, joined by `and` and `or` (`and` binds closer), turned round by `not`, in parentheses
    comparison:  field operator value, or a field alone: the cell says something
    operator:    = != < <= > >=, ~ (holds these words) and !~
    field:       id title status category section owner priority estimate started completed due line path ready
                 blocked, or the header of a column, in double quotes where it is no single word
    value:       words in quotes, or one word: `8h`, `2d`, `2026-05-01`, `P1`

Nothing is run: the text is taken apart here. Estimates compare in hours, by their upper end; dates by day; priorities
so that P0 is greater than P1. A task whose cell says nothing, or nothing certain, fails every comparison but `!=`
and `!~`.
"""

from __future__ import annotations

import re

from forgemd.errors import UsageError
from forgemd.lazy import pattern
from forgemd.tracker.cells.dates import parse_moment
from forgemd.tracker.cells.ids import similar
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import ROLES, is_placeholder
from forgemd.tracker.queries.filters import owner_of
from forgemd.tracker.queries.ranking import priority_in, priority_of
from forgemd.tracker.tasks.estimates import estimate_of, parse_estimate
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.words.headers import normal
from forgemd.typed import Callable, Mapping, NamedTuple

__all__ = ["FIELDS", "Listed", "Where", "parse_where"]

_TOKEN = pattern(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<mark><=|>=|!=|!~|==|[=<>~()])"""
    r"""|(?P<word>[^\s()<>=!~"']+))"""
)
_OPERATORS = ("=", "==", "!=", "<", "<=", ">", ">=", "~", "!~")
_DEEPEST = 50

Key = tuple[float, ...] | str
"""What compares: figures with figures, words with words in one case."""


class Listed(NamedTuple):
    """A task with what its row does not say."""

    task: Task
    path: str
    ready: bool
    blocked: bool


Where = Callable[[Listed], bool]


class _Word(NamedTuple):
    kind: str
    text: str
    at: int


def parse_where(text: str, headers: Mapping[str, str] | None = None) -> Where:
    """What `text` asks of a task. `headers` are the columns that there are, by their normal form.

    Raises `UsageError` with the column of the mistake.
    """
    return _Parser(text, headers or {}).whole()


def _text(task: Task, name: str) -> str:
    raw = task.row.value(task.layout.index(name))
    return "" if is_placeholder(raw) else bare(raw)


def _date(name: str) -> Callable[[Listed], Key | None]:
    def read(subject: Listed) -> Key | None:
        moment = parse_moment(_text(subject.task, name))
        return None if moment is None else (float(moment.day.toordinal()),)

    return read


def _estimate(subject: Listed) -> Key | None:
    found = estimate_of(subject.task)
    return None if found is None else (found.high,)


def _priority(subject: Listed) -> Key | None:
    found = priority_of(subject.task)
    return None if found is None else (-float(found),)


_FIGURES: dict[str, Callable[[Listed], Key | None]] = {
    "estimate": _estimate,
    "priority": _priority,
    "started": _date("started"),
    "completed": _date("completed"),
    "due": _date("due"),
    "line": lambda subject: (float(subject.task.line + 1),),
}
_WORDS: dict[str, Callable[[Listed], str]] = {
    "id": lambda subject: subject.task.id,
    "title": lambda subject: subject.task.title,
    "status": lambda subject: subject.task.status.code,
    "category": lambda subject: subject.task.status.category,
    "section": lambda subject: subject.task.section.title,
    "owner": lambda subject: owner_of(subject.task),
    "path": lambda subject: subject.path,
    "ready": lambda subject: "yes" if subject.ready else "",
    "blocked": lambda subject: "yes" if subject.blocked else "",
}
FIELDS = tuple(sorted({*_FIGURES, *_WORDS}))
"""What an expression may name besides the columns."""


class _Parser:
    """Takes an expression apart and puts the test together, part by part."""

    def __init__(self, text: str, headers: Mapping[str, str]) -> None:
        self._text = text
        self._headers = headers
        self._words = list(self._split())
        self._next = 0
        self._depth = 0

    def _split(self) -> list[_Word]:
        found: list[_Word] = []
        at = 0
        while self._text[at:].strip():
            match = _TOKEN.match(self._text, at)
            if match is None:
                blanks = len(self._text[at:]) - len(self._text[at:].lstrip())
                raise self._mistake("a quote that does not end", at + blanks + 1)
            kind = str(match.lastgroup)
            word = match[kind]
            found.append(
                _Word(kind, re.sub(r"\\(.)", r"\1", word[1:-1]) if kind == "text" else word, match.start(kind) + 1)
            )
            at = match.end()
        return found

    def whole(self) -> Where:
        """The test of the whole text."""
        if not self._words:
            raise self._mistake("nothing is asked", 1)
        found = self._either()
        if self._next < len(self._words):
            left = self._words[self._next]
            raise self._mistake(f"'{left.text}' is one too many; join comparisons with and, or", left.at)
        return found

    def _either(self) -> Where:
        parts = [self._both()]
        while self._take("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else lambda subject: any(part(subject) for part in parts)

    def _both(self) -> Where:
        parts = [self._one()]
        while self._take("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else lambda subject: all(part(subject) for part in parts)

    def _one(self) -> Where:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._mistake("too many brackets", self._words[min(self._next, len(self._words) - 1)].at)
        try:
            if self._take("not"):
                inner = self._one()
                return lambda subject: not inner(subject)
            if self._take("("):
                inner = self._either()
                if not self._take(")"):
                    raise self._mistake("a bracket is not closed", len(self._text))
                return inner
            return self._comparison()
        finally:
            self._depth -= 1

    def _comparison(self) -> Where:
        field = self._need("a field")
        mark = self._words[self._next] if self._next < len(self._words) else None
        if mark is None or mark.kind != "mark" or mark.text not in _OPERATORS:
            said = self._said(field)
            return lambda subject: bool(said(subject))
        self._next += 1
        value = self._need("a value")
        return self._compared(field, mark, value)

    def _compared(self, field: _Word, mark: _Word, value: _Word) -> Where:
        operator = "=" if mark.text == "==" else mark.text
        figure = _FIGURES.get(field.text.casefold()) if field.kind == "word" else None
        wanted = self._figure(field.text.casefold(), value.text) if figure is not None else None
        if field.text.casefold() == "estimate" and wanted is not None and "~" not in operator:
            return _by_estimate(value.text, operator)
        if figure is not None and wanted is not None and "~" not in operator:
            return lambda subject: _holds(figure(subject), operator, wanted)
        if operator in ("<", "<=", ">", ">=") and figure is not None:
            raise self._mistake(f"'{value.text}' is no {_KINDS[field.text.casefold()]}", value.at)
        said = self._said(field)
        word = value.text.casefold()
        if "~" in operator:
            return lambda subject: (word in said(subject).casefold()) is (operator == "~")
        if operator in ("=", "!=") and field.text.casefold() == "status":
            # A status goes by its code and by its category.
            return lambda subject: (
                (word in (said(subject).casefold(), subject.task.status.category)) is (operator == "=")
            )
        number = _number(value.text)
        return lambda subject: _holds(_key(said(subject), number), operator, (number,) if number is not None else word)

    def _figure(self, field: str, text: str) -> Key | None:
        if field == "estimate":
            found = parse_estimate(text)
            return None if found is None else (found.high,)
        if field == "priority":
            rank = priority_in(text)
            return None if rank is None else (-float(rank),)
        if field == "line":
            number = _number(text)
            return None if number is None else (number,)
        moment = parse_moment(text)
        return None if moment is None else (float(moment.day.toordinal()),)

    def _said(self, field: _Word) -> Callable[[Listed], str]:
        """What a field says as words; empty where it says nothing."""
        name = field.text.casefold()
        if field.kind == "word" and name in _WORDS:
            return _WORDS[name]
        if field.kind == "word" and name in ROLES:
            return lambda subject: _text(subject.task, name)
        plain = normal(field.text)
        if plain not in self._headers:
            near = similar(name, [*FIELDS, *self._headers.values()])
            known = (
                f"did you mean {' or '.join(near)}?"
                if near
                else f"fields: {', '.join(FIELDS)}, or the header of a column"
            )
            raise self._mistake(f"there is no field and no column '{field.text}'", field.at, known)
        return lambda subject: _cell(subject.task, plain)

    def _need(self, what: str) -> _Word:
        if self._next == len(self._words):
            raise self._mistake(f"{what} is missing at the end", len(self._text) + 1)
        word = self._words[self._next]
        if word.kind == "mark":
            raise self._mistake(f"'{word.text}' stands where {what} should be", word.at)
        self._next += 1
        return word

    def _take(self, text: str) -> bool:
        if self._next < len(self._words):
            word = self._words[self._next]
            if word.kind != "text" and word.text.casefold() == text:
                self._next += 1
                return True
        return False

    def _mistake(self, message: str, column: int, hint: str | None = None) -> UsageError:
        return UsageError(
            message, where=f"--where:{column}", hint=hint or "forgemd list --where 'estimate > 8h and not owner'"
        )


def _by_estimate(text: str, operator: str) -> Where:
    """Hours with hours and points with points; a bare number with whatever the cell has."""
    wanted = parse_estimate(text)
    if wanted is None:
        return lambda subject: False
    bare_number = _number(text) is not None

    def holds(subject: Listed) -> bool:
        own = estimate_of(subject.task)
        same = own is not None and (bare_number or own.unit == wanted.unit)
        return _holds((own.high,) if own is not None and same else None, operator, (wanted.high,))

    return holds


_KINDS = {
    "estimate": "estimate: 8h, 2d, 5 points",
    "priority": "priority: P0 to P4, high, low",
    "line": "number",
    "started": "date: 2026-05-01",
    "completed": "date: 2026-05-01",
    "due": "date: 2026-05-01",
}


def _cell(task: Task, header: str) -> str:
    for index, column in enumerate(task.layout.columns):
        if normal(column.header) == header:
            raw = task.row.value(index)
            return "" if is_placeholder(raw) else bare(raw)
    return ""


def _number(text: str) -> float | None:
    try:
        return float(text.rstrip("%")) if text[:1].isdigit() or text[:1] == "-" else None
    except ValueError:
        return None


def _key(text: str, number: float | None) -> Key | None:
    """A cell as it compares with a number, or with words."""
    if not text:
        return None
    if number is None:
        return text.casefold()
    own = _number(text)
    return text.casefold() if own is None else (own,)


def _holds(own: Key | None, operator: str, wanted: Key) -> bool:
    if own is None or isinstance(own, str) is not isinstance(wanted, str):
        return operator == "!="
    if operator in ("=", "!="):
        return (own == wanted) is (operator == "=")
    less, more = own < wanted, own > wanted  # type: ignore[operator]
    return {"<": less, "<=": not more, ">": more, ">=": not less}[operator]
