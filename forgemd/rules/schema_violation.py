"""# schema-violation

A task breaks a JSON Schema that the configuration names.

Teams have columns that forgemd knows nothing of: story points that are a Fibonacci number, an issue that every bug
names, a component out of a list. `schemas` in `.forgemd.yaml` names files with JSON Schemas (2020-12), and every task
is held to them, as a value in the shape of `schemas/task.schema.json` (`forgemd schema task`): `cells` are the texts by
their header, `fields` those by what their column means, empty ones `null`.

    {
      "properties": {
        "cells": {"properties": {"Points": {"enum": ["1", "2", "3", "5", "8", ""]}}, "required": ["Points"]},
        "fields": {"properties": {"owner": {"pattern": "^[a-z]+$"}}}
      }
    }

Nothing is fetched: a `$ref` leads into the file itself or to a schema that forgemd ships. Patterns are matched in time
that grows with the text only, and so know neither looks ahead nor references to groups. A check of a commit takes the
schemas of that commit; the tasks that a change touches are held to those of the base too, so that a change cannot
relax what would refuse it. The finding lies on the cell; where a column is missing, on the row.

## Fails

```json schema
{"properties": {"cells": {
  "required": ["Points"], "properties": {"Points": {"enum": ["1", "2", "3", "5", ""]}}
}}}
```

```markdown
| ID  | Task | Status | Points |
|-----|------|--------|--------|
| A-1 | Keel | Done   | 3      |
| A-2 | Ribs | Todo   | many   |
```

```text findings
4:25 schema-violation A-2: Points: many is none of 1, 2, 3, 5, nothing
```

## Fails: a task that a change touches

```json schema
{"properties": {"cells": {"properties": {"Points": {"pattern": "^[0-9]*$"}}}}}
```

```markdown before
| ID  | Task | Status | Points |
|-----|------|--------|--------|
| A-1 | Keel | Done   | 3      |
```

```markdown after
| ID  | Task | Status | Points |
|-----|------|--------|--------|
| A-1 | Keel | Done   | many   |
```

```text findings
3:25 schema-violation A-1: Points: 'many' does not match '^[0-9]*$'
```

## Passes

```json schema
{"properties": {"fields": {"properties": {"owner": {"type": ["string", "null"], "pattern": "^[A-Z][a-z]*$"}}}}}
```

```markdown
| ID  | Task | Status | Owner |
|-----|------|--------|-------|
| A-1 | Keel | Done   | Ada   |
| A-2 | Ribs | Todo   | -     |
```

## Fix

Write what the schema takes, or change the schema.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule
from forgemd.schema import Validator, span_in
from forgemd.tracker import Diff, Task, Tracker, task_record
from forgemd.typed import Any, Iterator, Sequence

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    return _found(tracker, tracker.schemas, tracker.tasks)


def _change(diff: Diff) -> Iterator[Diagnostic]:
    """What the schemas of the base say, where the change has others: of the tasks that it touches."""
    if diff.before is not None:
        left = [each for each in diff.before.schemas if each not in diff.after.schemas]
        yield from _found(diff.after, left, diff.touched)


def _found(tracker: Tracker, schemas: Sequence[tuple[str, Any]], tasks: Sequence[Task]) -> Iterator[Diagnostic]:
    for path, schema in schemas:
        validator = Validator(schema)
        for task in tasks:
            for one in validator.violations(task_record(task, tracker)):
                part = str(one.path[-1]) if one.path else ""
                yield RULE.finding(
                    tracker.path,
                    span_in(one.path, task),
                    f"{part}: {one.message}" if part else one.message,
                    task=task,
                    role=part or None,
                    hint=f"see {path}, at /{'/'.join(map(str, one.rule))}",
                )


RULE: Rule[Tracker] = Rule(
    "schema-violation",
    Tracker,
    _check,
    "error",
    "reading",
    "A task breaks a JSON Schema that the configuration names.",
    change=_change,
)
