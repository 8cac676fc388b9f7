"""The main job with the built wheel, and no checkout near."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.e2e.program import NOW, forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

EXAMPLE = os.path.join(ROOT, "examples", "trackers", "TASK-STATUS.md")


def test_the_wheel_does_the_main_job(repo: Repo, installed: str) -> None:
    where = [sys.executable, "-c", "import forgemd; print(forgemd.__file__)"]
    environ = {**os.environ, "PYTHONPATH": installed}
    found = subprocess.run(where, cwd=repo.path, env=environ, capture_output=True, text=True, check=True).stdout
    assert found.startswith(installed)
    with open(EXAMPLE, "rb") as file:
        text = file.read().decode()
    repo.write("T.md", text)
    repo.commit("Add the tracker")
    assert forgemd(repo, "explain", "T.md", path=installed).code == 0
    assert forgemd(repo, "check", path=installed).code == 0
    assert forgemd(repo, "rule", "stale-rollup", path=installed).code == 0
    assert forgemd(repo, "hooks", "install", path=installed).code == 0
    row = "| P1-010 | Update over the air and roll back on a failed boot | 🔲 PENDING"
    assert row in text
    repo.write("T.md", text.replace(row, row.replace("PENDING", "DONE")))
    refused = repo.run("commit", "-am", "x")
    assert refused.returncode == 1, refused.stderr
    assert "PENDING → DONE" in (refused.stderr + refused.stdout).decode()
    assert forgemd(repo, "commit", path=installed).code == 1
    repo.write("T.md", text.replace(row, row.replace("PENDING", "READY")))
    done = forgemd(repo, "commit", "--agent", "me", path=installed)
    assert done.code == 0, done.err
    assert repo.git("log", "-1", "--format=%s") == "status: P1-010 → READY"
    assert f"| {NOW} | P1-010 | PENDING | READY | me | - |" in repo.read("T.md").decode()
    assert repo.git("status", "--porcelain") == ""
