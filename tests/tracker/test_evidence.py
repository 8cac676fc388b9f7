"""What recognition asks of many cells at once, against the same asked of each."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.tracker.cells.roles import is_placeholder
from forgemd.tracker.cells.values import is_figure, is_number
from forgemd.tracker.tables.evidence import Evidence, Field, dated
from tests.tracker.build import table, tracker

_CELL = st.sampled_from(
    [
        *("-", "", "2026-01-05", "2026-", "2027-12-31T08:00Z", "2026", "7", "12", "**7**", "٣", "²", "5 tasks"),
        *("TBD", "<!-- x -->", "\ufe0f", "✅", "✅ 3", "1.1 Hull", "Keel"),
    ]
)
_ROWS = st.lists(st.tuples(_CELL, _CELL), max_size=14)


def _evidence(rows: list[tuple[str, str]]) -> Evidence:
    document = tracker(table("Part | Done | By", *(" | ".join((*row, "Ada")) for row in rows), heading="Hull")).document
    return Evidence(document.tables[0], document)


@given(_ROWS, st.sampled_from([0.1, 0.5, 0.6, 0.8]))
def test_digits_are_figures_without_a_closer_look(rows: list[tuple[str, str]], share: float) -> None:
    field = Field(_evidence(rows), 1, "Done")
    closely = field.mostly(is_figure, share)
    assert field.mostly(is_figure, share, digits=True) == closely
    assert Field(_evidence(rows), 1, "Done").mostly(is_figure, share, digits=True) == closely


@given(_ROWS, st.integers(0, 3))
def test_there_are_as_many_values_as_counting_all_of_them_says(rows: list[tuple[str, str]], count: int) -> None:
    asked, counted = _evidence(rows), _evidence(rows)
    values = counted.values(0)
    assert asked.at_least(count, 0) == counted.at_least(count, 0) == (len(values) >= count)
    assert len(values) == sum(1 for text in counted.column(0) if not is_placeholder(text))


@given(st.lists(_ROWS, min_size=1, max_size=3))
def test_columns_of_dates_are_told_for_many_tables_as_for_each_cell(bodies: list[list[tuple[str, str]]]) -> None:
    tables = [_evidence(rows).table for rows in bodies]
    for columns in ((), (0,), (0, 1)):
        cells = [row[at] for one in tables for row in one.values[:12] for at in columns]
        assert dated(tables, columns) == all(text in ("", "-") or re.match("[0-9]{4}-", text) for text in cells)


def test_a_row_that_is_too_short_tells_nothing_of_dates() -> None:
    assert not dated(tracker(table("Part | Done", "Keel", heading="Hull")).document.tables, [1])


@pytest.mark.parametrize("figure", ["7", "1,024", "12%", "3/5 (60%)", "~700+", "3 (a)"])
@given(letter=st.characters(categories=["L"]))
def test_what_ends_in_a_letter_is_no_number(figure: str, letter: str) -> None:
    assert is_number(figure)
    assert not is_number(figure + letter)
