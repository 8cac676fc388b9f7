"""The specifications' examples, hand-written edge cases and real trackers: read as cmark-gfm reads them."""

from __future__ import annotations

import pytest

from forgemd.markdown import Document
from forgemd.text import Source
from tests.markdown.laws import check_tiling, readers_agree
from tests.markdown.material import VARIANTS, Case, cases, trackers
from tests.markdown.referee import differences

pytestmark = pytest.mark.usefixtures("shared")

OTHER_CELLS = {"edge: FF line ends table?", "edge: NUL in cell"}
"""cmark-gfm keeps a form feed at a cell's end, and makes U+FFFD of a NUL, which is refused before it is read."""


def in_variant(name: str) -> list[tuple[Case, Source]]:
    return [(case, Source(VARIANTS[name](case.text), case.name)) for case in cases()]


@pytest.mark.parametrize("variant", VARIANTS)
def test_examples_tile_and_come_back(variant: str) -> None:
    for _, source in in_variant(variant):
        check_tiling(source)
        if "\0" not in source.text:
            assert Source.decode(source.encode()).text == source.text


@pytest.mark.parametrize("variant", VARIANTS)
def test_examples_have_the_tables_that_are_expected(variant: str) -> None:
    """As columns and body rows. What is expected where the input has a raw HTML `<table` is not a GFM table."""
    found = {
        source.path: [[table.width, len(table.rows)] for table in Document(source).tables]
        for case, source in in_variant(variant)
        if "<table" not in case.text
    }
    assert len(found) == len(cases()) - 10
    assert {case.name: case.tables for case in cases() if case.name in found} == found


@pytest.mark.parametrize("variant", VARIANTS)
def test_examples_beside_cmark(variant: str) -> None:
    """Every block but paragraphs and HTML, every cell, inputs with raw HTML tables too."""
    found = {source.path: differences(source) for _, source in in_variant(variant) if source.path not in OTHER_CELLS}
    assert {name: sentences for name, sentences in found.items() if sentences} == {}


@pytest.mark.parametrize("variant", VARIANTS)
def test_two_readers_agree_on_examples(variant: str) -> None:
    sources = [source for _, source in in_variant(variant) if "\0" not in source.text]
    assert [source.path for source in sources if not readers_agree(source)] == []


def test_trackers_tile() -> None:
    assert len(trackers()) > 100
    for source in trackers():
        check_tiling(source)


def test_trackers_beside_cmark() -> None:
    found = {source.path: differences(source) for source in trackers()}
    assert {name: sentences for name, sentences in found.items() if sentences} == {}


def test_two_readers_agree_on_trackers() -> None:
    assert [source.path for source in trackers() if not readers_agree(source)] == []
