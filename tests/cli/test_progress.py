"""How far a long run is: told on a terminal, nowhere else, and gone when it is over."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from tests.shared import ROOT

CODE = """
from forgemd.cli import progress
from forgemd.cli.world import World
progress._PATIENCE = progress._EVERY = 0.0
with progress.Progress(World.here()._replace(quiet={quiet}), "commits") as shown:
    shown.update(1, 200)
    shown.update(2, 200)
"""


@pytest.mark.parametrize(("quiet", "term"), [(False, "xterm"), (True, "xterm"), (False, "dumb")])
def test_on_a_terminal(quiet: bool, term: str) -> None:
    leader, follower = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": ROOT, "TERM": term}
    subprocess.run([sys.executable, "-c", CODE.format(quiet=quiet)], stderr=follower, env=environ, check=True)
    os.write(follower, b"end")
    seen = b""
    while not seen.endswith(b"end"):
        seen += os.read(leader, 4096)
    os.close(leader)
    os.close(follower)
    wanted = b"\r\x1b[K1 of 200 commits\r\x1b[K2 of 200 commits\r\x1b[K" if not quiet and term != "dumb" else b""
    assert seen == wanted + b"end"


def test_in_a_pipe() -> None:
    environ = {**os.environ, "PYTHONPATH": ROOT}
    done = subprocess.run(
        [sys.executable, "-c", CODE.format(quiet=False)], capture_output=True, env=environ, check=True
    )
    assert (done.stdout, done.stderr) == (b"", b"")
