"""Which commit of a range brought in what is still wrong at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forgemd.check import Selection, Subject, introduced, run
from forgemd.diagnostics import Diagnostic
from forgemd.errors import SourceError
from forgemd.git import Range
from forgemd.rules import Surroundings
from forgemd.text import Source
from forgemd.tracker import Tracker
from forgemd.workspace.ranges.past import Past
from forgemd.workspace.ranges.steps import Step

__all__ = ["blame"]


def blame(past: Past, steps: Sequence[Step], path: str, ends: Range) -> Iterator[tuple[Diagnostic, Source]]:
    """The findings on the state of `path` at the end of the range that a commit of `steps` (parents before
    children) brought in, each with the text of that commit, where it lies."""
    end = past.at(path, ends.end)
    mine = [step for step in steps if step.path == path]
    if end is None or not mine:
        return
    selection = past.selection(mine[-1].judge)
    around = past.around(ends.end)
    left = _states(end, selection, around)
    start = past.at(path, ends.start) if left and ends.start is not None else None
    if start is not None and ends.start is not None:
        left = introduced(_states(start, past.selection(ends.start), around), left)
    name = path
    for step in reversed(steps):
        if not left:
            return
        if step.path != name or step.oid is None:
            continue
        brought, source = _brought(past, step, path, tuple({found.rule for found in left}), around)
        known = introduced(introduced(left, brought), brought)
        left = introduced(known, left)
        for found in known:
            yield found._replace(path=name, commit=step.commit.oid), source
        name = next((side.path for side in step.sides if side.oid is not None), name)


def _states(tracker: Tracker, selection: Selection, around: Surroundings) -> tuple[Diagnostic, ...]:
    return run([Subject(tracker, around=around)], selection).diagnostics


def _brought(
    past: Past, step: Step, path: str, rules: Sequence[str], around: Surroundings
) -> tuple[tuple[Diagnostic, ...], Source]:
    """The findings of `rules` on the state that the commit makes and that none of its parents has."""
    selection = past.selection(step.judge).on(path)._replace(only=rules, scopes=())
    assert step.oid is not None
    tracker = past.tracker(path, step.oid, step.commit.oid)
    found = _states(tracker, selection, around)
    for side in step.sides:
        if found and side.oid is not None:
            try:
                found = introduced(_states(past.tracker(path, side.oid, side.commit), selection, around), found)
            except SourceError:
                continue
    return found, tracker.source
