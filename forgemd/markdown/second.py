"""The second reader: the tables of a text as mistune's block parser sees them, with GFM's table rule.

Before anything is written, two readers that share no code must agree about the tables that an edit touches.
This is the other one: containers and blocks are mistune's, what a table is comes from
`forgemd.markdown.second_table`. mistune is imported on the first text that can hold a table.
"""

from __future__ import annotations

import re

from forgemd.markdown.second_table import SecondReaderLost, SecondRow, SecondTable, may_hold_table
from forgemd.text import Source

__all__ = ["SecondReaderLost", "SecondRow", "SecondTable", "tables"]

_FENCE = re.compile(r"---[ \t]*")
_FENCE_END = re.compile(r"(?:---|\.\.\.)[ \t]*")

# Container marks and the blanks around them. GFM 0.29, section 2.2: tabs count to the next multiple of four.
_PREFIX = re.compile(r"(?:[ \t>]|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]))*+")


def tables(source: Source) -> tuple[SecondTable, ...]:
    """Every table of the text in order, those in lists and block quotes included.

    Front matter is no Markdown, a byte order mark no character of line 0. Raises `SecondReaderLost` where
    mistune's copy of a line is not that line.
    """
    lines = [source.text[start:end] for start, end in zip(source.starts, source.ends, strict=True)]
    first = _front_matter(lines)
    lines[:first] = []
    spaces: dict[int, str] = {}
    for index, line in enumerate(lines):
        if line and (line[-1].isspace() or "\t" in line):
            lines[index] = _plainer(line, first + index, spaces)
    text = "\n".join(lines) + "\n"
    if not may_hold_table(text):
        return ()
    from forgemd.markdown.second_blocks import read

    return read(text, first, spaces)


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


def _front_matter(lines: list[str]) -> int:
    """How many lines the YAML between `---` and `---` or `...` takes at the top; 0 where nothing closes it."""
    if lines and _FENCE.fullmatch(lines[0]):
        for index in range(1, len(lines)):
            if _FENCE_END.fullmatch(lines[index]):
                return index + 1
    return 0
