"""What a row of tasks is made of: its columns, and the role that each plays. Tables have them, lists too."""

from __future__ import annotations

from forgemd.tracker.cells.roles import DATED, Role
from forgemd.typed import Collection, NamedTuple, TypeVar

__all__ = ["OVER_ANSWERS", "Column", "Columns"]

OVER_ANSWERS = "over yes and no"
"""Why a column that asks whether something is done is one of statuses: the end of its reason."""

V = TypeVar("V")


class Column(NamedTuple):
    """A column: its header as written, the role it plays and the reason."""

    header: str
    role: str
    why: str

    @property
    def named(self) -> bool:
        """Whether the header says the role, rather than the values below it or its place."""
        return "header" in self.why or f"'{self.header}'" in self.why


class Columns:
    """The columns of one table or list. `line` is its first, 0-based; rows have `width` columns and no more.

    `id_at`, `title_at` and `status_at` are `index` of the roles that every row is asked for; `dated` are the columns, by
    index, that hold dates.
    """

    __slots__ = ("_indices", "columns", "dated", "id_at", "status_at", "title_at", "why")

    def __init__(self, why: str, columns: tuple[Column, ...]) -> None:
        self.why = why
        self.columns = columns
        self._indices: dict[str, int] = {}
        for index, column in enumerate(columns):
            self._indices.setdefault(column.role, index)
        self.id_at, self.title_at, self.status_at = map(self.index, ("id", "title", "status"))
        self.dated = tuple(index for index, column in enumerate(columns) if column.role in DATED)

    @property
    def line(self) -> int:
        """The first line, 0-based."""
        raise NotImplementedError

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.columns)

    @property
    def roles(self) -> Collection[str]:
        """The roles that columns play."""
        return self._indices.keys()

    @property
    def asks_if_done(self) -> bool:
        """Whether the column for the status asks if something is done, and is answered with yes or no."""
        return self.status_at >= 0 and self.columns[self.status_at].why.endswith(OVER_ANSWERS)

    def index(self, role: Role[V] | str) -> int:
        """The column that plays `role`; -1 where there is none."""
        return self._indices.get(role if isinstance(role, str) else role.name, -1)
