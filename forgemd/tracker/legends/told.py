"""What a document says in prose about its symbols: `⭕ - Not Started`, `Status: [ ] open · [~] in work · [x] done`."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, MULTILINE, pattern
from forgemd.markdown import Document, walk
from forgemd.tracker.cells.status import sense_in
from forgemd.tracker.legends.line import LABEL
from forgemd.tracker.words.tongues import further
from forgemd.tracker.words.vocabulary import GLYPHS, sense_of

__all__ = ["symbols_told", "words_told"]

_SYMBOL = r"(?:\[[^\]\w\s]\]|\[[ xX]\]|[^\w\s\[\](){}<>|*_`~#.,;:=/\\\"'!?&%$@^+·•–—-]{1,3})"
_PAIR = pattern(
    rf"(?P<symbol>{_SYMBOL})[`*_]*+[ \t]*+(?:[-–—=:：→|][ \t]*+)?+[*_`]*+(?P<words>[^\W_][^|·•,，、;；/()（）:：.—–]*)"
)
_LEAD = pattern(r"[ \t>]*(?:[-*+][ \t]+)?[*_`]*")


_KLAR = pattern("klar", IGNORECASE)
_DANISH = pattern(r"\b(?:ikke|ferdig|færdig|utført|udført|oppgave|opgave|påbegynt|å|og)\b", IGNORECASE)


def words_told(document: Document) -> dict[str, tuple[str, str]]:
    """Words that say another thing in the language of this document: `klar` is done in Swedish, ready in Norwegian and
    Danish."""
    text = document.source.text
    # To look for one word takes a tenth of what it takes to look for those of a language.
    return {"klar": ("Klar", "ready")} if _KLAR.search(text) and _DANISH.search(text) else {}


def symbols_told(document: Document) -> dict[str, tuple[str, str]]:
    """By symbol, without its variation selector: the words for it and their sense.

    Believed where one line explains several symbols, or several lines of one paragraph or list a symbol each, and the
    words are a status and nothing else; in a line that says of itself that it is a legend, words that begin with one. A
    symbol with two meanings has none.
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
    if all(sense != "done" for _, sense in told.values()):
        # Where nothing else is done, what is ticked off for being ready is.
        for symbol, (words, sense) in told.items():
            if sense == "ready" and GLYPHS.get(symbol) == "done":
                told[symbol] = (words, "done")
    if _KIRO.search(document.source.text) is not None:
        told.setdefault("[-]", ("In Progress", "running"))
    return told


_KIRO = pattern(r"^(?:[ \t]+[-*][ \t]+_Requirements?:[ \t]*[0-9]|[ \t]*[-*][ \t]+\[[ xX-]\]\*[ \t])", MULTILINE)
"""What a plan of Kiro has under its tasks; there `[-]` is a task in work, elsewhere one that was given up."""


def _pairs(line: str) -> list[tuple[str, str, str]]:
    """The symbols that a line explains, each with the words for it and their sense, as far as it does so."""
    text = line.replace("\ufe0f", "").rstrip()
    label = LABEL.match(text) or _LEAD.match(text)
    labelled = label is not None and _EXPLAINING.match(label[0]) is not None
    at = label.end() if label else 0
    found: list[tuple[str, str, str]] = []
    while match := _PAIR.match(text, at):
        words = match["words"].strip(" *_`~-\t")
        sense = sense_of(words) or (_sense_in(words) if labelled else None)
        if sense is not None:
            found.append((match["symbol"], words, sense))
        elif not labelled:
            break
        at = match.end()
        if labelled:
            # Words that no list has, or more than those for a status, may stand before the next symbol.
            coming = _NEXT.search(text, at)
            at = coming.start(1) if coming is not None else len(text)
        while at < len(text) and text[at] in _BETWEEN:
            at += 1
    return found


def _sense_in(words: str) -> str | None:
    """The sense of words behind a symbol in a line that says of itself that it is a legend."""
    found = further((words,), words)
    return sense_in(words) or (found[1] if found is not None else None)


_EXPLAINING = pattern(r"(?!\W*(?:status(?:es)?|states?)\W*\Z)\W*\w", IGNORECASE)
"""A label of lines that explain signs, and do nothing else: `Status:` may be followed by how things stand."""
_NEXT = pattern(rf"[|·•,，、;；/][ \t]*+()(?={_SYMBOL})")


_BETWEEN = " \t|·•,，、;；/*_`"
