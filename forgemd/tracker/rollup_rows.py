"""The rows of a rollup: which tasks each counts."""

from __future__ import annotations

from itertools import chain, groupby

from forgemd.lazy import IGNORECASE, attrgetter, pattern
from forgemd.markdown import Row
from forgemd.tracker.layout import Layout
from forgemd.tracker.markup import bare
from forgemd.tracker.roles import GROUP, KEY, OWNER, PRIORITY
from forgemd.tracker.section import Section, Titles, same_name
from forgemd.tracker.status import sense_in
from forgemd.tracker.task import Task
from forgemd.tracker.vocabulary import CATEGORY_OF, Category
from forgemd.typed import Iterable, Mapping, NamedTuple, Sequence

__all__ = ["FALLBACK", "RollupRow", "read_rows"]

_STEMS = tuple("total all sum gesamt toplam 小计 合计 总计 总和 总体 合計 総計 합계 총계 전체 всего итого".split())
"""One of these is in every text in which `_TOTAL` finds something, and in few others."""
_TOTAL = pattern(
    r"\b(?:sub-?)?totals?\b|小计|\boverall\b|\bsum\b|\ball\b|合计|总计|总和|总体|合計|総計|합계|총계|전체|gesamt|summe|всего|итого|"
    r"totale|toplam",
    IGNORECASE,
)
FALLBACK: dict[Category, Category] = {"ready": "todo", "review": "active", "failed": "blocked", "partial": "active"}
"""The category that counts tasks of another one where a rollup has no place for them."""

_Members = dict[int, tuple[Task, ...]]


class RollupRow(NamedTuple):
    """A row of figures and the tasks that it counts; None where it could not be told which those are."""

    row: Row
    label: str
    tasks: tuple[Task, ...] | None
    is_total: bool


class _Headings:
    """The headings that tasks lie under, by what rows may call them."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.titles: dict[int, str] = {}
        self._inside: dict[int, list[Sequence[Task]]] = {}
        for section, inside in _sections(tasks).items():
            for heading in section.path:
                self.titles[heading.line] = heading.title
                self._inside.setdefault(heading.line, []).append(inside)
        self.index = Titles(self.titles)

    def tasks(self, label: str) -> tuple[Task, ...] | None:
        """The tasks under the heading that `label` names; None where it names none, or several loosely."""
        if not label:
            return None
        lines = self.index.exactly(label) or self.index.loosely(label)
        if len(lines) == 1:
            return tuple(chain.from_iterable(self._inside[lines[0]]))
        if not self.index.exactly(label):
            return None
        return tuple({task.key: task for line in lines for inside in self._inside[line] for task in inside}.values())


def read_rows(layout: Layout, tasks: Sequence[Task]) -> tuple[tuple[RollupRow, ...], bool]:
    """The rows, and whether they are the statuses of all tasks rather than groups of them."""
    key = layout.index(KEY)
    labels = [(row, bare(row.value(key)).strip("* ")) for row in layout.table.rows]
    headings = _Headings(tasks)
    totals = _totals(labels, key, headings.index)
    body = [(row, label) for row, label in labels if row.line not in totals]
    counted: _Members = {row.line: mine for row, label in body if (mine := headings.tasks(label)) is not None}
    by_status = not counted and bool(counted := _by_status(body, tasks))
    if not counted:
        counted = next((found for role in (PRIORITY, OWNER, GROUP) if (found := _by_cell(body, tasks, role.name))), {})
    return tuple(_with_totals(labels, totals, counted, headings)), by_status


def _with_totals(
    labels: Sequence[tuple[Row, str]], totals: set[int], counted: Mapping[int, tuple[Task, ...]], headings: _Headings
) -> Iterable[RollupRow]:
    """A total counts what it names (`PHASE 1 TOTAL`), else the rows since the total before, the last one all rows."""
    every: list[Task] | None = []
    since: list[Task] | None = []
    new = tuple.__new__  # half the time of `RollupRow`
    several = len(totals) > 1
    for row, label in labels:
        if row.line not in totals:
            mine = counted.get(row.line)
            # Put on in place: a tracker may have thousands of sections.
            for added in (every, since):
                if added is not None and mine is not None:
                    added += mine
            if mine is None:
                every = since = None
            yield new(RollupRow, (row, label, mine, False))
            continue
        last = row is labels[-1][0]
        summed = since if several and not last else every
        whole = summed is not None and len(set(map(id, summed))) == len(summed)
        named = headings.tasks(_without_total(label))
        yield RollupRow(row, label, named or (tuple(summed) if summed is not None and whole else None), True)
        since = []


def _without_total(label: str) -> str:
    words = [word for word in label.split() if not _says_total(word)]
    return " ".join(words).strip(" :-–—()")


def _totals(labels: Sequence[tuple[Row, str]], key: int, index: Titles) -> set[int]:
    """The lines of the rows that sum up the others: by their word, or the only bold label, at the end."""
    named = [(row, label) for row, label in labels if not index.exactly(label)]
    summing = [(row, label) for row, label in named if _says_total(label)]
    titles = [title for title in index.names if _says_total(title)] if summing and _may(index.names) else []
    found = {row.line for row, label in summing if not any(same_name(label, title) for title in titles)}
    if not found and len(labels) > 1 and named and named[-1][0] is labels[-1][0]:
        bold = [row.line for row, _ in labels if row.value(key).startswith(("**", "__"))]
        if bold == [labels[-1][0].line]:
            found.add(bold[0])
    return found


def _says_total(text: str) -> bool:
    return _may((text.casefold(),)) and _TOTAL.search(text) is not None


def _may(names: Iterable[str]) -> bool:
    """Whether `_says_total` can be true of one of the names, which are folded."""
    together = "\n".join(names)
    return any(stem in together for stem in _STEMS)


def _sections(tasks: Iterable[Task]) -> dict[Section, Sequence[Task]]:
    """The tasks of each section, in their order."""
    found: dict[Section, list[Task]] = {}
    for section, inside in groupby(tasks, attrgetter("section")):
        found.setdefault(section, []).extend(inside)
    return {**found}


def _plain(label: str) -> str:
    """A label without markup and the glyphs in front: `🔴 **High**` gives `high`."""
    text = bare(label).strip("*_ ")
    while text and not text[0].isalnum():
        text = text[1:]
    return bare(text).strip("*_ ").casefold()


def _by_cell(body: Iterable[tuple[Row, str]], tasks: Sequence[Task], role: str) -> _Members:
    """Tasks for each row (by line) whose label is the text of their cell for `role`, or names it."""
    members: dict[str, list[Task]] = {}
    for task in tasks:
        members.setdefault(_plain(task.value(task.layout.index(role))), []).append(task)
    members.pop("", None)
    found: _Members = {}
    names = list(members)
    index = Titles(dict(enumerate(names)))
    for row, label in body:
        name = _plain(label)
        alike = [name] if name in members else [names[at] for at in index.loosely(name)]
        if len(alike) != 1:
            return {}
        found[row.line] = tuple(members[alike[0]])
    distinct = len({id(mine[0]) for mine in found.values()}) == len(found)
    return found if distinct else {}


def _by_status(body: Iterable[tuple[Row, str]], tasks: Sequence[Task]) -> _Members:
    """Tasks for each row (by line) whose label is a status: `Done | 20`."""
    own: dict[Category, int] = {}
    rows = list(body)
    for row, label in rows:
        sense = sense_in(label)
        if sense is None or CATEGORY_OF[sense] in own:
            return {}
        own[CATEGORY_OF[sense]] = row.line
    members: dict[int, list[Task]] = {row.line: [] for row, _ in rows}
    for task in tasks:
        category = task.status.category
        home = own.get(category, own.get(FALLBACK.get(category, category), -1))
        if home < 0:
            return {}
        members[home].append(task)
    return {line: tuple(mine) for line, mine in members.items()} if len(rows) > 1 else {}
