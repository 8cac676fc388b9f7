"""Phases: which tasks belong to which, and which of them the header says to be current."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker import Fact, Section, Tracker, normal
from forgemd.typed import NamedTuple

__all__ = ["Part", "current_phase", "number_in", "part_in", "tasks_by_phase"]

_PHASE = pattern(r"\b(?:phase|milestone|stage)[ \t]+([0-9]+)\b(?!\.[0-9])", IGNORECASE)
_UNITS = "phase|track|workstream|ws|milestone|stage|sprint|wave|checkpoint|epic"
_PART = pattern(rf"[^\w]*(?:({_UNITS})[ \t-]*)?([0-9]+(?:\.[0-9]+)?)\b(?![-–.][0-9])[ \t]*[-–—:.]*(.*)", IGNORECASE)
_STATED = pattern(r"(?:phase[ \t]+)?([0-9]+)\b(?![.,%/][0-9])", IGNORECASE)
_KEYS = ("current phase", "active phase", "current stage", "active stage", "current milestone", "active milestone")


def number_in(title: str) -> int | None:
    """The number of the phase that a heading is about: 2 of `Phase 2: Rig`; None for none, and for several."""
    folded = title.casefold()  # one of the words is in few titles, and to look for all of them takes ten times as long
    if "phase" not in folded and "milestone" not in folded and "stage" not in folded:
        return None
    found = _PHASE.findall(title)
    return int(found[0][:6]) if len(found) == 1 else None


class Part(NamedTuple):
    """A part of a project by its number: `track` 3 of `Track 3: Wire the constraints`, which is `called` the rest."""

    unit: str
    number: str
    called: str


def part_in(text: str, header: str = "") -> Part | None:
    """The part that a heading or a cell is about; in a cell, the `header` may say which kind of part its number is."""
    match = _PART.match(text)
    unit = (match[1] or normal(header)) if match else ""
    if match is None or unit.casefold() not in _UNITS.split("|"):
        return None
    return Part(unit.casefold().replace("workstream", "ws"), match[2], match[3])


def current_phase(tracker: Tracker) -> tuple[Fact, int] | None:
    """The line that says which phase the project is in, and its number; None unless there is exactly one."""
    facts = [fact for fact in tracker.facts if fact.key.casefold() in _KEYS]
    match = _STATED.match(facts[0].value) if len(facts) == 1 else None
    return None if match is None else (facts[0], int(match[1][:6]))


def tasks_by_phase(tracker: Tracker) -> dict[int, list[int]]:
    """By number, the places of the tasks below the heading of each phase."""
    found: dict[int, list[int]] = {}
    known: dict[int, int | None] = {}
    for section, places in tracker.roster.sections:
        number = _number_of(section, known)
        if number is not None:
            found.setdefault(number, []).extend(places)
    return found


def _number_of(section: Section, known: dict[int, int | None]) -> int | None:
    """The phase of a section, by the outermost heading that names one; sections share headings, `known` by line."""
    for heading in section.path:
        if heading.line not in known:
            known[heading.line] = number_in(heading.title)
        if (number := known[heading.line]) is not None:
            return number
    return None
