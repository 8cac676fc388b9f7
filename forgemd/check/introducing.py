"""What a change brings in: the findings that its base does not have."""

from __future__ import annotations

from forgemd.check.allowance import MISSPELT, UNUSED
from forgemd.check.running import DEFAULT, Selection, Subject, narrowed, run
from forgemd.diagnostics import Diagnostic
from forgemd.typed import Callable, Iterable

__all__ = ["introduced", "news"]

_Identity = tuple[str, ...]


def introduced(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings of `after` that `before` has no counterpart for, in their order.

    Counterparts share rule, path, task and role; those about no task share their message but for its numbers,
    so that a figure that was wrong and is wrong in another way is not new. Each stands for one finding only.
    """
    counterparts, found = list(before), list(after)
    if not counterparts or not found:
        return tuple(found)
    from collections import Counter  # takes 1 ms to load, and most commits bring in nothing

    # Those that say the very same go first, so that what is left over is what differs most.
    for identity in (_wording, _identity):
        counts = Counter(identity(diagnostic) for diagnostic in counterparts)
        counterparts = _unmatched(counterparts, Counter(identity(each) for each in found), identity)
        found = _unmatched(found, counts, identity)
    return tuple(found)


def _unmatched(
    diagnostics: Iterable[Diagnostic], counterparts: dict[_Identity, int], identity: Callable[[Diagnostic], _Identity]
) -> list[Diagnostic]:
    """The diagnostics that are left when each counterpart has taken one; `counterparts` is used up."""
    found: list[Diagnostic] = []
    for diagnostic in diagnostics:
        key = identity(diagnostic)
        if counterparts.get(key):
            counterparts[key] -= 1
        else:
            found.append(diagnostic)
    return found


def _wording(diagnostic: Diagnostic) -> _Identity:
    return (*_identity(diagnostic), diagnostic.message)


def _identity(diagnostic: Diagnostic) -> _Identity:
    return (diagnostic.rule, diagnostic.path, diagnostic.about, diagnostic.role or "")


def news(
    subjects: Iterable[Subject],
    diagnostics: Iterable[Diagnostic],
    selection: Selection = DEFAULT,
) -> tuple[Diagnostic, ...]:
    """Those of `diagnostics`, found in `subjects`, that the change from their bases introduces.

    What compares with a base is always new; bases are judged only where there are findings, and only by the rules
    that these are of.
    """
    after = tuple(diagnostics)
    paths = {diagnostic.path for diagnostic in after}
    rules = {diagnostic.rule for diagnostic in after}
    if rules.isdisjoint((UNUSED, MISSPELT)):  # those are about what all the others find
        selection = narrowed(selection, sorted(rules))
    bases = [
        Subject(subject.base, is_new=True, around=subject.around)
        for subject in subjects
        if subject.base is not None and subject.tracker.path in paths
    ]
    return introduced(run(bases, selection).diagnostics, after) if bases else after
