"""Tallies that prose states: how many tasks are in each status, in one line or in the lines of a list."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker.claims.claim import Claim
from forgemd.tracker.claims.scopes import Scope, Scopes, rows_of
from forgemd.tracker.claims.statements import Statement
from forgemd.tracker.tables.boards import stated_by
from forgemd.tracker.words.vocabulary import Category
from forgemd.typed import TYPE_CHECKING, Iterator, Mapping, NamedTuple, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["NEAR", "claimed_tallies"]

_WORDS = r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}?"
_EXACT = r"(?<![\w.,/~≈+<>-])(?P<number>[0-9]{1,5})(?![\w.,/%+~-])"
_COUNTED = pattern(
    rf"{_EXACT}[*_]*[ ](?:(?:tasks?|items?|issues?|stories)[ ])?[*_]*(?P<word>{_WORDS})[*_]*(?=[ ]*(?:[,;|·•/()（）.]|\Z|and\b))",
    IGNORECASE,
)
_VALUE = pattern(rf"[:：](?<![0-9][:：])[*_ ]*{_EXACT}(?![ ]*[^\W\d_])")
_LABEL = pattern(rf"(?P<word>{_WORDS})[*_]*\Z")
_DIGIT = pattern("[0-9]")
_BEFORE_WORD = pattern("[0-9][*_]* ")
"""In all that `_COUNTED` finds, and looked for in a tenth of the time."""
_LONGEST = 40
NEAR: dict[Category, tuple[Category, ...]] = {
    "done": ("cancelled", "partial"),
    "active": ("review", "partial", "blocked", "failed"),
    "todo": ("ready", "blocked", "deferred", "partial", "active", "review", "failed"),
    "ready": ("todo",),
    "blocked": ("failed", "deferred"),
    "review": ("active",),
    "deferred": ("todo", "cancelled", "blocked"),
    "partial": ("active", "todo"),
    "failed": ("blocked",),
    "cancelled": ("deferred",),
}
"""What a status may be counted with: a tally has fewer words than its rows, and `open` is whatever is not done."""


class _Part(NamedTuple):
    """`number` tasks of `category`, at characters `start` to `end` of a statement."""

    statement: Statement
    start: int
    end: int
    number: int
    category: Category


def claimed_tallies(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """`12 done, 3 in progress, 4 open`, or a list of `**Done:** 12`, where the figures make up all rows of the section.

    Those that were true once add up still; which of them no longer are is then certain.
    """
    for parts in _tallies(statements):
        for scope in scopes.of(parts[0].statement):
            if sum(part.number for part in parts) == len(scope.tasks):
                yield from _compared(parts, scope, scopes.tally(scope))
                break


def _tallies(statements: Sequence[Statement]) -> Iterator[list[_Part]]:
    """Two parts or more, each of another category: of one line, or of lines below each other."""
    run: list[_Part] = []
    telling = [each for each in statements if not each.is_heading and _DIGIT.search(each.text)]
    figures = [(each, *_figures(each.text)) for each in telling]
    if sum(len(counted) + len(valued) for _, counted, valued in figures) < 2:
        return
    for statement, counted, valued in (*figures, (None, [], [])):
        parts = [] if statement is None else _parts(statement, counted, valued)
        follows = run and len(parts) == 1 and statement is not None and statement.line == run[-1].statement.line + 1
        if not follows:
            if _is_tally(run):
                yield run
            run = []
        if len(parts) == 1:
            run.append(parts[0])
        elif _is_tally(parts):
            yield parts


def _is_tally(parts: Sequence[_Part]) -> bool:
    return 1 < len(parts) == len({part.category for part in parts})


def _figures(text: str) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """The figures of one line that may be of statuses: in front of words, and behind a colon."""
    return (
        list(_COUNTED.finditer(text)) if _BEFORE_WORD.search(text) else [],
        list(_VALUE.finditer(text)) if ":" in text or "：" in text else [],
    )


def _parts(statement: Statement, counted: list[re.Match[str]], valued: list[re.Match[str]]) -> list[_Part]:
    """What the figures of one line count: those in front of the words for statuses, or else those behind them."""
    found = [_part(statement, match["word"], match, match.start()) for match in counted]
    if not any(found):
        found = [_labelled(statement, match) for match in valued]
    return [part for part in found if part is not None]


def _labelled(statement: Statement, value: re.Match[str]) -> _Part | None:
    """`Done: 12`, by what stands behind the name: to look for names takes ten times as long."""
    start = max(0, value.start() - _LONGEST)
    label = _LABEL.search(statement.text[start : value.start()])
    return _part(statement, label["word"], value, start + label.start()) if label else None


def _part(statement: Statement, word: str, match: re.Match[str], start: int) -> _Part | None:
    stated = stated_by(word, doubtful=True)
    if stated is None or _is_named(statement.text[:start]):
        return None
    return _Part(statement, start, match.end(), int(match["number"]), stated.category)


def _is_named(before: str) -> bool:
    """Whether a number is that of something in front of it: `Phase 1 complete`."""
    before = before.rstrip(" *_#")
    return before[-1:].isalnum() and not before.endswith(" and")


def _compared(parts: Sequence[_Part], scope: Scope, kinds: Mapping[Category, int]) -> Iterator[Claim]:
    if "unknown" in kinds:
        return
    for part in parts:
        low = kinds.get(part.category, 0)
        high = low + sum(kinds.get(near, 0) for near in NEAR.get(part.category, ()))
        statement = part.statement
        span, stated = statement.span(part.start, part.end), statement.text[part.start : part.end].strip("*_ ")
        counted = f"{low} of the {rows_of(scope)} {'is' if low == 1 else 'are'}"
        holds = low <= part.number <= high
        right = stated.replace(str(part.number), str(low), 1) if low == high else ""
        yield Claim(statement.line, span, "This line", stated, holds, counted, right=right)
