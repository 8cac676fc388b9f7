"""# mojibake

The text is UTF-8 that was read in another code page and saved again.

A tool that takes UTF-8 for cp1252, cp1254 or latin-1 turns each byte of a character into a character of its own: a
check mark becomes `âœ…`. Statuses are still read, by their words and by what is left of their glyphs, but people do
not know what they see, searches find nothing, and each further round through the same tool makes it worse.

Each place is judged for itself, so sound characters beside broken ones stay as they are. A place is reported only if
no writing would put these characters there; what may be meant, such as `É”` at the end of a quotation, is let pass
where anything in the file is sound. There is one finding for all that can be turned back exactly, and a note with
the lines of the places that lost bytes: code pages do not define them all, and most tools drop what they do not
define. There the glyphs of trackers are tried, and the neighbours decide between those that leave the same behind.

## Fails

```markdown
# Boats âš“

| ID  | Task        | Status       |
|-----|-------------|--------------|
| A-1 | Keel â†’ rib | âœ… Done     |
| A-2 | CaulkingÂ³  | ðŸš§ Doing   |
| A-3 | Mast        | âŒ Failed    |
| A-4 | ❌ Anchor    | ðŸ” Todo     |
```

```text findings
1:9 mojibake UTF-8 was read as cp1252 and saved again: 5 places in 3 lines
7:23 mojibake 2 places lost bytes, and what stood there is a guess: line 7 ❌; line 8 one of 🔁 🔍 🔐 🔝
```

## Passes: quotations, letters and signs that read as bytes are UTF-8 too

```markdown
# « Café » et « É »: “CAFÉ”…

| ID  | Task       | Status  |
|-----|------------|---------|
| A-1 | ✅ Žižkův  | ✅ Done |
| A-2 | Ø½, 5 × 3  | Todo    |
```

## Fix

Two unsafe fixes: one for the places that reverse exactly (what they give, read in the same code page, is what stands
there now), one for the guesses. Make it a commit of its own, and tell the tool that did it to read UTF-8.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix, count
from forgemd.rules.base import Rule
from forgemd.text import Damage, Edit, Run, Source, damage
from forgemd.tracker import Tracker
from forgemd.typed import Iterator, Sequence

__all__ = ["RULE"]

_INVISIBLE = {"\ufe0f": "U+FE0F", "\u200d": "U+200D"}
_SHOWN = 8


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    found = damage(tracker.source.text)
    if found is None:
        return
    if found.certain:
        yield _reversible(tracker, found)
    if found.guesses:
        yield _guessed(tracker, found.guesses)


def _reversible(tracker: Tracker, found: Damage) -> Diagnostic:
    source, places = tracker.source, found.certain
    lines = {source.line_of(run.span.start) for run in places}
    where = f"{count(len(places), 'place')} in {count(len(lines), 'line')}"
    pages = " and as ".join(dict.fromkeys(run.page for run in places))
    return RULE.finding(
        tracker.path,
        places[0].span,
        f"UTF-8 was read as {pages} and saved again: {where}",
        hint="turn it back in a commit of its own, and let the tool that did it read UTF-8",
        fix=Fix(f"turn back {count(len(places), 'place')}", _edits(source, places), "unsafe"),
    )


def _guessed(tracker: Tracker, places: Sequence[Run]) -> Diagnostic:
    source = tracker.source
    shown = [f"line {source.line_of(run.span.start) + 1} {_guess(run)}" for run in places]
    lost = f"{count(len(places), 'place')} lost bytes, and what stood there is a guess: "
    more = f"; and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    edits = _edits(source, places)
    return RULE.finding(
        tracker.path,
        places[0].span,
        lost + "; ".join(shown[:_SHOWN]) + more,
        hint="compare with an older version of the file, or write what belongs there",
        fix=Fix(f"write {count(len(edits), 'guess', 'guesses')}", edits, "unsafe") if edits else None,
        severity="note",
    )


def _guess(run: Run) -> str:
    if run.repaired is None:
        return "one of " + " ".join(_visible(glyph) for glyph in run.candidates)
    return _visible(run.repaired)


def _visible(glyph: str) -> str:
    return _INVISIBLE.get(glyph, glyph)


def _edits(source: Source, places: Sequence[Run]) -> tuple[Edit, ...]:
    return tuple(Edit(run.span, source.slice(run.span), run.repaired) for run in places if run.repaired is not None)


RULE: Rule[Tracker] = Rule(
    "mojibake",
    Tracker,
    _check,
    "warning",
    "reading",
    "The text is UTF-8 that was read in another code page and saved again.",
)
