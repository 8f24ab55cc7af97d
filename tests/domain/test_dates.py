"""Dates as callers write them: whole periods have both ends, and the ends of time are refused."""

from contextlib import suppress
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from mcp_mem0.domain.dates import (
    EARLIEST,
    LATEST,
    Edge,
    format_moment,
    format_stated,
    has_offset,
    parse_instant,
    parse_moment,
    spell_stated,
)
from mcp_mem0.domain.errors import RequestError

EDGES: tuple[Edge, ...] = ("start", "end")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2023-06", "2023-06-01", "2023-06-30"),
        ("9999-12-30", "9999-12-30", "9999-12-30"),
    ],
)
def test_a_bare_year_month_or_day_means_its_first_or_its_last_moment(
    text: str, start: str, end: str
) -> None:
    assert format_moment(parse_moment(text, name="since").at) == start
    until = parse_moment(text, name="until", edge="end").at
    assert format_moment(until) == f"{end}T23:59:59.999999Z"


@pytest.mark.parametrize(
    "text", ["9999", "9999-12", "9999-12-31", "9999-12-31T23:59:59Z", "0001-01-01"]
)
def test_an_extreme_date_is_refused_with_advice_to_leave_it_out(text: str) -> None:
    with pytest.raises(RequestError, match="after 9999-12-30 cannot be stored; leave it out"):
        parse_moment(text, name="valid_to", edge="end")


@pytest.mark.parametrize(
    ("text", "precision", "iso", "spelled"),
    [
        ("2023", "year", "2023", "2023"),
        ("2023-10", "month", "2023-10", "October 2023"),
        ("2023-10-17", "day", "2023-10-17", "2023-10-17"),
        ("2023-10-17T09:30:00+02:00", "time", "2023-10-17", "2023-10-17"),
    ],
)
def test_a_date_is_formatted_as_exactly_as_it_was_written(
    text: str, precision: str, iso: str, spelled: str
) -> None:
    for edge in EDGES:
        stated = parse_moment(text, name="since", edge=edge)
        assert stated.precision == precision
        assert (format_stated(stated), spell_stated(stated)) == (iso, spelled)
    assert format_stated(parse_moment(text, name="since"), times=True) == text


@pytest.mark.parametrize(
    ("known", "given", "is_covered"),
    [
        ("2023-10-17", "2023-10", True),
        ("2023-10-17", "2023", True),
        ("2023-10", "2023-10", True),
        ("2023-10", "2023-10-01", False),
        ("2023-11-17", "2023-10", False),
        ("2023-10-17T09:00Z", "2023-10-17", True),
        ("2023-10-17", "2023-10-17T00:00Z", False),
        ("2023-10-17T09:00Z", "2023-10-17T10:00+01:00", True),
    ],
)
def test_a_date_covers_a_less_exact_one_that_it_lies_in(
    known: str, given: str, *, is_covered: bool
) -> None:
    one, other = parse_moment(known, name="since"), parse_moment(given, name="since")

    assert one.covers(other) is is_covered


def test_a_zone_has_another_offset_in_summer_and_spans_over_the_change_are_true() -> None:
    oslo = ZoneInfo("Europe/Oslo")

    before = parse_instant("2026-03-28T12:00", name="since", zone=oslo)
    after = parse_instant("2026-03-29T12:00", name="since", zone=oslo)

    assert (before.isoformat()[-6:], after.isoformat()[-6:]) == ("+01:00", "+02:00")
    assert after - before == timedelta(hours=23)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
@pytest.mark.parametrize(
    "text", ["0001-01-02", "9999-12-30", "9999-12-30T23:00", "0001-01-02T00:30"]
)
def test_the_ends_of_time_are_dates_or_refused_in_every_zone(text: str, zone: str) -> None:
    for edge in EDGES:
        with suppress(RequestError):
            moment = parse_instant(text, name="since", edge=edge, zone=ZoneInfo(zone))
            assert EARLIEST <= moment <= LATEST


@pytest.mark.parametrize(
    ("text", "is_given"),
    [
        ("2026-03-02", False),
        ("2026", False),
        ("2026-03-02T10:00", False),
        ("2026-03-02T10:00Z", True),
        ("2026-03-02T10:00-05:00", True),
    ],
)
def test_only_a_time_can_have_an_offset(text: str, *, is_given: bool) -> None:
    assert has_offset(text) is is_given
