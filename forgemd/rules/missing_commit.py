"""# missing-commit

A task names a commit that the repository does not have.

A commit in the table is the evidence that the work was done. One that cannot be found was made up, was mistyped, or
went with a branch that was squashed. Judged are ids (7 to 40 hexadecimal digits, letters among them) in a column
that is called after commits, unless they stand in a link, which may lead to another repository.

Not run in a shallow or partial clone, where what is not at hand may well exist.

## Fails

```json repository
{"commits": ["3f2a91c0d4b5e6f708192a3b4c5d6e7f80910213"]}
```

```markdown
| ID  | Task | Status | Commit             |
|-----|------|--------|--------------------|
| A-1 | Keel | Done   | `3f2a91c`          |
| A-2 | Ribs | Done   | `3f2a91c`, 9e8d7c6 |
```

```text findings
4:25 missing-commit A-2: there is no commit 9e8d7c6 in this repository
```

## Passes

```json repository
{"commits": ["3f2a91c0d4b5e6f708192a3b4c5d6e7f80910213"]}
```

```markdown
| ID  | Task | Status | Commit                                            |
|-----|------|--------|---------------------------------------------------|
| A-1 | Keel | Done   | `3f2a91c`                                         |
| A-2 | Ribs | Done   | [9e8d7c6](https://example.com/boat/commit/9e8d7c6) |
| A-3 | Deck | Todo   | -                                                 |
| A-4 | Mast | Done   | facade, #1234567, v20260530                       |
```

## Fix

Write the commit that did the work: `git log --oneline` finds it.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, listed
from forgemd.lazy import pattern
from forgemd.rules.base import Project, Rule
from forgemd.tracker import LINK, Columns, Task, normal
from forgemd.typed import Iterator

__all__ = ["RULE"]

_ID = pattern(r"(?<![\w#./@-])(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{7,40}(?![\w./@-])")
_NAMES = ("commit", "commits", "sha", "hash", "提交", "コミット", "커밋")


def _check(project: Project) -> Iterator[Diagnostic]:
    tracker = project.tracker
    named = [(task, ids) for task in tracker.tasks if (ids := _ids(task))]
    if not named:
        return
    lost = set(project.around.lost_commits(sorted({each for _, ids in named for each in ids})))
    for task, ids in named:
        if gone := [each for each in ids if each in lost]:
            yield RULE.finding(
                tracker.path,
                task.span_of(LINK),
                f"there is no commit {listed(gone)} in this repository",
                task=task,
                role=LINK,
                hint="write the commit that did the work: git log --oneline finds it",
            )


def _ids(task: Task) -> list[str]:
    """The ids of commits in the cell; the words of a link are somebody else's."""
    text = task.text(LINK)
    if len(text) < 7 or "](" in text or "://" in text or not _is_of_commits(task.layout):
        return []
    return list(dict.fromkeys(_ID.findall(text)))


def _is_of_commits(layout: Columns) -> bool:
    words = normal(layout.columns[layout.index(LINK)].header).replace("/", " ").split()
    return any(word in _NAMES for word in words)


RULE: Rule[Project] = Rule(
    "missing-commit", Project, _check, "warning", "evidence", "A task names a commit that the repository does not have."
)
