"""Ids: what has the form of one, what a range stands for, and whom a reference means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.tracker.cells.ids import (
    IdIndex,
    Reference,
    expand,
    looks_like_id,
    mentioned_at,
    next_id,
    references,
    similar,
)
from forgemd.tracker.cells.markup import bare, named


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("**FIX-006**", "FIX-006"),
        ("`T-12`", "T-12"),
        ("[#359](https://example.org/359)", "#359"),
        ("[00](00_glossary.md)", "00"),
        ("[00][glossary]", "00"),
        ("~~P1.5~~", "P1.5"),
        ("[T001]", "T001"),
        ("**`A-1`**", "A-1"),
        ("***A-1***", "A-1"),
        ("__A-1__", "A-1"),
        ("[**A-1**](x.md)", "A-1"),
        ("A-1 ✅", "A-1"),
        ("✔️ A-1", "A-1"),
        ("\u00a0A-1\u00a0", "A-1"),
        ("**A** and **B**", "**A** and **B**"),
        ("a*b*c", "a*b*c"),
        ("**", "**"),
        ("", ""),
        ("✅", ""),
    ],
)
def test_bare_takes_off_what_wraps_all(written: str, name: str) -> None:
    assert bare(written) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Keel <!-- of oak --> and ribs", "Keel and ribs"),
        ("**Keel** <!-- of oak --> and ribs <!-- soon -->", "**Keel** and ribs"),
        ("<!-- 1 --> Keel <!-- 2 --> laid<!-- 3 -->", "Keel laid"),
        ("**Keel <!-- of oak --> laid**", "Keel laid"),
        ("Write `<!-- x -->` into it", "Write `<!-- x -->` into it"),
        ("Keel <!-- of oak", "Keel <!-- of oak"),
        ("Keel", "Keel"),
        ("", ""),
    ],
)
def test_a_name_has_no_comment_in_it(written: str, name: str) -> None:
    assert named(written) == name


@given(st.text(max_size=30))
def test_bare_is_idempotent(text: str) -> None:
    assert bare(bare(text)) == bare(text)


IDS = [
    "P1-001",
    "T007-1",
    "BUG-042",
    "FIX-6",
    "1.2",
    "1.2.1",
    "1.4a",
    "US-M-01",
    "REQ-FUNC-001",
    "T001",
    "F1",
    "P1.2",
    "S-D1",
    "WP-A3",
    "A.1",
    "be-7daa14",
    "tbd-1847",
    "task-01",
    "1-9",
    "10-12",
    "#359",
    "R9b",
    "21c",
    "3",
    "042",
    "T12a",
    "WS_01",
]


@pytest.mark.parametrize("name", IDS)
def test_every_family_looks_like_an_id(name: str) -> None:
    assert looks_like_id(name)


@pytest.mark.parametrize(
    "text", ["", "-", "Draw the plan", "2026-01-05 10:00", "a", "T-", "ALL", "x" * 41 + "-1", "12345"]
)
def test_other_texts_do_not_look_like_ids(text: str) -> None:
    assert not looks_like_id(text)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("BATCH-001 to BATCH-004", "BATCH-001 BATCH-002 BATCH-003 BATCH-004"),
        ("WS-01 through WS-03", "WS-01 WS-02 WS-03"),
        ("P1-1~P1-3", "P1-1 P1-2 P1-3"),
        ("P1-1〜P1-3", "P1-1 P1-2 P1-3"),
        ("P1-1至P1-3", "P1-1 P1-2 P1-3"),
        ("P1-1..P1-3", "P1-1 P1-2 P1-3"),
        ("#240-242", "#240 #241 #242"),
        ("#240-#242", "#240 #241 #242"),
        ("1–3", "1 2 3"),
        ("8 - 11", "8 9 10 11"),
        ("T9-T11", "T9 T10 T11"),
        ("T1-T3, A1-A2", "T1 T2 T3 A1 A2"),
        ("T-115-T-118", "T-115 T-116 T-117 T-118"),
        ("P1-001-P1-003", "P1-001 P1-002 P1-003"),
        ("**A-1** to **A-2**", "A-1 A-2"),
        ("A-1, A-2", "A-1 A-2"),
        ("A-1、A-2", "A-1 A-2"),
        ("A-1 and A-2", "A-1 A-2"),
        ("1/2", "1 2"),
        # No ranges: one id, prose, other prefixes, backwards, or more than anybody means.
        ("10-12", ""),
        ("A-1", ""),
        ("7a9", ""),
        ("1to3", ""),
        ("P1-1 to P2-3", ""),
        ("A-5 to A-2", ""),
        ("A-1 to A-99999", ""),
        ("A-1, later", ""),
        ("", ""),
    ],
)
def test_expand(text: str, ids: str) -> None:
    assert expand(text) == tuple(ids.split())


@given(
    st.sampled_from(["A-", "P1-", "#", "WS-", "T"]),
    st.integers(1, 500),
    st.integers(1, 60),
    st.sampled_from([" to ", "~", "–", " - "]),
)
def test_a_range_has_all_between_its_ends(prefix: str, first: int, more: int, sign: str) -> None:
    found = expand(f"{prefix}{first:03d}{sign}{prefix}{first + more:03d}")
    assert found == tuple(f"{prefix}{number:03d}" for number in range(first, first + more + 1))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("003", "003"),
        ("001, 002", "001 002"),
        ("[00](00_x.md), [01](01_y.md)", "00 01"),
        ("`IP-18`, `IP-19`", "IP-18 IP-19"),
        ("BR-002 ✅", "BR-002"),
        ("WI-001, LG-003 ✅", "WI-001 LG-003"),
        ("P1-1~P1-3", "P1-1 P1-2 P1-3"),
        ("T-115-T-117", "T-115 T-116 T-117"),
        ("A-1<br>A-2", "A-1 A-2"),
        ("A-1; A-2 + A-3 & A-4", "A-1 A-2 A-3 A-4"),
        ("A-1, A-1", "A-1"),
        ("CON-1427 (#488)", "CON-1427 #488"),
        ("None", ""),
        ("—", ""),
        ("Hardware purchase", ""),
    ],
)
def test_references(cell: str, names: str) -> None:
    assert [found.text for found in references(cell)] == names.split()


def test_a_soft_reference_is_no_must() -> None:
    found = {reference.text: reference for reference in references("007, 009 (010 soft)")}
    assert [(name, reference.soft) for name, reference in found.items()] == [
        ("007", False),
        ("009", False),
        ("010", True),
    ]
    assert found["007"].certain


def test_an_id_in_prose_is_not_certain() -> None:
    (found,) = references("Phase 4.1 parent")
    assert (found.text, found.certain) == ("4.1", False)


@pytest.mark.parametrize(
    ("ids", "reference", "found"),
    [
        ("P1-001 P1-002", "P1-001", "P1-001"),
        ("P1-001 P1-002", "p1-1", "P1-001"),
        ("01 02", "WS-01", "01"),
        ("WS-01 WS-02", "1", "WS-01"),
        ("WS-01 WS-02", "#2", None),
        ("#2", "2", "#2"),
        ("A-1 B-1", "1", None),
        ("A-1", "B-1", None),
        ("1 01", "01", "01"),
        ("1 01", "001", None),
        ("A-1", "A-2", None),
        ("T-10", "T-1", None),
        ("WS-01 9", "WS-09", "9"),
        ("WS-01 #9", "9", "#9"),
        ("", "1", None),
    ],
)
def test_whom_a_reference_means(ids: str, reference: str, found: str | None) -> None:
    index = IdIndex(ids.split())
    assert index.find(reference) == found
    assert (reference in index) is (found is not None)


@pytest.mark.parametrize(
    ("ids", "reference", "found"),
    [
        ("9", "WS-09", None),
        ("WS-09", "9", None),
        ("09", "9", "09"),
        ("WS-09", "ws-9", "WS-09"),
        ("WS-9 WS-09", "ws-9", None),
    ],
)
def test_a_whole_reference_lacks_no_prefix(ids: str, reference: str, found: str | None) -> None:
    assert IdIndex(ids.split()).find(reference, whole=True) == found


@given(st.lists(st.from_regex(r"[A-Z]{1,3}-[0-9]{1,3}", fullmatch=True), unique=True, max_size=8))
def test_an_id_as_written_means_itself(ids: list[str]) -> None:
    index = IdIndex(ids)
    assert list(index) == ids
    assert [index.find(name) for name in ids] == ids


@pytest.mark.parametrize(
    ("ids", "following"),
    [
        ("P1-001 P1-095", "P1-096"),
        ("T-9", "T-10"),
        ("99", "100"),
        ("T-099", "T-100"),
        ("1.1 1.2", "1.3"),
        ("", None),
    ],
)
def test_next_id(ids: str, following: str | None) -> None:
    assert next_id(ids.split()) == following


def test_the_id_behind_a_range_is_no_range() -> None:
    assert next_id(["BATCH-001 to BATCH-004", "Batch of all"]) == "BATCH-005"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("A-1", "A-1", "A-1"),
        ("A-2", "A-1, A-2", "A-2"),
        ("A-1", "A-11, A-1", "A-1"),
        ("A-1", "**A-1**", "A-1"),
        ("A-1", "[A-1](tasks.md)", "A-1"),
        ("A-2", "B-7, A-1 to A-3, B-9", "A-1 to A-3"),
        ("A-3", "B-7, A-1 to A-3", "A-3"),
        ("2", "1–3", "1–3"),
        ("A-1", "see XA-1 and A-12", None),
        ("A-1", "a-01", None),
        ("A-1", "", None),
    ],
)
def test_where_a_cell_mentions_a_task(name: str, text: str, found: str | None) -> None:
    at = mentioned_at(name, text)
    assert (None if at is None else text[slice(*at)].strip()) == found


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("P1-OO3", ["P1-003", "P1-004"], ["P1-003"]),
        ("P1003", ["P1-003", "P1-004"], ["P1-003"]),
        ("p1_003", ["P1-003"], ["P1-003"]),
        ("P1-030", ["P1-003", "P1-031"], ["P1-003"]),
        ("1P-003", ["P1-003"], ["P1-003"]),
        ("P1-0033", ["P1-003", "P1-004"], ["P1-003"]),
        ("P1-13", ["P1-113", "P1-012"], ["P1-113"]),
        ("BTACH-7", ["BATCH-7", "BATCH-8"], ["BATCH-7"]),
        ("TAKS-7", ["TASK-7", "TASK-77"], ["TASK-7"]),
        ("Wave 2 rolout", ["Wave 2 rollout", "Wave 3 rollout"], ["Wave 2 rollout"]),
        ("REDAY", ["READY", "DONE"], ["READY"]),
        ("ragged-rows", ["ragged-row", "glued-row"], ["ragged-row"]),
        ("redy", ["READY", "REDO"], ["READY", "REDO"]),
        ("P1-004", ["P1-003", "P1-005", "P2-004"], []),
        ("A-1", ["B-1", "A-2"], []),
        ("T12", ["T13", "T2", "U12"], []),
        ("7", ["8", "6"], []),
    ],
)
def test_a_similar_id_is_one_that_a_slip_of_the_hand_explains(name: str, known: list[str], meant: list[str]) -> None:
    assert similar(name, known) == meant


def test_similar_words_come_in_their_own_case() -> None:
    assert similar("p1-010", ["P1-001", "Q9"])[0] == "P1-001"
    assert similar("zzz", ["P1-001"]) == []


@given(st.from_regex(r"[A-Z][A-Za-z]{0,7}([0-9]{0,3}-)?[0-9]{1,6}\Z", fullmatch=True).filter(str.isascii))
def test_a_plain_id_is_one_and_no_range(name: str) -> None:
    assert looks_like_id(name)
    assert expand(name) == ()
    assert references(name) == [Reference(name)]
    assert references(f"{name}, Y-7 and ET-1") == list(dict.fromkeys(map(Reference, (name, "Y-7", "ET-1"))))
