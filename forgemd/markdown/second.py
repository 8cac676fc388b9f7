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
    text = source.text
    lines = [text[start:end] for start, end in zip(source.starts, source.ends, strict=True)]
    first = _front_matter(lines)
    text = "\n".join([_expanded(line) if "\t" in line else line for line in lines[first:]]) + "\n"
    if not may_hold_table(text):
        return ()
    from forgemd.markdown.second_blocks import read

    return read(text, first)


def _expanded(line: str) -> str:
    """The line with the tabs before its text as blanks: mistune counts columns anew in every container."""
    found = _PREFIX.match(line)
    end = found.end() if found else 0
    return line[:end].expandtabs(4) + line[end:]


def _front_matter(lines: list[str]) -> int:
    """How many lines the YAML between `---` and `---` or `...` takes at the top; 0 where nothing closes it."""
    if lines and _FENCE.fullmatch(lines[0]):
        for index in range(1, len(lines)):
            if _FENCE_END.fullmatch(lines[index]):
                return index + 1
    return 0
