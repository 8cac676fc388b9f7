"""A hook in a repository without a configuration file pays next to nothing for that there could be one."""

from __future__ import annotations

import json
import subprocess
import sys

from forgemd.config import ROLES
from forgemd.tracker.roles import ROLES as TRACKER_ROLES
from tests.shared import ROOT

PROBE = """
import json, sys, time
import forgemd.text
before = set(sys.modules)
start = time.perf_counter()
from forgemd.config import DEFAULT, find
assert find(sys.argv[1], sys.argv[1]) is None
assert DEFAULT.fail_on == "error"
print(json.dumps([time.perf_counter() - start, sorted(set(sys.modules) - before)]))
"""


def test_the_defaults_are_cheap(tmp_path_factory: object, tmp_path: object) -> None:
    runs = []
    for _ in range(5):
        ran = subprocess.run(
            [sys.executable, "-X", f"pycache_prefix={tmp_path}", "-c", PROBE, str(tmp_path)],
            cwd=ROOT, capture_output=True, text=True, check=True, env={},
        )  # fmt: skip
        runs.append(json.loads(ran.stdout))
    assert {module for _, modules in runs for module in modules} == {
        "forgemd.config", "forgemd.config.discovery", "forgemd.config.model"
    }  # fmt: skip
    assert min(seconds for seconds, _ in runs) < 0.002 * 3, "2 ms on a quiet machine, with room for a busy one"


def test_roles_are_those_of_the_tracker() -> None:
    assert set(ROLES) == set(TRACKER_ROLES)
