"""Findings that the author of a tracker allows, by a comment in it.

`<!-- forgemd-allow RULE, RULE: reason -->` on lines of its own holds for the table, list or paragraph behind it, and
in front of a heading for the section. `<!-- forgemd-allow-file RULE: reason -->` holds for the file.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.lazy import DOTALL, IGNORECASE, pattern
from forgemd.markdown import Block, Document
from forgemd.rules import ALL
from forgemd.text import Span
from forgemd.tracker import Tracker, similar
from forgemd.typed import TYPE_CHECKING, Collection, NamedTuple, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["Misspelt", "Suppression", "holding", "suppressions"]

_COMMENT = pattern(r"<!--\s*(?P<word>forgemd-[a-z-]*[a-z])\b(?P<said>.*?)-->", DOTALL | IGNORECASE)
"""Any that speaks to forgemd: `forgemd-alow` was meant, too."""
_HERE, _FILE = "forgemd-allow", "forgemd-allow-file"


class Suppression(NamedTuple):
    """A comment that allows `rules` in `scope` (characters of the source); `span` is the comment itself."""

    span: Span
    scope: Span
    rules: tuple[str, ...]
    reason: str

    def covers(self, found: Diagnostic) -> bool:
        """Whether the finding is one that it allows."""
        return found.rule in self.rules and self.scope.start <= found.span.start <= self.scope.end


class Misspelt(NamedTuple):
    """A comment that was meant to allow something and does not, or not all of it, and why."""

    span: Span
    message: str
    hint: str


def suppressions(tracker: Tracker) -> tuple[list[Suppression], list[Misspelt]]:
    """What the comments of a tracker allow, and those that are not written as they have to be."""
    found: list[Suppression] = []
    wrong: list[Misspelt] = []
    raw = tracker.source.encode()
    if b"<" not in raw or b"<!--" not in raw or b"forgemd-" not in raw.lower():  # one byte is found ten times as fast
        return found, wrong
    document = tracker.document
    for index, block in enumerate(document.blocks):
        text = _comment(document, block)
        for match in _COMMENT.finditer(text) if text else ():
            span = Span(block.start + match.start(), block.start + match.end())
            rules, reason = _read(match, span, wrong)
            if rules:
                found.append(Suppression(span, _scope(document, index, match["word"]), rules, reason))
    return found, wrong


def _comment(document: Document, block: Block) -> str:
    """The text of a block that is a comment; empty for any other."""
    source = document.source
    if block.kind != "html" or not source.text.startswith("<!--", block.start):
        return ""
    return source.text[block.start : source.ends[block.last - 1]]


def _read(match: re.Match[str], span: Span, wrong: list[Misspelt]) -> tuple[tuple[str, ...], str]:
    """The rules that a comment allows, none where it does not hold, and the reason."""
    word = match["word"]
    form = f"write <!-- {_FILE if word.lower().endswith('-file') else _HERE} RULE: reason -->"
    if word not in (_HERE, _FILE):
        wrong.append(Misspelt(span, f"`{word}` is no comment that forgemd knows, so nothing is allowed", form))
        return (), ""
    names, _, reason = match["said"].partition(":")
    rules = tuple(name.strip() for name in names.split(",") if name.strip())
    reason = " ".join(reason.split())
    if not rules:
        wrong.append(Misspelt(span, "the comment names no rule, so nothing is allowed", form))
    elif not reason:
        wrong.append(Misspelt(span, "the comment gives no reason, so nothing is allowed", form))
        return (), ""
    for name in rules:
        if name not in ALL:
            near = similar(name, ALL)
            hint = f"did you mean {' or '.join(near)}?" if near else "forgemd rule lists the rules"
            wrong.append(Misspelt(span, f"there is no rule called '{name}'", hint))
    return tuple(name for name in rules if name in ALL), reason


def _scope(document: Document, index: int, word: str) -> Span:
    """What the comment that is block `index` holds for."""
    source = document.source
    if word == _FILE:
        return Span(0, len(source.text))
    behind = next((block for block in document.blocks[index + 1 :] if not _comment(document, block)), None)
    if behind is None:
        return Span(len(source.text) + 1, len(source.text) + 1)
    last = behind.last
    if behind.kind == "heading":
        below = (each.line for each in document.headings if each.line > behind.first and each.level <= behind.level)
        last = next(below, len(source.starts))
    return Span(source.starts[behind.first], source.line_span(last - 1).end)


def holding(tracker: Tracker, base: Tracker | None, found: Sequence[Suppression]) -> Collection[Suppression]:
    """Those of `found` that were there before the change from `base`: nobody allows himself a change within it.

    In a file that is new, all of them.
    """
    if base is None or not found:
        return found
    texts = {base.source.slice(each.span) for each in suppressions(base)[0]}
    return [each for each in found if tracker.source.slice(each.span) in texts]
