"""The example tracker in a scratch repository, and edits of it by hand."""

from __future__ import annotations

import os

from tests.e2e.program import NOW
from tests.gitrepo import Repo
from tests.shared import ROOT

__all__ = ["PATH", "committed", "edit", "example", "hook", "logged", "swap"]

PATH = "TASK-STATUS.md"


def example() -> str:
    with open(os.path.join(ROOT, "examples", "trackers", PATH), encoding="utf-8", newline="") as file:
        return file.read()


def committed(repo: Repo, path: str = PATH) -> Repo:
    """`repo` with the example committed at `path`."""
    repo.write(path, example())
    repo.commit("Add the tracker")
    return repo


def edit(repo: Repo, task: str, old: str, new: str, path: str = PATH) -> None:
    """Change the row of `task` in the work tree."""
    lines = repo.read(path).decode().split("\n")
    (at,) = (index for index, line in enumerate(lines) if line.startswith(f"| {task} "))
    assert old in lines[at]
    lines[at] = lines[at].replace(old, new, 1)
    repo.write(path, "\n".join(lines))


def swap(repo: Repo, old: str, new: str, path: str = PATH) -> None:
    """Change text anywhere in the work tree's file."""
    text = repo.read(path).decode()
    assert text.count(old) >= 1
    repo.write(path, text.replace(old, new, 1))


def logged(text: bytes, task: str) -> int:
    """How many log rows of now `task` has in `text`."""
    return text.decode().count(f"| {NOW} | {task} |")


def hook(repo: Repo, name: str, script: str) -> None:
    """Install a shell script as git's hook `name`."""
    os.chmod(repo.write(f".git/hooks/{name}", f"#!/bin/sh\n{script}\n"), 0o755)
