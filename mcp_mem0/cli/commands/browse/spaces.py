"""`mcp-mem0 spaces`: whose memories there are."""

import typer

from mcp_mem0.cli.invocation import Json, invocation, print_answer
from mcp_mem0.cli.output.tables import table_text
from mcp_mem0.domain.dates import day
from mcp_mem0.domain.rendering.browse import spaces_structure
from mcp_mem0.domain.rendering.quoting import plain_name
from mcp_mem0.domain.results.pages import Overview


def spaces(context: typer.Context, *, json: Json = False) -> None:
    """List all spaces, and how much each holds."""
    run = invocation(context)
    now = run.now()
    found = run.with_stored(lambda app: app.overview((), now))
    shown = "" if json else _table(found)
    print_answer(shown, spaces_structure(found), as_json=json)


def _table(found: Overview) -> str:
    if not found.spaces:
        return "There is no space yet: the first remember creates one."
    return space_table(found)


def space_table(found: Overview) -> str:
    """Return a table with a row for each space."""
    counted = ("facts", "closed", "relations", "messages", "pending", "changes")
    rows = [
        (
            plain_name(space.space),
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
            "" if space.changed_at is None else day(space.changed_at),
        )
        for space in found.spaces
    ]
    return table_text(("space", *counted, "last changed"), rows, right=counted)
