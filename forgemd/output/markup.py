"""Text from a tracker inside of Markdown, and inside of formats whose readers take some text for markup."""

from __future__ import annotations

import re

from forgemd.lazy import pattern
from forgemd.output.escapes import visible

__all__ = ["code_span", "markdown_text", "said"]

_ACTIVE = pattern(r"[\\`*_~<>\[\]!|#@&$]|://|www\.", re.IGNORECASE)
"""What Markdown or a forge (mentions, issues, mathematics, bare addresses) may make more of than letters."""


def code_span(text: str) -> str:
    """`text` as a code span (CommonMark 0.31, section 6.1): nothing in it is markup, a link or a mention."""
    text = visible(text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    marks = "`" * (longest + 1)
    padded = not text.strip(" ") or text[0] in "` " or text[-1] in "` "
    return f"{marks} {text} {marks}" if padded else f"{marks}{text}{marks}"


def markdown_text(text: str) -> str:
    """`text` as it is where that means the same in Markdown, else as a code span."""
    return code_span(text) if _ACTIVE.search(text) else visible(text)


def said(message: str, hint: str | None) -> str:
    """A message with its hint as one text of one or two lines, for readers that know no hints."""
    return visible(message) if hint is None else f"{visible(message)}\nhint: {visible(hint)}"
