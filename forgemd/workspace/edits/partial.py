"""Edits made for one version of a text, carried over to another version of it, line by line."""

from __future__ import annotations

from difflib import SequenceMatcher

from forgemd.text import Source

__all__ = ["carry_over"]


def carry_over(old: str, new: str, other: str) -> str | None:
    """`other` with the changes between `old` and `new`; None where a place for one is not certain.

    For a tracker of which a part is staged: `old` is what the index held, `new` what was committed and `other`
    the work tree. A line that `other` has changed itself keeps what it says; line endings are `other`'s.
    """
    before, after = _texts(Source(old)), _texts(Source(new))
    source = Source(other)
    theirs = _texts(source)
    place = _places(before, theirs)
    replaced: dict[int, str] = {}
    inserted: dict[int, list[str]] = {}
    for tag, first, last, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        put = after[start:stop]
        if len(put) < last - first:
            return None
        replaced.update(
            (place[line], text) for line, text in zip(range(first, last), put, strict=False) if line in place
        )
        if extra := put[last - first :]:
            at = _between(place, last)
            if at is None:
                return None
            inserted.setdefault(at, []).extend(extra)
    return _join(source, theirs, replaced, inserted)


def _texts(source: Source) -> list[str]:
    return [source.line(index) for index in range(len(source.starts))]


def _places(before: list[str], theirs: list[str]) -> dict[int, int]:
    """Where each unchanged line of `before` lies in `theirs`."""
    place: dict[int, int] = {}
    for left, right, size in SequenceMatcher(None, before, theirs, autojunk=False).get_matching_blocks():
        place.update((left + offset, right + offset) for offset in range(size))
    return place


def _between(place: dict[int, int], line: int) -> int | None:
    """The line of the other text in front of which something goes that goes in front of `line` here."""
    if line == 0:
        return 0
    if line - 1 in place:
        return place[line - 1] + 1
    return place.get(line)


def _join(source: Source, texts: list[str], replaced: dict[int, str], inserted: dict[int, list[str]]) -> str:
    pieces = ["\ufeff"] if source.bom else []
    for index in range(len(texts) + 1):
        for text in inserted.get(index, ()):
            if pieces and index and not pieces[-1].endswith(("\n", "\r")):
                pieces += (source.newline, text)
            else:
                pieces += (text, source.newline)
        if index < len(texts):
            ending = source.text[source.ends[index] : source.line_span(index).end]
            pieces.append(replaced.get(index, texts[index]) + ending)
    return "".join(pieces)
