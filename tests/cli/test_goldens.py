"""What `check` and `explain` say about the examples is what somebody read and found right."""

from __future__ import annotations

import os

import pytest

from tests.cli.goldens import GOLDEN, goldens, read_golden


def test_the_examples_are_told_as_before(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = dict(goldens(str(tmp_path_factory.mktemp("goldens"))))
    kept = {name for name in os.listdir(GOLDEN) if name != "README.md"}
    assert kept == set(found), "python -m tests.cli.goldens writes them anew"
    changed = [name for name, text in found.items() if text != read_golden(name)]
    assert changed == [], "python -m tests.cli.goldens, then judge git diff tests/golden"
