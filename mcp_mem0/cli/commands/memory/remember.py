"""`mcp-mem0 remember`: store a statement or a conversation."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from pydantic import Field

from mcp_mem0.cli.input.conversation_file import check_no_zip, read_messages
from mcp_mem0.cli.input.decoding import decode_text
from mcp_mem0.cli.input.standard_input import (
    STDIN,
    STDIN_NAME,
    read_standard_input,
    read_word,
)
from mcp_mem0.cli.invocation import AsIs, DryRun, Full, Json, ReplacesAs, get_invocation
from mcp_mem0.cli.output.receipts import print_receipt
from mcp_mem0.cli.output.terminal import write_error
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.domain.requests import parsing
from mcp_mem0.server.mcp.arguments.refusals import parse_arguments
from mcp_mem0.server.mcp.inputs import Messages, ToolInput


class _Sent(ToolInput):
    """What a file holds."""

    messages: Messages = Field(default_factory=list[object])


def remember(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    content: Annotated[
        list[str] | None,
        typer.Argument(help="A self-contained statement; several are one change; - reads stdin."),
    ] = None,
    messages: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help='A conversation: JSON such as [{"role": "user", "content": "..."}], JSONL, or a'
            " transcript of Claude, ChatGPT or a terminal agent; - reads stdin.",
        ),
    ] = None,
    session: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name of the conversation.")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="A tag to find it by; may be repeated.")
    ] = None,
    said_at: Annotated[
        str | None, typer.Option(metavar="WHEN", help="When it was said, ISO 8601; else now.")
    ] = None,
    valid_from: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Since when content is so: 2023-10.")
    ] = None,
    valid_to: Annotated[str | None, typer.Option(metavar="WHEN", help="Until when.")] = None,
    replaces: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="A fact that this replaces: ID, or ID.REVISION to require that revision;"
            " may be repeated.",
        ),
    ] = None,
    replaces_as: ReplacesAs = None,
    wait_s: Annotated[
        float | None,
        typer.Option(
            "--wait",
            metavar="SECONDS",
            show_default="setting remember.wait_s",
            help="Seconds to wait for a model's decision.",
        ),
    ] = None,
    as_is: AsIs = False,
    dry_run: DryRun = False,
    full: Full = False,
    json: Json = False,
) -> None:
    """Store statements, or the messages of a conversation."""
    run = get_invocation(context)
    request = parsing.parse_remember_request(
        caller=run.terms.caller,
        limits=run.terms.limits,
        contents=[
            word for each in content or () if (word := read_word(each, awaited="the statement"))
        ],
        messages=None if messages is None else _read_conversation(messages),
        space=run.named_space,
        session=session,
        tags=tag or (),
        said_at=said_at,
        valid_from=valid_from,
        valid_to=valid_to,
        replaces=replaces or (),
        replaces_as=replaces_as,
        as_is=as_is,
        dry_run=dry_run,
        wait_s=run.terms.wait_s if wait_s is None else wait_s,
    )
    print_receipt(run.remember(request), as_json=json, full=full)


def _read_conversation(file: Path) -> list[object]:
    name = STDIN_NAME if str(file) == STDIN else quote_path(file)
    raw = _read_bytes(file)
    check_no_zip(raw, name)
    said = read_messages(decode_text(raw, name), name, _print_note)
    return _check_messages(said, name)


def _read_bytes(file: Path) -> bytes:
    if str(file) == STDIN:
        return read_standard_input("the conversation")
    try:
        return file.read_bytes()
    except OSError as error:
        raise RequestError(
            f"cannot read the messages in {quote_path(file)} ({error.strerror}): name a file with"
            " one conversation"
        ) from error


def _check_messages(said: Sequence[object], name: str) -> list[object]:
    try:
        return parse_arguments(_Sent, {"messages": said}, tool="-").messages
    except RequestError as error:
        raise RequestError(
            f"{name} is not a list of messages: write it like"
            ' [{"role": "user", "content": "..."}]'
        ) from error


def _print_note(sentence: str) -> None:
    write_error(f"mcp-mem0: {sentence}\n")
