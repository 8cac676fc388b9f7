"""# unused-suppression

Something is allowed that nobody does.

A comment that allows a rule outlives its reason: the table is mended, the comment stays, and the next time that the
rule would speak it is silent. The same goes for an allowance in the configuration and for an entry of a baseline:
once the finding is gone, the entry would hide another one.

An allowance counts as unused only where its rule ran. A rule that judges changes alone, such as `illegal-transition`,
has nothing to say most of the time, so what allows it never counts as unused.

## Fails

```markdown
<!-- forgemd-allow ragged-row: generated -->

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
```

```text findings
1:1 unused-suppression nothing here has to be allowed `ragged-row`
```

## Fails: one rule of two

```markdown
<!-- forgemd-allow-file ragged-row, duplicate-id: two teams, one list -->

## Hull

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-1 | Ribs | Todo   |
```

```text findings
1:1 unused-suppression nothing here has to be allowed `ragged-row`
```

## Passes

```markdown
<!-- forgemd-allow ragged-row: generated -->

## Hull

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel |
```

## Fix

Take the allowance out: the comment, or the rule's name in it; the line of the configuration; a baseline is written
anew by `forgemd check --write-baseline FILE`.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule
from forgemd.tracker import Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    """Nothing: whoever takes findings out knows what was not needed, and speaks in this rule's name."""
    del tracker
    yield from ()


RULE = Rule(
    "unused-suppression",
    Tracker,
    _check,
    "warning",
    "reading",
    "Something is allowed that nobody does.",
)
