"""Parsing `about`: what is accepted, and what is refused in one sentence."""

from datetime import UTC, datetime

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.graph.model import HOPS_MAX, SHOWN_MAX, AboutRequest, AsOf
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.parsing import parse_about_request

CALLER = Caller(author="tester", session="morning", space="default", read_spaces=("home", "work"))
LIMITS = Limits()


def test_names_are_asked_in_the_spaces_that_are_read() -> None:
    assert parse_about_request(
        [" Ana ", "Oslo", "Ana"], caller=CALLER, limits=LIMITS
    ) == AboutRequest(names=("Ana", "Oslo"), spaces=("home", "work"))


def test_a_space_a_reach_and_a_moment_may_be_given() -> None:
    request = parse_about_request(
        ["Ana"], caller=CALLER, limits=LIMITS, space="club", hops=2, limit=5, valid_at="2026-03-01"
    )

    end_of_day = datetime(2026, 3, 1, 23, 59, 59, 999_999, tzinfo=UTC)
    assert request == AboutRequest(
        names=("Ana",), spaces=("club",), hops=2, limit=5, as_of=AsOf(valid_at=end_of_day)
    )


@pytest.mark.parametrize("names", [[], [" "], ["x" * 201], ["a\x00b"], ["n"] * 21])
def test_no_name_and_names_that_cannot_be_are_refused(names: list[str]) -> None:
    with pytest.raises(RequestError):
        parse_about_request(names, caller=CALLER, limits=LIMITS)


@pytest.mark.parametrize("hops", [0, HOPS_MAX + 1])
def test_a_reach_out_of_bounds_is_refused(hops: int) -> None:
    with pytest.raises(RequestError, match="hops"):
        parse_about_request(["Ana"], caller=CALLER, limits=LIMITS, hops=hops)


@pytest.mark.parametrize("limit", [0, SHOWN_MAX + 1])
def test_a_limit_out_of_bounds_is_refused(limit: int) -> None:
    with pytest.raises(RequestError, match="limit"):
        parse_about_request(["Ana"], caller=CALLER, limits=LIMITS, limit=limit)
