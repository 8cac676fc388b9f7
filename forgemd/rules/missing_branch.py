"""# missing-branch

Somebody works on a branch that the repository does not have.

Judged are tasks in work and in review; before that, the branch is one to come, and after that it may be deleted. Only a
cell that holds one name, without blanks, is judged. Found is a local branch and one of any remote.

Off by default: the branch may be in the clone of who works on it and not have been pushed, or not have been fetched
here. It tells the truth where agents work in work trees of one repository. Not run in a shallow clone, and where only
one branch was fetched, as CI does.

## Fails

```json repository
{"branches": ["main", "feat/keel", "origin/feat/ribs", "feat/ribs"]}
```

```markdown
| ID  | Task | Status      | Branch      |
|-----|------|-------------|-------------|
| A-1 | Keel | In progress | `feat/keel` |
| A-2 | Ribs | Review      | feat/ribs   |
| A-3 | Deck | In progress | feat/dekc   |
```

```text findings
5:30 missing-branch A-3: is In progress on feat/dekc, and there is no such branch
```

## Passes

```json repository
{"branches": ["main"]}
```

```markdown
| ID  | Task | Status      | Branch         |
|-----|------|-------------|----------------|
| A-1 | Keel | Todo        | feat/keel      |
| A-2 | Ribs | Done        | feat/ribs      |
| A-3 | Deck | In progress | -              |
| A-4 | Mast | In progress | my own, for now |
```

## Fix

Write the branch that the work is on, or push it.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules._branches import branch_of
from forgemd.rules.base import Project, Rule
from forgemd.tracker import BRANCH
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(project: Project) -> Iterator[Diagnostic]:
    tracker = project.tracker
    named = [(task, name) for task in tracker.tasks if (name := branch_of(task, "active", "review"))]
    known = set(project.around.branches()) if named else set()
    for task, name in named:
        if name not in known:
            yield RULE.finding(
                tracker.path,
                task.span_of(BRANCH),
                f"is {task.status.code} on {name}, and there is no such branch",
                task=task,
                role=BRANCH,
                hint="write the branch that the work is on, or push it",
            )


RULE: Rule[Project] = Rule(
    "missing-branch",
    Project,
    _check,
    "warning",
    "evidence",
    "Somebody works on a branch that the repository does not have.",
)
