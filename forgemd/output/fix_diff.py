"""What a fix would change, as the lines of a diff, cut around the place where they differ."""

from __future__ import annotations

from itertools import takewhile

from forgemd.diagnostics import Fix
from forgemd.output.frame import frame
from forgemd.output.styled import Line, line
from forgemd.text import Edit, Source, Span, apply
from forgemd.typed import Iterator, Sequence

__all__ = ["fix_diff"]

_MOST = 4
"""Lines of each side that are shown."""


def fix_diff(source: Source, fix: Fix, gutter: int, columns: int) -> Iterator[Line]:
    """The lines that the fix takes away and puts there, as `frame` shows lines of a file: `gutter` columns wide in
    front of the bar, `columns` for the text."""
    old, new = _changed(source, fix)
    for mark, style, lines, others in (("-", "removed", old, new), ("+", "added", new, old)):
        for number, text in enumerate(lines[:_MOST]):
            twin = others[number] if len(lines) == len(others) else ""
            yield line(("frame", f"{mark:>{gutter}} | "), (style, _cut(text, twin, columns)))
        if len(lines) > _MOST:
            yield line(("frame", f"{mark:>{gutter}} | "), ("dim", f"and {len(lines) - _MOST} lines more"))


def _changed(source: Source, fix: Fix) -> tuple[list[str], list[str]]:
    """The lines that differ, before and after: what is the same above and below is left out."""
    first = source.line_of(min(edit.span.start for edit in fix.edits))
    last = source.line_of(max(edit.span.end for edit in fix.edits))
    start = source.starts[first]
    # With the line ending behind it, which an edit may take along.
    end = source.starts[last + 1] if last + 1 < len(source.starts) else len(source.text)
    passage = Source(source.text[start:end])
    shifted = [Edit(Span(each.span.start - start, each.span.end - start), each.old, each.new) for each in fix.edits]
    old, new = _lines(passage), _lines(apply(passage, shifted))
    same = _alike(old, new)
    old, new = old[same:], new[same:]
    below = _alike(old[::-1], new[::-1])
    return old[: len(old) - below], new[: len(new) - below]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _lines(source: Source) -> list[str]:
    return [source.text[start:end] for start, end in zip(source.starts, source.ends, strict=True)]


def _cut(text: str, twin: str, columns: int) -> str:
    """The line, cut to `columns` around the part that its twin has otherwise."""
    same = _alike(text, twin)
    rest = _alike(text[same:][::-1], twin[same:][::-1]) if twin else 0
    return frame(Source(text), Span(same, len(text) - rest), columns).text
