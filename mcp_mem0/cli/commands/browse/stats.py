"""`mcp-mem0 stats`: count rows and sum the cost of models."""

from collections.abc import Iterator
from typing import Annotated

import typer

from mcp_mem0.app.reads import READ_OVERVIEW
from mcp_mem0.cli.commands.browse.spaces import render_space_table
from mcp_mem0.cli.invocation import Json, get_invocation, print_answer
from mcp_mem0.config.sections.retention import RetentionSettings
from mcp_mem0.domain.dates import format_day
from mcp_mem0.domain.rendering.browsing.overviews import build_stats_model
from mcp_mem0.domain.rendering.quoting import format_code, format_name
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.model import OverviewRequest
from mcp_mem0.domain.results.pages import Overview
from mcp_mem0.domain.usage import Usage


def stats(
    context: typer.Context,
    *,
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="Sum costs since: 30d, 12h, or a date.")
    ] = "30d",
    json: Json = False,
) -> None:
    """Count facts, messages and changes in all spaces or in --space, and sum the cost of models."""
    run = get_invocation(context)
    moment = parsing.parse_since(since, now=run.get_now(), zone=run.terms.caller.zone)
    chosen = () if run.named_space is None else (run.terms.caller.space,)
    found = run.read(READ_OVERVIEW, OverviewRequest(spaces=chosen, since=moment))
    has_graph = run.settings.graph.enabled
    lines = [*_render_lines(found, has_graph=has_graph), *_render_retention(run.settings.retention)]
    shown = "" if json else "\n".join(lines)
    print_answer(shown, build_stats_model(found, has_graph=has_graph), as_json=json)


def _render_lines(found: Overview, *, has_graph: bool) -> Iterator[str]:
    yield render_space_table(found) if found.spaces else "No spaces yet."
    yield f"Graph: {'on' if has_graph else 'off'}."
    if found.embedder is not None:
        yield f"Embedding model: {found.embedder}."
    for space in found.spaces:
        if space.erased:
            yield f"Erased in {format_name(space.space)}: {space.erased:,} facts and messages."
    spent = found.spent
    yield ""
    yield (
        f"Since {format_day(found.since)}: {spent.decided_by_rules:,} decided by rules,"
        f" {spent.decided_by_model:,} by a model, {spent.failed_attempts:,} failed attempts,"
        f" {spent.summaries:,} summaries."
    )
    for model, usage in spent.by_model:
        yield f"{format_code(model)}: {_format_usage(usage)}"
    if spent.usage.calls:
        yield f"total, with failed attempts and summaries: {_format_usage(spent.usage)}"


def _render_retention(settings: RetentionSettings) -> Iterator[str]:
    if settings.excerpts_days:
        yield f"Messages are erased after {settings.excerpts_days:,} days."
    if settings.forgotten_days:
        yield f"What was forgotten is erased after {settings.forgotten_days:,} days."


def _format_usage(usage: Usage) -> str:
    return (
        f"{usage.calls:,} calls, {usage.tokens_in:,} tokens in ({usage.tokens_cached:,}"
        f" cached), {usage.tokens_out:,} out, {usage.milliseconds / 1_000:,.1f} s"
    )
