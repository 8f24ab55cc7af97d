"""Parsing a call of `recall`: what to search for, where, and how much to return."""

from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import (
    ANSWER_TOKENS_MAX,
    MEMORIES_MAX,
    Detail,
    Form,
    RecallOrder,
    RecallRequest,
)
from mcp_mem0.domain.requests.parsing.checks import (
    check_count,
    check_names,
    check_whole_number,
    parse_said_bounds,
    parse_search_time,
)
from mcp_mem0.domain.requests.parsing.cleaned_texts import parse_query
from mcp_mem0.domain.spaces import check_space
from mcp_mem0.domain.text.normalise import drop_blank

_ORDERS: dict[str, RecallOrder] = {order: order for order in get_args(RecallOrder)}
_DETAILS: dict[str, Detail] = {detail: detail for detail in get_args(Detail)}


def parse_recall_request(  # noqa: PLR0913 - the parameters are those of the tool
    *,
    caller: Caller,
    limits: Limits,
    query: str | None = None,
    about: Sequence[str] = (),
    space: str | Sequence[str] | None = None,
    tags: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    valid_at: str | None = None,
    known_at: str | None = None,
    include_retired: bool = False,
    limit: int = MEMORIES_MAX,
    max_tokens: int = ANSWER_TOKENS_MAX,
    detail: str = "brief",
    form: Form = "both",
    order: str = "relevance",
    sessions: Sequence[str] = (),
    authors: Sequence[str] = (),
    now: datetime | None = None,
    ids: Sequence[str] = (),
) -> RecallRequest:
    """Parse the arguments of `recall`; a bare day in `until`, `valid_at`, `known_at` is its end.

    Times may also be told from `now`: "7d", "yesterday"; without it only dates are read. `form` is
    how the answer will be read. `ids` are asked for alone; one that is malformed is left to the
    answer to name, so that the others are still read.

    Raises:
        RequestError: Something is malformed or beyond a limit.
    """
    asked, notes = parse_query(query, limits)
    named = tuple(dict.fromkeys(each.strip() for each in ids if drop_blank(each)))
    check_count(len(named), limits.ids_max, name="ids")
    if named:
        selecting = {"query": query, "since": since, "until": until}
        times = {"valid_at": valid_at, "known_at": known_at}
        given = [name for name, text in (selecting | times).items() if drop_blank(text)]
        _check_alone([*given, *(["about"] if about else []), *(["tags"] if tags else [])])
    said_since, said_until = parse_said_bounds(since, until, caller.zone, now=now)
    return RecallRequest(
        query=asked,
        about=check_names(about, name="about", count_max=limits.names_max),
        spaces=_parse_spaces(space, caller, limits),
        usual_spaces=(caller.space, *caller.read_spaces),
        tags=check_names(tags, name="tags", count_max=limits.tags_max),
        said_since=said_since,
        said_until=said_until,
        valid_at=parse_search_time(valid_at, name="valid_at", now=now, zone=caller.zone),
        known_at=parse_search_time(known_at, name="known_at", now=now, zone=caller.zone),
        include_retired=include_retired,
        limit=check_whole_number(limit, 1, limits.results_max, name="limit"),
        max_tokens=check_whole_number(
            max_tokens, limits.tokens_min, limits.tokens_max, name="max_tokens"
        ),
        detail=_parse_detail(detail),
        form=form,
        order=_parse_order(order),
        ids=named,
        visible_spaces=caller.visible_spaces,
        sees_forgotten=caller.sees_forgotten,
        sessions=check_names(sessions, name="session", count_max=limits.names_max) or None,
        authors=check_names(authors, name="author", count_max=limits.names_max) or None,
        notes=notes,
    )


def _parse_spaces(
    space: str | Sequence[str] | None, caller: Caller, limits: Limits
) -> tuple[str, ...]:
    named = [space] if isinstance(space, str) else list(space or ())
    check_count(len(named), limits.spaces_max, name="space")
    if not any(map(drop_blank, named)):
        named = list(caller.read_spaces)
    chosen = tuple(dict.fromkeys(check_space(name.strip()) for name in named))
    caller.check("read", chosen)
    return chosen


def _check_alone(given: Sequence[str]) -> None:
    """Check that nothing that selects memories came with ids."""
    if given:
        raise RequestError(
            f"ids was sent with {' and '.join(given)}: memories are named by ids or searched for,"
            " so send one or the other"
        )


def _parse_detail(text: str) -> Detail:
    detail = _DETAILS.get(text)
    if detail is None:
        raise RequestError(
            f"detail is {quote_value(text)}: it must be one of {', '.join(_DETAILS)}"
        )
    return detail


def _parse_order(text: str) -> RecallOrder:
    order = _ORDERS.get(text)
    if order is None:
        raise RequestError(f"order is {quote_value(text)}: it must be one of {', '.join(_ORDERS)}")
    return order
