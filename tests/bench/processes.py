"""Whole processes: what starting up costs, and what git's users wait for."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import NamedTuple

from tests.bench.clock import Entrant, Launcher, Sample, race
from tests.bench.generate import generate
from tests.bench.result import Result, Skipped, Target, compare
from tests.bench.scratch import FORGEMD, Scratch, environment, need

__all__ = ["commits", "many", "starting"]

_ROWS = 1_000
_COMMIT = ("git", "commit", "--quiet", "--message=change")
_NOTHING = f"#!/bin/sh\nexec {shlex.quote(sys.executable)} -I -S -c pass\n"
_PRE_COMMIT_CONFIG = """\
repos:
  - repo: local
    hooks:
      - {id: nothing, name: nothing, entry: 'true', language: system}
"""
_GIT = "git commit"
_EMPTY = "python hook that does nothing"
_PRE_COMMIT = "pre-commit with an empty hook"
_OURS = "forgemd hook"
_SETTING = f"whole processes, tracker of {_ROWS} rows, git's own settings for fsync"


class _Bench(NamedTuple):
    """A place for scratch repositories and the process that measures in them."""

    directory: str
    env: dict[str, str]
    launcher: Launcher

    def scratch(self, name: str) -> Scratch:
        return Scratch(os.path.join(self.directory, name), self.env, generate(_ROWS))


@contextmanager
def _bench() -> Iterator[_Bench]:
    with tempfile.TemporaryDirectory() as directory, Launcher() as launcher:
        yield _Bench(directory, environment(os.path.join(directory, "home")), launcher)


def starting(quick: bool) -> Iterator[Result]:
    """From the bare interpreter to a command that reads a tracker."""
    with _bench() as bench:
        scratch = bench.scratch("start")
        python = sys.executable
        entrants, notes = _available(
            {
                "python -c pass": lambda: _steady(bench, scratch, [python, "-c", "pass"]),
                "python -I -S -c pass": lambda: _steady(bench, scratch, [python, "-I", "-S", "-c", "pass"]),
                "python -c 'import click'": lambda: _steady(bench, scratch, [python, "-c", "import click"]),
                "forgemd --version": lambda: _steady(bench, scratch, [*FORGEMD, "--version"]),
                "forgemd explain": lambda: _steady(bench, scratch, [*FORGEMD, "explain", "TASK-STATUS.md"], "explain"),
                "forgemd check": lambda: _steady(bench, scratch, [*FORGEMD, "check"], "check"),
                "forgemd check --format json": lambda: _steady(
                    bench, scratch, [*FORGEMD, "check", "--format", "json"], "check"
                ),
            }
        )
        series = race(entrants, 7 if quick else 21, 2)
        yield compare(
            "starting", f"whole processes, tracker of {_ROWS} rows", series, "python -c pass", by="wall", notes=notes
        )


def _steady(bench: _Bench, scratch: Scratch, argv: list[str], *command: str) -> Callable[[], Sample]:
    """The same command over and over, in a repository that nothing changes."""
    if command:
        need(bench.env, *command)
    return lambda: scratch.sample(bench.launcher, argv, (0, 1) if "check" in command else (0,))


_READ = """\
import subprocess
subprocess.run(["git", "status", "--porcelain"], capture_output=True, check=True)
for path in subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=True).stdout.split(b"\\0")[:-1]:
    with open(path, "rb") as file:
        file.read()
"""
_READING = "git status, and reading every byte"


def many(quick: bool) -> Iterator[Result]:
    """One check of many trackers, all rules, against what has to be read at least."""
    number = 100 if quick else 1_000
    with _bench() as bench:
        scratch = bench.scratch("many")
        characters = 0
        for at in range(number):
            # No two alike: what is kept from one tracker for the next shall not be the whole of it.
            text = generate(100, seed=at).text
            characters += len(text)
            path = os.path.join(scratch.path, f"part-{at // 50}", f"T{at}.md")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        scratch.run("git", "add", "--all")
        scratch.run("git", "commit", "--quiet", "--message=many")
        entrants, notes = _available(
            {
                _READING: lambda: _steady(bench, scratch, [sys.executable, "-I", "-c", _READ]),
                "forgemd check": lambda: _steady(bench, scratch, [*FORGEMD, "check"], "check"),
                "forgemd check --jobs 1": lambda: _steady(bench, scratch, [*FORGEMD, "check", "--jobs=1"], "check"),
            }
        )
        series = race(entrants, 3 if quick else 7, 1)
        setting = f"whole processes, {number} trackers of 100 rows, {characters:,} characters"
        targets = (Target("forgemd check", "at most", 10, _READING),)
        yield compare("many trackers", setting, series, _READING, by="wall", targets=targets, notes=notes)


def commits(quick: bool) -> Iterator[Result]:
    """`git commit` with and without hooks, and `forgemd commit`."""
    rounds = 7 if quick else 21
    with _bench() as bench:
        for compared in (_hooks, _no_markdown, _by_hand):
            yield compared(bench, rounds)


def _hooks(bench: _Bench, rounds: int) -> Result:
    entrants, notes = _available(
        {
            _GIT: lambda: _staged(bench, bench.scratch("bare")),
            _EMPTY: lambda: _staged(bench, _empty(bench)),
            _PRE_COMMIT: lambda: _staged(bench, _pre_committed(bench)),
            _OURS: lambda: _staged(bench, _guarded(bench, "guarded")),
        }
    )
    targets = (Target(_OURS, "at most", 4, _EMPTY), Target(_OURS, "at most", 1, _PRE_COMMIT))
    series = race(entrants, rounds, 2)
    return compare("git commit, one row changed", _SETTING, series, _GIT, by="wall", targets=targets, notes=notes)


def _no_markdown(bench: _Bench, rounds: int) -> Result:
    entrants, notes = _available(
        {
            _GIT: lambda: _plain(bench, bench.scratch("plain")),
            _OURS: lambda: _plain(bench, _guarded(bench, "plain-guarded")),
        }
    )
    targets = (Target(_OURS, "at most", 2, _GIT),)
    series = race(entrants, rounds, 2)
    return compare("git commit, no Markdown staged", _SETTING, series, _GIT, by="wall", targets=targets, notes=notes)


def _by_hand(bench: _Bench, rounds: int) -> Result:
    git, ours, asked = "git commit --all", "forgemd commit", "forgemd set --commit"
    guarded = "with its own hooks installed"
    entrants, notes = _available(
        {
            git: lambda: _edited(bench, bench.scratch("all"), [*_COMMIT, "--all"]),
            ours: lambda: _edited(bench, bench.scratch("forgemd"), [*FORGEMD, "commit"], "commit"),
            asked: lambda: _asked(bench, bench.scratch("asked")),
            f"{ours}, {guarded}": lambda: _edited(bench, _guarded(bench, "hand-guarded"), [*FORGEMD, "commit"]),
            f"{asked}, {guarded}": lambda: _asked(bench, _guarded(bench, "asked-guarded")),
        }
    )
    targets = tuple(Target(name, "at most", 15, git) for name in (ours, asked))
    series = race(entrants, rounds, 2)
    return compare("commit of one change", _SETTING, series, git, by="wall", targets=targets, notes=notes)


def _staged(bench: _Bench, scratch: Scratch) -> Callable[[], Sample]:
    numbers = count()

    def run() -> Sample:
        scratch.change(next(numbers), staged=True)
        return scratch.sample(bench.launcher, _COMMIT)

    return run


def _plain(bench: _Bench, scratch: Scratch) -> Callable[[], Sample]:
    numbers = count()

    def run() -> Sample:
        scratch.change_plain(next(numbers))
        return scratch.sample(bench.launcher, _COMMIT)

    return run


def _edited(bench: _Bench, scratch: Scratch, argv: Sequence[str], *command: str) -> Callable[[], Sample]:
    if command:
        need(bench.env, *command)
    numbers = count()

    def run() -> Sample:
        scratch.change(next(numbers), staged=False)
        return scratch.sample(bench.launcher, argv)

    return run


def _asked(bench: _Bench, scratch: Scratch) -> Callable[[], Sample]:
    need(bench.env, "set")
    numbers = count()

    def run() -> Sample:
        task = scratch.restore(next(numbers))
        return scratch.sample(bench.launcher, [*FORGEMD, "set", f"{task}=READY", "--commit"])

    return run


def _empty(bench: _Bench) -> Scratch:
    scratch = bench.scratch("empty")
    scratch.hook(_NOTHING)
    return scratch


def _pre_committed(bench: _Bench) -> Scratch:
    beside = os.path.join(os.path.dirname(sys.executable), "pre-commit")
    program = beside if os.path.exists(beside) else shutil.which("pre-commit")
    if program is None:
        raise Skipped("pre-commit is not installed")
    scratch = bench.scratch("pre-commit")
    with open(os.path.join(scratch.path, ".pre-commit-config.yaml"), "w", encoding="utf-8") as file:
        file.write(_PRE_COMMIT_CONFIG)
    scratch.run("git", "add", "--all")
    scratch.run("git", "commit", "--quiet", "--message=pre-commit")
    scratch.run("git", "tag", "--force", "base")
    scratch.run(program, "install")
    return scratch


def _guarded(bench: _Bench, name: str) -> Scratch:
    need(bench.env, "hooks", "install")
    scratch = bench.scratch(name)
    scratch.run(*FORGEMD, "hooks", "install")
    return scratch


def _available(makers: dict[str, Callable[[], Callable[[], Sample]]]) -> tuple[list[Entrant], tuple[str, ...]]:
    """The entrants that can be made and whose first run goes well, and a note on each of the others."""
    entrants, notes = [], []
    for name, make in makers.items():
        try:
            run = make()
            run()
            entrants.append(Entrant(name, run))
        except (Skipped, RuntimeError) as error:
            notes.append(f"{name} is left out: {error}")
    return entrants, tuple(notes)
