"""Which tasks a statement is about, and what their columns add up to."""

from __future__ import annotations

from forgemd.diagnostics import count
from forgemd.lazy import IGNORECASE, cached_property, lru_cache, pattern, tally
from forgemd.tracker.cells.ids import references
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import ESTIMATE, GROUP, is_placeholder
from forgemd.tracker.claims.statements import Statement
from forgemd.tracker.rollups.rollup import whole_number
from forgemd.tracker.tables.columns import Columns
from forgemd.tracker.tasks.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.tracker.words.headers import normal
from forgemd.tracker.words.vocabulary import Category
from forgemd.typed import TYPE_CHECKING, Iterable, Iterator, Mapping, NamedTuple, Sequence

if TYPE_CHECKING:
    from forgemd.tracker.graph.network import Network

__all__ = ["Amount", "Scope", "Scopes", "add_up", "noun", "nouns", "rows_of", "task_noun"]

_WORD = pattern(r"[^\W\d_]+")
_TASK_NOUNS = frozenset(
    "task item ticket todo 任务 任务数 任务总数 总任务 タスク 태스크 작업 tarea tâche tache aufgabe aufgaben tarefa задача задач задачи".split()
)
_NO_NOUNS = frozenset("name id title description no number the of and a 名称 描述 summary detail".split())
_SUMMARY = pattern(
    r"\b(?:summary|overview|overall|status|progress|at a glance|totals?|resumen|résumé|übersicht|сводка)\b|概要|总览|总体|概览|进度|요약",
    IGNORECASE,
)
_JOINING = pattern(r"[\w#.-]*[0-9][\w.-]*|\b(?:through|thru|to|until|bis|and|und|y|et)\b|[至到和と]", IGNORECASE)
_OTHER = pattern(r"[^\W\d_]")
_NUMERIC = ("other", "estimate", "total", "count", "actual", "value")


def noun(word: str) -> str:
    """A word in the singular, as far as counting asks: `Stories` gives `story`, `gaps` gives `gap`."""
    word = word.casefold()
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def nouns(text: str) -> list[str]:
    """The words of a text, each in the singular."""
    return list(_known_nouns(text) if len(text) < _LONG else _nouns(text))


def _nouns(text: str) -> tuple[str, ...]:
    return tuple(noun(word) for word in _WORD.findall(text))


# Headers and keys recur. Bounded in number and length: a hostile file shall not fill our memory.
_LONG = 100
_known_nouns = lru_cache(maxsize=256)(_nouns)


class Scope(NamedTuple):
    """Tasks that a statement may be about, and how a sentence calls them."""

    tasks: tuple[Task, ...]
    name: str


class Amount(NamedTuple):
    """What the cells of a column add up to; `low` and `high` differ where cells hold ranges. `unit` is empty for
    plain numbers. `problem` says why nothing can be added."""

    low: float
    high: float
    unit: str
    problem: str = ""


class Scopes:
    """The tasks of a tracker by what statements call them. `said` is all that is stated, one statement in a line, and
    `titles` is it of headings: to look there for what few trackers have takes a tenth of the time. `keyed` are the
    statements that say `Key: value`."""

    def __init__(self, tracker: Tracker, statements: Sequence[Statement]) -> None:
        self.tracker = tracker
        self.said = "\n".join([statement.text for statement in statements])
        self.titles = "\n".join([statement.text for statement in statements if statement.is_heading])
        self.keyed = [statement for statement in statements if statement.keyed is not None]
        self._listed: dict[int, list[Scope]] = {}
        self._of: dict[int, list[Scope]] = {}
        # With what was counted, so that it stays and its number is nobody else's.
        self._amounts: dict[tuple[int, str], tuple[tuple[Task, ...], Amount]] = {}
        self._counts: dict[int, tuple[tuple[Task, ...], set[int]]] = {}
        self._tallies: dict[int, tuple[tuple[Task, ...], Mapping[Category, int]]] = {}
        self._under: dict[int, tuple[Task, ...]] = {}
        self.layouts = tuple({id(layout.columns): layout for layout, _ in tracker.stretches}.values())
        self.nouns, self._spoken, self._foreign = _vocabulary(frozenset(map(_headers, self.layouts)))
        for statement in self.keyed:
            self._note_list(statement)

    def may_name_tasks(self, statements: Sequence[Statement]) -> list[bool]:
        """Whether one of the words in a statement, between blanks, may be a name of the tasks; for each of them."""
        folded = [statement.text.lower() for statement in statements]
        found = [not self._spoken.isdisjoint(text.split()) for text in folded]
        if self.said.isascii():
            return found
        foreign = self._foreign
        return [may or any(each in text for each in foreign) for may, text in zip(found, folded, strict=True)]

    @cached_property
    def _groups(self) -> dict[str, list[Task]]:
        found: dict[str, list[Task]] = {}
        for task, text in zip(self.tracker.tasks, self.tracker.column(GROUP), strict=True):
            if text and (group := bare(text)):
                found.setdefault(group.casefold(), []).append(task)
        return found

    @cached_property
    def _by_title(self) -> dict[str, list[Task]]:
        found: dict[str, list[Task]] = {}
        for task in self.tracker.tasks:
            found.setdefault(_title(task.title), []).append(task)
        return found

    def entitled(self, text: str) -> Task | None:
        """The one task that has `text` for its title; of one word none, since that may be the name of anything."""
        title = _title(text)
        found = self._by_title.get(title, ()) if " " in title else ()
        return found[0] if len(found) == 1 else None

    def _note_list(self, statement: Statement) -> None:
        """`**Workstreams:** WS-01 through WS-04` says which tasks its section is about."""
        match = statement.keyed
        if match is None or not set(nouns(match["key"])) & self.nouns:
            return
        tasks = self.referred(match["value"])
        if tasks and not match["value"].strip("*_ ").isdigit():
            self._listed.setdefault(statement.under, []).append(Scope(tasks, match["value"].strip("*_ ")))

    def referred(self, text: str) -> tuple[Task, ...]:
        """The tasks that a list of ids names; empty if any of it names none, or other words stand there."""
        if _OTHER.search(_JOINING.sub("", text)):
            return ()
        found: dict[str, Task] = {}
        mentions = references(text)
        for mention in mentions:
            task = self.tracker.task(mention.text)
            if task is None or not mention.certain:
                return ()
            found[task.key] = task
        return tuple(found.values())

    def is_top(self, line: int) -> bool:
        """Whether the heading in `line` is the title of the document or of a summary, or there is none (-1)."""
        if line < 0:
            return True
        heading = self.tracker.document.path(line)[-1]
        return heading.level == 1 or (not self.under(line) and _SUMMARY.search(heading.title) is not None)

    def of(self, statement: Statement) -> list[Scope]:
        """What the section of a statement may be about, likeliest first; the whole tracker in a summary."""
        if statement.under not in self._of:
            self._of[statement.under] = self._found(statement.under)
        return self._of[statement.under]

    def _found(self, under: int) -> list[Scope]:
        if under < 0:
            return self._whole
        heading = self.tracker.document.path(under)[-1]
        found = list(self._listed.get(under, ()))
        if group := self._group(heading.title):
            found.append(group)
        if tasks := self.under(heading.line):
            found.append(Scope(tasks, "in this file" if len(tasks) == len(self.tracker.tasks) else "in its section"))
        if not found and self.is_top(heading.line):
            return self._whole
        return found

    def under(self, line: int) -> tuple[Task, ...]:
        """The tasks under the heading in `line`, those of the sections in it too; none for any other line."""
        found = self._under.get(line)
        if found is None:
            tracker = self.tracker
            found = self._under[line] = tracker.roster.at(tracker.outline.under(line))
        return found

    def possible(self, statement: Statement) -> Iterator[Scope]:
        """What a statement may be about: its section, those around it, and the whole tracker. Of tables that have as many
        tasks of each status one stands for all."""
        found, under = self.of(statement), statement.under
        yield from self._unlike if found is self._whole else found
        for heading in reversed(self.tracker.document.path(under)[:-1] if found and under >= 0 else ()):
            if tasks := self.under(heading.line):
                yield Scope(tasks, f"under {heading.title}")
        yield from self._unlike if found and found is not self._whole else ()

    def titled(self, words: str) -> Scope | None:
        """The tasks under the one heading that begins with `words`; None for none or two."""
        folded = words.casefold()
        found = {
            heading.line: tasks
            for heading in self.tracker.document.headings
            if (tasks := self.under(heading.line)) and _begins(heading.title.strip("*_` ").casefold(), folded)
        }
        return Scope(tuple(next(iter(found.values()))), f"under {words}") if len(found) == 1 else None

    def ended_by(self, statement: Statement) -> tuple[Task, ...]:
        """The tasks that a heading, or a status line below it, may say are done: those in front of the next heading; all
        of the file for its title. None where a task stands above the line: then it says how that one is."""
        line = statement.under
        if line < 0 or (not statement.is_heading and self.tracker.document.path(line)[-1].level == 1):
            tasks: Sequence[Task] = self.tracker.tasks
        else:
            tasks = [task for task in self.under(line) if task.section.line == line]
        own = any(line <= task.line <= statement.line for task in self.tracker.tasks) and not statement.is_heading
        return () if own else tuple(task for task in tasks if task.line > statement.line)

    @cached_property
    def _whole(self) -> list[Scope]:
        tasks = self.tracker.tasks
        tables: dict[int, list[Task]] = {}
        for task in tasks:
            tables.setdefault(id(task.layout), []).append(task)
        found = [Scope(tasks, "in this file")] if tasks else []
        return found + [Scope(tuple(rows), "in one table") for rows in tables.values() if len(tables) > 1]

    @cached_property
    def _unlike(self) -> list[Scope]:
        """The whole tracker and its tables, those that count alike once: each sentence is held against all of them."""
        found: dict[tuple[object, ...], Scope] = {}
        for scope in self._whole:
            counted = (scope.name, frozenset(self.counts(scope)), frozenset(self.tally(scope).items()))
            found.setdefault(counted, scope)
        return list(found.values())

    def _group(self, title: str) -> Scope | None:
        folded = title.strip("*_` ").casefold()
        for name, tasks in self._groups.items():
            if _begins(folded, name):
                return Scope(tuple(tasks), f"with '{tasks[0].text(GROUP)}'")
        return None

    @cached_property
    def _figures(self) -> dict[str, tuple[str, set[str]]]:
        """The columns of figures by header (normalised): the header as written, and the words that speak of it."""
        found: dict[str, tuple[str, set[str]]] = {}
        for columns in {layout.columns for layout in self.layouts}:
            for column in columns:
                if column.role in _NUMERIC:
                    found.setdefault(normal(column.header), (column.header, _spoken(column.header, column.role)))
        return found

    def column(self, words: Iterable[str]) -> str | None:
        """The header (normalised) of the one column of figures that all of `words` speak of; None for none or two."""
        wanted = {word for word in words if word not in _NO_NOUNS}
        found = [name for name, (_, spoken) in self._figures.items() if wanted and wanted <= spoken]
        return found[0] if len(found) == 1 else None

    def header(self, column: str) -> str:
        """The header as written."""
        return self._figures[column][0]

    def amount(self, scope: Scope, column: str) -> Amount:
        """What the cells of a scope under the header `column` (normalised) add up to."""
        key = (id(scope.tasks), column)
        if key not in self._amounts:
            self._amounts[key] = (scope.tasks, add_up(scope.tasks, column))
        return self._amounts[key][1]

    def counts(self, scope: Scope) -> set[int]:
        """The numbers that a person may arrive at: rows, ids, and the ids that rows of several stand for."""
        key = id(scope.tasks)
        if key not in self._counts:
            tasks = scope.tasks
            several = sum(len(task.stands_for) or 1 for task in tasks)
            self._counts[key] = (tasks, {len(tasks), len({task.id for task in tasks}), several})
        return self._counts[key][1]

    def tally(self, scope: Scope) -> Mapping[Category, int]:
        """How many tasks of a scope there are of each category that it has."""
        key = id(scope.tasks)
        if key not in self._tallies:
            self._tallies[key] = (scope.tasks, tally(task.status.category for task in scope.tasks))
        return self._tallies[key][1]

    @cached_property
    def network(self) -> Network:
        """Who waits for whom."""
        from forgemd.tracker.graph.network import network_of

        return network_of([self.tracker])

    @cached_property
    def longest(self) -> list[int]:
        """The nodes of the chain of most tasks."""
        from forgemd.tracker.graph.schedule import chain

        network = self.network
        return chain(network.before, network.after, network.order, [1.0] * len(network.nodes)).nodes


def _begins(title: str, name: str) -> bool:
    """Whether a title begins with a name, and does not go on in the same word; both case-folded."""
    return title.startswith(name) and not title[len(name) : len(name) + 1].isalnum()


def _title(text: str) -> str:
    """A title by which two are compared."""
    return text.strip("*_` ").casefold()


def rows_of(scope: Scope) -> str:
    """`13 rows WS-10 through WS-22`, `1 row in its section`."""
    return f"{count(len(scope.tasks), 'row')} {scope.name}"


def task_noun(words: Iterable[str], scopes: Scopes) -> bool:
    """Whether `words` are a name of the tracker's tasks and nothing else."""
    wanted = [word for word in words if word not in _NO_NOUNS]
    return bool(wanted) and all(word in scopes.nouns for word in wanted)


def _headers(layout: Columns) -> tuple[str, ...]:
    """What the columns for the id and the title are called."""
    return tuple(layout.columns[at].header for at in (layout.id_at, layout.title_at) if at >= 0)


@lru_cache(maxsize=64)
def _vocabulary(headers: frozenset[tuple[str, ...]]) -> tuple[frozenset[str], frozenset[str], Sequence[str]]:
    """What tasks are called where columns have such `headers`; that in the singular and in the plural; and those of the
    words that are not ASCII. The trackers of one repository share their headers."""
    own = (word for each in headers for header in each for word in nouns(header))
    called = _TASK_NOUNS.union(word for word in own if word not in _NO_NOUNS)
    spoken = called.union([f"{each}s" for each in called], [f"{each[:-1]}ies" for each in called])
    return called, spoken, [each for each in called if not each.isascii()]


def _spoken(header: str, role: str) -> set[str]:
    words = set(nouns(header))
    return words | {"hour", "effort", "estimate", "estimated", "time"} if role == ESTIMATE.name else words


def add_up(tasks: Sequence[Task], column: str) -> Amount:
    """What the cells of `tasks` under the header `column` (normalised) add up to."""
    from forgemd.tracker.tasks.estimates import parse_estimate

    low, high, units, missing = 0.0, 0.0, set[str](), 0
    for task in tasks:
        at = next((at for at, each in enumerate(task.layout.columns) if normal(each.header) == column), -1)
        text = task.value(at)
        if at < 0 or is_placeholder(text):
            missing += 1
            continue
        number = whole_number(bare(text))
        estimate = parse_estimate(text, task.layout.columns[at].header)
        if task.layout.columns[at].role != ESTIMATE.name and number is not None:
            low, high = low + number, high + number
            units.add("")
        elif estimate is not None:
            low, high = low + estimate.low, high + estimate.high
            units.add(estimate.unit)
        else:
            return Amount(0, 0, "", f"'{text}' of {task.id} is no certain figure")
    if missing:
        return Amount(0, 0, "", f"{missing} of its {len(tasks)} rows have no figure there")
    if len(units) != 1:
        return Amount(0, 0, "", "its figures have different units")
    return Amount(low, high, units.pop())
