"""Processes that something happens to: at their n-th write, fsync, rename, link or close, or after some time."""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from typing import NamedTuple

from tests.e2e.program import NOW
from tests.gitrepo import Repo
from tests.shared import ROOT

__all__ = ["COMPILER", "Faults", "Struck", "killed_after"]

COMPILER = shutil.which("cc") if sys.platform == "linux" else None
_HERE = os.path.dirname(os.path.abspath(__file__))


class Struck(NamedTuple):
    """How a process ended, and how many calls it and its children have made that could have been struck."""

    code: int
    err: str
    calls: int


class Faults:
    """The library that strikes, built in `directory`."""

    def __init__(self, directory: str) -> None:
        assert COMPILER is not None
        self.library = os.path.join(directory, "faults.so")
        self._count = os.path.join(directory, "count")
        source = os.path.join(_HERE, "faults.c")
        command = [COMPILER, "-shared", "-fPIC", "-O1", "-Wall", "-o", self.library, source, "-ldl"]
        subprocess.run(command, check=True, capture_output=True)

    def run(self, repo: Repo, *args: str, at: int = 0, action: str = "all") -> Struck:
        """`forgemd args`, struck at its call number `at`: an errno, "alone" (that process is killed) or "all"."""
        with open(self._count, "wb") as file:
            file.write(bytes(8))
        env = _environ() | {
            "LD_PRELOAD": self.library,
            "FAULTS_COUNT": self._count,
            "FAULTS_UNDER": os.path.realpath(repo.path),
            "FAULTS_AT": str(at),
            "FAULTS_ACTION": action,
        }
        process = _start(repo, args, env)
        _, err = process.communicate(timeout=60)
        with open(self._count, "rb") as file:
            (calls,) = struct.unpack("l", file.read())
        return Struck(process.returncode, err.decode("utf-8", "replace"), calls)


def killed_after(repo: Repo, seconds: float, *args: str, alone: bool) -> int:
    """The exit code of `forgemd args`, which is killed after `seconds` unless it ended before; `alone`, or with all
    that it has started."""
    process = _start(repo, args, _environ())
    time.sleep(seconds)
    if process.poll() is None:
        (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    return process.returncode


def _environ() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": ROOT, "FORGEMD_NOW": NOW}


def _start(repo: Repo, args: tuple[str, ...], env: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "forgemd", *args],
        cwd=repo.path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
