"""Rendering the pages of `list` as tables."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from mcp_mem0.cli.output.tables import render_table
from mcp_mem0.domain.dates import format_day, spell_stated
from mcp_mem0.domain.errors import quote_value
from mcp_mem0.domain.rendering.closing_words import describe_dated_closing
from mcp_mem0.domain.rendering.quoting import (
    escape_line_breaks,
    format_name,
    format_speaker,
    quote_text,
)
from mcp_mem0.domain.rendering.session_names import find_given_session
from mcp_mem0.domain.requests.model import NameKind
from mcp_mem0.domain.results.pages import NamePage, Page
from mcp_mem0.domain.results.recall_result import Memory

_NEAR_MAX: Final = 3
_SINGULAR: Final[Mapping[NameKind, str]] = {
    "entities": "entity",
    "tags": "tag",
    "sessions": "session",
    "authors": "author",
}


def render_names(page: NamePage) -> str:
    """Return a page of names as a table."""
    if not page.total:
        return f"No {page.what} found."
    if page.page > page.pages:
        return _describe_page_beyond(page.page, page.pages)
    # Only entities have other names, and only of sessions it is told when they were last used.
    more = {"entities": ("also known as",), "sessions": ("last",)}.get(page.what, ())
    rows = [
        (
            format_name(each.name),
            f"{each.count:,}",
            *([", ".join(map(format_name, each.also))] if page.what == "entities" else []),
            *([format_day(each.last)] if page.what == "sessions" and each.last else []),
        )
        for each in page.names
    ]
    table = render_table((page.what, "facts", *more), rows, right=("facts",))
    return f"{table}\n{_describe_page(page.page, page.pages, page.total)}"


def describe_unknown_names(known: NamePage, given: Sequence[str]) -> Iterator[str]:
    """Say of each name that no fact has what it may have meant.

    Args:
        known: The names that facts have.
        given: The names that somebody asked for.
    """
    names = {name.casefold(): each.name for each in known.names for name in (each.name, *each.also)}
    for name in given:
        key = name.strip().casefold()
        if key in names:
            continue
        near = [each for other, each in names.items() if key in other]
        near += [names[other] for other in get_close_matches(key, names, n=_NEAR_MAX)]
        meant = " or ".join(map(format_name, [*dict.fromkeys(near)][:_NEAR_MAX]))
        remedy = f"did you mean {meant}?" if near else f"`mcp-mem0 list {known.what}` lists them"
        yield f"There is no {_SINGULAR[known.what]} {quote_value(name)}: {remedy}"


def render_page(page: Page, *, messages: bool) -> str:
    """Return a page of facts or messages as a table."""
    if not page.total:
        return f"No {'messages' if messages else 'facts'} found."
    if page.page > page.pages:
        return _describe_page_beyond(page.page, page.pages)
    heads = ("id", "said" if messages else "when")
    rows = [
        (
            memory.id,
            _spell_when(memory),
            "\n".join([quote_text(memory.text) + _describe_state(memory), *_list_details(memory)]),
            format_speaker(memory.speaker) if memory.speaker else format_name(memory.row.author),
            format_name(memory.row.space),
        )
        for memory in page.memories
    ]
    table = render_table((*heads, "what", "by", "space"), rows)
    return "\n".join(
        [
            table,
            _describe_page(page.page, page.pages, page.total),
            *map(escape_line_breaks, page.notes),
        ]
    )


def _describe_page(page: int, pages: int, total: int) -> str:
    return f"page {page} of {pages}, {total} in total"


def _describe_page_beyond(page: int, pages: int) -> str:
    return f"No page {page}: the last page is {pages}."


def _list_details(memory: Memory) -> Iterator[str]:
    """Return a line with the tags, the names and the session of a row, if it has any."""
    row = memory.row
    session = find_given_session(row.session)
    parts = [
        f"tags {', '.join(map(format_name, row.tags))}" if row.tags else None,
        f"about {', '.join(map(format_name, row.entities))}" if row.entities else None,
        f"session {format_name(session)}" if session else None,
    ]
    details = "; ".join(part for part in parts if part)
    if details:
        yield details


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
