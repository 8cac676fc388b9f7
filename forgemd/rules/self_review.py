"""# self-review

Somebody reviewed their own work.

A second pair of eyes is what the column is there for: who wrote the mistake does not see it. Judged are tasks in review
and done ones, where owner and reviewer are one name; a cell that names several people, of whom one is another, is fine.
Where the workflow itself wants another reviewer, `missing-field` tells it.

## Fails

```markdown
| ID  | Task | Status | Agent | Reviewer |
|-----|------|--------|-------|----------|
| A-1 | Keel | Done   | ada   | **Ada**  |
| A-2 | Ribs | Review | bob   | ada      |
```

```text findings
3:33 self-review A-1: is Done, and Ada reviewed their own work
```

## Passes

```markdown
| ID  | Task | Status      | Agent | Reviewer |
|-----|------|-------------|-------|----------|
| A-1 | Keel | Done        | ada   | ada, bob |
| A-2 | Ribs | In progress | bob   | bob      |
| A-3 | Deck | Done        | bob   | -        |
| A-4 | Mast | Done        | team  | team     |
```

## Fix

Have somebody else look at it, and write their name.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule
from forgemd.tracker import OWNER, REVIEWER, Role, Task, Tracker, bare, is_placeholder, same_person, self_reviewed
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if _names(tracker, OWNER).isdisjoint(_names(tracker, REVIEWER)):
        return
    pairs = set(zip(tracker.column(OWNER), tracker.column(REVIEWER), strict=True))
    if not any(same_person(owner, reviewer) for owner, reviewer in pairs):
        return
    for task in tracker.tasks:
        if task.status.category in ("review", "done") and self_reviewed(task) and not _is_told(tracker, task):
            yield RULE.finding(
                tracker.path,
                task.span_of(REVIEWER),
                f"is {task.status.code}, and {bare(task.text(REVIEWER))} reviewed their own work",
                task=task,
                role=REVIEWER,
                hint="have somebody else look at it, and write their name",
            )


def _names(tracker: Tracker, role: Role[str]) -> set[str]:
    """What stands in the cells of `role`, as `same_person` compares it."""
    return {bare(text).casefold() for text in tracker.texts(role) if not is_placeholder(text)}


def _is_told(tracker: Tracker, task: Task) -> bool:
    """Whether the workflow asks for another reviewer, so that `missing-field` tells of this one."""
    state = tracker.workflow.state(task.status)
    required = None if state is None else tracker.workflow.required.get(state)
    return required is not None and required.other_reviewer


RULE: Rule[Tracker] = Rule("self-review", Tracker, _check, "warning", "evidence", "Somebody reviewed their own work.")
