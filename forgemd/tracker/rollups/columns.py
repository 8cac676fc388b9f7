"""The columns of a rollup: which of a row's tasks each counts."""

from __future__ import annotations

from forgemd.lazy import lru_cache
from forgemd.tracker.cells.counts import whole_number
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import PRIORITY, TOTAL
from forgemd.tracker.rollups.rows import FALLBACK
from forgemd.tracker.tables.columns import Column
from forgemd.tracker.tables.layout import Layout
from forgemd.tracker.tasks.outline import Outline
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.words.headers import normal
from forgemd.tracker.words.vocabulary import CATEGORY_OF, Category, sense_of
from forgemd.typed import Collection, Mapping, NamedTuple, Sequence

__all__ = ["RollupColumn", "read_columns"]

_REST = frozenset(
    ["remaining", "left", "outstanding", "rest", "剩余", "未完成", "残り", "남음", "restante", "restant", "осталось"]
)


class RollupColumn(NamedTuple):
    """The figures in column `at` (0-based).

    `covers` are the categories that it counts; None for a total or a share, and where it counts what `only` says:
    tasks of one priority, or those whose status is a word without a category.
    """

    at: int
    header: str
    role: str
    covers: frozenset[Category] | None
    only: tuple[str, str] | None = None

    def selects(self, task: Task) -> bool:
        """Whether `task` is what `only` says."""
        return self.only in (("priority", _priority(task)), ("status", _word(task)))


def _priority(task: Task) -> str:
    return bare(task.text(PRIORITY)).lstrip("🔴🟠🟡🟢⚪🔵 ").casefold()


def _word(task: Task) -> str:
    return task.status.code.casefold() if task.status.category == "unknown" else ""


def read_columns(layout: Layout, outline: Outline) -> tuple[tuple[RollupColumn, ...], str | None]:
    """The columns of figures, and why they cannot be compared with tasks as a whole; None if they can."""
    own, _, unnamed = _named(layout.columns)
    only: dict[int, tuple[str, str]] = {}
    for index, name in unnamed:
        if name in {_word(task) for task in outline.roster.tasks}:
            only[index] = ("status", name)
        elif name in {_priority(task) for task in outline.roster.tasks}:
            only[index] = ("priority", name)
        elif name not in _REST:
            return (), f"'{layout.columns[index].header}' does not count a status"
    columns, problem = _counting(layout.columns, tuple(only.items()), _used(outline, only))
    return columns, _unread_column(layout, {**own, **only}) or problem or _without_priority(outline, only, len(own))


# The trackers of one repository share their headers.
@lru_cache(maxsize=64)
def _named(columns: tuple[Column, ...]) -> tuple[Mapping[int, Category], int, Sequence[tuple[int, str]]]:
    """The columns that count tasks of a category by their headers, the one for what they leave (-1 for none), and those
    that count by another word, which is given."""
    own: dict[int, Category] = {}
    unnamed: list[tuple[int, str]] = []
    rest = -1
    for index, column in enumerate(columns):
        name = normal(column.header)
        if column.role == "count":
            sense = sense_of(name)
            if sense is not None:
                own[index] = CATEGORY_OF[sense]
            else:
                unnamed.append((index, name))
        if name in _REST:
            rest = index
    return own, rest, unnamed


@lru_cache(maxsize=64)
def _counting(
    columns: tuple[Column, ...], only: tuple[tuple[int, tuple[str, str]], ...], used: frozenset[Category]
) -> tuple[tuple[RollupColumn, ...], str | None]:
    """The columns of figures over tasks of the categories `used`, and why these do not fit in."""
    own, rest, _ = _named(columns)
    covers, problem = _covered(own, rest, used)
    return tuple(_found(columns, covers, dict(only))), problem


def _used(outline: Outline, only: Mapping[int, tuple[str, str]]) -> frozenset[Category]:
    """The categories in use, without those tasks that a column of their own counts."""
    words = {word for kind, word in only.values() if kind == "status"}
    if not words:
        return frozenset(outline.roster.categories)
    return frozenset([task.status.category for task in outline.roster.tasks if _word(task) not in words])


def _covered(
    own: Mapping[int, Category], rest: int, used: Collection[Category]
) -> tuple[dict[int, set[Category]], str | None]:
    problem = "two of its columns count the same statuses" if len(set(own.values())) < len(own) else None
    covers: dict[int, set[Category]] = {index: {category} for index, category in own.items()}
    if rest >= 0:
        covers[rest] = set()
    for category in sorted(set(used) - set(own.values())):
        home = _home(category, own)
        if home is None and rest >= 0:
            home = rest
        if home is not None:
            covers[home].add(category)
        elif len(own) > 1 and problem is None:
            problem = f"no column counts tasks that are {category}"
    return covers, problem


def _home(category: Category, own: Mapping[int, Category]) -> int | None:
    wanted: Category | None = FALLBACK.get(category)
    return next((index for index, mine in own.items() if mine == wanted), None)


def _without_priority(outline: Outline, only: Mapping[int, tuple[str, str]], states: int) -> str | None:
    grades = {word for kind, word in only.values() if kind == "priority"}
    if grades and any(_priority(task) not in grades for task in outline.roster.tasks):
        return "not every task has one of the priorities that its columns count"
    return None if not grades or not states else "some of its columns count priorities and some statuses"


def _unread_column(layout: Layout, own: Collection[int]) -> str | None:
    """Why a column of numbers that no word explains may count a status: without it the states do not add up."""
    total = layout.index(TOTAL)
    for index, column in enumerate(layout.columns):
        if column.role != "other" or normal(column.header) in _REST:
            continue
        numbers = [whole_number(row.value(index)) for row in layout.table.rows]
        if not numbers or None in numbers:
            continue
        sums = [sum(whole_number(row.value(at)) or 0 for at in own) for row in layout.table.rows]
        if total < 0 or sums != [whole_number(row.value(total)) for row in layout.table.rows]:
            return f"'{column.header}' counts something, and no word says what"
    return None


def _found(
    columns: Sequence[Column], covers: Mapping[int, set[Category]], only: Mapping[int, tuple[str, str]]
) -> list[RollupColumn]:
    found = []
    for index, column in enumerate(columns):
        if index in covers or index in only or column.role in ("total", "progress"):
            role = "count" if index in covers or index in only else column.role
            mine = frozenset(covers[index]) if index in covers else None
            found.append(RollupColumn(index, column.header, role, mine, only.get(index)))
    return found
