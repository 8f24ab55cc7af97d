"""`mcp-mem0 history`: who changed what, when, why and from which words."""

from typing import Annotated

import typer

from mcp_mem0.cli.invocation import Invocation, Json, invocation, print_answer
from mcp_mem0.cli.output.receipts import command_text, with_commands
from mcp_mem0.domain import requests
from mcp_mem0.domain.rendering.history import (
    change_structure,
    change_text,
    changes_structure,
    changes_text,
    history_structure,
    history_text,
)
from mcp_mem0.domain.requests.model import HistoryRequest


def history(  # noqa: PLR0913 - each option is a choice of what to tell
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
        typer.Option(metavar="WHEN", help="Changes made before this moment: the next page."),
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="COUNT", min=1, max=500, help="Most changes to show.")
    ] = 20,
    json: Json = False,
) -> None:
    """Show the history of a fact or a change, or the newest changes of the spaces that are read."""
    run = invocation(context)
    if name is None:
        _changes(run, since=since, before=before, limit=limit, json=json)
        return
    request = requests.told_request(name, caller=run.terms.caller, space=run.named_space)
    if isinstance(request, HistoryRequest):
        told = run.with_stored(lambda app: app.history(request))
        print_answer(history_text(told), history_structure(told), as_json=json)
    else:
        change = run.with_stored(lambda app: app.change(request))
        print_answer(
            with_commands(change_text(change, command_text)),
            change_structure(change, command_text),
            as_json=json,
            can_be_pasted=True,
        )


def _changes(
    run: Invocation, *, since: str | None, before: str | None, limit: int, json: bool
) -> None:
    request = requests.changes_request(
        caller=run.terms.caller,
        space=run.named_space,
        since=since,
        before=before,
        limit=limit,
        now=run.now(),
    )
    told = run.with_stored(lambda app: app.changes(request))
    print_answer(
        with_commands(changes_text(told, command_text)),
        changes_structure(told, command_text),
        as_json=json,
        can_be_pasted=True,
    )
