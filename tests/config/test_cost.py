"""A hook in a repository without a configuration file pays next to nothing for that there could be one."""

from __future__ import annotations

import json
import subprocess
import sys

from forgemd.config import ROLES
from forgemd.tracker.cells.roles import ROLES as TRACKER_ROLES
from tests.shared import ROOT

PROBE = """
import json, sys
import forgemd.errors
import forgemd.text
before = set(sys.modules)
from forgemd.config import DEFAULT, find
assert find(sys.argv[1], sys.argv[1]) is None
assert DEFAULT.fail_on == "error"
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def test_the_defaults_load_next_to_nothing(tmp_path: object) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True, env={}
    )
    expected = {
        "forgemd.config",
        "forgemd.config.discovery",
        "forgemd.config.model",
    }
    assert {*json.loads(ran.stdout)} == expected


def test_roles_are_those_of_the_tracker() -> None:
    assert set(ROLES) == set(TRACKER_ROLES)
