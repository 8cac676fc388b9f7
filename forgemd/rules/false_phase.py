"""# false-phase

What is said about a phase is not what its tasks say.

Agents read the header first: who reads `Current Phase: 1` takes work from phase 1. Told are

- a line such as `Current Phase: 1`, where every task of that phase is finished and work goes on in a later one, or
  where none of it has begun and an earlier phase is in work;
- a status line right below the heading of a phase that says it has not begun, where tasks of it have.

A phase that is said to be complete and is not is `false-claim`. Tasks belong to the phase in whose section (`Phase 2:
Rig`) they stand; phases that are only a column are not judged.

## Fails

```markdown
**Current Phase:** 1 - Hull

## Phase 1: Hull

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Done   |

## Phase 2: Rig

**Status:** Not started

| ID  | Task  | Status      |
|-----|-------|-------------|
| B-1 | Mast  | In progress |
| B-2 | Sails | Todo        |
```

```text findings
1:20 false-phase the current phase is 1 - Hull, and all of it is finished while phase 2 is in work
12:13 false-phase phase 2 is said to be Not started, and 1 of its 2 tasks has begun
```

## Passes

```markdown
**Current Phase:** 1 - Hull

## Phase 1: Hull

**Status:** In progress

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Todo   |

## Phase 2: Rig

**Status:** Not started

| ID  | Task  | Status |
|-----|-------|--------|
| B-1 | Mast  | Todo   |
```

## Fix

Write the phase that is in work, or what has become of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from forgemd.diagnostics import Diagnostic
from forgemd.rules._phases import current_phase, number_in, tasks_by_phase
from forgemd.rules._waiting import BEGUN
from forgemd.rules.base import Rule, count
from forgemd.tracker import Fact, Task, Tracker, bare

__all__ = ["RULE"]

_FINISHED = ("done", "cancelled")
_STATUS_KEYS = ("status", "state", "phase status")
_HINT = "write the phase that is in work"


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    stated = current_phase(tracker)
    told = [fact for fact in tracker.facts if fact.key.casefold() in _STATUS_KEYS]
    phases = tasks_by_phase(tracker) if stated is not None or told else {}
    if phases:
        yield from _on_header(tracker, stated, phases)
        yield from _on_status_lines(tracker, told, phases)


def _on_header(
    tracker: Tracker, stated: tuple[Fact, int] | None, phases: Mapping[int, Sequence[Task]]
) -> Iterator[Diagnostic]:
    if stated is None or stated[1] not in phases:
        return
    fact, number = stated
    own = phases[number]
    in_work = sorted(other for other, tasks in phases.items() if any(task.status.category in BEGUN for task in tasks))
    later = [other for other in in_work if other > number]
    earlier = [other for other in in_work if other < number]
    if later and all(task.status.category in _FINISHED for task in own):
        why = f"all of it is finished while phase {later[0]} is in work"
    elif earlier and all(task.status.category in ("todo", "ready") for task in own):
        why = f"none of it has begun while phase {earlier[0]} is in work"
    else:
        return
    yield RULE.finding(tracker.path, fact.span, f"the current phase is {bare(fact.value)}, and {why}", hint=_HINT)


def _on_status_lines(
    tracker: Tracker, told: Sequence[Fact], phases: Mapping[int, Sequence[Task]]
) -> Iterator[Diagnostic]:
    for fact in told:
        path = tracker.document.path(fact.line)
        number = number_in(path[-1].title) if path else None
        own = [task for task in phases.get(number, ()) if path[-1] in task.section.path] if number is not None else []
        # What stands between the heading and the first task is about the phase.
        if not own or fact.line > min(task.line for task in own):
            continue
        begun = [task for task in own if task.status.category in BEGUN or task.status.category == "done"]
        if begun and tracker.statuses.read(fact.value).category == "todo":
            message = (
                f"phase {number} is said to be {bare(fact.value)}, and {len(begun)} of its {count(len(own), 'task')} "
                f"{'has' if len(begun) == 1 else 'have'} begun"
            )
            yield RULE.finding(tracker.path, fact.span, message, hint="write what has become of the phase")


RULE: Rule[Tracker] = Rule(
    "false-phase", Tracker, _check, "warning", "figures", "What is said about a phase is not what its tasks say."
)
