"""Select rules, run them, and sort what they find."""

from __future__ import annotations

from forgemd.check.allowance import Allowances, Unused
from forgemd.check.baseline import Entry
from forgemd.check.naming import EVERY_RULE, Chosen, meanings
from forgemd.check.scope import Scope, matches
from forgemd.diagnostics import SEVERITIES, Diagnostic, Severity
from forgemd.errors import UsageError
from forgemd.lazy import datetime
from forgemd.markdown import find_conflicts
from forgemd.rules import (
    ALL,
    CATEGORIES,
    NOWHERE,
    REGISTRY,
    Dated,
    Project,
    Surroundings,
    load,
    traits,
    traits_of_change,
)
from forgemd.tracker import Diff, Tracker, similar
from forgemd.typed import TYPE_CHECKING, Callable, Collection, Iterable, Iterator, Literal, NamedTuple, Sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "DEFAULT",
    "NotRun",
    "Result",
    "Selection",
    "Subject",
    "narrowed",
    "run",
    "selected",
    "weighed",
]

_TOGETHER = 8
"""So many trackers are judged by one rule after the other, and not one after the other by all rules: what a rule needs
is at hand for the second one, and all take a fifteenth less time."""
_SMALL = 50_000
"""Characters of a tracker that does not crowd out what a rule needs."""
_ON_CONFLICTS = "conflict-markers"
"""The one rule that judges a text with conflict markers in it."""
_TWO_TEXTS = "conflict markers make two texts of one"


class Subject(NamedTuple):
    """A tracker and what it is compared with.

    `base_problem` says why there is no base; it is empty when `base` is given or the file is new (`is_new`).
    `around` answers for what lies around the tracker, in the state that is judged. `known` is what was found out
    about its difference to `base` already.
    """

    tracker: Tracker
    base: Tracker | None = None
    base_problem: str = ""
    is_new: bool = False
    around: Surroundings = NOWHERE
    known: Diff | None = None

    @property
    def diff(self) -> Diff | None:
        """What differs from the base; None where there is none to compare with."""
        known = self.known
        if known is not None and known.before is self.base and known.after is self.tracker:
            return known
        return Diff(self.base, self.tracker) if self.base is not None or self.is_new else None


class Selection(NamedTuple):
    """Which rules run, and how much their findings matter.

    `severities` replaces a rule's own by its name, or that of every rule not named as `ALL`; `off` does not run
    it. `only`, unless empty, names the rules to run; `ignored` those not to run, whatever else is said. In all
    three a category stands for its rules; a rule's own name goes before it.

    `allowed` are rules by the id of the task that they shall not speak about; `baseline` counts findings that are
    known and not to be told.

    `now` (aware) is the time of the check; without it no rule runs that needs to know it. `scopes` say otherwise
    for some files, the last one first. With `least`, only rules run that can find something at least that severe.
    """

    severities: Mapping[str, Severity | Literal["off"]] = {}
    only: Sequence[str] = ()
    ignored: Sequence[str] = ()
    allowed: Mapping[str, Collection[str]] = {}
    baseline: Mapping[Entry, int] = {}
    now: datetime | None = None
    scopes: Sequence[Scope] = ()
    least: Severity = "note"

    def on(self, path: str) -> Selection:
        """What holds for the file `path`."""
        found = self
        for scope in self.scopes:
            if matches(path, (scope.pattern,)):
                found = found._replace(severities=scope.over(found.severities), only=scope.only or found.only)
        return found


DEFAULT = Selection()
"""Every rule that is on unless somebody asks for more or less, with its own severity."""


class NotRun(NamedTuple):
    """A rule that could not judge a file, or only in part, and why."""

    rule: str
    path: str
    why: str


class Result(NamedTuple):
    """Findings, sorted by path, place and rule, and what was not judged.

    `suppressed` are findings that a comment, the configuration or the baseline allows; `unused` what of the last
    two allowed nothing; `paths` those of the trackers that were judged.
    """

    diagnostics: tuple[Diagnostic, ...]
    not_run: tuple[NotRun, ...]
    suppressed: tuple[Diagnostic, ...] = ()
    unused: Unused = Unused()
    paths: frozenset[str] = frozenset()


def run(
    subjects: Iterable[Subject],
    selection: Selection = DEFAULT,
    heard: Callable[[Sequence[Diagnostic]], object] = len,
) -> Result:
    """Let the selected rules judge the subjects. Raises `UsageError` for a rule that does not exist.

    `heard` is told what is found in some of them before others are asked for.
    """
    chosen = selected(selection)
    allowances = Allowances(chosen, selection.allowed, selection.baseline)
    found: list[Diagnostic] = []
    not_run: list[NotRun] = []
    paths: set[str] = set()
    fitting: dict[frozenset[str], list[Chosen]] = {}
    wanting = _wanting(chosen)
    for some in _batches(subjects):
        cases: list[_Case] = []
        for subject in some:
            paths.add(subject.tracker.path)
            fit = _selected_on(subject.tracker.path, selection, chosen)
            there = traits(subject.tracker)
            if "conflicts" in there and find_conflicts(subject.tracker.source):
                others = (each.name for each in fit if each.name != _ON_CONFLICTS)
                not_run += [NotRun(name, subject.tracker.path, _TWO_TEXTS) for name in others]
                fit = [each for each in fit if each.name == _ON_CONFLICTS]
            else:
                not_run += _not_run(subject, wanting if fit is chosen else _wanting(fit), selection.now, there)
            cases.append(_Case(subject, fit, _looking(fit, there, fitting if fit is chosen else {})))
        before = len(found)
        for (subject, fit, _), state in zip(cases, _states(cases, selection.now), strict=True):
            found += allowances.settle(fit, subject.tracker, subject.base, state, _changes(subject, fit))
        heard(found[before:])
        del some, cases, subject, fit, state  # their memory is still at hand for the next ones that are read
    found.sort(key=_order)
    return Result(tuple(found), tuple(not_run), tuple(allowances.suppressed), allowances.unused(), frozenset(paths))


def _batches(subjects: Iterable[Subject]) -> Iterator[list[Subject]]:
    """The subjects, a few small ones at a time; a large one is the last of those that it is with."""
    some: list[Subject] = []
    for subject in subjects:
        some.append(subject)
        if len(some) == _TOGETHER or len(subject.tracker.source.text) > _SMALL:
            yield some
            some = []
    if some:
        yield some


def _selected_on(path: str, selection: Selection, chosen: list[Chosen]) -> list[Chosen]:
    """The rules to run on the file `path`; `chosen` are those for files that no scope speaks of."""
    on = selection.on(path)
    return chosen if on is selection else selected(on)


class _Case(NamedTuple):
    """What is to be judged, the rules that are `fit` for it, and those of them that are `looking` at its state."""

    subject: Subject
    fit: list[Chosen]
    looking: list[Chosen]


def _looking(fit: Iterable[Chosen], there: frozenset[str], fitting: dict[frozenset[str], list[Chosen]]) -> list[Chosen]:
    """Those of the rules that look at the state of a tracker with the traits `there`; `fitting` keeps them by traits: a
    repository's trackers are much alike."""
    if there not in fitting:
        states = (each for each in fit if each.listing.judges not in ("change", "merge"))
        fitting[there] = [each for each in states if each.listing.applies(there)]
    return fitting[there]


def _states(cases: Sequence[_Case], now: datetime | None) -> list[list[Diagnostic]]:
    """What the rules find on the state of each tracker. A rule judges those in turn that the same rules look at."""
    found: list[list[Diagnostic]] = [[] for _ in cases]
    alike: dict[int, list[tuple[Subject, list[Diagnostic]]]] = {}
    for case, mine in zip(cases, found, strict=True):
        alike.setdefault(id(case.looking), []).append((case.subject, mine))
    rules = {id(case.looking): case.looking for case in cases}
    for key, group in alike.items():
        judged = _judged([subject for subject, _ in group], now)
        for each in rules[key]:
            judge, severity, asks = each.rule.judge, each.severity, each.listing.asks
            for what, (subject, mine) in zip(judged.get(each.listing.judges, judged["state"]), group, strict=True):
                if asks is None or not subject.around.why_not(asks):
                    mine += weighed(judge(what), severity)
    return found


def _judged(subjects: Sequence[Subject], now: datetime | None) -> dict[str, Sequence[object]]:
    """What rules on states, on the time and on the surroundings judge of each of `subjects`."""
    return {
        "state": [subject.tracker for subject in subjects],
        "time": [None if now is None else Dated(subject.tracker, now) for subject in subjects],
        "project": [Project(subject.tracker, subject.around) for subject in subjects],
    }


def _changes(subject: Subject, fit: Iterable[Chosen]) -> list[Diagnostic]:
    """What the rules find on the change of a tracker."""
    # One reading for both sides: not a byte has changed, and most files of most checks are like that.
    if subject.base is subject.tracker:
        return []
    diff = subject.diff
    return [] if diff is None else on_change(diff, fit)


def on_change(diff: Diff, chosen: Iterable[Chosen]) -> list[Diagnostic]:
    """What the rules find on a change alone."""
    there = traits_of_change(diff)
    found: list[Diagnostic] = []
    for each in chosen:
        if each.listing.judges in ("change", "both") and each.listing.applies(there):
            found += weighed(each.rule.judge(diff), each.severity)
    return found


def _wanting(chosen: Iterable[Chosen]) -> list[Chosen]:
    """The rules that want more than a tracker, so that they may lack it."""
    return [each for each in chosen if each.listing.judges not in ("state", "merge")]


def _not_run(subject: Subject, wanting: Iterable[Chosen], now: datetime | None, there: frozenset[str]) -> list[NotRun]:
    """Those of `_wanting` that lack what they judge by a tracker with the traits `there`."""
    found = []
    has_base = subject.base is not None or subject.is_new
    for name, listing, _ in wanting:
        judges, silence = listing.judges, ""
        if judges == "time" and now is None:
            silence = "the time of the check is not known"
        elif judges in ("change", "both") and not has_base:
            why = subject.base_problem or "there is nothing to compare with"
            silence = why if judges == "change" else f"only the state was judged: {why}"
        elif listing.asks is not None and listing.applies(there):
            silence = subject.around.why_not(listing.asks)
        if silence:
            found.append(NotRun(name, subject.tracker.path, silence))
    return found


def weighed(judged: Iterable[Diagnostic], severity: Severity | None) -> Iterable[Diagnostic]:
    """The findings, with the severity that replaces their own."""
    return judged if severity is None else [each._replace(severity=severity) for each in judged]


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    return (diagnostic.path, *diagnostic.span, diagnostic.rule, diagnostic.message)


def selected(selection: Selection) -> list[Chosen]:
    """The rules to run, in the alphabet's order, each with the severity that replaces its own.

    Raises `UsageError` for a rule that does not exist, with those that look like it.
    """
    for name in (*selection.severities, *selection.only, *selection.ignored):
        if name != EVERY_RULE and name not in REGISTRY and name not in CATEGORIES:
            near = similar(name, (*ALL, *CATEGORIES))
            hint = f"did you mean {' or '.join(near)}?" if near else "forgemd rule lists the rules"
            raise UsageError(f"there is no rule called '{name}'", hint=hint)
    found: list[Chosen] = []
    for name, listing in REGISTRY.items():
        severity = next((selection.severities[word] for word in meanings(name, selection.severities)), None)
        wanted = not selection.only or meanings(name, selection.only)
        named = listing.on or name in selection.only or name in selection.severities
        if not wanted or not named or meanings(name, selection.ignored) or severity == "off":
            continue
        if SEVERITIES.index(severity or listing.worst) <= SEVERITIES.index(selection.least):
            found.append(Chosen(name, listing, severity))
    return found


def narrowed(selection: Selection, names: Sequence[str]) -> Selection:
    """`selection` with `names` (rules, categories, `ALL`) as the only ones to run, also where it has them off."""
    severities = dict(selection.severities)
    for name in ALL:
        words = meanings(name, severities)
        if words and severities[words[0]] == "off" and meanings(name, names):
            severities[name] = load(name).severity
    scopes = [scope._replace(only=()) for scope in selection.scopes]
    return selection._replace(only=names, severities=severities, scopes=scopes)
