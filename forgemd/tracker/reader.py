"""Document to tracker: the only place where recognition is put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from forgemd.markdown import Document, Row
from forgemd.text import Source
from forgemd.tracker.ids import looks_like_id
from forgemd.tracker.layout import Classifier, Layout
from forgemd.tracker.legend import Legend, read_legend
from forgemd.tracker.roles import is_placeholder
from forgemd.tracker.section import Section
from forgemd.tracker.status import Status, StatusReader
from forgemd.tracker.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.tracker.vocabulary import Category
from forgemd.tracker.workflow import Workflow, lenient, strict

__all__ = ["DEFAULTS", "Settings", "read"]


class Settings(NamedTuple):
    """What the configuration says about reading: headers to roles, status words to categories, a workflow
    that replaces the one the document's legend would get, and its statuses, which the legend may spell."""

    columns: Mapping[str, str] = {}
    statuses: Mapping[str, Category] = {}
    workflow: Workflow | None = None
    defined: tuple[Status, ...] = ()


DEFAULTS = Settings()

_TOTALS = frozenset(["total", "totals", "合计", "总计", "合計", "합계"])


def read(source: Source, settings: Settings = DEFAULTS) -> Tracker:
    """The tracker that `source` holds; one without tasks where it holds none. Never fails."""
    document = Document(source)
    layouts = tuple(_layouts(document, settings))
    legend = _legend(layouts)
    statuses = StatusReader(_statuses(legend, settings.defined), settings.statuses)
    tasks = _tasks(document, layouts, statuses)
    workflow = settings.workflow or _workflow(legend)
    return Tracker(document, layouts, tasks, legend, workflow, statuses)


def _layouts(document: Document, settings: Settings) -> Iterator[Layout]:
    classifier = Classifier(settings.columns)
    for table in document.tables:
        heading = document.heading_before(table.line)
        yield classifier.layout(table, heading.title if heading else "")


def _legend(layouts: tuple[Layout, ...]) -> Legend | None:
    """The statuses of all legend tables, the first definition of a code winning."""
    legends = [legend for layout in layouts if layout.kind == "legend" and (legend := read_legend(layout)).statuses]
    if len(legends) < 2:
        return legends[0] if legends else None
    statuses = {status.code.casefold(): status for legend in reversed(legends) for status in legend.statuses}
    return Legend(tuple(statuses.values()), legends[0].line)


def _statuses(legend: Legend | None, defined: tuple[Status, ...]) -> tuple[Status, ...]:
    """The statuses of the legend and of the configuration: how cells write them is the legend's business,
    which categories they have the configuration's."""
    listed = {status.code.casefold(): status for status in (legend.statuses if legend else ())}
    for status in defined:
        known = listed.get(status.code.casefold())
        listed[status.code.casefold()] = status if known is None else known._replace(category=status.category)
    return tuple(listed.values())


def _workflow(legend: Legend | None) -> Workflow:
    if legend is None:
        return lenient("the document has no legend")
    where = f"the legend in line {legend.line + 1}"
    return strict(legend.statuses, f"{where} is the strict set") or lenient(f"{where} is not the strict set")


def _tasks(document: Document, layouts: tuple[Layout, ...], statuses: StatusReader) -> tuple[Task, ...]:
    tasks: list[Task] = []
    sections: dict[int, Section] = {}
    for layout in layouts:
        if layout.kind != "tasks":
            continue
        path = document.path(layout.table.line)
        line = path[-1].line if path else -1
        section = sections.get(line)
        if section is None:
            section = sections[line] = Section(path)
        tasks += [Task(layout, row, section, statuses) for row in layout.table.rows if _is_task(layout, row)]
    _make_keys_unique(tasks)
    return tuple(tasks)


def _is_task(layout: Layout, row: Row) -> bool:
    """Whether a row of a task table is a task: not a dash row, a group's name, a total or glued text."""
    values = row.values
    name = row.value(layout.id_at) or row.value(layout.title_at)
    if not name or is_placeholder(name):
        return not is_placeholder(row.value(layout.title_at)) and not is_placeholder(row.value(layout.status_at))
    alone = len(values) - values.count("") == 1 and layout.table.width > 1
    if alone and (len(values) == 1 or layout.table.width > 2) and not _begins_a_task(layout, row):
        return False
    return name.strip("*_ ").casefold() not in _TOTALS


def _begins_a_task(layout: Layout, row: Row) -> bool:
    """Whether a row of one text is a task whose other cells somebody left out, and no group's name."""
    text = row.value(layout.id_at)
    return looks_like_id(text) and any(char.isdigit() for char in text) and row.cut.leading


def _make_keys_unique(tasks: list[Task]) -> None:
    """Tasks that share an id are told apart by their section, and there by their order."""
    counts = Counter(task.key for task in tasks)
    if len(counts) == len(tasks):
        return
    seen: Counter[str] = Counter()
    for task in tasks:
        if counts[task.key] == 1:
            continue
        task.key = f"{task.section.title.casefold()}\n{task.key}"
        seen[task.key] += 1
        if seen[task.key] > 1:
            task.key = f"{task.key}\n{seen[task.key]}"
