"""# unmerged-branch

A task is done, and its branch was not merged.

The work is finished for who did it and missing for everybody else. Judged are tasks that are done and name a branch
that still exists; merged means into the commit that is judged, `HEAD` unless `--rev` says otherwise. A branch that was
squashed, rebased or picked counts as merged where every content that it gave a file came to stand in the history;
Markdown, which trackers are, does not count.

Off by default: where a file changed on both sides before a squash, its content never stood on the branch alone, and
nobody can tell that from work that was forgotten. Not run in a shallow clone, and where only one branch was fetched.

## Fails

```json repository
{"branches": ["main", "feat/keel"], "ahead": ["feat/ribs"]}
```

```markdown
| ID  | Task | Status | Branch    |
|-----|------|--------|-----------|
| A-1 | Keel | Done   | feat/keel |
| A-2 | Ribs | Done   | feat/ribs |
```

```text findings
4:25 unmerged-branch A-2: is Done, and feat/ribs was not merged
```

## Passes

```json repository
{"branches": ["main"], "ahead": ["feat/deck"]}
```

```markdown
| ID  | Task | Status      | Branch    |
|-----|------|-------------|-----------|
| A-1 | Keel | Done        | feat/keel |
| A-2 | Ribs | Done        | main      |
| A-3 | Deck | In progress | feat/deck |
```

## Fix

Merge the branch, or take the task back. A branch that is not needed any more is deleted.
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
    named = [(task, name) for task in tracker.tasks if (name := branch_of(task, "done"))]
    ahead = set(project.around.unmerged(sorted({name for _, name in named}))) if named else set()
    for task, name in named:
        if name in ahead:
            yield RULE.finding(
                tracker.path,
                task.span_of(BRANCH),
                f"is {task.status.code}, and {name} was not merged",
                task=task,
                role=BRANCH,
                hint="merge the branch, or take the task back",
            )


RULE: Rule[Project] = Rule(
    "unmerged-branch", Project, _check, "warning", "evidence", "A task is done, and its branch was not merged."
)
