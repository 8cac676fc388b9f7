"""Tasks that are no rows: what is found of each, and the list that they make together."""

from __future__ import annotations

from forgemd.markdown import Document, Fields, FrontFields
from forgemd.text import Span
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.status import Reading, StatusReader
from forgemd.tracker.tables.boards import is_title, stated_over
from forgemd.tracker.tables.columns import Column, Columns
from forgemd.tracker.tables.section import Section
from forgemd.tracker.tasks.task import FieldTask
from forgemd.typed import Callable, Literal, NamedTuple, Sequence

__all__ = ["BOX", "CARDS", "Draft", "Form", "TaskList", "Verdict", "fields_of", "made"]

Form = Literal["list", "headings", "front matter"]
Verdict = Literal["tasks", "checklist", "steps"]

CARDS = "cards of a board, whose columns are statuses"
"""Why plain items are tasks."""

BOX = "box"
"""What a draft calls its mark where a word beside it says the status; no role of a column."""

_HEADERS = {"id": "ID", "title": "Task", BOX: "Box"}
_FIRST = ("id", "title", "status", BOX)


class Draft(NamedTuple):
    """A task as it was found: its line (0-based), what there is to point at, and by role where each value is.

    `headers` are the names of fields that have one. `texts` are values that stand on several lines, which can be read
    and not written.
    """

    line: int
    span: Span
    spans: dict[str, Span]
    headers: dict[str, str]
    texts: dict[str, str]


class TaskList(Columns):
    """Items, headings or front matter under one heading, what they were taken for, and why.

    `line` and `last` are 0-based; `count` is how many there are. Only a list of tasks has columns.
    """

    __slots__ = ("count", "first", "form", "last", "verdict")

    def __init__(
        self, form: Form, verdict: Verdict, why: str, lines: tuple[int, int], count: int, columns: tuple[Column, ...]
    ) -> None:
        super().__init__(why, columns)
        self.form: Form = form
        self.verdict: Verdict = verdict
        self.first, self.last = lines
        self.count = count

    @property
    def line(self) -> int:
        """The first line."""
        return self.first

    def __repr__(self) -> str:
        return f"TaskList({self.form!r}, {self.verdict!r}, line {self.first}, {self.count})"


def made(
    document: Document,
    form: Form,
    why: str,
    drafts: Sequence[Draft],
    section: Callable[[int], Section],
    statuses: StatusReader,
    cards: frozenset[int] = frozenset(),
) -> tuple[TaskList, list[FieldTask]]:
    """The list that `drafts` make, and its tasks; `section` gives the one that a line lies in. Of what lies under a
    heading on one of the lines `cards`, which is a task, the column of a board says nothing."""
    roles = [role for role in _FIRST if any(role in draft.spans for draft in drafts)]
    for draft in drafts:
        roles += [role for role in (*draft.spans, *draft.texts) if role not in roles]
    columns = tuple(_column(role, drafts) for role in roles)
    lines = (drafts[0].line, drafts[-1].line)
    found = TaskList(form, "tasks", why, lines, len(drafts), columns)
    over: dict[int, Reading | None] = {}
    tasks = []
    for draft in drafts:
        under = section(draft.line)
        if under.line not in over:
            over[under.line] = _said_above(document, form, under, statuses) if under.line not in cards else None
        fields = fields_of(document, form, draft, roles)
        tasks.append(_task(found, fields, under, statuses, over[under.line]))
    return found, tasks


def _said_above(document: Document, form: Form, section: Section, statuses: StatusReader) -> Reading | None:
    """What the headings say of the items or headings in `section`."""
    if form == "front matter" or (form == "headings" and section.path and is_title(document, section.path[-1])):
        return None
    return stated_over(document, section, statuses)


def fields_of(document: Document, form: Form, draft: Draft, roles: Sequence[str]) -> Fields:
    """The fields of `draft`, one for each of `roles`."""
    kind = FrontFields if form == "front matter" else Fields
    fields = kind(document.source, draft.line, draft.span, [draft.spans.get(role) for role in roles])
    for index, role in enumerate(roles):
        if role in draft.texts:
            fields.values[index] = draft.texts[role]
    return fields


def _column(role: str, drafts: Sequence[Draft]) -> Column:
    header = next((draft.headers[role] for draft in drafts if role in draft.headers), None)
    if header is not None:
        return Column(header, role, f"field '{header}'")
    why = {"id": "at the front of the line", "title": "the text of the line", BOX: "the mark"}
    if role == "status" and not any(BOX in draft.spans for draft in drafts):
        why[role] = "the mark, or words behind the title"
    return Column(
        _HEADERS.get(role, role.capitalize()), "other" if role == BOX else role, why.get(role, "behind the title")
    )


def _task(
    found: TaskList, fields: Fields, section: Section, statuses: StatusReader, above: Reading | None
) -> FieldTask:
    """What the fields say; of an item that says nothing, or has an empty box, what the heading `above` does."""
    name = bare(fields.value(found.id_at)) or bare(fields.value(found.title_at))
    text = fields.value(found.status_at)
    told = above is not None and (not text or (text == "[ ]" and above.category in _COLUMNS))
    status = above if told and above is not None else statuses.read(text)
    return FieldTask(found, section, fields, name, status)


_COLUMNS = frozenset(["ready", "active", "review", "blocked", "deferred"])
"""What the columns of a board say of an empty box: that it is open says the box itself."""
