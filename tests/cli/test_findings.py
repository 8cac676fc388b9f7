"""What is found in the examples and in real trackers, each with its reason (tests/cli/findings.yaml)."""

from __future__ import annotations

import os
import shutil
from collections import Counter

import pytest
from ruamel.yaml import YAML

from tests.cli.goldens import EXAMPLES
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT, SHARED

with open(os.path.join(ROOT, "tests", "cli", "findings.yaml"), encoding="utf-8") as file:
    REASONS: dict[str, list[tuple[int, str, str]]] = YAML(typ="safe", pure=True).load(file)


def judged(group: str) -> Counter[tuple[str, int, str]]:
    return Counter(
        (name, line, rule) for name, found in REASONS.items() if name.startswith(group) for line, rule, _ in found
    )


def told(repo: Repo) -> Counter[tuple[str, int, str]]:
    """What `check` finds in the files as they are committed: nothing has changed."""
    repo.commit("x")
    found = forgemd(repo, "check", "--format", "json").json["diagnostics"]
    return Counter((each["path"], each["line"], each["rule"]) for each in found)


def compare(found: Counter[tuple[str, int, str]], group: str) -> None:
    known = judged(group)
    assert sorted((found - known).elements()) == [], "findings without a reason in tests/cli/findings.yaml"
    assert sorted((known - found).elements()) == [], "findings that had a reason and are gone"


def test_the_examples(repo: Repo) -> None:
    shutil.copytree(EXAMPLES, repo.full("examples"))
    compare(told(repo), "examples/")


@pytest.mark.skipif(SHARED is None, reason="the directory `shared` is not here")
def test_real_trackers(repo: Repo) -> None:
    assert SHARED is not None
    for name in os.listdir(os.path.join(SHARED, "seeds")):
        with open(os.path.join(SHARED, "seeds", name), "rb") as file:
            repo.write(f"seeds/{name.partition('_')[0]}.md", file.read())
    compare(told(repo), "seeds/")


def test_every_line_has_a_reason_of_its_own() -> None:
    reasons = [reason for found in REASONS.values() for _, _, reason in found]
    assert all(len(reason) > 40 for reason in reasons)
    assert len(set(reasons)) == len(reasons)
