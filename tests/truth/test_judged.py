"""Findings on real files are what their owners would want to know: 19 in 20 at least, and none is unjudged."""

from __future__ import annotations

from collections import Counter

from forgemd.rules import ALL
from tests.truth.judged import findings, verdicts


def test_every_finding_is_judged(shared: str) -> None:
    assert [each for each in findings() if each[:3] not in verdicts()] == [], "python -m tests.truth.judged lists them"


def test_nineteen_in_twenty_are_wanted(shared: str) -> None:
    wanted = Counter(verdicts()[each[:3]].wanted for each in findings() if each[:3] in verdicts())
    assert wanted.total() > 50
    assert wanted[True] >= 0.95 * wanted.total()


def test_what_is_no_news_is_no_more_than_a_note(shared: str) -> None:
    unwanted = [each for each in findings() if each[:3] in verdicts() and not verdicts()[each[:3]].wanted]
    assert {each.severity for each in unwanted} <= {"note"}


def test_verdicts_are_well_formed(shared: str) -> None:
    assert {rule for _, rule, _ in verdicts()} <= set(ALL)
    assert all(verdict.why.strip() for verdict in verdicts().values())
