"""Every rule's page says what the rule does: its examples are run, with all other rules beside it."""

from __future__ import annotations

import pytest

from forgemd.check import fix, run
from forgemd.rules import ALL, CATEGORIES, load, page
from forgemd.tracker import read
from tests.rules.pages import Example, examples, shown

EXAMPLES = [example for rule in ALL for example in examples(rule)]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example(example: Example) -> None:
    subject = example.subject
    result = run([subject])
    assert tuple(shown(subject.tracker, each) for each in result.diagnostics) == example.findings
    assert any(f" {example.rule} " in line for line in example.findings) == example.fails


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.fixed is not None], ids=str)
def test_fixed_example(example: Example) -> None:
    fixed = fix(example.subject, read)
    assert fixed.tracker.source.text == example.fixed
    assert {each.rule for each in fixed.fixed} == {example.rule}
    assert fixed.unsettled == ()


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
    assert judges_changes == (loaded.needs_base or loaded.change is not None)


def test_hints_and_roles_are_given() -> None:
    for example in EXAMPLES:
        for each in run([example.subject]).diagnostics:
            assert each.hint, f"{each.rule}: say what to do next"
            assert each.hint[0] != each.hint[0].upper() or not each.hint[0].isalpha() or each.hint.split()[0].isupper()
            assert not each.message.endswith(".")


def test_unknown_page() -> None:
    with pytest.raises(KeyError):
        page("no-such-rule")
