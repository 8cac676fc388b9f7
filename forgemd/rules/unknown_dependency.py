"""# unknown-dependency

A task waits for a task that does not exist.

What waits for nothing real waits for ever, or is started as if it waited for nothing. Usually the id is a slip,
or its row was renamed or removed.

Only what can be nothing but a reference is judged: a cell (or a part between commas) that holds an id and no other
words, and whose id looks like those of this tracker (`P1-999` beside `P1-001`, but not `OPS-7`, which lives
elsewhere, nor `#488`, which may be any issue or pull request). Prose such as `Hardware purchase` or
`Phase 4.1 parent` and what is marked `soft` or `optional` never are.

A task may live in another tracker of the repository: an id that one of them has, and only one, is known, and
`TASK-STATUS.md#P1-001` says in which file to look. The others are read only if this one does not know an id.

## Fails

```markdown
| ID     | Task  | Status | Depends on     |
|--------|-------|--------|----------------|
| P1-001 | Keel  | Done   | -              |
| P1-002 | Ribs  | Todo   | P1-001         |
| P1-003 | Deck  | Todo   | P1-002, P1-020 |
```

```text findings
5:37 unknown-dependency P1-003: depends on P1-020, which is no task of this tracker
```

## Fails: in another tracker

```json repository
{"trackers": {"HULL.md": ["P1-001", "P2-001"], "RIG.md": ["P2-001", "P2-002"]}}
```

```markdown
| ID     | Task  | Status | Depends on              |
|--------|-------|--------|-------------------------|
| P1-002 | Ribs  | Todo   | P1-001, RIG.md#P2-001   |
| P1-003 | Deck  | Todo   | P2-001, plan.md#phase-1 |
| P1-004 | Mast  | Todo   | RIG.md#P2-003           |
```

```text findings
4:29 unknown-dependency P1-003: depends on P2-001, which 2 other trackers have
5:29 unknown-dependency P1-004: depends on RIG.md#P2-003, which is no task there
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

Write the id that was meant (the hint names those that a slip of the hand explains), or a dash.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._naming import SUGGESTED, families, family
from forgemd.rules.base import Project, Rule
from forgemd.tracker import DEPENDS, Dependency, Task, Tracker, lies_at, mention_span, placed_references, similar
from forgemd.typed import Iterable, Iterator, Sequence

__all__ = ["RULE"]


def _check(project: Project) -> Iterator[Diagnostic]:
    yield from _in_cells(project)
    # A look at the whole text is cheaper than one at each cell.
    text = project.tracker.source.text.lower()
    if ".md#" in text or ".markdown#" in text:
        yield from _in_files(project)


def _in_cells(project: Project) -> Iterator[Diagnostic]:
    """The ids that stand alone."""
    tracker = project.tracker
    lost = [edge for edge in tracker.dependencies if edge.on is None and edge.certain and not edge.soft]
    if not lost:
        return
    forms = families(tracker.named)
    told = 0
    known: dict[str, list[str]] = {}
    for edge in lost:
        alike = forms.get(family(edge.text)) if edge.text[0] != "#" else None
        if not alike or tracker.find(edge.text):
            continue
        if edge.text not in known:
            known[edge.text] = project.around.register().called(edge.text, tracker.path)
        if len(known[edge.text]) != 1:
            yield _finding(tracker, edge, alike if told < SUGGESTED else (), known[edge.text])
            told += 1


def _finding(tracker: Tracker, edge: Dependency, alike: Sequence[str], elsewhere: Sequence[str]) -> Diagnostic:
    known = {edge.task.id, *(task.id for task in tracker.waits_for.get(edge.task.key, ()))}
    near = [name for name in similar(edge.text, alike, 4) if name not in known][:3] if alike else []
    why, hint = "is no task of this tracker", _meant(near, "write an id of this tracker, or a dash")
    if elsewhere:
        why, hint = f"{len(elsewhere)} other trackers have", f"write {' or '.join(elsewhere[:3])}"
    return RULE.finding(
        tracker.path,
        edge.span,
        f"depends on {edge.text}, which {why}",
        task=edge.task,
        role=DEPENDS,
        hint=hint,
    )


def _in_files(project: Project) -> Iterator[Diagnostic]:
    """What says in which file the task is, where that file is a tracker and the rest looks like its ids."""
    tracker, told = project.tracker, 0
    forms: dict[str, dict[str, list[str]]] = {}
    for task in tracker.tasks:
        for placed in placed_references(task.text(DEPENDS)):
            there = project.around.register().at(placed.path)
            if lies_at(tracker.path, placed.path):
                there = [*there, tracker.ids]
            if there and not any(placed.name in ids for ids in there):
                if placed.path not in forms:
                    forms[placed.path] = families(there[-1])
                if near := forms[placed.path].get(family(placed.name)):
                    meant = similar(placed.name, near) if told < SUGGESTED else ()
                    yield _misplaced(tracker, task, placed.text, placed.path, meant)
                    told += 1


def _misplaced(tracker: Tracker, task: Task, text: str, path: str, near: Iterable[str]) -> Diagnostic:
    return RULE.finding(
        tracker.path,
        mention_span(task.row, task.layout.index(DEPENDS.name), text),
        f"depends on {text}, which is no task there",
        task=task,
        role=DEPENDS,
        hint=_meant([f"{path}#{name}" for name in near][:3], f"write an id of {path}, or a dash"),
    )


def _meant(near: Sequence[str], otherwise: str) -> str:
    return f"did you mean {' or '.join(near)}?" if near else otherwise


RULE: Rule[Project] = Rule(
    "unknown-dependency", Project, _check, "error", "dependencies", "A task waits for a task that does not exist."
)
