"""`forgemd rule`: the pages of the rules."""

from __future__ import annotations

import pytest

from forgemd.rules import ALL
from tests.cli.inside import inside
from tests.cli.shapes import hold
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT


def test_without_a_name_every_rule_has_one_line() -> None:
    done = forgemd(ROOT, "rule")
    assert (done.code, done.err) == (0, "")
    assert [row.split()[0] for row in done.out.splitlines()] == list(ALL)


@pytest.mark.parametrize("name", [ALL[0], ALL[-1]])
def test_a_page(name: str) -> None:
    done = forgemd(ROOT, "rule", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"# {name}\n")


def test_all_pages() -> None:
    out = forgemd(ROOT, "rule", "--all").out
    assert [name for name in ALL if f"# {name}\n" not in out] == []


def test_every_page_says_how_to_mend_and_how_to_switch_off(repo: Repo) -> None:
    for rule in inside(repo, "rule", "--format", "json").json["rules"]:
        text, name = rule["page"], rule["name"]
        fix, off = text.index("\n## Fix\n"), text.index("\n## Switch it off or on\n")
        assert fix < off
        assert f"`rules: {{{name}: " in text[off:]
        assert max(map(len, text[off:].splitlines())) <= 120


def test_json() -> None:
    rules = hold(forgemd(ROOT, "rule", "--format", "json").json, "rule")["rules"]
    assert [rule["name"] for rule in rules] == list(ALL)
    assert all(rule["page"].startswith(f"# {rule['name']}\n") for rule in rules)


def test_a_category_lists_its_rules(repo: Repo) -> None:
    names = [each["name"] for each in inside(repo, "rule", "figures", "--format", "json").json["rules"]]
    assert "stale-rollup" in names
    assert "duplicate-id" not in names
    assert [line.split()[0] for line in inside(repo, "rule", "figures").out.splitlines()] == names
    assert [name for name in ALL if f"# {name}\n" in inside(repo, "rule", "figures", "--all").out] == names
    done = inside(repo, "rule", "figure")
    assert (done.code, "did you mean figures" in done.err) == (2, True)
