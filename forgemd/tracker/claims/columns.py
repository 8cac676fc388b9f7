"""What the heading of a column states about how much lies in it: `In Progress (3)`, `Done: 12 tasks`."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker.claims.claim import Claim
from forgemd.tracker.claims.scopes import Scopes, nouns, task_noun
from forgemd.tracker.claims.statements import Statement, has_sign
from forgemd.tracker.tables.boards import stated_by
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tasks.tasklist import TaskList
from forgemd.tracker.words.vocabulary import Category
from forgemd.typed import TYPE_CHECKING, Iterator, NamedTuple, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["claimed_columns"]

_ENDS_IN_NUMBER = pattern(r"(?m)[0-9][^0-9\n]{0,24}$")
_COUNT = pattern(
    r"(?:[(\[（【][ ]*|[:：][ ]*|[ ][-–—][ ]+)(?P<number>[0-9]{1,3})[ ]*(?P<unit>[^\W\d_]*)[ ]*[)\]）】]?[^\w)\]%+]*\Z"
)
_LIMIT = pattern(r"\b(?:wip|max(?:imum|\.)?|limit|capacity|up to|at most)\b|上限|最大|최대", IGNORECASE)
_USUAL: tuple[Category, ...] = ("todo", "done", "deferred", "cancelled")
"""The columns for which nobody sets a limit."""
_MEASURES = frozenset("个 個 项 項 件 개 건".split())
_KEPT_ELSEWHERE: tuple[Category, ...] = ("done", "cancelled", "deferred")
"""Of what is over, only the latest may be listed."""
_LEAST = 2


class _Column(NamedTuple):
    """A column that states `number`; `counts` is what a person may count in it. With a `unit` that is one of tasks the
    number is beyond doubt no limit."""

    statement: Statement
    match: re.Match[str]
    category: Category
    counts: set[int]
    unit: bool

    @property
    def is_right(self) -> bool:
        return int(self.match["number"]) in self.counts


def claimed_columns(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """`## To Do (2)` and `## Done: 4 tasks`, each over its cards.

    A mere number may be how many there may be at most. It is compared where most columns that have one, and two or
    more, are right, one of them a column that nobody limits: what is begun may be as much as there may be.
    """
    if not has_sign(scopes.titles) or not _ENDS_IN_NUMBER.search(scopes.titles):
        return
    tracker = scopes.tracker
    inner = frozenset(item.line for item in tracker.document.items if item.depth) if tracker.lists else frozenset()
    found = [column for each in statements if each.is_heading and (column := _column(each, scopes, inner))]
    right = sum(1 for column in found if column.is_right)
    usual = any(column.is_right and column.category in _USUAL for column in found)
    counted = usual and right >= _LEAST and right * 2 > len(found) and not _has_limits(scopes)
    for column in found:
        yield _claim(column, certain=counted or column.unit)


def _column(statement: Statement, scopes: Scopes, inner: frozenset[int]) -> _Column | None:
    match = _COUNT.search(statement.text)
    if match is None or _LIMIT.search(statement.text) or _is_open(statement.text[: match.start()]):
        return None
    unit = match["unit"]
    stated = stated_by(statement.text[: match.start()], doubtful=True)
    named = bool(unit) and (unit in _MEASURES or task_noun(nouns(unit), scopes))
    if stated is None or (unit and not named):
        return None
    return _Column(statement, match, stated.category, _counts(scopes.under(statement.line), inner), named)


def _is_open(before: str) -> bool:
    """Whether a bracket is open at the end: `Doing (WIP: 2)` says more than how many there are."""
    return any(before.count(mark) > before.count(other) for mark, other in ("()", "[]", "（）", "【】"))


def _counts(tasks: Sequence[Task], inner: frozenset[int]) -> set[int]:
    """How many a person may count: all of them, or those that lie in no other. `inner` are the lines of nested items."""
    headed = {task.line for task in tasks if isinstance(task.layout, TaskList) and task.layout.form == "headings"}
    return {len(tasks), sum(1 for task in tasks if task.section.line not in headed and task.line not in inner)}


def _has_limits(scopes: Scopes) -> bool:
    """Whether the board is one of Obsidian's, in which the number is how many cards a column may hold."""
    source, blocks = scopes.tracker.source, scopes.tracker.document.blocks
    front = source.ends[blocks[0].last - 1] if blocks and blocks[0].kind == "front_matter" else 0
    return "kanban-plugin:" in source.text[:front]


def _claim(column: _Column, *, certain: bool) -> Claim:
    statement, match = column.statement, column.match
    many = max(column.counts)
    counted = f"{many} {'task lies' if many == 1 else 'tasks lie'} under it"
    holds: bool | None = column.is_right
    if not certain:
        holds, counted = None, "not compared: it may be how many there may be"
    elif not holds and (not many or (column.category in _KEPT_ELSEWHERE and int(match["number"]) > many)):
        holds, counted = None, f"not compared: {counted}, and not all may be here"
    subject = statement.text[: match.start()].strip("*_# ")
    width = len(match["number"]) if match["number"][0] == "0" else 1
    right = f"{many:0{width}}" if len(column.counts) == 1 and not column.is_right else ""
    return Claim(
        statement.line, statement.span(*match.span("number")), subject, match["number"], holds, counted, right=right
    )
