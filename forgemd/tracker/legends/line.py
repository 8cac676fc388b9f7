"""A legend that is no table: `**Legend**: PENDING, READY, …`, or a list with a status in each item.

Believed only where it names the eight statuses of the strict workflow and nothing else: a shorter list may leave out
what everybody knows, and would make a fault of each word that it lacks.
"""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.markdown import Block, Document
from forgemd.tracker.cells.status import Status, phrase
from forgemd.tracker.legends.legend import Legend
from forgemd.tracker.legends.workflow import STRICT
from forgemd.tracker.words.vocabulary import CATEGORY_OF, sense_of

__all__ = ["LABEL", "legend_line"]

LABEL = pattern(
    r"[ \t>]*(?:[-*+][ \t]+)?[*_]*(?:(?:task |valid |allowed )?status(?:es)?(?: (?:key|values|codes|legend))?|legend|key|states?|symbols?|图例|图例说明|状态(?:说明)?|凡例|범례|leyenda|"
    r"légende|legende|legenda|lenda|estados?|situação|états?|статусы|zeichenerklärung|durumlar|легенда|(?:условные )?обозначения)[*_]*[ \t]*[:：][*_]*[ \t]*",
    IGNORECASE,
)
"""What stands in front of a line that explains statuses or their signs."""
_SEPARATORS = "|·•,，、;；/"
_BETWEEN = pattern(rf"[{_SEPARATORS}]|[ \t](?:and|or|und|et|y|e|и)[ \t]")
_ASIDE = pattern(r"\([^()]*\)|（[^（）]*）")
_MEANING = pattern(r"[:：=]|[ \t][-–—][ \t]")
_ITEM = pattern(r"[ \t>]*(?:[-*+]|[0-9]+[.)])[ \t]+")
_LONGEST = 600
"""Characters of a line that may be a legend."""


def legend_line(document: Document) -> Legend | None:
    """The strict statuses as a line or a list of `document` names them; None where none does."""
    text, blocks = document.source.text, document.blocks
    # Up to the next one, without the index of lines, which is of all of them, and they are mostly rows.
    ends = [*(block.start for block in blocks[1:]), len(text)] if blocks else []
    for block, end in zip(blocks, ends, strict=True):
        kind, lines = block.kind, block.last - block.first
        if kind not in ("paragraph", "list", "quote") or lines > 2 * len(STRICT):
            continue
        part = text[block.start : end]
        found = _in_lines(document, block) if sum(map(part.count, _SEPARATORS)) >= len(STRICT) - 2 else None
        if found is None and kind == "list" and lines >= len(STRICT):
            found = _in_items(document, block)
        if found is not None:
            return found
    return None


def _in_lines(document: Document, block: Block) -> Legend | None:
    for line in range(block.first, block.last):
        text = document.source.line(line)
        label = LABEL.match(text) if len(text) <= _LONGEST else None
        if label is not None:
            told = _ASIDE.sub("", text[label.end() :]).rstrip(" .。|")
            named = [(part, line) for part in _BETWEEN.split(told) if part.strip()]
            if (legend := _legend(named, line)) is not None:
                return legend
    return None


def _in_items(document: Document, block: Block) -> Legend | None:
    """The statuses that the items of a list begin with, a line each."""
    lines = [(document.source.line(line), line) for line in range(block.first, block.last)]
    items = [(text[item.end() :], line) for text, line in lines if (item := _ITEM.match(text)) is not None]
    if len(items) != len(STRICT) or any(text.startswith("[") for text, _ in items):
        return None
    return _legend([(_MEANING.split(_ASIDE.sub("", text), 1)[0], line) for text, line in items], block.first)


def _legend(named: list[tuple[str, int]], first: int) -> Legend | None:
    """The legend that names the strict statuses once each; None for any other."""
    if len(named) != len(STRICT):
        return None
    statuses = [status for text, line in named if (status := _status(text, line)) is not None]
    if {status.sense for status in statuses} != set(STRICT):
        return None
    return Legend(tuple(statuses), first)


def _status(text: str, line: int) -> Status | None:
    """The status that `text` names and nothing else."""
    label = text.replace("**", "").replace("`", "").strip(" \t*_")
    code = phrase(label)
    sense = sense_of(code)
    return None if sense is None else Status(code, label, CATEGORY_OF[sense], sense, line)
