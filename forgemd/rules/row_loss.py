"""# row-loss

Many tasks vanished at once.

A tool that rewrites a whole file, and an agent that repeats it from memory, stop early or write "the rest is
unchanged"; a conflict that is settled by taking one side drops the other's rows. The change looks like any other, and
weeks later somebody misses the work.

Told where the tracker has at least five tasks less than before, and at least one in four is gone; a task whose title
still stands in some table, or that a new log row names, is not. To move an old section into an archive looks the
same, which is why this is a warning; under the presets `agents` and `strict` it is an error.

## Fails

```markdown before
| ID  | Task   | Status |
|-----|--------|--------|
| A-1 | Keel   | Done   |
| A-2 | Ribs   | Done   |
| A-3 | Deck   | Todo   |
| A-4 | Mast   | Todo   |
| A-5 | Sails  | Todo   |
| A-6 | Rudder | Todo   |
| A-7 | Tiller | Todo   |
```

```markdown after
| ID  | Task   | Status |
|-----|--------|--------|
| A-1 | Keel   | Done   |
| A-2 | Ribs   | Done   |

(the rest is unchanged)
```

```text findings
1:1 row-loss of 7 tasks 5 are gone, and all of them were open: A-3, A-4, A-5, A-6, A-7
```

## Passes

```markdown before
| ID  | Task   | Status |
|-----|--------|--------|
| A-1 | Keel   | Done   |
| A-2 | Ribs   | Done   |
| A-3 | Deck   | Done   |
| A-4 | Mast   | Todo   |
```

```markdown after
| ID  | Task   | Status |
|-----|--------|--------|
| A-4 | Mast   | Todo   |
```

## Fix

`git diff` shows what is gone; put it back with `git restore -p`.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, listed
from forgemd.rules._leaving import are_many, heading_of, vanished
from forgemd.rules.base import Rule
from forgemd.tracker import Diff
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(diff: Diff) -> Iterator[Diagnostic]:
    gone = vanished(diff)
    if diff.before is None or not are_many(diff, gone):
        return
    unfinished = [task for task in gone if task.status.category not in ("done", "cancelled")]
    share = "all" if len(unfinished) == len(gone) else str(len(unfinished)) if unfinished else "none"
    yield RULE.finding(
        diff.path,
        heading_of(diff.after, gone[0]),
        f"of {len(diff.before.tasks)} tasks {len(gone)} are gone, and {share} of them were open: "
        f"{listed([task.id for task in unfinished or gone])}",
        hint="git diff shows them; put back what was not meant to go",
    )


RULE: Rule[Diff] = Rule("row-loss", Diff, _check, "warning", "change", "Many tasks vanished at once.")
