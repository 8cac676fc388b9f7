"""Trackers for tests: from text, from files, from bare columns."""

from __future__ import annotations

import json
import os
from typing import Any

from forgemd.text import Source
from forgemd.tracker import Tracker, read
from tests.shared import ROOT

__all__ = ["EXPECTED", "NOW", "STRICT_LEGEND", "from_file", "table", "tracker"]

STRICT_LEGEND = """\
## Status Legend

| Status | Code | Description |
|--------|------|-------------|
| 🔲 PENDING | `PENDING` | Not ready |
| 🟦 READY | `READY` | May start |
| 🟨 ASSIGNED | `ASSIGNED` | Taken |
| 🟧 RUNNING | `RUNNING` | In work |
| 🟪 REVIEW | `REVIEW` | Being read |
| ✅ DONE | `DONE` | Merged |
| ❌ FAILED | `FAILED` | Given up |
| 🚫 BLOCKED | `BLOCKED` | Stuck |

"""


def _expected() -> dict[str, Any]:
    with open(os.path.join(ROOT, "tests/trackers/expect.json"), encoding="utf-8") as stream:
        found: dict[str, Any] = json.load(stream)
    return found


_ALL = _expected()
EXPECTED: dict[str, Any] = _ALL["files"]
NOW: str = _ALL["now"]


def tracker(text: str) -> Tracker:
    return read(Source.decode(text.encode("utf-8", "surrogateescape"), "tracker.md"))


def from_file(path: str) -> Tracker:
    with open(os.path.join(ROOT, path), "rb") as stream:
        return read(Source.decode(stream.read(), path))


def table(*lines: str, heading: str = "") -> str:
    """A Markdown table from lines of cells; the first line is the header."""
    width = lines[0].count("|") + 1
    rows = [f"| {line} |" for line in lines]
    rows.insert(1, "|" + "---|" * width)
    return (f"## {heading}\n\n" if heading else "") + "\n".join(rows) + "\n\n"
