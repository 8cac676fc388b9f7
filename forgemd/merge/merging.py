"""Three texts in, one text and its conflicts out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from contextlib import suppress

from forgemd.markdown import find_conflicts
from forgemd.merge.agreement import agreed, framed
from forgemd.merge.doubled import apart
from forgemd.merge.figures import recounted
from forgemd.merge.matching import match
from forgemd.merge.model import MARKER, OURS, Choice, Conflict, Markers, Merged, MergeText, Piece, Terms, nobody
from forgemd.merge.outline import outline
from forgemd.merge.passages import Unreadable, put_together
from forgemd.merge.proof import Inventory, flaw, inventory
from forgemd.merge.rows import Decision
from forgemd.merge.tables import Tables
from forgemd.text import Edit, Source, apply
from forgemd.tracker import Tracker
from forgemd.typed import NamedTuple

__all__ = ["merge"]

PLAIN = Markers()
TERMS = Terms()

_LONG = 1_000_000
"""Characters of a text whose readings are worth the time that it takes to find them abandoned."""

_STRUCTURAL = frozenset(("heading", "section", "text"))


def merge(
    base: Source,
    ours: Source,
    theirs: Source,
    *,
    read: Callable[[Source], Tracker],
    merge_text: MergeText,
    markers: Markers = PLAIN,
    terms: Terms = TERMS,
) -> Merged:
    """What `ours` and `theirs` made of `base`, together.

    Tasks are merged by their id, cell by cell; change logs are united; figures are counted again; other text
    is merged by `merge_text`. A conflict stands in `markers` around the rows or lines in question; in a virtual
    ancestor the base's lines stand there and no markers.
    What a person has to decide, `terms` may decide: each decision about a task leaves an entry in the change log.
    Swapping the sides swaps them in the markers and changes nothing else. What cannot be merged by rows, and a
    result that would not stand being read again, is merged as text by `merge_text`. Raises nothing of its own.
    """
    sources = (base, ours, theirs)
    if theirs.text in (ours.text, base.text):
        return Merged(ours, (), (), False)
    if ours.text == base.text:
        return Merged(Source(theirs.text, ours.path), (), (), False)
    why = _unfit(sources)
    if not why:
        try:
            # Nobody is asked before it is known that there is something to ask.
            merged = _by_rows(sources, read, merge_text, markers, terms._replace(decide=nobody))
            if merged.conflicts and terms.decide is not nobody:
                merged = _by_rows(sources, read, merge_text, markers, terms)
            return merged
        except Exception as error:
            # Whatever goes wrong in here, both sides' work has to come out: git's own merge knows how.
            why = f"{type(error).__name__}: {error}"
    return _as_text(sources, read, merge_text, markers, why)


def _unfit(sources: Sequence[Source]) -> str:
    for name, source in zip(("the common ancestor", "our side", "their side"), sources, strict=True):
        if find_conflicts(source):
            return f"{name} has conflict markers in it"
        if source.text and source.newline == "\r":
            return f"{name} ends its lines with carriage returns"
    return ""


def _by_rows(
    sources: Sequence[Source],
    read: Callable[[Source], Tracker],
    merge_text: MergeText,
    markers: Markers,
    terms: Terms,
) -> Merged:
    plain, frame = framed(sources)
    draft = _drafted(plain, read, merge_text, frame.newline, terms)
    if len(sources[OURS].text) > _LONG:
        # Rows know their tables and tables their rows; commands have switched off who would see that nobody else does.
        gc.collect()
    path, conflicts = sources[1].path, draft.conflicts
    pieces, merged = recounted(draft.pieces, draft.stock.figures, draft.stock.columns, path, read)
    # Long texts are let go as soon as may be.
    draft.pieces.clear()
    # The proof wants to see what stands in conflict, whatever markers are asked for.
    shown = "".join(_shown(piece, PLAIN, frame.newline) for piece in pieces) if conflicts else merged.source.text
    wrong = flaw(draft.stock, merged, shown, decided=not conflicts, extra_entries=len(draft.decisions))
    if wrong:
        raise Unreadable(wrong)
    if conflicts and not draft.decisions and all(conflict.kind in _STRUCTURAL for conflict in conflicts):
        lines = _by_lines(draft.sources, draft.stock, read, merge_text)
        if lines:
            return Merged(Source(frame.around(lines), path), (), (), False)
    if conflicts and markers != PLAIN:
        shown = "".join(_shown(piece, markers, frame.newline) for piece in pieces)
    notes = tuple(decision.remark for decision in draft.decisions if decision.remark)
    return Merged(Source(frame.around(shown), path), tuple(conflicts), notes, False, tuple(draft.choices))


_Edited = tuple[Source, tuple[Edit, ...]]


class _Draft(NamedTuple):
    """The merged text in pieces, before its figures are counted, and what is needed to prove it. `sources` are the
    three versions, with the edits that they were merged with."""

    sources: list[_Edited]
    pieces: list[Piece]
    conflicts: list[Conflict]
    decisions: list[Decision]
    choices: list[Choice]
    stock: Inventory


def _drafted(
    sources: Sequence[Source],
    read: Callable[[Source], Tracker],
    merge_text: MergeText,
    newline: str,
    terms: Terms,
) -> _Draft:
    """The draft. With it the readings of the three versions, which take more memory than their texts, are let go."""
    trackers = [read(source) for source in sources]
    stock = inventory(trackers)
    versions = agreed(trackers)
    outlines = [outline(version) for version in versions]
    match(outlines)
    tables = Tables(outlines, stock.figures, newline, terms)
    pieces, conflicts = put_together(outlines, tables, merge_text, newline)
    edited = [(version.tracker.source, version.edits) for version in versions]
    return _Draft(edited, pieces, conflicts, tables.decisions, tables.choices, stock)


def _by_lines(
    sources: Sequence[_Edited], stock: Inventory, read: Callable[[Source], Tracker], merge_text: MergeText
) -> str:
    """What lines come to where only text between the tables is in dispute; empty unless that is sound.

    Sections may be matched wrongly; the lines of a whole file know of no sections.
    """
    base, ours, theirs = (apply(source, edits).text for source, edits in sources)
    text, count = merge_text(base, ours, theirs, MARKER)
    path = sources[OURS][0].path
    return "" if count or flaw(stock, read(Source(text, path)), text, decided=True) else text


def _shown(piece: Piece, markers: Markers, newline: str) -> str:
    """A piece as it goes into the file."""
    if isinstance(piece, str):
        return piece
    if markers.virtual:
        return piece.base
    ours, base, theirs = markers.labels
    named = (("<", f" {ours}"), ("|", f" {base}"), ("=", ""), (">", f" {theirs}"))
    marks = [f"{sign * markers.size}{label}".rstrip() + newline for sign, label in named]
    return marks[0] + piece.ours + marks[1] + piece.base + marks[2] + piece.theirs + marks[3]


def _as_text(
    sources: Sequence[Source],
    read: Callable[[Source], Tracker],
    merge_text: MergeText,
    markers: Markers,
    why: str,
) -> Merged:
    """The merge that knows only lines, and that no task is to be in two places."""
    base, ours, theirs = (source.text for source in sources)
    conflicts: tuple[Conflict, ...] = ()
    text, count = merge_text(base, ours, theirs, markers.size)
    if count:
        conflicts = (Conflict("text", "", f"merged as text, with {count} conflicts"),)
    else:
        with suppress(Exception):  # what cannot be read has no tasks in two places
            pieces, conflicts = apart(read(Source(text, sources[OURS].path)), [read(source) for source in sources])
            text = "".join(_shown(piece, markers, sources[OURS].newline) for piece in pieces) if conflicts else text
    text = base if conflicts and markers.virtual else text
    return Merged(Source(text, sources[1].path), conflicts, (f"merged as text: {why}",), True)
