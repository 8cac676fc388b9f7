"""# false-phase

What is said about a phase is not what its tasks say.

Agents read the header first: who reads `Current Phase: 1` takes work from phase 1. Told are

- a line such as `Current Phase: 1`, where every task of that phase is finished and work goes on in a later one, or
  where none of it has begun and an earlier phase is in work;
- a status line right below the heading of a phase that says it has not begun, where tasks of it have;
- a phase (track, workstream, milestone, sprint) whose heading, or the status line below it, says one thing and the row
  of an overview another: not begun, in work or done. Both have to be the only ones of that number, and to be called
  alike.

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

## Fails: a heading and an overview

```markdown
| Phase            | Duration | Status  |
|------------------|----------|---------|
| Phase 1: Hull    | 2 weeks  | Done    |
| Phase 2: Rigging | 4 weeks  | Pending |

## Phase 1: The hull ✅

## Phase 2: Rigging 🔄 IN PROGRESS (4 weeks)
```

```text findings
8:23 false-phase phase 2 is IN PROGRESS here, and Pending in line 4
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

from forgemd.diagnostics import Diagnostic, count
from forgemd.lazy import pattern
from forgemd.rules._phases import Part, current_phase, number_in, part_in, tasks_by_phase
from forgemd.rules._waiting import BEGUN
from forgemd.rules.base import Rule
from forgemd.text import Span
from forgemd.tracker import STATUS, Fact, Tracker, bare, normal, stated_by
from forgemd.typed import Iterator, Mapping, NamedTuple, Sequence

__all__ = ["RULE"]

_FINISHED = ("done", "cancelled")
_STATUS_KEYS = ("status", "state", "phase status")
_SIDES = {
    **dict.fromkeys(("todo", "ready", "blocked", "deferred"), "not begun"),
    **dict.fromkeys(("active", "review", "partial"), "in work"),
    **dict.fromkeys(("done",), "done"),
}
_NEAR = 4
"""So many lines below its heading a status line is that of the whole part."""
_SHORT = 30
_TAIL = pattern(
    r"\S.*(?:(?P<mark>[✅✔☑][\ufe0f]?)[\s*_]*\Z|"
    r"(?:[\u2300-\u2bff\U0001f000-\U0001faff]\ufe0f?[\s*_]*|[(\[])(?P<said>[^\W\d_][^()\[\]\u2300-\u2bff\U0001f000-\U0001faff]{2,23}?)"
    r"[)\]]?(?:\s*\([^()]*\))?[\s*_]*\Z)"
)
"""What a heading says of itself behind its name: a tick, or words behind a sign or in brackets."""
_HINT = "write the phase that is in work"


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    stated = current_phase(tracker)
    told = [fact for fact in tracker.facts if fact.key.casefold() in _STATUS_KEYS]
    phases = tasks_by_phase(tracker) if stated is not None or told else {}
    if phases:
        yield from _on_header(tracker, stated, phases)
        yield from _on_status_lines(tracker, told, phases)
    yield from _on_overviews(tracker, told)


def _on_header(
    tracker: Tracker, stated: tuple[Fact, int] | None, phases: Mapping[int, Sequence[int]]
) -> Iterator[Diagnostic]:
    if stated is None or stated[1] not in phases:
        return
    fact, number = stated
    meant = {other: {tracker.roster.categories[place] for place in places} for other, places in phases.items()}
    in_work = sorted(other for other, categories in meant.items() if not categories.isdisjoint(BEGUN))
    later = [other for other in in_work if other > number]
    earlier = [other for other in in_work if other < number]
    if later and meant[number].issubset(_FINISHED):
        why = f"all of it is finished while phase {later[0]} is in work"
    elif earlier and meant[number].issubset(("todo", "ready")):
        why = f"none of it has begun while phase {earlier[0]} is in work"
    else:
        return
    yield RULE.finding(tracker.path, fact.span, f"the current phase is {bare(fact.value)}, and {why}", hint=_HINT)


def _on_status_lines(
    tracker: Tracker, told: Sequence[Fact], phases: Mapping[int, Sequence[int]]
) -> Iterator[Diagnostic]:
    for fact in told:
        path = tracker.document.path(fact.line)
        number = number_in(path[-1].title) if path else None
        places = phases.get(number, ()) if number is not None else ()
        own = [task for task in tracker.roster.at(places) if path[-1] in task.section.path] if places else []
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


class _Said(NamedTuple):
    """What is said of a part: the words, where they stand, and which of `_SIDES` they mean."""

    part: Part
    words: str
    span: Span
    line: int
    side: str


def _on_overviews(tracker: Tracker, told: Sequence[Fact]) -> Iterator[Diagnostic]:
    """Parts of which a heading and a row say different things, where there is one of each."""
    titles = "".join([heading.title for heading in tracker.document.headings])
    if not told and titles.isascii() and "(" not in titles and "[" not in titles:
        return  # nothing says of itself how it stands
    headings = _only(_said_by_headings(tracker, told))
    telling = {key: said for key, said in headings.items() if said is not None and said.side}
    rows = _only(_said_by_rows(tracker)) if telling else {}
    for key, here in telling.items():
        there = rows.get(key)
        if there is None or not there.side or here.side == there.side:
            continue
        if _called_alike(here.part.called, there.part.called):
            unit = "workstream" if here.part.unit == "ws" else here.part.unit
            said = f"{here.words} here, and {there.words} in line {there.line + 1}"
            message = f"{unit} {here.part.number} is {said}"
            yield RULE.finding(tracker.path, here.span, message, hint="make the two agree")


def _only(said: Iterator[_Said]) -> dict[tuple[str, str], _Said | None]:
    """By unit and number; None where there are several: nobody knows which of them is meant."""
    found: dict[tuple[str, str], _Said | None] = {}
    for each in said:
        key = each.part[:2]
        found[key] = None if key in found else each
    return found


def _said_by_headings(tracker: Tracker, told: Sequence[Fact]) -> Iterator[_Said]:
    for heading in tracker.document.headings:
        part = part_in(heading.title)
        if part is None:
            continue
        fact = next((fact for fact in told if heading.line < fact.line <= heading.line + _NEAR), None)
        if fact is not None and tracker.document.path(fact.line)[-1] is heading:
            words = bare(fact.value).partition("(")[0].rstrip()
            side = _SIDES.get(tracker.statuses.read(fact.value).category, "")
            yield _Said(part, words, fact.span, heading.line, side if len(words) <= _SHORT else "")
            continue
        match = _TAIL.search(heading.title)
        at = heading.span.start
        if match is None:
            yield _Said(part, "", Span(at, at), heading.line, "")
            continue
        words = match["said"] or match["mark"]
        stated = stated_by(words) if match["said"] else tracker.statuses.read(words)
        start, end = match.span("said" if match["said"] else "mark")
        side = _SIDES.get(stated.category, "") if stated is not None else ""
        yield _Said(part, words, Span(at + start, at + end), heading.line, side)


def _said_by_rows(tracker: Tracker) -> Iterator[_Said]:
    for layout in tracker.layouts:
        status = layout.index(STATUS)
        if status < 0 or layout.kind == "legend":
            continue
        headers = [column.header for column in layout.columns]
        for row in layout.table.rows:
            cells = [bare(row.value(at)) for at in range(min(3, status))]
            found = [(at, part) for at, cell in enumerate(cells) if (part := part_in(cell, headers[at])) is not None]
            if len(found) == 1:
                at, part = found[0]
                called = part.called.strip() or (cells[at + 1] if at + 1 < len(cells) else "")
                text = row.value(status)
                side = _SIDES.get(tracker.statuses.read(text).category, "")
                words = bare(text).partition("(")[0].rstrip()
                yield _Said(part._replace(called=called), words, row.span, row.line, side)


def _called_alike(one: str, two: str) -> bool:
    """Whether two names have a word in common, or one of them has none: two plans both have a phase 1."""
    words, others = ({word for word in normal(name).split() if len(word) > 2} for name in (one, two))
    return not words or not others or bool(words & others)


RULE: Rule[Tracker] = Rule(
    "false-phase", Tracker, _check, "warning", "figures", "What is said about a phase is not what its tasks say."
)
