"""`forgemd check` for other programs: formats, files, statistics, fixes that were asked for."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from tests.cli.shapes import hold
from tests.cli.test_check import MINIMAL, STALE, TWICE
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.output.runner import commands
from tests.shared import ROOT

FORMATS = ("human", "concise", "json", "jsonl", "github", "gitlab", "sarif", "junit", "rdjson")
BARS = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Run `ls | wc` | todo |\n| A-2 | Ribs | done |\n"


@pytest.fixture
def twice(repo: Repo) -> Repo:
    repo.write("a, b/T.md", TWICE)
    repo.commit("x")
    return repo


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_says_it_and_fails(twice: Repo, format_: str) -> None:
    done = forgemd(twice, "check", "--format", format_)
    assert done.code == 1
    assert "duplicate-id" in done.out
    clean = forgemd(twice, "check", "--format", format_, "--ignore", "ALL")
    assert clean.code == 0
    assert "duplicate-id" not in clean.out


def test_annotations_lead_to_the_file(twice: Repo) -> None:
    (command,) = commands(forgemd(twice, "check", "--format", "github").out)
    assert command.properties["file"] == "a, b/T.md"
    assert (command.name, command.properties["line"]) == ("error", "5")


@pytest.mark.parametrize("path", ["a,b:c%0A 100%\n🚀.md", "::error::.md", "-n.md", "##[error]x.md"])
def test_a_hostile_path_from_the_repository_to_the_runner(repo: Repo, path: str) -> None:
    repo.write(path, TWICE.replace("Mast", "::add-mask::x ##[error]y"))
    repo.commit("x")
    done = forgemd(repo, "check", "--format", "github")
    (command,) = commands(done.out)
    assert command.properties["file"] == (path if "##[" not in path else path.replace("[", "\\u005b"))
    assert commands(done.err) == []
    for format_ in ("concise", "human", "junit", "sarif"):
        assert commands(forgemd(repo, "check", "--format", format_).out) == []


@pytest.mark.parametrize("format_", FORMATS)
def test_a_pipe_that_closes_is_silence(twice: Repo, format_: str) -> None:
    command = f"'{sys.executable}' -m forgemd check --format {format_} | head -c 1"
    environ = {**os.environ, "PYTHONPATH": ROOT, "LC_ALL": "C", "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(["sh", "-c", command], cwd=twice.path, capture_output=True, env=environ, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_summary_of_a_workflow_run(twice: Repo) -> None:
    twice.write("summary.md", "before\n")
    environ = {"GITHUB_STEP_SUMMARY": twice.full("summary.md")}
    assert forgemd(twice, "check", "--format", "github", env=environ).code == 1
    assert twice.read("summary.md").decode().startswith("before\n### forgemd check\n\n1 error in 1 file; failed\n")
    forgemd(twice, "check", "--format", "json", env=environ)
    assert twice.read("summary.md").decode().count("###") == 1
    done = forgemd(twice, "check", "--format", "github", env={"GITHUB_STEP_SUMMARY": twice.full("no/where.md")})
    assert done.code == 1
    assert "the summary cannot be written" in done.err


@pytest.mark.parametrize("format_", FORMATS)
def test_output_file(twice: Repo, format_: str) -> None:
    os.mkdir(twice.full("out"))
    twice.write("out/report", "an older and longer report\n" * 1000)
    os.chmod(twice.full("out/report"), 0o640)
    shown = forgemd(twice, "check", "--format", format_)
    done = forgemd(twice, "check", "--format", format_, "--output-file", "out/report")
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("1 error in 1 file, written to out/report\n")
    assert twice.read("out/report").decode() == shown.out
    assert os.listdir(twice.full("out")) == ["report"]
    assert os.stat(twice.full("out/report")).st_mode & 0o777 == 0o640


def test_output_file_that_cannot_be(twice: Repo) -> None:
    done = forgemd(twice, "check", "--output-file", "no/where")
    assert (done.code, done.out) == (2, "")
    assert "no/where: the report cannot be written: No such file or directory" in done.err
    assert forgemd(twice, "check", "--output-file", "/dev/stdout").out.startswith("a, b/T.md\n")


def test_output_file_is_where_the_command_works(twice: Repo) -> None:
    assert forgemd(twice.full(".."), "-C", twice.path, "check", "--output-file", "r").code == 1
    assert twice.read("r")


def test_machine_formats_need_no_utf8(twice: Repo) -> None:
    twice.write("a, b/T.md", TWICE.replace("Mast", "Mâst 🚀").replace("A-1", "Ä-1"))
    for format_ in ("json", "jsonl", "gitlab", "sarif", "rdjson", "junit"):
        out = forgemd(twice, "check", "--format", format_, env={"PYTHONIOENCODING": "ascii"}).out
        assert out.isascii()
        if format_ == "junit":
            ElementTree.fromstring(out)
        else:
            assert all(map(json.loads, out.splitlines() if format_ == "jsonl" else [out]))


def test_statistics(repo: Repo) -> None:
    repo.write("T.md", STALE + "\n# Next\n\n" + TWICE.replace("A-", "B-") + "| B-2 | Deck | todo |\n")
    repo.commit("x")
    done = forgemd(repo, "check", "--statistics", "--select", "duplicate-id,stale-rollup")
    assert done.code == 1
    assert "error    duplicate-id\n" in done.out
    made = hold(forgemd(repo, "check", "--statistics", "--format", "json").json, "statistics")
    assert made["statistics"][0]["rule"] == "duplicate-id"
    assert (
        sum(each["findings"] for each in made["statistics"])
        == made["summary"]["errors"] + made["summary"]["warnings"] + made["summary"]["notes"]
    )
    assert forgemd(repo, "check", "--statistics", "--output-file", "s").code == 1
    assert b"duplicate-id" in repo.read("s")
    assert forgemd(repo, "check", "--statistics", "--format", "sarif").code == 2


def test_unsafe_fixes(repo: Repo) -> None:
    repo.write("T.md", BARS)
    repo.commit("x")
    assert forgemd(repo, "check", "--diff").code == 0
    done = forgemd(repo, "check", "--diff", "--unsafe-fixes")
    assert done.code == 1
    assert "+| A-1 | Run `ls \\| wc` | todo |" in done.out
    assert repo.status() == ""
    assert forgemd(repo, "check", "--fix").err == ""
    done = forgemd(repo, "check", "--fix", "--unsafe-fixes")
    assert (done.code, done.err) == (0, "1 fixed\n")
    assert repo.read("T.md").decode() == BARS.replace("ls |", "ls \\|")


def test_a_fix_that_would_bring_in_an_error_is_refused(repo: Repo) -> None:
    rows = "| A-1 | Ribs | todo | 2026-01-01 |\n| A-2 | `x | y` | done | 2026-02-31 |\n"
    text = f"| ID | Task | Status | Due |\n|---|---|---|---|\n{rows}"
    repo.write("T.md", text)
    repo.commit("x")
    assert forgemd(repo, "check", "T.md").code == 0
    for option in ("--fix", "--fix-only", "--diff"):
        done = forgemd(repo, "check", "T.md", option, "--unsafe-fixes")
        assert (done.code, done.out) == (1, "")
        assert "T.md:4:" in done.err
        assert "the fixes of ragged-row would bring in an error: A-2: 2026-02-31" in done.err
    assert repo.read("T.md").decode() == text


def test_fix_only(repo: Repo) -> None:
    repo.write("T.md", STALE + "\n" + TWICE)
    repo.commit("x")
    done = forgemd(repo, "check", "--fix-only", "--select", "stale-rollup,duplicate-id")
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith(" fixed\n")
    assert repo.status() != ""


@pytest.mark.parametrize(
    "args",
    [
        ("--unsafe-fixes",),
        ("--fix", "--diff"),
        ("--fix-only", "--diff"),
        ("--fix-only", "--staged"),
        ("--diff", "--format", "sarif"),
        ("--diff", "--output-file", "x.diff"),
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together(repo: Repo, args: tuple[str, ...]) -> None:
    repo.write("T.md", MINIMAL)
    repo.commit("x")
    done = forgemd(repo, "check", *args)
    assert done.code == 2
    assert "Traceback" not in done.err


def test_a_diff_is_exact_in_a_pipe_and_harmless_on_a_terminal(repo: Repo) -> None:
    text = STALE.replace("| Hull | 2 | 0 | 1 |", "| Hull | 2 | 0 | 1 | \x1b]0;evil\x07\u202e").replace("Keel", "K\teel")
    repo.write("T.md", text)
    repo.commit("x")
    command = ["check", "--diff", "--select", "stale-rollup"]
    exact = forgemd(repo, *command)
    assert "\x1b]0;evil\x07\u202e" in exact.out
    leader, follower = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": ROOT}
    with subprocess.Popen(
        [sys.executable, "-m", "forgemd", *command], cwd=repo.path, stdout=follower, env=environ
    ) as process:
        os.close(follower)
        seen = b""
        while process.poll() is None or not seen:
            try:
                seen += os.read(leader, 65536)
            except OSError:
                break
    os.close(leader)
    assert b"\\u001b]0;evil\\u0007\\u202e" in seen
    assert b"\x1b" not in seen


MENDABLE = (
    "# Plan\n\nLast Updated: 2026-01-01\n\n| ID | Task | Status | Completed |\n|---|---|---|---|\r\n"
    "| A-1 | Keel | Done | 2026-01-02 |\n| A-2 | Ribs\x07 | Done | 2026-01-02 |\n| A-3 | Deck | DONE | 2026-01-05 |\n"
    "|  | Mast | Todo | - |\n\n| A-4 | Sails | Todo | - |\nAll by Ada.\n\n"
    "| ID | Task | Status |\n|---|---|\n| B-1 | Flag | Todo |\n"
)
SAFE = MENDABLE.replace("\r", "").replace("2026-01-01", "2026-01-05").replace("DONE", "Done")


def test_fixes_of_many_rules_do_not_fight(repo: Repo) -> None:
    repo.write("T.md", MENDABLE)
    repo.commit("x")
    assert forgemd(repo, "check", "T.md", "--fix-only").code == 0
    assert repo.read("T.md").decode() == SAFE
    assert forgemd(repo, "check", "T.md", "--fix-only", "--unsafe-fixes", "--ignore", "missing-id").code == 0
    text = repo.read("T.md").decode()
    assert "- |\n| A-4 | Sails | Todo | - |\n\nAll by Ada.\n\n| ID | Task | Status |\n|---|---| --- |\n" in text
    assert "\x07" not in text
    done = forgemd(repo, "check", "T.md", "--fix-only", "--unsafe-fixes")
    assert (done.code, done.err) == (0, "1 fixed\n")
    assert "| A-5 | Mast |" in repo.read("T.md").decode()
    assert forgemd(repo, "check", "T.md", "--diff", "--unsafe-fixes").code == 0
