"""`mcp-mem0 stats`: count rows, sum the cost of models, and show whether the memory fails."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from mcp_mem0.app.reads import READ_OVERVIEW, READ_SIGNATURES
from mcp_mem0.cli.commands.browse.spaces import render_space_table
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.progress import build_progress
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.config import SETUP_REMEDY
from mcp_mem0.config.sections.retention import RetentionSettings
from mcp_mem0.domain.dates import format_day
from mcp_mem0.domain.errors import ModelError, RequestError
from mcp_mem0.domain.rendering.browsing.overviews import build_stats_model
from mcp_mem0.domain.rendering.browsing.signatures import (
    build_signatures_model,
    render_signatures,
)
from mcp_mem0.domain.rendering.quoting import format_code, format_name
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.model import OverviewRequest, SignaturesRequest
from mcp_mem0.domain.results.pages import Overview
from mcp_mem0.domain.results.replay_report import ReplayComparison
from mcp_mem0.domain.results.signatures import summarise_drift
from mcp_mem0.domain.usage import Usage

if TYPE_CHECKING:
    from mcp_mem0.app.running import App

DRIFT_MAX = 10_000


def stats(
    context: typer.Context,
    *,
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="Sum costs since: 30d, 12h, or a date.")
    ] = "30d",
    drift: Annotated[
        int,
        typer.Option(
            metavar="COUNT",
            min=0,
            max=DRIFT_MAX,
            help="Let the model decide so many of its newest decisions again; it costs tokens.",
        ),
    ] = 0,
    json: Json = False,
) -> None:
    """Count facts, messages and changes in all spaces or in --space, and sum the cost of models.

    The last lines are signs of a memory that fails: docs/evaluation.md says what each of them
    means. Nothing is changed.
    """
    run = get_invocation(context)
    moment = parsing.parse_since(since, now=run.get_now(), zone=run.terms.caller.zone)
    chosen = () if run.named_space is None else (run.terms.caller.space,)
    found = run.read(READ_OVERVIEW, OverviewRequest(spaces=chosen, since=moment))
    signatures = run.read(READ_SIGNATURES, SignaturesRequest(spaces=chosen))
    again, stopped_by = _replay(run, chosen, drift) if drift else ((), None)
    drifted = summarise_drift(again) if drift else None
    has_graph = run.settings.graph.enabled
    lines = [
        *_render_lines(found, has_graph=has_graph),
        *_render_retention(run.settings.retention),
        "\nFailure signatures:",
        *render_signatures(signatures, drifted, has_graph=has_graph),
    ]
    model = build_signatures_model(signatures, drifted)
    shown = "" if json else "\n".join(lines)
    print_answer(shown, build_stats_model(found, model, has_graph=has_graph), as_json=json)
    if stopped_by is not None:
        # What was decided until then is printed first: it was paid for.
        raise stopped_by
    if again and all(each.failure is not None for each in again):
        raise typer.Exit(Exit.MODEL)


def _replay(
    run: Invocation, spaces: tuple[str, ...], limit: int
) -> tuple[list[ReplayComparison], ModelError | None]:
    """Return decisions that were made again, and what stopped it before the last one, if it did."""
    done: list[ReplayComparison] = []

    async def run_replay(app: "App") -> ModelError | None:
        # Imported here, as it is seldom asked for.
        from mcp_mem0.services.deciding.drift import replay_newest  # noqa: PLC0415

        services = await app.get_services()
        replay = services.deciding.replay
        if replay is None:
            raise RequestError(f"--drift needs a model: {SETUP_REMEDY}")
        with build_progress() as progress:
            task = progress.add_task("Deciding again", total=limit)
            try:
                async for each in replay_newest(services.records, replay, spaces, limit=limit):
                    done.append(each)
                    progress.advance(task)
            except ModelError as error:
                return error
        return None

    return done, run.run_with_stored(run_replay)


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
