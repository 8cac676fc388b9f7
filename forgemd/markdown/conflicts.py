"""Conflict markers that a merge left in a text (git-merge(1), "How conflicts are presented")."""

from __future__ import annotations

from forgemd.markdown.blocks import walk
from forgemd.markdown.scanner import scan
from forgemd.text import Source
from forgemd.typed import NamedTuple

__all__ = ["Conflict", "find_conflicts", "shown_conflicts"]

_SIZE = 7


class Conflict(NamedTuple):
    """The lines (0-based) of a conflict's markers: `<<<<<<<`, `=======` and `>>>>>>>`."""

    first: int
    middle: int
    last: int


def find_conflicts(source: Source) -> list[Conflict]:
    """The conflicts of a text: three markers of one size in their order, each at the start of a line, outside of
    fences.

    A marker alone is text: `=======` is a setext underline, `>>>>>>> ` a quote in a quote, `|||||||` a row of
    empty cells.
    """
    found = _marked(source)
    shown = _shown(source, found)
    return [each for each in found if each not in shown]


def shown_conflicts(source: Source) -> list[Conflict]:
    """Those that lie within one fence: an example as a rule, and in any case no tasks."""
    return _shown(source, _marked(source))


def _shown(source: Source, found: list[Conflict]) -> list[Conflict]:
    if not found or not ("```" in source.text or "~~~" in source.text):
        return []
    fences = [block for block in walk(scan(source)) if block.kind == "fence"]
    return [each for each in found if any(fence.first < each.first and each.last < fence.last for fence in fences)]


def _marked(source: Source) -> list[Conflict]:
    raw = source.encode()
    if b"<" not in raw or b"<" * _SIZE not in raw or b">" * _SIZE not in raw:  # for one byte it is faster
        return []
    text = source.text
    found: list[Conflict] = []
    first = middle = -1
    size = 0
    for index, start in enumerate(source.starts):
        char = text[start : start + 1]
        if char not in ("<", "=", ">"):
            continue
        line = source.line(index)
        run = len(line) - len(line.lstrip(char))
        if run < _SIZE or line[run : run + 1] not in ("", " "):
            continue
        if char == "<":
            first, middle, size = index, -1, run
        elif run == size and char == "=" and first >= 0 and middle < 0:
            middle = index
        elif run == size and char == ">" and middle >= 0:
            found.append(Conflict(first, middle, index))
            first = middle = -1
    return found
