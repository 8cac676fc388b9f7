"""UTF-8 that somebody read in a one-byte code page and saved again: where it stands, and what it was.

Each byte of a character became a character of its own: `✅` (E2 9C 85) is `âœ…` in cp1252. Bytes that the code page
does not define were kept as control characters (U+0080 to U+009F, as browsers do) or dropped. What was kept can be
turned back exactly; what was dropped can only be guessed.

A text may hold sound and broken characters side by side, so each place is judged for itself. That its characters
read as bytes are valid UTF-8 is not enough: `é »`, the end of a French quotation, is too. A place counts if it holds
something that no writing puts there, such as a letter with a lone `œ` behind it or a capital inside a word. What
might as well be meant, such as `É”`, counts only in a text where something else is broken and nothing is sound.
"""

from __future__ import annotations

from forgemd.lazy import cache, pattern
from forgemd.text.codepage import PAGES, Page, is_suspect, misread, reread, utf8
from forgemd.text.glyphs import GLYPHS, is_line
from forgemd.text.remnant import HORIZONTAL, Beside, choose
from forgemd.text.span import Span
from forgemd.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re

__all__ = ["Damage", "Run", "damage", "repair", "runs"]

# What may follow a letter in sound text: closing quotes, dashes and blanks; marks of all kinds and Czech letters.
_CLOSING = frozenset("”’»…–—\u00a0“‘«‹›")
_CZECH = frozenset("šžŠŽ")
_USUAL = _CLOSING | _CZECH | frozenset("™®©°·²³¹ªº†‡•")
_OPENING = "“„«‹‘‚\"'([{-"
_EDGES = "| \t\r\n*_`~:,;.()[]"
_CONTROLS = pattern("[\x80-\x9f]")


class Run(NamedTuple):
    """A place where UTF-8 was read in `page`.

    `repaired` is what stood there: exactly, if `certain`; else the best guess among `candidates`, the glyphs of which
    the same is left, and None where nothing decides between them.
    """

    span: Span
    repaired: str | None
    certain: bool
    page: Page
    candidates: tuple[str, ...] = ()


class Damage(NamedTuple):
    """What is broken in a text: the code pages, the most frequent first, and the places in their order."""

    pages: tuple[Page, ...]
    runs: tuple[Run, ...]

    @property
    def certain(self) -> tuple[Run, ...]:
        """The places that can be turned back exactly."""
        return tuple(run for run in self.runs if run.certain)

    @property
    def guesses(self) -> tuple[Run, ...]:
        """The places that lost bytes."""
        return tuple(run for run in self.runs if not run.certain)


def damage(text: str) -> Damage | None:
    """What is broken in `text`; None for a sound one."""
    found = runs(text)
    if not found:
        return None
    counts = {page: sum(run.span.end - run.span.start for run in found if run.page == page) for page in PAGES}
    pages = sorted((page for page in PAGES if counts[page]), key=lambda page: -counts[page])
    return Damage(tuple(pages), tuple(found))


def repair(text: str, *, guesses: bool = False) -> str:
    """`text` with its broken places turned back: those that are certain, and the guessed ones if asked."""
    pieces: list[str] = []
    at = 0
    for run in runs(text):
        if run.repaired is not None and (run.certain or guesses):
            pieces += (text[at : run.span.start], run.repaired)
            at = run.span.end
    return "".join(pieces) + text[at:] if pieces else text


def runs(text: str) -> list[Run]:
    """The broken places of `text`, in their order and apart."""
    if not is_suspect(text):
        return []
    readings = _readings(text)
    pages = tuple(reading.page for reading in readings)
    chains = _chains(text, readings)
    left = _left(pages or PAGES, drop=_CONTROLS.search(text) is None)
    remnants = _remnants(text, [chain.run.span for chain in chains], left)
    doubtful = [chain.run for chain in chains if not chain.counts]
    found = sorted([chain.run for chain in chains if chain.counts] + _guessed(text, chains, remnants))
    if doubtful and not _is_sound_anywhere(text, sorted(found + doubtful)):
        found = sorted(found + doubtful)
    return found


# Places that reverse exactly


class _Reading(NamedTuple):
    """A page, and the spans that are valid UTF-8 in it, each with its bytes and whether they tell of damage."""

    page: Page
    found: list[tuple[Span, bytes, bool]]


class _Chain(NamedTuple):
    run: Run
    counts: bool


def _readings(text: str) -> list[_Reading]:
    """The readings in which something cannot be sound, the one that explains most first."""
    ranked = []
    for page in PAGES:
        found = []
        for match in utf8().finditer(reread(text, page)):
            raw = match[0].encode("latin-1")
            found.append((Span(*match.span()), raw, _tells(text, match.start(), raw)))
        weight = sum(len(raw) for _, raw, tells in found if tells)
        if weight:
            ranked.append((-weight, _Reading(page, found)))
    ranked.sort(key=lambda each: each[0])
    return [reading for _, reading in ranked]


def _chains(text: str, readings: list[_Reading]) -> list[_Chain]:
    """What reverses, in the order of the text; where several readings would do, the one that explains more."""
    chains = [
        _Chain(Run(span, raw.decode(), True, page), tells or _begins_word(text, span.start))
        for page, found in readings
        for span, raw, tells in found
    ]
    return _apart(chains, len(text)) if len(readings) > 1 else chains


def _apart(chains: list[_Chain], size: int) -> list[_Chain]:
    """Those that do not overlap a longer or an earlier one, in the order of the text."""
    taken = bytearray(size)
    kept = []
    for chain in sorted(chains, key=lambda chain: chain.run.span.start - chain.run.span.end):
        start, end = chain.run.span
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(chain)
    return sorted(kept, key=lambda chain: chain.run.span)


def _tells(text: str, start: int, raw: bytes) -> bool:
    """Whether the characters from `start`, which read as the bytes `raw`, are such as no sound text has."""
    at, groups = 0, set()
    unusual = False
    while at < len(raw):
        size = 2 if raw[at] < 0xE0 else 3 if raw[at] < 0xF0 else 4
        here = start + at
        chars = text[here : here + size]
        if _is_unwritten(chars, raw[at], text[here - 1 : here], text[here + size : here + size + 1]):
            return True
        groups.add(raw[at] >> 2 if size == 2 else raw[at])
        unusual = unusual or not _USUAL.issuperset(chars[1:])
        at += size
    # Words of Greek, Cyrillic or Arabic; rows of a few box-drawing characters.
    is_row = len(raw) > (2 if raw[0] < 0xE0 else 3)
    return is_row and len(groups) == 1 and (unusual or raw[0] == 0xE2)


def _begins_word(text: str, start: int) -> bool:
    """Whether a letter that is no word of any language, and seldom begins one, stands with no letter in front.

    In a text with broken places this is one; in others it may be a diameter, a dimension or a formula.
    """
    before, first, second = text[start - 1 : start], text[start], text[start + 1]
    seldom = first in "ÂÃÎÏ" or (first in "ÐÑÙ" and second not in _CLOSING)
    return seldom and before.isascii() and not before.isalpha()


def _is_unwritten(chars: str, first: int, before: str, after: str) -> bool:
    """Whether no sound text has `chars`, one broken character whose first byte is `first`, at such a place."""
    tail = chars[1:]
    if first < 0xE0:
        inside = before.isascii() and before.islower()
        opens = before.isascii() and not before.isalnum() and after.isascii() and after.islower()
        if first <= 0xC3:
            usual = _USUAL if before.isupper() else _CLOSING
            return not usual.issuperset(tail) or inside or opens
        is_capital = first < 0xD7 and chars[0].isupper()
        return is_capital and (inside or opens) and (not _USUAL.issuperset(tail) or (inside and after.islower()))
    if first == 0xE2:
        is_drawn = tail[0] in "”•–" and not before.isalpha() and (not before or before not in _OPENING)
        return tail[0] != "\u00a0" and (is_drawn or not _CLOSING.issuperset(tail))
    return tail[0] != "\u00a0" and not _USUAL.issuperset(tail)


# Places that lost bytes


class _Left(NamedTuple):
    """What may be left of glyphs, each with the page and the glyphs, and a pattern for any of it."""

    forms: dict[str, tuple[Page, tuple[str, ...]]]
    pattern: re.Pattern[str]


@cache
def _left(pages: tuple[Page, ...], *, drop: bool) -> _Left:
    """What is left of glyphs whose no-break space became a blank in one of `pages`, or that lost bytes if `drop`.

    The first page that explains a remnant does. A single character that is left says too little.
    """
    forms: dict[str, tuple[Page, tuple[str, ...]]] = {}
    for page in reversed(pages):
        found: dict[str, list[str]] = {}
        for glyph in dict.fromkeys(GLYPHS):
            kept = misread(glyph, page)
            for form in {misread(glyph, page, drop=True) if drop else kept, kept.replace("\u00a0", " ")}:
                if form != kept and len(form) > 1:
                    found.setdefault(form, []).append(glyph)
        # A dropped byte before a real blank is as likely as a blank for a byte, and more frequent: `â€ ` is a quote.
        forms.update(
            {
                form: (page, tuple(glyphs))
                for form, glyphs in found.items()
                if form.rstrip(" ") not in found or form[-1] != " "
            }
        )
    import re

    return _Left(forms, re.compile("|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))))


def _remnants(text: str, chains: list[Span], left: _Left) -> list[Run]:
    """What glyphs may have left behind outside of `chains`; nothing is decided yet."""
    edges = [0, *(edge for span in chains for edge in span), len(text)]
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for match in left.pattern.finditer(text, start, end) if end - start > 1 else ():
            page, glyphs = left.forms[match[0]]
            found.append(Run(Span(*match.span()), None, False, page, glyphs))
    return found


def _guessed(text: str, chains: list[_Chain], remnants: list[Run]) -> list[Run]:
    """The remnants that are some, each with the glyph that its neighbours speak for."""
    if not remnants:
        return []
    pieces = sorted([chain.run for chain in chains if chain.counts] + remnants)
    found = []
    before, far, at = "", "", 0
    for piece, beside in zip(pieces, _following(text, pieces), strict=True):
        start, end = piece.span
        if start > at:
            before, far = _last(text[at:start], far)
        shown = piece.repaired
        if shown is None and _is_left_over(text, piece, before, beside.goes_on):
            shown = choose(piece.candidates, beside._replace(before=before, far_before=far))
            found.append(piece._replace(repaired=shown))
        before, far = _last(shown or text[start:end], far)
        at = end
    return found


def _following(text: str, pieces: list[Run]) -> list[Beside]:
    """What stands behind each of the pieces."""
    found: list[Beside] = []
    far, begins = "", None
    for piece in reversed(pieces):
        end = piece.span.end
        if begins is None or begins.span.start > end:
            after, goes_on = text[end : end + 1], False
            far = after.strip(HORIZONTAL)
        else:
            after, goes_on = (begins.repaired or "")[:1], begins.candidates == piece.candidates != ()
            far = (begins.repaired or "").lstrip(HORIZONTAL)[:1] or far
        found.append(Beside("", "", after, far, goes_on))
        begins = piece
    return found[::-1]


def _last(text: str, far: str) -> tuple[str, str]:
    """The last character of `text`, and the last but for horizontal lines; `far` if there are only lines."""
    return text[-1:], text.rstrip(HORIZONTAL)[-1:] or far


def _is_left_over(text: str, piece: Run, before: str, goes_on: bool) -> bool:
    """Whether what may be left of a glyph is no sound text: unusual, drawn in a line, or a word of its own."""
    start, end = piece.span
    usual = _USUAL - _CZECH if text[start] == "â" else _USUAL
    if not usual.issuperset(text[start + 1 : end].rstrip(" ")) or is_line(before):
        return True
    return (before in _EDGES) and (goes_on or text[end : end + 1] in _EDGES)


def _is_sound_anywhere(text: str, found: list[Run]) -> bool:
    """Whether there is anything beyond ASCII outside of `found`, a byte order mark left aside."""
    at = 1 if text.startswith("\ufeff") else 0
    for run in found:
        if not text[at : run.span.start].isascii():
            return True
        at = run.span.end
    return not text[at:].isascii()
