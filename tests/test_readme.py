"""What the README says is so."""

from __future__ import annotations

import os
import re

from forgemd.cli.commands import COMMANDS
from forgemd.config import load
from tests.readme import README, fresh
from tests.shared import ROOT

with open(README, encoding="utf-8") as file:
    TEXT = file.read()


def test_sessions_and_tables_are_fresh() -> None:
    assert fresh(TEXT) == TEXT, "python -m tests.readme writes them anew"


def test_every_command_is_told_and_no_other() -> None:
    told = set(re.findall(r"`forgemd ([a-z]+)", TEXT))
    assert told == {name for name, entry in COMMANDS.items() if not entry.hidden}


def test_the_configuration_shown_is_one() -> None:
    (block,) = [block for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL) if "trackers:" in block]
    assert load(".forgemd.yaml", block.encode()).workflow == "strict"


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert os.path.exists(os.path.join(ROOT, target)), target
