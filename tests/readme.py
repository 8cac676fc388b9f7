"""The README's sessions and tables, made from the program itself: `python -m tests.readme` writes them anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile

from forgemd.rules import ALL, REGISTRY, load
from tests.shared import ROOT

__all__ = ["README", "fresh"]

README = os.path.join(ROOT, "README.md")
NOW = "2026-03-17T09:30:00Z"

_SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
_RULES = re.compile(r"(<!-- rules -->\n).*?(<!-- end of rules -->)", re.DOTALL)


def fresh(text: str) -> str:
    """`text` with every session run again, in order, in one scratch repository, and the table of rules."""
    directory = tempfile.mkdtemp(prefix="forgemd-readme-")
    try:
        environ = _prepare(directory)
        text = _SESSION.sub(lambda match: f"```console\n{_session(match[1], directory, environ)}```", text)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    return _RULES.sub(lambda match: f"{match[1]}{_rules()}{match[2]}", text)


def _prepare(directory: str) -> dict[str, str]:
    home = os.path.join(directory, "home")
    os.makedirs(os.path.join(home, "bin"))
    with open(os.path.join(home, "bin", "forgemd"), "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\nexec "{sys.executable}" -m forgemd "$@"\n')
    os.chmod(file.name, 0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "FORGEMD_"))}
    fixed = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "COLUMNS": "100"}
    fixed |= {"GIT_AUTHOR_DATE": NOW, "GIT_COMMITTER_DATE": NOW, "FORGEMD_NOW": NOW, "PYTHONPATH": ROOT}
    path = os.path.join(home, "bin") + os.pathsep + os.environ["PATH"]
    environ = {**kept, **fixed, "PATH": path, "HOME": home}
    work = os.path.join(directory, "work")
    os.mkdir(work)
    shutil.copy(os.path.join(ROOT, "examples", "trackers", "TASK-STATUS.md"), work)
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["config", "user.name", "Ada Example"],
        ["config", "user.email", "ada@example.com"],
        ["add", "TASK-STATUS.md"],
        ["commit", "--quiet", "-m", "Add the tracker"],
    ):
        subprocess.run(["git", *command], cwd=work, env=environ, check=True)
    return environ


def _session(text: str, directory: str, environ: dict[str, str]) -> str:
    """The commands of a session, each with what it prints now."""
    lines: list[str] = []
    for command in (line for line in text.split("\n") if line.startswith("$ ")):
        done = subprocess.run(
            ["sh", "-c", command[2:]],
            cwd=os.path.join(directory, "work"),
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        lines += [command, *done.stdout.decode().rstrip("\n").split("\n")] if done.stdout else [command]
    return "".join(f"{line}\n" for line in lines)


def _rules() -> str:
    rows = ["| rule | severity | finds |", "|---|---|---|"]
    for name in ALL:
        rule = load(name)
        severity = rule.severity if REGISTRY[name].on else f"{rule.severity}, off"
        rows.append(f"| `{name}` | {severity} | {rule.summary.removesuffix('.')} |")
    return "".join(f"{row}\n" for row in rows)


def main() -> None:
    """Write the README anew."""
    with open(README, encoding="utf-8") as file:
        made = fresh(file.read())
    with open(README, "w", encoding="utf-8") as file:
        file.write(made)


if __name__ == "__main__":
    main()
