"""Run forgemd as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any, NamedTuple

from tests.gitrepo import Repo
from tests.shared import ROOT

__all__ = ["NOW", "Done", "changed_lines", "forgemd"]

NOW = "2026-06-01T12:34:56Z"


class Done(NamedTuple):
    """How a process ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def forgemd(cwd: str | Repo, *args: str, env: dict[str, str] | None = None, path: str = ROOT) -> Done:
    """`forgemd args` in `cwd`, at the time `NOW`, from the checkout or from what `path` puts in front of it."""
    directory = cwd.path if isinstance(cwd, Repo) else cwd
    environ = {**os.environ, "PYTHONPATH": path, "FORGEMD_NOW": NOW, **(env or {})}
    done = subprocess.run(
        [sys.executable, "-m", "forgemd", *args], cwd=directory, capture_output=True, env=environ, check=False
    )
    return Done(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def changed_lines(before: str, after: str, inserted_after: int | None = None) -> list[int]:
    """The lines (1-based, of `before`) that differ, when one line was put in behind line `inserted_after`."""
    old, new = before.split("\n"), after.split("\n")
    if inserted_after is not None:
        del new[inserted_after]
    assert len(old) == len(new), (len(old), len(new))
    return [index + 1 for index, (left, right) in enumerate(zip(old, new, strict=True)) if left != right]
