"""`mcp-mem0 history`: who changed what, when, why and from which message."""

from typing import Annotated

import typer

from mcp_mem0.app.reads import READ_CHANGE, READ_CHANGES, READ_HISTORY
from mcp_mem0.cli.invocation import Full, Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.receipts import format_command, wrap_except_commands
from mcp_mem0.domain.rendering.changes.change_words import describe_change, describe_changes
from mcp_mem0.domain.rendering.changes.fact_words import describe_history
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
    full: Full = False,
    json: Json = False,
) -> None:
    """Show the history of a fact or a change, or the newest changes, in your own time zone."""
    run = get_invocation(context)
    zone = run.settings.zone
    if name is None:
        _print_changes(run, since=since, before=before, limit=limit, full=full, json=json)
        return
    request = parsing.parse_id_request(name, caller=run.terms.caller, space=run.named_space)
    if isinstance(request, HistoryRequest):
        past = run.read(READ_HISTORY, request)
        told = render_history(past) if full else describe_history(past, zone)
        print_answer(told, build_history_model(past), as_json=json)
    else:
        change = run.read(READ_CHANGE, request)
        told = (
            render_change(change, format_command)
            if full
            else describe_change(change, zone, format_command)
        )
        print_answer(
            wrap_except_commands(told),
            build_change_model(change, format_command),
            as_json=json,
            can_be_pasted=True,
        )


def _print_changes(  # noqa: PLR0913 - one parameter per option
    run: Invocation, *, since: str | None, before: str | None, limit: int, full: bool, json: bool
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
    if not changes:
        run.check_named_space()
    told = (
        render_changes(changes, format_command)
        if full
        else describe_changes(changes, run.settings.zone)
    )
    print_answer(
        wrap_except_commands(told),
        build_changes_model(changes, format_command),
        as_json=json,
        can_be_pasted=True,
    )
