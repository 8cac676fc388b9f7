"""# bad-suppression

A comment that shall allow something is not written as it has to be.

It would be worse to guess: whoever reads the comment believes that something is allowed, and forgemd goes on telling
it. A comment without a reason allows nothing, since nobody can tell later whether it still has to be there.

- `<!-- forgemd-allow RULE, RULE: reason -->`, on lines of its own, holds for the table, list or paragraph behind it;
  in front of a heading for the whole section.
- In a line with other text it holds for what the line belongs to: a row (the header's: its table), a list item, a
  paragraph, the section of a heading. On the last line of a list item it holds for the item.
- In a quote or a list item it reaches no further than these. In code it is an example.
- `<!-- forgemd-allow-file RULE: reason -->` holds for the file.
- For one task, wherever it stands, the configuration has `allow: {P1-001: {RULE: reason}}`.

What a rule says about a *change*, such as `illegal-transition`, is allowed only by a comment that was there before
the change.

## Fails

```markdown
<!-- forgemd-allow ragged-row -->

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel |

<!-- forgemd-allow ragged-rows: generated -->

<!-- forgemd-alow ragged-row: generated -->

<!-- forgemd: allow ragged-row: generated -->

| ID  | Task | Status |
|-----|------|--------|
| A-2 | Mast |
```

```text findings
1:1 bad-suppression the comment gives no reason, so nothing is allowed
5:1 ragged-row A-1: 1 cell of 3 is missing
7:1 bad-suppression there is no rule called 'ragged-rows'
9:1 bad-suppression `forgemd-alow` is no comment that forgemd knows, so nothing is allowed
11:1 bad-suppression `forgemd: allow` is no comment that forgemd knows, so nothing is allowed
15:1 ragged-row A-2: 1 cell of 3 is missing
```

## Fails: nothing that it could hold for

```markdown
> The list of the yard:
> <!-- forgemd-allow ragged-row: generated -->

| ID  | Task | Status | Notes |
|-----|------|--------|-------|
| A-1 | Keel | Done   | <!-- forgemd-allow ragged-row: oak | teak --> |
```

```text findings
2:3 bad-suppression there is nothing behind the comment in its quote, so nothing is allowed
6:25 bad-suppression the comment has a bar in it, which ends the cell, so nothing is allowed
6:62 ragged-row A-1: 1 cell too many, and GitHub does not show it
```

## Passes: in a row, in a list

```markdown
| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel <!-- forgemd-allow ragged-row: to be named --> |
| A-2 | Ribs | Done   |

- [ ] Mast
- [x] Sails (currently 1 of 3) <!-- forgemd-allow false-claim: the two others are for winter -->
```

## Passes

```markdown
<!-- forgemd-allow ragged-row: generated, the last column is filled by hand -->

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel |
```

## Fix

Write the rule's name as `forgemd rule` lists it, and the reason behind a colon; put the comment in front of what it
is about. In a cell, write no bar.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule
from forgemd.tracker import Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    """Nothing: whoever takes findings out reads the comments, and speaks in this rule's name."""
    del tracker
    yield from ()


RULE = Rule(
    "bad-suppression",
    Tracker,
    _check,
    "warning",
    "reading",
    "A comment that shall allow something is not written as it has to be.",
)
