"""One row out of three versions of it, and where it belongs; or what a person has to decide."""

from __future__ import annotations

from collections.abc import Mapping

from forgemd.merge.history import History
from forgemd.merge.model import BASE, OURS, THEIRS, VERSION, Clash, Conflict, Piece, Policy, Side
from forgemd.merge.outline import Grid, Key, Outline, Record
from forgemd.merge.weaving import Strand, Woven, nothing, unchanged_line, weave
from forgemd.text import repair
from forgemd.tracker import COMPLETED, STATUS, Reading, bare, phrase, same_status
from forgemd.typed import NamedTuple

__all__ = ["Decision", "Rows", "Settled", "Versions"]

_WITH_STATUS = frozenset(
    ("status", "owner", "branch", "started", "completed", "reviewer", "date", "progress", "actual", "result")
)
"""Roles of cells that belong to a status and go with it."""

_UNKNOWN = ("matrix", "other")
"""Kinds of tables of whose columns nobody knows what they mean."""

_TROUBLE = ("failed", "blocked")
"""Categories that the policy `safety` lets win, the strongest last."""

Versions = tuple[Record | None, Record | None, Record | None]


class Decision(NamedTuple):
    """Something about a task that was decided: the change log gets an entry for it, with the codes `old` and `new`
    (`-` where no status is in question) and the note `words`. `remark` is what people are told of a policy's."""

    task: str
    old: str
    new: str
    words: str
    remark: str = ""


class Settled(NamedTuple):
    """What became of a row: the table that it lies in, and its line; `piece` is empty for a row that is gone."""

    home: str
    piece: Piece
    conflict: Conflict | None = None
    decision: Decision | None = None


class Rows:
    """Merges rows. `columns` are those of each merged table, `figures` the cells of rollups that will be
    recounted: (label, header), in lower case."""

    def __init__(
        self,
        outlines: list[Outline],
        columns: Mapping[str, tuple[str, ...]],
        figures: frozenset[tuple[str, str]],
        newline: str,
        policy: Policy,
    ) -> None:
        self._trackers = [outline.version.tracker for outline in outlines]
        self._columns = columns
        self._figures = figures
        self._newline = newline
        self._policy = policy
        self._history = History(outlines)

    def settle(self, key: Key, versions: Versions) -> Settled:
        """The row `key` of the result."""
        base, ours, theirs = versions
        if ours is None or theirs is None:
            live = ours or theirs
            if live is None:
                return Settled("", "")
            if base is not None:
                return self._deleted(key, base, ours, theirs, live)
            return Settled(live.grid.identity, self.fitted(live))
        return self._kept(key, base, ours, theirs)

    def _deleted(self, key: Key, base: Record, ours: Record | None, theirs: Record | None, live: Record) -> Settled:
        if self.unchanged(base, live):
            return Settled("", "")
        why = "one side deleted the row, the other changed it"
        clash = Clash(ours.line if ours else "", base.line, theirs.line if theirs else "")
        return Settled(live.grid.identity, clash, Conflict("delete", _shown(key, live), why))

    def unchanged(self, base: Record, live: Record) -> bool:
        """Whether a row says what it said in the base; figures that are counted anyway do not matter."""
        if base.line == live.line and base.grid.keys == live.grid.keys:
            return base.grid.identity == live.grid.identity
        before, after = Strand(base.grid, base.row), Strand(live.grid, live.row)
        if before.surplus or after.surplus:
            return before.whole == after.whole
        counted = self._counted(live.grid, live) if live.grid.kind == "rollup" else frozenset()
        return all(
            before.texts.get(name) == after.texts.get(name)
            or (nothing(before.texts.get(name)) and nothing(after.texts.get(name)))
            for name in {**before.texts, **after.texts}
            if name not in counted
        ) and (base.grid.identity == live.grid.identity or live.grid.kind != "tasks")

    def chosen(self, key: Key, versions: Versions, settled: Settled, side: Side) -> Settled:
        """A row in dispute, decided for one side: its cells where those differ, else its whole row or none."""
        conflict, clash = settled.conflict, settled.piece
        assert conflict is not None
        assert isinstance(clash, Clash)
        record = versions[VERSION[side]]
        line = getattr(clash, side)
        home = settled.home
        if record is not None and conflict.kind in ("column", "delete", "id", "invariant", "move"):
            line, home = self.fitted(record), record.grid.identity
        return Settled(home, line, None, self._decision(key, versions, conflict, side))

    def _decision(self, key: Key, versions: Versions, conflict: Conflict, side: Side) -> Decision | None:
        """What the log is told: which status it was, and which it is."""
        if not any(record is not None and record.grid.kind == "tasks" for record in versions):
            return None
        before, ours, theirs = (self._code(record, version) for version, record in enumerate(versions))
        lost, new = (theirs, ours) if side == "ours" else (ours, theirs)
        # An entry begins where an earlier one ended; what nobody logged, nobody was at.
        old = lost if any(entry.new.code == lost for entry in self._history.all_added(key[1])) else before
        about = ", ".join(conflict.columns) or conflict.kind
        words = f"merge resolution: {side} ({about})"
        grid = next(record.grid for record in versions if record is not None)
        at = grid.layout.status_at
        whole = conflict.kind != "cell" or not conflict.columns or (at >= 0 and grid.columns[at] in conflict.columns)
        same = not whole or new in (lost, old)
        return Decision(conflict.name, "-" if same else old, "-" if same else new, words)

    def _code(self, record: Record | None, version: int) -> str:
        if record is None or record.grid.layout.status_at < 0:
            return "-"
        return self._trackers[version].statuses.read(record.row.value(record.grid.layout.status_at)).code or "-"

    def fitted(self, live: Record) -> str:
        """The row with the columns of the merged table."""
        columns = self._columns[live.grid.identity]
        if columns == live.grid.keys:
            return live.line
        return weave(columns, (None, Strand(live.grid, live.row), None), _never, newline=self._newline).ours

    def _kept(self, key: Key, base: Record | None, ours: Record, theirs: Record) -> Settled:
        at = [record.grid.identity if record is not None else "" for record in (base, ours, theirs)]
        home = at[THEIRS] if at[OURS] in (at[BASE], at[THEIRS]) else at[OURS]
        moved = at[OURS] != at[THEIRS] and at[BASE] not in at[OURS:]
        if moved:
            home = min(at[OURS:])
        else:
            grids = [record.grid if record else None for record in (base, ours, theirs)]
            line = unchanged_line(self._columns[home], grids, base.line if base else None, ours.line, theirs.line)
            if line is not None and not self._disputed(key):
                return Settled(home, line)
        strands = [Strand(record.grid, record.row) if record else None for record in (base, ours, theirs)]
        whole = Clash(ours.line, base.line if base else "", theirs.line)
        name = _shown(key, ours)
        if base is None and (moved or self._other_task(ours, theirs)):
            return Settled(home, whole, Conflict("id", name, "both sides gave this id to a new task"))
        if moved:
            return Settled(home, whole, Conflict("move", name, "the sides moved the row to different tables"))
        if any(strand is not None and strand.surplus for strand in strands):
            return self._ragged(home, name, strands, whole)
        if ours.grid.kind == "tasks" and not (ours.grid.global_names and theirs.grid.global_names):
            return self._as_one(home, name, strands, whole)
        if ours.grid.kind in _UNKNOWN and self._mixed(strands):
            why = "the sides changed different cells, and what these have to do with each other is not known"
            return Settled(home, whole, Conflict("cell", name, why))
        return self._woven(key, home, name, strands, whole)

    def _disputed(self, key: Key) -> bool:
        return not key[0] and self._history.relation(key[1]) == "apart"

    @staticmethod
    def _mixed(strands: list[Strand | None]) -> bool:
        """Whether the cells of both sides together would make a row that neither wrote: each changed some that the
        other did not. What a new column says counts for itself."""
        base, ours, theirs = ({} if strand is None else strand.texts for strand in strands)
        sides = [
            {
                key
                for key in base
                if base[key] != side.get(key, "") and not (nothing(base[key]) and nothing(side.get(key)))
            }
            for side in (ours, theirs)
        ]
        return not (sides[0] <= sides[1] or sides[1] <= sides[0])

    def _as_one(self, home: str, name: str, strands: list[Strand | None], whole: Clash) -> Settled:
        """A row whose id is none, or that of several rows: what its cells have to do with each other is not known,
        and a status that one side set may speak of what the other side changed."""
        base = strands[BASE]
        woven = self._weave(self._columns[home], strands)
        says = [self._says(strand) if strand is not None else [] for strand in strands]
        both = base is not None and says[BASE] not in says[OURS:] and says[OURS] != says[THEIRS]
        if not (woven.clashes or woven.dropped or both):
            return Settled(home, woven.ours)
        why = "both sides changed the row, and its id does not tell which it is"
        return Settled(home, whole, Conflict("cell", name, why))

    @staticmethod
    def _says(strand: Strand) -> list[tuple[str, str]]:
        return sorted((key, text) for key, text in strand.texts.items() if not nothing(text))

    def _ragged(self, home: str, name: str, strands: list[Strand | None], whole: Clash) -> Settled:
        """A row with more cells than columns is one thing: nobody can say which cell is which."""
        says = [strand.whole if strand is not None else () for strand in strands]
        if says[OURS] in (says[BASE], says[THEIRS]):
            return Settled(home, whole.theirs)
        if says[THEIRS] == says[BASE]:
            return Settled(home, whole.ours)
        return Settled(home, whole, Conflict("cell", name, "both sides changed a row that has cells to spare"))

    def _other_task(self, ours: Record, theirs: Record) -> bool:
        if ours.grid.kind != "tasks":
            return False
        titles = [bare(record.row.value(record.grid.layout.title_at)) for record in (ours, theirs)]
        return titles[0].casefold() != titles[1].casefold() and not any(map(nothing, titles))

    def _woven(self, key: Key, home: str, name: str, strands: list[Strand | None], whole: Clash) -> Settled:
        columns, ours, theirs = self._columns[home], strands[OURS], strands[THEIRS]
        assert ours is not None
        assert theirs is not None
        group, status = _group(ours.grid), _status_key(ours.grid)
        taken, apart, winner, decision = frozenset[str](), frozenset[str](), BASE, None
        relation = self._history.relation(key[1]) if not key[0] else "one side"
        if relation in ("ours ahead", "theirs ahead"):
            taken, winner = group, OURS if relation == "ours ahead" else THEIRS
        woven = self._weave(columns, strands, taken=taken, winner=winner)
        readings = self._readings(ours, theirs)
        clashing = status in woven.clashes or (relation == "apart" and not same_status(*readings))
        if clashing and set(woven.clashes) <= group and (winner := self._safer(readings)) != BASE:
            lost, won = readings if winner == THEIRS else readings[::-1]
            codes = "{}/{}".format(*sorted((lost.code, won.code)))
            task = bare(ours.row.value(ours.grid.layout.id_at))
            remark = f"{task}: {won.code} won over {lost.code}, as the policy says"
            decision = Decision(task, lost.code, won.code, f"merge resolution {codes}", remark)
            woven = self._weave(columns, strands, taken=group, winner=winner)
        elif clashing:
            apart = group
            woven = self._weave(columns, strands, apart=apart)
        woven = self._without_figures(strands, columns, woven)
        conflict = self._judge(name, strands, woven)
        if conflict is None:
            return Settled(home, woven.ours, None, decision)
        if conflict.kind in ("invariant", "column"):
            return Settled(home, whole, conflict)
        return Settled(home, Clash(woven.ours, whole.base, woven.theirs), conflict)

    def _weave(
        self,
        columns: tuple[str, ...],
        strands: list[Strand | None],
        taken: frozenset[str] = frozenset(),
        winner: int = BASE,
        apart: frozenset[str] = frozenset(),
    ) -> Woven:
        status = next((_status_key(strand.grid) for strand in strands[OURS:] if strand is not None), "")

        def same(key: str, left: int, one: str, right: int, other: str) -> bool:
            if not (one.isascii() and other.isascii()) and repair(one, guesses=True) == repair(other, guesses=True):
                return True
            if key != status:
                return False
            readings = self._trackers[left].statuses.read(one), self._trackers[right].statuses.read(other)
            # A word that stands for a status of the legend, and nothing more: a remark beside it is a change.
            plain = all(bare(text).endswith(phrase(text)) for text in (one, other))
            return plain and readings[0].how == "legend" and same_status(*readings)

        return weave(columns, strands, same, newline=self._newline, taken=taken, winner=winner, apart=apart)

    def _readings(self, ours: Strand, theirs: Strand) -> tuple[Reading, Reading]:
        found = [
            self._trackers[side].statuses.read(strand.texts.get(_status_key(strand.grid), ""))
            for side, strand in ((OURS, ours), (THEIRS, theirs))
        ]
        return found[0], found[1]

    def _safer(self, readings: tuple[Reading, Reading]) -> int:
        """The side whose report of trouble wins under the policy `safety`; the base where none does."""
        ranks = [_TROUBLE.index(found.category) + 1 if found.category in _TROUBLE else 0 for found in readings]
        if self._policy != "safety" or ranks[0] == ranks[1]:
            return BASE
        return OURS if ranks[0] > ranks[1] else THEIRS

    def _counted(self, grid: Grid, record: Record) -> frozenset[str]:
        """The columns of a rollup's row that are recounted after the merge."""
        label = bare(record.row.value(max(grid.layout.index("key"), 0))).strip("* ").casefold()
        headers = zip(grid.keys, grid.columns, strict=True)
        return frozenset(key for key, header in headers if (label, header.casefold()) in self._figures)

    def _without_figures(self, strands: list[Strand | None], columns: tuple[str, ...], woven: Woven) -> Woven:
        """Figures that are recounted clash with nothing: what stands there until then is the lesser."""
        ours = strands[OURS]
        if ours is None or ours.grid.kind != "rollup" or not woven.clashes:
            return woven
        counted = self._counted(ours.grid, Record(("", ""), ours.row, ours.grid))
        settled = frozenset(key for key in woven.clashes if key in counted)
        if not settled:
            return woven
        line = min(woven.ours, woven.theirs)
        left = tuple(key for key in woven.clashes if key not in settled)
        return woven._replace(clashes=left) if left else woven._replace(clashes=(), ours=line, theirs=line)

    def _judge(self, name: str, strands: list[Strand | None], woven: Woven) -> Conflict | None:
        """What keeps a merged row from being taken."""
        ours = strands[OURS]
        assert ours is not None
        headers = {
            key: header
            for strand in strands
            if strand is not None
            for key, header in zip(strand.grid.keys, strand.grid.columns, strict=True)
        }
        if woven.clashes:
            columns = tuple(headers.get(key, key) for key in woven.clashes)
            return Conflict("cell", name, f"both sides changed {', '.join(columns)}", columns)
        if woven.dropped:
            columns = tuple(headers.get(key, key) for key in woven.dropped)
            why = f"one side removed the column {', '.join(columns)}, the other changed the cell"
            return Conflict("column", name, why, columns)
        why = self._broken(strands, woven) if ours.grid.kind == "tasks" else ""
        return Conflict("invariant", name, why) if why else None

    def _broken(self, strands: list[Strand | None], woven: Woven) -> str:
        """Which rule the row breaks that each side's own row keeps; empty for none."""
        sides = [strand for strand in strands[OURS:] if strand is not None]
        before = [
            self._problems(strand.grid, strand.texts, side) for side, strand in zip((OURS, THEIRS), sides, strict=True)
        ]
        found = self._problems(sides[0].grid, woven.texts, OURS)
        new = [problem for problem in found if not any(problem in problems for problems in before)]
        return new[0] if new else ""

    def _problems(self, grid: Grid, texts: Mapping[str, str], side: int) -> list[str]:
        if grid.kind != "tasks" or grid.layout.index(STATUS) < 0:
            return []
        tracker = self._trackers[side]
        cells = {column.role: texts.get(key) for key, column in zip(grid.keys, grid.layout.columns, strict=True)}
        reading = tracker.statuses.read(cells.get(STATUS.name) or "")
        state = tracker.workflow.state(reading)
        required = tracker.workflow.required.get(state) if state else None
        found = [
            f"a row that is {reading.code} needs its {role}"
            for role in (required.roles if required else ())
            if role in cells and nothing(cells[role])
        ]
        finished = reading.category in ("done", "cancelled", "unknown")
        if not finished and COMPLETED.name in cells and not nothing(cells[COMPLETED.name]):
            found.append("a row that is not finished has a date of completion")
        return found


def _never(*_: object) -> bool:
    return False


def _shown(key: Key, record: Record) -> str:
    """The row's name as people write it."""
    names = (bare(text) for text in record.row.values)
    return next((name for name in names if name.casefold() == key[1]), key[1])


def _status_key(grid: Grid) -> str:
    at = grid.layout.status_at
    return grid.keys[at] if 0 <= at < len(grid.keys) and grid.kind == "tasks" else ""


def _group(grid: Grid) -> frozenset[str]:
    if grid.kind != "tasks":
        return frozenset()
    return frozenset(
        key for key, column in zip(grid.keys, grid.layout.columns, strict=True) if column.role in _WITH_STATUS
    )
