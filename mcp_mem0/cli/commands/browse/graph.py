"""`mcp-mem0 graph`: draw what surrounds an entity, or the paths between several."""

from pathlib import Path
from typing import Annotated

import typer

from mcp_mem0.cli.invocation import Json, invocation, print_answer
from mcp_mem0.cli.output.terminal import write_error
from mcp_mem0.domain import requests
from mcp_mem0.domain.errors import RequestError, quoted
from mcp_mem0.domain.graph.model import AboutAnswer, Neighbourhood, Surroundings
from mcp_mem0.domain.rendering.graph import about_structure, about_text, unknown_name_text
from mcp_mem0.domain.rendering.graph_tree import tree_text
from mcp_mem0.domain.rendering.quoting import plain_name
from mcp_mem0.private_file import write_private_file


def graph(  # noqa: PLR0913 - each option is a choice of the picture
    context: typer.Context,
    *,
    entity: Annotated[
        list[str], typer.Argument(help="A name; with several, the paths between them.")
    ],
    hops: Annotated[
        int, typer.Option(metavar="NUMBER", help="How far to go from one name, 1 to 3.")
    ] = 1,
    limit: Annotated[
        int, typer.Option(metavar="COUNT", help="Most facts, or paths, of each space.")
    ] = 30,
    valid_at: Annotated[
        str | None, typer.Option(metavar="WHEN", help="What was true at this time.")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option(metavar="WHEN", help="What was believed at this time.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a picture of it to this file.")
    ] = None,
    json: Json = False,
) -> None:
    """Draw what surrounds a person or thing, or the paths between several."""
    run = invocation(context)
    request = requests.about_request(
        entity,
        caller=run.terms.caller,
        limits=run.terms.limits,
        space=run.named_space,
        hops=hops,
        limit=limit,
        valid_at=valid_at,
        known_at=known_at,
    )
    answer = run.with_stored(lambda app: app.about(request))
    if not answer.found:
        raise RequestError(" ".join(map(unknown_name_text, answer.unknown)))
    if html is not None:
        _write(html, _only(answer))
    print_answer(_drawn(answer), about_structure(answer), as_json=json)
    if html is not None:
        write_error(f"The picture is in {html}.\n")


def _drawn(answer: AboutAnswer) -> str:
    parts = [
        tree_text(found)
        if isinstance(found, Neighbourhood)
        else about_text(AboutAnswer(found=(found,), unknown=()))
        for found in answer.found
    ]
    return "\n\n".join([*parts, *map(unknown_name_text, answer.unknown)])


def _only(answer: AboutAnswer) -> Surroundings:
    first, *others = answer.found
    if others:
        spaces = ", ".join(plain_name(found.space) for found in answer.found)
        raise RequestError(f"it is known in several spaces ({spaces}): name one with --space")
    return first


def _write(file: Path, surroundings: Surroundings) -> None:
    # igraph and drawsvg: only a picture needs them here.
    from mcp_mem0.adapters.graph_picture import picture_html  # noqa: PLC0415

    try:
        write_private_file(file, picture_html(surroundings).encode())
    except OSError as error:
        raise RequestError(
            f"the picture cannot be written to {quoted(str(file))} ({error.strerror}): name"
            " another file"
        ) from error
