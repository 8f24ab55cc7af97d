"""A comparison of two runs as tables, and as lines for what is no figure."""

from collections.abc import Iterator

from mcp_mem0.domain.rendering.quoting import quote_text
from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.evals.reports.comparison import ChangedQuestion, RunComparison, SystemComparison
from mcp_mem0.evals.reports.figure_table import NONE, FigureTable
from mcp_mem0.evals.reports.pair_tables import build_pair_table, format_p

SHOWN_CHARS_MAX = 80
"""How much of a question or an answer is shown; the JSON has all."""


def list_comparison_tables(comparison: RunComparison) -> Iterator[FigureTable]:
    """Return the tables of each system."""
    for each in comparison.systems:
        title = f"{each.system}, in per cent"
        for name, groups in (
            (title, each.groups),
            (f"{title}, without wrong labels", each.without_wrong_labels),
        ):
            if groups:
                yield build_pair_table(name, ("before", "now"), groups)
        yield _build_values(each)


def list_other_differences(comparison: RunComparison) -> Iterator[str]:
    """Return what differs beside the figures, which may be why they differ."""
    if comparison.differences:
        yield "The runs differ in:"
    yield from (f"  {each}" for each in comparison.differences)
    for name in comparison.only_first:
        yield f"{name}: only in {comparison.first}"
    for name in comparison.only_second:
        yield f"{name}: only in {comparison.second}"


def list_changed_sides(comparison: RunComparison) -> Iterator[str]:
    """Return the questions that changed sides, with both answers."""
    for system in comparison.systems:
        yield from _list_changed(f"{system.system}: right only now", system.gained)
        yield from _list_changed(f"{system.system}: right only before", system.lost)


def _build_values(system: SystemComparison) -> FigureTable:
    named = (
        ("evidence, %", system.evidence, 100),
        ("tokens shown", system.tokens, 1),
        ("search, ms", system.search_ms, 1),
    )
    return FigureTable(
        title=f"{system.system}: what is shown",
        columns=("what", "questions", "before", "now", "change", "95 % interval", "p"),
        rows=tuple(
            (
                name,
                str(each.pairs),
                f"{factor * each.first:,.1f}",
                f"{factor * each.second:,.1f}",
                f"{factor * each.difference:+,.1f}",
                _write_interval(each.interval, factor),
                format_p(each.p),
            )
            for name, each, factor in named
            if each is not None
        ),
    )


def _write_interval(interval: tuple[float, float], factor: int) -> str:
    # As in the tables of answers: what all pairs have alike tells nothing of how they spread.
    low, high = interval
    return f"{factor * low:+,.1f} to {factor * high:+,.1f}" if low < high else NONE


def _list_changed(title: str, questions: tuple[ChangedQuestion, ...]) -> Iterator[str]:
    if not questions:
        return
    yield f"{title} ({len(questions)}):"
    for each in questions:
        text, before, now = (
            quote_text(shorten(words, SHOWN_CHARS_MAX))
            for words in (each.text, each.first, each.second)
        )
        yield f"  {each.key} {text}: {before} before, {now} now"
