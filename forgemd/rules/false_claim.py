"""# false-claim

Prose states a figure about tasks, and the rows say something else.

A heading says `(5/8 done)`, a line under a phase says `**Total Hours:** 654h`, a summary counts 67 gaps: such figures
are written once, repeated in reports, and nobody counts again. Read and counted are:

- totals of rows and of columns (`**Total Workstreams:** 23`, `**Total Hours:** 654h`), for the tasks that the section
  lists, that its heading names as a group, or that lie under it; for the whole tracker in its title or summary;
- tallies (`12 done, 3 in progress, 4 open`), in a line or in lines below each other, that make up all rows of their
  section: those were right once; in a line also by priority or severity (`2 blocker, 3 major`);
- shares and percentages (`Phase 1 (5/8 done)`, `**Progress:** 45%`; five points are taken for rounding);
- a total behind the figures of a list, the number of a list's items in its heading, and figures that a list gives for
  tasks it names (`7 gaps across WS-09, WS-16`: less may be meant, more cannot be);
- a heading that ends in COMPLETE over rows that are open, and a ticked line whose own words deny it (`✅ Mast (in
  progress)`);
- sentences: `12 of 15 tasks are done`, `two tasks are blocked`, `3 tasks remain`, `All tasks complete`, `A-1 is done`,
  and `✅ A-3` where the row of A-3 says something else; `A-1 to A-5: 5 tasks done` is about these five. They are false
  if they are so of the section, of those around it and of the file; one with `if`, `once`, `should`, `except` or the
  like is not compared, nor one under a heading of another day or of goals, nor one about somebody, a week or a rule
  (`Ann: 3 tasks done`);
- `Tracks 1-7 Complete`, over sections of these names that have open rows, or of which one is not there;
- rows that say two things: Complete and 85%, Done and a note that is nothing but `not started`;
- how many lie in a column of a board (`## In Progress (3)`, `## Done: 4 tasks`): a mere number only where those of most
  columns are right, since it may be how many there may be;
- how many tasks wait for one (`WS-01 - Blocks 6 others`), and the longest chain.

What is said with `~`, `+` or another word in between, and whatever might be about other tasks than these rows, is not
compared; `forgemd explain` lists every figure that was read and says what it was compared with.
A figure behind a day or a word for another time (`Last sprint: 3 of 5 done`, `Target: 9/9`) is not compared.

## Fails

```markdown
# Boat

**Total Tasks:** 4

## Hull [COMPLETE]

| ID  | Task | Status | Hours |
|-----|------|--------|-------|
| A-1 | Keel | Done   | 4h    |
| A-2 | Ribs | Todo   | 8h    |

**Total Hours:** 14h

## Rig (0/1 done)

| ID  | Task | Status | Hours |
|-----|------|--------|-------|
| B-1 | Mast | Done   | 3h    |

- ✅ All 9 shrouds set (currently 7/9)
- ✅ Boom (blocked)
```

```text findings
3:18 false-claim Total Tasks says 4, but there are 3 rows in this file
5:10 false-claim Hull says COMPLETE, but 1 of its 2 rows is open (A-2)
12:18 false-claim Total Hours says 14h, but Hours of the 2 rows in its section add up to 12h
14:9 false-claim Rig says 0/1, but 1 of the 1 row in its section is done
20:34 false-claim All 9 shrouds set says ✅, but by its own words it is 7 of 9
21:11 false-claim Boom says ✅, but by its own words it is blocked
```

## Fails: a tally that was right once

```markdown
# Boat

2 done, 1 open

| ID  | Task | Status |
|-----|------|--------|
| A-1 | Keel | Done   |
| A-2 | Ribs | Done   |
| A-3 | Mast | Done   |
```

```text findings
3:1 false-claim This line says 2 done, but 3 of the 3 rows in this file are
3:9 false-claim This line says 1 open, but 0 of the 3 rows in this file are
```

## Fails: sentences, and rows that say two things

```markdown
# Boat

> **Updated:** 2026-05-01 | **Status:** Decks 1-3 Complete

3 of 4 tasks are done, and no tasks are in progress. Two tasks are blocked. A-3 is done.

✅ A-3: Boom

## Deck 1

| ID  | Task | Status  | Progress |
|-----|------|---------|----------|
| A-1 | Keel | Done    | 100%     |
| A-2 | Ribs | Done    | 80%      |

## Deck 2

All tasks are complete!

| ID  | Task | Status  | Notes       |
|-----|------|---------|-------------|
| A-3 | Boom | Blocked | no oak      |
| A-4 | Mast | Done    | Not started |
```

```text findings
3:41 false-claim This line says Decks 1-3 Complete, but 1 of the 2 rows under Deck 2 is open (A-3)
5:54 false-claim This line says Two tasks are blocked, but 1 of the 4 rows in this file is
5:77 false-claim This line says A-3 is done, but the row of A-3 says Blocked
7:1 false-claim A-3 says ✅, but the row of A-3 says Blocked
14:16 false-claim A-2 says Done, but its Progress says 80%
18:1 false-claim This line says All tasks are complete, but 1 of the 2 rows in its section is open (A-3)
23:16 false-claim A-4 says Done, but its Notes says Not started
```

## Fails: by severity, of some tasks, and under a heading for what is done

```markdown
# Boat

Status: 2 blocker, 1 minor.

A-1 to A-3: 3 tasks done.

## Completed

- ✅ Step the mast

## Bugs

| ID  | Bug           | Severity | Status |
|-----|---------------|----------|--------|
| A-1 | Lay the keel  | Blocker  | Done   |
| A-2 | Step the mast | Minor    | Todo   |
| A-3 | Dry the bilge | Minor    | Todo   |
```

```text findings
3:9 false-claim This line says 2 blocker, but 1 of the 3 rows in this file is
3:20 false-claim This line says 1 minor, but 2 of the 3 rows in this file are
5:13 false-claim This line says 3 tasks done, but 1 of the 3 rows from A-1 to A-3 is
9:3 false-claim A-2 says ✅, but the row of A-2 says Todo
```

## Passes

```markdown
# Boat

**Total Tasks:** 3

## Hull (1/2 done)

| ID  | Task | Status | Hours |
|-----|------|--------|-------|
| A-1 | Keel | Done   | 4h    |
| A-2 | Ribs | Todo   | 8h    |

**Total Hours:** 12h

## Rig [COMPLETE]

| ID  | Task | Status | Hours |
|-----|------|--------|-------|
| B-1 | Mast | Done   | 3h    |

**Total Hours:** ~5h
```

## Passes: what is not about today, or not about these rows

```markdown
# Boat

2 of 3 tasks are done. Once all tasks are complete, the boat is launched.

- All tasks complete
- About 3 tasks remain
- ✅ A-3: the drawings
- Ann: 3 tasks done
- WIP limit: 2 tasks in progress

| ID  | Task | Status | Progress | Notes        |
|-----|------|--------|----------|--------------|
| A-1 | Keel | Done   | 100%     | started late |
| A-2 | Ribs | Done   |          | Running      |
| A-3 | Boom | Todo   | 90%      |              |

## Goals

All tasks are done.
```

## Fix

None is made: which of the two is wrong only the author knows.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.rules.base import Rule
from forgemd.tracker import Tracker, claims_of
from forgemd.typed import Iterator

__all__ = ["RULE"]


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    if not tracker.names:
        return
    for claim in claims_of(tracker):
        if claim.holds is False:
            yield RULE.finding(
                tracker.path,
                claim.span,
                f"{claim.subject} says {claim.stated}, but {claim.counted}",
                hint=claim.mend,
            )


RULE: Rule[Tracker] = Rule(
    "false-claim",
    Tracker,
    _check,
    "warning",
    "figures",
    "Prose states a figure about tasks, and the rows say something else.",
)
