"""Parsing a call of `remember`: one statement, or the messages of a conversation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.rows import Intake
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.conversations import Conversation, read_conversation
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.requests.parsing.checks import (
    check_count,
    check_names,
    check_seconds,
    parse_change_kind,
    parse_optional_instant,
    parse_targets,
    resolve_name,
    resolve_space,
    set_validity,
)
from mcp_mem0.domain.text.normalise import check_name, check_text, drop_blank, drop_nothing


def parse_remember_request(  # noqa: PLR0913 - the parameters are those of the tool
    *,
    caller: Caller,
    limits: Limits,
    content: str | None = None,
    messages: Sequence[object] | None = None,
    space: str | None = None,
    session: str | None = None,
    tags: Sequence[str] = (),
    said_at: str | None = None,
    valid_from: str | None = None,
    valid_to: str | None = None,
    replaces: Sequence[str] = (),
    replaces_as: str | None = None,
    dry_run: bool = False,
    wait_s: float = 5.0,
    as_is: bool = False,
    key: str | None = None,
) -> RememberRequest:
    """Parse the arguments of `remember`; a repeated key stores nothing new.

    Messages are kept as far as they are readable, whatever program wrote them; the request's notes
    say what was left out.

    Raises:
        RequestError: Something is missing, malformed or beyond a limit.
    """
    conversation = _read_messages(messages or (), limits, caller.zone)
    intake = _parse_intake(content, messages or (), replaces, replaces_as, limits)
    intake = replace(intake, messages=conversation.messages)
    if messages and (drop_blank(valid_from) or drop_blank(valid_to)):
        raise RequestError(
            "valid_from or valid_to was sent with messages: only one statement, sent as content,"
            " can have them"
        )
    intake = set_validity(intake, valid_from, valid_to, caller.zone)
    # Messages with times of their own say what "now" was when the last of them was said.
    times = [message.at for message in intake.messages if message.at is not None]
    said = parse_optional_instant(said_at, name="said_at", zone=caller.zone)
    return RememberRequest(
        intake=intake,
        space=resolve_space("write", space, caller),
        session=resolve_name(session, caller.session, name="session"),
        author=caller.author,
        tags=check_names(tags, name="tags", count_max=limits.tags_max),
        said_at=said or max(times, default=None),
        dry_run=dry_run,
        wait_s=check_seconds(wait_s, limits.wait_s_max, name="wait_s"),
        key=None if drop_nothing(key) is None else check_name(key or "", name="key"),
        as_is=as_is,
        notes=conversation.notes,
    )


def _parse_intake(
    content: str | None,
    messages: Sequence[object],
    replaces: Sequence[str],
    replaces_as: str | None,
    limits: Limits,
) -> Intake:
    """Return what was stated; the messages are read apart."""
    kind = parse_change_kind(replaces_as, replaces)
    stated = drop_blank(content)
    if stated is not None and messages:
        raise RequestError(
            "both content and messages were sent: send content for one statement,"
            " or messages for a conversation"
        )
    if stated is not None:
        return Intake(
            content=check_text(stated, name="content", chars_max=limits.content_chars_max),
            replaces=parse_targets(replaces, name="replaces", limits=limits),
            replaces_as=kind,
        )
    if replaces:
        raise RequestError(
            "replaces was sent without content: say in content what is true instead of"
            f" {quote_value(replaces[0])}"
        )
    if not messages:
        raise RequestError(
            "neither content nor messages was sent: send the statement to keep as content,"
            " or a conversation as messages"
        )
    return Intake()


def _read_messages(sent: Sequence[object], limits: Limits, zone: tzinfo) -> Conversation:
    check_count(len(sent), limits.messages_max, name="messages")
    read = read_conversation(sent, chars_max=limits.message_chars_max, zone=zone)
    total_chars = sum(len(message.content) for message in read.messages)
    if total_chars > limits.total_chars_max:
        raise RequestError(
            f"messages have {total_chars:,} characters together and {limits.total_chars_max:,}"
            " fit: send them in several calls"
        )
    return read
