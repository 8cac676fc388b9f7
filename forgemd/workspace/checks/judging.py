"""Whether a change may be made: findings of severity error that it introduces refuse it."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.changes import Plan
from forgemd.check import NotRun, Selection, Subject, news, run
from forgemd.diagnostics import Diagnostic, count
from forgemd.errors import Refused
from forgemd.rules import Surroundings
from forgemd.text import Source, Span
from forgemd.tracker import STATUS, Tracker
from forgemd.typed import NamedTuple

__all__ = ["ChangeRefused", "Judgement", "judge", "together"]


class ChangeRefused(Refused):
    """A change that introduces errors. `diagnostics` point into `sources` (by path), the text as it was asked for."""

    def __init__(self, diagnostics: Sequence[Diagnostic], sources: dict[str, Source], hint: str) -> None:
        super().__init__(f"the change is refused: it introduces {count(len(diagnostics), 'error')}", hint=hint)
        self.diagnostics = tuple(diagnostics)
        self.sources = sources


def together(refused: Sequence[ChangeRefused]) -> ChangeRefused:
    """One refusal for all of `refused`, which are of different trackers."""
    diagnostics = [found for error in refused for found in error.diagnostics]
    sources = {path: source for error in refused for path, source in error.sources.items()}
    return ChangeRefused(diagnostics, sources, refused[0].hint or "")


class Judgement(NamedTuple):
    """What the rules say of a change: what it introduces, how many findings were there before, what did not run.

    `introduced` point into the finished text. `errors` are those that refuse the change, so that nobody gets to see
    that: they point into the text as it was asked for, where people find them in their file.
    """

    introduced: tuple[Diagnostic, ...]
    older: int
    not_run: tuple[NotRun, ...]
    errors: tuple[Diagnostic, ...] = ()


def judge(plan: Plan, selection: Selection, around: Surroundings) -> Judgement:
    """Run the rules on both sides of `plan`."""
    base = plan.diff.before
    subject = Subject(plan.diff.after, base, "", base is None, around, plan.diff)
    result = run([subject], selection)
    new = news([subject], result.diagnostics, selection)
    older = len(result.diagnostics) - len(new)
    errors = tuple(found for found in new if found.severity == "error")
    if errors:
        asked = run([Subject(plan.asked.after, base, "", base is None, around)], selection).diagnostics
        errors = _placed(errors, asked, plan.asked.after)
    return Judgement(tuple(new), older, result.not_run, errors)


def _placed(new: Sequence[Diagnostic], asked: Sequence[Diagnostic], tracker: Tracker) -> tuple[Diagnostic, ...]:
    """The findings `new` as they stand in `tracker`: each takes the place of one counterpart among `asked`."""
    found: dict[int, Diagnostic] = {}
    left = list(asked)
    for same in (_wording, _identity):
        for number, each in enumerate(new):
            twin = next((other for other in left if same(other) == same(each)), None) if number not in found else None
            if twin is not None:
                # What the log says of a step may make it milder: then only the place is the twin's.
                same_weight = twin.severity == each.severity
                found[number] = twin if same_weight else each._replace(span=twin.span, fix=None)
                left.remove(twin)
    return tuple(
        found[number] if number in found else each._replace(span=_nearest(each, tracker), fix=None)
        for number, each in enumerate(new)
    )


def _nearest(found: Diagnostic, tracker: Tracker) -> Span:
    """Where a finding belongs that only the finished text has, as a row of the log: to its task, if it is of one."""
    tasks = tracker.find(found.task) if found.task is not None else []
    if len(tasks) == 1:
        return tasks[0].span_of(STATUS)
    end = len(tracker.source.text)
    return Span(min(found.span.start, end), min(found.span.end, end))


def _wording(found: Diagnostic) -> tuple[str | None, ...]:
    return (*_identity(found), found.message)


def _identity(found: Diagnostic) -> tuple[str | None, ...]:
    return (found.rule, found.task, found.role)
