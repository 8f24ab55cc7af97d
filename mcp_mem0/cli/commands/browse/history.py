"""`mcp-mem0 history`: who changed what, when, why and from which message."""

from typing import Annotated

import typer

from mcp_mem0.app.reads import READ_CHANGE, READ_CHANGES, READ_HISTORY
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.receipts import format_command, wrap_except_commands
from mcp_mem0.domain.rendering.history import (
    build_change_model,
    build_changes_model,
    build_history_model,
    render_change,
    render_changes,
    render_history,
)
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.model import HistoryRequest


def history(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="id", help="Id of a fact or of a change; without it, the newest changes."
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Changes made since: 7d, 12h, or a date.")
    ] = None,
    before: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="Changes made before this time, for the next page."),
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="COUNT", min=1, max=500, help="Most changes to show.")
    ] = 20,
    json: Json = False,
) -> None:
    """Show the history of a fact or a change, or the newest changes."""
    run = get_invocation(context)
    if name is None:
        _print_changes(run, since=since, before=before, limit=limit, json=json)
        return
    request = parsing.parse_id_request(name, caller=run.terms.caller, space=run.named_space)
    if isinstance(request, HistoryRequest):
        past = run.read(READ_HISTORY, request)
        print_answer(render_history(past), build_history_model(past), as_json=json)
    else:
        change = run.read(READ_CHANGE, request)
        print_answer(
            wrap_except_commands(render_change(change, format_command)),
            build_change_model(change, format_command),
            as_json=json,
            can_be_pasted=True,
        )


def _print_changes(
    run: Invocation, *, since: str | None, before: str | None, limit: int, json: bool
) -> None:
    request = parsing.parse_changes_request(
        caller=run.terms.caller,
        space=run.named_space,
        since=since,
        before=before,
        limit=limit,
        now=run.get_now(),
    )
    changes = run.read(READ_CHANGES, request)
    print_answer(
        wrap_except_commands(render_changes(changes, format_command)),
        build_changes_model(changes, format_command),
        as_json=json,
        can_be_pasted=True,
    )
