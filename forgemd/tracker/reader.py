"""Document to tracker: the only place where recognition is put together."""

from __future__ import annotations

from forgemd.lazy import lru_cache
from forgemd.markdown import Document, Heading
from forgemd.text import Source
from forgemd.tracker.cells.ids import looks_like_id
from forgemd.tracker.cells.markup import bare, named
from forgemd.tracker.cells.roles import is_placeholder
from forgemd.tracker.cells.status import Reading, Status, StatusReader
from forgemd.tracker.legends.legend import Legend, enumerated, read_legend
from forgemd.tracker.legends.workflow import Workflow, lenient, strict
from forgemd.tracker.tables.layout import TOTALS, Classifier, Layout, alike
from forgemd.tracker.tables.section import Section
from forgemd.tracker.tasks.roster import Roster
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tasks.taskrows import task_rows
from forgemd.tracker.tracker import Tracker
from forgemd.tracker.words.vocabulary import Category
from forgemd.typed import TYPE_CHECKING, Any, NamedTuple, Sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forgemd.tracker.tasks.tasklist import TaskList

__all__ = ["DEFAULTS", "Settings", "layouts_of", "read", "tasks_of"]


class Settings(NamedTuple):
    """What the configuration says about reading: headers to roles, status words to categories, a workflow
    that replaces the one the document's legend would get, its statuses, which the legend may spell, JSON Schemas
    for tasks, each by its path, and whether steps may be forced."""

    columns: Mapping[str, str] = {}
    statuses: Mapping[str, Category] = {}
    workflow: Workflow | None = None
    defined: tuple[Status, ...] = ()
    schemas: tuple[tuple[str, Any], ...] = ()
    forcible: bool = True


DEFAULTS = Settings()


def read(text: Source | Document, settings: Settings = DEFAULTS) -> Tracker:
    """The tracker that `text` holds; one without tasks where it holds none. Never fails."""
    document = text if isinstance(text, Document) else Document(text)
    placed = layouts_of(document, settings)
    layouts = _with_legend(tuple([layout for layout, _ in placed]))
    legend = _legend(layouts) or _legend_without_table(document)
    defined = _statuses(legend, settings.defined)
    statuses = StatusReader(defined, settings.statuses, lambda: _told(document), lambda: _answers(layouts))
    workflow = settings.workflow or _workflow(legend, settings.forcible)
    workflow.forcible = settings.forcible
    more = _may_hold_more(document)
    rows = None if more else task_rows(document, placed, statuses)
    if rows is not None:
        return Tracker(document, layouts, rows, legend, workflow, statuses, schemas=settings.schemas)
    tasks = tasks_of(document, placed, statuses)
    lists: tuple[TaskList, ...] = ()
    views: tuple[Task, ...] = ()
    if more:
        from forgemd.tracker.tasks.gather import gather

        lists, tasks, views = gather(document, tasks, statuses)
    if not tasks and any(layout.kind == "issues" for layout in layouts):
        layouts, tasks = _bugs(document, layouts, placed, statuses)
    by_key = _with_unique_keys(tasks)
    tracker = Tracker(document, layouts, Roster(tasks), legend, workflow, statuses, lists, views, settings.schemas)
    tracker.by_key = by_key
    return tracker


def _bugs(
    document: Document,
    layouts: tuple[Layout, ...],
    placed: Sequence[tuple[Layout, Heading | None]],
    statuses: StatusReader,
) -> tuple[tuple[Layout, ...], tuple[Task, ...]]:
    """The layouts and the tasks of a document that tracks bugs and nothing else."""
    from forgemd.tracker.tables.buglists import with_bugs_for_tasks  # few documents have problems and no tasks

    found = with_bugs_for_tasks(layouts, statuses)
    if found is None:
        return layouts, ()
    headings = (heading for _, heading in placed)
    return found, tasks_of(document, list(zip(found, headings, strict=True)), statuses)


def _told(document: Document) -> Mapping[str, tuple[str, str]]:
    """What prose says of symbols, and words that its language gives another sense, which few documents ask."""
    from forgemd.tracker.legends.told import symbols_told, words_told

    return {**words_told(document), **symbols_told(document)}


def _answers(layouts: Sequence[Layout]) -> bool:
    """Whether a table of tasks has a column `Done` over yes and no."""
    return any(layout.kind == "tasks" and layout.asks_if_done for layout in layouts)


_BOXED = ("- [", "* [", "+ [", ". [", ") [")


def _may_hold_more(document: Document) -> bool:
    """Whether a document can hold tasks that are no rows: boxes, headings with something beneath, front matter."""
    text, blocks = document.source.text, document.blocks
    if ("[" in text and any(mark in text for mark in _BOXED)) or (blocks and blocks[0].kind == "front_matter"):
        return True
    return _has_telling_headings(document)


def _has_telling_headings(document: Document) -> bool:
    """Whether a heading says more than a title (in a sign, brackets or behind a dash), has a field below it, or lies
    under one that is a status, and over no table."""
    source, below, line, asked, over = document.source, False, "", "", ""
    text, level, titles = source.text, 0, 0
    for block in document.blocks:
        kind = block.kind
        if over:
            if kind != "table" and _is_stated(over):
                return True
            over = ""
        if kind == "heading":
            if block.level > level and (level > 1 or titles > 1):
                over = line
            level = block.level
            titles += level == 1
            below = level > 1
            line = text[block.start : block.body[1] if block.body else source.ends[block.first]]
            if below and (not line.isascii() or " - " in line or line[-1:] in "])"):
                return True
        elif kind == "list" or (below and kind == "paragraph"):
            part = text[source.starts[block.first] : source.ends[block.last - 1]]
            # A list may hold tasks without boxes: with a sign in front, or under a heading that is a status.
            if not part.isascii() or ":" in part or "TODO " in part or "DONE " in part:
                return True
            if line is not asked:
                if _is_stated(line):
                    return True
                asked = line
    return bool(over) and _is_stated(over)


def _is_stated(line: str) -> bool:
    """Whether the heading on `line` is a status."""
    from forgemd.tracker.tables.boards import stated_by  # only where a heading may

    return stated_by(line.strip("# "), doubtful=True) is not None


def layouts_of(document: Document, settings: Settings) -> list[tuple[Layout, Heading | None]]:
    """The layouts of the tables in their order, each with the heading above."""
    ahead = iter(document.headings)
    heading, coming = None, next(ahead, None)
    placed = []
    for layout in alike(Classifier(settings.columns).layouts(document)):
        line = layout.table.block.first
        while coming is not None and coming.line < line:
            heading, coming = coming, next(ahead, None)
        placed.append((layout, heading))
    return placed


def _with_legend(layouts: tuple[Layout, ...]) -> tuple[Layout, ...]:
    """The layouts, one of them a legend where no table says so of itself and one lists the statuses in use."""
    if any(layout.kind == "legend" for layout in layouts):
        return layouts
    found = enumerated(layouts)
    if found is None:
        return layouts
    return tuple(found if layout.table is found.table else layout for layout in layouts)


def _legend(layouts: tuple[Layout, ...]) -> Legend | None:
    """The statuses of all legend tables, the first definition of a code winning."""
    legends = [legend for layout in layouts if layout.kind == "legend" and (legend := read_legend(layout)).statuses]
    if len(legends) < 2:
        return legends[0] if legends else None
    statuses = {status.code.casefold(): status for legend in reversed(legends) for status in legend.statuses}
    return Legend(tuple(statuses.values()), legends[0].line)


def _legend_without_table(document: Document) -> Legend | None:
    from forgemd.tracker.legends.line import legend_line  # a tracker with a table for it need not look

    return legend_line(document)


def _statuses(legend: Legend | None, defined: tuple[Status, ...]) -> tuple[Status, ...]:
    """The statuses of the legend and of the configuration: how cells write them is the legend's business,
    which categories they have the configuration's."""
    if not defined:
        return legend.statuses if legend else ()
    listed = {status.code.casefold(): status for status in (legend.statuses if legend else ())}
    for status in defined:
        known = listed.get(status.code.casefold())
        listed[status.code.casefold()] = status if known is None else known._replace(category=status.category)
    return tuple(listed.values())


@lru_cache(maxsize=16)
def _workflow(legend: Legend | None, forcible: bool) -> Workflow:
    """What the legend asks for: the trackers of a repository mostly have one, and so do both versions of one."""
    del forcible  # a workflow is told, once it is made
    if legend is None:
        return lenient("the document has no legend")
    where = f"the legend in line {legend.line + 1}"
    return strict(legend.statuses, f"{where} is the strict set") or lenient(f"{where} is not the strict set")


def tasks_of(
    document: Document, placed: Sequence[tuple[Layout, Heading | None]], statuses: StatusReader
) -> tuple[Task, ...]:
    """The rows of tables that are tasks, each looked at: what `task_rows` sees at once where all are usual."""
    tasks: list[Task] = []
    section: Section | None = None
    for layout, heading in placed:
        if layout.kind == "tasks":
            line = heading.line if heading else -1
            if section is None or section.line != line:
                section = Section(document, heading)
            stated = None if layout.status_at >= 0 else _stated_over(document, section, statuses)
            _add(tasks, layout, section, statuses, stated)
    return tuple(tasks)


def _stated_over(document: Document, section: Section, statuses: StatusReader) -> Reading | None:
    from forgemd.tracker.tables.boards import stated_over  # few tables of tasks have no status

    return stated_over(document, section, statuses)


def _add(
    tasks: list[Task],
    layout: Layout,
    section: Section,
    statuses: StatusReader,
    stated: Reading | None,
) -> None:
    """Add the rows of a table that are tasks; `stated` is their status where the heading says it."""
    for line, values in enumerate(layout.table.values, layout.table.line + 2):
        if _is_task(layout, values, line):
            status = stated or statuses.read(_text(values, layout.status_at))
            task = Task()
            task.fill(layout, section, line, values, _name(layout, values), status)
            tasks.append(task)


def _text(values: list[str], column: int) -> str:
    return values[column] if 0 <= column < len(values) else ""


def _name(layout: Layout, values: list[str]) -> str:
    """The id without markup; the title where there is none."""
    name = bare(_text(values, layout.id_at))
    if name and (name[0].isalnum() or not is_placeholder(name)):
        return name
    return named(_text(values, layout.title_at if layout.title_at >= 0 else layout.id_at))


def _is_task(layout: Layout, values: list[str], line: int) -> bool:
    """Whether a row of a task table is a task: not a dash row, a group's name, a total or glued text."""
    code, title, status = (_text(values, at) for at in (layout.id_at, layout.title_at, layout.status_at))
    name = code or title
    if not name or is_placeholder(name):
        return not is_placeholder(title) and not is_placeholder(status)
    width = layout.table.width
    alone = len(values) - values.count("") == 1 and width > 1
    if alone and (len(values) == 1 or width > 2) and not _begins_a_task(layout, code, line):
        return False
    return name.strip("*_ ").casefold() not in TOTALS


def _begins_a_task(layout: Layout, code: str, line: int) -> bool:
    """Whether a row of one text is a task whose other cells somebody left out, and no group's name."""
    digits = any(char.isdigit() for char in code)
    return digits and looks_like_id(code) and layout.table.row_at(line).cut.leading


def _with_unique_keys(tasks: Sequence[Task]) -> dict[str, Task]:
    """The tasks by their keys; those that share an id are told apart by their section, and there by their order."""
    found = {task.key: task for task in tasks}
    if len(found) == len(tasks):
        return found
    from collections import Counter  # takes 1 ms to load, and few trackers come here

    counts = Counter(task.key for task in tasks)
    seen: Counter[str] = Counter()
    for task in tasks:
        if counts[task.key] == 1:
            continue
        task.key = f"{task.section.title.casefold()}\n{task.key}"
        seen[task.key] += 1
        if seen[task.key] > 1:
            task.key = f"{task.key}\n{seen[task.key]}"
    return {task.key: task for task in tasks}
