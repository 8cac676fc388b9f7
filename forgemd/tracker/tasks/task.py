"""A task: a row of a task table, read on demand, or the fields of a list item, a heading or front matter."""

from __future__ import annotations

from forgemd.markdown import Fields, Row
from forgemd.text import Span
from forgemd.tracker.cells.ids import expand
from forgemd.tracker.cells.markup import named
from forgemd.tracker.cells.roles import ID, Role, is_placeholder, says_nothing
from forgemd.tracker.cells.status import Reading
from forgemd.tracker.tables.columns import Columns
from forgemd.tracker.tables.layout import Layout
from forgemd.tracker.tables.section import Section
from forgemd.typed import TypeVar

__all__ = ["FieldTask", "Task"]

V = TypeVar("V")


class Task:
    """A piece of work.

    `id` is what people call it: the id without its markup, or the title where the table has no ids. `key`
    tells it from every other task of its tracker, and is the same in the next version of the file. `line` is the
    row's, 0-based; `values` are the texts of its cells as far as they are written; `status` is how the status
    cell reads, empty and unknown where the table has no such column.
    """

    __slots__ = ("id", "key", "layout", "line", "section", "status", "values")

    # Made without arguments, which takes half the time, and filled by who reads rows.
    id: str
    key: str
    layout: Columns
    line: int
    section: Section
    status: Reading
    values: list[str]

    def fill(self, layout: Columns, section: Section, line: int, values: list[str], name: str, status: Reading) -> None:
        """Give this task, which is new, all that it consists of."""
        self.layout = layout
        self.section = section
        self.line = line
        self.values = values
        self.status = status
        self.id = name
        self.key = name.casefold()

    @property
    def row(self) -> Row | Fields:
        """The row that the task is, or its fields where it is none."""
        assert isinstance(self.layout, Layout)
        table = self.layout.table
        return table.rows[self.line - table.line - 2]

    def value(self, column: int) -> str:
        """The text of a cell; empty where the row is too short to have it."""
        values = self.values
        return values[column] if 0 <= column < len(values) else ""

    @property
    def title(self) -> str:
        """The title without the markup around it; the id where the table has no title."""
        layout = self.layout
        return named(self.value(layout.title_at if layout.title_at >= 0 else layout.id_at))

    @property
    def has_id(self) -> bool:
        """Whether the row has an id of its own, rather than only a title."""
        return not is_placeholder(self.text(ID))

    def is_numbered_with(self, other: Task) -> bool:
        """Whether the ids of the two stand in one table, or below the same header."""
        left, right = self.layout, other.layout
        if left is right:
            return True
        return (
            left.id_at >= 0
            and right.id_at >= 0
            and left.columns[left.id_at].header == right.columns[right.id_at].header
        )

    @property
    def status_text(self) -> str:
        """The status cell as written, trimmed."""
        return self.value(self.layout.status_at)

    @property
    def stands_for(self) -> tuple[str, ...]:
        """The ids of a row that stands for several (`BATCH-001 to BATCH-004`); empty for an ordinary row."""
        return expand(self.id) if self.has_id else ()

    def has(self, role: Role[V]) -> bool:
        """Whether the task's table has a column for `role`."""
        return self.layout.index(role.name) >= 0

    def text(self, role: Role[V]) -> str:
        """A cell as written, trimmed; empty where it is missing."""
        return self.value(self.layout.index(role.name))

    def filled(self, role: Role[V]) -> bool:
        """Whether the cell says something: a cell for who has it says nothing by naming nobody."""
        return not says_nothing(role, self.text(role))

    def get(self, role: Role[V]) -> V | None:
        """What the cell means; None where it says nothing or nothing certain."""
        text = self.value(self.layout.index(role.name))
        return None if is_placeholder(text) else role.parse(text)

    def span_of(self, role: Role[V]) -> Span:
        """Where the cell's text is; the whole row where the cell is missing or empty."""
        return self.row.span_of(self.layout.index(role.name))

    def __repr__(self) -> str:
        return f"Task({self.id!r}, line {self.line})"


class FieldTask(Task):
    """A task that is no row of a table. What it does not say, other tasks of its list may: `has` asks this one."""

    __slots__ = ("fields",)

    def __init__(self, layout: Columns, section: Section, fields: Fields, name: str, status: Reading) -> None:
        self.fill(layout, section, fields.line, fields.values, name, status)
        self.fields = fields

    @property
    def row(self) -> Fields:
        """The fields."""
        return self.fields

    def has(self, role: Role[V]) -> bool:
        """Whether this task has a field for `role`."""
        return self.fields.has(self.layout.index(role.name))
