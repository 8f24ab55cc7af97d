"""`mcp-mem0 relate`: state one relation."""

from typing import Annotated

import typer

from mcp_mem0.cli.input.standard_input import read_word
from mcp_mem0.cli.invocation import AsIs, DryRun, Full, Json, ReplacesAs, get_invocation
from mcp_mem0.cli.output.receipts import print_receipt
from mcp_mem0.domain.requests import parsing


def relate(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    subject: Annotated[str, typer.Argument(help="Who or what, by name.")],
    predicate: Annotated[str, typer.Argument(help="Such as works_at.")],
    object_: Annotated[str, typer.Argument(metavar="object", help="Whom or what, by name.")],
    valid_from: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Since when, ISO 8601.")
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
    as_is: AsIs = False,
    dry_run: DryRun = False,
    full: Full = False,
    json: Json = False,
) -> None:
    """State one relation between two named things; - is read from the standard input."""
    run = get_invocation(context)
    request = parsing.parse_relate_request(
        caller=run.terms.caller,
        limits=run.terms.limits,
        subject=read_word(subject, awaited="the subject"),
        predicate=read_word(predicate, awaited="the predicate"),
        object=read_word(object_, awaited="the object"),
        valid_from=valid_from,
        valid_to=valid_to,
        replaces=replaces or (),
        replaces_as=replaces_as,
        as_is=as_is,
        dry_run=dry_run,
        wait_s=run.terms.wait_s,
    )
    print_receipt(run.remember(request), as_json=json, full=full)
