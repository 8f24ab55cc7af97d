"""A date is found in many notations, and told from another one."""

from datetime import UTC, datetime, timedelta

import pytest

from mcp_mem0.domain.dates import Edge, parse_instant
from mcp_mem0.evals.checking.date_mentions import ExpectedDate, PartialDate, find_dates
from mcp_mem0.evals.checking.language import load_language


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("en", "on 2026-08-15", PartialDate(2026, 8, 15)),
        ("en", "on 15 August 2026", PartialDate(2026, 8, 15)),
        ("en", "on the 15th of August 2026", PartialDate(2026, 8, 15)),
        ("en", "on August 15th, 2026", PartialDate(2026, 8, 15)),
        ("en", "on Aug 15", PartialDate(None, 8, 15)),
        ("en", "in August 2026", PartialDate(2026, 8)),
        ("en", "in 2026", PartialDate(2026)),
        ("de", "am 15. August 2026", PartialDate(2026, 8, 15)),
        ("de", "am 15.08.2026", PartialDate(2026, 8, 15)),
        ("it", "a maggio 2026", PartialDate(2026, 5)),
        ("es", "el 15 de agosto de 2026", PartialDate(2026, 8, 15)),
        ("fr", "le 1er août 2026", PartialDate(2026, 8, 1)),
        ("ru", "15 августа 2026", PartialDate(2026, 8, 15)),
        ("ja", "2026年8月15日", PartialDate(2026, 8, 15)),
        ("ko", "2026년 8월 15일", PartialDate(2026, 8, 15)),
        ("fi", "15. elokuuta 2026", PartialDate(2026, 8, 15)),
    ],
)
def test_a_date_is_read_in_its_notation(code: str, text: str, said: PartialDate) -> None:
    found = [mention.said for mention in find_dates(text, load_language(code))]

    assert [each.fields for each in found] == [said.fields]


@pytest.mark.parametrize("text", ["Ana may come", "she has 12 kids", "route 66", "at 10:30"])
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert find_dates(text, load_language("en")) == ()


@pytest.mark.parametrize(
    ("expected", "start", "is_met"),
    [
        ("2026-03-01", "2026-03-01", True),
        ("2026-03-01", "2026-02-28T23:00:00Z", True),
        ("2026-03-01", "2026-02-28", False),
        ("2026-03-01", "2026-03-02", False),
        ("2026-03", "2026-03", True),
        ("2026-03", "2026-03-12", False),
        ("2026", "2026", True),
        ("2026", "2026-05", False),
        ("2026-04-13..2026-04-19", "2026-04-15", True),
        ("2026-04-13..2026-04-19", "2026-04-20", False),
    ],
)
def test_a_start_is_met_as_exactly_as_it_was_said(expected: str, start: str, is_met: bool) -> None:  # noqa: FBT001 - a parameter
    assert ExpectedDate(expected).is_met(parse_instant(start, name="x"), "start") is is_met


@pytest.mark.parametrize(
    ("expected", "end", "edge"),
    [("2026-05", "2026-05", "end"), ("2026-05-31", "2026-05-31", "end")],
)
def test_an_end_is_the_last_moment_of_its_period(expected: str, end: str, edge: Edge) -> None:
    moment = parse_instant(end, name="x", edge="end")

    assert ExpectedDate(expected).is_met(moment, edge)
    assert not ExpectedDate(expected).is_met(moment + timedelta(days=1), edge)
    assert not ExpectedDate(expected).is_met(datetime(2026, 5, 1, tzinfo=UTC), edge)
