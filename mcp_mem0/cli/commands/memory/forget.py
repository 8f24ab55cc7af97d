"""`mcp-mem0 forget`: retire facts."""

from typing import Annotated

import typer

from mcp_mem0.cli.invocation import DryRun, Json, get_invocation
from mcp_mem0.cli.output.receipts import print_receipt
from mcp_mem0.domain import requests


def forget(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    ids: Annotated[
        list[str] | None, typer.Argument(help="Facts: ID, or ID.REVISION to require that revision.")
    ] = None,
    session: Annotated[
        str | None, typer.Option(metavar="NAME", help="Forget all that came from this session.")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="AUTHOR", help="Forget all by this author (a subject matches with any client)."
        ),
    ] = None,
    query: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only list the facts that match.")
    ] = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Forget facts, or everything of a session or an author; `undo` restores them."""
    run = get_invocation(context)
    request = requests.parse_forget_request(
        caller=run.terms.caller,
        limits=run.terms.limits,
        ids=ids or (),
        session=session,
        author=by,
        query=query,
        dry_run=dry_run,
    )
    receipt = run.run_with_stored(lambda app: app.forget(request))
    print_receipt(receipt, as_json=json)
