"""Parsing a call of `relate`: one relation, which is remembered like any fact."""

from collections.abc import Sequence

from mcp_mem0.domain.dates import check_order
from mcp_mem0.domain.model.rows import Intake, StatedRelation
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.checks import (
    check_seconds,
    parse_optional_moment,
    parse_targets,
    resolve_name,
    resolve_space,
)
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.text.normalise import check_name


def parse_relate_request(  # noqa: PLR0913 - the parameters are those of the tool
    *,
    caller: Caller,
    limits: Limits,
    subject: str,
    predicate: str,
    object: str,  # noqa: A002 - the tool's parameter has this name
    valid_from: str | None = None,
    valid_to: str | None = None,
    replaces: Sequence[str] = (),
    space: str | None = None,
    session: str | None = None,
    dry_run: bool = False,
    wait_s: float = 5.0,
    as_is: bool = False,
) -> RememberRequest:
    """Parse the arguments of `relate`; a bare day counts from its start to its end.

    Raises:
        RequestError: Something is missing, malformed or beyond a limit.
    """
    holds_from = parse_optional_moment(
        valid_from, name="valid_from", edge="start", zone=caller.zone
    )
    holds_to = parse_optional_moment(valid_to, name="valid_to", edge="end", zone=caller.zone)
    check_order(
        holds_from and holds_from.at, holds_to and holds_to.at, names=("valid_from", "valid_to")
    )
    return RememberRequest(
        intake=Intake(
            relation=StatedRelation(
                subject=check_name(subject, name="subject"),
                predicate=check_name(predicate, name="predicate"),
                object=check_name(object, name="object"),
            ),
            replaces=parse_targets(replaces, name="replaces", limits=limits),
            valid_from=holds_from and holds_from.at,
            start_precision=holds_from and holds_from.precision,
            valid_to=holds_to and holds_to.at,
            end_precision=holds_to and holds_to.precision,
        ),
        space=resolve_space("write", space, caller),
        session=resolve_name(session, caller.session, name="session"),
        author=caller.author,
        dry_run=dry_run,
        wait_s=check_seconds(wait_s, limits.wait_s_max, name="wait_s"),
        as_is=as_is,
    )
