"""`mcp-mem0 stats`: how much is kept, and what models cost."""

from collections.abc import Iterator
from typing import Annotated

import typer

from mcp_mem0.cli.commands.browse.spaces import space_table
from mcp_mem0.cli.invocation import Json, invocation, print_answer
from mcp_mem0.domain import requests
from mcp_mem0.domain.dates import day
from mcp_mem0.domain.rendering.browse import stats_structure
from mcp_mem0.domain.rendering.quoting import plain_code
from mcp_mem0.domain.results.pages import Overview
from mcp_mem0.domain.usage import Usage


def stats(
    context: typer.Context,
    *,
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="Cost since when: 30d, 12h, or a date.")
    ] = "30d",
    json: Json = False,
) -> None:
    """Count what is kept in all spaces, or in --space, and sum what models cost."""
    run = invocation(context)
    moment = requests.since_moment(since, now=run.now())
    chosen = () if run.named_space is None else (run.terms.caller.space,)
    found = run.with_stored(lambda app: app.overview(chosen, moment))
    shown = "" if json else "\n".join(_lines(found))
    print_answer(shown, stats_structure(found), as_json=json)


def _lines(found: Overview) -> Iterator[str]:
    yield space_table(found) if found.spaces else "There is no space yet."
    spent = found.spent
    yield ""
    yield (
        f"Since {day(found.since)}: {spent.by_rules:,} decided by rules, {spent.decided:,} by a"
        f" model, {spent.failed:,} attempts failed, {spent.summaries:,} summaries written."
    )
    for model, usage in spent.by_model:
        yield f"{plain_code(model)}: {_cost(usage)}"
    if spent.usage.calls:
        yield f"in all, with failed attempts and summaries: {_cost(spent.usage)}"


def _cost(usage: Usage) -> str:
    return (
        f"{usage.calls:,} calls, {usage.tokens_in:,} tokens in ({usage.tokens_cached:,} of them"
        f" cached), {usage.tokens_out:,} out, {usage.milliseconds / 1_000:,.1f} s"
    )
