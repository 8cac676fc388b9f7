"""Figures and ticks in the manner of real trackers: what is true, or about something else, gives no finding."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

import pytest

from forgemd.check import Selection, Subject, run
from tests.rules.pages import reading, shown

_PART = re.compile(r"^## (Passes|Fails): (.*)\n", re.MULTILINE)
_FENCE = re.compile(r"^(`{3,})(markdown|text findings)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


class Lookalike(NamedTuple):
    """One example of `lookalikes.md`."""

    title: str
    fails: bool
    text: str
    findings: str


def lookalikes() -> list[Lookalike]:
    """The examples in their order."""
    with open(os.path.join(os.path.dirname(__file__), "lookalikes.md"), encoding="utf-8") as stream:
        _, *parts = _PART.split(stream.read())
    found = []
    for verdict, title, body in zip(*[iter(parts)] * 3, strict=True):
        fences = {kind: inside for _, kind, inside in _FENCE.findall(body)}
        found.append(Lookalike(title, verdict == "Fails", fences["markdown"], fences.get("text findings", "")))
    return found


@pytest.mark.parametrize("example", lookalikes(), ids=lambda each: each.title)
def test_lookalike(example: Lookalike) -> None:
    """By the rules that are on."""
    tracker = reading(example.text)
    found = run([Subject(tracker, None, "the example has none")], Selection()).diagnostics
    assert "".join(f"{shown(tracker, each)}\n" for each in found) == example.findings
    assert bool(example.findings) is example.fails
