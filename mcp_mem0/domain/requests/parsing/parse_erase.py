"""Parsing a request to erase."""

from collections.abc import Mapping, Sequence

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.ids import (
    Prefix,
    format_revision_id,
    parse_fact_id,
    parse_id,
    parse_message_id,
)
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.erase import (
    EraseIds,
    ErasePeriod,
    EraseRequest,
    EraseSelection,
    EraseSpace,
)
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import ForgetAuthor, ForgetQuery, ForgetSession
from mcp_mem0.domain.requests.parsing.checks import check_count, parse_said_bounds, resolve_space
from mcp_mem0.domain.text.normalise import check_name, check_text, drop_blank


def parse_erase_request(  # noqa: PLR0913 - the parameters are those of the command
    *,
    caller: Caller,
    limits: Limits,
    ids: Sequence[str] = (),
    session: str | None = None,
    author: str | None = None,
    since: str | None = None,
    until: str | None = None,
    query: str | None = None,
    whole_space: bool = False,
    space: str | None = None,
    dry_run: bool = False,
) -> EraseRequest:
    """Parse what is to be erased: exactly one of the ways to name it; a time may have two ends.

    Raises:
        RequestError: Something is missing, malformed or beyond a limit.
    """
    texts = {"session": session, "author": author, "since": since, "until": until, "query": query}
    given = {name: text for name, text in texts.items() if drop_blank(text)}
    named = [*(["ids"] if ids else []), *(["the whole space"] if whole_space else []), *given]
    if len(named) != 1 and set(named) != {"since", "until"}:
        raise RequestError(
            f"erase was given {' and '.join(named) or 'nothing'}: give exactly one of ids (f_, m_"
            " or e_), a session, an author, a time (since, until, or both), a query, or the whole"
            " space"
        )
    return EraseRequest(
        what=EraseSpace() if whole_space else _parse_selection(ids, given, caller, limits),
        space=resolve_space("erase", space, caller),
        session=caller.session,
        author=caller.author,
        dry_run=dry_run,
        is_space_named=drop_blank(space) is not None,
        visible_spaces=caller.visible_spaces,
    )


def parse_erase_call(  # noqa: PLR0913 - the parameters are those of the tool
    *,
    caller: Caller,
    limits: Limits,
    ids: Sequence[str] = (),
    undo: str | None = None,
    session: str | None = None,
    query: str | None = None,
    space: str | None = None,
    everywhere: bool = False,
    dry_run: bool = False,
) -> EraseRequest:
    """Parse the arguments of `forget` with erase: ids or a session, as an assistant may name them.

    Raises:
        RequestError: The right is missing, or something is missing, malformed or beyond a limit.
    """
    resolve_space("erase", space, caller)
    unfit = "undo" if drop_blank(undo) else "query" if drop_blank(query) else None
    if unfit is not None:
        raise RequestError(
            f"erase with {unfit} is not possible here: give ids (f_, m_ or e_), which a query"
            " without erase lists, or a session"
        )
    if everywhere:
        raise RequestError(
            "erase with everywhere is not possible: leave out everywhere; the report names what"
            " still says the same, with the ids to erase next"
        )
    return parse_erase_request(
        caller=caller, limits=limits, ids=ids, session=session, space=space, dry_run=dry_run
    )


def _parse_selection(
    ids: Sequence[str], given: Mapping[str, str | None], caller: Caller, limits: Limits
) -> EraseSelection:
    match given:
        case {"session": str(session)}:
            return ForgetSession(session=check_name(session, name="session"))
        case {"author": str(author)}:
            return ForgetAuthor(author=check_name(author, name="author"))
        case {"query": str(query)}:
            words = check_text(query, name="query", chars_max=limits.query_chars_max)
            return ForgetQuery(query=words)
        case {} if not given:
            return parse_erase_ids(ids, limits)
        case _:
            first, last = parse_said_bounds(given.get("since"), given.get("until"), caller.zone)
            return ErasePeriod(since=first, until=last)


def parse_erase_ids(ids: Sequence[str], limits: Limits) -> EraseIds:
    """Parse the ids of facts, messages and inputs, each once.

    Raises:
        RequestError: One is none of these, or there are too many.
    """
    check_count(len(ids), limits.ids_max, name="ids")
    lineages: list[str] = []
    revisions: list[str] = []
    messages: list[str] = []
    episodes: list[str] = []
    for text in ids:
        prefix = text.strip()[:1].lower()
        message = parse_message_id(text)
        if message is not None:
            messages.append(message)
        elif prefix == Prefix.FACT:
            lineage, revision = parse_fact_id(text)
            if revision is None:
                lineages.append(lineage)
            else:
                revisions.append(format_revision_id(lineage, revision))
        elif prefix == Prefix.EPISODE:
            episodes.append(parse_id(text, Prefix.EPISODE))
        else:
            raise RequestError(
                f"{quote_value(text)} is the id of no fact (f_), message (m_) or input (e_): copy"
                " it from recall"
            )
    return EraseIds(
        lineages=tuple(dict.fromkeys(lineages)),
        revisions=tuple(dict.fromkeys(revisions)),
        messages=tuple(dict.fromkeys(messages)),
        episodes=tuple(dict.fromkeys(episodes)),
    )
