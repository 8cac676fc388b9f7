"""A fault in a tracker as people write them is told where it is, and nothing else is: each rule, in many styles."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import UTC, datetime
from functools import cache

import pytest

from forgemd.check import Change, Selection, Subject, fix, judge_change, run
from forgemd.diagnostics import Diagnostic
from forgemd.rules import REGISTRY, Merge
from forgemd.text import Source
from forgemd.tracker import Tracker, read
from tests.rules.pages import Told, reading
from tests.rules.planting.made import CONFIG, FAULTS, SCHEMA, WORDS, Fault, tracker
from tests.rules.planting.real import PLANTS
from tests.shared import ROOT, SHARED

CONFIGURED = ("missing-field", "over-limit")
"""Rules that find nothing unless a workflow asks for it."""
HERE = Told(files=["src/hull/keel.py", "src/hull/ribs.py", "src/hull/deck.py"], commits=["3f2a91c0", "4e2a91d0"])
NOW = Selection(now=datetime(2026, 6, 1, tzinfo=UTC))


def made(language: str, fault: Fault | None = None) -> Tracker:
    """The tracker in a language, with a fault or without, as the rule needs it read."""
    words, text = WORDS[language], tracker(WORDS[language])
    rule = "" if fault is None else fault.rule
    if fault is not None:
        old = fault.old.format(**words)
        assert text.count(old) == 1, f"{rule}: {old}"
        text = text.replace(old, fault.new.format(**words))
    config = CONFIG.format(**words) if rule in CONFIGURED else None
    return reading(text, config, SCHEMA if rule == "schema-violation" else None)


def place(language: str, fault: Fault, found: Tracker) -> int:
    """Where the finding has to begin."""
    words, text = WORDS[language], found.source.text
    start = tracker(words).index(fault.old.format(**words))
    at = fault.at.format(**words)
    line = text.rfind("\n", 0, start) + 1
    return start if not at else text.index(at, line) if at in text[line:] else text.index(at)


def told(found: Tracker, base: Tracker | None) -> tuple[Diagnostic, ...]:
    return run([Subject(found, base, "", around=HERE)], NOW).diagnostics


@pytest.mark.parametrize("language", WORDS)
def test_a_sound_tracker_is_left_in_peace(language: str) -> None:
    sound = made(language)
    assert told(sound, sound) == ()
    for rule in (*CONFIGURED, "schema-violation"):
        fault = next(each for each in FAULTS if each.rule == rule)
        settled = made(language, fault._replace(new=fault.old))
        assert [each for each in told(settled, None) if each.rule == rule] == []


PLANTED = [
    pytest.param(fault, language, id=f"{fault.rule} {language}")
    for fault in FAULTS
    for language, words in WORDS.items()
    if fault.old.format(**words) != fault.new.format(**words)  # there are no capitals in Chinese
]


@pytest.mark.parametrize(("fault", "language"), PLANTED)
def test_a_fault_is_told_where_it_is_and_nothing_else(fault: Fault, language: str) -> None:
    found = made(language, fault)
    where = place(language, fault, found)
    findings = told(found, made(language) if fault.changes else None)
    assert where in [each.span.start for each in findings if each.rule == fault.rule]
    assert {each.rule for each in findings} <= {fault.rule, *fault.follows}


MOST = 10
"""Trackers for each rule: all of them take half a minute."""
FLOORS = {
    "ambiguous-id": 0.6,  # an id of a box, a heading or a field is none any more with a letter of another alphabet
    "duplicate-id": 0.7,  # a column of links or groups holds ids only while no two are the same
    "false-claim": 0.7,  # a title that is of a session, or a percentage that is three points off
    "id-changed": 0.6,  # the same title stands in other tables
    "missing-id": 0.7,
    "row-loss": 0.7,  # the titles stand in other tables
    "spelling-drift": 0.6,  # a status with remarks
    "task-removed": 0.1,  # what was done is tidied away
    "unknown-dependency": 0.7,  # a shorter id is another's alias
    "unknown-status": 0.8,  # one of many words is told with them, at the first
}
"""The share of the real trackers in which a fault has to be told; elsewhere in all of them."""
_ANYWHERE = {"false-phase", "mojibake", "stale-last-updated"}
FOLLOWS = {
    "ambiguous-id": {"id-changed", "unknown-dependency", "unknown-task-in-log", "illegal-transition", "task-removed"},
    "broken-table": {"task-removed", "row-loss", "unknown-task-in-log", "unknown-dependency"},
    "dependency-cycle": {"graph-drift", "done-before-dependency", "started-before-dependency"},
    "duplicate-id": {"id-changed", "unknown-dependency", "unknown-task-in-log", "task-removed", "illegal-transition"},
    "future-date": {"completed-before-started"},
    "id-changed": {"unknown-dependency", "unknown-task-in-log", "illegal-transition"},
    "illegal-transition": {"started-before-dependency", "done-before-dependency", "missing-entry", "missing-field"},
    "missing-entry": {"illegal-transition", "missing-field", "done-before-dependency"},
    "missing-id": {"unknown-dependency", "unknown-task-in-log", "illegal-transition", "task-removed", "missing-entry"},
    "ragged-row": {"unknown-dependency", "missing-entry", "id-changed"},
    "row-loss": {"unknown-task-in-log", "unknown-dependency"},
    "self-dependency": {"graph-drift"},
    "task-removed": {"unknown-dependency", "unknown-task-in-log", "rollup-arithmetic"},
    "unknown-dependency": {"graph-drift"},
}
"""What rightly speaks up, too, besides figures that no longer count the same."""
_FIGURES = {"stale-rollup", "false-claim", "unknown-status", "log-contradicts-status"}
_DIGITS = re.compile("[0-9]+")


@cache
def real() -> tuple[Tracker, ...]:
    """Trackers of many styles and languages, the shortest first."""
    here = [
        os.path.join(ROOT, *path)
        for path in (("tests", "e2e", "wild"), ("tests", "trackers"), ("examples", "trackers"))
    ]
    there = [os.path.join(SHARED, "corpus")] if SHARED else []
    found = []
    for directory in (*here, *there):
        for name in sorted(os.listdir(directory)):
            if name.endswith(".md") and name not in ("conflict.md", "broken.md", "mojibake.md", "README.md"):
                with open(os.path.join(directory, name), "rb") as file:
                    found.append(Source.decode(file.read(), name))
    return tuple(read(source) for source in sorted(found, key=lambda source: len(source.text)))


def kinds(found: Tracker, base: Tracker) -> Counter[tuple[str, str]]:
    """The findings by rule and message, whatever their lines and figures."""
    every = run([Subject(found, base)], Selection(now=datetime(2026, 11, 21, tzinfo=UTC))).diagnostics
    return Counter((each.rule, _DIGITS.sub("#", each.message)) for each in every)


@cache
def before(at: int) -> Counter[tuple[str, str]]:
    return kinds(real()[at], real()[at])


@pytest.mark.parametrize("rule", PLANTS)
def test_a_fault_in_a_real_tracker_is_told_where_it_is(rule: str) -> None:
    planted, heard = 0, 0
    for at, sound in enumerate(real()):
        for plant in filter(None, (next(make(sound), None) for make in PLANTS[rule])):
            planted += 1
            found = read(Source(plant.text, sound.path))
            starts = [each.span.start for each in _told_by(rule, found, sound)]
            heard += any(plant.where.start <= start < max(plant.where.end, plant.where.start + 1) for start in starts)
            others = {each for each, _ in kinds(found, sound) - before(at)} - {rule} - _FIGURES - _ANYWHERE
            assert others <= FOLLOWS.get(rule, set()), sound.path
        if planted >= MOST:
            break
    assert planted >= 5 or not SHARED
    assert heard >= FLOORS.get(rule, 1) * planted


def _told_by(rule: str, found: Tracker, base: Tracker) -> tuple[Diagnostic, ...]:
    chosen = Selection(only=(rule, "glued-row"), now=datetime(2026, 11, 21, tzinfo=UTC))
    return tuple(each for each in run([Subject(found, base)], chosen).diagnostics if each.rule == rule)


@pytest.mark.parametrize("language", WORDS)
def test_what_a_merge_loses_is_told_where_it_was(language: str) -> None:
    words, base = WORDS[language], tracker(WORDS[language])
    ours, theirs = (reading(base.replace(words[key], words[key] + " 2")) for key in ("t8", "t7"))
    change = Change(theirs, (ours, theirs), lambda: Merge(theirs, (ours, theirs), (reading(base),)))
    found = judge_change(change, NOW).diagnostics
    assert [(each.rule, each.span.start) for each in found] == [
        ("lost-in-merge", theirs.source.text.index(words["t8"]))
    ]


def test_faults_of_every_rule_are_planted() -> None:
    apart = {"lost-in-merge", "mojibake", "conflict-markers", "row-loss"}  # the first has a test of its own
    planted = {fault.rule for fault in FAULTS}
    assert {rule for rule, listing in REGISTRY.items() if listing.on} == planted | apart
    assert apart - {"lost-in-merge"} <= set(PLANTS)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize(
    "rule",
    ["broken-table", "glued-row", "missing-id", "mixed-line-endings", "mojibake", "spelling-drift", "stale-rollup"],
)
def test_what_is_fixed_is_no_worse_than_the_sound_tracker_and_stays(rule: str, unsafe: bool) -> None:
    fixed = 0
    for sound in real():
        plant = next(PLANTS[rule][0](sound), None)
        if plant is None:
            continue
        subject = Subject(read(Source(plant.text, sound.path)))
        once = fix(subject, read, NOW, unsafe=unsafe)
        again = fix(Subject(once.tracker), read, NOW, unsafe=unsafe)
        assert again.tracker.source.text == once.tracker.source.text
        assert (once.unsettled, again.fixed) == ((), ())
        assert kinds(once.tracker, once.tracker) <= kinds(sound, sound) | kinds(subject.tracker, subject.tracker)
        assert once.fixed or once.tracker.source.text == plant.text
        fixed += 1
        if fixed == 6:
            break
    assert fixed >= 4 or not SHARED
