"""Dates are read only when certain, and written the way the sample is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.tracker import parse_moment, write_like
from forgemd.tracker.words import months

NOW = datetime(2026, 6, 1, 4, 34, 56, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day", "clock", "zone"),
    [
        ("2026-05-10", (2026, 5, 10), None, ""),
        ("2026/5/1", (2026, 5, 1), None, ""),
        ("2026.05.10", (2026, 5, 10), None, ""),
        ("**2026-05-10**", (2026, 5, 10), None, ""),
        ("2024-10-15 14:00", (2024, 10, 15), (14, 0, 0), ""),
        ("2026-06-29 22:39 -06:00", (2026, 6, 29), (22, 39, 0), "-06:00"),
        ("2026-06-29T22:39:01Z", (2026, 6, 29), (22, 39, 1), "Z"),
        ("2026-06-29T22:39:01.25+0530", (2026, 6, 29), (22, 39, 1), "+0530"),
        ("2026-06-29 22:39 UTC", (2026, 6, 29), (22, 39, 0), "UTC"),
        ("Oct 22, 2025", (2025, 10, 22), None, ""),
        ("August 29, 2025", (2025, 8, 29), None, ""),
        ("Sept 2, 2025", (2025, 9, 2), None, ""),
        ("10 Feb 2026", (2026, 2, 10), None, ""),
        ("3rd March 2026", (2026, 3, 3), None, ""),
        ("2025年12月17日", (2025, 12, 17), None, ""),
        ("2024-02-29", (2024, 2, 29), None, ""),
        ("31.12.2025", (2025, 12, 31), None, ""),
        ("31.12.2025 09:15:42", (2025, 12, 31), (9, 15, 42), ""),
        ("2.5.2026, 9:30", (2026, 5, 2), (9, 30, 0), ""),
        ("2 mai 2026", (2026, 5, 2), None, ""),
        ("1er juillet 2026", (2026, 7, 1), None, ""),
        ("12. März 2026", (2026, 3, 12), None, ""),
        ("2 de mayo del 2026", (2026, 5, 2), None, ""),
        ("1 июня 2026 г.", (2026, 6, 1), None, ""),
        ("2 Mayıs 2026", (2026, 5, 2), None, ""),
        ("2026년 3월 2일", (2026, 3, 2), None, ""),
    ],
)
def test_certain_dates(text: str, day: tuple[int, int, int], clock: tuple[int, int, int] | None, zone: str) -> None:
    assert parse_moment(text) == (date(*day), clock, zone)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "-",
            "TBD",
            "Week 3",
            "Sprint 2",
            "Q3 2026",
            "D83",
            "2 weeks",
            "Feb 2026",
            "12/22",
            "3/4/2025",
            "15/01/2025",
        ),
        *(
            "Dec 4",
            "10-12",
            "2026-13-01",
            "2026-02-30",
            "2026-01-05 24:00",
            "2026-01-05 10:60",
            "预计2025-12-17",
            "Dec 13-20",
        ),
        *(
            "Market 5, 2025",
            "Decision 3 2024",
            "2026-1/5",
            "2026-01-05 and later",
            "2026-01-05 10:00 +99:99",
            "20260105",
            "30.02.2026",
            "31.12.25",
            "1.2.2026 24:00",
            "2 mais 2026",
            "2026년 3月 2일",
        ),
    ],
)
def test_uncertain_dates(text: str) -> None:
    assert parse_moment(text) is None


@pytest.mark.parametrize(
    ("sample", "written"),
    [
        ("2025-01-05", "2026-06-01"),
        ("2025/1/5", "2026/6/1"),
        ("2025.01.05", "2026.06.01"),
        ("2025-01-05 9:05", "2026-06-01 4:34"),
        ("2025-01-05 14:00", "2026-06-01 04:34"),
        ("2025-01-05T14:00:00Z", "2026-06-01T04:34:56Z"),
        ("2025-01-05T14:00:00.000Z", "2026-06-01T04:34:56.000Z"),
        ("2025-01-05T14:00:00+02:00", "2026-06-01T06:34:56+02:00"),
        ("2025-01-05T14:00:00+0530", "2026-06-01T10:04:56+0530"),
        ("2026-06-29 22:39 -06:00", "2026-05-31 22:34 -06:00"),
        ("2026-06-29 22:39 UTC", "2026-06-01 04:34 UTC"),
        ("Jan 5, 2025", "Jun 1, 2026"),
        ("Jan. 5, 2025", "Jun. 1, 2026"),
        ("January 5, 2025", "June 1, 2026"),
        ("Sept 5 2025", "Jun 1 2026"),
        ("5 Jan 2025", "1 Jun 2026"),
        ("5 January 2025", "1 June 2026"),
        ("2025年1月5日", "2026年6月1日"),
        ("2025年01月05日", "2026年06月01日"),
        ("`2025-01-05`", "2026-06-01"),
        ("31.12.2025", "01.06.2026"),
        ("5.1.2025, 9:30", "1.6.2026, 4:34"),
        ("2 mai 2025", "1 juin 2026"),
        ("1er mai 2025", "1 juin 2026"),
        ("2. Mai 2025", "1. Juni 2026"),
        ("12. Dez. 2025", "1. Jun. 2026"),
        ("2. mai 2025", "1. juni 2026"),
        ("2 de mayo de 2025", "1 de junio de 2026"),
        ("02 de maio de 2025", "01 de junho de 2026"),
        ("2 мая 2025 г.", "1 июня 2026 г."),
        ("2 Mayıs 2025", "1 Haziran 2026"),
        ("2025년 10월 5일", "2026년 6월 1일"),
        # Spanish and Portuguese, French and Swedish: the sample does not tell which.
        ("5 de agosto de 2025", "2026-06-01"),
        ("3 mars 2025", "2026-06-01"),
        ("", "2026-06-01T04:34:56Z"),
        ("TBD", "2026-06-01T04:34:56Z"),
        ("2026-02-30", "2026-06-01T04:34:56Z"),
        ("2026-01-05 10:00 +99:99", "2026-06-01T04:34:56Z"),
        ("Market 5, 2025", "2026-06-01T04:34:56Z"),
    ],
)
def test_written_in_the_form_and_zone_of_the_sample(sample: str, written: str) -> None:
    assert write_like(sample, NOW) == written


FORMS = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S+02:00",
    "%b %d, %Y",
    "%d %B %Y",
    "%Y年%m月%d日",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M",
]


@given(
    st.sampled_from(FORMS),
    st.datetimes(datetime(1000, 1, 1), datetime(9998, 1, 1)),
    st.datetimes(datetime(1000, 1, 2), datetime(9998, 1, 1)),
)
def test_what_is_written_reads_back_as_the_moment(form: str, sample: datetime, now: datetime) -> None:
    aware = now.replace(tzinfo=UTC)
    found = parse_moment(write_like(sample.strftime(form), aware))
    assert found is not None
    if found.clock is not None and "%S" in form:
        wanted = aware.replace(microsecond=0)
        assert found.key() == (wanted.date().toordinal(), wanted.hour * 3600 + wanted.minute * 60 + wanted.second)
    elif found.clock is None:
        assert found.day == aware.date()


def test_every_month_has_one_number() -> None:
    lists = [names.split() for language in months.LANGUAGES for names in (language.names, language.short) if names]
    assert {len(names) for names in lists} == {12}
    for names in lists:
        assert [months.month_named(name.capitalize()) for name in names] == list(range(1, 13))


def test_moments_order_across_zones() -> None:
    texts = ["2026-01-01T00:30:00+02:00", "2025-12-31T23:00:00Z", "2026-01-01", "2026-01-01 00:00 -01:00"]
    keys = [moment.key() for text in texts if (moment := parse_moment(text)) is not None]
    assert keys == sorted(keys)
    assert len(set(keys)) == 4


@given(st.text(max_size=40))
def test_no_text_makes_reading_or_writing_fail(text: str) -> None:
    parse_moment(text)
    assert write_like(text, NOW)


@pytest.mark.parametrize("sample", ["2025-03-01T08:21:00Z", "2025-12-31T23:59:60Z", "0001-01-01T00:00:00Z"])
@pytest.mark.parametrize("at", range(20))
def test_the_usual_form_is_read_as_any_other(sample: str, at: int) -> None:
    for char in "0123456789-:TZ. /W":
        text = sample[:at] + char + sample[at + 1 :]
        # With a blank for the `T` or without it, it is read the long way.
        slow = parse_moment(f"{text[:10]}  {text[11:]}") if text[10] == "T" else None
        assert parse_moment(text) == (slow if text[10] == "T" else parse_moment(f" {text}")), text
