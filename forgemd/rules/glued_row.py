"""# glued-row

Text right below a table has become a row of it.

A table ends at an empty line (GFM 4.10), not where the bars end. A sentence that follows without one is shown as a
row with one cell, stands in the first column, and tools count it as a task or a group. Where it was meant as text
below the table, the empty line is missing.

Judged are lines without any bar, behind the last row that has bars, in tables whose rows begin with a bar.

## Fails

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |
Total: 2 tasks.
Ask Ada for the timber.

Elsewhere.
```

```text findings
5:1 glued-row 2 lines of text have become rows of the table above, beginning with "Total: 2 tasks."
```

```markdown fixed
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |

Total: 2 tasks.
Ask Ada for the timber.

Elsewhere.
```

## Passes

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| **Rig** |
| A-2 | Mast | Todo   |

Total: 2 tasks.

ID | Task | Status
---|------|-------
B-1 | Sails | Todo
```

## Fix

Safe: an empty line is put between table and text. Not offered inside of lists and quotes.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix
from forgemd.markdown import Row, Table
from forgemd.rules.base import Rule
from forgemd.text import Edit, Span
from forgemd.tracker import Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]

_SHOWN = 40


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    for table in tracker.document.tables:
        if not _may_end_in_text(table):
            continue
        glued = _glued(table)
        if glued and len(glued) < len(table.rows):
            yield _finding(tracker, table, glued)


def _may_end_in_text(table: Table) -> bool:
    """Whether the last line has no bar: nearly no table's, and to ask a line is cheaper than to cut it."""
    if table.whole or table.width < 2 or table.last < table.line + 2:
        return False
    return "|" not in table.source.line(table.last)


def _glued(table: Table) -> list[Row]:
    """The rows without bars at the end of a table whose other rows begin with one."""
    if not table.header.cut.leading:
        return []
    found: list[Row] = []
    for row in reversed(table.rows):
        if "|" in table.source.text[row.start : row.end]:
            return found[::-1] if row.cut.leading else []
        found.append(row)
    return found[::-1]


def _finding(tracker: Tracker, table: Table, glued: list[Row]) -> Diagnostic:
    text = table.source.slice(glued[0].span)
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    lines = "a line of text has become a row" if len(glued) == 1 else f"{len(glued)} lines of text have become rows"
    begins = "" if len(glued) == 1 else "beginning with "
    fix = None
    if table.block.offsets is None:
        start = table.source.starts[glued[0].line]
        edit = Edit(Span(start, start), "", table.source.newline)
        fix = Fix("put an empty line between", (edit,), "safe", reshapes=True)
    return RULE.finding(
        tracker.path,
        glued[0].span,
        f'{lines} of the table above, {begins}"{shown}"',
        hint="put an empty line between table and text",
        fix=fix,
    )


RULE: Rule[Tracker] = Rule(
    "glued-row", Tracker, _check, "warning", "reading", "Text right below a table has become a row of it."
)
