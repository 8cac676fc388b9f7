"""The door: every ending has its exit code, from a real process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from forgemd import __version__
from forgemd.cli import COMMANDS
from tests.cli.inside import inside
from tests.cli.shapes import hold
from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

MINIMAL = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Keel | todo |\n| A-2 | Ribs | done |\n"


def python(code: str, *args: str, env: dict[str, str] | None = None) -> Done:
    """Run `code`, which may break forgemd first, with the checkout in reach."""
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, **(env or {})},
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_bare_forgemd_is_help() -> None:
    done = forgemd(ROOT)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Usage: forgemd")
    for name, entry in COMMANDS.items():
        assert (f"\n  {name} " in done.out) is not entry.hidden, name


def test_the_table_of_commands_is_sorted_and_true(repo: Repo) -> None:
    assert list(COMMANDS) == sorted(COMMANDS)
    for name, entry in COMMANDS.items():
        done = inside(repo, name, "--help")
        assert (done.code, done.err) == (0, ""), name
        assert f"Usage: forgemd {name}" in done.out
        assert entry.summary[0].isupper()
        assert not entry.summary.endswith(".")


def test_every_command_takes_the_global_options() -> None:
    for name in ("check", "explain", "rule", "set", "commit"):
        assert "Everywhere:" in forgemd(ROOT, name, "--help").out, name


def test_help_and_version_load_no_command() -> None:
    code = (
        "import sys\n"
        "from forgemd.cli import run\n"
        "assert run([sys.argv[1]]) == 0\n"
        "print(*sorted(name for name in sys.modules if name.split('.')[0] in ('rich', 'git', 'forgemd')))\n"
    )
    for option in ("--version", "--help"):
        loaded = python(code, option).out.splitlines()[-1].split()
        light = {"forgemd", "forgemd.bundle", "forgemd.errors", "forgemd.lazy", "forgemd.typed"}
        assert all(name in light or name.startswith(("forgemd.cli", "forgemd.output")) for name in loaded), option
        assert not {"forgemd.cli.check", "forgemd.cli.explain", "forgemd.cli.set"} & set(loaded)


def test_version() -> None:
    assert forgemd(ROOT, "--version").out == f"forgemd {__version__}\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["chekc"], ("no command 'chekc'", "forgemd check")),
        (["nonsense"], ("no command 'nonsense'", "forgemd --help")),
        (["--colour=never"], ("--colour", "forgemd --help")),
        (["check", "--fxi"], ("--fxi", "--fix", "forgemd check --help")),
        (["check", "--fail-on", "never-ever"], ("never-ever",)),
        (["check", "--format", "xml"], ("xml", "concise")),
        (["check", "--staged", "--base", "HEAD"], ("--staged", "--base")),
        (["explain"], ("FILE", "forgemd explain --help")),
        (["-C", "/nowhere/at/all", "check"], ("/nowhere/at/all", "no such directory")),
        (["rule", "stale-rolup"], ("stale-rolup", "stale-rollup")),
        (["hook", "post-office"], ("post-office", "pre-commit")),
        (["hook"], ("which hook", "pre-commit")),
        (["hooks", "instal"], ("instal",)),
    ],
)
def test_a_wrong_command_line_is_2_with_a_way_out(args: list[str], words: tuple[str, ...]) -> None:
    done = forgemd(ROOT, *args)
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    assert done.err.startswith("forgemd: ")
    for word in words:
        assert word in done.err


@pytest.mark.parametrize("args", [["check", "--format", "json"], ["check", "--format=json", "nope.md"]])
def test_failures_are_json_where_the_result_would_be(tmp_path_factory: pytest.TempPathFactory, args: list[str]) -> None:
    directory = str(tmp_path_factory.mktemp("nowhere"))
    done = forgemd(directory, *args)
    assert (done.code, done.err) == (2, "")
    error = hold(done.json, "error")["error"]
    assert error["hint"]
    assert error["code"] in ("git", "usage")


def test_a_usage_error_of_click_is_json_too() -> None:
    done = forgemd(ROOT, "check", "--format", "json", "--fxi")
    assert done.code == 2
    assert hold(done.json, "error")["error"]["code"] == "usage"


BUG = """
import sys
from forgemd.cli import run
import forgemd.workspace
def broken(*args, **kwargs): raise ZeroDivisionError("of no use")
forgemd.workspace.Workspace = broken
sys.exit(run(sys.argv[1:]))
"""


def test_a_bug_is_3_and_asks_for_a_report() -> None:
    done = python(BUG, "check")
    assert done.code == 3
    assert "Traceback" not in done.err
    for word in ("bug in forgemd", __version__, "ZeroDivisionError", "of no use", "hint:", "-v"):
        assert word in done.err
    assert "Traceback" in python(BUG, "check", "-v").err
    error = hold(python(BUG, "check", "--format", "json").json, "error")["error"]
    assert error["code"] == "bug"


def waits(pid: int) -> bool:
    """Whether a process waits for something, or is over. A signal between Python's last look for one and the wait is
    not seen before the wait is over: on a busy machine that is where it came."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] in "SZ"
    except OSError:
        return True


@pytest.mark.parametrize(
    ("program", "error", "told"),
    [
        ("/usr/bin/forgemd", "KeyboardInterrupt", False),
        ("-m", "KeyboardInterrupt", False),
        ("/usr/bin/forgemd", "ValueError", True),
        ("/usr/bin/their-tool", "KeyboardInterrupt", True),
    ],
)
def test_interrupted_before_it_begins(program: str, error: str, told: bool) -> None:
    script = f"import sys; sys.argv = [{program!r}]; import forgemd.cli; raise {error}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode != 0, b"Traceback" in done.stderr) == (True, told)


def test_interrupted_is_130_without_a_word(repo: Repo) -> None:
    pipe, end = os.pipe()
    env = {**os.environ, "PYTHONPATH": ROOT}
    command = [sys.executable, "-m", "forgemd", "explain", f"/dev/fd/{pipe}"]
    process = subprocess.Popen(
        command, cwd=repo.path, env=env, stdout=-1, stderr=-1, start_new_session=True, pass_fds=[pipe]
    )
    asleep = 0  # while it starts it sleeps, too, but not as long as when it waits for text
    while asleep < 10:
        time.sleep(0.02)
        asleep = asleep + 1 if waits(process.pid) else 0
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    os.close(pipe)
    os.close(end)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


def test_c_works_elsewhere_before_and_behind_the_command(repo: Repo) -> None:
    repo.write("docs/T.md", MINIMAL)
    repo.commit("x")
    for args in (["-C", repo.path, "check", "docs/T.md"], ["check", "docs/T.md", "-C", repo.path]):
        done = forgemd("/", *args)
        assert done.code == 0, done.err
        assert "1 file" in done.out
    assert forgemd("/", "-C", repo.full("docs"), "check", "T.md").code == 0


def test_a_directory_that_is_gone(repo: Repo) -> None:
    os.mkdir(repo.full("gone"))
    code = (
        "import os, sys\n"
        f"sys.path.insert(0, {ROOT!r})\n"
        f"os.chdir({repo.full('gone')!r}); os.rmdir({repo.full('gone')!r})\n"
        "from forgemd.cli import run\n"
        "sys.exit(run(['check']))\n"
    )
    done = python(code)
    assert done.code == 2
    assert "does not exist any more" in done.err
