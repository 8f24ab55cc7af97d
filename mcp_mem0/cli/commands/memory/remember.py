"""`mcp-mem0 remember`: store a statement or a conversation."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import Field

from mcp_mem0.cli.invocation import AsIs, DryRun, Json, ReplacesAs, get_invocation
from mcp_mem0.cli.output.receipts import print_receipt
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.domain.requests import parsing
from mcp_mem0.server.mcp.arguments.refusals import parse_arguments
from mcp_mem0.server.mcp.inputs import Messages, ToolInput

_STDIN = Path("-")


class _Sent(ToolInput):
    """What a file holds."""

    messages: Messages = Field(default_factory=list[object])


def remember(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    content: Annotated[str | None, typer.Argument(help="One self-contained statement.")] = None,
    messages: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help='A conversation as JSON: [{"role": "user", "content": "..."}]; - reads stdin.',
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
    json: Json = False,
) -> None:
    """Store a statement, or the messages of a conversation."""
    run = get_invocation(context)
    request = parsing.parse_remember_request(
        caller=run.terms.caller,
        limits=run.terms.limits,
        content=content,
        messages=_read(messages) if messages else None,
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
    print_receipt(run.remember(request), as_json=json)


def _read(file: Path) -> list[object]:
    try:
        text = sys.stdin.buffer.read() if file == _STDIN else file.read_bytes()
    except OSError as error:
        raise RequestError(
            f"cannot read the messages in {quote_path(file)}: {error.strerror}"
        ) from error
    try:
        read = parse_arguments(_Sent, {"messages": text.decode("utf-8-sig", "replace")}, tool="-")
    except RequestError as error:
        raise RequestError(
            f"{quote_path(file)} is not a list of messages: write it like"
            ' [{"role": "user", "content": "..."}]'
        ) from error
    return read.messages
