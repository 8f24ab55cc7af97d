"""Dates as callers write them: whole periods have both ends, and the ends of time are refused."""

import pytest

from mcp_mem0.domain.dates import format_moment, parse_moment
from mcp_mem0.domain.errors import RequestError


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
