"""Lines that say one thing of a task: `**Status:** Done`, `- Owner: ann`, `Depends on: A, B`, `**Priority**: P0 | **Owner**: bo`."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.markdown import Block, Document
from forgemd.text import Span
from forgemd.tracker.tasks.tags import role_of
from forgemd.typed import Iterator, NamedTuple

__all__ = ["FieldLine", "fields_below", "fields_on"]

_MARKS = r"[*_]{0,3}"
_FIELD = pattern(
    rf"(?:^|(?<=[|·•])|(?<=  ))[ \t>]*{_MARKS}(?P<key>[^\W\d_][^*:：|\r\n`\[]{{0,28}}?)"
    rf"(?:[:：]{_MARKS}|{_MARKS}[ ]?[:：])[ \t]*(?P<value>[^\r\n]*?)[ \t]*\Z"
)
_JOINT = pattern(r"[ \t]+[|·•][ \t]+(?=[*_]{1,3}[^*_:：|]{1,28}(?:[:：][*_]|[*_]{1,3}[ ]?[:：]))")
_SEEN = 400
"""So many lines below a heading are looked at for what they say of it."""


class FieldLine(NamedTuple):
    """A field: its name as written, the role, where its value is (empty, but placed, where nothing is said)."""

    key: str
    role: str
    span: Span
    line: int


def fields_on(document: Document, line: int, start: int) -> Iterator[FieldLine]:
    """The fields on `line`, whose text begins at `start`: one, or several in bold with bars between them."""
    source = document.source
    end = source.ends[line]
    text = source.text[start:end]
    if ":" not in text and "：" not in text:
        return
    at = start
    for part in _JOINT.split(text) if "|" in text or "·" in text or "•" in text else (text,):
        at = source.text.index(part, at) if part else at
        found = _field(part, at, line)
        if found is None:
            return
        yield found
        at += len(part)


def _field(part: str, at: int, line: int) -> FieldLine | None:
    match = _FIELD.match(part)
    role = role_of(match["key"]) if match is not None else ""
    if match is None or not role:
        return None
    start, stop = match.span("value")
    # Emphasis around all of a value is not part of it, as it is not in a cell.
    return FieldLine(match["key"].strip(), role, Span(at + start, at + stop), line)


def fields_below(document: Document, blocks: list[Block], before: int) -> Iterator[FieldLine]:
    """The fields that paragraphs and lists among `blocks` state, up to line `before` (0-based, not included)."""
    for block in blocks:
        if block.first >= before:
            return
        if block.kind == "paragraph":
            yield from _in_paragraph(document, block)
        elif block.kind == "list":
            for item in block.children:
                if item.first < before and item.children and item.children[0].kind == "paragraph":
                    yield from _in_paragraph(document, item.children[0])


def _in_paragraph(document: Document, block: Block) -> Iterator[FieldLine]:
    source = document.source
    for line in range(block.first, min(block.last, block.first + _SEEN)):
        start = block.start if line == block.first else source.starts[line]
        while start < source.ends[line] and source.text[start] in " \t>":
            start += 1
        yield from fields_on(document, line, start)
