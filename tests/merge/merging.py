"""The merge as the tests call it: the real reader, and git's real text merge."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable

from forgemd.git import Git
from forgemd.git.textmerge import text_merger
from forgemd.merge import Markers, Merged, Terms, merge
from forgemd.text import Source
from forgemd.tracker import Tracker, read

__all__ = ["merge_text", "merged"]


@functools.cache
def _git(path: str) -> Callable[[str, str, str, int], tuple[str, int]]:
    return text_merger(Git(os.sep, {"PATH": path}))


def merge_text(base: str, ours: str, theirs: str, marker_size: int) -> tuple[str, int]:
    """Git's merge of three texts."""
    return _git(os.environ.get("PATH", os.defpath))(base, ours, theirs, marker_size)


PLAIN = Markers()
TERMS = Terms()


@functools.lru_cache(64)
def _read(text: str) -> Tracker:
    """One reading for each text: a law merges the same few again and again."""
    return read(Source(text, "TASKS.md"))


def merged(base: str, ours: str, theirs: str, *, markers: Markers = PLAIN, terms: Terms = TERMS) -> Merged:
    """The merge of three texts."""
    sources = (Source(text, "TASKS.md") for text in (base, ours, theirs))
    return merge(*sources, read=lambda source: _read(source.text), merge_text=merge_text, markers=markers, terms=terms)
