"""Parsing a call of `relate`: one relation, which is remembered like any fact."""

from collections.abc import Sequence

from mcp_mem0.domain.model.rows import Intake, StatedRelation
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.requests.parsing.checks import (
    check_seconds,
    parse_change_kind,
    parse_targets,
    resolve_name,
    resolve_space,
    set_validity,
)
from mcp_mem0.domain.requests.parsing.cleaned_texts import CleanedTexts
from mcp_mem0.domain.text.normalise import drop_blank


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
    replaces_as: str | None = None,
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
    texts = CleanedTexts()
    return RememberRequest(
        intake=set_validity(
            Intake(
                relation=StatedRelation(
                    subject=texts.read_name(subject, name="subject"),
                    predicate=texts.read_name(predicate, name="predicate"),
                    object=texts.read_name(object, name="object"),
                ),
                replaces=parse_targets(replaces, name="replaces", limits=limits),
                replaces_as=parse_change_kind(replaces_as, replaces),
            ),
            valid_from,
            valid_to,
            caller.zone,
        ),
        space=resolve_space("write", space, caller),
        is_space_named=drop_blank(space) is not None,
        visible_spaces=caller.visible_spaces,
        session=resolve_name(session, caller.session, name="session"),
        author=caller.author,
        dry_run=dry_run,
        wait_s=check_seconds(wait_s, limits.wait_s_max, name="wait_s"),
        as_is=as_is,
        notes=texts.describe(),
    )
