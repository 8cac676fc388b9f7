"""# mixed-line-endings

Lines of one file end in different ways.

One editor writes CR LF, the other LF, and the file has both. Nothing of it can be seen, but a tool that rewrites one
line may then report all as changed, a merge finds conflicts where nobody changed a word, and a CR in the middle of
a line cuts a row in two. Usually a file was put together from parts, or a tool wrote LF into a file of CR LF.

## Fails

```markdown escaped
| ID  | Task | Status |\r
|-----|------|--------|\r
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |\r
```

```text findings
3:1 mixed-line-endings 3 lines end in CR LF and 1 in LF
```

```markdown fixed
| ID  | Task | Status |\r
|-----|------|--------|\r
| A-1 | Keel | Done   |\r
| A-2 | Ribs | Todo   |\r
```

## Passes

```markdown escaped
| ID  | Task | Status |\r
|-----|------|--------|\r
| A-1 | Keel | Done   |\r
```

## Fix

Safe: the fewer are made like the most. What git keeps of line endings is decided by `.gitattributes`: with
`*.md text` in it this cannot come back.
"""

from __future__ import annotations

from collections import Counter

from forgemd.diagnostics import Diagnostic, Fix, count
from forgemd.rules.base import Rule
from forgemd.text import Edit, Source, Span
from forgemd.tracker import Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]

_NAMES = {"\r\n": "CR LF", "\n": "LF", "\r": "CR"}


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    source = tracker.source
    places = [Span(end, source.line_span(line).end) for line, end in enumerate(source.ends)]
    counts = Counter(source.slice(place) for place in places if place.start < place.end)
    if len(counts) < 2:
        return
    (most, number), *others = counts.most_common()
    edits = tuple(Edit(place, ending, most) for place in places if (ending := source.slice(place)) not in ("", most))
    rest = " and ".join(f"{times} in {_NAMES[ending]}" for ending, times in others)
    yield RULE.finding(
        tracker.path,
        _line(source, edits[0].span.start),
        f"{count(number, 'line')} {'ends' if number == 1 else 'end'} in {_NAMES[most]} and {rest}",
        hint=f"forgemd check --fix makes all end in {_NAMES[most]}",
        fix=Fix(f"end {count(len(edits), 'line')} in {_NAMES[most]}", edits, "safe"),
    )


def _line(source: Source, offset: int) -> Span:
    """The line whose ending stands at `offset`."""
    line = source.line_of(offset)
    return Span(source.starts[line], source.ends[line])


RULE: Rule[Tracker] = Rule(
    "mixed-line-endings", Tracker, _check, "warning", "reading", "Lines of one file end in different ways."
)
