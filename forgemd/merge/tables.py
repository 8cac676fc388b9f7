"""The tables of the result: which are merged by rows, their headers, and the rows of each in order."""

from __future__ import annotations

from collections.abc import Mapping

from forgemd.merge.columns import merged_columns
from forgemd.merge.logs import merge_log
from forgemd.merge.matching import Triple, triples
from forgemd.merge.model import BASE, OURS, THEIRS, Choice, Clash, Conflict, Piece, Terms
from forgemd.merge.order import Rank, merge_order, natural, with_kept
from forgemd.merge.outline import Grid, Key, Outline, Record
from forgemd.merge.rows import Decision, Rows, Settled, Versions
from forgemd.merge.weaving import Strand, unchanged_line, weave

__all__ = ["Tables"]


class Tables:
    """The merged tables by their identity."""

    def __init__(
        self, outlines: list[Outline], figures: frozenset[tuple[str, str]], newline: str, terms: Terms
    ) -> None:
        self._newline = newline
        self.terms = terms
        self.choices: list[Choice] = []
        self._triples: Mapping[str, Triple] = triples(outlines)
        self._columns = {identity: merged_columns(grids) for identity, grids in self._triples.items()}
        self._rows = Rows(outlines, self._columns, figures, newline, terms.policy)
        self._heads = {identity: self._head(identity, grids) for identity, grids in self._triples.items()}
        for identity, grids in self._triples.items():
            if self._heads[identity] is None:
                _as_text(grids)
        self._records = [_records(outline) for outline in outlines]
        for grids in self._triples.values():
            if grids[BASE] is not None and not self.accounted(grids):
                _as_text(grids)
        self._records = [_records(outline) for outline in outlines]
        self._settled: dict[str, dict[Key, Settled]] = {}
        self.decisions: list[Decision] = []
        self._settle()

    def accounted(self, grids: Triple) -> bool:
        """Whether nothing is lost with a table that one side removed: each row of the other side is as it was
        in the base, or lies elsewhere on the side that removed the table. True where no side removed it."""
        base, ours, theirs = grids
        if base is None or (ours is None) == (theirs is None):
            return True
        live, other = (ours, self._records[THEIRS]) if theirs is None else (theirs, self._records[OURS])
        if not base.by_rows or live is None or base.kind == "log":
            return live is not None and live.text == base.text
        return all(
            key in base.records and (key in other or self._rows.unchanged(base.records[key], record))
            for key, record in live.records.items()
        )

    def render(self, identity: str) -> tuple[list[Piece], list[Conflict]]:
        """The lines of a merged table, and what is in dispute in them."""
        grids = self._triples[identity]
        if (base := grids[BASE]) is not None and base.untouched and not (base.kind == "log" and self.decisions):
            return [base.text], []
        pieces: list[Piece] = [self._heads[identity] or ""]
        if _kind(grids) == "log":
            pieces.append(merge_log(grids, self._columns[identity], self._newline, self.decisions, self.terms.stamp))
            return pieces, []
        settled = self._settled.get(identity, {})
        keys: list[list[Key]] = [list(grid.records) if grid is not None else [] for grid in grids]
        order = merge_order(keys[BASE], keys[OURS], keys[THEIRS], _rank)
        order = with_kept(order, settled, keys[OURS], keys[THEIRS])
        found = [settled[key] for key in order if key in settled]
        pieces += [row.piece for row in found]
        return pieces, [row.conflict for row in found if row.conflict is not None]

    def _settle(self) -> None:
        keys = dict.fromkeys(key for records in self._records for key in records)
        for key in keys:
            versions: Versions = (
                self._records[BASE].get(key),
                self._records[OURS].get(key),
                self._records[THEIRS].get(key),
            )
            settled = self._asked(key, versions, self._rows.settle(key, versions))
            if settled.piece:
                self._settled.setdefault(settled.home, {})[key] = settled
            if settled.decision is not None:
                self.decisions.append(settled.decision)
        self.decisions.sort(key=lambda decision: natural(decision.task))

    def _asked(self, key: Key, versions: Versions, settled: Settled) -> Settled:
        """A row as somebody decided that it is to be, if it was in dispute and somebody did."""
        if settled.conflict is None or not isinstance(settled.piece, Clash):
            return settled
        side = self.terms.decide(settled.conflict, settled.piece)
        if side is None:
            return settled
        self.choices.append(Choice(settled.conflict, side))
        return self._rows.chosen(key, versions, settled, side)

    def _head(self, identity: str, grids: Triple) -> str | None:
        """The header and delimiter rows; None if the sides disagree about them, or the table is text anyway."""
        ours, theirs = grids[OURS] or grids[THEIRS], grids[THEIRS] or grids[OURS]
        if not _by_rows(grids):
            return None
        if ours is None or theirs is None or (ours.untouched and ours.kind != "log"):
            return ""
        columns = self._columns[identity]
        if not columns:
            return None
        lines = []
        for offset in (0, 1):
            line = [_line(grid, offset) if grid is not None else None for grid in grids]
            kept = unchanged_line(columns, grids, line[BASE], _line(ours, offset), _line(theirs, offset))
            if kept is None:
                strands = [_strand(grids[BASE], offset), _strand(ours, offset), _strand(theirs, offset)]
                woven = weave(columns, strands, lambda *_: False, newline=self._newline)
                if woven.clashes and not offset:
                    return None
                kept = min(woven.ours, woven.theirs)
            lines.append(kept)
        return "".join(lines)


def _rank(key: Key) -> Rank:
    return natural(key[1])


def _kind(grids: Triple) -> str:
    return next(grid.kind for grid in grids if grid is not None)


def _by_rows(grids: Triple) -> bool:
    return all(grid is None or grid.by_rows for grid in grids)


def _as_text(grids: Triple) -> None:
    for grid in grids:
        if grid is not None:
            grid.by_rows = False


def _records(outline: Outline) -> dict[Key, Record]:
    return {
        key: record
        for grid in outline.grids
        if grid.by_rows and grid.kind != "log"
        for key, record in grid.records.items()
    }


def _line(grid: Grid, offset: int) -> str:
    table = grid.layout.table
    return table.source.slice(table.source.line_span(table.line + offset))


def _strand(grid: Grid | None, offset: int) -> Strand | None:
    return Strand(grid, grid.layout.table.row_at(grid.layout.table.line + offset)) if grid is not None else None
