"""What a request to settle a doubt asks for, and parsing it."""

from dataclasses import dataclass

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.rows import Target
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.checks import parse_targets, resolve_space
from mcp_mem0.domain.requests.limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleRequest:
    """Say that two facts, of which the newer one may outdate the other, both hold."""

    older: Target
    newer: Target
    space: str
    session: str | None
    author: str


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
