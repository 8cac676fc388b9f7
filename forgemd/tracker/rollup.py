"""Rollups: tables of figures counted over tasks; what they say and what is true."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from forgemd.lazy import pattern
from forgemd.markdown import Row
from forgemd.tracker.headers import normal
from forgemd.tracker.layout import Layout
from forgemd.tracker.markup import bare
from forgemd.tracker.roles import GROUP, KEY, OWNER, PRIORITY, TOTAL
from forgemd.tracker.section import Section, Titles, same_name
from forgemd.tracker.task import FieldTask, Task
from forgemd.tracker.vocabulary import CATEGORY_OF, Category, sense_of
from forgemd.typed import NamedTuple

__all__ = ["Figure", "Rollup", "RollupColumn", "RollupRow", "read_rollup", "whole_number"]

_TOTAL = pattern(
    r"\btotals?\b|\boverall\b|\bsum\b|\ball\b|合计|总计|总和|合計|総計|합계|총계|전체|gesamt|summe|всего|итого|totale|toplam",
    re.IGNORECASE,
)
_REST = frozenset(
    ["remaining", "left", "outstanding", "rest", "剩余", "未完成", "残り", "남음", "restante", "restant", "осталось"]
)
_WHOLE = pattern(r"([^\w]*)([0-9]+)([^\w%/.,+]*)\Z")
_PERCENT = pattern(r"[^\w]*([0-9]+(?:\.([0-9]+))?)\s*%[^\w]*\Z")
_FALLBACK: dict[Category, Category] = {"ready": "todo", "review": "active", "failed": "blocked", "partial": "active"}


class RollupColumn(NamedTuple):
    """The figures in column `at` (0-based). `covers` are the categories that it counts; None for a total or a percentage."""

    at: int
    header: str
    role: str
    covers: frozenset[Category] | None


class RollupRow(NamedTuple):
    """A row of figures and the tasks that it counts; None where it could not be told which those are."""

    row: Row
    label: str
    tasks: tuple[Task, ...] | None
    is_total: bool


class Figure(NamedTuple):
    """One figure that a rollup states: `stated` as written, `expected` as it should be written."""

    row: RollupRow
    column: RollupColumn
    stated: str
    expected: str

    @property
    def holds(self) -> bool:
        """Whether the figure is right as it stands."""
        return self.stated == self.expected


class Rollup:
    """A rollup as recognised. `problem` says why it cannot be compared with its tasks as a whole."""

    def __init__(
        self, layout: Layout, columns: tuple[RollupColumn, ...], rows: tuple[RollupRow, ...], problem: str | None
    ) -> None:
        self.layout = layout
        self.columns = columns
        self.rows = rows
        self.problem = problem

    def figures(self, row: RollupRow) -> list[Figure]:
        """The figures of `row` that can be compared; none when `problem` or the row's tasks are not known."""
        if self.problem is not None or row.tasks is None:
            return []
        found = []
        tally = Counter(task.status.category for task in row.tasks)
        for column in self.columns:
            stated = row.row.value(column.at)
            expected = _expected(column, tally, stated)
            if expected is not None:
                found.append(Figure(row, column, stated, expected))
        return found


def whole_number(text: str) -> int | None:
    """The number that a cell states exactly: `95`, `**95**`, `✅ 42`; None for `~700`, `450+` and `3/5`."""
    match = _WHOLE.match(text)
    return int(match[2]) if match and "~" not in match[1] and "≈" not in match[1] else None


def _expected(column: RollupColumn, tally: Counter[Category], stated: str) -> str | None:
    """How the figure should read, keeping everything about its cell but the digits; None if it is no figure."""
    if column.role == "progress":
        return _expected_percent(tally, stated)
    match = _WHOLE.match(stated)
    if match is None or whole_number(stated) is None:
        return None
    covers = column.covers
    count = tally.total() if covers is None else sum(tally[category] for category in covers)
    return f"{match[1]}{count}{match[3]}"


def _expected_percent(tally: Counter[Category], stated: str) -> str | None:
    match = _PERCENT.match(stated)
    if match is None or not tally:
        return None
    share = 100 * tally["done"] / tally.total()
    if abs(share - float(match[1])) < 1:
        return stated
    text = f"{share:.{len(match[2] or '')}f}"
    return stated[: match.start(1)] + text + stated[match.end(1) :]


def read_rollup(layout: Layout, tasks: Sequence[Task]) -> Rollup:
    """What the rollup `layout` counts among `tasks`."""
    columns, problem = _columns(layout, {task.status.category for task in tasks})
    rows = _rows(layout, tasks)
    unmatched = [row.label for row in rows if row.tasks is None]
    if problem is None and unmatched:
        problem = f"no section, priority or owner of this tracker is called '{unmatched[0]}'"
    if problem is None and not tasks:
        problem = "this tracker has no tasks to count"
    if problem is None and (left := _left_out(rows, tasks)):
        problem = f"{left} tasks of lists lie under none of the headings that its rows name"
    return Rollup(layout, columns, rows, problem)


def _left_out(rows: Sequence[RollupRow], tasks: Sequence[Task]) -> int:
    """How many tasks that are no rows of a table no row counts: people count them by more than their heading."""
    counted = {task.key for row in rows for task in row.tasks or ()}
    return sum(1 for task in tasks if isinstance(task, FieldTask) and task.key not in counted)


def _columns(layout: Layout, used: set[Category]) -> tuple[tuple[RollupColumn, ...], str | None]:
    own: dict[int, Category] = {}
    rest = -1
    for index, column in enumerate(layout.columns):
        if column.role == "count":
            if (sense := sense_of(normal(column.header))) is None:
                return (), f"'{column.header}' does not count a status"
            own[index] = CATEGORY_OF[sense]
        elif normal(column.header) in _REST:
            rest = index
    problem = _unread_column(layout, own)
    if len(set(own.values())) < len(own):
        problem = "two of its columns count the same statuses"
    covers: dict[int, set[Category]] = {index: {category} for index, category in own.items()}
    if rest >= 0:
        covers[rest] = set()
    for category in sorted(used - set(own.values())):
        home = _home(category, own)
        if home is None and rest >= 0:
            home = rest
        if home is not None:
            covers[home].add(category)
        elif len(own) > 1 and problem is None:
            problem = f"no column counts tasks that are {category}"
    found = []
    for index, column in enumerate(layout.columns):
        if index in covers or column.role in ("total", "progress"):
            role = "count" if index in covers else column.role
            found.append(
                RollupColumn(index, column.header, role, frozenset(covers[index]) if index in covers else None)
            )
    return tuple(found), problem


def _unread_column(layout: Layout, own: Mapping[int, Category]) -> str | None:
    """Why a column of numbers that no word explains may count a status: without it the states do not add up."""
    total = layout.index(TOTAL)
    for index, column in enumerate(layout.columns):
        numbers = [whole_number(row.value(index)) for row in layout.table.rows]
        if column.role != "other" or normal(column.header) in _REST or not numbers or None in numbers:
            continue
        sums = [sum(whole_number(row.value(at)) or 0 for at in own) for row in layout.table.rows]
        if total < 0 or sums != [whole_number(row.value(total)) for row in layout.table.rows]:
            return f"'{column.header}' counts something, and no word says what"
    return None


def _home(category: Category, own: dict[int, Category]) -> int | None:
    wanted: Category | None = _FALLBACK.get(category)
    return next((index for index, mine in own.items() if mine == wanted), None)


def _rows(layout: Layout, tasks: Sequence[Task]) -> tuple[RollupRow, ...]:
    key = layout.index(KEY)
    labels = [(row, bare(row.value(key)).strip("* ")) for row in layout.table.rows]
    totals = _totals(labels, key, tasks)
    body = [(row, label) for row, label in labels if row.line not in totals]
    counted = _by_section(body, tasks) or next(
        (found for role in (PRIORITY, OWNER, GROUP) if (found := _by_cell(body, tasks, role.name))), {}
    )
    every = [task for row, _ in body for task in counted.get(row.line, ())]
    whole = len(counted) == len(body) and len({id(task) for task in every}) == len(every)
    rows = []
    for row, label in labels:
        total = row.line in totals
        mine = (tuple(every) if whole else None) if total else counted.get(row.line)
        rows.append(RollupRow(row, label, mine, total))
    return tuple(rows)


def _totals(labels: Sequence[tuple[Row, str]], key: int, tasks: Sequence[Task]) -> set[int]:
    """The lines of the rows that sum up the others: by their word, or the only bold label, at the end."""
    headings = {heading.line: heading.title for section in _sections(tasks) for heading in section.path}
    titles = {title.strip("*_` ").casefold() for title in headings.values()}
    named = [(row, label) for row, label in labels if label.casefold() not in titles]
    found = {row.line for row, label in named if _TOTAL.search(label) and not any(same_name(label, t) for t in titles)}
    if not found and len(labels) > 1 and named and named[-1][0] is labels[-1][0]:
        bold = [row.line for row, _ in labels if row.value(key).startswith(("**", "__"))]
        if bold == [labels[-1][0].line]:
            found.add(bold[0])
    return found


def _by_section(body: Iterable[tuple[Row, str]], tasks: Sequence[Task]) -> dict[int, tuple[Task, ...]]:
    """Tasks for each row (by line) whose label names a heading that they lie under."""
    titles: dict[int, str] = {}
    members: dict[int, list[Task]] = {}
    for section, inside in _sections(tasks).items():
        for heading in section.path:
            titles[heading.line] = heading.title
            members.setdefault(heading.line, []).extend(inside)
    index = Titles(titles)
    found: dict[int, tuple[Task, ...]] = {}
    for row, label in body:
        exact = index.exactly(label)
        loose = exact or index.loosely(label)
        if len(loose) == 1 or exact:
            mine = {task.key: task for line in loose for task in members[line]}
            found[row.line] = tuple(mine.values())
    return found


def _sections(tasks: Iterable[Task]) -> dict[Section, list[Task]]:
    found: dict[Section, list[Task]] = {}
    for task in tasks:
        found.setdefault(task.section, []).append(task)
    return found


def _by_cell(body: Iterable[tuple[Row, str]], tasks: Sequence[Task], role: str) -> dict[int, tuple[Task, ...]]:
    """Tasks for each row (by line) whose label is the text of their cell for `role`."""
    members: dict[str, list[Task]] = {}
    for task in tasks:
        members.setdefault(bare(task.value(task.layout.index(role))).casefold(), []).append(task)
    rows = list(body)
    found = {row.line: tuple(members[label.casefold()]) for row, label in rows if label.casefold() in members}
    return found if len(found) == len(rows) else {}
