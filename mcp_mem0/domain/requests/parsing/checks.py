"""Checks that the parsers of several requests share."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from mcp_mem0.domain.access import Right
from mcp_mem0.domain.dates import (
    Edge,
    StatedMoment,
    check_order,
    parse_instant,
    parse_moment,
    place_moment,
)
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.closings import CHANGE_KINDS, ChangeKind
from mcp_mem0.domain.model.ids import parse_fact_id
from mcp_mem0.domain.model.rows import Intake, Target
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.parsing.moments import (
    SearchMoment,
    is_day_to_come,
    parse_search_instant,
    parse_search_moment,
)
from mcp_mem0.domain.spaces import check_new_space, check_space
from mcp_mem0.domain.text.normalise import check_name, drop_blank, drop_nothing

_CHANGE_KINDS: dict[str, ChangeKind] = {kind: kind for kind in CHANGE_KINDS}


def resolve_space(right: Right, space: str | None, caller: Caller) -> str:
    """Return the named space or the caller's usual one, if the caller has this right there.

    Raises:
        RequestError: It is malformed, or the caller may not do this in it.
    """
    named = drop_blank(space)
    chosen = caller.space if named is None else check_space(named.strip())
    if right == "write":
        check_new_space(chosen)
    caller.check(right, (chosen,))
    return chosen


def resolve_name(text: str | None, default: str | None, *, name: str) -> str | None:
    """Return a name, normalised, or the default if it is blank or a word for no value."""
    given = drop_nothing(text)
    return default if given is None else check_name(given, name=name)


def parse_optional_moment(
    text: str | None, *, name: str, edge: Edge = "start", zone: tzinfo = UTC
) -> StatedMoment | None:
    """Parse a date as exactly as it is written, or return None if it is blank."""
    given = drop_blank(text)
    return None if given is None else parse_moment(given, name=name, edge=edge, zone=zone)


def parse_optional_instant(
    text: str | None, *, name: str, edge: Edge = "start", zone: tzinfo = UTC
) -> datetime | None:
    """Parse a date as the moment at which a zone's clocks reach it, or return None if blank."""
    given = drop_blank(text)
    return None if given is None else parse_instant(given, name=name, edge=edge, zone=zone)


def set_validity(
    intake: Intake, valid_from: str | None, valid_to: str | None, zone: tzinfo
) -> Intake:
    """Return what was stated, with the dates since and until when it holds, as they were written.

    Raises:
        RequestError: One is malformed, or they are in the wrong order.
    """
    start = parse_optional_moment(valid_from, name="valid_from", edge="start", zone=zone)
    end = parse_optional_moment(valid_to, name="valid_to", edge="end", zone=zone)
    check_order(start and start.at, end and end.at, names=("valid_from", "valid_to"))
    return replace(
        intake,
        valid_from=start and start.at,
        start_precision=start and start.precision,
        valid_to=end and end.at,
        end_precision=end and end.precision,
    )


def parse_search_time(
    text: str | None, *, name: str, now: datetime | None, zone: tzinfo
) -> datetime | None:
    """Parse the moment that a search is about, of a period its end; None if it is blank."""
    given = drop_blank(text)
    if given is None:
        return None
    return parse_search_instant(given, name=name, now=now, edge="end", zone=zone)


def parse_said_bounds(
    since: str | None, until: str | None, zone: tzinfo, *, now: datetime | None = None
) -> tuple[datetime | None, datetime | None]:
    """Parse the period in which something was said.

    A bound without an offset has none: it is what the clocks showed where the words were said.

    Args:
        since: The first moment, or a period that begins with it.
        until: The last moment, or a period that ends with it.
        zone: The zone in which both are compared.
        now: The moment from which "7d" and "yesterday" are counted; without it dates are read only.

    Raises:
        RequestError: A bound is malformed, `since` names a day to come, or they are in the wrong
            order.
    """
    first = _parse_bound(since, "since", "start", zone, now)
    if first is not None and now is not None and is_day_to_come(since or "", first, now, zone):
        raise RequestError(
            f"since is {quote_value(since)}, which is still to come: choose a past time"
        )
    last = _parse_bound(until, "until", "end", zone, now)
    check_order(
        first and place_moment(first.stated, zone),
        last and place_moment(last.stated, zone),
        names=("since", "until"),
    )
    return _get_bound(first), _get_bound(last)


def _parse_bound(
    text: str | None, name: str, edge: Edge, zone: tzinfo, now: datetime | None
) -> SearchMoment | None:
    given = drop_blank(text)
    if given is None:
        return None
    return parse_search_moment(given, name=name, now=now, edge=edge, zone=zone)


def _get_bound(moment: SearchMoment | None) -> datetime | None:
    if moment is None or moment.is_fixed:
        return moment and moment.stated.at
    return moment.stated.at.replace(tzinfo=None)


def check_names(texts: Sequence[str], *, name: str, count_max: int) -> tuple[str, ...]:
    """Return names, normalised, each once, in order."""
    check_count(len(texts), count_max, name=name)
    spelled = (check_name(text, name=f"{name}[{position}]") for position, text in enumerate(texts))
    return tuple(dict.fromkeys(spelled))


def parse_targets(ids: Sequence[str], *, name: str, limits: Limits) -> tuple[Target, ...]:
    """Parse the ids of facts, each once; two revisions of one fact are refused."""
    check_count(len(ids), limits.ids_max, name=name)
    targets: dict[str, Target] = {}
    for text in ids:
        lineage, revision = parse_fact_id(text)
        target = Target(lineage=lineage, revision=revision)
        first = targets.setdefault(lineage, target)
        if first != target:
            raise RequestError(
                f"{name} names one fact as {first} and as {target}: name each fact once"
            )
    return tuple(targets.values())


def parse_change_kind(word: str | None, replaces: Sequence[str]) -> ChangeKind | None:
    """Parse what the caller says of the facts in `replaces`, or return None if nothing."""
    given = drop_blank(word)
    if given is None:
        return None
    kind = _CHANGE_KINDS.get(given.strip().casefold())
    if kind is None:
        raise RequestError(
            f"replaces_as is {quote_value(given)}: it must be one of {', '.join(_CHANGE_KINDS)}"
        )
    if not replaces and kind != "change":
        raise RequestError(
            f"replaces_as is {quote_value(kind)} without replaces: name in replaces the facts that"
            " it speaks of"
        )
    return kind


def check_count(count: int, count_max: int, *, name: str) -> None:
    """Refuse a list that is too long."""
    if count > count_max:
        raise RequestError(
            f"{name} has {count:,} entries and {count_max:,} fit: send them in several calls"
        )


def check_whole_number(value: int, low: int, high: int, *, name: str) -> int:
    """Return a whole number that is in range."""
    if not low <= value <= high:
        raise RequestError(
            f"{name} is {quote_value(value)}: choose a number from {low:,} to {high:,}"
        )
    return value


def check_seconds(value: float, high: float, *, name: str) -> float:
    """Return a number of seconds from 0 to `high`."""
    if not math.isfinite(value) or not 0 <= value <= high:
        raise RequestError(f"{name} is {value}: choose a number of seconds from 0 to {high:g}")
    return value
