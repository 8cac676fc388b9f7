"""The second reader: the tables of a text as mistune's block parser sees them, with GFM's table rule.

Before anything is written, two readers that share no code must agree about the tables that an edit touches.
This is the other one: containers and blocks are mistune's, what a table is comes from
`forgemd.markdown.second_table`. mistune is imported on the first text that can hold a table, unless only tables are
asked for that can be read in one way (`forgemd.markdown.second_margin`).
"""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.markdown.second_margin import at_margin
from forgemd.markdown.second_table import SecondReaderLost, SecondRow, SecondTable, may_hold_table
from forgemd.text import Source
from forgemd.typed import Collection

__all__ = ["SecondReaderLost", "SecondRow", "SecondTable", "tables"]

_FENCE = pattern(r"---[ \t]*")
_FENCE_END = pattern(r"(?:---|\.\.\.)[ \t]*")

# Container marks and the blanks around them. GFM 0.29, section 2.2: tabs count to the next multiple of four.
_PREFIX = pattern(r"(?:[ \t>]|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]))*+")


def tables(source: Source, wanted: Collection[int] | None = None) -> tuple[SecondTable, ...]:
    """Every table of the text in order, those in lists and block quotes included; if `wanted` is given, those whose
    header is on one of its lines (0-based).

    Front matter is no Markdown, a byte order mark no character of line 0. Raises `SecondReaderLost` where
    mistune's copy of a line is not that line.
    """
    first = _front_matter(source)
    spaces: dict[int, str] = {}
    text = _prepared(source, first, spaces)
    if not may_hold_table(text):
        return ()
    plain = None if wanted is None or spaces else at_margin(text, first, wanted)
    if plain is not None:
        return plain
    from forgemd.markdown.second_blocks import read

    return read(text, first, spaces, wanted)


def _prepared(source: Source, first: int, spaces: dict[int, str]) -> str:
    """The lines from `first` on as mistune is to have them: the text itself where that is how they are."""
    text, starts, ends = source.text, source.starts, source.ends
    changed: dict[int, str] = {}
    for number in range(first, len(starts)):
        start, end = starts[number], ends[number]
        if start < end and (text[end - 1].isspace() or text.find("\t", start, end) >= 0):
            line = text[start:end]
            plainer = _plainer(line, number, spaces)
            if plainer != line:
                changed[number] = plainer
    if not (changed or first or source.bom or "\r" in text) and text.endswith("\n"):
        return text
    lines = (
        changed[number] if number in changed else text[starts[number] : ends[number]]
        for number in range(first, len(starts))
    )
    return "\n".join(lines) + "\n"


def _plainer(line: str, number: int, spaces: dict[int, str]) -> str:
    """The line without what mistune misreads; what was no-break and other such blanks goes to `spaces`.

    It counts the columns of tabs anew in every container, and a line of exotic blanks, which is text, it
    drops at the end of an item.
    """
    found = _PREFIX.match(line)
    end = found.end() if found else 0
    text = line[end:]
    if text.isspace():
        spaces[number] = text
        text = "x"
    return line[:end].expandtabs(4) + text


def _front_matter(source: Source) -> int:
    """How many lines the YAML between `---` and `---` or `...` takes at the top; 0 where nothing closes it."""
    if source.text and _FENCE.fullmatch(source.line(0)):
        for index in range(1, len(source.starts)):
            if _FENCE_END.fullmatch(source.line(index)):
                return index + 1
    return 0
