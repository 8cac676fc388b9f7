"""What `check`, `explain`, `graph`, `next`, `status` and `workflow` say about the examples, kept in tests/golden.

`python -m tests.cli.goldens` writes it anew; the diff is for a person to judge.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator

from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.shared import ROOT

__all__ = ["GOLDEN", "goldens", "read_golden"]

GOLDEN = os.path.join(ROOT, "tests", "golden")
EXAMPLES = os.path.join(ROOT, "examples", "trackers")

COMMANDS = {
    "check.txt": ("check",),
    "check.json": ("check", "--format", "json"),
    "explain.txt": ("explain",),
    "explain.json": ("explain", "--format", "json"),
    "graph.txt": ("graph",),
    "graph.mmd": ("graph", "--format", "mermaid"),
    "next.txt": ("next",),
    "status.txt": ("status",),
    "workflow.mmd": ("workflow graph", "--format", "mermaid"),
    "workflow.txt": ("workflow show",),
}


def goldens(directory: str) -> Iterator[tuple[str, str]]:
    """The name and the text of each, from a repository made in `directory`, an empty one.

    Each tracker is committed as it lies in examples/ and then judged against that.
    """
    repo = Repo.create(directory)
    names = sorted(name for name in os.listdir(EXAMPLES) if name.endswith(".md") and name != "README.md")
    for name in names:
        shutil.copy(os.path.join(EXAMPLES, name), repo.full(name))
    repo.commit("Add the examples")
    for name in names:
        for ending, command in COMMANDS.items():
            done = forgemd(repo, *command[0].split(), name, *command[1:])
            yield f"{name.removesuffix('.md')}.{ending}", done.out + done.err


def read_golden(name: str) -> str:
    with open(os.path.join(GOLDEN, name), encoding="utf-8", newline="") as file:
        return file.read()


def _write() -> None:
    os.environ |= {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com"}
    os.environ |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com"}
    for name in ("COLUMNS", "FORCE_COLOR"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as directory:
        for name, text in goldens(directory):
            with open(os.path.join(GOLDEN, name), "w", encoding="utf-8", newline="") as file:
                file.write(text)


if __name__ == "__main__":
    _write()
