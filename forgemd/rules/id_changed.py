"""# id-changed

A task got another id.

An id is what log rows, dependencies, branches and commits call a task. When it changes, all of them point nowhere, or,
worse, to the task that gets the id next.

A row that is gone and a row that came are taken for one task where they have the same title and no other row has
it. Ids without a letter, which only count rows or headings, may change, and so may what stands in a column that
its header does not call one of ids.

## Fails

```markdown before
| ID    | Task  | Status |
|-------|-------|--------|
| T-001 | Keel  | Done   |
| T-002 | Ribs  | Todo   |
```

```markdown after
| ID    | Task  | Status |
|-------|-------|--------|
| T-001 | Keel  | Done   |
| T-003 | Ribs  | Todo   |
```

```text findings
4:3 id-changed T-003: was called T-002 before ("Ribs")
```

## Passes

```markdown before
| ID    | Task  | Status |
|-------|-------|--------|
| T-001 | Keel  | Done   |

| # | Step | Status |
|---|------|--------|
| 1 | Saw  | Todo   |
```

```markdown after
| ID    | Task  | Status |
|-------|-------|--------|
| T-001 | Keel  | Done   |
| T-002 | Ribs  | Todo   |

| # | Step | Status |
|---|------|--------|
| 1 | Buy  | Todo   |
| 2 | Saw  | Todo   |
```

## Fix

Write the old id again. If the new one has to stay, change it wherever the old one is named, too.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._naming import is_named
from forgemd.rules.base import Rule
from forgemd.tracker import ID, Diff
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(diff: Diff) -> Iterator[Diagnostic]:
    for old, new in diff.renamed:
        if any(char.isalpha() for char in old.id) and is_named(old):
            yield RULE.finding(
                diff.path,
                new.span_of(ID),
                f'was called {old.id} before ("{new.title}")',
                task=new,
                role=ID,
                hint=f"write {old.id} again, or {new.id} wherever {old.id} is named",
            )


RULE: Rule[Diff] = Rule("id-changed", Diff, _check, "warning", "ids", "A task got another id.")
