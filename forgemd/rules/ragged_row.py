r"""# ragged-row

A row has more or fewer cells than its table has columns.

GitHub shows no cell behind the last column: what stands there is invisible to whoever reads the page, and every cell
behind a stray bar has slipped into the wrong column. The usual cause is a bar that was meant as text. A table cell
ends at every bar that has no backslash in front, in `code` too.

Where more than three rows of a table deviate in the same way, the header is to blame, and it is said once.

A surplus of cells is a warning, or a note where the surplus cells are empty; a row that lacks cells is a note, and
none where most rows leave those cells empty too (but for the status): then nothing is missed. A warning is a row whose
last cell says what only a later column says in the other rows: the missing cells are not the last ones, and what
follows has slipped to the left. A row of a single cell,
which names a group, and a lone line of text that the table has swallowed are no ragged rows.

## Fails

```markdown
| ID  | Task             | Status |
|-----|------------------|--------|
| A-1 | Run `ls | wc -l` | Done   |
| A-2 | Port | starboard | Todo   |
| A-3 | Ribs             |
| A-4 | Mast             | Todo   | |
```

```text findings
3:28 ragged-row A-1: 1 cell too many, and GitHub does not show it; the bar in column 17 lies inside code and has no \
4:28 ragged-row A-2: 1 cell too many, and GitHub does not show it
5:1 ragged-row A-3: 1 cell of 3 is missing
6:36 ragged-row A-4: 1 empty cell too many
```

## Fails: cells that are missing in the middle

```markdown
| ID  | Task | Test   | Status   |
|-----|------|--------|----------|
| A-1 | Keel | by eye | realized |
| A-2 | Ribs | by ear | realized |
| A-3 | Deck | realized |
```

```text findings
5:16 ragged-row A-3: 1 cell of 4 is missing in front of 'realized', which stands under Test instead of Status
```

## Fails: a column that the header lacks

```markdown
| ID  | Task |
|-----|------|
| A-1 | Keel | Done |
| A-2 | Ribs | Done |
| A-3 | Deck | Todo |
| A-4 | Mast | Todo |
```

```text findings
3:1 ragged-row 4 rows have 1 cell too many, beginning with this one, and GitHub does not show them
```

## Passes

```markdown
| ID  | Task              | Status |
|-----|-------------------|--------|
| A-1 | Run `ls \| wc -l` | Done   |
| **Rig** |
| A-2 | Mast              | Todo   |
```

## Passes: what most rows leave empty

```markdown
| ID  | Task | Status | Remark |
|-----|------|--------|--------|
| A-1 | Keel | Done   | oak    |
| A-2 | Ribs | Todo   |        |
| A-3 | Mast | Todo   |
```

## Fix

Put a backslash in front of the bar that is text. Where the bars inside code account for the whole surplus this is
offered as a fix; it is unsafe, because the cells behind come to stand in other columns.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix, Severity, count
from forgemd.lazy import pattern
from forgemd.markdown import Row
from forgemd.rules.base import Rule
from forgemd.text import Edit, Span
from forgemd.tracker import Layout, Task, Tracker, is_placeholder
from forgemd.typed import Iterator

__all__ = ["RULE"]

_MANY = 3
"""More rows than this with the same surplus, and no bar inside code to blame, are one finding."""
_TICKS = pattern("`+")


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    tasks: dict[int, Task] | None = None
    for layout in tracker.layouts:
        texts = layout.table.values
        if layout.table.whole:
            continue
        groups: dict[tuple[int, bool, bool], list[Row]] = {}
        width, missed = layout.table.width, dict[int, bool]()
        for number, values in enumerate(texts):
            size = len(values)
            if size > 1 and (size > width or (size < width and _is_missed(layout, size, missed))):
                row = layout.table.rows[number]
                groups.setdefault((row.surplus, any(_hidden(row)), bool(_bars_in_code(row))), []).append(row)
        for (_, _, in_code), rows in groups.items():
            if len(rows) > _MANY and not in_code:
                yield _column(tracker, rows)
                continue
            tasks = tasks if tasks is not None else {task.line: task for task in tracker.tasks}
            for row in rows:
                judge = _surplus if row.surplus > 0 else _missing
                yield judge(tracker, row, tasks.get(row.line))


def _is_missed(layout: Layout, column: int, known: dict[int, bool]) -> bool:
    """Whether the status, or what most rows say, is in one of the columns from `column` on; `known` keeps answers."""
    if column not in known:
        rows, width = layout.table.values, layout.table.width
        filled = [sum(1 for values in rows if len(values) > at and values[at]) for at in range(column, width)]
        known[column] = layout.status_at >= column or 2 * max(filled) > len(rows)
    return known[column]


def _hidden(row: Row) -> list[str]:
    """The texts behind the last column."""
    return row.values[row.table.width :]


def _column(tracker: Tracker, rows: list[Row]) -> Diagnostic:
    """Many rows that lack a column, or have one that the header lacks: said once, at the first of them."""
    row, severity = rows[0], RULE.severity
    much = count(abs(row.surplus), "cell")
    if row.surplus < 0:
        message, severity = f"{len(rows)} rows lack {much}, beginning with this one", "note"
        hint = "close the rows with bars, or take a column out of the header"
    elif not any(_hidden(row)):
        message, severity = f"{len(rows)} rows have {much} too many, empty ones, beginning with this one", "note"
        hint = "take out the last bars"
    else:
        message = f"{len(rows)} rows have {much} too many, beginning with this one, and GitHub does not show them"
        hint = "give the header and the dashes below it the column that they lack"
    return RULE.finding(tracker.path, row.span, message, hint=hint, severity=severity)


def _missing(tracker: Tracker, row: Row, task: Task | None) -> Diagnostic:
    message = f"{count(-row.surplus, 'cell')} of {row.table.width} {'is' if row.surplus == -1 else 'are'} missing"
    column = _slipped_from(row)
    if column is None:
        return RULE.finding(tracker.path, row.span, message, task=task, hint="close the row with bars", severity="note")
    at, headers = len(row.values) - 1, row.table.columns
    message += f" in front of '{row.value(at)}', which stands under {headers[at]} instead of {headers[column]}"
    hint = f"put the missing bars in front of it, so that it stands under {headers[column]}"
    return RULE.finding(tracker.path, row.span_of(at), message, task=task, hint=hint)


def _slipped_from(row: Row) -> int | None:
    """The column that alone holds in the table's full rows, twice at least, what this short one ends in."""
    text, at, width = row.values[-1], len(row.values) - 1, row.table.width
    full = [values for values in row.table.values if len(values) == width]
    found = [column for column in range(width) if sum(values[column] == text for values in full) > 1]
    only = len(found) == 1 and not any(values[at] == text for values in full)
    return found[0] if only and found[0] > at and not is_placeholder(text) else None


def _surplus(tracker: Tracker, row: Row, task: Task | None) -> Diagnostic:
    cells = row.cells[row.table.width :]
    many, shown = len(cells), "it" if len(cells) == 1 else "them"
    severity: Severity = "warning"
    fix, hint = None, "put a backslash in front of a bar that is text: \\|"
    if not any(_hidden(row)):
        message, severity, hint = f"{count(many, 'empty cell')} too many", "note", "take out the last bars"
    else:
        message = f"{count(many, 'cell')} too many, and GitHub does not show {shown}"
        bars = _bars_in_code(row)
        if bars:
            column = tracker.source.position(bars[0]).column
            message += f"; the bar in column {column} lies inside code and has no \\"
        if len(bars) == many:
            edits = tuple(Edit(Span(bar, bar), "", "\\") for bar in bars)
            fix = Fix(f"escape {count(many, 'bar')} inside code", edits, "unsafe")
    span = Span(cells[0].span.start, cells[-1].span.end)
    if span.start == span.end:
        span = Span(*cells[0].outer) if cells[0].outer.start < cells[0].outer.end else row.span
    return RULE.finding(tracker.path, span, message, task=task, hint=hint, fix=fix, severity=severity)


def _bars_in_code(row: Row) -> list[int]:
    """The offsets of the bars without a backslash that stand between backticks which belong together."""
    text = row.table.source.text
    runs = list(_TICKS.finditer(text, row.start, row.end))
    found: list[int] = []
    at = 0
    while at < len(runs):
        closing = next((index for index in range(at + 1, len(runs)) if len(runs[index][0]) == len(runs[at][0])), None)
        if closing is None:
            at += 1
            continue
        start, end = runs[at].end(), runs[closing].start()
        found += [bar for bar in range(start, end) if text[bar] == "|" and text[bar - 1] != "\\"]
        at = closing + 1
    return found


RULE: Rule[Tracker] = Rule(
    "ragged-row", Tracker, _check, "warning", "reading", "A row has more or fewer cells than its table has columns."
)
