"""Totals that prose states: of tasks, of a column, of the figures in a list above."""

from __future__ import annotations

from bisect import bisect_left

from forgemd.lazy import DOTALL, attrgetter, pattern
from forgemd.tracker.claims.claim import Claim
from forgemd.tracker.claims.scopes import Scope, Scopes, add_up, noun, nouns, rows_of, task_noun
from forgemd.tracker.claims.statements import Statement
from forgemd.tracker.tables.boards import stated_by
from forgemd.tracker.tasks.estimates import parse_estimate
from forgemd.typed import TYPE_CHECKING, Iterator, NamedTuple, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["claimed_coverage", "claimed_lists", "claimed_sums", "claimed_totals"]

_FIGURE = pattern(
    r"[*_]*(?P<number>[0-9]{1,6}(?:\.[0-9]{1,3})?)(?P<range>\s*[-–]\s*[0-9])?\s*(?P<unit>[^\W\d_]*)(?P<rest>.*)",
    DOTALL,
)
_OF_ALL = frozenset("total all overall 总 总计 合计".split())
_SUMMED = frozenset("total sum 合计 总计".split())
_NESTED = pattern(r"\(\s*(?P<number>[0-9]{1,6})\s+(?P<noun>[^\W\d_]+)\s*\)")
_ACROSS = pattern(
    r"[*_]*(?P<number>[0-9]{1,6})[*_]*\s+(?P<noun>[^\W\d_]+)\s+(?:across|in|from|over|covered by|by|via)\s+(?P<ids>.+)\Z"
)
_SIZED = pattern(
    r"\((?P<time>[0-9]{1,5}(?:\.[0-9])?\s*[^\W\d_]+)\)|(?:[:：][*_]*|[-–—])\s*(?P<count>[0-9]{1,6})\s+(?P<noun>[^\W\d_]+)"
)
_HEADED = pattern(
    r"\(\s*(?P<number>[0-9]{1,5})\s+(?:(?:total|open|remaining)\s+)?(?P<noun>[^\W\d_]+)\s*\)\s*[*_]*\s*\Z"
)


class _Stated(NamedTuple):
    """A figure in a statement: characters `start` to `end` of its text."""

    number: str
    unit: str
    start: int
    end: int


def claimed_totals(scopes: Scopes) -> Iterator[Claim]:
    """`**Total Hours:** 654h`, `**Total Workstreams:** 23`, and `23 (67 gaps)` behind a name of the tasks."""
    for statement in scopes.keyed:
        match = statement.keyed
        if match is None:
            continue
        figure = _leading(match["value"], match.start("value"))
        if figure is None:
            continue
        words = nouns(match["key"])
        rest = [word for word in words if word not in _OF_ALL]
        named = len(rest) < len(words) or (len(rest) == 1 and scopes.is_top(statement.under))
        if named and task_noun(rest, scopes) and not (len(rest) == len(words) and _is_status(match["key"])):
            yield from _count_of(statement, match["key"], figure, scopes)
        elif len(rest) < len(words) and (column := scopes.column(rest)):
            yield from _sum_of(statement, match["key"], figure, column, scopes)
        if words and noun(words[0]) in scopes.nouns:
            yield from _nested(statement, match, figure, scopes)


def _is_status(key: str) -> bool:
    """`Todo: 3` counts what is in a state."""
    return stated_by(key, doubtful=True) is not None


def _leading(value: str, at: int) -> _Stated | None:
    """The figure that a value begins with, if it is exact and no share."""
    match = _FIGURE.match(value)
    if match is None or match["range"] or match["rest"][:1] in ("/", "+", "%", "."):
        return None
    end = match.end("unit") if match["unit"] else match.end("number")
    return _Stated(match["number"], match["unit"], at + match.start("number"), at + end)


def _count_of(statement: Statement, key: str, figure: _Stated, scopes: Scopes) -> Iterator[Claim]:
    found = scopes.of(statement)
    if not found or (figure.unit and not task_noun([noun(figure.unit)], scopes)):
        return
    number = float(figure.number)
    scope = next((scope for scope in found if number in scopes.counts(scope)), found[0])
    counted = f"there {'is' if len(scope.tasks) == 1 else 'are'} {rows_of(scope)}"
    claim = _claim(statement, figure, key, number in scopes.counts(scope), counted)
    sure = len(scopes.counts(scope)) == 1
    yield claim._replace(right=claim.stated.replace(figure.number, str(len(scope.tasks)), 1)) if sure else claim


def _claim(statement: Statement, figure: _Stated, key: str, holds: bool | None, counted: str) -> Claim:
    stated = statement.text[figure.start : figure.end].strip("*_ ")
    return Claim(statement.line, statement.span(figure.start, figure.end), key.strip("*_ "), stated, holds, counted)


def _sum_of(statement: Statement, key: str, figure: _Stated, column: str, scopes: Scopes) -> Iterator[Claim]:
    tried = [_compared(scopes, figure, scope, column) for scope in scopes.of(statement)]
    if not tried:
        return
    best = next((one for one in tried if one[0]), tried[0])
    yield _claim(statement, figure, key, *best)


def _compared(scopes: Scopes, figure: _Stated, scope: Scope, column: str) -> tuple[bool | None, str]:
    """Whether the stated figure is what the column adds up to over `scope`, and what it adds up to."""
    amount, header = scopes.amount(scope, column), scopes.header(column)
    what = f"{header} of the {rows_of(scope)}"
    if amount.problem:
        return None, f"not compared with {what}: {amount.problem}"
    stated = parse_estimate(figure.number + figure.unit, header) if amount.unit else None
    if amount.unit and (stated is None or stated.unit != amount.unit):
        return None, f"not compared with {what}: they are in {amount.unit}"
    value = stated.low if stated else float(figure.number)
    scale = value / float(figure.number) if float(figure.number) else 1.0
    low, high = amount.low / scale, amount.high / scale
    unit = figure.unit if amount.unit else ""
    shown = f"{low:g}{unit}" if low == high else f"{low:g} to {high:g}{unit}"
    return amount.low - 1e-6 <= value <= amount.high + 1e-6, f"{what} add up to {shown}"


def _nested(statement: Statement, match: re.Match[str], figure: _Stated, scopes: Scopes) -> Iterator[Claim]:
    """`Workstreams Covering Core Gaps: 23 (67 gaps)`: where 23 are all, the rest is about all, too."""
    inner = _NESTED.search(match["value"])
    every = Scope(scopes.tracker.tasks, "in this file")
    if inner is None or float(figure.number) not in scopes.counts(every):
        return
    column = scopes.column([noun(inner["noun"])])
    if column is None:
        return
    at = match.start("value")
    stated = _Stated(inner["number"], inner["noun"], at + inner.start("number"), at + inner.end("noun"))
    yield _claim(statement, stated, match["key"], *_compared(scopes, stated, every, column))


def claimed_coverage(scopes: Scopes) -> Iterator[Claim]:
    """`Observability: 7 gaps across WS-09, WS-16`: no more than these tasks hold; less may be meant."""
    for statement in scopes.keyed:
        match = statement.keyed
        found = _ACROSS.match(match["value"]) if match else None
        if match is None or found is None:
            continue
        column, tasks = scopes.column([noun(found["noun"])]), scopes.referred(found["ids"])
        if column is None or not tasks:
            continue
        amount, at = add_up(tasks, column), match.start("value")
        stated = _Stated(found["number"], found["noun"], at + found.start("number"), at + found.end("noun"))
        header, number = scopes.header(column), float(found["number"])
        if amount.problem:
            yield _claim(statement, stated, match["key"], None, f"not compared: {amount.problem}")
        else:
            what = f"{header} of {found['ids'].strip('*_. ')} add up to {amount.high:g}"
            holds = False if number > amount.high else True if number == amount.high else None
            yield _claim(
                statement,
                stated,
                match["key"],
                holds,
                what if holds is not None else f"{what}, and part of them may be meant",
            )


def claimed_sums(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """`**Total Deferred:** 312h` behind a list whose items each name a figure of that unit."""
    for statement in scopes.keyed:
        match = statement.keyed
        if match is None or _SUMMED.isdisjoint(nouns(match["key"])):
            continue
        figure = _leading(match["value"], match.start("value")) or _share(match["value"], match.start("value"))
        if figure is None:
            continue
        parts = _parts(statements, statement, figure, nouns(match["key"]))
        if len(parts) > 1:
            added = sum(parts)
            unit = figure.unit or ""
            what = f"the {len(parts)} figures above add up to {added:g}{unit}"
            found = _claim(statement, figure, match["key"], abs(added - float(figure.number)) < 1e-6, what)
            yield found._replace(mend="correct the total, or the figures above it")


_SHARE = pattern(r"[*_]*([0-9]{1,6})\s*/\s*[0-9]{1,6}")


def _share(value: str, at: int) -> _Stated | None:
    """The first figure of `67/78 (86%)`."""
    match = _SHARE.match(value)
    return _Stated(match[1], "", at + match.start(1), at + match.end(1)) if match else None


def _parts(statements: Sequence[Statement], total: Statement, figure: _Stated, words: list[str]) -> list[float]:
    """The figures of the lines right above a total, in its section: each line one, all of its unit."""
    found: list[float] = []
    for at in range(bisect_left(statements, total.start, key=attrgetter("start")) - 1, -1, -1):
        statement = statements[at]
        if statement.under != total.under or statement.is_heading:
            break
        sized = [_part(match, figure, words) for match in _SIZED.finditer(statement.text)]
        parts = [part for part in sized if part is not None]
        if len(parts) != 1:
            break
        found.append(parts[0])
    return found


def _part(match: re.Match[str], figure: _Stated, words: list[str]) -> float | None:
    if match["time"]:
        left, right = parse_estimate(match["time"]), parse_estimate(figure.number + figure.unit)
        if not figure.unit or left is None or right is None or left.unit != right.unit or not right.low:
            return None
        return left.low * float(figure.number) / right.low
    meant = noun(match["noun"])
    return float(match["count"]) if meant == noun(figure.unit) or (not figure.unit and meant in words) else None


def claimed_lists(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """`## Deferred Enterprise Features (11 gaps)` over the one list of its section, whose items say what they are."""
    for index, statement in enumerate(statements if "(" in scopes.titles else ()):
        match = _HEADED.search(statement.text) if statement.is_heading and "(" in statement.text else None
        if match is None:
            continue
        items = [each for each in _section(statements, index) if each.is_item]
        if len(items) < 2 or not all(_is_called(item, noun(match["noun"])) for item in items):
            continue
        figure = _Stated(match["number"], match["noun"], match.start("number"), match.end("noun"))
        subject = statement.text[: match.start()].strip("*_ ")
        found = _claim(statement, figure, subject, len(items) == int(match["number"]), f"its list has {len(items)}")
        yield found._replace(mend="correct the figure, or the list")


def _section(statements: Sequence[Statement], index: int) -> Iterator[Statement]:
    """The statements between a heading and the next one."""
    for statement in statements[index + 1 :]:
        if statement.is_heading:
            return
        yield statement


def _is_called(item: Statement, name: str) -> bool:
    """Whether an item says that it is one of them: `gap_GUI_005`, `Gap 3`, `GAP-7`."""
    return item.text.strip("*_`~ ").casefold().startswith(name)
