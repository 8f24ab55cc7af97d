"""Parsing requests that browse a memory, and that settle what a review doubts."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from mcp_mem0.domain.dates import check_order
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import (
    PAGE_SIZE_MAX,
    ROWS_MAX,
    ChangesRequest,
    ListKind,
    ListRequest,
    NameKind,
    NamesRequest,
    ReviewRequest,
    SettleRequest,
)
from mcp_mem0.domain.requests.parsing.checks import (
    check_names,
    check_whole_number,
    parse_optional_instant,
    parse_said_bounds,
    parse_search_time,
    parse_targets,
    resolve_space,
)
from mcp_mem0.domain.requests.parsing.moments import parse_search_instant, refuse_unclear_span
from mcp_mem0.domain.requests.parsing.parse_history import resolve_spaces
from mcp_mem0.domain.text.normalise import check_name, drop_blank


def parse_list_request(  # noqa: PLR0913 - the parameters are those of the command
    what: ListKind,
    *,
    caller: Caller,
    limits: Limits,
    space: str | None = None,
    entity: str | None = None,
    tags: Sequence[str] = (),
    sessions: Sequence[str] = (),
    authors: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    valid_at: str | None = None,
    known_at: str | None = None,
    include_retired: bool = False,
    page: int = 1,
    page_size: int = 20,
    now: datetime | None = None,
) -> ListRequest:
    """Parse a request for a page of a list; times may be told from `now`, as for recall.

    Raises:
        RequestError: Something is malformed or beyond a limit.
    """
    said_since, said_until = parse_said_bounds(since, until, caller.zone, now=now)
    size = check_whole_number(page_size, 1, PAGE_SIZE_MAX, name="page size")
    named = drop_blank(entity)
    return ListRequest(
        what=what,
        spaces=resolve_spaces(space, caller),
        entity=None if named is None else check_name(named, name="about"),
        tags=check_names(tags, name="tags", count_max=limits.tags_max),
        said_since=said_since,
        said_until=said_until,
        sessions=check_names(sessions, name="session", count_max=limits.names_max) or None,
        authors=check_names(authors, name="author", count_max=limits.names_max) or None,
        valid_at=parse_search_time(valid_at, name="valid_at", now=now, zone=caller.zone),
        known_at=parse_search_time(known_at, name="known_at", now=now, zone=caller.zone),
        include_retired=include_retired,
        page=check_whole_number(page, 1, ROWS_MAX // size, name="page"),
        page_size=size,
    )


def parse_names_request(
    what: NameKind,
    *,
    caller: Caller,
    space: str | None = None,
    page: int = 1,
    page_size: int = 20,
) -> NamesRequest:
    """Parse a request for a page of names.

    Raises:
        RequestError: Something is malformed, beyond a limit or may not be read.
    """
    size = check_whole_number(page_size, 1, PAGE_SIZE_MAX, name="page size")
    return NamesRequest(
        what=what,
        spaces=resolve_spaces(space, caller),
        page=check_whole_number(page, 1, ROWS_MAX // size, name="page"),
        page_size=size,
    )


def parse_since(text: str, *, now: datetime, zone: tzinfo = UTC) -> datetime:
    """Parse a start time: a span back from now, such as 7d, a day such as yesterday, or a date.

    Raises:
        RequestError: It is neither, or lies in the future.
    """
    refuse_unclear_span(text, "since")
    try:
        moment = parse_search_instant(text, name="since", now=now, zone=zone)
    except RequestError as error:
        raise RequestError(
            f"since is {quote_value(text)}: write a span such as 30m, 12h, 7d or 2w, or a date"
            " such as 2026-03-01"
        ) from error
    if moment > now:
        raise RequestError(
            f"since is {quote_value(text)}, which is still to come: choose a past time"
        )
    return moment


def parse_review_request(  # noqa: PLR0913 - the parameters are those of the command
    *,
    caller: Caller,
    since: str,
    now: datetime,
    space: str | None = None,
    page: int = 1,
    limit: int = 20,
) -> ReviewRequest:
    """Parse a request for a page of a review.

    Raises:
        RequestError: Something is malformed, beyond a limit or may not be read.
    """
    size = check_whole_number(limit, 1, PAGE_SIZE_MAX, name="limit")
    return ReviewRequest(
        spaces=resolve_spaces(space, caller),
        since=parse_since(since, now=now, zone=caller.zone),
        page=check_whole_number(page, 1, ROWS_MAX // size, name="page"),
        limit=size,
    )


def parse_changes_request(  # noqa: PLR0913 - the parameters are those of the command
    *,
    caller: Caller,
    now: datetime,
    space: str | None = None,
    since: str | None = None,
    before: str | None = None,
    limit: int = 20,
) -> ChangesRequest:
    """Parse a request for recent changes.

    Raises:
        RequestError: Something is malformed or beyond a limit.
    """
    given = drop_blank(since)
    first = None if given is None else parse_since(given, now=now, zone=caller.zone)
    last = parse_optional_instant(before, name="before", edge="start", zone=caller.zone)
    check_order(first, last, names=("since", "before"))
    return ChangesRequest(
        spaces=resolve_spaces(space, caller),
        since=first,
        before=last,
        limit=check_whole_number(limit, 1, PAGE_SIZE_MAX, name="limit"),
    )


def parse_settle_request(
    older: str, newer: str, *, caller: Caller, limits: Limits, space: str | None = None
) -> SettleRequest:
    """Parse it; each id names the revision that the caller saw.

    Raises:
        RequestError: An id or the space is malformed, both are one fact, or the right is missing.
    """
    targets = parse_targets((older, newer), name="the two facts", limits=limits)
    chosen = resolve_space("write", space, caller)
    if len(targets) != 2:  # noqa: PLR2004 - both
        raise RequestError(f"both ids name {targets[0].lineage}: name two facts")
    return SettleRequest(
        older=targets[0],
        newer=targets[1],
        space=chosen,
        session=caller.session,
        author=caller.author,
    )
