"""What a document says in prose about its symbols: `⭕ - Not Started`, `Status: [ ] open · [~] in work · [x] done`."""

from __future__ import annotations

from forgemd.lazy import MULTILINE, pattern
from forgemd.markdown import Document, walk
from forgemd.tracker.legend_line import LABEL
from forgemd.tracker.vocabulary import sense_of

__all__ = ["symbols_told"]

_SYMBOL = r"(?:\[[^\]\w\s]\]|\[[ xX]\]|[^\w\s\[\](){}<>|*_`~#.,;:=/\\\"'!?&%$@^+·•–—-]{1,3})"
_PAIR = pattern(
    rf"(?P<symbol>{_SYMBOL})[`*_]*+[ \t]*+(?:[-–—=:：→|][ \t]*+)?+[*_`]*+(?P<words>[^\W_][^|·•,，、;；/()（）:：.—–]*)"
)
_LEAD = pattern(r"[ \t>]*(?:[-*+][ \t]+)?[*_`]*")


def symbols_told(document: Document) -> dict[str, tuple[str, str]]:
    """By symbol, without its variation selector: the words for it and their sense.

    Believed where one line explains several symbols, or several lines of one paragraph or list a symbol each, and the
    words are a status and nothing else. A symbol with two meanings has none.
    """
    found: dict[str, tuple[str, str]] = {}
    torn: set[str] = set()
    # Containers that lie in each other share their lines, and a line of deep quotes is long.
    known: dict[int, list[tuple[str, str, str]]] = {}
    for block in walk(document.blocks):
        if block.kind not in ("paragraph", "list", "quote") or block.last - block.first > 40:
            continue
        for line in range(block.first, block.last):
            if line not in known:
                known[line] = _pairs(document.source.line(line))
        pairs = [pair for line in range(block.first, block.last) for pair in known[line]]
        if len({symbol for symbol, _, _ in pairs}) < 2:
            continue
        for symbol, words, sense in pairs:
            if found.setdefault(symbol, (words, sense))[1] != sense:
                torn.add(symbol)
    told = {symbol: said for symbol, said in found.items() if symbol not in torn}
    if _KIRO.search(document.source.text) is not None:
        told.setdefault("[-]", ("In Progress", "running"))
    return told


_KIRO = pattern(r"^(?:[ \t]+[-*][ \t]+_Requirements?:[ \t]*[0-9]|[ \t]*[-*][ \t]+\[[ xX-]\]\*[ \t])", MULTILINE)
"""What a plan of Kiro has under its tasks; there `[-]` is a task in work, elsewhere one that was given up."""


def _pairs(line: str) -> list[tuple[str, str, str]]:
    """The symbols that a line explains, each with the words for it and their sense, as far as it does so."""
    text = line.replace("\ufe0f", "").rstrip()
    label = LABEL.match(text) or _LEAD.match(text)
    at = label.end() if label else 0
    found: list[tuple[str, str, str]] = []
    while match := _PAIR.match(text, at):
        words = match["words"].strip(" *_`~-\t")
        sense = sense_of(words)
        if sense is None:
            break
        found.append((match["symbol"], words, sense))
        at = match.end()
        while at < len(text) and text[at] in _BETWEEN:
            at += 1
    return found


_BETWEEN = " \t|·•,，、;；/*_`"
