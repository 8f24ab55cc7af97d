"""The door of `forget`: ids, a session, a change to undo, or a query that only lists."""

from collections.abc import Sequence

from mcp_mem0.domain.doors.caller import Caller
from mcp_mem0.domain.doors.limits import Limits
from mcp_mem0.domain.doors.parts import space_for, targets
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.ids import Prefix, parse_id
from mcp_mem0.domain.requests import (
    FindToForget,
    ForgetFacts,
    ForgetRequest,
    ForgetSession,
    ForgetWhat,
    UndoChange,
)
from mcp_mem0.domain.text import checked, checked_name, not_blank


def forget_request(  # noqa: PLR0913 - the parameters are those of the tool
    *,
    caller: Caller,
    limits: Limits,
    ids: Sequence[str] = (),
    undo: str | None = None,
    session: str | None = None,
    query: str | None = None,
    space: str | None = None,
    dry_run: bool = False,
) -> ForgetRequest:
    """Check what `forget` was given: exactly one of ids, undo, session and query.

    Raises:
        RequestError: Something is missing, malformed or beyond a limit.
    """
    what = _what(ids, not_blank(undo), not_blank(session), not_blank(query), limits)
    return ForgetRequest(
        what=what,
        space=space_for("read" if isinstance(what, FindToForget) else "write", space, caller),
        session=caller.session,
        author=caller.author,
        dry_run=dry_run,
    )


def _what(
    ids: Sequence[str], undo: str | None, session: str | None, query: str | None, limits: Limits
) -> ForgetWhat:
    given = {"ids": ids, "undo": undo, "session": session, "query": query}
    named = [name for name, value in given.items() if value]
    if len(named) != 1:
        raise RequestError(
            f"forget was given {' and '.join(named) or 'nothing'}: give exactly one of ids"
            " (facts to retire), undo (a change to take back), session (all that came from it)"
            " and query (only lists)"
        )
    if undo is not None:
        return UndoChange(change=parse_id(undo, Prefix.CHANGE))
    if session is not None:
        return ForgetSession(session=checked_name(session, name="session"))
    if query is not None:
        return FindToForget(query=checked(query, name="query", chars_max=limits.query_chars_max))
    return ForgetFacts(targets=targets(ids, name="ids", limits=limits))
