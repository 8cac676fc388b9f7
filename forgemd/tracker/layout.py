"""Which table is what, and what each of its columns means.

Decided per table: from the words of its header, from the heading above it, and where those leave a doubt
from the values below (`forgemd.tracker.kinds`, `forgemd.tracker.meaning`).
"""

from __future__ import annotations

from collections.abc import Mapping

from forgemd.markdown import Document, Table
from forgemd.tracker.columns import Column, Columns
from forgemd.tracker.evidence import Dates, Evidence, Field
from forgemd.tracker.kinds import RECOGNISERS
from forgemd.tracker.meaning import KINDS, Fields, Found, Kind, Roles, task_roles

__all__ = ["KINDS", "Classifier", "Kind", "Layout"]


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

    def of(self, table: Table) -> Layout:
        """The same layout for another table, one with the same header."""
        other = Layout.__new__(Layout)
        other.table, other.kind, other.why, other.columns = table, self.kind, self.why, self.columns
        other._indices = self._indices
        other.id_at, other.title_at, other.status_at = self.id_at, self.title_at, self.status_at
        other.dated = self.dated
        return other

    def __repr__(self) -> str:
        return f"Layout({self.kind!r}, {[column.role for column in self.columns]!r})"


class Classifier:
    """Finds the layouts of one document's tables; `configured` gives headers their role by name.

    A long tracker has hundreds of tables with one header, and to recognise one takes longer than to read it.
    """

    def __init__(self, configured: Mapping[str, str] | None = None) -> None:
        self._configured = configured or {}
        self._known: dict[tuple[str, ...], list[tuple[Evidence, Layout]]] = {}
        self._dates = Dates()

    def layout(self, table: Table, document: Document) -> Layout:
        """The layout of `table`, one of those of `document`."""
        known = self._known.setdefault(table.columns, [])
        for before, layout in known:
            if before.undated is not None and self._dates.fill(table, before.undated):
                return layout.of(table)
        evidence = Evidence(table, document)
        for before, layout in known:
            if evidence.agrees_with(before):
                return layout.of(table)
        found = self._recognised(evidence)
        known.append((evidence, found))
        return found

    def _recognised(self, evidence: Evidence) -> Layout:
        fields = _fields(evidence, self._configured)
        for recognise in RECOGNISERS:
            found = recognise(fields, evidence)
            if found is not None:
                kind, why, roles = _without_left_alone(found, fields)
                return Layout(evidence.table, kind, why, _columns(fields, roles))
        why = "no task, log, rollup or legend columns"
        return Layout(evidence.table, "other", why, _columns(fields, task_roles(fields)))


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
