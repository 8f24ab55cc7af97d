"""`mcp-mem0 recall`: find what is remembered."""

from dataclasses import replace
from typing import Annotated

import typer

from mcp_mem0.app.reads import RECALL
from mcp_mem0.cli.input.standard_input import read_word
from mcp_mem0.cli.invocation import Json, get_invocation, print_answer
from mcp_mem0.domain.rendering import build_recollection_model, render_recollection
from mcp_mem0.domain.requests import parsing


def recall(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    query: Annotated[
        str | None,
        typer.Argument(help="A question or keywords, - reads stdin; without it, an overview."),
    ] = None,
    about: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="What surrounds this name; if repeated, the paths between the names.",
        ),
    ] = None,
    id_: Annotated[
        list[str] | None,
        typer.Option(
            "--id",
            metavar="ID",
            help="This fact, message, episode or change alone, whole; may be repeated.",
        ),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG", help="Only with this tag; if repeated, with all of them."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="Said at or after: a date, 7d, yesterday, last week."),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="WHEN", help="Said at or before.")] = None,
    valid_at: Annotated[
        str | None, typer.Option(metavar="WHEN", help="What was true at this time.")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option(metavar="WHEN", help="What was believed at this time.")
    ] = None,
    retired: Annotated[
        bool, typer.Option("--retired", help="Include what was replaced or forgotten.")
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="COUNT", show_default="setting recall.limit", help="Most memories to show."
        ),
    ] = None,
    max_tokens: Annotated[
        int | None,
        typer.Option(
            metavar="COUNT",
            show_default="setting recall.max_tokens",
            help="Largest answer, in tokens.",
        ),
    ] = None,
    order: Annotated[
        str,
        typer.Option(
            metavar="ORDER",
            help="relevance: best first; time: oldest first, without a question the newest ones.",
        ),
    ] = "relevance",
    full: Annotated[
        bool, typer.Option("--full", help="Include quote, author, score and why it was found.")
    ] = False,
    json: Json = False,
) -> None:
    """Find what is remembered, in --space or, by default, in the configured read spaces."""
    run = get_invocation(context)
    terms = run.terms
    request = parsing.parse_recall_request(
        caller=terms.caller,
        limits=terms.limits,
        query=read_word(query, awaited="the question"),
        about=about or (),
        ids=id_ or (),
        space=terms.caller.space if "space" in run.flags.values else None,
        tags=tag or (),
        since=since,
        until=until,
        valid_at=valid_at,
        known_at=known_at,
        include_retired=retired,
        limit=terms.limit if limit is None else limit,
        max_tokens=terms.max_tokens if max_tokens is None else max_tokens,
        detail="full" if full else "brief",
        form="json" if json else "text",
        order=order,
        now=terms.now(),
    )
    if "space" in run.flags.values:
        # Somebody typed its name, which may be mistyped.
        request = replace(request, usual_spaces=())
    found = run.read(RECALL, request)
    print_answer(
        render_recollection(found, request.detail, run.settings.zone),
        build_recollection_model(found, request.detail),
        as_json=json,
    )
