"""The change log: which table, in which order, and what its entries say."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, cached_property, pattern
from forgemd.markdown import Row
from forgemd.tracker.cells.dates import Moment, parse_moment
from forgemd.tracker.cells.ids import expand
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import DATE, ID, NEW, NOTES, OLD, OWNER, is_placeholder
from forgemd.tracker.cells.status import Reading, StatusReader
from forgemd.tracker.tables.layout import Layout
from forgemd.typed import Literal, NamedTuple

__all__ = ["ChangeLog", "Entry", "Order"]

Order = Literal["oldest first", "newest first", "undecided"]

_new = tuple.__new__
_CLOSING = ("}", ">", "]")
_EVERY = frozenset(["all", "*", "全部", "すべて", "전체", "todos", "tous", "alle", "все"])


_BLANK = pattern(r"\{[^{}]*\}|<[^<>]*>|\[[A-Za-z][A-Za-z_ ]*\]")

_FORCED = pattern(r"\s*forced\s*:\s*(\w.*)", IGNORECASE)


class Entry(NamedTuple):
    """One row of a change log. `tasks` are the ids as written, ranges expanded; `every` when it says ALL."""

    layout: Layout
    row: Row
    when: Moment | None
    tasks: tuple[str, ...]
    every: bool
    old: Reading
    new: Reading
    actor: str
    note: str

    @property
    def is_transition(self) -> bool:
        """Whether the entry says that some task's status became another."""
        return bool(self.tasks or self.every) and self.new.how != "empty"

    @property
    def is_template(self) -> bool:
        """Whether the row is a template that nobody filled in (`{TASK_ID}`, `<old>`, `YYYY-MM-DD`).

        What the log says of time, task and status decides; an actor may be called `<b>`.
        """
        line = "\n".join(self.row.values)
        if "YYYY" not in line and "}" not in line and ">" not in line and "]" not in line:
            return False  # as nearly always, and that is seen in a third of the time
        layout = self.layout
        texts = [self.row.value(layout.index(role.name)) for role in (DATE, ID, OLD, NEW)]
        return any("YYYY" in text or (text[-1:] in _CLOSING and _BLANK.fullmatch(text)) for text in texts)

    @property
    def forced(self) -> str | None:
        """Why the step was taken against the workflow, where the notes say that it was: `forced: the vendor is gone`."""
        match = _FORCED.match(self.note)
        return match[1].strip() if match else None

    @property
    def text(self) -> tuple[str, ...]:
        """The cells: what makes two entries the same."""
        return tuple(self.row.values)


class ChangeLog:
    """A change log with a column for the new status. Entries are in the table's order."""

    def __init__(self, layout: Layout, statuses: StatusReader) -> None:
        self.layout = layout
        self.statuses = statuses
        self._columns = [layout.index(role.name) for role in (DATE, ID, OLD, NEW, OWNER, NOTES)]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every row of the log."""
        return tuple(map(self.entry, self.layout.table.rows))

    def entry(self, row: Row) -> Entry:
        """What one row of the table says."""
        values, read = row.values, self.statuses.read
        when, named, old, new, actor, note = [values[at] if 0 <= at < len(values) else "" for at in self._columns]
        name = bare(named)
        every = name.casefold() in _EVERY
        tasks = () if every or is_placeholder(named) else expand(name) or (name,)
        moment = parse_moment(when)
        # Half the time of `Entry(...)`.
        return _new(Entry, (self.layout, row, moment, tasks, every, read(old), read(new), bare(actor), note))

    @cached_property
    def order(self) -> Order:
        """How the entries lie in time; undecided where the times do not tell."""
        keys = [entry.when.key() for entry in self.entries if entry.when is not None]
        rising = sorted(keys)
        if not keys or rising[0] == rising[-1]:
            return "undecided"
        if keys == rising:
            return "oldest first"
        return "newest first" if keys == rising[::-1] else "undecided"
