r"""# control-character

The text holds a character that nobody sees and nobody means.

Escape codes from a terminal, a backspace, a mark that turns the direction of all text behind it: what a person reads
is then not what a tool reads, and an id with one in it is found by no search. Bytes that are no UTF-8 are told too.

Judged are control characters (U+0000 to U+009F, but for tab and line endings), marks that override or embed the
direction of text (U+202A to U+202E, U+2066 to U+2069) where none of the text runs from right to left, the two
separators U+2028 and U+2029, a byte order mark inside the text, and bytes that are no UTF-8. Joiners, direction
marks and blanks of other widths belong to languages and emoji; what `mojibake` tells of is not told again.

## Fails

```markdown escaped
| ID  | Task      | Status |
|-----|-----------|--------|
| A-1 | Keel\u001b[0m | Done   |
| A-2 | \u202eRibs   | Todo   |
```

```text findings
3:13 control-character U+001B (a control character) stands here
4:9 control-character U+202E (it turns the direction of text) stands here
```

```markdown unsafe
| ID  | Task      | Status |
|-----|-----------|--------|
| A-1 | Keel[0m | Done   |
| A-2 | Ribs   | Todo   |
```

## Passes

```markdown escaped
| ID  | Task         | Status |
|-----|--------------|--------|
| A-1 | Keel 👩\u200d🔧 | Done   |
| A-2 | می\u200cخواهم \u2067(x)\u2069 | Todo   |
```

## Fix

Unsafe: the characters are taken out. Of bytes that are no UTF-8 the hint says where they come from: a file in another
encoding can be converted; single ones have to be written anew; where a tool has put question marks for parts of
characters, only an older version of the file has them, and many of those are an error.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix, Severity, count
from forgemd.lazy import pattern
from forgemd.rules.base import Rule
from forgemd.text import Edit, Source, Span
from forgemd.tracker import Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]

_SUSPECT = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\udc80-\udcff]")
_BYTE = "\udc80"
"""Stands for all bytes that are no UTF-8, which are told together."""
_RUINED = 20
"""So many bytes beside question marks, and the text can no longer be read."""
_RIGHT_TO_LEFT = pattern(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    source = tracker.source
    if _is_sound(source):
        return
    found: dict[str, list[int]] = {}
    for match in _SUSPECT.finditer(source.text):
        if match.start() or not source.bom:
            char = match.group()
            found.setdefault(_BYTE if "\udc80" <= char <= "\udcff" else char, []).append(match.start())
    if not found:
        return
    from forgemd.text import damage  # takes as long to load as all else here

    broken = damage(source.text)
    taken = {at for run in (*broken.certain, *broken.guesses) for at in range(*run.span)} if broken else set()
    for char, everywhere in found.items():
        places = [at for at in everywhere if at not in taken]
        if places and not (_turns(char) and _RIGHT_TO_LEFT.search(source.text)):
            yield _finding(tracker, source, char, places)


def _is_sound(source: Source) -> bool:
    """Whether nothing suspect is among the few characters that are no plain ASCII."""
    raw, rest = source.encode(), source.strange
    shown = rest.decode("utf-8", "surrogateescape")
    # Bytes that are no UTF-8 may become some when what stood between them is gone: then there are fewer characters.
    return len(shown) == len(source.text) - len(raw) + len(rest) and not _SUSPECT.search(shown)


def _turns(char: str) -> bool:
    return "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"


def _finding(tracker: Tracker, source: Source, char: str, places: list[int]) -> Diagnostic:
    if char == _BYTE:
        return _of_bytes(tracker, source, places)
    where = "here" if len(places) == 1 else f"in {len(places)} places, first here"
    edits = tuple(Edit(Span(at, at + 1), char, "") for at in places)
    return RULE.finding(
        tracker.path,
        Span(places[0], places[0] + 1),
        f"U+{ord(char):04X} ({_what(char)}) stands {where}",
        hint="take it out",
        fix=Fix(f"take out {count(len(edits), 'character')}", edits, "unsafe"),
    )


def _of_bytes(tracker: Tracker, source: Source, places: list[int]) -> Diagnostic:
    """What bytes that are no UTF-8 come from decides what helps: another encoding is converted, a loss is not."""
    text, many = source.text, len(places)
    message = "a byte is no UTF-8" if many == 1 else f"{many} bytes are no UTF-8, the first here"
    severity: Severity = "warning"
    lost = sum(1 for at in places if "?" in (text[at - 1 : at], text[at + 1 : at + 2]))
    if 2 * lost > many > 1:
        message += "; most stand beside a '?' that a tool has written for what it could not read"
        hint = "take the lines from an older version of the file: what is lost, no conversion brings back"
        severity = "error" if many >= _RUINED else "warning"
    elif any(char > "\x7f" and not "\udc80" <= char <= "\udcff" for char in text):
        hint = "write there what was meant: the rest of the file is UTF-8"
    else:
        hint = "convert the file to UTF-8: it is in another encoding"
    return RULE.finding(tracker.path, Span(places[0], places[0] + 1), message, hint=hint, severity=severity)


def _what(char: str) -> str:
    if _turns(char):
        return "it turns the direction of text"
    if char in "\u2028\u2029":
        return "a line separator that ends no line"
    return "a byte order mark" if char == "\ufeff" else "a control character"


RULE: Rule[Tracker] = Rule(
    "control-character",
    Tracker,
    _check,
    "warning",
    "reading",
    "The text holds a character that nobody sees and nobody means.",
)
