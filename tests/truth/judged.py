"""Every finding of the default rules on the files of the corpus, judged.

`judged.json` says of each, by somebody who read the file, whether its owner would want to know it, and why. Findings
nobody has judged are printed by `python -m tests.truth.judged`, to be judged and added by hand.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from forgemd.check import Subject, run
from forgemd.text import Source
from forgemd.tracker import read
from tests.shared import ROOT, SHARED

__all__ = ["Finding", "Verdict", "findings", "verdicts"]

_JUDGED = os.path.join(ROOT, "tests", "truth", "judged.json")


class Finding(NamedTuple):
    """A finding by the file's number, its rule and its line (1-based); a file of the corpus does not change."""

    file: str
    rule: str
    line: int
    severity: str
    message: str


class Verdict(NamedTuple):
    """Whether the owner wants to know, and why."""

    wanted: bool
    why: str


@cache
def findings() -> tuple[Finding, ...]:
    """What the default rules say of each file by itself."""
    return tuple(_findings())


def _findings() -> Iterator[Finding]:
    directory = os.path.join(SHARED or "", "corpus")
    for name in sorted(os.listdir(directory)):
        if not name.endswith(".md"):
            continue
        with open(os.path.join(directory, name), "rb") as file:
            tracker = read(Source.decode(file.read(), name))
        for each in run([Subject(tracker, None, "a single state is judged")]).diagnostics:
            line = tracker.source.position(each.span.start).line
            yield Finding(name[:3], each.rule, line, each.severity, each.message)


@cache
def verdicts() -> dict[tuple[str, str, int], Verdict]:
    """The verdicts by file, rule and line."""
    with open(_JUDGED, encoding="utf-8") as file:
        groups = json.load(file)["groups"]
    return {
        (group["file"], group["rule"], line): Verdict(group["wanted"], group["why"])
        for group in groups
        for line in group["lines"]
    }


if __name__ == "__main__":
    for finding in findings():
        if finding[:3] not in verdicts():
            print(*finding)
