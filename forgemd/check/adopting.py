"""A baseline for an old tracker: what its state is found guilty of today."""

from __future__ import annotations

from forgemd.check.allowance import MISSPELT, UNUSED
from forgemd.check.running import Selection, Subject, run
from forgemd.diagnostics import Diagnostic
from forgemd.typed import Iterable

__all__ = ["adopted"]


def adopted(subjects: Iterable[Subject], selection: Selection) -> list[Diagnostic]:
    """The findings on the state of `subjects`, for `baseline_text`.

    What is found on a change is left out, since the same change would be known the next time, and so are findings
    on allowances.
    """
    states = [Subject(subject.tracker, around=subject.around) for subject in subjects]
    found = run(states, selection._replace(baseline={})).diagnostics
    return [each for each in found if each.rule not in (UNUSED, MISSPELT)]
