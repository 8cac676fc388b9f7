"""Pipes that close, streams that are closed, encodings that lack letters, narrow terminals: never a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from forgemd.markdown import display_width
from tests.e2e.program import NOW
from tests.gitrepo import Repo
from tests.shared import ROOT

ROWS = "".join(f"| A-{number} | Keel 工 ⚠️ number {number} | wobbly |\n" for number in range(1, 400))
TRACKER = f"| ID | Task → Zustand | Status |\n|---|---|---|\n{ROWS}| A-1 | again | done |\n"
FORGEMD = f'"{sys.executable}" -m forgemd'


@pytest.fixture
def wordy(repo: Repo) -> Repo:
    """A repository whose tracker gives many findings."""
    repo.write("T.md", TRACKER.replace("| wobbly |\n", "| wobbly | x |\n"))
    repo.commit("x")
    return repo


def shell(repo: Repo, command: str, shell_env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": ROOT, "FORGEMD_NOW": NOW, **(shell_env or {})}
    return subprocess.run(
        ["sh", "-c", command], cwd=repo.path, env=env, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )


@pytest.mark.parametrize("command", ["check", "check --format json", "check --format concise", "explain T.md"])
def test_head_closes_the_pipe(wordy: Repo, command: str) -> None:
    done = shell(wordy, f"{{ {FORGEMD} {command}; echo $? >code; }} | head -1")
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == 1
    assert wordy.read("code").strip() == (b"0" if command.startswith("explain") else b"1")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["check", "explain T.md", "--help", "hook pre-commit"])
def test_closed_streams(wordy: Repo, command: str, closed: str) -> None:
    done = shell(wordy, f"{FORGEMD} {command} {closed}")
    assert b"Traceback" not in done.stderr
    assert done.returncode == (1 if command == "check" else 0)
    assert bool(done.stdout) is (">&-" not in closed.replace("2>&-", "") and command != "hook pre-commit")


def test_a_full_disk_is_said(wordy: Repo) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full")
    done = shell(wordy, f"{FORGEMD} check >/dev/full")
    assert done.returncode == 2
    assert b"cannot be written: No space left" in done.stderr
    assert b"Traceback" not in done.stderr


NARROW: list[dict[str, str]] = [
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "ascii:strict"},
]


@pytest.mark.parametrize("env", NARROW, ids=["LANG=C", "cp1252", "ascii"])
@pytest.mark.parametrize("command", ["check", "check --format json", "explain T.md", "explain T.md --format json"])
def test_letters_that_the_encoding_lacks(wordy: Repo, command: str, env: dict[str, str]) -> None:
    done = shell(wordy, f"{FORGEMD} {command}", env)
    assert b"Traceback" not in done.stderr + done.stdout
    assert done.returncode == (1 if command.startswith("check") else 0)
    done.stdout.decode("cp1252")
    if "json" in command:
        assert done.stdout.isascii()
    elif command == "explain T.md":
        assert b"Task -> Zustand" in done.stdout
        assert b"ID -> id" in done.stdout
    else:
        assert b"\\u5de5" in done.stdout


@pytest.mark.parametrize("columns", [20, 40, 80])
@pytest.mark.parametrize("command", ["check", "explain T.md"])
def test_a_narrow_terminal(wordy: Repo, command: str, columns: int) -> None:
    done = shell(wordy, f"{FORGEMD} {command}", {"COLUMNS": str(columns)})
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr


def test_a_pipe_has_no_colours_and_never_loads_rich(wordy: Repo) -> None:
    code = "import sys; from forgemd.cli import run; run(['check', 'T.md']); print('rich' in sys.modules)"
    done = shell(wordy, f'"{sys.executable}" -c "{code}"')
    assert b"\x1b" not in done.stdout
    assert done.stdout.endswith(b"False\n")


def test_colours_on_request(wordy: Repo) -> None:
    plain = shell(wordy, f"{FORGEMD} check").stdout
    colored = shell(wordy, f"{FORGEMD} check --color always").stdout
    assert b"\x1b[" in colored
    bare = b"".join(part.partition(b"m")[2] if index else part for index, part in enumerate(colored.split(b"\x1b[")))
    assert [row.rstrip() for row in bare.splitlines()] == [row.rstrip() for row in plain.splitlines()]


def test_a_terminal_gets_colours_and_lines_that_fit(wordy: Repo) -> None:
    """Through a pseudo-terminal of 40 columns."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
    env = {**os.environ, "PYTHONPATH": ROOT, "TERM": "xterm"}
    command = [sys.executable, "-m", "forgemd", "explain", "T.md"]
    process = subprocess.Popen(command, cwd=wordy.path, env=env, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    shown = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux, once the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    assert process.wait() == 0
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    text = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode())
    assert b"\x1b[1m" in shown
    assert max(display_width(row) for row in text.splitlines()) <= 40


HOSTILE = "\x1b]8;;https://evil\x07x\x1b[2J [link=https://evil]y[/link] [/] \u202egnp\u009b31m ::add-mask::z ##[error]w"


@pytest.mark.parametrize("color", ["always", "never"])
@pytest.mark.parametrize("command", ["check", "check --format concise", "check --format json", "explain T.md"])
def test_a_hostile_cell_commands_nobody(repo: Repo, command: str, color: str) -> None:
    repo.write(
        "T.md", f"| ID | Task | Status |\n|---|---|---|\n| A-1 | {HOSTILE} | {HOSTILE} |\n| A-1 | {HOSTILE} | x |\n"
    )
    repo.commit("x")
    done = shell(repo, f"{FORGEMD} {command} --color {color}", {"COLUMNS": "999"})
    out = done.stdout.decode()
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr.decode()
    assert [bad for bad in ("\x1b]", "\x1b[2J", "\u202e", "\u009b", "##[") if bad in out] == []
    assert not any(row.strip().startswith("::") for row in out.splitlines())
    if "json" not in command and "concise" not in command:
        assert "[link=https://evil]y[/link] [/]" in out
