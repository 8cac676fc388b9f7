"""# broken-table

Lines that were meant as a table are none.

Then GitHub shows bars and dashes as text, and every task in them is invisible to tools: no rule, no rollup and no
`next` knows of it. Two slips do it:

- the row of dashes has another number of cells than the header (GFM 4.10 wants the same);
- an empty line between the rows ends the table, and the rows behind it are text.

Judged are lines with bars at both ends, or, behind an empty line, at the ends where the rows above have them, if an id
or a status in its place shows that a task was meant; code and comments are not.

## Fails: another number of dashes

```markdown
| ID  | Task | Status |
|-----|------|
| A-1 | Keel | Done   |
```

```text findings
1:1 broken-table this is no table: the header has 3 cells, and the row of dashes 2
```

```markdown unsafe
| ID  | Task | Status |
|-----|------| --- |
| A-1 | Keel | Done   |
```

## Fails: an empty line between the rows

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |

| A-2 | Ribs | Todo   |
| A-3 | Deck | Todo   |
```

```text findings
5:1 broken-table 2 rows are no rows: the empty line above has ended their table (line 1)
```

```markdown unsafe
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |
| A-3 | Deck | Todo   |
```

## Fails: rows without bars at their ends, and two empty lines

```markdown
ID  | Task | Status
----|------|-------
A-1 | Keel | Done

A-2 | Ribs | Todo

A-3 | Deck | Todo
```

```text findings
5:1 broken-table a row is no row: the empty line above has ended its table (line 1)
7:1 broken-table a row is no row: the empty line above has ended its table (line 1)
```

```markdown unsafe
ID  | Task | Status
----|------|-------
A-1 | Keel | Done
A-2 | Ribs | Todo
A-3 | Deck | Todo
```

## Passes

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |

|x| is how the length of x is written.

~~~
| A | B |
|---|
~~~
```

## Passes: bars in a text

```markdown
ID  | Task | Status
----|------|-------
A-1 | Keel | Done

Use `a | b | c` to join them.
```

## Fix

Unsafe, since it makes tasks of what was text: the missing dashes are written, or the surplus ones taken out; the
empty lines between the rows are taken out.
"""

from __future__ import annotations

from itertools import takewhile

from forgemd.diagnostics import Diagnostic, Fix, count
from forgemd.markdown import Block, walk
from forgemd.rules.base import Rule
from forgemd.text import Edit, Source, Span
from forgemd.tracker import Tracker
from forgemd.typed import Iterator, Sequence

__all__ = ["RULE"]

_DASHES = frozenset("-: \t")


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    text = tracker.source.text
    if not any(text.find("|", start, end) >= 0 for _, start, end in tracker.document.prose):
        return
    before: Block | None = None
    above = 0
    for block in walk(tracker.document.blocks):
        if block.kind == "paragraph":
            yield from _mismatch(tracker, block)
            if before is not None and before.kind == "table" and before.parent is block.parent:
                found = _cut_off(tracker, before, block, above)
                if found is not None:
                    # A second empty line may cut off more of it.
                    above = block.last
                    yield found
                    continue
        before, above = block, block.last


def _cells(line: str) -> list[str]:
    """The cells of a line with bars at both ends; none for any other."""
    line = line.strip()
    if len(line) < 3 or line[0] != "|" or line[-1] != "|" or line[-2] == "\\":
        return []
    return line[1:-1].replace("\\|", "").split("|")


def _bars(line: str) -> tuple[bool, bool]:
    """Whether a line begins and ends with a bar: rows of one table do alike."""
    line = line.strip()
    return line[:1] == "|", line[-1:] == "|" and line[-2:-1] != "\\"


def _bare_cells(line: str) -> list[str]:
    """The cells of a line, whether it has bars at its ends or not."""
    first, last = _bars(line)
    line = line.strip().replace("\\|", "")
    return line[first : len(line) - last].split("|") if "|" in line else []


def _is_dashes(cells: list[str]) -> bool:
    return bool(cells) and all("-" in cell and _DASHES.issuperset(cell) for cell in cells)


def _mismatch(tracker: Tracker, block: Block) -> Iterator[Diagnostic]:
    """A header above dashes that are too many or too few."""
    source = tracker.source
    for line in range(block.first, block.last - 1):
        if "-" not in (below := source.line(line + 1)) or "|" not in below:
            continue
        header, dashes = _cells(source.line(line)), _cells(below)
        if len(header) > 1 and _is_dashes(dashes) and not _is_dashes(header) and len(header) != len(dashes):
            yield RULE.finding(
                tracker.path,
                _trimmed(source, line),
                f"this is no table: the header has {count(len(header), 'cell')}, and the row of dashes {len(dashes)}",
                hint=f"write {count(len(header), 'cell')} of dashes"
                if len(header) > len(dashes)
                else _too_many(header),
                fix=_as_many(source, line + 1, dashes, len(header)),
            )


def _too_many(header: list[str]) -> str:
    return f"leave {count(len(header), 'cell')} of dashes, or give the header the columns that it lacks"


def _as_many(source: Source, line: int, dashes: list[str], wanted: int) -> Fix:
    """As many cells of dashes as the header has."""
    span = _trimmed(source, line)
    old = source.slice(span)
    if wanted > len(dashes):
        added = "".join(" --- |" for _ in range(wanted - len(dashes)))
        return Fix("write the missing dashes", (Edit(Span(span.end, span.end), "", added),), "unsafe", reshapes=True)
    new = "|" + "|".join(dashes[:wanted]) + "|"
    return Fix("take out the surplus dashes", (Edit(span, old, new),), "unsafe", reshapes=True)


def _cut_off(tracker: Tracker, table: Block, block: Block, above: int) -> Diagnostic | None:
    """Rows that an empty line has cut off from the table above, whose rows end in front of line `above` (0-based)."""
    source = tracker.source
    width = len(table.aligns)
    bars = _bars(source.line(table.last - 1))
    lines = (source.line(line) for line in range(block.first, block.last))
    rows = [_bare_cells(line) for line in takewhile(lambda line: _bars(line) == bars, lines)]
    rows = list(takewhile(lambda cells: len(cells) == width, rows))
    if bars != (True, True):
        rows = list(takewhile(lambda cells: _is_of(tracker, table, cells), rows))
    if not rows or width < 2 or any(map(_is_dashes, rows)):
        return None
    start, end = source.line_span(above - 1).end, source.starts[block.first]
    fix = None
    if table.parent is None and not source.text[start:end].strip():
        fix = Fix(
            "take out the empty line", (Edit(Span(start, end), source.text[start:end], ""),), "unsafe", reshapes=True
        )
    what = "a row is no row" if len(rows) == 1 else f"{len(rows)} rows are no rows"
    return RULE.finding(
        tracker.path,
        _trimmed(source, block.first),
        f"{what}: the empty line above has ended {'its' if len(rows) == 1 else 'their'} table (line {table.first + 1})",
        hint="take out the empty line between the rows",
        fix=fix,
    )


def _is_of(tracker: Tracker, table: Block, cells: Sequence[str]) -> bool:
    """Whether a line with bars within it is one of a table's tasks, and no `a | b` of a text: by its id or status."""
    layout = next((each for each in tracker.layouts if each.line == table.first and each.kind == "tasks"), None)
    if layout is None:
        return False
    name, status = (cells[at].strip() if at >= 0 else "" for at in (layout.id_at, layout.status_at))
    if any(map(str.isdigit, name)) and " " not in name:
        return True
    return bool(status) and tracker.statuses.read(status).how not in ("empty", "unknown")


def _trimmed(source: Source, line: int) -> Span:
    """A line without the blanks around its text."""
    start, end = source.starts[line], source.ends[line]
    text = source.text[start:end]
    start += len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


RULE: Rule[Tracker] = Rule(
    "broken-table", Tracker, _check, "warning", "reading", "Lines that were meant as a table are none."
)
