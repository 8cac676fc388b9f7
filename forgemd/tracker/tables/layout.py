"""Which table is what, and what each of its columns means.

Decided per table: from the words of its header, from the heading above it, and where those leave a doubt
from the values below (`forgemd.tracker.tables.kinds`, `forgemd.tracker.tables.meaning`).
"""

from __future__ import annotations

from forgemd.markdown import Document, Table
from forgemd.tracker.cells.roles import is_placeholder
from forgemd.tracker.cells.values import is_sign, is_status
from forgemd.tracker.tables.columns import Column, Columns
from forgemd.tracker.tables.evidence import Evidence, Field, Question, dated
from forgemd.tracker.tables.kinds import RECOGNISERS
from forgemd.tracker.tables.meaning import KINDS, Fields, Found, Kind, Roles
from forgemd.tracker.tables.things import thing_roles, without_prose_for_status
from forgemd.typed import Iterable, Mapping, NamedTuple, Sequence

__all__ = ["KINDS", "KNOWN", "TOTALS", "Classifier", "Kind", "Layout", "alike"]

TOTALS = frozenset(
    "total|totals|grand total|sum|合计|总计|总和|合計|總計|합계|총계|summe|gesamt|итого|всего|toplam|totale|suma|somme".split(
        "|"
    )
)
"""What a row is called that adds up those above it."""


class Layout(Columns):
    """A table with its kind and the roles of its columns."""

    __slots__ = ("kind", "table")

    def __init__(self, table: Table, kind: Kind, why: str, columns: tuple[Column, ...]) -> None:
        super().__init__(why, columns)
        self.table = table
        self.kind: Kind = kind

    @property
    def line(self) -> int:
        """The header's line, 0-based."""
        return self.table.line

    @property
    def ends_in_total(self) -> bool:
        """Whether the last of several rows says in its first cell that it is a total."""
        table = self.table
        if table.block.last - table.block.first < 5:
            return False
        if table.whole:
            name = table.values[-1][0]
            # Of what a total is called, nothing ends in a digit, and most ids do.
            return not name[-1:].isdigit() and name.lstrip(" \t>").strip("*_` \t:").casefold() in TOTALS
        name, _, _ = table.source.line(table.last).strip(" \t|>").partition("|")
        return name.strip("*_` \t:").casefold() in TOTALS

    @classmethod
    def of(cls, table: Table, found: Recognised) -> Layout:
        """The layout of `table` if it is what was recognised in another one."""
        layout, known = cls.__new__(cls), found.columns
        layout.table = table
        layout.kind = found.kind
        layout.why = known.why
        layout.columns = known.columns
        layout._indices = known._indices
        layout.dated = known.dated
        layout.id_at = known.id_at
        layout.title_at = known.title_at
        layout.status_at = known.status_at
        return layout

    def __repr__(self) -> str:
        return f"Layout({self.kind!r}, {[column.role for column in self.columns]!r})"


def alike(layouts: Sequence[Layout]) -> list[Layout]:
    """The layouts, those of nothing made tasks that have the header of a table of tasks, and statuses below it.

    Two rows say less of what a column holds than ten.
    """
    kinds = {layout.kind for layout in layouts}
    if not kinds >= {"tasks", "other"}:
        return list(layouts)
    known: dict[tuple[str, ...], Layout] = {}
    for layout in layouts:
        if layout.kind == "tasks" and layout.status_at >= 0:
            known.setdefault(layout.table.columns, layout)
    found = []
    for layout in layouts:
        whole = known.get(layout.table.columns) if layout.kind == "other" else None
        if whole is not None and _states(layout, whole):
            layout = Layout.of(layout.table, Recognised((), (), frozenset(), "tasks", whole))
        found.append(layout)
    return found


def _states(layout: Layout, whole: Layout) -> bool:
    """Whether half of what stands in the column for the status is one, or is there in `whole` too."""
    known = _stated(whole, whole.status_at)
    stated = [text for text in _stated(layout, whole.status_at) if not is_placeholder(text)]
    return 2 * sum(is_status(text) or is_sign(text) or text in known for text in stated) >= len(stated) > 0


def _stated(layout: Layout, column: int) -> list[str]:
    return [row[column] for row in layout.table.values if column < len(row)]


class Recognised(NamedTuple):
    """What a table turned out to be: its kind and columns, and what recognition asked of it, with the answers; `others`
    is what is left to ask of a table with dates in the columns `undated`.

    Knows no table, so that it may outlive the document: what a table with the same header is depends on the answers.
    """

    asked: Sequence[tuple[Question, bool]]
    others: Sequence[tuple[Question, bool]]
    undated: frozenset[int]
    kind: Kind
    columns: Columns


KNOWN: dict[tuple[frozenset[tuple[str, str]], tuple[str, ...]], list[Recognised]] = {}
"""By the configured headers and those of the table. What is kept is bounded: a hostile file shall not fill our memory."""
_MOST_HEADERS = 256
_MOST_ANSWERS = 32


class Classifier:
    """Finds the layouts of one document's tables; `configured` gives headers their role by name.

    A long tracker has hundreds of tables with one header, and to recognise one takes longer than to read it; so do
    the two versions of a tracker that a change is judged by, and the trackers of one repository.
    """

    def __init__(self, configured: Mapping[str, str] | None = None) -> None:
        self._configured = configured or {}
        self._key = frozenset(self._configured.items())

    def layouts(self, document: Document) -> list[Layout]:
        """The layouts of the tables of `document`, in their order; those with one header are asked together first."""
        alike: dict[tuple[str, ...], list[Table]] = {}
        for table in document.tables:
            alike.setdefault(table.columns, []).append(table)
        found = {columns: self._dated(tables) for columns, tables in alike.items()}
        return [
            _first_that_agrees(found[table.columns], table, document) or self.layout(table, document)
            for table in document.tables
        ]

    def layout(self, table: Table, document: Document) -> Layout:
        """The layout of `table`, one of those of `document`."""
        found = _first_that_agrees(self._dated([table]), table, document)
        if found is not None:
            return found
        known = KNOWN.get((self._key, table.columns), ())
        evidence = Evidence(table, document)
        for before in known:
            if evidence.agrees_with(before.asked):
                return Layout.of(table, before)
        kind, columns = self._recognised(evidence)
        undated = frozenset(at for at in evidence.undated if at >= 0 and dated([table], [at]))
        others = [each for each, at in zip(evidence.asked, evidence.undated, strict=True) if at not in undated]
        recognised = Recognised(evidence.asked, others, undated, kind, columns)
        self._remember(table, recognised)
        return Layout.of(table, recognised)

    def _dated(self, tables: Sequence[Table]) -> Sequence[Recognised]:
        """What `tables`, which have one header, may be whose columns hold the dates that it promises, as theirs do."""
        return [
            known
            for known in KNOWN.get((self._key, tables[0].columns), ())
            if len(known.others) < len(known.asked or "-") and dated(tables, known.undated)
        ]

    def _remember(self, table: Table, found: Recognised) -> None:
        if len(KNOWN) >= _MOST_HEADERS:
            KNOWN.clear()
        known = KNOWN.setdefault((self._key, table.columns), [])
        if len(known) < _MOST_ANSWERS:
            known.append(found)

    def _recognised(self, evidence: Evidence) -> tuple[Kind, Columns]:
        fields = _fields(evidence, self._configured)
        for recognise in RECOGNISERS:
            found = recognise(fields, evidence)
            if found is not None:
                kind, why, roles = _without_left_alone(found, fields)
                if kind == "other":
                    roles = without_prose_for_status(fields, roles)
                return kind, Columns(why, _columns(fields, roles))
        why = "no task, log, rollup or legend columns"
        return "other", Columns(why, _columns(fields, without_prose_for_status(fields, thing_roles(fields))))


def _fields(evidence: Evidence, configured: Mapping[str, str]) -> Fields:
    """The columns with what their headers may mean; a role that the configuration gives is no other column's."""
    fields = [Field(evidence, index, header) for index, header in enumerate(evidence.table.columns)]
    given = {
        field.index: role
        for field in fields
        if (role := configured.get(field.header) or configured.get(field.name)) is not None
    }
    for field in fields if given else ():
        taken = {*given.values(), "work"} if "title" in given.values() else {*given.values()}
        field.roles = (
            (given[field.index],) if field.index in given else tuple(role for role in field.roles if role not in taken)
        )
    return fields


def _first_that_agrees(known: Iterable[Recognised], table: Table, document: Document) -> Layout | None:
    """The layout of `table`, whose columns are dated as theirs, if it answers what else one of `known` was asked."""
    evidence = None
    for each in known:
        if each.others:
            evidence = evidence or Evidence(table, document)
            if not evidence.agrees_with(each.others):
                continue
        return Layout.of(table, each)
    return None


_NEEDED = {"tasks": {"id", "title"}, "rollup": {"key"}, "legend": {"key"}, "log": {"date"}}
"""Of these roles, a table of the kind has one: its rows are found by it."""


def _without_left_alone(found: Found, fields: Fields) -> Found:
    """What was recognised, without the columns that the configuration leaves alone."""
    kind, why, roles = found
    alone = [field.index for field in fields if field.roles == ("other",) and field.index in roles]
    if not alone:
        return found
    kept = {index: role for index, role in roles.items() if index not in alone}
    if kind in _NEEDED and not _NEEDED[kind] & {role for role, _ in kept.values()}:
        return "other", "the configuration leaves alone what names its rows", kept
    return kind, why, kept


def _columns(fields: Fields, roles: Roles) -> tuple[Column, ...]:
    return tuple(Column(field.header, *roles.get(field.index, ("other", "header not known"))) for field in fields)
