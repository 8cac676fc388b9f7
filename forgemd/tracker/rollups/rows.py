"""The rows of a rollup: which tasks each counts."""

from __future__ import annotations

from itertools import chain

from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import GROUP, KEY, OWNER, PRIORITY
from forgemd.tracker.cells.status import sense_in
from forgemd.tracker.tables.layout import Layout
from forgemd.tracker.tables.section import Titles, same_name
from forgemd.tracker.tasks.outline import Outline, joined
from forgemd.tracker.tasks.roster import Places
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.words.vocabulary import CATEGORY_OF, Category
from forgemd.typed import Collection, Iterable, Mapping, NamedTuple, Sequence

__all__ = ["FALLBACK", "Counted", "read_rows"]

_STEMS = tuple("total all sum gesamt toplam 小计 合计 总计 总和 总体 合計 総計 합계 총계 전체 всего итого".split())
"""One of these is in every text in which `_TOTAL` finds something, and in few others."""
_TOTAL = pattern(
    r"\b(?:sub-?)?totals?\b|小计|\boverall\b|\bsum\b|\ball\b|合计|总计|总和|总体|合計|総計|합계|총계|전체|gesamt|summe|всего|итого|"
    r"totale|toplam",
    IGNORECASE,
)
FALLBACK: dict[Category, Category] = {"ready": "todo", "review": "active", "failed": "blocked", "partial": "active"}
"""The category that counts tasks of another one where a rollup has no place for them."""

_Members = dict[int, Places]


class Counted(NamedTuple):
    """What the rows of a rollup are called and which tasks they count, by their places; None where that could not be
    told. `totals` are those rows that sum up others. `by_status`: rows are the statuses of all tasks, and no groups."""

    labels: Sequence[str]
    places: Sequence[Places | None]
    totals: frozenset[int]
    by_status: bool


def read_rows(layout: Layout, outline: Outline) -> Counted:
    """What the rows of the rollup `layout` count."""
    texts = layout.table.texts(layout.index(KEY))
    labels = [bare(text).strip("* ") for text in texts]
    exact = list(map(outline.titles.exactly, labels))
    totals = _totals(texts, labels, exact, outline.titles)
    places = [None if at in totals else _under(label, exact[at], outline) for at, label in enumerate(labels)]
    by_status = False
    if not any(places):
        body = {at: label for at, label in enumerate(labels) if at not in totals}
        by_status = bool(members := _by_status(body, outline.roster.tasks))
        for role in (PRIORITY, OWNER, GROUP):
            members = members or _by_cell(body, outline.roster.tasks, role.name)
        places = list(map(members.get, range(len(labels))))
    _count_totals(places, labels, totals, outline)
    return Counted(labels, places, totals, by_status)


def _under(label: str, exact: Sequence[int], outline: Outline) -> Places | None:
    """The tasks under the heading that `label` names, which those in the lines `exact` are; None where it names none,
    or several loosely."""
    if not label:
        return None
    lines = exact or outline.titles.loosely(label)
    if len(lines) == 1:
        return outline.under(lines[0])
    return list(dict.fromkeys(chain.from_iterable(map(outline.under, exact)))) if exact else None


def _count_totals(
    counted: list[Places | None], labels: Sequence[str], totals: Collection[int], outline: Outline
) -> None:
    """Put in `counted`, at the places `totals`, what a total counts: what it names (`PHASE 1 TOTAL`), else the rows
    since the total before, the last row all of them."""
    since = 0
    body = [places for at, places in enumerate(counted) if at not in totals]
    for at in sorted(totals):
        summed = body if at == len(labels) - 1 else counted[since:at]
        named = _without_total(labels[at])
        counted[at] = _under(named, outline.titles.exactly(named), outline) or _together(summed)
        since = at + 1


def _together(counted: Sequence[Places | None]) -> Places | None:
    """The tasks of several rows; None where those of one are not known, or two count the same."""
    known = [places for places in counted if places is not None]
    if len(known) < len(counted):
        return None
    every = joined(known)
    return every if isinstance(every, range) or len(set(every)) == len(every) else None


def _without_total(label: str) -> str:
    words = [word for word in label.split() if not _says_total(word)]
    return " ".join(words).strip(" :-–—()")


def _totals(
    texts: Sequence[str], labels: Sequence[str], exact: Sequence[Sequence[int]], titles: Titles
) -> frozenset[int]:
    """The places of the rows that sum up the others: by their word, or the only bold label, at the end."""
    named = [at for at, lines in enumerate(exact) if not lines]
    summing = [at for at in named if _says_total(labels[at])]
    others = [title for title in titles.names if _says_total(title)] if summing and _may(titles.names) else []
    found = frozenset([at for at in summing if not any(same_name(labels[at], title) for title in others)])
    last = len(labels) - 1
    if not found and last > 0 and named[-1:] == [last]:
        bold = [at for at, text in enumerate(texts) if text.startswith(("**", "__"))]
        return frozenset(bold) if bold == [last] else found
    return found


def _says_total(text: str) -> bool:
    return _may((text.casefold(),)) and _TOTAL.search(text) is not None


def _may(names: Iterable[str]) -> bool:
    """Whether `_says_total` can be true of one of the names, which are folded."""
    together = "\n".join(names)
    return any(map(together.__contains__, _STEMS))


def _plain(label: str) -> str:
    """A label without markup and the glyphs in front: `🔴 **High**` gives `high`."""
    text = bare(label).strip("*_ ")
    while text and not text[0].isalnum():
        text = text[1:]
    return bare(text).strip("*_ ").casefold()


def _by_cell(body: Mapping[int, str], tasks: Sequence[Task], role: str) -> _Members:
    """Tasks for each row whose label is the text of their cell for `role`, or names it."""
    members: dict[str, list[int]] = {}
    for place, task in enumerate(tasks):
        members.setdefault(_plain(task.value(task.layout.index(role))), []).append(place)
    members.pop("", None)
    found: _Members = {}
    names = list(members)
    index = Titles(dict(enumerate(names)))
    for at, label in body.items():
        name = _plain(label)
        alike = [name] if name in members else [names[near] for near in index.loosely(name)]
        if len(alike) != 1:
            return {}
        found[at] = members[alike[0]]
    distinct = len({mine[0] for mine in found.values()}) == len(found)
    return found if distinct else {}


def _by_status(body: Mapping[int, str], tasks: Sequence[Task]) -> _Members:
    """Tasks for each row whose label is a status: `Done | 20`."""
    own: dict[Category, int] = {}
    for at, label in body.items():
        sense = sense_in(label)
        if sense is None or CATEGORY_OF[sense] in own:
            return {}
        own[CATEGORY_OF[sense]] = at
    members: dict[int, list[int]] = {at: [] for at in body}
    for place, task in enumerate(tasks):
        category = task.status.category
        home = own.get(category, own.get(FALLBACK.get(category, category), -1))
        if home < 0:
            return {}
        members[home].append(place)
    return {**members} if len(body) > 1 else {}
