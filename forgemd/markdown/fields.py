"""What a list item, a heading or front matter says about one thing: values that stand on lines of their own text.

They are to such a thing what cells are to a row. A field is changed in place: its span gets the new value, and
nothing around it is touched.
"""

from __future__ import annotations

from forgemd.errors import EditRejected
from forgemd.text import Edit, Source, Span
from forgemd.typed import Sequence

__all__ = ["Fields"]


class Fields:
    """The fields of one thing that begins on `line` (0-based); `span` is what there is to point at.

    `spans` has one entry for each column, None for a field that is not written. Spans lie on one line each. An empty
    one is where a value would go: behind the colon of `Owner:`.
    """

    __slots__ = ("line", "source", "span", "spans", "values")

    def __init__(self, source: Source, line: int, span: Span, spans: Sequence[Span | None]) -> None:
        self.source = source
        self.line = line
        self.span = span
        self.spans = tuple(spans)
        self.values = ["" if one is None else source.text[one.start : one.end] for one in spans]

    def value(self, column: int) -> str:
        """The text of a field as written; empty where it is not there."""
        return self.values[column] if 0 <= column < len(self.values) else ""

    def has(self, column: int) -> bool:
        """Whether the field is written, if only its name."""
        return 0 <= column < len(self.spans) and self.spans[column] is not None

    def span_of(self, column: int) -> Span:
        """The field, or all of it where it has no such field: somewhere to point at."""
        found = self.spans[column] if self.has(column) else None
        return found if found is not None and found.start < found.end else self.span

    def edit(self, column: int, value: str) -> Edit:
        """The edit that makes a field say `value`. Raises `EditRejected` for a field that is not written, and for a
        value that would not stay on its line."""
        span = self.spans[column] if self.has(column) else None
        if span is None:
            raise EditRejected("there is no such field here, and none is made", where=self._where(self.span))
        if not value or any(ord(char) < 32 or char in "\x7f\x85\u2028\u2029" for char in value):
            raise EditRejected("a field holds one line of text, and not nothing", where=self._where(span))
        text = self.source.text
        glued = span.start == span.end and span.start > 0 and text[span.start - 1] not in " \t"
        return Edit(span, text[span.start : span.end], f" {value}" if glued else value)

    def _where(self, span: Span) -> str:
        line, column = self.source.position(span.start)
        return f"{self.source.path}:{line}:{column}"

    def __repr__(self) -> str:
        return f"Fields({self.line}, {self.values!r})"
