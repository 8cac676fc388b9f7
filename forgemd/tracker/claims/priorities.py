"""Tallies by priority or severity: `2 blocker, 3 major`, `Critical: 1 | High: 4`."""

from __future__ import annotations

from forgemd.lazy import pattern
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


def claimed_priorities(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """The lines that count two priorities or more of a section, where the figures make up all its rows and each row
    has one of these: what was so once, and which figure no longer is, is then certain."""
    if not any(layout.index(PRIORITY) >= 0 for layout in scopes.layouts):
        return
    words = _words(scopes)
    if len(set(words.values())) < 2:
        return
    said = scopes.said.casefold()
    used = {word for word in words if word in said}
    for statement in statements if len(used) > 1 else ():
        parts = _parts(statement, words)
        if len(parts) > 1 and not statement.is_heading and speaks_of_now(statement, scopes):
            start = min(match.start() for match in parts.values())
            yield from _compared(statement, parts, words, scopes) if is_of_all(statement, start) else ()


def _words(scopes: Scopes) -> dict[str, str]:
    """The words of the columns for priority, folded, with the one in the singular."""
    cells = {_word(text) for text in {*scopes.tracker.column(PRIORITY)} if not is_placeholder(text)}
    found = {cell: noun(cell) for cell in cells if cell}
    return {**{word: word for word in found.values()}, **{f"{word}s": word for word in found.values()}, **found}


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
    statement: Statement, parts: Mapping[str, re.Match[str]], words: Mapping[str, str], scopes: Scopes
) -> Iterator[Claim]:
    every = sum(int(match["number"]) for match in parts.values())
    for scope in scopes.of(statement):
        kinds = _kinds(scope, words)
        if len(kinds) == every and parts.keys() >= set(kinds):
            for word, match in parts.items():
                yield _claim(statement, match, kinds.count(word), scope)
            return


def _kinds(scope: Scope, words: Mapping[str, str]) -> list[str]:
    """The priority of each row; empty for one that has none."""
    return [words.get(_word(task.text(PRIORITY)), "") for task in scope.tasks]


def _claim(statement: Statement, match: re.Match[str], number: int, scope: Scope) -> Claim:
    stated = match[0]
    counted = f"{number} of the {rows_of(scope)} {'is' if number == 1 else 'are'}"
    holds = number == int(match["number"])
    return Claim(statement.line, statement.span(*match.span()), "This line", stated, holds, counted)
