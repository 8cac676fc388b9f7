"""Laws of the merge, held to trackers that agents worked on side by side. `test_policies` has them in a table."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forgemd.merge import Merged
from forgemd.text import Source
from forgemd.tracker import Tracker, read
from tests.merge.merging import merged
from tests.merge.model import GLYPHS, KINDS, SAFE, Model, Op, change, start
from tests.merge.oracle import Expected, expected

STRUCTURAL = {"heading", "section", "text"}


@st.composite
def scenes(draw: Any, kinds: tuple[str, ...], hot: int) -> tuple[Model, Model, Model, list[Op]]:
    """A tracker, what two sides made of it, and what a third will do; `hot` keeps them to so many rows."""
    steps = st.lists(st.tuples(st.sampled_from(kinds), st.integers(0, 99), st.integers(0, 9)), min_size=1, max_size=6)
    base = start(warm=draw(st.sampled_from((0, 12, 60))), newest_first=draw(st.booleans()))
    ours, theirs = change(base, draw(steps), "a", 9000, hot), change(base, draw(steps), "b", 9001, hot)
    return base, ours, theirs, draw(steps)


def rows_of(text: str) -> dict[str, dict[str, str]]:
    """Each task of a file by its id: its cells by header, and its home by its number."""
    found = {}
    for task in read(Source(text)).tasks:
        cells = dict(zip((column.header for column in task.layout.columns), task.values, strict=True))
        cells["Status"] = cells["Status"].split()[-1]
        name = cells.pop("ID")
        kept = {header: value for header, value in cells.items() if value != "-"}
        found[name] = {**kept, "home": task.section.title.split()[0]}
    return found


def log_of(tracker: Tracker) -> Counter[tuple[str, ...]]:
    return Counter(entry.text for entry in tracker.log.entries) if tracker.log else Counter()


def wrong_figures(tracker: Tracker) -> list[str]:
    return [
        f"{figure.row.label} {figure.column.header}: {figure.stated}"
        for rollup in tracker.rollups
        for row in rollup.rows
        for figure in rollup.figures(row)
        if not figure.holds
    ]


def hold(scene: tuple[Model, Model, Model, list[Op]]) -> None:
    base, ours, theirs, third = scene
    texts = base.text(), ours.text(), theirs.text()
    wanted = expected(base, ours, theirs)
    result = merged(*texts)
    assert not result.fell_back, result.notes
    holds_identity(texts[0], texts[1])
    holds_symmetry(texts, result)
    holds_conflicts(wanted, result)
    if result.conflicts:
        holds_both_sides(wanted, ours, theirs, result)
    else:
        holds_values(wanted, result)
        holds_again(texts, result)
        holds_associativity(base, texts, result, third)


def holds_identity(base: str, side: str) -> None:
    """P1: who changed nothing takes nothing away and adds nothing."""
    assert merged(base, side, base).source.text == side
    assert merged(base, base, side).source.text == side
    assert merged(base, side, side).source.text == side
    ending = ("The end.", "The very end.")
    other = merged(base, side, base.replace(*ending))
    assert not other.conflicts
    assert other.source.text == side.replace(*ending)


def holds_symmetry(texts: tuple[str, str, str], result: Merged) -> None:
    """P2: the sides may be swapped."""
    other = merged(texts[0], texts[2], texts[1])
    assert sorted(other.conflicts) == sorted(result.conflicts)
    if not result.conflicts:
        assert other.source.text == result.source.text


def holds_conflicts(wanted: Expected, result: Merged) -> None:
    """P9 and P12: the conflicts that there have to be, and no others."""
    named = {conflict.name for conflict in result.conflicts if conflict.kind not in STRUCTURAL}
    if not wanted.structural:
        assert wanted.must <= named
        assert all(conflict.kind not in STRUCTURAL for conflict in result.conflicts), result.conflicts
    if "section" not in {conflict.kind for conflict in result.conflicts}:
        assert named <= wanted.must | wanted.may, (named, wanted.must)
    assert result.conflicts or not wanted.must


def holds_both_sides(wanted: Expected, ours: Model, theirs: Model, result: Merged) -> None:
    """P4 in conflict: what each side wrote about a row in dispute can be read in the file."""
    for side in (ours, theirs):
        for name, (_, task) in side.rows().items():
            if name in wanted.must:
                assert task.cells["Task"] in result.source.text
                assert f"{GLYPHS[task.cells['Status']]} {task.cells['Status']}" in result.source.text
    for side in (ours, theirs):
        for entry in side.log:
            assert f"| {' | '.join(entry)} |" in result.source.text


def holds_values(wanted: Expected, result: Merged) -> None:
    """P3 cells, P4 rows, P5 log, P6 figures, P10 no markers."""
    tracker = read(result.source)
    assert rows_of(result.source.text) == {
        name: {column: text for column, text in row.items() if text != "-"} for name, row in wanted.rows.items()
    }
    assert log_of(tracker) == wanted.log
    assert wrong_figures(tracker) == []
    assert "<<<<<<<" not in result.source.text
    assert tracker.updated is not None
    times = [entry.when.key() for entry in tracker.log.entries if entry.when] if tracker.log else []
    assert times in (sorted(times), sorted(times, reverse=True))


def holds_again(texts: tuple[str, str, str], result: Merged) -> None:
    """P7: to merge a branch that is merged changes nothing."""
    for side in texts[1:]:
        again = merged(texts[0], result.source.text, side)
        assert not again.conflicts
        assert again.source.text == result.source.text


def holds_associativity(base: Model, texts: tuple[str, str, str], result: Merged, third: list[Op]) -> None:
    """P8: the order in which three sides come together does not matter, where none conflicts."""
    other = change(base, third, "c", 9002).text()
    right = merged(texts[0], texts[2], other)
    if right.conflicts:
        return
    first, second = merged(texts[0], result.source.text, other), merged(texts[0], texts[1], right.source.text)
    if not first.conflicts and not second.conflicts:
        assert rows_of(first.source.text) == rows_of(second.source.text)
        assert log_of(read(first.source)) == log_of(read(second.source))


LAWS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


QUARTERS = pytest.mark.parametrize(("kinds", "hot"), [(KINDS, 0), (SAFE, 0), (KINDS, 4), (SAFE, 4)])
"""All that agents do and what they do every day; on all rows, and all on four of them."""


@QUARTERS
@settings(LAWS, max_examples=125)
@given(drawn=st.data())
def test_laws(drawn: st.DataObject, kinds: tuple[str, ...], hot: int) -> None:
    hold(drawn.draw(scenes(kinds, hot)))


@pytest.mark.long
@QUARTERS
@settings(LAWS, max_examples=2500)
@given(drawn=st.data())
def test_laws_at_length(drawn: st.DataObject, kinds: tuple[str, ...], hot: int) -> None:
    hold(drawn.draw(scenes(kinds, hot)))


@settings(LAWS, max_examples=60)
@given(scenes(SAFE, 0))
def test_ordinary_work_on_different_rows_never_conflicts(scene: tuple[Model, Model, Model, list[Op]]) -> None:
    base, ours, theirs, _ = scene
    wanted = expected(base, ours, theirs)
    if not wanted.must and not wanted.may:
        result = merged(base.text(), ours.text(), theirs.text())
        assert result.conflicts == ()
        assert not result.fell_back
