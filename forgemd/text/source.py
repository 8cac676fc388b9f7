"""Bytes to text and back, and the index of lines. Knows nothing of Markdown.

The text is what UTF-8 with surrogate escapes gives, so that any bytes round-trip. Lines end at CR LF, LF
and CR only (CommonMark 0.31, section 2.1): `str.splitlines` would also split at form feeds and at U+0085,
which is half of a broken emoji in some trackers, and cut a table row in two.
"""

from __future__ import annotations

from bisect import bisect_right

from forgemd.errors import SourceError
from forgemd.lazy import pattern
from forgemd.text.span import Position, Span
from forgemd.typed import Sequence

__all__ = ["BOM", "MAX_BYTES", "Source"]

BOM = "\ufeff"
MAX_BYTES = 64 * 1024 * 1024
_KEPT = 1024 * 1024
"""A text of fewer bytes keeps these, too."""

_PLAIN = bytes({*range(32, 127), 9, 10, 13})
"""ASCII that prints, tabs and line endings: most of every text."""
_NEWLINE = pattern(r"\r\n?|\n")


class Source:
    """A text exactly as it was read, with the path it goes by.

    Offsets are characters, 0-based. `starts[i]` and `ends[i]` bound line `i` (0-based) without its line
    ending; a byte order mark belongs to no line. A text that ends in a line ending has no empty last line.
    """

    __slots__ = ("_ends", "_newline", "_raw", "_starts", "_strange", "bom", "path", "text")

    def __init__(self, text: str, path: str = "") -> None:
        self.text = text
        self.path = path
        self.bom = text.startswith(BOM)
        self._starts: Sequence[int] | None = None
        self._ends: Sequence[int] = ()
        self._newline = "\n"
        self._raw: bytes | None = None
        self._strange: bytes | None = None

    @classmethod
    def decode(cls, raw: bytes, path: str = "") -> Source:
        """The source whose `encode` gives `raw` back.

        Raises `SourceError` for UTF-16, for NUL bytes (a binary file) and above `MAX_BYTES`.
        """
        if len(raw) > MAX_BYTES:
            raise SourceError(
                f"the file has more than the {MAX_BYTES // (1024 * 1024)} MiB that a tracker may have",
                where=path or None,
                hint="split the tracker, or leave this file out of `trackers:` in the configuration",
            )
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise SourceError(
                "the file is UTF-16, not UTF-8 (PowerShell's `>` writes that)",
                where=path or None,
                hint="convert it once: iconv -f UTF-16 -t UTF-8 FILE > NEW",
            )
        if b"\0" in raw:
            line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
            raise SourceError(
                "a NUL byte: this is a binary file, not a tracker",
                where=f"{path}:{line}" if path else None,
                hint="name a Markdown file",
            )
        source = cls(raw.decode("utf-8", "surrogateescape"), path)
        source._raw = raw if len(raw) < _KEPT else None
        return source

    def encode(self) -> bytes:
        """The bytes that `decode` was given, or those of an edited text. To look for something in them is many times
        as fast as in the text, where that has a character beyond U+FFFF."""
        raw = self._raw
        if raw is None:
            raw = self.text.encode("utf-8", "surrogateescape")
            self._raw = raw if len(raw) < _KEPT else None
        return raw

    @property
    def strange(self) -> bytes:
        """Those of the bytes that are not ASCII, or control characters: nothing, or a few signs, in most texts."""
        strange = self._strange
        if strange is None:
            strange = self.encode().translate(None, _PLAIN)
            self._strange = strange if len(strange) < _KEPT else None
        return strange

    @property
    def starts(self) -> Sequence[int]:
        """Offset of the first character of each line."""
        if self._starts is None:
            self._index()
        return self._starts  # type: ignore[return-value]

    @property
    def ends(self) -> Sequence[int]:
        """Offset just behind the last character of each line, its line ending not counted."""
        if self._starts is None:
            self._index()
        return self._ends

    @property
    def newline(self) -> str:
        """The line ending that most lines have; LF where there is none."""
        if self._starts is None:
            self._index()
        return self._newline

    def _index(self) -> None:
        text = self.text
        starts = [1 if self.bom else 0]
        if "\r" in text:
            ends = self._index_mixed(starts)
        else:
            find, append = text.find, starts.append
            at = find("\n")
            while at >= 0:
                append(at + 1)
                at = find("\n", at + 1)
            ends = [start - 1 for start in starts[1:]]
            ends.append(len(text))
        if len(starts) > 1 and starts[-1] == len(text):
            starts.pop()
            ends.pop()
        self._starts, self._ends = _compact(starts), _compact(ends)

    def _index_mixed(self, starts: list[int]) -> list[int]:
        """Index a text with carriage returns: fill `starts`, learn the newline, return the ends."""
        ends = []
        counts = {"\n": 0, "\r\n": 0, "\r": 0}
        for match in _NEWLINE.finditer(self.text):
            ends.append(match.start())
            starts.append(match.end())
            counts[match.group()] += 1
        ends.append(len(self.text))
        self._newline = max(counts, key=lambda ending: counts[ending])
        return ends

    def line_of(self, offset: int) -> int:
        """The 0-based index of the line that holds `offset` (a line ending belongs to its line)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def line(self, index: int) -> str:
        """The text of line `index` (0-based), without its line ending."""
        return self.text[self.starts[index] : self.ends[index]]

    def line_span(self, index: int) -> Span:
        """Line `index` (0-based) with its line ending."""
        starts = self.starts
        return Span(starts[index], starts[index + 1] if index + 1 < len(starts) else len(self.text))

    def position(self, offset: int) -> Position:
        """Where `offset` is, for people."""
        index = self.line_of(offset)
        return Position(index + 1, offset - self.starts[index] + 1)

    def slice(self, span: Span) -> str:
        """The characters that `span` covers."""
        return self.text[span.start : span.end]

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {len(self.text)} characters)"


def _compact(offsets: Sequence[int]) -> Sequence[int]:
    """The numbers as such: as objects they take more memory than the text."""
    import struct  # a seventh of what `array` takes to load, which brings `collections` with it

    return memoryview(struct.pack(f"{len(offsets)}L", *offsets)).cast("L")
