"""Judge what a commit did to a tracker: against its parent, and in a merge against all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forgemd.check.allowance import Allowances
from forgemd.check.running import Selection, introduced, on_change, selected
from forgemd.diagnostics import Diagnostic
from forgemd.tracker import Diff, Tracker
from forgemd.typed import NamedTuple

__all__ = ["Change", "Judged", "judge_change"]


class Change(NamedTuple):
    """A tracker in a commit beside what the parents have of it (None: no such file).

    `ancestor` gives what two parents of a merge, by their places in `parents`, come from; it is asked only where
    something may have got lost.
    """

    tracker: Tracker
    parents: tuple[Tracker | None, ...] = ()
    ancestor: Callable[[int, int], Tracker | None] = lambda one, other: None


class Judged(NamedTuple):
    """The findings on a change, by place, and those that are allowed."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...] = ()


def judge_change(change: Change, selection: Selection) -> Judged:
    """Let the selected rules judge the change alone, not the state that it ends in.

    In a merge a finding counts that is true against every parent that has the task: a row that one side has is no
    transition. What may not get lost (`Listing.lasts`) counts against one parent already, unless it went between
    the ancestor and another parent: then that side was judged for it.
    """
    bases: list[Tracker | None] = [base for base in change.parents if base is not None]
    bases = bases or [None]
    judged = [_against(base, change.tracker, selection) for base in bases]
    if len(bases) == 1:
        return judged[0]
    lasting = {each.name for each in selected(selection.on(change.tracker.path)) if each.listing.lasts}
    found: dict[_Key, Diagnostic] = {}
    for at, one in enumerate(judged):
        for each in one.diagnostics:
            agreed = _is_lost if each.rule in lasting else _in_every
            if _key(each) not in found and agreed(change, selection, judged, at, each):
                found[_key(each)] = each
    return Judged(
        tuple(sorted(found.values(), key=lambda each: (*each.span, each.rule, each.message))),
        tuple({_key(each): each for one in judged for each in one.suppressed}.values()),
    )


_Key = tuple[object, ...]


def _key(found: Diagnostic) -> _Key:
    return (found.rule, found.about, found.role, found.span)


def _against(base: Tracker | None, tracker: Tracker, selection: Selection) -> Judged:
    chosen = selected(selection.on(tracker.path))
    found = on_change(Diff(base, tracker), chosen)
    # Comments are judged with the state, and the baseline is about states.
    changing = [each for each in chosen if each.listing.judges in ("change", "both")]
    allowances = Allowances(changing, selection.allowed, {})
    kept = allowances.settle(changing, tracker, base, (), found)
    return Judged(tuple(kept), tuple(allowances.suppressed))


def _in_every(change: Change, selection: Selection, judged: Sequence[Judged], at: int, found: Diagnostic) -> bool:
    """Whether the finding is true against every parent that has its task."""
    del selection
    bases = [base for base in change.parents if base is not None]
    for other, base in enumerate(bases):
        if other == at or (found.task is not None and not base.find(found.task)):
            continue
        if _key(found) not in map(_key, judged[other].diagnostics):
            return False
    return True


def _is_lost(change: Change, selection: Selection, judged: Sequence[Judged], at: int, found: Diagnostic) -> bool:
    """Whether no other parent had lost it by itself, seen from where the two come from."""
    del judged
    places = [place for place, base in enumerate(change.parents) if base is not None]
    for place in places:
        other = change.parents[place]
        if place == places[at] or other is None:
            continue
        origin = change.ancestor(places[at], place)
        if origin is None:
            continue
        own = _against(origin, other, selection).diagnostics
        if not introduced(own, [found]):
            return False
    return True
