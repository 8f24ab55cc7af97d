"""`mcp-mem0 graph`: draw what surrounds an entity, or the paths between several."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from mcp_mem0.app.reads import READ_GRAPH
from mcp_mem0.cli.invocation import Json, get_invocation, print_answer
from mcp_mem0.cli.output.terminal import write_error
from mcp_mem0.domain.errors import RequestError, quote_path, quote_value
from mcp_mem0.domain.graph.model import AboutAnswer, GraphResult, Neighbourhood, UnknownName
from mcp_mem0.domain.rendering.graph.about import (
    build_about_model,
    describe_unknown_name,
    render_about_answer,
)
from mcp_mem0.domain.rendering.graph.tree import render_tree
from mcp_mem0.domain.rendering.quoting import format_name
from mcp_mem0.domain.requests import parsing
from mcp_mem0.private_file import write_private_file


def graph(  # noqa: PLR0913 - one parameter per option
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
        Path | None,
        typer.Option(metavar="FILE", help="Also write the graph as an HTML picture to this file."),
    ] = None,
    json: Json = False,
) -> None:
    """Draw what surrounds a person or thing, or the paths between several."""
    run = get_invocation(context)
    request = parsing.parse_about_request(
        entity,
        caller=run.terms.caller,
        limits=run.terms.limits,
        space=run.named_space,
        hops=hops,
        limit=limit,
        valid_at=valid_at,
        known_at=known_at,
    )
    answer = run.read(READ_GRAPH, request)
    if not answer.results:
        run.check_named_space()
        raise _build_unknown_error(answer.unknown)
    if html is not None:
        _write(html, _require_single(answer))
    print_answer(_render_answer(answer), build_about_model(answer), as_json=json)
    if html is not None:
        write_error(f"Wrote the picture to {html}\n")


def _build_unknown_error(unknown: Sequence[UnknownName]) -> RequestError:
    names = " or ".join(quote_value(each.name) for each in unknown)
    near = dict.fromkeys(name for each in unknown for name in each.similar)
    meant = f"did you mean {' or '.join(map(format_name, near))}?"
    remedy = meant if near else "`mcp-mem0 list entities` lists the names"
    return RequestError(f"there is no entity {names}: {remedy}")


def _render_answer(answer: AboutAnswer) -> str:
    parts = [
        render_tree(found)
        if isinstance(found, Neighbourhood)
        else render_about_answer(AboutAnswer(results=(found,), unknown=()))
        for found in answer.results
    ]
    return "\n\n".join([*parts, *map(describe_unknown_name, answer.unknown)])


def _require_single(answer: AboutAnswer) -> GraphResult:
    first, *others = answer.results
    if others:
        spaces = ", ".join(format_name(found.space) for found in answer.results)
        raise RequestError(f"several spaces know it ({spaces}): choose one with --space")
    return first


def _write(file: Path, surroundings: GraphResult) -> None:
    # Imports igraph and drawsvg, which only a picture needs.
    from mcp_mem0.adapters.graph_picture import render_picture  # noqa: PLC0415

    try:
        write_private_file(file, render_picture(surroundings).encode())
    except OSError as error:
        raise RequestError(
            f"cannot write the picture to {quote_path(file)} ({error.strerror}): choose"
            " another file"
        ) from error
