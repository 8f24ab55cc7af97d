"""`mcp-mem0 undo`: undo a change."""

from typing import Annotated

import typer

from mcp_mem0.cli.invocation import DryRun, Full, Json, get_invocation
from mcp_mem0.cli.output.receipts import print_receipt
from mcp_mem0.domain.requests import parsing


def undo(
    context: typer.Context,
    *,
    change: Annotated[str, typer.Argument(help="The id of the change, from a receipt.")],
    dry_run: DryRun = False,
    full: Full = False,
    json: Json = False,
) -> None:
    """Undo one change as a whole: what it added, replaced, ended or forgot."""
    run = get_invocation(context)
    request = parsing.parse_forget_request(
        caller=run.terms.caller,
        limits=run.terms.limits,
        undo=change,
        space=run.named_space,
        dry_run=dry_run,
    )
    receipt = run.forget(request)
    print_receipt(receipt, as_json=json, full=full)
