"""Scratch repositories that hold one tracker and are put back before every sample."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from tests.bench.clock import Launcher, Sample
from tests.bench.generate import Generated, with_change
from tests.bench.result import Skipped
from tests.shared import ROOT

__all__ = ["FORGEMD", "Scratch", "environment", "need"]

_SCRIPT = os.path.join(os.path.dirname(sys.executable), "forgemd")
FORGEMD = [_SCRIPT] if os.access(_SCRIPT, os.X_OK) else [sys.executable, "-m", "forgemd"]
"""As people call it; `-m` takes Python 3 to 4 ms more than its script."""

_CONFIG = """\
[user]
	name = Ada Example
	email = ada@example.com
"""
"""Nothing else: that git looks after each commit whether it is time to tidy up is part of what people wait for."""


def environment(home: str) -> dict[str, str]:
    """What a measured process sees of this machine: where programs are, and a home of its own."""
    os.makedirs(home, exist_ok=True)
    with open(os.path.join(home, ".gitconfig"), "w", encoding="utf-8") as file:
        file.write(_CONFIG)
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": home,
        "GIT_CONFIG_GLOBAL": os.path.join(home, ".gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": ROOT,
        "FORGEMD_NOW": "2026-04-30T12:00:00Z",
    }


def need(env: dict[str, str], *command: str) -> None:
    """Raises `Skipped` unless forgemd has `command`, seen by its help text."""
    done = subprocess.run([*FORGEMD, *command, "--help"], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        raise Skipped(f"`forgemd {' '.join(command)}` does not work: {words[0]}")


class Scratch:
    """A repository with a committed `TASK-STATUS.md` and `plain.txt`."""

    def __init__(self, path: str, env: dict[str, str], generated: Generated) -> None:
        self.path = path
        self.env = env
        self._generated = generated
        os.makedirs(path)
        self.run("git", "init", "--quiet", "--initial-branch=main")
        self._write("TASK-STATUS.md", generated.text)
        self._write("plain.txt", "nothing\n")
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "--message=base")
        self.run("git", "tag", "base")

    def run(self, *argv: str) -> None:
        """Raises `Skipped`, with the first line that it printed, when a command fails."""
        done = subprocess.run(argv, cwd=self.path, env=self.env, capture_output=True, text=True, check=False)
        if done.returncode:
            words = (done.stderr + done.stdout).strip().splitlines() or ["no message"]
            raise Skipped(f"`{' '.join(argv)}` ended with {done.returncode}: {words[0]}")

    def hook(self, script: str) -> None:
        """Install `script` as the pre-commit hook."""
        path = os.path.join(self.path, ".git", "hooks", "pre-commit")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(script)
        os.chmod(path, 0o755)

    def change(self, number: int, staged: bool) -> None:
        """From the base, take task `number` from PENDING to READY by hand, with its log row."""
        self.run("git", "reset", "--quiet", "--hard", "base")
        self._write("TASK-STATUS.md", with_change(self._generated, number))
        if staged:
            self.run("git", "add", "TASK-STATUS.md")

    def restore(self, number: int) -> str:
        """Go back to the base; gives the id of the task that `change` would take to READY."""
        self.run("git", "reset", "--quiet", "--hard", "base")
        return self._generated.pending[number % len(self._generated.pending)]

    def change_plain(self, number: int) -> None:
        """From the base, change and stage the file that is no Markdown."""
        self.run("git", "reset", "--quiet", "--hard", "base")
        self._write("plain.txt", f"{number}\n")
        self.run("git", "add", "plain.txt")

    def sample(self, launcher: Launcher, argv: Sequence[str], accept: Sequence[int] = (0,)) -> Sample:
        """One measured run of `argv` in the work tree."""
        full = shutil.which(argv[0], path=self.env["PATH"]) or argv[0]
        return launcher.sample([full, *argv[1:]], self.path, self.env, accept)

    def _write(self, name: str, text: str) -> None:
        with open(os.path.join(self.path, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
