"""# conflict-markers

A merge left its markers in the text.

Between the markers stand two versions of the same lines, so every task there is told twice and every count is wrong.
No other rule judges such a file: what it found would be about a text that nobody wrote. Nothing edits it either.

A conflict is three markers of one length in their order, each at the beginning of a line. A lone `=======` is a
heading's underline, and a lone `>>>>>>>` a quote. Three that lie within one fence are a warning, and all else is
judged as ever: as a rule they are an example, and there are no tasks between them.

## Fails

```markdown
| ID  | Task | Status |
|-----|------|--------|
<<<<<<< ours
| A-1 | Keel | Done   |
=======
| A-1 | Keel | Blocked |
>>>>>>> theirs
```

```text findings
3:1 conflict-markers a merge left two versions here, in line 4 and line 6
```

## Fails: within a fence, and only with a warning

````markdown
How a conflict looks:

```text
<<<<<<< ours
one
=======
two
>>>>>>> theirs
```

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
````

```text findings
4:1 conflict-markers a merge left two versions here, in line 5 and line 7, or they are an example
```

## Passes

```markdown
A heading
=======

>>>>>>> a quote in quotes

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
```

## Fix

Settle the conflict by hand, or have the file merged again with forgemd as its merge driver, which merges trackers
row by row.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.markdown import find_conflicts, shown_conflicts
from forgemd.rules.base import Rule
from forgemd.text import Span
from forgemd.tracker import Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    source = tracker.source
    for first, middle, last in find_conflicts(source):
        yield RULE.finding(
            tracker.path,
            Span(source.starts[first], source.ends[first]),
            f"a merge left two versions here, in {_lines(first, middle)} and {_lines(middle, last)}",
            hint="settle the conflict between the markers by hand",
        )
    for first, middle, last in shown_conflicts(source):
        yield RULE.finding(
            tracker.path,
            Span(source.starts[first], source.ends[first]),
            f"a merge left two versions here, in {_lines(first, middle)} and {_lines(middle, last)}, or they are an "
            "example",
            hint="nothing to do for an example; else settle the conflict by hand",
            severity="warning",
        )


def _lines(above: int, below: int) -> str:
    """The lines between two markers (0-based), for people."""
    if below - above < 3:
        return f"line {above + 2}" if below - above == 2 else "no line"
    return f"lines {above + 2} to {below}"


RULE: Rule[Tracker] = Rule(
    "conflict-markers", Tracker, _check, "error", "reading", "A merge left its markers in the text."
)
