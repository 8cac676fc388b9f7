"""Histories of real trackers as git histories: `python -m tests.e2e.histories` judges each and prints what it found."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.e2e.program import Done, forgemd
from tests.gitrepo import Repo
from tests.shared import SHARED

__all__ = ["judge", "replay", "series"]


def series() -> dict[str, list[tuple[str, str]]]:
    """For each series the files (relative to the directory of histories) with their dates, oldest first."""
    if SHARED is None:
        return {}
    found: dict[str, list[tuple[str, str]]] = {}
    with open(os.path.join(SHARED, "history", "MANIFEST.jsonl"), encoding="utf-8") as file:
        for row in map(json.loads, file):
            found.setdefault(os.path.dirname(row["file"]), []).append((row["file"], row["date"]))
    return {name: sorted(files) for name, files in sorted(found.items())}


def replay(directory: str, files: list[tuple[str, str]]) -> Repo:
    """A repository in which `TRACKER.md` goes through all versions, one commit each."""
    assert SHARED is not None
    repo = Repo.create(directory)
    stream = bytearray()
    for number, (name, date) in enumerate(files):
        with open(os.path.join(SHARED, "history", name), "rb") as file:
            raw = file.read()
        person = f"A <a@example.com> {int(_seconds(date))} +0000"
        message = f"{number}: {name}".encode()
        stream += f"commit refs/heads/main\nauthor {person}\ncommitter {person}\ndata {len(message)}\n".encode()
        stream += message + f"\nM 100644 inline TRACKER.md\ndata {len(raw)}\n".encode() + raw + b"\n"
    repo.git("fast-import", "--quiet", stdin=bytes(stream))
    repo.git("reset", "--quiet", "--hard", "main")
    return repo


def _seconds(date: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(date).timestamp()


def judge(repo: Repo, *args: str) -> Done:
    """`check --range` from the first commit to the last."""
    root = repo.git("rev-list", "--max-parents=0", "HEAD")
    return forgemd(repo, "check", "--range", f"{root}..HEAD", "--format", "json", *args)


def _reports() -> Iterator[str]:
    for name, files in series().items():
        with tempfile.TemporaryDirectory() as directory:
            repo = replay(directory, files)
            start = time.perf_counter()
            done = judge(repo)
            took = time.perf_counter() - start
        yield f"{name}: {len(files)} versions, exit code {done.code}, {took:.2f} s"
        found: list[dict[str, Any]] = done.json["diagnostics"] if done.out else []
        for (rule, severity), count in sorted(Counter((each["rule"], each["severity"]) for each in found).items()):
            yield f"  {count:4} {severity:8} {rule}"
        for each in found:
            message = each["message"][:150]
            yield f"       {each['commit'][:10]}:{each['line']}: {each['severity']} {each['rule']}: {message}"


if __name__ == "__main__":
    print("\n".join(_reports()))
