"""# unknown-dependency

A task waits for a task that does not exist.

What waits for nothing real waits for ever, or is started as if it waited for nothing. Usually the id is a slip,
or its row was renamed or removed.

Only what can be nothing but a reference is judged: a cell (or a part between commas) that holds an id and no other
words, and whose id looks like those of this tracker (`P1-999` beside `P1-001`, but not `OPS-7`, which lives
elsewhere, nor `#488`, which may be any issue or pull request). Prose such as `Hardware purchase` or
`Phase 4.1 parent` and what is marked `soft` or `optional` never are.

## Fails

```markdown
| ID     | Task  | Status | Depends on     |
|--------|-------|--------|----------------|
| P1-001 | Keel  | Done   | -              |
| P1-002 | Ribs  | Todo   | P1-001         |
| P1-003 | Deck  | Todo   | P1-002, P1-020 |
```

```text findings
5:29 unknown-dependency P1-003: depends on P1-020, which is no task of this tracker
```

## Passes

```markdown
| ID     | Task  | Status | Depends on                |
|--------|-------|--------|---------------------------|
| P1-001 | Keel  | Done   | None                      |
| P1-002 | Ribs  | Todo   | p1-1                      |
| P1-003 | Deck  | Todo   | Timber from Norway        |
| P1-004 | Mast  | Todo   | OPS-7, P1-001 to P1-003   |
| P1-005 | Sails | Todo   | P1-004 (P1-099 optional)  |
```

## Fix

Write the id that was meant (the hint names those that look alike), or a dash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forgemd.diagnostics import Diagnostic
from forgemd.lazy import pattern
from forgemd.rules.base import Rule
from forgemd.tracker import DEPENDS, Dependency, Tracker, similar

__all__ = ["RULE"]

_SUGGESTED = 20
"""For how many findings of one tracker it is worked out what was meant."""
_DIGITS = pattern("[0-9]+")


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    lost = [edge for edge in tracker.dependencies if edge.on is None and edge.certain and not edge.soft]
    if not lost:
        return
    families: dict[str, list[str]] = {}
    for name in tracker.named:
        families.setdefault(_family(name), []).append(name)
    told = 0
    for edge in lost:
        family = families.get(_family(edge.text)) if edge.text[0] != "#" else None
        if family and not tracker.find(edge.text):
            yield _finding(tracker, edge, family if told < _SUGGESTED else ())
            told += 1


def _family(name: str) -> str:
    """The form of an id: `p0-0` for `P1-002`."""
    return _DIGITS.sub("0", name.casefold())


def _finding(tracker: Tracker, edge: Dependency, family: Sequence[str]) -> Diagnostic:
    near = [name for name in similar(edge.text, family, 4) if name != edge.task.id][:3] if family else []
    return RULE.finding(
        tracker.path,
        edge.span,
        f"depends on {edge.text}, which is no task of this tracker",
        task=edge.task,
        role=DEPENDS,
        hint=f"did you mean {' or '.join(near)}?" if near else "write an id of this tracker, or a dash",
    )


RULE: Rule[Tracker] = Rule(
    "unknown-dependency", Tracker, _check, "error", "dependencies", "A task waits for a task that does not exist."
)
