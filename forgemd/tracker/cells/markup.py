"""What an id or a status says under its markup. Inline Markdown proper is `forgemd.markdown.inline`'s."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.markdown import uncommented

__all__ = ["bare", "named"]

_LINK = pattern(r"!?\[((?:[^\[\]\\]|\\.)*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)?(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])?$")
_LEADING = pattern(r"\A(?:<!--(?:[^-]|-(?!->))*-->[ \t]*)+")
_COMMENT = pattern(r"(?:`+[^`]*`+)|[ \t]*<!--(?:[^-]|-(?!->))*-->")
"""Comments, and code, in which one is text."""
_WRAPS = ("**", "__", "~~", "``", "`", "*", "_", "~")
_OPENERS = "*_~`[!"
_CHECKS = " \t\u00a0\ufe0f✅✔✓☑"


def bare(text: str) -> str:
    """`text` without the emphasis, code, strike, link and brackets that wrap all of it.

    `**FIX-006**`, `` `T-12` ``, `[#359](url)`, `~~P1.5~~` and `[T001]` give `FIX-006`, `T-12`, `#359`, `P1.5`
    and `T001`. A check mark or a comment before or behind is dropped too. Plain text comes back at once.
    """
    if text[:1].isalnum() and text[-1].isalnum():
        return text
    if text[-1:] == ">" or text[:1] == "<":
        text = _LEADING.sub("", uncommented(text))
    text = text.strip(_CHECKS)
    if not text or text[0] not in _OPENERS:
        return text
    while True:
        before = text
        for wrap in _WRAPS:
            size = len(wrap)
            if len(text) > 2 * size and text.startswith(wrap) and text.endswith(wrap):
                if wrap not in (inner := text[size:-size]):
                    text = inner.strip(_CHECKS)
                break
        if text.startswith(("[", "![")) and (match := _LINK.match(text)):
            text = match[1].strip(_CHECKS)
        if text == before:
            return text


def named(text: str) -> str:
    """`text` as a name: `bare`, and without the comments in it, which nobody sees."""
    if "<!--" in text:
        text = _COMMENT.sub(lambda match: match[0] if match[0][0] == "`" else "", text).lstrip()
    return bare(text)
