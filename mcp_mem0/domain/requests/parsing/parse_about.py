"""Parsing a request about entities: which ones, where, and how far around them."""

from collections.abc import Sequence

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.graph.model import HOPS_MAX, SHOWN_MAX, AboutRequest, AsOf
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.parsing.checks import check_names as checked_names
from mcp_mem0.domain.requests.parsing.checks import check_whole_number, parse_optional_instant
from mcp_mem0.domain.requests.parsing.parse_history import resolve_spaces


def parse_about_request(  # noqa: PLR0913 - the parameters are those of the command
    names: Sequence[str],
    *,
    caller: Caller,
    limits: Limits,
    space: str | None = None,
    hops: int = 1,
    limit: int = 30,
    valid_at: str | None = None,
    known_at: str | None = None,
) -> AboutRequest:
    """Parse a request about entities; a bare day in `valid_at` or `known_at` is its end.

    Raises:
        RequestError: Something is malformed or beyond a limit, or no name was given.
    """
    if not names:
        raise RequestError("no entity was named: say which one, or which ones")
    return AboutRequest(
        names=checked_names(names, name="about", count_max=limits.names_max),
        spaces=resolve_spaces(space, caller),
        hops=check_whole_number(hops, 1, HOPS_MAX, name="hops"),
        limit=check_whole_number(limit, 1, SHOWN_MAX, name="limit"),
        as_of=AsOf(
            valid_at=parse_optional_instant(
                valid_at, name="valid_at", edge="end", zone=caller.zone
            ),
            known_at=parse_optional_instant(
                known_at, name="known_at", edge="end", zone=caller.zone
            ),
        ),
    )
