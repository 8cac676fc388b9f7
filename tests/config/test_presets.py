"""Presets: plain configuration files, and what becomes of a file that extends one."""

from __future__ import annotations

import pytest

from forgemd import resources
from forgemd.config import CommitOptions, Config, load, origins, rows
from forgemd.config.options import PRESETS
from forgemd.rules import ALL, CATEGORIES
from tests.e2e.program import forgemd
from tests.gitrepo import Repo

NAMES = (*ALL, *CATEGORIES)


def loaded(text: str) -> Config:
    return load("x.yaml", text.encode(), rule_names=NAMES)


def test_each_is_a_file() -> None:
    files = [name for name in resources.names("templates") if name.startswith("presets/")]
    assert files == sorted(f"presets/{name}.yaml" for name in PRESETS)


@pytest.mark.parametrize("name", PRESETS)
def test_each_is_a_configuration_that_says_something_and_is_that_of_who_extends_it(name: str) -> None:
    preset = loaded(resources.read("templates", f"presets/{name}.yaml"))
    assert preset != Config()
    assert preset.extends is None
    assert loaded(f"extends: {name}\n")._replace(extends=None) == preset


def test_the_file_goes_before_its_preset() -> None:
    preset = loaded("extends: agents")
    own = loaded("extends: agents\nworkflow: lenient\nrules: {log: note, bad-date: off}\ntrackers: [a.md]\nfail_on:\n")
    assert own.workflow == "lenient"
    assert own.rules == {**preset.rules, "log": "note", "bad-date": "off"}
    assert own.trackers == ("a.md",)
    assert own.fail_on == preset.fail_on
    assert loaded("extends: strict\ncommit: {trailers: false}\n").commit == CommitOptions(trailers=False)


def test_what_is_a_default_in_the_file_still_goes_before_the_preset() -> None:
    assert loaded("extends: strict").fail_on == "warning"
    assert loaded("extends: strict\nfail_on: error\n").fail_on == "error"


def test_toml_extends_as_well() -> None:
    raw = b"[tool.forgemd]\nextends = 'relaxed'\nrules = {log = 'error'}\n"
    config = load("pyproject.toml", raw, rule_names=NAMES)
    assert (config.workflow, config.rules["log"], config.rules["figures"]) == ("lenient", "error", "note")


def test_where_an_option_comes_from() -> None:
    raw = b"extends: strict\nrules: {log: note}\n"
    found = origins("x.yaml", raw)
    assert found["fail_on"] == "strict.yaml:11"
    assert found["rules.log"] == "x.yaml:2"
    assert found["rules.ids"] == "strict.yaml:4"
    assert {row.key: row.origin for row in rows(loaded(raw.decode()), found)}["fail_on"] == "strict.yaml:11"


TRACKER = "| ID | Task | Status | Total |\n|---|---|---|---|\n| A-1 | Keel | zorp | |\n| A-2 | Ribs | done | |\n"


def test_presets_weigh_findings(repo: Repo) -> None:
    repo.write("T.md", TRACKER)
    repo.commit("x")
    severities = {}
    for name in PRESETS:
        repo.write(".forgemd.yaml", f"extends: {name}\n")
        found = forgemd(repo, "check", "--select", "unknown-status", "--format", "json").json["diagnostics"]
        severities[name] = {each["severity"] for each in found}
    assert severities == {"strict": {"error"}, "agents": {"error"}, "relaxed": {"note"}}
