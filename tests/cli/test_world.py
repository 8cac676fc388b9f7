"""The clock and the actor, from the environment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from forgemd.cli.world import World, agent, now
from forgemd.errors import UsageError


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"FORGEMD_NOW": "2025-02-05T14:30:00Z"}, datetime(2025, 2, 5, 14, 30, tzinfo=UTC)),
        ({"FORGEMD_NOW": "2025-02-05T14:30:00"}, datetime(2025, 2, 5, 14, 30, tzinfo=UTC)),
        ({"FORGEMD_NOW": "2025-02-05"}, datetime(2025, 2, 5, tzinfo=UTC)),
        (
            {"FORGEMD_NOW": "2025-02-05T14:30:00+02:00", "SOURCE_DATE_EPOCH": "0"},
            datetime(2025, 2, 5, 14, 30, tzinfo=timezone(timedelta(hours=2))),
        ),
        ({"SOURCE_DATE_EPOCH": "1738765800"}, datetime(2025, 2, 5, 14, 30, tzinfo=UTC)),
        ({"FORGEMD_NOW": "", "SOURCE_DATE_EPOCH": "0"}, datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_time_that_is_stated(environ: dict[str, str], expected: datetime) -> None:
    assert now(environ) == expected
    assert now(environ).utcoffset() == expected.utcoffset()


def test_the_clock_knows_its_zone() -> None:
    assert now({}).tzinfo is not None
    assert abs(now({}) - datetime.now(UTC)) < timedelta(seconds=10)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FORGEMD_NOW", "yesterday"),
        ("FORGEMD_NOW", "2025-13-01"),
        ("FORGEMD_NOW", "2025-02-30T00:00:00Z"),
        ("SOURCE_DATE_EPOCH", "now"),
        ("SOURCE_DATE_EPOCH", "9" * 30),
    ],
)
def test_a_malformed_time_shows_the_form(name: str, value: str) -> None:
    with pytest.raises(UsageError) as caught:
        now({name: value})
    assert caught.value.where == name
    assert caught.value.hint is not None
    assert f"{name}=" in caught.value.hint


@pytest.mark.parametrize(
    ("environ", "given", "expected"),
    [
        ({}, None, None),
        ({"FORGEMD_AGENT": ""}, None, None),
        ({"FORGEMD_AGENT": "ci"}, None, "ci"),
        ({"FORGEMD_AGENT": "ci"}, " backend-dev ", "backend-dev"),
    ],
)
def test_the_agent(environ: dict[str, str], given: str | None, expected: str | None) -> None:
    assert agent(environ, given) == expected


@pytest.mark.parametrize("name", ["", "  ", "x\nSigned-off-by: ceo", "a\x1b[2J", "a\u202eb"])
def test_an_agent_has_one_visible_line(name: str) -> None:
    with pytest.raises(UsageError):
        agent({}, name)


@pytest.mark.parametrize(
    ("environ", "color", "expected"),
    [
        ({}, "auto", False),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "0"}, "auto", False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, "auto", True),
        ({"NO_COLOR": "1"}, "always", True),
        ({"FORCE_COLOR": "1"}, "never", False),
    ],
)
def test_who_decides_about_colours(environ: dict[str, str], color: str, expected: bool) -> None:
    assert World(environ, "/", color=color).colored is expected  # type: ignore[arg-type]
