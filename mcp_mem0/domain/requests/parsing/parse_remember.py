"""Parsing a call of `remember`: statements, or the messages of a conversation."""

from collections.abc import Sequence
from datetime import tzinfo

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.rows import Intake, Message
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.conversations import SentConversation, read_conversation
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
from mcp_mem0.domain.requests.parsing.cleaned_texts import CleanedTexts
from mcp_mem0.domain.text.normalise import check_name, drop_blank, drop_nothing


def parse_remember_request(  # noqa: PLR0913 - the parameters are those of the tool
    *,
    caller: Caller,
    limits: Limits,
    content: str | None = None,
    contents: Sequence[str] = (),
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

    Exactly one of content, contents and messages is given; of a single entry, contents is content.
    Messages are kept as far as they are readable, whatever program wrote them; the request's notes
    say what was left out.

    Raises:
        RequestError: Something is missing, malformed or beyond a limit.
    """
    stated = drop_blank(content)
    contents = contents if any(map(drop_blank, contents)) else ()
    given = {"content": stated is not None, "contents": bool(contents), "messages": bool(messages)}
    _check_alternatives([name for name, is_given in given.items() if is_given], replaces)
    if len(contents) == 1:
        [stated] = contents
    conversation = _read_messages(messages or (), limits, caller.zone)
    texts = CleanedTexts()
    kind = parse_change_kind(replaces_as, replaces)
    if stated is not None:
        intake = Intake(
            content=texts.read_text(stated, name="content", chars_max=limits.content_chars_max),
            replaces=parse_targets(replaces, name="replaces", limits=limits),
            replaces_as=kind,
        )
    else:
        sent = "contents" if contents else "messages"
        _check_single(sent, replaces, (valid_from, valid_to))
        intake = (
            _parse_contents(contents, limits, texts)
            if contents
            else Intake(messages=conversation.messages)
        )
    intake = set_validity(intake, valid_from, valid_to, caller.zone)
    # Messages with times of their own say what "now" was when the last of them was said.
    times = [message.at for message in intake.messages if message.at is not None]
    said = parse_optional_instant(said_at, name="said_at", zone=caller.zone)
    return RememberRequest(
        intake=intake,
        space=resolve_space("write", space, caller),
        is_space_named=drop_blank(space) is not None,
        visible_spaces=caller.visible_spaces,
        session=resolve_name(session, caller.session, name="session"),
        author=caller.author,
        tags=check_names(tags, name="tags", count_max=limits.tags_max),
        said_at=said or max(times, default=None),
        dry_run=dry_run,
        wait_s=check_seconds(wait_s, limits.wait_s_max, name="wait_s"),
        key=None if drop_nothing(key) is None else check_name(key or "", name="key"),
        as_is=as_is,
        notes=(*conversation.notes, *texts.describe()),
    )


def _check_alternatives(given: Sequence[str], replaces: Sequence[str]) -> None:
    """Check that a call has one of the forms in which something can be sent."""
    if len(given) > 1:
        both = "both " if len(given) == 2 else ""  # noqa: PLR2004 - two
        raise RequestError(
            f"{both}{' and '.join(given)} were sent: send content for one statement, contents for"
            " several, or messages for a conversation"
        )
    if not given and replaces:
        raise RequestError(_describe_replaces_alone(replaces))
    if not given:
        raise RequestError(
            "none of content, contents and messages was sent: send the statement to keep as"
            " content, several as contents, or a conversation as messages"
        )


def _check_single(sent: str, replaces: Sequence[str], dates: Sequence[str | None]) -> None:
    """Refuse what only one statement can have in a call that makes several or none."""
    if replaces:
        raise RequestError(_describe_replaces_alone(replaces))
    if any(map(drop_blank, dates)):
        raise RequestError(
            f"valid_from or valid_to was sent with {sent}: only one statement, sent as content,"
            " can have them"
        )


def _describe_replaces_alone(replaces: Sequence[str]) -> str:
    return (
        "replaces was sent without content: say in content what is true instead of"
        f" {quote_value(replaces[0])}"
    )


def _parse_contents(contents: Sequence[str], limits: Limits, texts: CleanedTexts) -> Intake:
    check_count(len(contents), limits.contents_max, name="contents")
    statements = (
        texts.read_text(text, name=f"contents[{place}]", chars_max=limits.content_chars_max)
        for place, text in enumerate(contents)
    )
    return Intake(
        messages=tuple(Message(role="user", content=text) for text in statements), is_stated=True
    )


def _read_messages(sent: Sequence[object], limits: Limits, zone: tzinfo) -> SentConversation:
    check_count(len(sent), limits.messages_max, name="messages")
    read = read_conversation(sent, chars_max=limits.message_chars_max, zone=zone)
    total_chars = sum(len(message.content) for message in read.messages)
    if total_chars > limits.total_chars_max:
        raise RequestError(
            f"messages have {total_chars:,} characters together and {limits.total_chars_max:,}"
            " fit: send them in several calls"
        )
    return read
