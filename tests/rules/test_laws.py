"""What holds of all rules on any text: lines of the pages' examples, put together anew."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from forgemd.check import Selection, Subject, fix, run
from forgemd.rules import ALL, load
from forgemd.tracker import read
from tests.rules.pages import examples, reading

EXAMPLES = [example for rule in ALL for example in examples(rule)]
LINES = sorted({line for example in EXAMPLES for line in example.after.splitlines(keepends=True)})
EVERYTHING = Selection({name: load(name).severity for name in ALL}, now=datetime(2026, 5, 30, tzinfo=UTC))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """An example in which some lines are gone, moved, or another's."""
    lines = draw(st.sampled_from(EXAMPLES)).after.splitlines(keepends=True)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(lines)))
        taken = draw(st.integers(0, 2))
        lines[at : at + taken] = draw(st.lists(st.sampled_from(LINES), max_size=2))
    return "".join(lines)


@given(texts(), texts())
def test_no_rule_fails_and_each_finding_lies_in_its_text(before: str, after: str) -> None:
    tracker = reading(after)
    for base in (reading(before), None):
        for found in run([Subject(tracker, base, "", base is None)], EVERYTHING).diagnostics:
            assert 0 <= found.span.start <= found.span.end <= len(after)
            for edit in found.fix.edits if found.fix is not None else ():
                assert after[edit.span.start : edit.span.end] == edit.old


@given(texts(), st.booleans())
def test_fixes_find_an_end(text: str, unsafe: bool) -> None:
    done = fix(Subject(reading(text)), read, EVERYTHING, unsafe=unsafe)
    assert done.unsettled == ()
