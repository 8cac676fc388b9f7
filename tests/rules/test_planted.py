"""A fault in a tracker as people write them is told where it is, and nothing else is: each rule, in many styles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forgemd.check import Selection, Subject, run
from forgemd.diagnostics import Diagnostic
from forgemd.tracker import Tracker
from tests.rules.pages import Told, reading
from tests.rules.planting.made import CONFIG, FAULTS, SCHEMA, WORDS, Fault, tracker

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
