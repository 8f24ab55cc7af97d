"""A search takes dates as everywhere, spans back from now, and days in words; what it cannot read
it refuses with one sentence that says what it can."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.dates import Edge
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.parsing import parse_list_request, parse_recall_request
from mcp_mem0.domain.requests.parsing.moments import parse_search_instant, parse_search_moment

NOW = datetime(2026, 11, 29, 15, 30, tzinfo=timezone(timedelta(hours=1)))
CALLER = Caller(author="tester", session="morning", space="home", read_spaces=("home",))


def read(text: str, edge: Edge = "start") -> str:
    moment = parse_search_moment(text, name="since", now=NOW, edge=edge)
    return moment.stated.at.isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("30m", "2026-11-29T15:00+01:00"),
        ("12h", "2026-11-29T03:30+01:00"),
        ("7d", "2026-11-22T15:30+01:00"),
        ("2w", "2026-11-15T15:30+01:00"),
        ("3 months", "2026-08-29T15:30+01:00"),
        ("1y", "2025-11-29T15:30+01:00"),
        ("5 Days ago", "2026-11-24T15:30+01:00"),
        ("-7d", "2026-11-22T15:30+01:00"),
        ("now-12h", "2026-11-29T03:30+01:00"),
        ("now", "2026-11-29T15:30+01:00"),
        ("2026-03-01T09:30:00+02:00", "2026-03-01T09:30+02:00"),
    ],
)
def test_a_span_is_counted_back_from_now_and_a_time_is_itself(text: str, moment: str) -> None:
    assert read(text) == read(text, "end") == moment


@pytest.mark.parametrize("text", ["1m", "3 m", "12m ago", "-1m"])
def test_few_m_may_be_minutes_or_months_and_are_refused(text: str) -> None:
    with pytest.raises(RequestError, match="may be minutes or months: write"):
        read(text)


@pytest.mark.parametrize("since", ["tomorrow", "next week", "morgen", "mañana"])
def test_a_search_since_a_day_to_come_is_refused(since: str) -> None:
    with pytest.raises(RequestError, match="which is still to come: choose a past time"):
        parse_recall_request(caller=CALLER, limits=Limits(), now=NOW, query="keys", since=since)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-03", "2026-03-01", "2026-03-31"),
        ("today", "2026-11-29", "2026-11-29"),
        ("yesterday", "2026-11-28", "2026-11-28"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("last Monday", "2026-11-23", "2026-11-23"),
        ("in March", "2026-03-01", "2026-03-31"),
        ("7 May 2023", "2023-05-07", "2023-05-07"),
        ("over Easter", "2026-04-03", "2026-04-06"),
        ("letzte Woche", "2026-11-16", "2026-11-22"),
        ("la semana pasada", "2026-11-16", "2026-11-22"),
        ("先週", "2026-11-16", "2026-11-22"),
        ("на прошлой неделе", "2026-11-16", "2026-11-22"),
    ],
)
def test_days_are_bounded_by_their_first_and_their_last_moment(
    text: str, first: str, last: str
) -> None:
    assert read(text) == f"{first}T00:00+00:00"
    assert read(text, "end") == f"{last}T23:59+00:00"


def test_days_have_no_zone_and_a_span_has_one() -> None:
    asked = parse_recall_request(
        caller=CALLER, limits=Limits(), since="yesterday", until="1h", now=NOW
    )

    assert asked.said_since == datetime(2026, 11, 28)  # noqa: DTZ001 - what the clocks showed
    assert asked.said_until == NOW - timedelta(hours=1)


@pytest.mark.parametrize("text", ["soon", "the meeting in March", "yesterday at noon", "5", "x d"])
def test_what_is_no_time_is_refused_with_what_is_one(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        parse_search_moment(text, name="since", now=NOW)

    assert str(caught.value) == (
        f"since is {text!r}, which is no time: write it like 2026-03-01, 2026-03-01T09:30:00Z, 7d,"
        " yesterday or last week"
    )


def test_a_list_and_a_moment_asked_about_are_told_from_now_too() -> None:
    listed = parse_list_request(
        "facts", caller=CALLER, limits=Limits(), valid_at="last week", now=NOW
    )
    asked = parse_recall_request(
        caller=CALLER, limits=Limits(), known_at="2d", valid_at="yesterday", now=NOW
    )

    assert listed.valid_at == datetime(2026, 11, 22, 23, 59, 59, 999999, tzinfo=UTC)
    assert asked.known_at == NOW - timedelta(days=2)
    assert asked.valid_at == datetime(2026, 11, 28, 23, 59, 59, 999999, tzinfo=UTC)


def test_an_order_that_there_is_not_is_refused() -> None:
    with pytest.raises(RequestError, match="relevance, time"):
        parse_recall_request(caller=CALLER, limits=Limits(), order="newest")


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_is_refused(text: str) -> None:
    try:
        moment = parse_search_instant(text, name="since", now=NOW)
    except RequestError as error:
        assert "since is" in str(error)  # noqa: PT017 - either is right, both are checked
    else:
        assert moment.tzinfo is not None
