"""Turning a foreign record into a request of ours, which goes the way of any other."""

from dataclasses import dataclass, replace
from datetime import datetime

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.requests.parsing import parse_relate_request, parse_remember_request
from mcp_mem0.domain.requests.parsing.checks import parse_optional_instant
from mcp_mem0.domain.text.cleaning import clean_name
from mcp_mem0.domain.transfer.foreign_record import ForeignRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTerms:
    """How an import is stored.

    Attributes:
        caller: Who imports; the author of what names none.
        limits: The sizes of a request.
        space: The space written to.
        session: The session of what belongs to no conversation; None names it after the import.
        tags: Tags of everything that comes over, besides its own.
        wait_s: How long each decision is waited for.
    """

    caller: Caller
    limits: Limits
    space: str
    session: str | None = None
    tags: tuple[str, ...] = ()
    wait_s: float = 0.0


def build_import_request(
    record: ForeignRecord, terms: ImportTerms, *, import_id: str, import_tag: str
) -> RememberRequest:
    """Return the request that stores a record that was fitted; its key is still to be set.

    A date that cannot be read is left out: the words matter more.

    Raises:
        RequestError: It cannot be stored.
    """
    caller = replace(terms.caller, author=clean_name(record.author) or terms.caller.author)
    session = record.session or terms.session or import_id
    own = record.tags[: max(0, terms.limits.tags_max - len(terms.tags) - 1)]
    tags = tuple(dict.fromkeys((*own, *terms.tags, import_tag)))
    said_at = _parse_date(record.said_at, caller)
    if record.relation is not None:
        request = parse_relate_request(
            caller=caller,
            limits=terms.limits,
            subject=record.relation.subject,
            predicate=record.relation.predicate,
            object=record.relation.object,
            space=terms.space,
            session=session,
            wait_s=terms.wait_s,
        )
        return replace(request, tags=tags, said_at=said_at)
    messages = [
        message if _parse_date(message.at, caller) else replace(message, at=None)
        for message in record.messages
    ]
    request = parse_remember_request(
        caller=caller,
        limits=terms.limits,
        content=record.content,
        messages=messages,
        space=terms.space,
        session=session,
        tags=tags,
        wait_s=terms.wait_s,
    )
    return replace(request, said_at=said_at or request.said_at)


def _parse_date(text: str | None, caller: Caller) -> datetime | None:
    try:
        return parse_optional_instant(text, name="said_at", zone=caller.zone)
    except RequestError:
        return None
