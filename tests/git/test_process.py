"""Processes get their input, give their output, and never hang."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.git import process, run
from tests.shared import ROOT

SH = "/bin/sh"

BIG = bytes(range(256)) * 8192
"""Two mebibytes: many times what a pipe holds."""


def sh(script: str, stdin: bytes = b"", **env: str) -> process.Completed:
    return run([SH, "-c", script], env={"PATH": os.environ["PATH"], **env}, stdin=stdin)


@pytest.mark.parametrize("cwd", [None, "/"], ids=["spawn", "portable"])
def test_a_process_is_its_code_and_what_it_wrote(cwd: str | None) -> None:
    script = "cat; printf oops >&2; exit 3"
    done = run([SH, "-c", script], env={"PATH": os.environ["PATH"]}, stdin=b"in\0\xff", cwd=cwd)
    assert done == (3, b"in\0\xff", b"oops")


@pytest.mark.parametrize(
    ("script", "out", "err"),
    [
        ("cat", BIG, b""),
        ("cat >&2", b"", BIG),
        ("tee /dev/stderr", BIG, BIG),
        ("head -c 10", BIG[:10], b""),
        ("exec <&-; echo done", b"done\n", b""),
        ("sleep 0.3; cat", BIG, b""),
    ],
)
def test_much_goes_through_pipes_that_hold_little(script: str, out: bytes, err: bytes) -> None:
    assert sh(script, BIG) == (0, out, err)


def test_the_environment_is_what_was_given_and_nothing_else() -> None:
    assert run(["/usr/bin/env"], env={"A": "é\udcff", "B": ""}).out == b"A=\xc3\xa9\xff\nB=\n"


def test_the_working_directory(tmp_path: object) -> None:
    real = os.path.realpath(str(tmp_path))
    assert run([SH, "-c", "pwd -P"], env={}, cwd=real).out == os.fsencode(real) + b"\n"


def test_a_signal_is_a_negative_code() -> None:
    assert sh("kill -9 $$").code == -9


def test_a_pipeline_may_break_quietly() -> None:
    """Python ignores SIGPIPE; a program started from it must not."""
    done = sh("yes | head -1")
    assert done == (0, b"y\n", b"")


def test_what_stays_in_the_background_is_not_waited_for() -> None:
    began = time.monotonic()
    assert sh("sleep 30 & echo started").out == b"started\n"
    assert time.monotonic() - began < 15


def test_no_descriptor_is_left_open() -> None:
    before = os.listdir("/dev/fd")
    for _ in range(3):
        sh("cat", b"x")
        with pytest.raises(FileNotFoundError):
            run(["/nowhere/at/all"], env={})
    assert len(os.listdir("/dev/fd")) == len(before)


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1), (0, 1, 2)])
def test_a_caller_without_standard_descriptors(closed: tuple[int, ...], tmp_path: object) -> None:
    result = os.path.join(str(tmp_path), "result")
    code = f"""
        import os
        [os.close(number) for number in {closed}]
        from forgemd.git.process import run
        done = run(["/bin/sh", "-c", "cat; echo err >&2"], env={{}}, stdin=b"in")
        end = os.open({result!r}, os.O_CREAT | os.O_WRONLY)
        os.write(end, repr(tuple(done)).encode())
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, check=False)
    with open(result, encoding="utf-8") as file:
        assert file.read() == "(0, b'in', b'err\\n')"


def test_the_hot_path_imports_no_subprocess() -> None:
    code = "import sys; from forgemd.git import Repository; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({ROOT!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"subprocess", "signal", "pathlib", "dataclasses", "shlex", "git", "shutil"} & set(loaded)
    assert not {f"forgemd.git.{name}" for name in ("committing", "files", "history", "hooks")} & set(loaded)


def test_a_program_is_found_where_path_says(tmp_path: object) -> None:
    directory = str(tmp_path)
    assert process.find("thing", {"PATH": directory}) is None
    path = os.path.join(directory, "thing")
    with open(path, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\n")
    assert process.find("thing", {"PATH": f"/nowhere:{directory}"}) is None
    os.chmod(path, 0o755)
    assert process.find("thing", {"PATH": f"/nowhere:{directory}"}) == path


@given(st.binary(max_size=300_000), st.integers(1, 1 << 17))
def test_bytes_come_back_as_they_went(raw: bytes, block: int) -> None:
    assert run(["/bin/dd", f"bs={block}", "status=none"], env={}, stdin=raw) == (0, raw, b"")
