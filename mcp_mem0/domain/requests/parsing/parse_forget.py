"""Parsing a call of `forget`: ids, a session, an author, a change to undo, or a query to list."""

from collections.abc import Mapping, Sequence

from mcp_mem0.domain.access import Right
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.ids import Prefix, parse_id, parse_message_id
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import (
    ForgetAuthor,
    ForgetFacts,
    ForgetQuery,
    ForgetRequest,
    ForgetSelection,
    ForgetSession,
    UndoChange,
)
from mcp_mem0.domain.requests.parsing.checks import check_count, parse_targets, resolve_space
from mcp_mem0.domain.requests.parsing.cleaned_texts import parse_query
from mcp_mem0.domain.text.normalise import check_name, drop_blank


def parse_forget_request(  # noqa: PLR0913 - the parameters are those of the tool
    *,
    caller: Caller,
    limits: Limits,
    ids: Sequence[str] = (),
    undo: str | None = None,
    session: str | None = None,
    author: str | None = None,
    query: str | None = None,
    space: str | None = None,
    everywhere: bool = False,
    dry_run: bool = False,
) -> ForgetRequest:
    """Parse the arguments of `forget`: exactly one of ids, undo, session, author and query.

    Without a space a query lists from all that the caller reads, or else from the others, and ids
    and changes are looked for in the former.

    Raises:
        RequestError: Something is missing, malformed or beyond a limit.
    """
    given = {"undo": undo, "session": session, "author": author, "query": query}
    what = _parse_selection(
        ids, {name: text for name, text in given.items() if drop_blank(text)}, limits
    )
    right = _choose_right(what)
    chosen = resolve_space(right, space, caller)
    is_named = drop_blank(space) is not None or isinstance(what, ForgetSession | ForgetAuthor)
    more = () if is_named else caller.read_spaces
    spaces = tuple(dict.fromkeys((chosen, *more)))
    caller.check(right, spaces)
    if everywhere and not isinstance(what, ForgetFacts):
        raise RequestError("everywhere goes with ids: it forgets what else says the same")
    return ForgetRequest(
        what=what,
        space=chosen,
        session=caller.session,
        author=caller.author,
        dry_run=dry_run,
        spaces=spaces,
        everywhere=everywhere,
        is_space_named=drop_blank(space) is not None,
        visible_spaces=caller.visible_spaces,
    )


def _parse_selection(
    ids: Sequence[str], given: Mapping[str, str | None], limits: Limits
) -> ForgetSelection:
    named = [*(["ids"] if ids else []), *given]
    if len(named) != 1:
        raise RequestError(
            f"forget was given {' and '.join(named) or 'nothing'}: give exactly one of ids"
            " (facts and messages to retire), undo (a change to take back), session (all that came"
            " from it) and query (only lists)"
        )
    match given:
        case {"undo": str(change)}:
            return UndoChange(change=parse_id(change, Prefix.CHANGE))
        case {"session": str(session)}:
            return ForgetSession(session=check_name(session, name="session"))
        case {"author": str(author)}:
            # No tool offers it: it is for the administrator of a space when somebody leaves.
            return ForgetAuthor(author=check_name(author, name="author"))
        case {"query": str(query)}:
            return _parse_query(query, limits)
        case _:
            return _parse_ids(ids, limits)


def _parse_query(query: str, limits: Limits) -> ForgetQuery:
    words, notes = parse_query(query, limits)
    if words is None:
        raise RequestError("query is empty: say what it should be")
    return ForgetQuery(query=words, notes=notes)


def _choose_right(what: ForgetSelection) -> Right:
    """Return the right that a call needs; to list is to read."""
    return "read" if isinstance(what, ForgetQuery) else "forget"


def _parse_ids(ids: Sequence[str], limits: Limits) -> ForgetFacts:
    check_count(len(ids), limits.ids_max, name="ids")
    messages = {text: parse_message_id(text) for text in ids}
    facts = [text for text in ids if messages[text] is None]
    return ForgetFacts(
        targets=parse_targets(facts, name="ids", limits=limits),
        messages=tuple(dict.fromkeys(each for each in messages.values() if each is not None)),
    )
