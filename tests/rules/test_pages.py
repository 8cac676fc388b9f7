"""Every rule's page says what the rule does: its examples are run, with all other rules beside it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forgemd.check import Selection, fix, judge_change, run
from forgemd.diagnostics import SEVERITIES, Diagnostic
from forgemd.rules import ALL, CATEGORIES, REGISTRY, Dated, Merge, Project, load, page
from forgemd.tracker import Diff, Tracker, read
from tests.rules.pages import Example, examples, shown

EXAMPLES = [example for rule in ALL for example in examples(rule)]
NOW = datetime(2026, 5, 30, 12, 0, tzinfo=UTC)
"""The day on which the pages are judged."""


def selection(rule: str) -> Selection:
    """The rules that are on, and `rule`."""
    return Selection({rule: load(rule).severity} if not REGISTRY[rule].on else {}, now=NOW)


def judged(example: Example, chosen: Selection) -> tuple[Diagnostic, ...]:
    """What the rules find in an example, in a merge on what it changes."""
    return (judge_change(example.change, chosen) if example.sides else run([example.subject], chosen)).diagnostics


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example(example: Example) -> None:
    found = judged(example, selection(example.rule))
    assert tuple(shown(example.subject.tracker, each) for each in found) == example.findings
    assert any(f" {example.rule} " in line for line in example.findings) == example.fails


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.fixed is not None], ids=str)
def test_fixed_example(example: Example) -> None:
    fixed = fix(example.subject, read, selection(example.rule), unsafe=example.unsafe)
    assert fixed.tracker.source.text == example.fixed
    assert {each.rule for each in fixed.fixed} == {example.rule}
    assert fixed.unsettled == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_no_finding_is_worse_than_its_rule_says(example: Example) -> None:
    """A hook leaves out the rules that cannot refuse."""
    chosen = selection(example.rule)
    every = judged(example, chosen)
    for least in SEVERITIES:
        found = judged(example, chosen._replace(least=least))
        at_least = SEVERITIES[: SEVERITIES.index(least) + 1]
        assert {each for each in every if each.severity in at_least} <= {*found} <= {*every}


@pytest.mark.parametrize("rule", ALL)
def test_page_is_whole(rule: str) -> None:
    text = page(rule)
    assert text.startswith(f"# {rule}\n\n{load(rule).summary}\n")
    verdicts = {example.fails for example in EXAMPLES if example.rule == rule}
    assert verdicts == {True, False}, "a page has at least one failing and one passing example"
    assert "\n## Fix\n" in text
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize("rule", ALL)
def test_rule_is_well_formed(rule: str) -> None:
    loaded = load(rule)
    assert loaded.name == rule
    assert loaded.category in CATEGORIES
    assert loaded.summary.endswith(".")
    judges_changes = any(example.before is not None for example in EXAMPLES if example.rule == rule)
    assert judges_changes == (loaded.subject in (Diff, Merge) or loaded.change is not None)
    assert REGISTRY[rule].category == loaded.category
    subjects = {Tracker: "state", Diff: "change", Merge: "merge", Dated: "time", Project: "project"}
    assert REGISTRY[rule].judges == ("both" if loaded.change is not None else subjects[loaded.subject])


def test_hints_and_roles_are_given() -> None:
    for example in EXAMPLES:
        for each in judged(example, selection(example.rule)):
            assert each.hint, f"{each.rule}: say what to do next"
            assert each.hint[0] != each.hint[0].upper() or not each.hint[0].isalpha() or each.hint.split()[0].isupper()
            assert not each.message.endswith(".")


def test_unknown_page() -> None:
    with pytest.raises(KeyError):
        page("no-such-rule")
