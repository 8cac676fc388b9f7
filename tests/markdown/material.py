"""The shared cases and trackers as texts, each with a name; nothing where there is no shared material."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from forgemd.errors import SourceError
from forgemd.text import BOM, Source
from tests.shared import SHARED

__all__ = ["VARIANTS", "Case", "cases", "trackers"]


class Case(NamedTuple):
    """An input with the tables that cmark-gfm sees in it: columns and body rows of each."""

    name: str
    text: str
    tables: list[list[int]]


@cache
def cases() -> tuple[Case, ...]:
    """All of `conformance/`."""
    if SHARED is None:
        return ()
    edges = [Case(f"edge: {case['name']}", case["markdown"], case["tables"]) for case in _load("edge-cases.json")]
    examples = [
        Case(f"{case['source']} {case['number']}", case["markdown"], case["tables"])
        for case in _load("spec-examples.json")
    ]
    return (*edges, *examples)


def _load(name: str) -> list[dict[str, Any]]:
    assert SHARED is not None
    with open(os.path.join(SHARED, "conformance", name), encoding="utf-8") as file:
        loaded: list[dict[str, Any]] = json.load(file)
    return loaded


def _plain(text: str) -> str:
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


VARIANTS: dict[str, Callable[[str], str]] = {
    "lf": _plain,
    "crlf": lambda text: _plain(text).replace("\n", "\r\n"),
    "cr": lambda text: _plain(text).replace("\n", "\r"),
    "unended": lambda text: _plain(text).removesuffix("\n"),
    "bom": lambda text: BOM + _plain(text),
}
"""A text with each line ending, without the final one, and behind a byte order mark."""


@cache
def trackers() -> tuple[Source, ...]:
    """Every file of `corpus/` that is a text."""
    if SHARED is None:
        return ()
    directory = os.path.join(SHARED, "corpus")
    found = []
    for name in sorted(os.listdir(directory)):
        if name.endswith(".md"):
            with open(os.path.join(directory, name), "rb") as file:
                raw = file.read()
            try:
                found.append(Source.decode(raw, name))
            except SourceError:
                continue
    return tuple(found)
