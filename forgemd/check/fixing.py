"""Apply fixes until a new reading offers none."""

from __future__ import annotations

from forgemd.check.running import DEFAULT, Selection, Subject, run
from forgemd.diagnostics import Diagnostic
from forgemd.text import Edit, Source, apply
from forgemd.tracker import Tracker
from forgemd.typed import Callable, Iterable, NamedTuple

__all__ = ["Fixed", "compatible", "fix", "fixable"]

_ROUNDS = 10


class Fixed(NamedTuple):
    """A tracker after its fixes: those that were applied, and the rules whose fixes found no end."""

    tracker: Tracker
    fixed: tuple[Diagnostic, ...]
    unsettled: tuple[str, ...]


def fixable(diagnostic: Diagnostic, unsafe: bool = False) -> bool:
    """Whether `fix` would apply the finding's fix."""
    return diagnostic.fix is not None and (unsafe or diagnostic.fix.safety == "safe")


def fix(
    subject: Subject,
    read: Callable[[Source], Tracker],
    selection: Selection = DEFAULT,
    *,
    unsafe: bool = False,
) -> Fixed:
    """Apply the safe fixes, and the unsafe ones if asked, until a new reading offers none.

    Of fixes that overlap only the first is applied in a round; the next round judges the new text. After ten
    rounds the rules that still offer fixes are given back as unsettled.
    """
    fixed: list[Diagnostic] = []
    for _ in range(_ROUNDS):
        wanted = [each for each in run([subject], selection).diagnostics if fixable(each, unsafe)]
        if not wanted:
            return Fixed(subject.tracker, tuple(fixed), ())
        applied, edits = compatible(wanted)
        fixed += applied
        subject = subject._replace(tracker=read(apply(subject.tracker.source, edits)))
    fighting = [each.rule for each in run([subject], selection).diagnostics if fixable(each, unsafe)]
    return Fixed(subject.tracker, tuple(fixed), tuple(sorted(set(fighting))))


def compatible(wanted: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Edit]]:
    """The findings whose fixes can be applied together, the first of those that overlap, and their edits."""
    from bisect import insort

    applied: list[Diagnostic] = []
    edits: list[Edit] = []
    taken: list[tuple[int, int]] = []
    for diagnostic in wanted:
        mine = diagnostic.fix.edits if diagnostic.fix is not None else ()
        if all(_is_free(edit, taken) for edit in mine):
            applied.append(diagnostic)
            edits += mine
            for edit in mine:
                insort(taken, (edit.span.start, edit.span.end))
    return applied, edits


def _is_free(edit: Edit, taken: list[tuple[int, int]]) -> bool:
    """Whether an edit neither shares a character with one of `taken` (sorted, apart) nor begins where one ends."""
    from bisect import bisect

    start, end = edit.span
    at = bisect(taken, (start, end))
    return (at == 0 or taken[at - 1][1] < start) and (at == len(taken) or end < taken[at][0])
