"""`mcp-mem0 forget`: retire facts."""

from typing import Annotated

import typer

from mcp_mem0.cli.input.standard_input import read_word
from mcp_mem0.cli.invocation import DryRun, Full, Json, WholeAuthor, WholeSession, get_invocation
from mcp_mem0.cli.output.receipts import print_receipt
from mcp_mem0.domain.requests import parsing


def forget(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="Facts and messages: ID; what a fact said before: ID.REVISION."),
    ] = None,
    session: WholeSession = None,
    by: WholeAuthor = None,
    query: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS", help="Only list the facts and messages that match; - reads stdin."
        ),
    ] = None,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Also forget what else says the same.")
    ] = False,
    dry_run: DryRun = False,
    full: Full = False,
    json: Json = False,
) -> None:
    """Forget facts, messages, or everything of a session or an author; `undo` restores them."""
    run = get_invocation(context)
    request = parsing.parse_forget_request(
        caller=run.terms.caller,
        limits=run.terms.limits,
        ids=ids or (),
        session=session,
        author=by,
        query=read_word(query, awaited="the words"),
        space=run.named_space,
        everywhere=everywhere,
        dry_run=dry_run,
    )
    receipt = run.forget(request)
    print_receipt(receipt, as_json=json, full=full)
