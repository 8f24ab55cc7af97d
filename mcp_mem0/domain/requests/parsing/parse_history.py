"""Parsing requests for history: all revisions of one fact, or one change."""

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.ids import Prefix, parse_fact_id, parse_id
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.model import ChangeRequest, HistoryRequest
from mcp_mem0.domain.spaces import check_space
from mcp_mem0.domain.text.normalise import drop_blank


def parse_history_request(fact: str, *, caller: Caller, space: str | None = None) -> HistoryRequest:
    """Parse a request for a fact's history; a revision in the id is ignored.

    Raises:
        RequestError: The id or the space is malformed, or may not be read.
    """
    lineage, _ = parse_fact_id(fact)
    return HistoryRequest(
        lineage=lineage,
        spaces=resolve_spaces(space, caller),
        sees_forgotten=caller.sees_forgotten,
    )


def parse_change_request(change: str, *, caller: Caller, space: str | None = None) -> ChangeRequest:
    """Parse a request for one change.

    Raises:
        RequestError: The id or the space is malformed, or may not be read.
    """
    return ChangeRequest(
        change=parse_id(change, Prefix.CHANGE),
        spaces=resolve_spaces(space, caller),
        sees_forgotten=caller.sees_forgotten,
    )


def parse_id_request(
    name: str, *, caller: Caller, space: str | None = None
) -> HistoryRequest | ChangeRequest:
    """Parse an id that may be a fact's or a change's.

    Raises:
        RequestError: It is neither, or the space is malformed or may not be read.
    """
    match name.strip()[:2].lower():
        case "f_":
            return parse_history_request(name, caller=caller, space=space)
        case "c_":
            return parse_change_request(name, caller=caller, space=space)
        case _:
            raise RequestError(
                f"{quote_value(name)} is neither the id of a fact, such as f_06w2q7k3d, nor of a"
                " change,"
                " such as c_06w2q7k3d: copy it from recall or from a receipt"
            )


def resolve_spaces(space: str | None, caller: Caller) -> tuple[str, ...]:
    """Return the named space, or the caller's usual read spaces.

    Raises:
        RequestError: It is malformed, or the caller may not read it.
    """
    named = drop_blank(space)
    chosen = caller.read_spaces if named is None else (check_space(named.strip()),)
    caller.check("read", chosen)
    return chosen
