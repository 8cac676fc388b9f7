"""# unsigned-phase

A phase is called complete, and its sign-off is not.

A section such as `Phase 1 Completion Review` lists what has to be true before the next phase begins. Where its boxes
are open and the phase is complete by its own status line, or `Current Phase` is a later one, the review did not take
place, or nobody noted it.

Judged are sections whose heading names a phase with its number and a review, a sign-off or a checkpoint.

## Fails

```markdown
**Current Phase:** 2 - Rig

## Phase 1 Completion Review

**Status:** Discussed by everybody

- [x] All findings resolved
- [ ] Lessons learned documented
- [ ] Merged to main

## Phase 3 Sign-off

**Status:** ✅ COMPLETE

- [ ] Merged to main
```

```text findings
8:4 unsigned-phase phase 1 is over, since phase 2 is the current one, and 2 boxes of 3 of its sign-off are open
15:4 unsigned-phase phase 3 is said to be complete, and 1 box of 1 of its sign-off is open
```

## Passes

```markdown
**Current Phase:** 2 - Rig

## Phase 1 Completion Review

**Status:** ✅ COMPLETE

- [x] All findings resolved
- [x] Merged to main

## Phase 2 Completion Review

**Status:** ⏳ NOT STARTED

- [ ] All findings resolved
- [ ] Merged to main
```

## Fix

Do what the boxes ask for and tick them, or take back that the phase is complete.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, count
from forgemd.lazy import IGNORECASE, pattern
from forgemd.markdown import Item
from forgemd.rules._phases import current_phase, number_in
from forgemd.rules.base import Rule
from forgemd.tracker import Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]

_SIGNED = pattern(r"\breviews?\b|\bsign-? ?offs?\b|\bcheckpoints?\b", IGNORECASE)


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    for heading in tracker.document.headings if _may_be_signed(tracker) else ():
        number = number_in(heading.title)
        if number is None or not _SIGNED.search(heading.title):
            continue
        below = range(heading.line + 1, tracker.document.section_end(heading.line, heading.level))
        why = _over(tracker, number, below)
        boxes = _boxes(tracker, below) if why else []
        open_ = [box for box in boxes if box.mark is not None and tracker.source.slice(box.mark) == " "]
        if open_ and open_[0].mark is not None:
            shown = f"{count(len(open_), 'box', 'boxes')} of {len(boxes)} of its sign-off"
            yield RULE.finding(
                tracker.path,
                open_[0].mark,
                f"{why}, and {shown} {'is' if len(open_) == 1 else 'are'} open",
                hint="do what the boxes ask for and tick them, or take back that the phase is complete",
            )


def _may_be_signed(tracker: Tracker) -> bool:
    """Whether the headings have one of the words that few trackers have, and all that `_SIGNED` finds in ASCII."""
    titles = "\n".join([heading.title for heading in tracker.document.headings])
    folded = titles.lower()
    return not titles.isascii() or "review" in folded or "sign" in folded or "checkpoint" in folded


def _over(tracker: Tracker, number: int, below: range) -> str:
    """Why the phase whose heading has these lines `below` it passes for complete; empty where it does not."""
    for fact in tracker.facts:
        if (
            fact.line in below
            and fact.key.casefold() == "status"
            and tracker.statuses.read(fact.value).category == "done"
        ):
            return f"phase {number} is said to be complete"
    current = current_phase(tracker)
    if current is not None and current[1] > number:
        return f"phase {number} is over, since phase {current[1]} is the current one"
    return ""


def _boxes(tracker: Tracker, below: range) -> list[Item]:
    return [item for item in tracker.document.items if item.mark is not None and item.line in below]


RULE: Rule[Tracker] = Rule(
    "unsigned-phase", Tracker, _check, "warning", "evidence", "A phase is called complete, and its sign-off is not."
)
