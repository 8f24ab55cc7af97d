"""`mcp-mem0 list`: page through facts or messages."""

from typing import Annotated

import typer

from mcp_mem0.app.reads import READ_PAGE
from mcp_mem0.cli.invocation import Json, get_invocation, print_answer
from mcp_mem0.cli.output.tables import render_table
from mcp_mem0.domain.dates import format_day, spell_stated
from mcp_mem0.domain.rendering.browse import build_page_model
from mcp_mem0.domain.rendering.closing_words import describe_dated_closing
from mcp_mem0.domain.rendering.quoting import (
    escape_line_breaks,
    format_name,
    format_speaker,
    quote_text,
)
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.results.pages import Page
from mcp_mem0.domain.results.recall_result import Memory


def list_(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    messages: Annotated[
        bool, typer.Option("--messages", help="List messages, word for word, instead of facts.")
    ] = False,
    about: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only what mentions this name, in any spelling."),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG", help="Only with this tag; if repeated, with all of them."),
    ] = None,
    session: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only from this session; may be repeated."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="AUTHOR",
            help="Only by this author (a subject matches with any client); may be repeated.",
        ),
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
    page: Annotated[int, typer.Option(metavar="NUMBER", help="The page to show.")] = 1,
    page_size: Annotated[int, typer.Option(metavar="COUNT", help="Rows per page.")] = 20,
    json: Json = False,
) -> None:
    """Page through facts or messages, newest first."""
    run = get_invocation(context)
    request = parsing.parse_list_request(
        "messages" if messages else "facts",
        caller=run.terms.caller,
        limits=run.terms.limits,
        space=run.named_space,
        entity=about,
        tags=tag or (),
        sessions=session or (),
        authors=by or (),
        since=since,
        until=until,
        valid_at=valid_at,
        known_at=known_at,
        include_retired=retired,
        page=page,
        page_size=page_size,
        now=run.get_now(),
    )
    found = run.read(READ_PAGE, request)
    shown = "" if json else _render_table(found, messages=messages)
    print_answer(shown, build_page_model(found), as_json=json)


def _render_table(page: Page, *, messages: bool) -> str:
    if not page.total:
        return f"No {'messages' if messages else 'facts'} found."
    if page.page > page.pages:
        return f"No page {page.page}: the last page is {page.pages}."
    heads = ("id", "said" if messages else "when")
    rows = [
        (
            memory.id,
            _spell_when(memory),
            quote_text(memory.text) + _describe_state(memory),
            format_speaker(memory.speaker) if memory.speaker else format_name(memory.row.author),
            format_name(memory.row.space),
        )
        for memory in page.memories
    ]
    table = render_table((*heads, "what", "by", "space"), rows)
    return "\n".join(
        [
            table,
            f"page {page.page} of {page.pages}, {page.total} in total",
            *map(escape_line_breaks, page.notes),
        ]
    )


def _spell_when(memory: Memory) -> str:
    """Return since when a fact holds, if somebody said that, or else when it was said."""
    if memory.start is not None:
        return f"since {spell_stated(memory.start)}"
    said = spell_stated(memory.said)
    return f"said {said}" if memory.fact else said


def _describe_state(memory: Memory) -> str:
    parts = [
        f"revision {memory.revision}" if memory.revision and memory.revision > 1 else None,
        describe_dated_closing(
            memory.retired, format_day(memory.retired_at) if memory.retired_at else None
        ),
        f"until {spell_stated(memory.until)}" if memory.until else None,
        f"replaced by {memory.replaced_by.id}" if memory.replaced_by else None,
    ]
    state = ", ".join(part for part in parts if part)
    return f" ({state})" if state else ""
