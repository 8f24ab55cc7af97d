"""`mcp-mem0 spaces`: list the spaces of the store."""

import typer

from mcp_mem0.app.reads import READ_OVERVIEW
from mcp_mem0.cli.invocation import Json, get_invocation, print_answer
from mcp_mem0.cli.output.tables import render_table
from mcp_mem0.domain.dates import format_day
from mcp_mem0.domain.rendering.browsing.overviews import build_spaces_model
from mcp_mem0.domain.rendering.quoting import format_name
from mcp_mem0.domain.requests.model import OverviewRequest
from mcp_mem0.domain.results.pages import Overview


def spaces(context: typer.Context, *, json: Json = False) -> None:
    """List all spaces with their counts."""
    run = get_invocation(context)
    found = run.read(READ_OVERVIEW, OverviewRequest(spaces=(), since=run.get_now()))
    shown = "" if json else _render_table(found)
    print_answer(shown, build_spaces_model(found), as_json=json)


def _render_table(found: Overview) -> str:
    if not found.spaces:
        return "No spaces yet: the first remember creates one."
    return render_space_table(found)


def render_space_table(found: Overview) -> str:
    """Return a table with one row per space."""
    counted = ("facts", "closed", "relations", "messages", "pending", "changes")
    rows = [
        (
            format_name(space.space),
            *(
                f"{count:,}"
                for count in (
                    space.facts,
                    space.closed_facts,
                    space.relations,
                    space.messages,
                    space.pending,
                    space.changes,
                )
            ),
            "" if space.changed_at is None else format_day(space.changed_at),
        )
        for space in found.spaces
    ]
    return render_table(("space", *counted, "last changed"), rows, right=counted)
