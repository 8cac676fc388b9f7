"""Tallies by priority or severity: `2 blocker, 3 major`, `Critical: 1 | High: 4`."""

from __future__ import annotations

from forgemd.lazy import pattern, tally
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import PRIORITY, is_placeholder
from forgemd.tracker.claims.claim import Claim
from forgemd.tracker.claims.scopes import Scope, Scopes, noun, rows_of
from forgemd.tracker.claims.sentences import is_of_all, speaks_of_now
from forgemd.tracker.claims.statements import Statement
from forgemd.typed import TYPE_CHECKING, Iterator, Mapping, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["claimed_priorities"]

_BESIDE = r"[^\w\s.,;|/()]*[ ]?[*_]*"
_ALONE = r"(?=[*_]*[ ]?(?:[,;|·•/()（）.]|\Z|(?:and|und|y|et)\b))"
"""Behind a priority: `2 critical vulnerabilities` are no tasks."""
_COUNTED = pattern(rf"(?<![\w.,/~≈+<>#-])(?P<number>[0-9]{{1,5}})[*_]*[ ]{_BESIDE}(?P<word>[^\W_][\w-]*){_ALONE}")
_LABELLED = pattern(r"(?P<word>[^\W_][\w-]*)[*_]*[ ]?[:：][*_ ]*(?P<number>[0-9]{1,5})(?![\w.,/%+~-]*\w)")
_EDGES = pattern(r"\A[\W_]+|[\W_]+\Z")


_MANY = 100
"""So many words are not looked for one by one in all that is said."""


def claimed_priorities(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """The lines that count two priorities or more of a section, where the figures make up all its rows and each row
    has one of these: what was so once, and which figure no longer is, is then certain."""
    if not any(layout.index(PRIORITY) >= 0 for layout in scopes.layouts):
        return
    ranks = _Ranks(scopes)
    if len(set(ranks.words.values())) < 2:
        return
    said = scopes.said.casefold()
    used = len(ranks.words) if len(ranks.words) > _MANY else sum(word in said for word in ranks.words)
    for statement in statements if used > 1 else ():
        parts = _parts(statement, ranks.words)
        if len(parts) > 1 and not statement.is_heading and speaks_of_now(statement, scopes):
            start = min(match.start() for match in parts.values())
            yield from _compared(statement, parts, ranks, scopes) if is_of_all(statement, start) else ()


class _Ranks:
    """What the columns for priority say: `words` are theirs, folded, with the one in the singular."""

    def __init__(self, scopes: Scopes) -> None:
        cells = {_word(text) for text in {*scopes.tracker.column(PRIORITY)} if not is_placeholder(text)}
        found = {cell: noun(cell) for cell in cells if cell}
        plural = {f"{word}s": word for word in found.values()}
        self.words: Mapping[str, str] = {**{word: word for word in found.values()}, **plural, **found}
        self._known: dict[int, Mapping[str, int]] = {}

    def tally(self, scope: Scope) -> Mapping[str, int]:
        """How many rows there are of each priority; of none, those without one."""
        key = id(scope.tasks)  # which stay as long as their statements
        if key not in self._known:
            self._known[key] = tally(self.words.get(_word(task.text(PRIORITY)), "") for task in scope.tasks)
        return self._known[key]


def _word(text: str) -> str:
    """What a cell says of a priority, without the sign beside it."""
    return _EDGES.sub("", bare(text)).casefold()


def _parts(statement: Statement, words: Mapping[str, str]) -> dict[str, re.Match[str]]:
    """The figures of a line by the words that they count; none where one word is counted twice."""
    for form in (_COUNTED, _LABELLED):
        matches = [match for match in form.finditer(statement.text) if match["word"].casefold() in words]
        found = {words[match["word"].casefold()]: match for match in matches}
        if len(found) > 1:
            return found if len(found) == len(matches) else {}
    return {}


def _compared(
    statement: Statement, parts: Mapping[str, re.Match[str]], ranks: _Ranks, scopes: Scopes
) -> Iterator[Claim]:
    every = sum(int(match["number"]) for match in parts.values())
    for scope in scopes.of(statement):
        if len(scope.tasks) == every and parts.keys() >= (counted := ranks.tally(scope)).keys():
            for word, match in parts.items():
                yield _claim(statement, match, counted.get(word, 0), scope)
            return


def _claim(statement: Statement, match: re.Match[str], number: int, scope: Scope) -> Claim:
    stated = match[0]
    counted = f"{number} of the {rows_of(scope)} {'is' if number == 1 else 'are'}"
    holds = number == int(match["number"])
    return Claim(statement.line, statement.span(*match.span()), "This line", stated, holds, counted)
