"""What is taken out of the findings of a run: by comments, by the configuration, by a baseline; and what of these
had nothing to take out."""

from __future__ import annotations

from forgemd.check.baseline import Entry, entry_of
from forgemd.check.naming import Chosen, meanings
from forgemd.check.suppression import Misspelt, Suppression, holding, suppressions
from forgemd.diagnostics import Diagnostic
from forgemd.tracker import Tracker
from forgemd.typed import Collection, Iterable, Mapping, NamedTuple, Sequence

__all__ = ["Allowances", "Unused"]

UNUSED, MISSPELT = "unused-suppression", "bad-suppression"


class Unused(NamedTuple):
    """Allowances of the configuration, as task and rule, and entries of the baseline that no finding needed."""

    allowed: tuple[tuple[str, str], ...] = ()
    baseline: tuple[Entry, ...] = ()


class Allowances:
    """The allowances of one run, used up as findings come."""

    def __init__(
        self,
        rules: Iterable[Chosen],
        allowed: Mapping[str, Collection[str]],
        baseline: Mapping[Entry, int],
    ) -> None:
        self._rules = {rule.name: rule for rule in rules}
        self._allowed = allowed
        self._baseline = dict(baseline)
        self._used: set[tuple[str, str]] = set()
        self.suppressed: list[Diagnostic] = []

    def settle(
        self,
        rules: Iterable[Chosen],
        tracker: Tracker,
        base: Tracker | None,
        state: Sequence[Diagnostic],
        changes: Sequence[Diagnostic],
    ) -> list[Diagnostic]:
        """The findings of `rules` on the state of a tracker, and on its change from `base`, that nothing allows, and
        those on the comments themselves. What both say, in a change as heavily as the base weighs it, is told once."""
        if changes:
            told = {(each.rule, each.span, each.message) for each in changes}
            state = [each for each in state if (each.rule, each.span, each.message) not in told]
        comments, wrong = suppressions(tracker)
        if not (comments or wrong or self._allowed or self._baseline):
            return [*state, *changes]
        used: set[tuple[Suppression, str]] = set()
        kept = [found for found in state if not self._allows(found, comments, used) and not self._knows(found)]
        known = holding(tracker, base, comments)
        kept += [found for found in changes if not self._allows(found, known, used)]
        return kept + list(_on_comments({rule.name: rule for rule in rules}, tracker, comments, wrong, used))

    def _allows(self, found: Diagnostic, comments: Iterable[Suppression], used: set[tuple[Suppression, str]]) -> bool:
        covering = [comment for comment in comments if comment.covers(found)]
        used.update((comment, found.rule) for comment in covering)
        words = meanings(found.rule, self._allowed.get(found.task, ())) if found.task is not None else []
        self._used.update((found.task or "", word) for word in words)
        if covering or words:
            self.suppressed.append(found)
        return bool(covering or words)

    def _knows(self, found: Diagnostic) -> bool:
        """Whether the baseline has the finding; each entry stands for as many as it counts."""
        entry = entry_of(found)
        if self._baseline.get(entry, 0) < 1:
            return False
        self._baseline[entry] -= 1
        self.suppressed.append(found)
        return True

    def unused(self) -> Unused:
        """What was not needed, after the last tracker."""
        allowed = [
            (task, word)
            for task, words in self._allowed.items()
            for word in words
            if (task, word) not in self._used
            and any(_judges_states(self._rules, name) for name in self._rules if meanings(name, (word,)))
        ]
        left = [entry for entry, count in self._baseline.items() if count > 0 and entry.rule in self._rules]
        return Unused(tuple(allowed), tuple(left))


def _on_comments(
    rules: Mapping[str, Chosen],
    tracker: Tracker,
    comments: Iterable[Suppression],
    wrong: Iterable[Misspelt],
    used: set[tuple[Suppression, str]],
) -> Iterable[Diagnostic]:
    if MISSPELT in rules:
        chosen = rules[MISSPELT]
        for each in wrong:
            yield chosen.rule.finding(tracker.path, each.span, each.message, hint=each.hint, severity=chosen.severity)
    if UNUSED in rules:
        chosen = rules[UNUSED]
        for comment in comments:
            for name in comment.rules:
                if (comment, name) not in used and _judges_states(rules, name):
                    message = f"nothing here has to be allowed `{name}`"
                    hint = "take the comment out" if len(comment.rules) == 1 else f"take `{name}` out of it"
                    yield chosen.rule.finding(tracker.path, comment.span, message, hint=hint, severity=chosen.severity)


def _judges_states(rules: Mapping[str, Chosen], name: str) -> bool:
    """Whether the rule ran and would find the same again: one on changes finds a thing once."""
    return name in rules and rules[name].listing.judges not in ("change", "merge")
