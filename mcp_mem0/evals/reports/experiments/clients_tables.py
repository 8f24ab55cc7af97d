"""A table of what many clients were told at once."""

from collections.abc import Iterator

from mcp_mem0.evals.experiments.clients.client_rounds import ClientRound, ClientsResult
from mcp_mem0.evals.reports.figure_table import (
    FigureTable,
    format_count,
    format_milliseconds,
    format_percent,
)


def list_clients_tables(result: ClientsResult) -> Iterator[FigureTable]:
    """Return the rounds of each memory."""
    yield FigureTable(
        title="Many clients at once, over HTTP, in per cent",
        columns=("built", "round", "errors", "evidence", "equal", "kept", "p50", "p95"),
        rows=tuple(map(_write_round, result.rounds)),
        text_columns=("round",),
        note="Alone is one client, together are several; then others write beside, into other"
        " spaces, and here, into the same. Equal: of answers, those that are what one client was"
        " told alone; kept: of its memories. p50 and p95 are of a recall. Errors must be 0.",
    )
    yield FigureTable(
        title="Many clients at once: what they did",
        columns=("built", "round", "answers", "a second", "written", "p50", "p95"),
        rows=tuple(map(_write_work, result.rounds)),
        text_columns=("round",),
        note="Answers, and how many in a second; messages written meanwhile, and p50 and p95 of a"
        " call that writes some.",
    )
    failed = [each for each in result.rounds if each.errors]
    yield FigureTable(
        title="The first error of each round",
        columns=("built", "round", "error"),
        rows=tuple((each.construction, each.name, each.first_error) for each in failed),
        text_columns=("round", "error"),
    )


def _write_work(each: ClientRound) -> tuple[str, ...]:
    latency = each.remember_ms
    return (
        each.construction,
        each.name.removeprefix("others "),
        format_count(each.asked),
        f"{each.recalls_per_s:,.1f}",
        format_count(each.written),
        format_milliseconds(latency.p50 if latency else None),
        format_milliseconds(latency.p95 if latency else None),
    )


def _write_round(each: ClientRound) -> tuple[str, ...]:
    latency = each.recall_ms
    return (
        each.construction,
        each.name.removeprefix("others "),
        str(each.errors),
        format_percent(each.evidence_recall),
        format_percent(each.equal),
        format_percent(each.kept),
        format_milliseconds(latency.p50 if latency else None),
        format_milliseconds(latency.p95 if latency else None),
    )
