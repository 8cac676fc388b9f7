"""# spelling-drift

One status is spelled in several ways.

`In Progress`, `in-progress` and `IN PROGRESS` are one status for people and three for whoever counts, filters or
searches. A note for each status of a table.

Judged are cells of one table that hold a status and nothing else, and of their spelling only capitals, hyphens and
underscores. Emphasis is no spelling; other words and other glyphs are other statuses, or `legend-drift`.

## Fails

```markdown
| ID  | Task  | Status      |
|-----|-------|-------------|
| A-1 | Keel  | In Progress |
| A-2 | Ribs  | In Progress |
| A-3 | Deck  | in-progress |
| A-4 | Mast  | Done        |
| A-5 | Sails | done        |
```

```text findings
5:17 spelling-drift In Progress is spelled in 2 ways: In Progress (2), in-progress (1)
7:17 spelling-drift Done is spelled in 2 ways: Done (1), done (1)
```

```markdown fixed
| ID  | Task  | Status      |
|-----|-------|-------------|
| A-1 | Keel  | In Progress |
| A-2 | Ribs  | In Progress |
| A-3 | Deck  | In Progress |
| A-4 | Mast  | Done        |
| A-5 | Sails | done        |
```

## Passes

```markdown
| ID  | Task  | Status              |
|-----|-------|---------------------|
| A-1 | Keel  | In Progress         |
| A-2 | Ribs  | In progress (Ada)   |
| A-3 | Deck  | Done                |
| A-4 | Mast  | Complete            |
| A-5 | Sails | **DONE**            |
```

## Fix

Safe where one spelling has at least twice the rows of all others: they are written like it. Where a legend has the
status, its spelling wins.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix
from forgemd.lazy import itemgetter, lru_cache
from forgemd.markdown import Rewrite
from forgemd.rules.base import Rule
from forgemd.tracker import STATUS, Task, Tracker
from forgemd.typed import Collection, Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if not _may_drift(tracker.texts(STATUS)):
        return
    texts = tracker.column(STATUS)
    known = {text: _same(task) for text, task in tracker.spelled.items()}
    keys = [key for key in known.values() if key]
    if len(set(keys)) == len(keys):
        return
    tables: dict[int, dict[str, dict[str, list[Task]]]] = {}
    for task, text in zip(tracker.tasks, texts, strict=True):
        if key := known[text]:
            tables.setdefault(task.layout.line, {}).setdefault(key, {}).setdefault(text, []).append(task)
    for statuses in tables.values():
        for spellings in statuses.values():
            if len(spellings) > 1:
                yield _finding(tracker, spellings)


def _may_drift(texts: Collection[str]) -> bool:
    """Whether two of the texts say the same."""
    return len(set(map(_folded, texts))) < len(texts)


def _same(task: Task) -> str:
    """What all spellings of a cell have in common; empty for a cell that holds no status, or more than it."""
    text = task.status_text
    if task.status.how not in ("word", "legend") or "*" in text or "`" in text:
        return ""
    key = _folded(text)
    words = _folded(task.status.code)
    return key if words and key.endswith(words) else ""


# Statuses recur in every tracker of a repository.
@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").replace("\ufe0f", "").casefold().split())


def _finding(tracker: Tracker, spellings: dict[str, list[Task]]) -> Diagnostic:
    counts = {text: len(tasks) for text, tasks in spellings.items()}
    chosen = _chosen(tracker, spellings, counts)
    usual = chosen or next(iter(spellings))
    others = [task for text, tasks in spellings.items() if text != usual for task in tasks]
    first = min(others, key=lambda task: task.line)
    fix = None
    if chosen is not None:
        rewrite = Rewrite(tracker.document)
        for task in others:
            rewrite.set(task.row, task.layout.status_at, chosen)
        fix = Fix(f"write {chosen}", tuple(rewrite.edits), "safe")
    ways = ", ".join(f"{text} ({number})" for text, number in sorted(counts.items(), key=itemgetter(1), reverse=True))
    return RULE.finding(
        tracker.path,
        first.span_of(STATUS),
        f"{usual} is spelled in {len(counts)} ways: {ways}",
        role=STATUS,
        hint=f"write {chosen}" if chosen else "take one of them",
        fix=fix,
    )


def _chosen(tracker: Tracker, spellings: dict[str, list[Task]], counts: dict[str, int]) -> str | None:
    """The spelling that all shall have; None where that is anybody's guess."""
    labels = [text for text in spellings if any(text == status.label for status in tracker.statuses.statuses)]
    if len(labels) == 1:
        return labels[0]
    text, most = max(counts.items(), key=itemgetter(1))
    return text if most >= 2 * (sum(counts.values()) - most) else None


RULE: Rule[Tracker] = Rule(
    "spelling-drift", Tracker, _check, "note", "statuses", "One status is spelled in several ways."
)
