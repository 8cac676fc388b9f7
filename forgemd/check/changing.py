"""Judge what a commit did to a tracker: against its parent, and in a merge against all of them."""

from __future__ import annotations

from forgemd.check.allowance import Allowances
from forgemd.check.naming import Chosen
from forgemd.check.running import Selection, on_change, selected, weighed
from forgemd.diagnostics import Diagnostic
from forgemd.rules import Merge, traits
from forgemd.tracker import Diff, Tracker
from forgemd.typed import Callable, Iterable, NamedTuple, Sequence

__all__ = ["Change", "Judged", "judge_change"]


class Change(NamedTuple):
    """A tracker in a commit beside what the parents have of it (None: no such file).

    `merge` gives it beside its parents and what these come from, where two or more have it; it is asked only if a
    rule wants to know.
    """

    tracker: Tracker
    parents: tuple[Tracker | None, ...] = ()
    merge: Callable[[], Merge | None] = lambda: None


class Judged(NamedTuple):
    """The findings on a change, by place, and those that are allowed."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...] = ()


def judge_change(change: Change, selection: Selection) -> Judged:
    """Let the selected rules judge the change alone, not the state that it ends in.

    In a merge a finding counts that is true against every parent that has the task: a row that one side has is no
    transition. What may not get lost, rules on merges judge against all parents at once.
    """
    bases: list[Tracker | None] = [base for base in change.parents if base is not None]
    bases = bases or [None]
    chosen = selected(selection.on(change.tracker.path))
    if len(bases) == 1:
        return _against(bases[0], change.tracker, selection, chosen)
    apart = [each for each in chosen if each.listing.in_merges]
    judged = [_against(base, change.tracker, selection, apart) for base in bases]
    judged.append(_merged(change, selection, chosen))
    found: dict[_Key, Diagnostic] = {_message_key(each): each for each in judged[-1].diagnostics}
    for at, one in enumerate(judged[:-1]):
        for each in one.diagnostics:
            if _key(each) not in found and _in_every(bases, judged, at, each):
                found[_key(each)] = each
    return Judged(
        tuple(sorted(found.values(), key=lambda each: (*each.span, each.rule, each.message))),
        tuple({_message_key(each): each for one in judged for each in one.suppressed}.values()),
    )


_Key = tuple[object, ...]


def _key(found: Diagnostic) -> _Key:
    return (found.rule, found.about, found.role, found.span)


def _message_key(found: Diagnostic) -> _Key:
    return (*_key(found), found.message)


def _against(base: Tracker | None, tracker: Tracker, selection: Selection, chosen: Iterable[Chosen]) -> Judged:
    # Comments are judged with the state, and the baseline is about states.
    changing = [each for each in chosen if each.listing.judges in ("change", "both")]
    return _allowed(on_change(Diff(base, tracker), changing), base, tracker, selection, changing)


def _merged(change: Change, selection: Selection, chosen: Iterable[Chosen]) -> Judged:
    """What rules on merges find, unless the first parent allows it."""
    asking = [each for each in chosen if each.listing.judges == "merge"]
    merge = change.merge() if asking else None
    if merge is None:
        return Judged(())
    there = traits(merge.merged)
    found = [
        finding
        for each in asking
        if each.listing.applies(there)
        for finding in weighed(each.rule.judge(merge), each.severity)
    ]
    return _allowed(found, merge.parents[0], change.tracker, selection, asking)


def _allowed(
    found: Sequence[Diagnostic],
    base: Tracker | None,
    tracker: Tracker,
    selection: Selection,
    chosen: Iterable[Chosen],
) -> Judged:
    chosen = list(chosen)
    allowances = Allowances(chosen, selection.allowed, {})
    kept = allowances.settle(chosen, tracker, base, (), found)
    return Judged(tuple(kept), tuple(allowances.suppressed))


def _in_every(bases: Sequence[Tracker | None], judged: Sequence[Judged], at: int, found: Diagnostic) -> bool:
    """Whether the finding is true against every parent that has its task."""
    for other, base in enumerate(bases):
        if other == at or base is None or (found.task is not None and not base.find(found.task)):
            continue
        if _key(found) not in map(_key, judged[other].diagnostics):
            return False
    return True
