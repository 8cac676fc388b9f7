"""`forgemd config show`, and what a configuration says of single files."""

from __future__ import annotations

import pytest

from tests.cli.shapes import hold
from tests.cli.test_check import TWICE, rules
from tests.e2e.program import forgemd
from tests.gitrepo import Repo

FILE = """\
extends: agents
rules:
  ragged-row: off
per_file:
  "old/**":
    rules: {dates: off}
trackers:
- T.md
"""


def test_every_value_says_where_it_is_set(repo: Repo) -> None:
    repo.write(".forgemd.yaml", FILE)
    done = forgemd(repo, "config", "show", "--origin")
    assert (done.code, done.err) == (0, "")
    for said in (
        "extends: agents  # .forgemd.yaml:1",
        "rules.ragged-row: off  # .forgemd.yaml:3",
        "rules.log: error  # agents.yaml:5",
        "per_file.old/**.rules.dates: off  # .forgemd.yaml:6",
        'trackers: ["T.md"]  # .forgemd.yaml:7',
        "fail_on: error  # default",
    ):
        assert f"\n{said}\n" in f"\n{done.out}", said
    plain = forgemd(repo, "config", "show").out
    assert "#" not in plain
    assert 'per_file: {"old/**": {"rules": {"dates": "off"}, "select": []}}\n' in plain


def test_the_same_as_json_from_a_directory_below(repo: Repo) -> None:
    repo.write("a/b/x", "")
    assert hold(forgemd(repo, "config", "show", "--format", "json").json, "config-show")["file"] is None
    repo.write("pyproject.toml", "[tool.forgemd]\nfail_on = 'note'\n")
    shown = hold(forgemd(repo.full("a/b"), "config", "show", "--format", "json").json, "config-show")
    assert shown["file"] == "../../pyproject.toml"
    assert {"key": "fail_on", "value": "note", "origin": "../../pyproject.toml:2"} in shown["options"]


def test_a_mistake_has_its_place(repo: Repo) -> None:
    repo.write(".forgemd.yaml", "per_file: {T.md: {rules: {nonsense: off}}}\n")
    done = forgemd(repo, "config", "show")
    assert (done.code, done.out) == (2, "")
    assert ".forgemd.yaml:1:27: " in done.err


@pytest.mark.parametrize(
    ("said", "new", "old"),
    [
        ("per_file: {old/: {rules: {duplicate-id: off}}}", ["error"], []),
        ("per_file: {'old/**': {rules: {ids: note}}}\nrules: {duplicate-id: warning}", ["warning"], ["note"]),
        ("per_file: {'**/*.md': {select: [dates]}, '*.md': {select: [ids]}}", ["error"], ["error"]),
        ("per_file: {old/U.md: {select: [ids]}}\nselect: [dates]", [], ["error"]),
    ],
)
def test_rules_for_some_files(repo: Repo, said: str, new: list[str], old: list[str]) -> None:
    repo.write("T.md", TWICE)
    repo.write("old/U.md", TWICE)
    repo.write(".forgemd.yaml", said + "\n")
    repo.commit("x")
    found = hold(forgemd(repo, "check", "--format", "json").json, "check")["diagnostics"]
    by_path = {path: [each["severity"] for each in found if each["path"] == path] for path in ("T.md", "old/U.md")}
    assert by_path == {"T.md": new, "old/U.md": old}


def test_the_command_line_selects_and_a_file_that_is_let_off_stays_so(repo: Repo) -> None:
    repo.write("T.md", TWICE)
    repo.write("U.md", TWICE)
    repo.write(".forgemd.yaml", "per_file: {U.md: {rules: {duplicate-id: off}}, T.md: {select: [dates]}}\n")
    repo.commit("x")
    assert rules(forgemd(repo, "check", "--format", "json", "--select", "ids")) == ["duplicate-id"]


def test_hooks_and_ranges_go_by_it_too(repo: Repo) -> None:
    repo.write(".forgemd.yaml", "per_file: {U.md: {rules: {duplicate-id: off}}}\n")
    start = repo.commit("x")
    repo.write("U.md", TWICE)
    repo.add()
    assert forgemd(repo, "hook", "pre-commit").code == 0
    repo.commit("y")
    assert rules(forgemd(repo, "check", "--format", "json", "--range", f"{start}..HEAD")) == []
    repo.write("T.md", TWICE)
    repo.add()
    assert forgemd(repo, "hook", "pre-commit").code == 1
    repo.commit("z")
    assert rules(forgemd(repo, "check", "--format", "json", "--range", f"{start}..HEAD")) == ["duplicate-id"]
