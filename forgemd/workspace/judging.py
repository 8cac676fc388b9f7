"""Whether a change may be made: findings of severity error that it introduces refuse it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from forgemd.changes import Plan
from forgemd.check import NotRun, Selection, Subject, introduced, run
from forgemd.diagnostics import Diagnostic
from forgemd.errors import Refused
from forgemd.text import Source

__all__ = ["ChangeRefused", "Judgement", "judge"]


class ChangeRefused(Refused):
    """A change that introduces errors. `diagnostics` point into `sources` (by path), the text as it was asked for."""

    def __init__(self, diagnostics: Sequence[Diagnostic], sources: dict[str, Source], hint: str) -> None:
        count = len(diagnostics)
        message = f"the change is refused: it introduces {count} error{'s' if count != 1 else ''}"
        super().__init__(message, hint=hint)
        self.diagnostics = tuple(diagnostics)
        self.sources = sources


class Judgement(NamedTuple):
    """What the rules say of a change: what it introduces, how many findings were there before, what did not run."""

    introduced: tuple[Diagnostic, ...]
    older: int
    not_run: tuple[NotRun, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that refuse the change."""
        return tuple(found for found in self.introduced if found.severity == "error")


def judge(plan: Plan, selection: Selection) -> Judgement:
    """Run the rules on both sides of `plan`. Findings point into the text as it was asked for, where they
    were there already, so that people find them in their file."""
    base = plan.diff.before
    before = run([Subject(base, None, "", True)], selection).diagnostics if base is not None else ()
    result = run([Subject(plan.diff.after, base, "", base is None)], selection)
    new = introduced(before, result.diagnostics)
    asked = run([Subject(plan.asked.after, base, "", base is None)], selection).diagnostics if new else ()
    places = {(found.rule, found.task, found.role): found for found in asked}
    shown = tuple(places.get((found.rule, found.task, found.role), found) for found in new)
    return Judgement(shown, len(result.diagnostics) - len(new), result.not_run)
