"""The plan: intents in, the whole change out, nothing written.

First what is asked, then the text is read again, then what follows from it (the row's own stamps and the
log), read again, then figures and dates. What changed is always found by comparing two readings; so hand
edits and commands go the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forgemd.changes.base import Context, Edited, Intent, Surface
from forgemd.changes.claims import refresh_claims
from forgemd.changes.entries import append_entries, moved
from forgemd.changes.figures import counts_anew, refresh_rollups, refresh_sums, refresh_updated
from forgemd.changes.stamps import stamp_rows
from forgemd.errors import EditRejected
from forgemd.markdown import Document, Rewrite, need_agreement
from forgemd.text import Source
from forgemd.tracker import Diff, FieldTask, Task, Tracker
from forgemd.typed import NamedTuple

__all__ = ["Plan", "make_plan"]


class Plan(NamedTuple):
    """A change that is worked out and not yet written.

    `asked` is the difference before anything was derived, `diff` the whole one; `before` the text that the
    plan was made for and `after` the text to write.
    """

    asked: Diff
    diff: Diff
    before: Source
    after: Source
    surfaces: tuple[Surface, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the text would change at all, compared with the reference."""
        return self.diff.before is not None and self.diff.before.source.text == self.after.text


def make_plan(
    reference: Tracker | None,
    start: Tracker,
    intents: Sequence[Intent],
    context: Context,
    read: Callable[[Document], Tracker],
    *,
    stamps: bool = True,
) -> Plan:
    """Work out what `intents` and the edits between `reference` and `start` come to.

    `reference` is the state that is logged against: the last commit for hand edits, `start` itself for
    commands; None for a tracker that is new. Without `stamps` no row is completed: each shall say what `start` has.
    Raises `UsageError` for an intent that cannot be, and
    `EditRejected` if the text would not read back.
    """
    stages = _Stages(read)
    rewrite = Rewrite(start.document)
    done = [intent.edit(start, rewrite) for intent in intents]
    surfaces = [surface for each in done for surface in each.surfaces]
    edited = stages.reread(start, rewrite)
    _need_meant(start, edited, done)
    asked = Diff(reference, edited)
    if reference is not None and reference.source.text == edited.source.text:
        stages.end(edited)
        return Plan(asked, asked, start.source, edited.source, _placed(surfaces, edited))
    rewrite = Rewrite(edited.document)
    if stamps:
        surfaces += stamp_rows(asked, context, rewrite)
    rows = append_entries(asked, context, rewrite)
    surfaces = [_below(surface, rows.after) for surface in surfaces] + rows.surfaces
    logged = stages.reread(edited, rewrite)
    figures, diff = _counted(_diff(asked, logged), context, stages)
    stages.end(diff.after)
    return Plan(asked, diff, start.source, diff.after.source, _placed(surfaces + figures, diff.after))


def _counted(diff: Diff, context: Context, stages: _Stages) -> tuple[list[Surface], Diff]:
    """Figures and the time of the last update brought up to date behind the change `diff`, and what it is then."""
    tracker = diff.after
    rewrite = Rewrite(tracker.document)
    surfaces = refresh_rollups(diff, rewrite)
    if rewrite.edits and not counts_anew(diff):
        # A false figure written by hand: without it there may be nothing that anybody changed.
        tracker = stages.reread(tracker, rewrite)
        diff = _diff(diff, tracker)
        if diff.before is not None and diff.before.source.text == tracker.source.text:
            return surfaces, diff
        rewrite = Rewrite(tracker.document)
    surfaces += refresh_sums(diff, rewrite) + refresh_claims(diff, rewrite)
    surfaces += refresh_updated(diff, context, rewrite)
    return surfaces, _diff(diff, stages.reread(tracker, rewrite))


def _diff(known: Diff, after: Tracker) -> Diff:
    """What became of the same reference in `after`; what is known already if that is it."""
    return known if after is known.after else Diff(known.before, after)


def _need_meant(start: Tracker, edited: Tracker, done: Sequence[Edited]) -> None:
    """Raises `EditRejected` unless the text says what each intent meant: a new row may read as a total."""
    checked = [each for each in done if each.holds is not None]
    counts = len(edited.tasks) == len(start.tasks) + sum(each.tasks for each in checked)
    if not counts and not checked:
        names = ", ".join(surface.name for each in done for surface in each.surfaces)
        raise _other_than_asked(edited, names)
    for each in checked:
        if not counts or (each.holds is not None and not each.holds(edited)):
            raise _other_than_asked(edited, ", ".join(surface.name for surface in each.surfaces))


def _other_than_asked(edited: Tracker, names: str) -> EditRejected:
    hint = "nothing was written; make the change by hand"
    return EditRejected(f"{names} would not read back as asked", where=edited.path, hint=hint)


def _placed(surfaces: Sequence[Surface], final: Tracker) -> tuple[Surface, ...]:
    """The surfaces of whole rows with the lines where their tasks came to stand; a row that is gone has none."""
    placed = []
    for surface in surfaces:
        named = final.named.get(surface.name, ()) if surface.surface == "row" and surface.line is None else ()
        placed.append(surface._replace(line=named[0].line + 1) if len(named) == 1 else surface)
    return tuple(placed)


def _below(surface: Surface, after: tuple[int, ...]) -> Surface:
    """The surface where it lies once log rows are put behind the lines `after`."""
    return surface if surface.line is None else surface._replace(line=moved(surface.line - 1, after) + 1)


class _Stages:
    """One rewrite after the other, each on what the one before has left; what is written is the last one's."""

    __slots__ = ("_read", "_touched")

    def __init__(self, read: Callable[[Document], Tracker]) -> None:
        self._read = read
        self._touched: list[int] = []

    def reread(self, tracker: Tracker, rewrite: Rewrite) -> Tracker:
        """The tracker after `rewrite`; the same one if there is nothing to do."""
        if not rewrite.edits:
            return tracker
        document, self._touched = rewrite.apply_stage(self._touched)
        after = self._read(document)
        _need_same_fields(tracker, after, rewrite)
        return after

    def end(self, tracker: Tracker) -> None:
        """Raises `EditRejected` unless the second reader sees all tables that were touched as they are read here."""
        document = tracker.document
        need_agreement(document, [table for table in document.tables if table.line in self._touched])


def _need_same_fields(before: Tracker, after: Tracker, rewrite: Rewrite) -> None:
    """Raises `EditRejected` unless every task is there again, and what is no row says what was asked of it: an owner
    called `bo (depends on T-9)` would make a dependency."""
    if not rewrite.fields and not rewrite.more and not rewrite.is_structural:
        return
    rows = {task.line: task for task in (*after.views, *after.tasks) if isinstance(task, FieldTask)}
    for task in (*before.views, *before.tasks):
        if not isinstance(task, FieldTask) or not rewrite.keeps(task.line):
            continue
        now = rows.get(rewrite.moved(task.line))
        place = (task.fields.line, task.fields.span.start)
        wanted = rewrite.fields.get(place, task.values)
        more = rewrite.more.get(place, {})
        said = _said(now) if now is not None else {}
        if {**{role: text for role, text in _said(task, wanted).items() if text}, **more} != said:
            raise EditRejected(
                f"{task.id} would not read back as asked",
                where=f"{before.path}:{task.line + 1}",
                hint="nothing was written; make the change by hand",
            )


def _said(task: Task, values: Sequence[str] | None = None) -> dict[str, str]:
    """What the fields of a task say, by role, and by header where they have none."""
    texts = task.values if values is None else values
    return {
        column.header if column.role == "other" else column.role: text
        for column, text in zip(task.layout.columns, texts, strict=True)
        if text
    }
